"""Names that may fit a question, out of millions: each way by one index, bounded, the likelier first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import combinations, permutations
from operator import and_, or_

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q, QuerySet

from casework.people.models import Name, Person
from casework.people.rules import LEAST_LETTERS, BirthDate, Question

Found = tuple[int, str, str, str, str]  # person, surname, given name, patronymic, script
COLUMNS = ("person_id", "surname", "given", "patronymic", "script")
# Of what an index finds, so many are compared by letters, and the nearest of them word by word.
MOST_FOUND, MOST_COMPARED = 1500, 80
ENOUGH = 10
LONGEST_PARTED = 12  # letters of a word that may have been typed in parts
MOST_ORDERS = 3  # words of which every order is tried as a whole name


@dataclass(frozen=True)
class Batch:
    """Names found in one way. Whoever has `enough` that are near by now needs no further way."""

    rows: list[Found]
    enough: int = ENOUGH


def candidates(question: Question, persons: QuerySet[Person] | None) -> Iterator[Batch]:
    """Names by whole keys, parts of words, skeletons; only where none of them is near, by words parted otherwise."""
    names = _names(question, persons)
    yield Batch(_rows(names.filter(key__in=_orders(question.keys)), MOST_COMPARED))
    yield Batch([*_by_parts(names, question), *_by_sounds(names, question)], enough=1)
    if len(question.words) > 1:
        yield Batch([*_as_one_word(names, question), *_by_some_sounds(names, question)])


def _names(question: Question, persons: QuerySet[Person] | None) -> QuerySet[Name]:
    """Those of the persons asked for; where a birth date is, its year stands beside the name in an index."""
    names = Name.objects.all() if persons is None else Name.objects.filter(person__in=persons)
    return names if question.birth is None else names.filter(birth_year=question.birth.on.year)


def born(birth: BirthDate) -> QuerySet[Person]:
    return Person.objects.perhaps_born(birth)


def _orders(keys: tuple[str, ...]) -> list[str]:
    ways: Iterable[tuple[str, ...]] = permutations(keys) if len(keys) <= MOST_ORDERS else [keys]
    return [" ".join(way) for way in ways]


def _by_parts(names: QuerySet[Name], question: Question) -> list[Found]:
    """Names that hold every word somewhere, or all of them as one; a word of two letters narrows, but does not find."""
    if all(len(key) < LEAST_LETTERS for key in question.keys):
        return []
    wanted, as_one = reduce(and_, (Q(key__contains=key) for key in question.keys)), "".join(question.keys)
    if len(as_one) <= LONGEST_PARTED:
        wanted |= Q(key__contains=as_one)
    return _rows(names.filter(wanted), MOST_COMPARED)


def _by_sounds(names: QuerySet[Name], question: Question) -> list[Found]:
    """Names with a word for each word asked, whatever the script."""
    return _nearest(names.filter(reduce(and_, map(_sounding, question.skeletons))), question)


def _as_one_word(names: QuerySet[Name], question: Question) -> list[Found]:
    """Names in which the words asked are written as one: Nu er lan, Нур Султан."""
    return _nearest(names.filter(_sounding(question.skeletons_together)), question)


def _by_some_sounds(names: QuerySet[Name], question: Question) -> list[Found]:
    """Names that have all words but one: a patronymic that other papers lack, a surname that changed."""
    fewer = combinations(question.skeletons, len(question.words) - 1)
    some = (reduce(and_, map(_sounding, words)) for words in fewer)
    return _nearest(names.filter(reduce(or_, some)), question)


def _sounding(skeletons: Iterable[str]) -> Q:
    return Q(sounds__overlap=list(skeletons))


def _nearest(names: QuerySet[Name], question: Question) -> list[Found]:
    """Bounded twice: of the first thousands found, those whose letters are nearest to what was typed."""
    found = Name.objects.filter(pk__in=names.values("pk")[:MOST_FOUND])
    likeness = TrigramSimilarity("key", " ".join(question.keys))
    return _rows(found.annotate(likeness=likeness).order_by("-likeness", "pk"), MOST_COMPARED)


def _rows(names: QuerySet[Name], most: int) -> list[Found]:
    return list(names.values_list(*COLUMNS)[:most])
