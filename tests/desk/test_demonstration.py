import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from casework.accounts.models import Absence, HeldRole, Officer
from casework.arrivals.models import Batch, HostNotice, Sojourn, TravellerLink
from casework.arrivals.queries.sojourns import overstays, unannounced
from casework.audit.models import Event
from casework.cases.models import Case, CaseMember, Document, FileRequest, HandOver, Pause
from casework.cases.queries.recount import agreement, differences
from casework.cases.states import DecisionState, Reply, State
from casework.common import facts
from casework.common.templatetags.records import changes
from casework.common.workdays import local_date
from casework.desk import demonstration, queues
from casework.desk.demonstration import border
from casework.desk.demonstration.fates import FATES
from casework.desk.demonstration.staff import PASSWORD
from casework.desk.models import IntakeDraft
from casework.labour.queries.look import worth_a_look
from casework.people.models import Household, Membership, Person
from casework.quotas.models import Allocation, Entry, Order
from casework.returnees.models import ExpiryWarning, Grant, Inclusion
from tests.desk.walking import LEADS_ON, OPENED, walk
from tests.moments import NOON

pytestmark = pytest.mark.django_db

AUTUMN = NOON + timedelta(days=266)
WALKERS = (
    "caseworker.pavlodar", "head.pavlodar", "manager.pavlodar", "labour.pavlodar", "quota.manager", "inspector",
    "administrator", "auditor", "analyst",
)  # fmt: skip
NEVER_KEPT = {State.DRAFT}
"""A file is lodged by the act that opens it; what is being taken in is a draft of an intake."""


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup, django_db_blocker):
    """Loaded once for all tests here, which only look; nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as fewer:
        fewer.setattr(border, "ROWS", 300)
        yield demonstration.load(families_wanted=len(FATES), at=AUTUMN)
        transaction.set_rollback(True)


def test_every_state_is_reached():
    assert set(Case.objects.values_list("state", flat=True)) == set(State) - NEVER_KEPT
    assert IntakeDraft.objects.exists()


def test_every_procedure_has_files_in_each_state_that_officers_meet():
    reached = set(Case.objects.values_list("procedure", "state"))

    assert reached >= {
        ("status", "lodged"), ("status", "refused_acceptance"), ("status", "under_review"), ("status", "recommended"),
        ("status", "preliminarily_refused"), ("status", "heard"), ("status", "granted"), ("status", "refused"),
        ("status", "withdrawn"), ("status", "ended"), ("extension", "lodged"), ("extension", "under_review"),
        ("extension", "extended"), ("extension", "refused"), ("extension", "withdrawn"),
        ("extension", "refused_acceptance"), ("inclusion", "lodged"), ("inclusion", "under_review"),
        ("inclusion", "included"), ("inclusion", "refused"), ("inclusion", "withdrawn"), ("inclusion", "lapsed"),
        ("inclusion", "annulled"), ("inclusion", "refused_acceptance"),
        ("permit", "lodged"), ("permit", "refused_acceptance"), ("permit", "under_review"), ("permit", "approved"),
        ("permit", "issued"), ("permit", "refused"), ("permit", "withdrawn"), ("permit", "lapsed"), ("permit", "ended"),
        ("household", "issued"), ("renewal", "lodged"), ("renewal", "issued"),
        ("replacement", "under_review"), ("replacement", "issued"),
    }  # fmt: skip


def test_every_queue_has_its_files():
    head, national = Officer.objects.get(username="head.pavlodar"), Officer.objects.get(username="head.national")
    waiting = queues.counts(national, today=local_date(AUTUMN))

    # Inclusions hold places and have no legal date, so none of them is overdue while no figure gives them one.
    assert {slug for slug, files in waiting.items() if not files} <= {
        "countersign",
        "holding",
        "second_look",
        "offered",
        "waiting",
    }
    assert queues.counts(head, today=local_date(AUTUMN))["countersign"]


def test_every_decision_waits_is_in_force_or_void():
    assert set(DecisionState) == set(Case.objects.values_list("decisions__state", flat=True)) - {None}


def test_statuses_have_ended_end_soon_and_were_warned_of():
    today = local_date(AUTUMN)

    assert set(Grant.objects.values_list("end_reason", flat=True)) >= {"", "expiry", "citizenship"}
    assert Grant.objects.filter(until__gt=today, until__lte=today + timedelta(days=60)).exists()
    assert set(ExpiryWarning.objects.values_list("step", flat=True)) == set(ExpiryWarning.Step)
    assert not Grant.objects.filter(until__lte=today, end_reason="").exists()


def test_offices_have_handed_over_offered_asked_and_answered():
    assert set(HandOver.objects.values_list("accepted", flat=True)) == {None, True, False}
    assert set(FileRequest.objects.values_list("reply", flat=True)) == {"", Reply.SHOWN, Reply.DECLINED}


def test_officers_are_away_with_a_deputy_and_without_and_one_has_left():
    today = Absence.objects.on(local_date(AUTUMN))

    assert today.filter(deputy=None).exists()
    assert today.exclude(deputy=None).exists()
    assert Officer.objects.get(username="assistant.pavlodar").is_active is False


def test_everything_that_can_be_marked_says_that_it_is_generated():
    for model in (Person, Household, Case):
        assert model.objects.exists()
        assert not model.objects.filter(is_generated=False).exists()


def test_a_draft_names_only_generated_persons():
    records = {member["record"] for draft in IntakeDraft.objects.all() for member in draft.members}

    assert records <= set(Person.objects.values_list("number", flat=True))
    assert not any(member["typed"] for draft in IntakeDraft.objects.all() for member in draft.members)


def test_everything_was_done_by_an_act_that_left_its_event():
    told = dict.fromkeys(Event.objects.values_list("kind", "subject"))

    assert all(("person.register", number) in told for number in Person.objects.values_list("number", flat=True))
    for number, state in Case.objects.values_list("number", "state"):
        last = Event.objects.filter(subject=number, after__state=state)
        assert ("case.open", number) in told
        assert last.exists()
    assert Event.objects.filter(kind="case.add_document").count() == Document.objects.count()
    assert Event.objects.filter(kind="case.pause").count() == Pause.objects.count()
    assert Event.objects.filter(kind="officer.absent").count() == Absence.objects.count()


def test_what_an_event_of_an_employer_or_a_permit_tells_has_words():
    sides = Event.objects.filter(kind__regex="^(employer|permit)[.]").values_list("before", "after")

    told = {name for event in sides for side in event for name in side or ()}

    assert {name for name in told if facts.is_said(name)} <= facts._names.keys() | facts._says.keys()
    assert "permit_state" in told


def test_most_employers_report_as_many_foreigners_as_they_have_permits_and_some_are_worth_a_look():
    looks = worth_a_look(local_date(AUTUMN))

    assert {look.employer.name for look in looks} == {
        f"Generated employer {number}"
        for number in ("2 (energy)", "4 (trade)", "6 (energy)", "7 (transport)", "8 (trade)")
    }


def test_the_ledger_agrees_with_the_files_whatever_the_year():
    assert differences() == []
    for year in (2025, 2026):
        assert not agreement(year, "").differences


def test_nobody_was_included_without_a_place():
    of_persons = Entry.objects.exclude(allocation__plan__programme__in=["labour", "household"])
    used = sum(of_persons.values_list("d_used", flat=True))

    assert used == Inclusion.objects.filter(annulled_at=None).count() > 0


def test_nothing_happens_after_the_present_or_before_the_two_years():
    moments = Event.objects.filter(kind__regex="^(case|person|household|status)[.]").values_list("at", flat=True)

    assert max(moments) <= AUTUMN
    assert min(moments) >= AUTUMN - timedelta(days=745)


def test_nothing_that_happened_to_a_file_or_a_person_is_told_in_codes():
    events = Event.objects.filter(kind__regex="^(case|person|household)[.]")

    told = {word for event in events for change in changes(event) for word in (change.before, change.after)}

    assert "under review" in told
    assert {word for word in told if re.search(r"[{}_]|\[", word)} == set()


def test_children_are_younger_than_whoever_brings_them():
    for household in Household.objects.prefetch_related("memberships__person"):
        by_role = {member.role: member.person for member in household.memberships.all()}
        for member in household.memberships.filter(role=Membership.Role.CHILD):
            assert member.person.born_on > by_role["head"].born_on


def test_a_family_had_come_before_it_applied():
    assert not CaseMember.objects.filter(case__status_application__arrived_on__gt=AUTUMN).exists()
    for case in Case.objects.filter(procedure="status").select_related("status_application"):
        assert case.status_application.arrived_on < case.received_on


def test_the_plans_are_the_published_ones_and_last_year_was_closed_by_an_order():
    assert Allocation.objects.get(plan__programme="returnee", plan__year=2026, region="KZ-55").limit == 977
    closing = Order.objects.get(act__startswith="Order of the demonstration", plan__programme="returnee")
    assert closing.in_force_from.isoformat() == "2025-12-24"
    assert all(cell.free == 0 for cell in Allocation.objects.filter(plan__year=2025).exclude(region=None))
    assert set(Order.objects.values_list("signed_by__username", "countersigned_by__username")) == {
        ("quota.manager", "quota.deputy")
    }


@pytest.mark.parametrize("username", WALKERS)
def test_every_page_that_an_officer_is_led_to_opens(username):
    """Two pages of each address, found by their links; nobody is led to what is not for them to see."""
    answers = walk(Officer.objects.get(username=username))

    assert {address: status for address, status in answers.items() if status not in (OPENED, LEADS_ON)} == {}
    assert len(answers) > 20


def test_no_two_officers_are_called_alike():
    names = [str(officer) for officer in Officer.objects.all()]

    assert len(names) == len(set(names))


def test_there_is_an_officer_for_each_role_the_journey_needs():
    held = set(HeldRole.objects.values_list("role", flat=True))

    assert held >= {"caseworker", "head_of_office", "quota_manager", "auditor", "administrator", "inspector", "analyst"}


def test_the_sign_ins_are_told_with_their_password():
    out = StringIO()

    call_command("demonstration", "--sign-ins", stdout=out)

    assert "caseworker.pavlodar" in out.getvalue()
    assert "assistant.pavlodar" not in out.getvalue()
    assert PASSWORD in out.getvalue()
    assert Officer.objects.get(username="caseworker.pavlodar").check_password(PASSWORD)


def test_the_border_is_alive():
    manager, today = demonstration.manager(), local_date(AUTUMN)

    assert overstays(manager, today).exists()
    assert unannounced(manager, today).exists()
    assert HostNotice.objects.exists()
    assert Batch.objects.filter(rejected=3, entered=0, already=1).exists()


def test_families_crossed_the_border_and_one_traveller_is_to_be_recognised():
    assert Sojourn.objects.filter(person__is_generated=True).exists()
    assert TravellerLink.objects.waiting().exists()
