"""Grants, inclusions and what files of returnees say, as rows behind the back of the actions."""

from datetime import date
from decimal import Decimal

import factory

from casework.quotas.models import Programme
from casework.returnees.models import (
    Edition,
    Entitlement,
    ExpiryWarning,
    ExtensionRequest,
    Grant,
    Inclusion,
    InclusionRequest,
    StatusApplication,
)
from tests.factories.accounts import OfficerFactory
from tests.factories.cases import CaseFactory
from tests.factories.people import PersonFactory
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
