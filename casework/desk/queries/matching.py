"""What was typed beside what is on record, field by field, with the differences marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.people.models import Person
from casework.people.models.person import country_name
from casework.people.queries import Card, Face, Match, Row
from casework.people.rules import MemberFacts, fold

SEXES = dict(Person.Sex.choices)


@dataclass(frozen=True)
class Field:
    """One line of a comparison. `differs` only where both sides say something, and not the same."""

    label: str
    typed: str
    on_record: str
    differs: bool


@dataclass(frozen=True)
class Comparison:
    """A person on record beside what was typed."""

    face: Face
    reasons: tuple[str, ...]
    fields: tuple[Field, ...]


def comparisons(facts: MemberFacts, matches: Sequence[Match]) -> list[Comparison]:
    return [Comparison(match.face, match.reasons, tuple(_fields(facts, match.face))) for match in matches]


def _fields(facts: MemberFacts, face: Face) -> Iterable[Field]:
    """Of a person out of sight only what the card shows."""
    pairs = _of_row(facts, face) if isinstance(face, Row) else _of_card(facts, face)
    for label, typed, on_record in pairs:
        same = fold(typed) == fold(on_record) or fold(typed) in map(fold, on_record.split("; "))
        yield Field(label, typed, on_record, bool(typed and on_record) and not same)


def _of_row(facts: MemberFacts, row: Row) -> Iterable[tuple[str, str, str]]:
    person = facts.person
    names = "; ".join(str(name) for name in (row.name, *row.other_names))
    yield _("Name"), _typed_name(facts), names
    yield _("Date of birth"), str(person.birth), str(row.birth)
    yield _("Sex"), str(SEXES[person.sex]), str(row.sex)
    yield _("Citizenship"), country_name(person.citizenship) if person.citizenship else "", row.citizenship
    yield _("IIN"), person.iin, row.iin
    yield _("Identity papers"), _typed_document(facts), "; ".join(row.documents)
    yield _("Registered at"), "", row.office


def _of_card(facts: MemberFacts, card: Card) -> Iterable[tuple[str, str, str]]:
    person = facts.person
    yield _("Name"), _typed_name(facts), str(card.name)
    yield _("Year of birth"), str(person.birth.on.year), str(card.birth_year)
    yield _("Sex"), str(SEXES[person.sex]), str(card.sex)
    yield _("Document, last four"), _last_four(facts), card.last_four
    yield _("Registered at"), "", card.office


def _typed_name(facts: MemberFacts) -> str:
    first = facts.names[0]
    return " ".join(part for part in (first.surname, first.given, first.patronymic) if part)


def _typed_document(facts: MemberFacts) -> str:
    return facts.documents[0].number if facts.documents else ""


def _last_four(facts: MemberFacts) -> str:
    return _typed_document(facts)[-4:]
