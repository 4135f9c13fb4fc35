"""Offices are opened, renamed, closed when nobody works there, and opened again; each time with one event."""

import pytest

from casework.accounts import actions
from casework.accounts.models import Office
from casework.audit.models import Event
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.reference.models import Region
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.moments import NOON
from tests.races import rival_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return OfficerFactory(roles=["administrator"])


def told(office: Office) -> list[tuple]:
    return list(Event.objects.filter(subject=f"office {office.code}").values_list("kind", "before", "after"))


def test_an_office_is_opened_in_a_region(administrator):
    office = actions.open_office(
        code="KZ-55-2", name="Ekibastuz", region=Region.objects.get(pk="KZ-55"), by=administrator, at=NOON
    )

    assert not office.is_national
    assert told(office) == [("office.opened", None, {"name": "Ekibastuz", "region": "KZ-55"})]


def test_an_office_without_a_region_is_a_national_one(administrator):
    assert actions.open_office(code="KZ-2", name="Second", region=None, by=administrator, at=NOON).is_national


def test_a_code_is_given_once(administrator):
    office = OfficeFactory()

    with pytest.raises(Conflict, match="choose another code"):
        actions.open_office(code=office.code, name="Second", region=None, by=administrator, at=NOON)


def test_a_renamed_office_is_told_with_both_names(administrator):
    office = OfficeFactory(name="Old")

    actions.rename_office(office, name="New", seen="Old", by=administrator, at=NOON)

    assert told(office) == [("office.renamed", {"name": "Old"}, {"name": "New"})]


def test_the_same_name_again_changes_nothing_and_tells_nothing(administrator):
    office = OfficeFactory(name="Old")

    actions.rename_office(office, name="Old", seen="Old", by=administrator, at=NOON)

    assert told(office) == []


def test_who_read_an_older_name_renames_nothing(administrator):
    office = OfficeFactory(name="Newer")

    with pytest.raises(Conflict, match="while you read"):
        actions.rename_office(office, name="New", seen="Old", by=administrator, at=NOON)


def test_an_office_where_somebody_works_is_not_closed(administrator):
    officer = OfficerFactory()

    with pytest.raises(RuleBroken, match="1 officer still works here"):
        actions.close_office(officer.office, by=administrator, at=NOON)


def test_an_empty_office_is_closed_once_and_opened_again(administrator):
    office = actions.close_office(OfficeFactory(), by=administrator, at=NOON)

    with pytest.raises(Conflict, match="closed already"):
        actions.close_office(office, by=administrator, at=NOON)
    actions.reopen_office(office, by=administrator, at=NOON)
    with pytest.raises(Conflict, match="in work already"):
        actions.reopen_office(office, by=administrator, at=NOON)
    assert [kind for kind, _before, _after in told(office)] == ["office.closed", "office.reopened"]


def test_nobody_comes_to_a_closed_office(administrator):
    closed = OfficeFactory(is_active=False)

    with pytest.raises(RuleBroken, match="closed; choose another"):
        actions.add_officer(username="dana.b", office=closed, roles=[], by=administrator, at=NOON)


@pytest.mark.parametrize("verb", ["close_office", "reopen_office"])
def test_only_an_administrator_closes_and_opens_offices(verb):
    with pytest.raises(NotPermitted):
        getattr(actions, verb)(OfficeFactory(), by=OfficerFactory(roles=["head_of_office"]), at=NOON)


@pytest.mark.django_db(transaction=True)
def test_nobody_comes_to_an_office_that_is_being_closed():
    office = OfficeFactory()

    refusal = rival_result(
        lambda: actions.close_office(office, by=None, at=NOON),
        lambda: actions.add_officer(username="dana.b", office=office, roles=[], by=None, at=NOON),
    )

    assert isinstance(refusal, RuleBroken)
