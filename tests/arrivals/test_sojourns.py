from datetime import date

import pytest
from django.urls import reverse

from casework.arrivals.actions.months import take_off
from casework.arrivals.actions.sojourns import clear
from casework.arrivals.models import HostNotice, PairingDue, Sojourn
from casework.arrivals.queries.sojourns import overstays, unannounced
from casework.arrivals.states import Clearing
from casework.arrivals.sweeps import PAIR
from casework.audit.models import Event
from casework.common.errors import NotPermitted, RuleBroken
from tests.arrivals.files import brought_in, row, saved, text
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.arrivals import HostNoticeFactory, SojournFactory
from tests.factories.people import IdentityDocumentFactory
from tests.factories.quotas import region
from tests.moments import NOON
from tests.posts import sent
from tests.world import lodged, staff_of

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture
def cross(tmp_path):
    """Bring in crossings and make sojourns of them: way, moment, number of the document, other cells."""

    def bring(*passes):
        lines = [row(direction=way, crossed_at=at, document_number=number, **more) for way, at, number, more in passes]
        brought_in(saved(tmp_path, text(lines).encode()))
        for subject in PAIR.due(NOON, 99):
            PAIR.work(subject, NOON)

    return bring


def told() -> list[tuple]:
    return list(Sojourn.objects.order_by("began_at").values_list("arrived_on", "left_on", "is_closed"))


def test_a_sojourn_over_the_end_of_a_year_and_29_february(cross):
    cross(("in", "2023-12-31 23:50", "A1", {}), ("out", "2024-02-29 00:10", "A1", {}))

    assert told() == [(date(2023, 12, 31), date(2024, 2, 29), False)]
    assert Sojourn.objects.get().last_day == date(2024, 1, 29)


def test_an_out_without_an_in_is_kept_as_what_it_is(cross):
    cross(("out", "2026-02-03 10:00", "A1", {}))

    assert told() == [(None, date(2026, 2, 3), False)]


def test_an_arrival_that_comes_in_later_finds_its_leaving(cross):
    cross(("out", "2026-02-03 10:00", "A1", {}))
    cross(("in", "2026-01-03 10:00", "A1", {}))

    assert told() == [(date(2026, 1, 3), date(2026, 2, 3), False)]


def test_two_documents_of_a_person_make_one_traveller(cross):
    first = IdentityDocumentFactory(number="A1", number_key="A1", country="KG")
    IdentityDocumentFactory(person=first.person, number="B2", number_key="B2", country="KG")

    cross(("in", "2026-01-03 10:00", "A1", {}), ("out", "2026-02-03 10:00", "B2", {}))

    assert told() == [(date(2026, 1, 3), date(2026, 2, 3), False)]
    assert Sojourn.objects.get().person == first.person


def test_a_document_of_two_persons_names_neither(cross):
    IdentityDocumentFactory(number="A1", number_key="A1", country="KG")
    IdentityDocumentFactory(number="A1", number_key="A1", country="KG")

    cross(("in", "2026-01-03 10:00", "A1", {}))

    assert (Sojourn.objects.get().person, Sojourn.objects.get().traveller) == (None, "KG A1")


def test_sojourns_of_a_document_go_over_to_the_person_it_turns_out_to_belong_to(cross):
    cross(("in", "2026-01-03 10:00", "A1", {}))
    paper = IdentityDocumentFactory(number="A1", number_key="A1", country="KG")

    cross(("out", "2026-02-03 10:00", "A1", {}))

    assert told() == [(date(2026, 1, 3), date(2026, 2, 3), False)]
    assert Sojourn.objects.get().person == paper.person


def test_the_same_number_of_another_country_is_another_traveller(cross):
    cross(("in", "2026-01-03 10:00", "A1", {}), ("out", "2026-01-04 10:00", "A1", {"document_country": "RU"}))

    assert Sojourn.objects.count() == 2


@pytest.mark.parametrize(
    ("more", "last"),
    [
        ({}, date(2026, 1, 30)), ({"visa": "B1", "days": "90"}, date(2026, 3, 31)),
        ({"purpose": "homeland"}, None), ({"purpose": "work", "days": "60"}, date(2026, 3, 1)),
    ],
)  # fmt: skip
def test_the_days_allowed_follow_visa_and_purpose(cross, more, last):
    cross(("in", "2026-01-01 10:00", "A1", more))

    assert Sojourn.objects.get().last_day == last


@pytest.mark.parametrize(
    ("arrived", "due"),
    [("2019-12-31", date(2020, 1, 5)), ("2020-01-13", date(2020, 1, 16)), ("2025-03-19", date(2025, 3, 27))],
)
def test_the_host_tells_in_the_days_of_its_time(cross, arrived, due):
    """Five calendar days, then three working days; Nauryz of 2025 lies between, up to 25 March."""
    cross(("in", f"{arrived} 10:00", "A1", {}))

    assert Sojourn.objects.get().notice_due_on == due


def test_an_import_that_repeats_makes_nothing_anew(cross):
    cross(("in", "2026-01-03 10:00", "A1", {}))
    cross(("in", "2026-01-03 10:00", "A1", {}))

    assert Sojourn.objects.count() == 1
    assert not PairingDue.objects.exists()


def test_what_an_officer_said_stays_when_crossings_come_in(cross):
    cross(("in", "2026-01-03 10:00", "A1", {}))
    clear(Sojourn.objects.get(), Clearing.EXTENDED, note="Order 5", by=OfficerFactory(roles=["inspector"]), at=NOON)

    cross(("out", "2026-03-01 10:00", "A1", {}))

    found = Sojourn.objects.get()
    assert (found.cleared, found.left_on) == ("extended", date(2026, 3, 1))


@pytest.fixture
def officer():
    return OfficerFactory(office=OfficeFactory(region=region("KZ-55")), roles=["inspector"])


def test_overstays_are_those_here_beyond_their_last_day_of_whom_nobody_said_why(officer):
    late = SojournFactory(last_day=date(2026, 3, 1), region=region("KZ-55"))
    unknown = SojournFactory(last_day=date(2026, 2, 1), region=None)
    SojournFactory(last_day=TODAY)
    SojournFactory(last_day=None)
    SojournFactory(last_day=date(2026, 3, 1), left_on=date(2026, 3, 2))
    SojournFactory(last_day=date(2026, 3, 1), is_closed=True)
    SojournFactory(last_day=date(2026, 3, 1), region=region("KZ-19"))
    SojournFactory(last_day=date(2026, 3, 1), cleared="died", cleared_by=officer, cleared_at=NOON)

    assert list(overstays(officer, TODAY)) == [unknown, late]


def test_hosts_who_did_not_tell_are_listed_until_they_do(officer):
    silent = SojournFactory()
    HostNoticeFactory()
    SojournFactory(notice_due_on=TODAY)

    assert list(unannounced(officer, TODAY)) == [silent]


def test_an_overstay_is_cleared_once_with_its_reason(client, officer):
    sojourn = SojournFactory()
    client.force_login(officer)
    address = reverse("arrivals:clearing", args=[sojourn.pk])

    answer = client.post(address, sent(reason="applicant", note="ST-2026-000001"))
    again = client.post(address, sent(reason="died", note="x"))

    sojourn.refresh_from_db()
    assert (answer.status_code, again.status_code) == (302, 422)
    assert (sojourn.cleared, sojourn.cleared_by) == ("applicant", officer)
    assert Event.objects.get(kind="sojourn.cleared").after == {"cleared": "applicant", "note": "ST-2026-000001"}


def test_a_notice_is_taken_at_the_counter_and_judged_by_its_day(client, officer):
    sojourn = SojournFactory()
    client.force_login(officer)
    address = reverse("arrivals:notice", args=[sojourn.pk])

    early = client.post(address, sent(host="H", address="A", received_on="2026-02-01"))
    client.post(address, sent(host="H", address="A", received_on="2026-02-06"))

    assert early.status_code == 422
    assert HostNotice.objects.get().received_on == date(2026, 2, 6)
    assert "told late" in client.get(sojourn.get_absolute_url()).content.decode()


def test_whoever_may_not_clear_is_refused():
    with pytest.raises(NotPermitted):
        clear(SojournFactory(), Clearing.DIED, note="x", by=OfficerFactory(roles=["auditor"]), at=NOON)


def test_a_cleared_sojourn_is_not_cleared_again(officer):
    sojourn = clear(SojournFactory(), Clearing.DIED, note="x", by=officer, at=NOON)

    with pytest.raises(RuleBroken, match="already"):
        clear(sojourn, Clearing.DIED, note="x", by=officer, at=NOON)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"left_on": date(2026, 2, 5)}, "5 Feb 2026"), ({"is_closed": True}, "the leaving was not noted"),
        ({"arrived_on": None, "left_on": date(2026, 2, 2)}, "Only the leaving is on record"),
        ({"last_day": date(2026, 2, 3)}, "nothing says that this traveller left"),
    ],
)  # fmt: skip
def test_the_page_of_a_sojourn_says_how_it_stands(client, officer, facts, words):
    client.force_login(officer)

    assert words in client.get(SojournFactory(**facts).get_absolute_url()).content.decode()


def test_the_lists_lead_to_the_sojourns(client, officer):
    sojourn = SojournFactory()
    client.force_login(officer)

    for name in ("overstays", "unannounced"):
        assert sojourn.get_absolute_url() in client.get(reverse(f"arrivals:{name}")).content.decode()


def test_an_open_status_file_of_the_traveller_is_offered_as_the_reason(client):
    staff = staff_of("KZ-55")
    case = lodged(staff)
    sojourn = SojournFactory(person=case.applicant, region=staff.office.region)
    client.force_login(staff.registrar)

    form = client.get(f"/crossings/sojourns/{sojourn.pk}/clearing/").context["form"]

    assert (form["reason"].value(), form["note"].value()) == ("applicant", case.number)


def test_times_of_months_that_were_taken_off_stay(cross):
    cross(("in", "2026-01-03 10:00", "A1", {}), ("out", "2026-01-09 10:00", "A1", {}))
    take_off(date(2026, 1, 1), at=NOON)

    cross(("in", "2026-02-03 10:00", "A1", {}))

    assert told() == [(date(2026, 1, 3), date(2026, 1, 9), False), (date(2026, 2, 3), None, False)]
