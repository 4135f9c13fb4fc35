"""Crossings and how they come in, as rows behind the back of the actions."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import factory

from casework.arrivals.actions.months import make_months
from casework.arrivals.models import (
    Batch,
    Checkpoint,
    Crossing,
    Delivery,
    HostNotice,
    LinkDue,
    MigrationCategory,
    PairingDue,
    PostToken,
    Purpose,
    RejectedRow,
    Sojourn,
    StayRule,
    Tally,
    TallyRecount,
    TravellerLink,
)
from casework.arrivals.states import BatchState
from tests.factories.accounts import OfficerFactory
from tests.factories.people import PersonFactory
from tests.factories.quotas import region
from tests.moments import NOON


class MigrationCategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MigrationCategory

    code = name_en = name_ru = name_kk = factory.Sequence(lambda n: f"t{n}")


class PurposeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Purpose

    code = name_en = name_ru = name_kk = factory.Sequence(lambda n: f"t{n}")
    category = factory.SubFactory(MigrationCategoryFactory)


class CheckpointFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Checkpoint

    code = name_en = name_ru = name_kk = factory.Sequence(lambda n: f"T{n}")
    mode = "road"
    region = factory.LazyFunction(lambda: region("KZ-55"))


class BatchFactory(factory.django.DjangoModelFactory):
    """A file that was brought in; it held one good row."""

    class Meta:
        model = Batch

    name = "posts.csv"
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    lines = lines_done = 2
    read = entered = 1
    state = BatchState.SEALED
    started_at = sealed_at = NOON


class RejectedRowFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RejectedRow

    batch = factory.SubFactory(BatchFactory)
    line = factory.Sequence(lambda n: n + 2)
    faults = ["sex sex"]
    cells = ["in"] + [""] * 16


class CrossingFactory(factory.django.DjangoModelFactory):
    """Somebody who comes for a visit; `crossed_on` follows from the moment."""

    class Meta:
        model = Crossing

    crossed_at = datetime(2026, 2, 2, 9, 30, tzinfo=ZoneInfo("Asia/Almaty"))
    crossed_on = factory.LazyAttribute(lambda one: one.crossed_at.astimezone(ZoneInfo("Asia/Almaty")).date())
    direction = "in"
    checkpoint_id = "CP001"
    mode = "road"
    nationality = document_country = "KG"
    document_number = document_key = factory.Sequence(lambda n: f"GEN{n:06d}")
    born_on = date(1985, 3, 14)
    sex = "F"
    surname = "OMAROVA"
    given = "AIGUL"
    purpose_id = "private"
    fingerprint = factory.Sequence(int)
    batch = factory.SubFactory(BatchFactory)

    @classmethod
    def _create(cls, model, *args, **given):
        make_months([given["crossed_on"].replace(day=1)])
        return super()._create(model, *args, **given)


class TallyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tally

    grain = "day"
    since = date(2026, 2, 2)
    side = "nationality"
    key = factory.Sequence(lambda n: f"T{n}")
    direction = "in"
    crossings = 3
    for_good = 1


class TallyRecountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TallyRecount

    month = factory.Sequence(lambda n: date(1992 + n // 12 % 60, n % 12 + 1, 1))
    differing = 0
    tallied = crossings = 3
    counted_at = NOON


class PostTokenFactory(factory.django.DjangoModelFactory):
    """A token in force of the first checkpoint."""

    class Meta:
        model = PostToken

    checkpoint_id = "CP001"
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    issued_by = factory.SubFactory(OfficerFactory)
    issued_at = NOON


class DeliveryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Delivery

    token = factory.SubFactory(PostTokenFactory)
    key = factory.Sequence(lambda n: f"delivery-{n}")
    sha256 = "0" * 64
    batch = factory.SubFactory(BatchFactory)


class StayRuleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StayRule

    code = factory.Sequence(lambda n: f"t{n}")
    since = date(2020, 1, 1)
    days = 30


class SojournFactory(factory.django.DjangoModelFactory):
    """Somebody who came in February for thirty days and has not left; `began_at` is the moment of the arrival."""

    class Meta:
        model = Sojourn

    traveller = factory.Sequence(lambda n: f"KG GEN{n:06d}")
    began_at = datetime(2026, 2, 2, 9, 30, tzinfo=ZoneInfo("Asia/Almaty"))
    arrived_on = date(2026, 2, 2)
    last_day = date(2026, 3, 3)
    notice_due_on = date(2026, 2, 5)
    nationality = "KG"
    document_number = factory.Sequence(lambda n: f"GEN{n:06d}")
    name = "OMAROVA AIGUL"
    born_on = date(1985, 3, 14)
    purpose_id = "private"


class HostNoticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HostNotice

    sojourn = factory.SubFactory(SojournFactory)
    host = "A host"
    address = "An address"
    received_on = date(2026, 2, 3)
    taken_by = factory.SubFactory(OfficerFactory)
    taken_at = NOON


class PairingDueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PairingDue

    day = factory.Sequence(lambda n: date(2009, 1 + n // 28 % 12, 1 + n % 28))


class LinkDueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LinkDue

    person = factory.SubFactory(PersonFactory)


class TravellerLinkFactory(factory.django.DjangoModelFactory):
    """Somebody who crossed in February and may be a person on record."""

    class Meta:
        model = TravellerLink

    class Params:
        confirmed = factory.Trait(answer="same", answered_by=factory.SubFactory(OfficerFactory), answered_at=NOON)

    document_country = "KG"
    document_number = document_key = factory.Sequence(lambda n: f"LNK{n:06d}")
    name = "OMAROVA AIGUL"
    born_on = date(1985, 3, 14)
    crossed_on = date(2026, 2, 2)
    crossing = factory.Sequence(lambda n: n + 1)
    person = factory.SubFactory(PersonFactory)
    score = 0.9
    signs = ["names_agree", "born_same_day"]
    found_at = NOON
