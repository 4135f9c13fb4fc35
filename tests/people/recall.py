"""How often a name is found again by another of its spellings, and how many proposals a newcomer brings."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from random import Random
from statistics import quantiles

from casework.accounts.models import Officer
from casework.people.models import Person
from casework.people.queries import hits, likely_matches
from casework.people.rules import BirthDate, NameFacts, PersonFacts
from tests.people.crowd import born, names, write
from tests.people.evaluation import full_names

AMONG = 10


def planted(*, by: Officer, at: datetime, file: str = "spellings.csv") -> dict[str, list[NameFacts]]:
    """A person for each name of the evaluation set, written in Kazakh; gives its spellings by identifier."""
    dice = Random(60)
    asked = {f"E-{file[:12]}-{place}": spelled for place, spelled in enumerate(full_names(file).values())}
    write([spelled[0] for spelled in asked.values()], [born(dice) for _ in asked], list(asked), by=by, at=at)
    return asked


def by_name(asked: dict[str, list[NameFacts]]) -> Iterator[tuple[str, str]]:
    """What an officer types, given name and surname of one paper, and whose it is."""
    for known, spelled in asked.items():
        for name in spelled:
            yield f"{name.given} {name.surname}", known


def by_year(asked: dict[str, list[NameFacts]]) -> Iterator[tuple[str, str]]:
    """The given name alone, with the year of birth."""
    years = dict(Person.objects.filter(external_id__in=asked).values_list("external_id", "born_on__year"))
    for known, spelled in asked.items():
        for name in spelled:
            yield f"{name.given} {years[known]}", known


def recall(questions: Iterable[tuple[str, str]]) -> float:
    """The share of questions whose person stands among the first ten."""
    found = [known in _external([hit.person for hit in hits(text)[:AMONG]]) for text, known in questions]
    return sum(found) / len(found)


def _external(ids: Sequence[int]) -> set[str | None]:
    return set(Person.objects.filter(pk__in=ids).values_list("external_id", flat=True))


def proposals(newcomers: int, *, by: Officer, seed: int = 4) -> Sequence[int]:
    """How many persons on record are proposed for each newcomer whom nobody knows."""
    dice, drawn = Random(seed), names(seed + 1000)
    return sorted(len(_matches(next(drawn), born(dice), by)) for _ in range(newcomers))


def _matches(name: NameFacts, day: date, by: Officer) -> list[object]:
    return list(likely_matches(PersonFacts("M", BirthDate(day), "CN"), [name], officer=by))


def at_95(counts: Sequence[int]) -> float:
    return quantiles(counts, n=20)[-1]
