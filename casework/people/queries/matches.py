"""Persons on record who may be the one an officer is about to register."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from casework.accounts.models import Officer
from casework.people.models import IdentityDocument, Name, Person
from casework.people.queries.faces import Face, faces
from casework.people.queries.reasons import reasons
from casework.people.queries.records import document_mark, records
from casework.people.rules import (
    DIFFERENT,
    BirthDate,
    DocumentFacts,
    Judgement,
    NameFacts,
    PersonFacts,
    Record,
    document_key,
    judge,
    word_keys,
)

MOST_MATCHES, MOST_JUDGED = 10, 400


@dataclass(frozen=True)
class Match:
    """A person who may be the same, and why it is thought so."""

    face: Face
    reasons: tuple[str, ...]
    score: float = 0.0
    verdict: str = ""


def likely_matches(
    facts: PersonFacts, names: Sequence[NameFacts], documents: Sequence[DocumentFacts] = (), *, officer: Officer,
    in_sight: QuerySet[Person] | None = None, relatives: Collection[str] = (),
) -> list[Match]:  # fmt: skip
    """Persons with the same IIN or document, or a name like this one and a birth date that may be this one.

    `relatives`: keys of the others of the family (`relative_key`). The likeliest first; nothing is decided here.
    """
    if not names:
        return []
    newcomer = _record(facts, names, documents, relatives)
    judged = {pk: judge(newcomer, record) for pk, record in records(_suspects(facts, names, documents)).items()}
    likely = sorted(((pk, one) for pk, one in judged.items() if one.verdict != DIFFERENT), key=_by_score)[:MOST_MATCHES]
    shown = faces([pk for pk, _one in likely], officer=officer, in_sight=in_sight)
    return [
        Match(face, reasons(one.signs), one.score, one.verdict) for (_pk, one), face in zip(likely, shown, strict=True)
    ]


def _by_score(judged: tuple[int, Judgement]) -> tuple[float, int]:
    return -judged[1].score, judged[0]


def _record(
    facts: PersonFacts, names: Sequence[NameFacts], documents: Sequence[DocumentFacts], relatives: Collection[str]
) -> Record:
    papers = (document_mark(paper.kind, paper.country, document_key(paper.number)) for paper in documents)
    return Record(tuple(names), facts.birth, facts.sex, facts.iin, frozenset(papers), frozenset(relatives))


def _suspects(facts: PersonFacts, names: Sequence[NameFacts], documents: Sequence[DocumentFacts]) -> set[int]:
    return {
        *_with_iin(facts.iin),
        *_with_document(documents),
        *_named_and_born(facts.birth, {key for name in names for key in _skeletons(name)}),
    }


def _skeletons(name: NameFacts) -> Sequence[str]:
    return word_keys(name.surname, name.given, name.patronymic, name.script)


def _with_iin(iin: str) -> Iterable[int]:
    return Person.objects.filter(iin=iin).values_list("pk", flat=True) if iin else ()


def _with_document(documents: Sequence[DocumentFacts]) -> Iterable[int]:
    keys = [key for document in documents if (key := document_key(document.number))]
    found = IdentityDocument.objects.filter(number_key__in=keys).order_by("-pk")
    return found.values_list("person_id", flat=True)[:MOST_JUDGED]


def _named_and_born(birth: BirthDate, skeletons: Collection[str]) -> Iterable[int]:
    """Persons with a word of the name, born then as far as both dates are known, or with day and month swapped."""
    swapped = birth.swapped
    persons = Person.objects.perhaps_born(birth)
    if swapped is not None:
        persons = persons | Person.objects.filter(Q(born_on=swapped, born_precision="day"))
    named = Name.objects.filter(sounds__overlap=list(skeletons), person__in=persons)
    return named.values_list("person_id", flat=True)[:MOST_JUDGED]
