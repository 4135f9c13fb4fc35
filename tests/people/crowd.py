"""Persons who do not exist, in their thousands, written into the tables at once; names as papers of many scripts."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import count, islice
from random import Random

from casework.accounts.models import Officer
from casework.common.rows import copy_in, next_ids
from casework.common.sequences import next_numbers
from casework.people.actions.takeover.taking import gathered
from casework.people.models import Name, Person, search_keys
from casework.people.rules import NameFacts

AT_ONCE = 20_000
FIRST, DAYS = date(1935, 1, 1), 32_000
ONSETS = ["б", "г", "д", "ж", "з", "к", "қ", "л", "м", "н", "п", "р", "с", "т", "ш", "х"]
VOWELS = ["а", "ә", "е", "о", "ө", "ұ", "ү", "ы", "і"]
CODAS = ["", "", "й", "л", "м", "н", "р", "с", "т", "ш", "қ"]
ENDINGS = ("", "", "ов", "ев", "бай", "бек", "хан", "ұлы")
PERSON = (
    "id", "number", "sex", "born_on", "born_precision", "birth_country", "birth_place", "citizenship", "ethnicity",
    "external_id", "office_id", "registered_by_id", "registered_at", "is_generated", "version", "compared_at",
)  # fmt: skip
NAME = ("person_id", "script", "surname", "given", "patronymic", "document_id", "is_main", "key", "sounds")


def vocabulary(dice: Random, size: int) -> list[str]:
    """Words that sound like names."""
    drawn = (_word(dice, dice.choice((1, 2, 2, 3))) for _ in range(size * 2))
    return list(dict.fromkeys(drawn))[:size]


def _word(dice: Random, syllables: int) -> str:
    parts = (dice.choice(ONSETS) + dice.choice(VOWELS) + dice.choice(CODAS) for _ in range(syllables))
    return "".join(parts).capitalize()


def names(seed: int, common: Sequence[str] = ()) -> Iterator[NameFacts]:
    """Names without end; `common` words stand in one of ten."""
    dice = Random(seed)
    given, surnames = vocabulary(dice, 1_500), vocabulary(dice, 6_000)
    while True:
        first = dice.choice(common) if common and dice.random() < 0.1 else dice.choice(given)
        yield NameFacts("kk-cyrl", dice.choice(surnames) + dice.choice(ENDINGS), first, dice.choice(given) + "ұлы")


def settle(persons: int, *, by: Officer, at: datetime, seed: int, common: Sequence[str] = ()) -> None:
    """Write so many persons, each with one name."""
    dice, drawn, external = Random(seed), names(seed, common), count()
    with gathered(persons):
        _settle(persons, dice, drawn, external, by=by, at=at)


def _settle(
    persons: int, dice: Random, drawn: Iterator[NameFacts], external: Iterator[int], *, by: Officer, at: datetime
) -> None:
    for first in range(0, persons, AT_ONCE):
        some = list(islice(drawn, min(AT_ONCE, persons - first)))
        write(some, [born(dice) for _ in some], [f"C{next(external)}" for _ in some], by=by, at=at)


def born(dice: Random) -> date:
    return FIRST + timedelta(days=dice.randrange(DAYS))


def write(
    some: Sequence[NameFacts], births: Sequence[date], external: Sequence[str], *, by: Officer, at: datetime
) -> list[int]:
    """Persons with these names, birth dates and identifiers; gives their ids."""
    ids, numbers = next_ids(Person, len(some)), next_numbers("people_person_number", len(some))
    copy_in(
        Person, PERSON,
        (
            (pk, f"P-{number:06d}", "M", day, "day", "", "", "CN", "", known, by.office_id, by.pk, at, True, 1, at)
            for pk, number, day, known in zip(ids, numbers, births, external, strict=True)
        ),
    )  # fmt: skip
    copy_in(Name, NAME, (_name(pk, name) for pk, name in zip(ids, some, strict=True)))
    return ids


def _name(pk: int, name: NameFacts) -> tuple[object, ...]:
    keys = search_keys(name)
    return pk, name.script, name.surname, name.given, name.patronymic, None, True, keys["key"], keys["sounds"]
