"""Questions asked of crossings, places in their list; and what goes with one of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet, Value

from casework.accounts.models import Officer
from casework.arrivals.models import Checkpoint, Crossing, Purpose
from casework.cases.queries import persons_in_sight
from casework.people.models import IdentityDocument, Person
from casework.people.rules import document_key

CALLED = ("code", "name_en", "name_ru", "name_kk")
PLACE = re.compile(r"(\d{1,16})\.(\d{1,18})")
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


@dataclass(frozen=True)
class Question:
    """What is asked of the list; empty parts ask nothing. `until` is the first day that no longer counts."""

    document: str = ""
    name: str = ""
    born_on: date | None = None
    since: date | None = None
    until: date | None = None
    direction: str = ""
    nationality: str = ""
    purpose: str = ""
    checkpoint: str = ""


@dataclass(frozen=True)
class Place:
    """Where a page of the list begins: after the crossing of this moment and number, or before it."""

    at: datetime
    number: int
    is_back: bool = False

    @property
    def word(self) -> str:
        """As addresses name it."""
        return f"{(self.at - EPOCH) // timedelta(microseconds=1)}.{self.number}"

    @classmethod
    def read(cls, word: str, *, is_back: bool = False) -> "Place | None":
        """The place that an address names; None for anything else."""
        found = PLACE.fullmatch(word) if word.isascii() else None
        if found is None:
            return None
        try:
            return cls(EPOCH + timedelta(microseconds=int(found[1])), int(found[2]), is_back)
        except OverflowError:
            return None


def place_of(crossing: Crossing) -> str:
    return Place(crossing.crossed_at, crossing.pk).word


def found(question: Question) -> QuerySet[Crossing]:
    """Every crossing that answers the question, in no order."""
    return Crossing.objects.filter(_conditions(question))


def _conditions(question: Question) -> Q:
    asked = {name: getattr(question, name) for name in ("born_on", "direction", "nationality")}
    asked |= {"purpose_id": question.purpose, "checkpoint_id": question.checkpoint}
    conditions = Q(**{name: value for name, value in asked.items() if value})
    if question.since:
        conditions &= Q(crossed_on__gte=question.since)
    if question.until:
        conditions &= Q(crossed_on__lt=question.until)
    if question.document:
        conditions &= Q(document_key=document_key(question.document))
    return conditions & _named(question.name) if question.name else conditions


def _named(name: str) -> Q:
    """Somebody each of whose words begins the surname, the given name or the patronymic, in capitals as posts write."""
    conditions = Q()
    for word in words(name):
        conditions &= Q(surname__startswith=word) | Q(given__startswith=word) | Q(patronymic__startswith=word)
    return conditions


def words(name: str) -> list[str]:
    return name.upper().split()


def patterns(name: str) -> list[str]:
    """Each word of a name as LIKE finds what begins with it."""
    return [re.sub(r"([\\%_])", r"\\\1", word) + "%" for word in words(name)]


def with_names(rows: Iterable[Crossing]) -> list[Crossing]:
    """These crossings with what their checkpoints and purposes are called, by one query. A join over all months costs
    far more.
    """
    listed = list(rows)
    posts = Checkpoint.objects.filter(pk__in={one.checkpoint_id for one in listed}).annotate(of=Value("checkpoint"))
    purposes = Purpose.objects.filter(pk__in={one.purpose_id for one in listed}).annotate(of=Value("purpose"))
    told = posts.values("of", *CALLED).union(purposes.values("of", *CALLED), all=True).order_by() if listed else ()
    called = {(row.pop("of"), row["code"]): row for row in told}
    for one in listed:
        one.checkpoint = Checkpoint(**called["checkpoint", one.checkpoint_id])
        one.purpose = Purpose(**called["purpose", one.purpose_id])
    return listed


def of_document(crossing: Crossing) -> QuerySet[Crossing]:
    """Every crossing with the same document, the newest first."""
    same = Crossing.objects.filter(document_key=crossing.document_key, document_country=crossing.document_country)
    return same.order_by("-crossed_at", "-id")


def persons_of(crossing: Crossing, officer: Officer) -> tuple[list[Person], int]:
    """Persons in the officer's sight to whom the document belongs, and how many others it belongs to."""
    papers = IdentityDocument.objects.filter(
        number_key=crossing.document_key, country=crossing.document_country, kind__is_identity=True
    )
    persons = Person.objects.filter(pk__in=papers.values("person")).prefetch_related("names")
    seen = list(persons_in_sight(officer).filter(pk__in=persons))
    return seen, persons.count() - len(seen)
