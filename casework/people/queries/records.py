"""Persons as the rules compare them, read in bulk."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from casework.people.models import IdentityDocument, Membership, Name, Person
from casework.people.rules import BirthDate, NameFacts, Record, name_key


def records(ids: Collection[int]) -> dict[int, Record]:
    """The persons with these ids, by their id; four statements, however many."""
    names, documents, families = _names(ids), _documents(ids), _families(ids)
    known = Person.objects.filter(pk__in=ids).values_list("pk", "born_on", "born_precision", "sex", "iin")
    return {
        pk: Record(
            names=tuple(names[pk]), birth=BirthDate(born_on, precision), sex=sex, iin=iin or "",
            documents=frozenset(documents.get(pk, ())), households=frozenset(families.households.get(pk, ())),
            relatives=frozenset(families.relatives.get(pk, ())),
        )
        for pk, born_on, precision, sex, iin in known
        if pk in names
    }  # fmt: skip


def relative_key(given: str, script: str, born_year: int) -> str:
    """By what a relative is known again: the given name and the year of birth."""
    return f"{name_key('', given, script=script)} {born_year}"


def _names(ids: Collection[int]) -> dict[int, list[NameFacts]]:
    found: dict[int, list[NameFacts]] = defaultdict(list)
    columns = ("person_id", "script", "surname", "given", "patronymic")
    for person, *parts in Name.objects.filter(person__in=ids).values_list(*columns):
        found[person].append(NameFacts(*parts))
    return found


def _documents(ids: Collection[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    columns = ("person_id", "kind_id", "country", "number_key")
    for person, kind, country, key in IdentityDocument.objects.filter(person__in=ids).values_list(*columns):
        found[person].add(document_mark(kind, str(country), key))
    return found


def document_mark(kind: str, country: str, number_key: str) -> str:
    """What makes two papers one: kind, country and number."""
    return f"{kind} {country} {number_key}"


class _Families:
    def __init__(self) -> None:
        self.households: dict[int, set[int]] = defaultdict(set)
        self.relatives: dict[int, set[str]] = defaultdict(set)


def _families(ids: Collection[int]) -> _Families:
    """Households that last, and the other members of every household there was."""
    families, members = _Families(), defaultdict(set)
    for person, household, until in _memberships(ids):
        members[household].add(person)
        if until is None:
            families.households[person].add(household)
    others = Membership.objects.filter(household__in=members).values_list(
        "household", "person", "person__born_on__year", "person__names__given", "person__names__script"
    )
    for household, relative, year, given, script in others:
        for person in members[household] - {relative}:
            families.relatives[person].add(relative_key(given or "", script or "", year))
    return families


def _memberships(ids: Collection[int]) -> Iterable[tuple[int, int, object]]:
    return Membership.objects.filter(person__in=ids).values_list("person_id", "household_id", "until")
