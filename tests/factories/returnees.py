"""Grants, inclusions and what files of returnees say, as rows behind the back of the actions."""

from datetime import date
from decimal import Decimal

import factory

from casework.quotas.models import Programme
from casework.returnees.models import (
    DoubleInclusion,
    Edition,
    Entitlement,
    ExpiryWarning,
    ExtensionRequest,
    Grant,
    Inclusion,
    InclusionRequest,
    Opening,
    PastInclusion,
    StatusApplication,
)
from tests.factories.accounts import OfficerFactory
from tests.factories.cases import CaseFactory
from tests.factories.people import PersonFactory, SamePersonFactory
from tests.factories.quotas import region
from tests.moments import NOON


def returnee() -> Programme:
    return Programme.objects.get(pk="returnee")


class StatusApplicationFactory(factory.django.DjangoModelFactory):
    """`minuted=True` for one that the commission has seen."""

    class Meta:
        model = StatusApplication

    class Params:
        minuted = factory.Trait(commission_on=date(2026, 2, 17), minutes_number="7", recommendation="grant")

    case = factory.SubFactory(CaseFactory)
    left_country = "MN"
    arrived_on = date(2026, 2, 1)


class GrantFactory(factory.django.DjangoModelFactory):
    """A status of one year."""

    class Meta:
        model = Grant

    case = factory.SubFactory(CaseFactory)
    person = factory.SubFactory(PersonFactory)
    certificate = factory.Sequence(lambda n: f"RS-1999-{n:06d}")
    token = factory.Sequence(lambda n: f"token of the tests {n}")
    since = date(2026, 3, 2)
    until = date(2027, 3, 2)


class EditionFactory(factory.django.DjangoModelFactory):
    """The first paper of a certificate; `again=True` for a duplicate of it."""

    class Meta:
        model = Edition

    class Params:
        again = factory.Trait(
            ordinal=2, kind="duplicate", cause="lost", reason="Lost.", token=factory.Sequence(lambda n: f"another {n}")
        )

    grant = factory.SubFactory(GrantFactory)
    number = factory.SelfAttribute("grant.certificate")
    token = factory.SelfAttribute("grant.token")
    text = factory.LazyFunction(dict)
    made_by = factory.SubFactory(OfficerFactory)
    made_at = NOON


class ExtensionRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ExtensionRequest

    case = factory.SubFactory(CaseFactory, procedure="extension")
    months = 6
    reason = "Citizenship is delayed."


class InclusionRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = InclusionRequest

    case = factory.SubFactory(CaseFactory, procedure="inclusion")
    programme = factory.LazyFunction(returnee)


class InclusionFactory(factory.django.DjangoModelFactory):
    """An inclusion of last year; `annulled=True` for one that no longer counts."""

    class Meta:
        model = Inclusion

    class Params:
        annulled = factory.Trait(annulled_at=NOON, annulled_by=factory.SubFactory(OfficerFactory))

    case = factory.SubFactory(CaseFactory, procedure="inclusion")
    person = factory.SubFactory(PersonFactory)
    programme = factory.LazyFunction(returnee)
    included_on = date(2025, 5, 5)


class OpeningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Opening

    digest = "0" * 64
    rows = taken = 1
    refused = 0
    signed_by = factory.SubFactory(OfficerFactory)
    countersigned_by = factory.SubFactory(OfficerFactory)
    signed_at = countersigned_at = NOON


class PastInclusionFactory(factory.django.DjangoModelFactory):
    """An inclusion of 2019, of somebody whom the former register calls OR-…"""

    class Meta:
        model = PastInclusion

    person_external_id = factory.Sequence(lambda n: f"OR-{n}")
    programme = factory.LazyFunction(returnee)
    year = 2019
    region = factory.LazyFunction(lambda: region("KZ-55"))
    places = 1
    included_on = date(2019, 4, 2)
    document = "minutes 12"
    opening = factory.SubFactory(OpeningFactory)


class EntitlementFactory(factory.django.DjangoModelFactory):
    """The relocation subsidy of one person."""

    class Meta:
        model = Entitlement

    case = factory.SubFactory(CaseFactory, procedure="inclusion")
    person = factory.SubFactory(PersonFactory)
    measure = Entitlement.Measure.RELOCATION
    multiple = Decimal(70)
    index_tenge = Decimal(4325)
    tenge = factory.LazyAttribute(lambda money: money.multiple * money.index_tenge)


class ExpiryWarningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ExpiryWarning

    grant = factory.SubFactory(GrantFactory)
    step = ExpiryWarning.Step.FIRST
    ends_on = factory.SelfAttribute("grant.until")
    warned_at = NOON


class DoubleInclusionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DoubleInclusion

    link = factory.SubFactory(SamePersonFactory, confirmed=True)
    programme = factory.LazyFunction(returnee)
    opened_by = factory.SubFactory(OfficerFactory)
    opened_at = NOON
