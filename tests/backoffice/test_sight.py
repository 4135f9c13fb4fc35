"""An auditor of a region reads what the region may see, and of everything else not even that it exists."""

import pytest

from casework.audit.actions import record
from casework.audit.models import Event
from casework.backoffice.queries import events_in_sight
from casework.cases.models import Case
from casework.reference.models import Region
from tests.backoffice.conftest import browser
from tests.factories.accommodation import (
    AssignmentFactory,
    DeliveryFactory,
    NightCountFactory,
    RoomFactory,
    StayFactory,
)
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.audit import EventFactory, SubmissionFactory
from tests.factories.cases import CaseFactory, CaseMemberFactory, DecisionFactory, DocumentFactory
from tests.factories.people import PersonFactory
from tests.factories.returnees import EntitlementFactory, GrantFactory, InclusionFactory
from tests.moments import NOON
from tests.test_policy import TOKEN

pytestmark = pytest.mark.django_db

OF_FILE = (CaseMemberFactory, DecisionFactory, DocumentFactory, GrantFactory, InclusionFactory, EntitlementFactory)


def auditor(region: str | None):
    office = OfficeFactory(region=region and Region.objects.get(pk=region))
    return OfficerFactory(office=office, roles=["auditor"])


@pytest.fixture
def case() -> Case:
    return CaseFactory(
        office=OfficeFactory(region=Region.objects.get(pk="KZ-55")), settlement_region=Region.objects.get(pk="KZ-63")
    )


def statuses(officer, row) -> tuple[int, int]:
    """How many lines the list shows, and what the page of the row answers."""
    client, table = browser(officer), f"/admin/{row._meta.app_label}/{row._meta.model_name}/"
    lines = client.get(table).context["cl"].result_list
    return sum(line.pk == row.pk for line in lines), client.get(f"{table}{row.pk}/change/").status_code


@pytest.mark.parametrize(("region", "seen"), [("KZ-63", (1, 200)), (None, (1, 200)), ("KZ-11", (0, 404))])
def test_a_file_is_seen_by_the_region_of_settlement_and_nationally(case, region, seen):
    assert statuses(auditor(region), case) == seen


@pytest.mark.parametrize("factory", OF_FILE, ids=lambda factory: factory._meta.model._meta.model_name)
def test_what_belongs_to_a_file_is_seen_as_the_file_is(case, factory):
    row = factory(case=case)

    assert (statuses(auditor("KZ-63"), row), statuses(auditor("KZ-11"), row)) == ((1, 200), (0, 404))


@pytest.mark.parametrize("factory", [AssignmentFactory, DeliveryFactory, NightCountFactory, RoomFactory, StayFactory])
def test_what_belongs_to_a_centre_is_seen_by_its_office_and_nationally(factory):
    row, own = factory(), auditor("KZ-55")
    centre = getattr(row, "centre", None) or row.stay.centre
    type(centre).objects.filter(pk=centre.pk).update(office=own.office)

    answers = [statuses(officer, row) for officer in (own, auditor(None), auditor("KZ-11"))]

    assert answers == [(1, 200), (1, 200), (0, 404)]


def read(client, address: str) -> tuple[int, str]:
    """Status and page, without what differs by nature: the address itself and the token of forms."""
    answer = client.get(address)
    return answer.status_code, TOKEN.sub("", answer.content.decode()).replace(address, "")


def test_a_hidden_row_is_answered_as_a_missing_one(case):
    client = browser(auditor("KZ-11"))

    hidden, missing = (read(client, f"/admin/cases/case/{pk}/change/") for pk in (case.pk, 10**9))

    assert hidden == missing
    assert hidden[0] == 404


@pytest.mark.parametrize("pk", ["0", "-1", "1%0A", "%D9%A1", "abc", "9223372036854775808", "1_0", "01", "%00"])
def test_a_made_up_key_is_a_missing_row(case, pk):
    assert browser(auditor(None)).get(f"/admin/cases/case/{pk}/change/").status_code in (400, 404)


def test_search_reaches_no_further_than_sight(case):
    found = browser(auditor("KZ-11")).get("/admin/cases/case/", {"q": case.number})

    assert list(found.context["cl"].result_list) == []


def test_a_regional_auditor_reads_the_trail_of_the_region(case):
    officer = auditor("KZ-63")
    person = PersonFactory(office=officer.office)
    seen = [
        EventFactory(subject=case.number), EventFactory(subject=person.number),
        record("office.opened", subject="office x", by=OfficerFactory(office=officer.office), at=NOON),
    ]  # fmt: skip
    EventFactory(subject=CaseFactory().number)

    assert set(events_in_sight(officer)) == set(seen)


def test_a_national_auditor_reads_the_whole_trail():
    event = EventFactory(by=None)

    assert statuses(auditor(None), event) == (1, 200)


def test_an_event_out_of_sight_is_missing():
    assert statuses(auditor("KZ-11"), EventFactory()) == (0, 404)


def test_a_form_out_of_sight_is_missing():
    assert statuses(auditor("KZ-11"), SubmissionFactory()) == (0, 404)


@pytest.mark.parametrize("role", ["administrator", "quota_manager"])
def test_only_auditors_come_to_files_and_the_trail(case, role):
    client = browser(OfficerFactory(office=OfficeFactory(national=True), roles=[role]))

    answers = {client.get(f"/admin/{table}/").status_code for table in ("cases/case", "cases/decision", "audit/event")}

    assert answers == {403}


def test_a_trail_is_searched_by_file_and_by_officer(case):
    by = OfficerFactory(username="dana.b")
    mine, of_case, _other = EventFactory(by=by), EventFactory(subject=case.number), EventFactory()
    client = browser(auditor(None))

    found = {term: set(client.get("/admin/audit/event/", {"q": term}).context["cl"].result_list)
             for term in ("dana.b", case.number, "%", "")}  # fmt: skip

    assert (found["dana.b"], found[case.number], found["%"]) == ({mine}, {of_case}, set())
    assert found[""] >= {mine, of_case}


def test_looking_leaves_no_trace(case):
    before = Event.objects.count()

    statuses(auditor(None), case)

    assert Event.objects.count() == before


def test_no_page_shows_the_token_of_a_certificate(case):
    grant = GrantFactory(case=case)

    assert grant.token not in browser(auditor(None)).get(f"/admin/returnees/grant/{grant.pk}/change/").content.decode()
