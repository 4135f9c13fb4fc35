"""Persons on record who may be the one an officer is about to register."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.people.models import IdentityDocument, Name, Person
from casework.people.queries.faces import Face, faces
from casework.people.rules import BirthDate, DocumentFacts, NameFacts, PersonFacts, document_key, name_key

LEAST_SIMILARITY = 0.4
MOST_MATCHES = 10


@dataclass(frozen=True)
class Match:
    """A person who may be the same, and why it is thought so."""

    face: Face
    reasons: tuple[str, ...]


def likely_matches(
    facts: PersonFacts, names: Sequence[NameFacts], documents: Sequence[DocumentFacts] = (),
    *, officer: Officer, in_sight: QuerySet[Person] | None = None,
) -> list[Match]:  # fmt: skip
    """Persons with the same IIN, the same document, or the same birth date and a similar name in the same script.

    The strongest reasons first; nothing is decided here.
    """
    reasons: dict[int, list[str]] = {}
    for why, ids in _suspicions(facts, names, documents):
        for pk in ids:
            reasons.setdefault(pk, []).append(why)
    best = sorted(reasons, key=lambda pk: (-len(reasons[pk]), list(reasons).index(pk)))[:MOST_MATCHES]
    shown = faces(best, officer=officer, in_sight=in_sight)
    return [Match(face, tuple(reasons[pk])) for pk, face in zip(best, shown, strict=True)]


def _suspicions(
    facts: PersonFacts, names: Sequence[NameFacts], documents: Sequence[DocumentFacts]
) -> Iterable[tuple[str, Iterable[int]]]:
    yield _("same IIN"), _with_iin(facts.iin)
    yield _("same number of a document"), _with_document(documents)
    yield _("same birth date and a similar name"), _with_similar_name(facts.birth, names)


def _with_iin(iin: str) -> Iterable[int]:
    return Person.objects.filter(iin=iin).values_list("pk", flat=True) if iin else ()


def _with_document(documents: Sequence[DocumentFacts]) -> Iterable[int]:
    keys = [key for document in documents if (key := document_key(document.number))]
    found = IdentityDocument.objects.filter(number_key__in=keys).order_by("-pk")
    return dict.fromkeys(found.values_list("person_id", flat=True)[:MOST_MATCHES])


def _with_similar_name(birth: BirthDate, names: Sequence[NameFacts]) -> Iterable[int]:
    """Judged by trigrams of the keys: blind to the order of the words, and to other scripts."""
    keys = [name_key(name.surname, name.given, name.patronymic) for name in names]
    if not keys:
        return ()
    likeness = reduce(or_, (Q(**{f"likeness_{place}__gte": LEAST_SIMILARITY}) for place in range(len(keys))))
    found = (
        Name.objects.filter(person__in=Person.objects.perhaps_born(birth))
        .annotate(**{f"likeness_{place}": TrigramSimilarity("key", key) for place, key in enumerate(keys)})
        .filter(likeness)
        .order_by("pk")
    )
    return dict.fromkeys(found.values_list("person_id", flat=True)[: MOST_MATCHES * 5])
