"""Files as rows, in any state and behind the back of the actions; `tests.world` walks them there as officers would."""

from datetime import date, timedelta

import factory

from casework.cases.models import (
    Case,
    CaseMember,
    Complaint,
    Decision,
    Document,
    Drift,
    FileRequest,
    FileSight,
    HandOver,
    Mend,
    Pause,
    Recount,
    Wait,
)
from casework.cases.states import Between, DecisionState, NotCounted, State
from casework.people.models import Membership
from casework.reference.models import DocumentKind
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.people import HouseholdFactory, PersonFactory
from tests.factories.quotas import AllocationFactory
from tests.moments import NOON


class CaseFactory(factory.django.DjangoModelFactory):
    """A lodged application for the status without members; `closed=True` for one that was withdrawn."""

    class Meta:
        model = Case

    class Params:
        closed = factory.Trait(state=State.WITHDRAWN, closed_at=NOON, closed_by=factory.SelfAttribute("registered_by"))

    number = factory.Sequence(lambda n: f"ST-1999-{n:06d}")
    procedure = "status"
    state = State.LODGED
    office = factory.SubFactory(OfficeFactory)
    settlement_region = factory.SelfAttribute("office.region")
    applicant = factory.SubFactory(PersonFactory, office=factory.SelfAttribute("..office"))
    household = factory.SubFactory(HouseholdFactory)
    registered_by = factory.SubFactory(OfficerFactory, office=factory.SelfAttribute("..office"))
    registered_at = NOON
    received_on = date(2026, 2, 16)
    due_on = date(2026, 2, 19)


class CaseMemberFactory(factory.django.DjangoModelFactory):
    """A member who takes a place; `left_out=True` for one who does not."""

    class Meta:
        model = CaseMember

    class Params:
        left_out = factory.Trait(is_counted=False, why_not=NotCounted.CITIZEN)

    case = factory.SubFactory(CaseFactory)
    person = factory.SubFactory(PersonFactory)
    role = Membership.Role.CHILD


class PauseFactory(factory.django.DjangoModelFactory):
    """A pause that runs; `ended=True` for one of four days."""

    class Meta:
        model = Pause

    class Params:
        ended = factory.Trait(until=date(2026, 2, 21), ended_at=NOON, ended_by=factory.SelfAttribute("started_by"))

    case = factory.SubFactory(CaseFactory)
    reason = "The birth certificate."
    since = date(2026, 2, 17)
    started_by = factory.SubFactory(OfficerFactory)
    started_at = NOON


class DecisionFactory(factory.django.DjangoModelFactory):
    """A proposal; `in_force=True` for a countersigned one, `void=True` for one that fell."""

    class Meta:
        model = Decision

    class Params:
        in_force = factory.Trait(
            state=DecisionState.IN_FORCE, countersigned_at=NOON, countersigned_by=factory.SubFactory(OfficerFactory)
        )
        void = factory.Trait(state=DecisionState.VOID, void_because="The members of the file changed.")

    case = factory.SubFactory(CaseFactory)
    step = "grant"
    content_hash = "0" * 64
    registered_by = factory.SelfAttribute("case.registered_by")
    signed_by = factory.SubFactory(OfficerFactory)
    signed_at = NOON


class ComplaintFactory(factory.django.DjangoModelFactory):
    """A complaint of a refusal, just lodged; `refused` is the file that was refused."""

    class Meta:
        model = Complaint

    class Params:
        refused = factory.SubFactory(
            CaseFactory, state=State.REFUSED, closed_at=NOON, closed_by=factory.SelfAttribute("registered_by")
        )

    case = factory.SubFactory(CaseFactory, complains_of=factory.SelfAttribute("..refused"), due_on=None)
    decision = factory.SubFactory(
        DecisionFactory, case=factory.SelfAttribute("..refused"), step="refuse", in_force=True
    )
    ground = "The proof of ethnicity was not looked at."


class RecountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Recount

    day = factory.Sequence(lambda n: date(2026, 1, 1) + timedelta(days=n))
    counted_at = NOON


class DriftFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Drift

    between = Between.COUNTERS
    subject = factory.Sequence(lambda n: f"cell {n}")
    what = "used"
    found = factory.SubFactory(RecountFactory)
    seen = factory.SelfAttribute("found")


class MendFactory(factory.django.DjangoModelFactory):
    """A mend that one officer signed."""

    class Meta:
        model = Mend

    drift = factory.SubFactory(DriftFactory, between=Between.FILES)
    held = 5
    used = 0
    reason = "Loaded twice."
    proposed_by = factory.SubFactory(OfficerFactory)
    proposed_at = NOON


class HandOverFactory(factory.django.DjangoModelFactory):
    """An offer that waits; `taken=True` for one that was accepted, `declined=True` for one that was not."""

    class Meta:
        model = HandOver

    class Params:
        answered = factory.Trait(answered_at=NOON, answered_by=factory.SubFactory(OfficerFactory))
        taken = factory.Trait(answered=True, accepted=True)
        declined = factory.Trait(answered=True, accepted=False, answer="The family settles elsewhere.")

    case = factory.SubFactory(CaseFactory)
    from_office = factory.SelfAttribute("case.office")
    to_office = factory.SubFactory(OfficeFactory)
    reason = "The family moved."
    proposed_by = factory.SubFactory(OfficerFactory, office=factory.SelfAttribute("..from_office"))
    proposed_at = NOON


class FileRequestFactory(factory.django.DjangoModelFactory):
    """A request that waits; `declined=True` for one that was answered with no."""

    class Meta:
        model = FileRequest

    class Params:
        declined = factory.Trait(
            reply="declined", because="The file is closed.", answered_at=NOON,
            answered_by=factory.SubFactory(OfficerFactory),
        )  # fmt: skip

    person = factory.SubFactory(PersonFactory)
    asking_office = factory.SubFactory(OfficeFactory)
    asked_office = factory.SelfAttribute("person.office")
    reason = "The family moved here."
    asked_by = factory.SubFactory(OfficerFactory, office=factory.SelfAttribute("..asking_office"))
    asked_at = NOON


class FileSightFactory(factory.django.DjangoModelFactory):
    """Two weeks in which an office sees a file; long past by the clock of the database."""

    class Meta:
        model = FileSight

    case = factory.SubFactory(CaseFactory)
    office = factory.SubFactory(OfficeFactory)
    since = date(2026, 3, 2)
    until = date(2026, 3, 16)
    granted_by = factory.SubFactory(OfficerFactory)
    granted_at = NOON


class DocumentFactory(factory.django.DjangoModelFactory):
    """A paper seen in the original; `withdrawn=True` for one taken out again, `scanned=True` for one with its scan."""

    class Meta:
        model = Document

    class Params:
        withdrawn = factory.Trait(withdrawn_at=NOON, withdrawn_by=factory.SelfAttribute("added_by"))
        scanned = factory.Trait(
            file=factory.django.FileField(filename="scan.pdf", data=b"%PDF-1.7"),
            name="scan.pdf",
            content_type="application/pdf",
        )

    case = factory.SubFactory(CaseFactory)
    kind = factory.LazyFunction(lambda: DocumentKind.objects.get(pk="application"))
    is_original_seen = True
    added_by = factory.SubFactory(OfficerFactory)
    added_at = NOON


class WaitFactory(factory.django.DjangoModelFactory):
    """A file that waits for places."""

    class Meta:
        model = Wait

    case = factory.SubFactory(CaseFactory, procedure="inclusion", due_on=None)
    allocation = factory.SubFactory(AllocationFactory)
    ranked_on = date(2026, 2, 16)
    listed_by = factory.SelfAttribute("case.registered_by")
    listed_at = NOON
