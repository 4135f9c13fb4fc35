"""Registering a person, and what may change about one: mistakes, the IIN, death."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import Office, Officer
from casework.audit import actions as audit
from casework.common.errors import Conflict, RuleBroken
from casework.common.sequences import next_number
from casework.common.workdays import local_date
from casework.people.actions.guards import check_may_register, in_sentences, locked
from casework.people.actions.papers import write_contact, write_document, write_name
from casework.people.models import Person, check_iin
from casework.people.rules import ContactFacts, DocumentFacts, NameFacts, PersonFacts

Columns = dict[str, Any]

LABELS = {
    "sex": gettext_lazy("sex"),
    "birth": gettext_lazy("date of birth"),
    "citizenship": gettext_lazy("citizenship"),
    "birth_country": gettext_lazy("country of birth"),
    "birth_place": gettext_lazy("place of birth"),
    "ethnicity": gettext_lazy("ethnicity"),
    "education": gettext_lazy("education"),
    "iin": gettext_lazy("IIN"),
}


@dataclass(frozen=True)
class Difference:
    """A field that another officer changed while this one was typing."""

    label: str
    on_record: str
    typed: str


class Stale(Conflict):
    """The person changed while it was read; `differences` say how what was typed differs from what is on record."""

    def __init__(self, differences: Sequence[Difference]) -> None:
        lines = [
            _("%(label)s: on record “%(on_record)s”, typed “%(typed)s”.") % asdict(difference)
            for difference in differences
        ]
        super().__init__(
            " ".join((_("Another officer changed this person while you read. Nothing was saved."), *lines))
        )
        self.differences = tuple(differences)


@in_sentences()
@transaction.atomic
def register_person(
    facts: PersonFacts, names: Sequence[NameFacts], documents: Sequence[DocumentFacts] = (),
    contacts: Sequence[ContactFacts] = (), *, office: Office, by: Officer, at: datetime,
) -> Person:  # fmt: skip
    """Open the record of a person; the first name is the one shown first."""
    check_may_register(by)
    if not names:
        raise RuleBroken(_("Give at least one name, as a document has it."))
    _check(facts, local_date(at))
    number = f"P-{next_number('people_person_number'):06d}"
    person = Person.objects.create(
        number=number,
        office=office,
        registered_by=by,
        registered_at=at,
        is_generated=facts.is_generated,
        **_columns(facts),
    )
    _write_papers(person, names, documents, contacts)
    audit.record("person.register", subject=number, by=by, at=at, after=_told(facts, names, documents, contacts))
    return person


@in_sentences()
@transaction.atomic
def correct_person(person: Person, facts: PersonFacts, *, version: int, by: Officer, at: datetime) -> Person:
    """Put right what was written down wrongly. Raises Stale where the version read is no longer the one on record."""
    check_may_register(by)
    person = locked(person)
    if person.version != version:
        raise Stale(_differences(person.facts, facts))
    _check(facts, local_date(at))
    return _change(person, "person.correct", by=by, at=at, **_columns(facts))


@in_sentences()
@transaction.atomic
def set_iin(person: Person, iin: str, *, by: Officer, at: datetime) -> Person:
    """Write down the IIN of a person; it must say the same birth date and sex as the record."""
    check_may_register(by)
    person = locked(person)
    check_iin(iin, birth=person.birth, sex=person.sex)
    return _change(person, "person.set_iin", by=by, at=at, iin=iin)


@in_sentences()
@transaction.atomic
def record_death(person: Person, died_on: date, *, by: Officer, at: datetime) -> Person:
    """Write down a death. The membership in the household ends with the day of death."""
    check_may_register(by)
    person = locked(person)
    if died_on > local_date(at):
        raise RuleBroken(_("The day of death has not come yet; enter today or an earlier day."))
    day_after = died_on + timedelta(days=1)
    person.memberships.filter(Q(until=None) | Q(until__gt=day_after), since__lt=day_after).update(until=day_after)
    return _change(person, "person.record_death", by=by, at=at, died_on=died_on)


def _write_papers(
    person: Person, names: Sequence[NameFacts], documents: Sequence[DocumentFacts], contacts: Sequence[ContactFacts]
) -> None:
    written = {facts: write_document(person, facts) for facts in documents}
    for place, name in enumerate(names):
        write_name(person, name, document=written[name.document] if name.document else None, is_main=place == 0)
    for contact in contacts:
        write_contact(person, contact)


def _check(facts: PersonFacts, today: date) -> None:
    if facts.birth.on > today:
        raise RuleBroken(_("The date of birth has not come yet; enter today or an earlier day."))
    if facts.iin:
        check_iin(facts.iin, birth=facts.birth, sex=facts.sex)


def _columns(facts: PersonFacts) -> Columns:
    """The facts as the columns of a Person; without an IIN the column is null."""
    fields = ("sex", "citizenship", "birth_country", "birth_place", "ethnicity", "education")
    birth = {"born_on": facts.birth.on, "born_precision": facts.birth.precision}
    return {name: getattr(facts, name) for name in fields} | birth | {"iin": facts.iin or None}


def _change(person: Person, kind: str, *, by: Officer, at: datetime, **columns: Any) -> Person:
    """Write the columns that differ, raise the version, and tell of both; nothing differs, nothing is written."""
    changed = {name: value for name, value in columns.items() if getattr(person, name) != value}
    if not changed:
        return person
    before = {name: _plain(getattr(person, name)) for name in changed}
    for name, value in (changed | {"version": person.version + 1, "compared_at": None}).items():
        setattr(person, name, value)
    person.save(update_fields=[*changed, "version", "compared_at"])
    after = {name: _plain(value) for name, value in changed.items()}
    audit.record(kind, subject=person.number, by=by, at=at, before=before, after=after)
    return person


def _differences(now: PersonFacts, typed: PersonFacts) -> list[Difference]:
    return [
        Difference(str(label), _shown(getattr(now, name)), _shown(getattr(typed, name)))
        for name, label in LABELS.items()
        if getattr(now, name) != getattr(typed, name)
    ]


def _shown(value: object) -> str:
    return str(value) or _("nothing")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value and str(value)


def _told(facts: PersonFacts, names: Any, documents: Any, contacts: Any) -> Columns:
    told = {name: _plain(value) for name, value in _columns(facts).items()}
    lists = {"names": names, "documents": documents, "contacts": contacts}
    return told | {key: [asdict(item) for item in items] for key, items in lists.items()}
