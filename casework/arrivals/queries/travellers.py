"""Everybody who crossed on a day, each with all crossings, whatever the documents."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from casework.arrivals.models import Crossing, TravellerLink
from casework.arrivals.rules.sojourns import Pass
from casework.people.models import IdentityDocument, SamePerson
from casework.people.queries.same import joined

Paper = tuple[str, str]  # country, number for search


@dataclass
class Traveller:
    """Somebody by the person on record, else by a document. `names`: all names under which sojourns may stand."""

    name: str
    person: int | None
    names: set[str] = field(default_factory=set)
    crossings: dict[int, Crossing] = field(default_factory=dict)

    @property
    def passes(self) -> list[Pass]:
        return [Pass(one.direction == "in", one.crossed_at, one.crossed_on, one.pk) for one in self.crossings.values()]

    @property
    def newest(self) -> Crossing:
        return max(self.crossings.values(), key=lambda one: (one.crossed_at, one.pk))


@dataclass(frozen=True)
class Owners:
    """Whose documents are, by paper: every person that was ever named with one, and the one to whom it belongs."""

    candidates: Mapping[Paper, frozenset[int]]
    surely: Mapping[Paper, int]

    def names_of(self, paper: Paper) -> set[str]:
        return {name_of(paper, None), *(name_of(paper, one) for one in self.candidates.get(paper, ()))}


def travellers_of(day: date, size: int) -> Iterator[list[Traveller]]:
    """Those who crossed on a day, so many at a time."""
    papers = Crossing.objects.filter(crossed_on=day).order_by("document_key", "document_country").distinct()
    pairs = list(papers.values_list("document_country", "document_key"))
    for first in range(0, len(pairs), size):
        yield travellers(pairs[first : first + size])


def travellers(papers: Sequence[Paper]) -> list[Traveller]:
    """Those who cross with these documents, or with another of somebody who was ever named with one of them."""
    known = _named_with(papers)
    wanted = {*papers, *papers_of({person for persons in known.values() for person in persons})}
    owners = owners_of(list(wanted))
    found: dict[str, Traveller] = {}
    for crossing in Crossing.objects.filter(document_key__in={key for _country, key in wanted}):
        paper = str(crossing.document_country), crossing.document_key
        if paper in wanted:
            name = name_of(paper, owners.surely.get(paper))
            one = found.setdefault(name, Traveller(name, owners.surely.get(paper)))
            one.crossings[crossing.pk] = crossing
            one.names |= {name, *owners.names_of(paper)}
    return list(found.values())


def name_of(paper: Paper, person: int | None) -> str:
    return f"person {person}" if person else f"{paper[0]} {paper[1]}"


def owners_of(papers: Sequence[Paper]) -> Owners:
    """The person of each document that belongs to exactly one; joined records are one, by the oldest of them."""
    named = _named_with(papers)
    heads = _heads({person for persons in named.values() for person in persons})
    surely = _named_with(papers, in_force=True)
    one_of = {paper: {heads[person] for person in persons} for paper, persons in surely.items()}
    return Owners(
        {paper: frozenset({*persons, *(heads[one] for one in persons)}) for paper, persons in named.items()},
        {paper: min(persons) for paper, persons in one_of.items() if len(persons) == 1},
    )


def _named_with(papers: Sequence[Paper], *, in_force: bool = False) -> dict[Paper, set[int]]:
    """Persons with each document: on record, by an officer's word, or by a word that was taken back."""
    found: dict[Paper, set[int]] = defaultdict(set)
    wanted, keys = set(papers), {key for _country, key in papers}
    links = TravellerLink.objects.filter(document_key__in=keys).exclude(answer="")
    links = links.in_force() if in_force else links
    on_record = IdentityDocument.objects.filter(number_key__in=keys, kind__is_identity=True)
    for rows in (
        on_record.values_list("country", "number_key", "person_id"),
        links.values_list("document_country", "document_key", "person_id"),
    ):
        for country, key, person in rows:
            if (str(country), key) in wanted:
                found[str(country), key].add(person)
    return found


def _heads(persons: Collection[int]) -> dict[int, int]:
    """The oldest record of each human being."""
    if not persons or not SamePerson.objects.in_force().exists():
        return {person: person for person in persons}
    return {person: min(records) for person, records in joined(persons).items()}


def papers_of(persons: Iterable[int]) -> list[Paper]:
    """Every document that these persons, or the other records of the same human beings, were named with."""
    records = set(persons)
    if records and SamePerson.objects.in_force().exists():
        records = {record for group in joined(records).values() for record in group}
    own = IdentityDocument.objects.filter(person__in=records, kind__is_identity=True)
    linked = TravellerLink.objects.filter(person__in=records).exclude(answer="")
    rows = [*own.values_list("country", "number_key"), *linked.values_list("document_country", "document_key")]
    return [(str(country), key) for country, key in rows]
