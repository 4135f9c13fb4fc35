"""Families on record, in bulk: the rows of `register_family`."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from random import Random

from casework.accounts.models import Officer
from casework.audit.models import Event
from casework.common.sequences import next_numbers
from casework.people.models import ContactDetail, Household, IdentityDocument, Membership, Name, Person, search_keys
from casework.people.rules import DocumentFacts, FamilyFacts, MemberFacts, NameFacts, document_key
from tests.bench.office.fates import FATES, Fate
from tests.bench.office.teams import Team

OLDEST, NEW = 300, 30  # days since a family came whose files are closed, and one with a file still at work
NAME_PARTS = ("script", "surname", "given", "patronymic")


@dataclass(frozen=True)
class Family:
    """A household on record; `members` has its head first."""

    facts: FamilyFacts
    fate: Fate
    team: Team
    registrar: Officer
    at: datetime
    household: Household
    members: list[tuple[Person, str]]


def registered(batch: Sequence[FamilyFacts], teams: Sequence[Team], dice: Random, until: datetime) -> list[Family]:
    """Put these families on record, each at some office on some day of the last year."""
    begun = [_begin(facts, dice.choice(teams), dice, until) for facts in batch]
    Household.objects.bulk_create(family.household for family in begun)
    persons = [(family, facts) for family in begun for facts in family.facts.members]
    numbers = next_numbers("people_person_number", len(persons))
    rows = Person.objects.bulk_create(
        _person(family, facts, number) for (family, facts), number in zip(persons, numbers, strict=True)
    )
    for (family, facts), person in zip(persons, rows, strict=True):
        family.members.append((person, facts.role))
    _write_papers([(person, facts) for (_, facts), person in zip(persons, rows, strict=True)])
    _write_families(begun)
    return begun


def _begin(facts: FamilyFacts, team: Team, dice: Random, until: datetime) -> Family:
    fate = dice.choices(FATES, [one.share for one in FATES])[0]
    days = dice.randint(8, NEW) if fate.is_open else dice.randint(NEW, OLDEST)
    at = until - timedelta(days=days, hours=dice.randint(-3, 3))
    registrar = dice.choice(team.caseworkers)
    number = f"H-{next_numbers('people_household_number', 1)[0]:06d}"
    household = Household(number=number, registered_by=registrar, registered_at=at, is_generated=True)
    return Family(facts, fate, team, registrar, at, household, [])


def _person(family: Family, facts: MemberFacts, number: int) -> Person:
    person = facts.person
    return Person(
        number=f"P-{number:06d}", sex=person.sex, born_on=person.birth.on, born_precision=person.birth.precision,
        birth_country=person.birth_country, birth_place=person.birth_place, citizenship=person.citizenship,
        ethnicity=person.ethnicity, office=family.team.office, registered_by=family.registrar,
        registered_at=family.at, is_generated=True,
    )  # fmt: skip


def _write_papers(persons: Sequence[tuple[Person, MemberFacts]]) -> None:
    papers = [(person, facts) for person, member in persons for facts in member.documents]
    written = IdentityDocument.objects.bulk_create(_document(person, facts) for person, facts in papers)
    by_facts = dict(zip((facts for _, facts in papers), written, strict=True))
    Name.objects.bulk_create(
        _name(person, facts, by_facts, is_main=place == 0)
        for person, member in persons
        for place, facts in enumerate(member.names)
    )
    ContactDetail.objects.bulk_create(
        ContactDetail(person=person, **asdict(facts)) for person, member in persons for facts in member.contacts
    )


def _document(person: Person, facts: DocumentFacts) -> IdentityDocument:
    columns = asdict(facts)
    kind = columns.pop("kind")
    return IdentityDocument(person=person, kind_id=kind, number_key=document_key(facts.number), **columns)


def _name(person: Person, facts: NameFacts, written: dict[DocumentFacts, IdentityDocument], *, is_main: bool) -> Name:
    document = written[facts.document] if facts.document else None
    parts = {part: getattr(facts, part) for part in NAME_PARTS}
    return Name(person=person, document=document, is_main=is_main, **parts, **search_keys(facts))


def _write_families(families: Sequence[Family]) -> None:
    everybody = [(family, person, role) for family in families for person, role in family.members]
    Membership.objects.bulk_create(
        Membership(household=family.household, person=person, role=role, since=family.facts.since)
        for family, person, role in everybody
    )
    Event.objects.bulk_create(event for family, person, role in everybody for event in _events(family, person, role))


def _events(family: Family, person: Person, role: str) -> list[Event]:
    joined = {"household": family.household.number, "person": person.number, "role": role}
    told = {"sex": person.sex, "born_on": person.born_on, "citizenship": str(person.citizenship)}
    trail = [("person.register", person.number, told), ("household.join", person.number, joined)]
    trail.append(("household.join", family.household.number, joined))
    return [
        Event(kind=kind, subject=subject, by=family.registrar, at=family.at, after=after)
        for kind, subject, after in trail
    ]
