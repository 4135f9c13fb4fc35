"""Every form of a file: who fills it in when, what it says, and how it shows that it was taken."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.accounts.models import Officer
from casework.audit.models import Event
from casework.cases.actions import clocks, lists
from casework.cases.models import Case
from casework.cases.queries import open_proposal
from casework.cases.queries.lists import wait_of
from casework.cases.states import State
from casework.common.workdays import local_date
from tests.factories.accounts import OfficerFactory
from tests.factories.cases import DocumentFactory
from tests.factories.people import MembershipFactory, PersonFactory
from tests.factories.quotas import AllocationFactory
from tests.moments import NOON
from tests.posts import sent
from tests.world import Staff, current, decided, lodged, lodged_inclusion, proposed, recommended, with_papers

TEXT = "They move to their uncle’s <house> in Aktau."


@dataclass(frozen=True)
class Address:
    """A form at an address. `typed`: the field of it that holds TEXT; `is_versioned`: whether it says what was read."""

    build: Callable[[Staff], Case]
    fields: Callable[[Case], dict[str, Any]]
    is_done: Callable[[Case], bool]
    by: str = "caseworker"
    arguments: Callable[[Case], tuple[Any, ...]] = lambda case: ()
    typed: str = ""
    is_versioned: bool = True
    leads_to: Callable[[Case], Case] = lambda case: case


@dataclass(frozen=True)
class Open:
    """One of those addresses with a file of its own, ready to be sent."""

    name: str
    address: Address
    case: Case
    staff: Staff

    def leads_to(self) -> str:
        return self.address.leads_to(self.case).get_absolute_url()

    @property
    def officer(self) -> Officer:
        return getattr(self.staff, self.address.by)

    @property
    def url(self) -> str:
        return self.url_of(self.case.number)

    def url_of(self, number: str) -> str:
        return reverse(f"cases:{self.name}", args=[number, *self.address.arguments(self.case)])

    def body(self, **changes: Any) -> dict[str, Any]:
        version = {"version": current(self.case)} if self.address.is_versioned else {}
        return sent(**{**version, **self.address.fields(self.case), **changes})

    def is_done(self) -> bool:
        return self.address.is_done(Case.objects.get(pk=self.case.pk))


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def waiting(staff: Staff) -> Case:
    return proposed(staff, recommended(staff), "grant").case


def to_wait(staff: Staff) -> Case:
    """Of a family for whom too few places are left this year."""
    AllocationFactory(plan__year=local_date(timezone.now()).year, places=1)
    return with_papers(lodged_inclusion(staff), staff)


def on_list(staff: Staff) -> Case:
    case = to_wait(staff)
    lists.put_on_list(case, version=current(case), by=staff.registrar, at=timezone.now())
    return case


def paused(staff: Staff, case: Case | None = None) -> Case:
    case = case or lodged(staff)
    clocks.pause(case, version=current(case), reason="A paper.", by=staff.registrar, at=NOON)
    return case


def refused(staff: Staff) -> Case:
    return decided(staff, lodged(staff), "refuse_acceptance")


def with_newborn(staff: Staff) -> Case:
    case = lodged(staff)
    MembershipFactory(household=case.household, person=PersonFactory(child=True))
    return case


def with_paper(staff: Staff) -> Case:
    return DocumentFactory(case=lodged(staff)).case


def granted_to_all(case: Case) -> dict[str, Any]:
    return {**{f"member-{member.pk}": "granted" for member in case.members.all()}, "reasons": TEXT}


def newborn(case: Case) -> int:
    return case.household.memberships.last().person_id


def is_noted(case: Case) -> bool:
    return Event.objects.filter(subject=case.number, kind="case.note", note=TEXT).exists()


ADDRESSES = {
    "step": Address(
        lodged, lambda case: {"note": TEXT}, lambda case: case.state == State.WITHDRAWN,
        arguments=lambda case: ("withdraw",), typed="note",
    ),
    "proposal": Address(
        recommended, granted_to_all, lambda case: open_proposal(case) is not None,
        arguments=lambda case: ("grant",), typed="reasons",
    ),
    "countersignature": Address(waiting, lambda case: {}, lambda case: case.state == State.GRANTED, by="head"),
    "returned_proposal": Address(
        waiting, lambda case: {"because": TEXT}, lambda case: open_proposal(case) is None, by="head", typed="because"
    ),
    "complaint": Address(
        refused, lambda case: {"received_on": "2026-03-02", "received_how": "in_person", "ground": TEXT},
        lambda case: case.complaints.exists(), typed="ground", leads_to=lambda case: case.complaints.get(),
    ),
    "waiting": Address(to_wait, lambda case: {}, lambda case: wait_of(case) is not None),
    "leaving": Address(on_list, lambda case: {}, lambda case: wait_of(case) is None),
    "papers": Address(
        lodged, lambda case: {"kind": "application", "is_original_seen": "on"},
        lambda case: case.documents.filter(kind="application").exists(), is_versioned=False,
    ),
    "withdrawn_paper": Address(
        with_paper, lambda case: {}, lambda case: not case.documents.filter(withdrawn_at=None).exists(),
        arguments=lambda case: (case.documents.get().pk,), is_versioned=False,
    ),
    "new_member": Address(
        with_newborn, lambda case: {"person": newborn(case), "role": "child"},
        lambda case: case.members.filter(person=newborn(case)).exists(),
    ),
    "counting": Address(
        lodged, lambda case: {"why_not": "not_arrived"},
        lambda case: case.members.filter(why_not="not_arrived").exists(),
        arguments=lambda case: (case.members.last().pk,),
    ),
    "notes": Address(lodged, lambda case: {"text": TEXT}, is_noted, typed="text", is_versioned=False),
    "pause": Address(
        lodged, lambda case: {"reason": TEXT}, lambda case: case.pauses.filter(until=None).exists(), typed="reason"
    ),
    "resumption": Address(paused, lambda case: {}, lambda case: not case.pauses.filter(until=None).exists()),
    "assignment": Address(
        lodged, lambda case: {"officer": "nobody", "reason": TEXT}, lambda case: case.holder_id is None, by="head",
        typed="reason",
    ),
    "hand_over": Address(
        lodged, lambda case: {"to": OfficerFactory(roles=["head_of_office"]).office_id, "reason": TEXT},
        lambda case: case.hand_overs.exists(), by="head", typed="reason",
    ),
    "holding": Address(lodged, lambda case: {}, lambda case: case.holder_id != case.registered_by_id),
}  # fmt: skip
VERSIONED = [name for name, address in ADDRESSES.items() if address.is_versioned]
TYPED = [name for name, address in ADDRESSES.items() if address.typed]
