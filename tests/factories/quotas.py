from datetime import date, datetime, timedelta

import factory

from casework.accounts.models import HeldRole, Officer
from casework.quotas.actions import hold, post_order
from casework.quotas.models import (
    Alert,
    Allocation,
    Ceiling,
    DailyUse,
    Entry,
    Forecast,
    HeldByFile,
    LedgerMark,
    Order,
    OrderLine,
    Plan,
    Programme,
    Projection,
    Snapshot,
    WaitingRule,
)
from casework.quotas.states import OrderKind
from casework.reference.models import Region
from tests.factories.accounts import OfficeFactory, OfficerFactory, role
from tests.moments import NOON

SIGNATURES = ("signed_by", "signed_at", "countersigned_by", "countersigned_at")
YEAR_END = ["2026-12-31", 85, 120, 155]
NAMES = {"KZ-55": "Pavlodar", "KZ-11": "Akmola", "KZ-10": "Abai", "KZ-43": "Kyzylorda", "KZ-35": "Karaganda"}


def region(code: str) -> Region:
    """A region of the country, whether or not the reference data are loaded."""
    name = NAMES.get(code, code)
    return Region.objects.get_or_create(
        code=code, defaults={"kind": Region.Kind.REGION, "name_en": name, "name_ru": name, "name_kk": name}
    )[0]


class SignatoryFactory(OfficerFactory):
    """A quota manager of a national office."""

    username = factory.Sequence(lambda n: f"quota.signatory.{n}")
    office = factory.SubFactory(OfficeFactory, national=True)
    roles = factory.PostGeneration(lambda officer, create, codes: give_roles(officer, codes or ["quota_manager"]))


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme
        django_get_or_create = ("code",)

    code = "returnee"
    name = "Returnees"
    unit = Programme.Unit.PERSONS


class PlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Plan
        django_get_or_create = ("programme", "year")

    programme = factory.SubFactory(ProgrammeFactory)
    year = 2026
    unit = factory.SelfAttribute("programme.unit")


class OrderFactory(factory.django.DjangoModelFactory):
    """A countersigned order, not posted yet; `moves`: from, to, places of each line."""

    class Meta:
        model = Order

    class Params:
        draft = factory.Trait(signed_by=None, signed_at=None, countersigned_by=None, countersigned_at=None)

    plan = factory.SubFactory(PlanFactory)
    kind = OrderKind.ESTABLISH
    act = "order of the tests"
    in_force_from = date(2026, 1, 1)
    drafted_by = factory.SubFactory(SignatoryFactory)
    drafted_at = NOON
    signed_by = factory.SelfAttribute("drafted_by")
    signed_at = NOON
    countersigned_by = factory.SubFactory(SignatoryFactory)
    countersigned_at = NOON

    @classmethod
    def _create(cls, model, *args, moves=(), **fields):
        """Its lines are written while it is a draft."""
        if not moves:
            return super()._create(model, *args, **fields)
        signatures = {name: fields.pop(name) for name in SIGNATURES}
        order = super()._create(model, *args, **fields)
        for source, target, places in moves:
            OrderLine.objects.create(order=order, source=source, target=target, places=places)
        for name, value in signatures.items():
            setattr(order, name, value)
        order.save()
        return order


class AllocationFactory(factory.django.DjangoModelFactory):
    """A cell of a plan; `places` are allotted to it by an order, as anywhere else."""

    class Meta:
        model = Allocation
        skip_postgeneration_save = True

    plan = factory.SubFactory(PlanFactory)
    region = factory.LazyFunction(lambda: region("KZ-55"))

    @factory.post_generation
    def places(allocation, create, places):
        if places:
            allot(allocation, places)
            allocation.refresh_from_db()


class OrderLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OrderLine

    order = factory.SubFactory(OrderFactory, draft=True)
    target = factory.SubFactory(AllocationFactory, plan=factory.SelfAttribute("..order.plan"))
    places = 10


class CeilingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Ceiling

    plan = factory.SubFactory(PlanFactory)
    dimension = "country"
    key = factory.Sequence(lambda n: f"country {n}")
    limit = 10


class EntryFactory(factory.django.DjangoModelFactory):
    """A hold of five places, written by its action."""

    class Meta:
        model = Entry

    allocation = factory.SubFactory(AllocationFactory, places=100)
    places = 5
    file = factory.Sequence(lambda n: f"IN-2026-{n:06}")
    key = factory.LazyAttribute(lambda entry: f"{entry.file}/hold/0")
    by = factory.SubFactory(SignatoryFactory)
    at = NOON

    @classmethod
    def _create(cls, model, allocation, **line):
        return hold(allocation, **line)


class LedgerMarkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LedgerMark

    reader = factory.Sequence(lambda n: f"reader {n}")


class DailyUseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DailyUse

    allocation = factory.SubFactory(AllocationFactory)
    day = NOON.date()
    places = 5
    uses = 1


class HeldByFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HeldByFile

    allocation = factory.SubFactory(AllocationFactory)
    file = "IN-1"
    places = 5


class ProjectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Projection

    allocation = factory.SubFactory(AllocationFactory)
    day = NOON.date()
    horizon = 0
    computed_at = NOON


class SnapshotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Snapshot

    allocation = factory.SubFactory(AllocationFactory)
    day = NOON.date()
    limit = 10
    held = 0
    used = 0
    taken_at = NOON


class ForecastFactory(factory.django.DjangoModelFactory):
    """Of 100 places that probably run out in September; `silent=True` for one that says nothing."""

    class Meta:
        model = Forecast

    class Params:
        silent = factory.Trait(silence="few", probability=None, fan=[], demand=[], runs_out_on=None)

    allocation = factory.SubFactory(AllocationFactory)
    day = NOON.date()
    limit = 100
    used = 40
    held = 10
    fan = factory.LazyFunction(lambda: [["2026-03-08", 45, 48, 52], ["2026-09-20", 80, 101, 125], YEAR_END])
    demand = factory.LazyFunction(lambda: [75 + 2 * n for n in range(50)])
    probability = 0.7
    runs_out_on = date(2026, 9, 20)
    unused = 4.0
    refused = 22.0
    sittings = 40
    years = 3
    tested = factory.LazyFunction(lambda: {"month": "2026-03", "months": 9, "inside": 7, "error": 6.5, "ruler": 11.0})
    computed_at = NOON


class AlertFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Alert

    allocation = factory.SubFactory(AllocationFactory)
    kind = "70"
    raised_at = NOON


class WaitingRuleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WaitingRule

    programme = factory.SubFactory(ProgrammeFactory)
    since = factory.Sequence(lambda n: date(1990, 1, 1) + timedelta(days=n))
    order = "received"
    line = "skip"
    act = "order of the tests"


def allot(allocation: Allocation, places: int, *, on: date = date(2026, 1, 1), at: datetime = NOON) -> Order:
    """Give or take places by a posted order."""
    move = (None, allocation, places) if places > 0 else (allocation, None, -places)
    return post_order(OrderFactory(plan=allocation.plan, in_force_from=on, moves=[move]), at=at)


def give_roles(officer: Officer, codes: list[str]) -> None:
    for code in codes:
        HeldRole.objects.create(officer=officer, role=role(code))
