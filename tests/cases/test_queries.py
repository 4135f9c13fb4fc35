"""What the page of a file asks: its papers, its way, what can be done, and what that does to the quota."""

import pytest

from casework.audit.queries import timeline
from casework.cases.models import Case
from casework.cases.procedures import procedure
from casework.cases.queries import checklist, missing_papers, open_proposal
from casework.cases.queries.impact import impact
from casework.cases.queries.progress import choices, stages
from casework.cases.states import NotCounted, Outcome
from casework.common.errors import RuleBroken
from casework.quotas.models import Allocation
from tests.factories.accounts import OfficerFactory
from tests.factories.cases import DocumentFactory
from tests.factories.people import PersonFactory, household_of
from tests.factories.quotas import AllocationFactory, PlanFactory, ProgrammeFactory
from tests.world import (
    accepted,
    decided,
    family,
    granted,
    held,
    included,
    lodged,
    lodged_extension,
    lodged_inclusion,
    proposed,
    recommended,
    staff_of,
    step,
    with_papers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return staff_of("KZ-55")


def kinds(papers) -> list[tuple[str, ...]]:
    return [tuple(kind.pk for kind in paper.kinds) for paper in papers]


IDENTITY = (
    "passport", "national_id", "stateless_certificate", "residence_permit", "returnee_certificate", "citizen_id",
)  # fmt: skip


def test_the_checklist_of_the_status_is_the_list_of_the_law(staff):
    parent = PersonFactory(office=staff.office)
    child = PersonFactory(child=True, office=staff.office)
    case = lodged(staff, household_of(parent, child))

    papers = checklist(case)

    assert [
        (kind, paper.member and paper.member.person) for kind, paper in zip(kinds(papers), papers, strict=True)
    ] == [
        (("application",), None),
        (IDENTITY, parent),
        (("birth_certificate", *IDENTITY), child),
        (("autobiography",), None),
        (("proof_of_ethnicity", "ethnicity_recommendation"), None),
        (("notarised_translation",), None),
    ]


def test_a_proxy_brings_the_paper_that_empowers_the_proxy(staff):
    case = lodged(staff, received_how="proxy", proxy="A neighbour, power of attorney No. 5")

    assert kinds(checklist(case))[-1] == ("power_of_attorney",)


def test_an_extension_asks_for_the_application_alone(staff):
    assert kinds(checklist(lodged_extension(staff))) == [("application",)]


def test_any_kind_that_would_do_answers_a_line_of_the_checklist(staff):
    case = lodged(staff)
    DocumentFactory(case=case, kind_id="ethnicity_recommendation")

    assert ("proof_of_ethnicity", "ethnicity_recommendation") not in kinds(missing_papers(case))


def test_a_paper_of_one_member_does_not_answer_for_another(staff):
    case = lodged(staff)
    before = len(missing_papers(case))

    DocumentFactory(case=case, kind_id="passport", person=case.applicant)
    DocumentFactory(case=case, kind_id="passport", person=PersonFactory())
    DocumentFactory(case=case, kind_id="passport", person=None)

    assert len(missing_papers(case)) == before - 1


def test_a_scan_in_quarantine_answers_nothing(staff):
    case = lodged(staff)
    before = len(missing_papers(case))

    DocumentFactory(case=case, scanned=True, scan="quarantined", is_original_seen=False)

    assert len(missing_papers(case)) == before


@pytest.mark.parametrize("sound_first", [True, False])
def test_a_sound_paper_answers_beside_one_in_quarantine(staff, sound_first):
    case = lodged(staff)
    sound = {"scanned": True, "is_original_seen": False}
    for facts in (sound, {**sound, "scan": "quarantined"})[:: 1 if sound_first else -1]:
        DocumentFactory(case=case, **facts)

    assert ("application",) not in kinds(missing_papers(case))


def test_a_paper_in_quarantine_whose_original_was_seen_answers(staff):
    case = lodged(staff)

    DocumentFactory(case=case, scanned=True, scan="quarantined")

    assert ("application",) not in kinds(missing_papers(case))


def test_the_checklist_asks_the_database_the_same_however_large_the_family(staff, django_assert_max_num_queries):
    case = Case.objects.get(pk=lodged(staff, family(staff, 9)).pk)

    with django_assert_max_num_queries(5):
        [str(paper.member and paper.member.person) for paper in checklist(case)]


def way(case) -> list[tuple[str, bool, bool]]:
    return [(stage.label, stage.at is not None, stage.is_now) for stage in stages(case, timeline(case.number))]


def test_the_way_of_a_running_file_shows_what_is_behind_it_and_the_straight_way_ahead(staff):
    assert way(accepted(staff)) == [
        ("lodged", True, False),
        ("under review", True, True),
        ("before decision", False, False),
        ("granted", False, False),
    ]


def test_the_way_of_a_file_that_left_the_straight_way_still_leads_to_its_end(staff):
    case = decided(staff, recommended(staff), "preliminarily_refuse")

    assert way(case)[-2:] == [("preliminarily refused", True, True), ("granted", False, False)]


def test_the_way_of_a_closed_file_has_nothing_ahead(staff):
    case = step(accepted(staff), "withdraw", by=staff.registrar)

    assert way(case)[-1] == ("withdrawn", True, True)


def test_a_step_that_keeps_the_state_is_no_station_of_the_way(staff):
    places = AllocationFactory(places=10)
    elsewhere = AllocationFactory(plan=places.plan, region_id="KZ-11", places=10)
    case = step(held(staff), "resettle", by=staff.registrar, settlement_region=elsewhere.region)

    assert [label for label, _was, _now in way(case)] == ["lodged", "under review", "included"]


def offered(case, officer) -> dict[str, str]:
    return {choice.step.name: choice.why_not for choice in choices(case, officer, waiting=open_proposal(case))}


def test_the_colleague_of_the_registrar_can_do_everything_that_is_lawful_now(staff):
    assert offered(recommended(staff), staff.caseworker) == {"preliminarily_refuse": "", "grant": "", "withdraw": ""}


def test_the_registrar_is_told_why_another_officer_decides(staff):
    found = offered(recommended(staff), staff.registrar)

    assert found["grant"] == "You registered this file, so another officer must decide it."
    assert found["withdraw"] == ""


def test_an_officer_of_another_office_is_told_where_the_file_is_worked_on(staff):
    stranger = OfficerFactory(roles=["caseworker"])

    assert set(offered(recommended(staff), stranger).values()) == {f"This file is worked on at {staff.office}."}


def test_an_officer_without_the_right_is_told_so(staff):
    found = offered(recommended(staff), staff.head)

    assert set(found.values()) == {"Your roles do not allow this step. Ask a colleague whose role does."}


def test_while_a_proposal_waits_there_is_nothing_to_choose(staff):
    case = recommended(staff)
    proposed(staff, case, "grant")

    assert offered(case, staff.caseworker) == {}


def test_lodging_is_never_offered(staff):
    case = lodged(staff)
    Case.objects.filter(pk=case.pk).update(state="draft")
    case.refresh_from_db()

    assert offered(case, staff.caseworker) == {}


def figures(case: Case, name: str, allocation: Allocation, outcomes=None) -> tuple[int, int, int | None, int | None]:
    allocation.refresh_from_db()
    found = impact(case, procedure(case.procedure).flow.steps[name], allocation, outcomes)
    return found.places, found.returned, found.free_before, found.free_after


@pytest.fixture
def places():
    return AllocationFactory(places=20)


def test_a_hold_takes_a_place_for_each_counted_member(staff, places):
    case = lodged_inclusion(staff)
    case.members.filter(pk=case.members.last().pk).update(is_counted=False, why_not=NotCounted.NOT_ARRIVED)

    assert figures(case, "accept", places) == (4, 0, 20, 16)


def test_a_hold_beyond_what_is_free_is_short(staff):
    places = AllocationFactory(places=3)
    found = impact(lodged_inclusion(staff), procedure("inclusion").flow.steps["accept"], places)

    assert (found.free_after, found.is_short) == (-2, True)


def test_a_use_of_all_held_places_leaves_what_is_free(staff, places):
    assert figures(held(staff), "include", places) == (5, 0, 15, 15)


def test_a_use_of_fewer_places_returns_the_others(staff, places):
    case = held(staff)
    outcomes = dict.fromkeys(case.members.values_list("pk", flat=True), Outcome.GRANTED)
    outcomes[case.members.last().pk] = Outcome.REFUSED

    assert figures(case, "include", places, outcomes) == (4, 1, 15, 16)


def test_a_release_returns_every_held_place(staff, places):
    assert figures(held(staff), "refuse", places) == (0, 5, 15, 20)


def test_giving_back_returns_every_used_place(staff, places):
    assert figures(included(staff), "annul", places) == (0, 5, 15, 20)


def test_a_family_takes_one_place_of_a_plan_in_families(staff):
    plan = PlanFactory(programme=ProgrammeFactory(), year=2012, unit="families")
    allocation = AllocationFactory(plan=plan, places=3)

    assert figures(lodged_inclusion(staff), "accept", allocation) == (1, 0, 3, 2)


def test_where_there_is_no_limit_nothing_is_short(staff):
    allocation = AllocationFactory(limit=None)
    found = impact(lodged_inclusion(staff), procedure("inclusion").flow.steps["accept"], allocation)

    assert (found.free_before, found.free_after, found.is_short) == (None, None, False)


def test_a_step_that_moves_no_place_has_no_figures(staff):
    case = recommended(staff)

    assert impact(case, procedure("status").flow.steps["grant"], case.allocation) is None


@pytest.mark.parametrize(
    ("build", "name"),
    [(lodged_inclusion, "accept"), (held, "include"), (held, "refuse"), (held, "withdraw"), (included, "annul")],
)
def test_what_is_announced_is_what_happens(staff, places, build, name):
    case = build(staff)
    announced = figures(case, name, places)

    if procedure("inclusion").flow.steps[name].countersigned:
        decided(staff, case, name)
    else:
        step(with_papers(case, staff), name, by=staff.registrar)

    places.refresh_from_db()
    assert places.free == announced[3]


def test_what_is_announced_as_short_is_refused(staff):
    places = AllocationFactory(places=4)
    case = with_papers(lodged_inclusion(staff), staff)
    assert impact(case, procedure("inclusion").flow.steps["accept"], places).is_short

    with pytest.raises(RuleBroken):
        step(case, "accept", by=staff.registrar)


def test_a_granted_status_offers_its_end_and_nothing_else(staff):
    assert set(offered(granted(staff), staff.caseworker)) == {"end"}
