"""What an intake shows while it is typed: its members, who they may be, the papers the law asks of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.cases import queries as cases
from casework.cases.procedures import Requirement, Whose, procedure
from casework.cases.states import NotCounted
from casework.desk.models import IntakeDraft
from casework.desk.procedures import Kind
from casework.people import queries as people
from casework.people.models import Membership, Person
from casework.people.queries import Card, Face
from casework.people.queries.faces import faces
from casework.people.rules import BirthDate, NoBirthDate
from casework.reference.models import DocumentKind
from casework.returnees.actions.inclusions import not_counted
from casework.returnees.models import Grant, Inclusion

ROLES = dict(Membership.Role.choices)


@dataclass(frozen=True)
class Member:
    """A member of a draft as a page shows one. `face`: the person on record; `why_not`: why no place is taken."""

    key: str
    role: str
    name: str
    birth: str
    is_applicant: bool
    is_decided: bool
    face: Face | None = None
    why_not: str = ""


def members(draft: IntakeDraft, officer: Officer) -> list[Member]:
    """The family of a draft in order, the applicant first."""
    persons = {person.number: person for person in _records(draft.members)}
    ids = [person.pk for person in persons.values()]
    shown = dict(zip(persons, faces(ids, officer=officer, in_sight=cases.persons_in_sight(officer)), strict=True))
    reasons = why_not(draft.what, list(persons.values()))
    return [
        replace(_member(member, place), face=shown.get(member["record"]), why_not=_why_not(member, draft.what, reasons))
        for place, member in enumerate(draft.members)
    ]


def _records(found: Iterable[dict[str, Any]]) -> list[Person]:
    numbers = [member["record"] for member in found if member["record"]]
    by_number = Person.objects.prefetch_related("names").in_bulk(numbers, field_name="number")
    return [by_number[number] for number in numbers if number in by_number]


def _member(member: dict[str, Any], place: int) -> Member:
    typed = member["typed"]
    return Member(
        key=member["key"], role=str(ROLES.get(member["role"], member["role"])), name=typed_name(typed),
        birth=typed.get("birth", ""), is_applicant=place == 0, is_decided=bool(member["record"] or member["is_new"]),
    )  # fmt: skip


def typed_name(typed: dict[str, Any]) -> str:
    parts = (typed.get(part, "") for part in ("surname", "given", "patronymic"))
    return " ".join(part for part in parts if part)


def why_not(kind: Kind, persons: Sequence[Person]) -> dict[str, str]:
    """Reasons, by number, why persons on record take no place."""
    found = not_counted(persons, kind.programme) if kind.programme else _citizens(persons)
    labels = dict(NotCounted.choices)
    return {person.number: str(labels[found[person.pk]]) for person in persons if person.pk in found}


def _citizens(persons: Sequence[Person]) -> dict[int, str]:
    return {person.pk: NotCounted.CITIZEN for person in persons if person.citizenship == "KZ"}


def _why_not(member: dict[str, Any], kind: Kind, reasons: dict[str, str]) -> str:
    if member["record"]:
        return reasons.get(member["record"], "")
    is_citizen = member["typed"].get("citizenship") == "KZ" and kind.programme != "in_migrant"
    return str(NotCounted.CITIZEN.label) if is_citizen else ""


def offered(draft: IntakeDraft, today: date, officer: Officer) -> list[tuple[Membership, Face]]:
    """Those of the applicant’s household who are on record and not in the draft."""
    first = draft.members[0]["record"] if draft.members else ""
    applicant = Person.objects.filter(number=first).first() if first else None
    if applicant is None:
        return []
    taken = {member["record"] for member in draft.members}
    family = [row for row in people.family_of(applicant, today) if row.person.number not in taken]
    ids = [row.person_id for row in family]
    return list(zip(family, faces(ids, officer=officer, in_sight=cases.persons_in_sight(officer)), strict=True))


def family_on_record(applicant: Person, kind: Kind, today: date) -> list[dict[str, str]]:
    """The applicant, then the household as a draft begins with it; for an extension those who have a status."""
    family = people.family_of(applicant, today)
    roles = {row.person_id: row.role for row in family}
    rest = [row.person for row in family if row.person_id != applicant.pk]
    if kind.procedure == "extension":
        holders = set(Grant.objects.in_force(today).values_list("person", flat=True).filter(person__in=rest))
        rest = [person for person in rest if person.pk in holders]
    role = roles.get(applicant.pk, Membership.Role.HEAD)
    return [
        {"record": applicant.number, "role": role},
        *({"record": person.number, "role": roles[person.pk]} for person in rest),
    ]


@dataclass(frozen=True)
class PaperOf:
    """A line of the checklist: its key in the draft, the kinds that would do, of which member."""

    key: str
    kinds: tuple[tuple[str, str], ...]
    member: str = ""
    member_name: str = ""
    is_for_proxy: bool = False
    name: str | Promise = ""

    @property
    def label(self) -> str:
        return str(self.name) or _(" or ").join(words for code, words in self.kinds)


def papers_of(draft: IntakeDraft, today: date) -> list[PaperOf]:
    """Every paper the law asks for, of the file and of each member, in its order; nothing else."""
    kinds = {kind.pk: str(kind) for kind in DocumentKind.objects.all()}
    minors = minors_of(draft, today)
    return [
        PaperOf(f"{place}{suffix}", tuple((code, kinds[code]) for code in requirement.kinds), *whose, requirement.name)
        for place, requirement in enumerate(procedure(draft.what.procedure).requirements)
        for suffix, whose in _of(requirement, draft, minors)
    ]


def _of(
    requirement: Requirement, draft: IntakeDraft, minors: dict[str, bool]
) -> Iterable[tuple[str, tuple[str, str, bool]]]:
    if requirement.whose in (Whose.FILE, Whose.PROXY):
        return [("", ("", "", requirement.whose == Whose.PROXY))]
    names = {member["key"]: typed_name(member["typed"]) or member["record"] for member in draft.members}
    wanted = requirement.whose == Whose.MINOR
    return [(f"_{key}", (key, names[key], False)) for key, is_minor in minors.items() if is_minor == wanted]


def minors_of(draft: IntakeDraft, day: date) -> dict[str, bool]:
    """Whether each member, by key, may still be a minor on a day; one without a readable birth date counts as adult."""
    on_record = {person.number: person.birth for person in _records(draft.members)}
    births = {one["key"]: on_record.get(one["record"]) or typed_birth(one["typed"]) for one in draft.members}
    return {key: birth is not None and birth.is_minor_on(day) for key, birth in births.items()}


def typed_birth(typed: dict[str, Any]) -> BirthDate | None:
    try:
        return BirthDate.read(typed.get("birth", ""))
    except NoBirthDate:
        return None


def with_inclusion(shown: Sequence[Face]) -> list[Face]:
    """Faces that also say who was included in a quota before, under this record or one joined with it."""
    ids = dict(Person.objects.filter(number__in=[face.number for face in shown]).values_list("number", "pk"))
    joined = people.joined(ids.values())
    records = set().union(*joined.values()) if joined else set()
    included = set(Inclusion.objects.filter(person__in=records, annulled_at=None).values_list("person", flat=True))
    flagged = {number for number, pk in ids.items() if joined[pk] & included}
    return [
        replace(face, flags=(*face.flags, _("already included"))) if face.number in flagged else face for face in shown
    ]


def cards(shown: Iterable[Face | None]) -> list[Card]:
    return [face for face in shown if isinstance(face, Card)]
