"""The sidebar: what an officer may see, with its counts, and where the officer stands."""

import pytest
from django.test import RequestFactory

from casework.desk import queues
from casework.desk.navigation import REGISTERS, WORK, address, frame, frame_of, is_current
from tests.factories.accounts import OfficerFactory

pytestmark = pytest.mark.django_db


def frame_for(officer, path="/"):
    request = RequestFactory().get(path)
    request.user = officer
    return frame_of(request)


def labels(links):
    return [str(link.label) for link in links]


def test_every_place_and_every_queue_has_an_address():
    assert all(address(place.url_name) for place in (*WORK, *REGISTERS))
    assert all(address("desk:queue", queue.slug) for queue in queues.QUEUES)


def test_a_caseworker_sees_work_queues_and_registers():
    seen = frame_for(OfficerFactory(roles=["caseworker"]))

    assert labels(seen.work) == ["My work", "Between offices"]
    assert labels(seen.registers) == [
        "Dashboards",
        "People",
        "Records of one person",
        "Files",
        "Statuses that end soon",
        "Centres",
        "Crossings",
        "Quotas",
    ]
    assert seen.intake is not None


def test_an_officer_without_rights_sees_no_place():
    seen = frame_for(OfficerFactory())

    assert (seen.work, seen.queues, seen.registers, seen.intake) == ([], [], [], None)


def test_who_may_not_countersign_does_not_see_that_queue():
    assert "To countersign" not in labels(frame_for(OfficerFactory(roles=["caseworker"])).queues)
    assert "To countersign" in labels(frame_for(OfficerFactory(roles=["head_of_office"])).queues)


@pytest.mark.parametrize("role", ["caseworker", "head_of_office"])
def test_all_queues_are_counted_by_one_query(django_assert_num_queries, role):
    officer = OfficerFactory(roles=[role])
    assert officer.permissions  # asked once for the whole request, before the frame

    with django_assert_num_queries(1):
        frame_for(officer, "/cases/")


def test_every_queue_shows_a_count_also_when_it_is_empty():
    shown = frame_for(OfficerFactory(roles=["caseworker"])).queues

    assert shown
    assert all(link.count == 0 for link in shown)


def test_the_place_one_stands_at_is_marked():
    seen = frame_for(OfficerFactory(roles=["caseworker"]), "/quotas/2026/")

    assert [str(link.label) for link in (*seen.work, *seen.registers) if link.is_current] == ["Quotas"]


@pytest.mark.parametrize(
    ("href", "path", "answer"), [("/", "/", True), ("/", "/cases/", False), ("/cases/", "/cases/ST-1/", True)]
)
def test_home_is_current_at_home_alone(href, path, answer):
    assert is_current(href, path) is answer


def test_an_address_that_does_not_exist_leads_nowhere():
    assert address("desk:nothing") == ""


def test_a_page_that_shows_no_frame_asks_the_database_nothing(django_assert_num_queries):
    request = RequestFactory().get("/")
    request.user = OfficerFactory(roles=["caseworker"])

    with django_assert_num_queries(0):
        frame(request)
