"""Every rule of the tables: one row it takes, one it refuses."""

from datetime import date
from decimal import Decimal

import pytest

from casework.quotas.models import Programme
from tests.factories.returnees import (
    EntitlementFactory,
    ExpiryWarningFactory,
    GrantFactory,
    InclusionFactory,
    StatusApplicationFactory,
)
from tests.quotas.database import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("missing", [{"commission_on": None}, {"minutes_number": ""}, {"recommendation": ""}])
def test_status_application_commission_is_minuted(missing):
    assert StatusApplicationFactory()
    assert StatusApplicationFactory(minuted=True)

    with refused_by("status_application_commission_is_minuted"):
        StatusApplicationFactory(minuted=True, **missing)


def test_expiry_warning_once_per_step_and_end():
    warning = ExpiryWarningFactory()
    assert ExpiryWarningFactory(grant=warning.grant, step="last")
    assert ExpiryWarningFactory(grant=warning.grant, ends_on=date(2027, 9, 1))

    with refused_by("expiry_warning_once_per_step_and_end"):
        ExpiryWarningFactory(grant=warning.grant)


def test_grant_ends_after_it_begins():
    assert GrantFactory(until=date(2026, 3, 2))

    with refused_by("grant_ends_after_it_begins"):
        GrantFactory(until=date(2026, 3, 1))


def test_grant_one_in_force_per_person():
    grant = GrantFactory()
    assert GrantFactory(person=grant.person, since=date(2027, 3, 2), until=date(2028, 3, 2))

    with refused_by("grant_one_in_force_per_person"):
        GrantFactory(person=grant.person, since=date(2027, 3, 1), until=date(2027, 3, 2))


@pytest.mark.parametrize("column", ["certificate", "token"])
def test_a_certificate_and_its_token_exist_once(column):
    grant = GrantFactory()

    with refused_by(f"returnees_grant_{column}_key"):
        GrantFactory(**{column: getattr(grant, column)})


def test_inclusion_once_in_a_lifetime():
    inclusion = InclusionFactory()
    assert InclusionFactory(person=inclusion.person, annulled=True)
    assert InclusionFactory(person=inclusion.person, programme=Programme.objects.get(pk="in_migrant"))

    with refused_by("inclusion_once_in_a_lifetime"):
        InclusionFactory(person=inclusion.person, included_on=date(2026, 3, 2))


@pytest.mark.parametrize("missing", ["annulled_at", "annulled_by"])
def test_inclusion_annulled_by_and_at(missing):
    assert InclusionFactory(annulled=True)

    with refused_by("inclusion_annulled_by_and_at"):
        InclusionFactory(annulled=True, **{missing: None})


def test_entitlement_is_multiple_times_index():
    assert EntitlementFactory(multiple=Decimal("1.5"), tenge=Decimal("6487.50"))

    with refused_by("entitlement_is_multiple_times_index"):
        EntitlementFactory(tenge=Decimal("302750.01"))


def test_entitlement_once_per_measure():
    money = EntitlementFactory()
    assert EntitlementFactory(case=money.case)
    assert EntitlementFactory(case=money.case, person=None, measure="rent_min")

    with refused_by("entitlement_once_per_measure"):
        EntitlementFactory(case=money.case, person=money.person)


def test_entitlement_once_per_measure_of_the_family():
    money = EntitlementFactory(person=None, measure="rent_min")

    with refused_by("entitlement_once_per_measure"):
        EntitlementFactory(case=money.case, person=None, measure="rent_min")
