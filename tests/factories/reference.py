from datetime import date
from decimal import Decimal

import factory

from casework.reference.models import CalendarDay, DocumentKind, Figure, Ground, LegalAct, Region


class RegionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Region

    code = factory.Sequence(lambda n: f"X{n:05}")
    kind = Region.Kind.REGION
    name_en = factory.Sequence(lambda n: f"Region {n}")
    name_ru = factory.Sequence(lambda n: f"Область {n}")
    name_kk = factory.Sequence(lambda n: f"Облыс {n}")


class LegalActFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LegalAct

    title = factory.Sequence(lambda n: f"Order {n}")


class FigureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Figure

    key = factory.Sequence(lambda n: f"test.figure_{n}")
    value = Decimal(5)
    unit = "working days"
    since = date(2020, 1, 1)


class CalendarDayFactory(factory.django.DjangoModelFactory):
    """A holiday far outside the years that are loaded."""

    class Meta:
        model = CalendarDay

    day = factory.Sequence(lambda n: date.fromordinal(date(2050, 1, 1).toordinal() + n))
    name = "Day of the test"


class GroundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Ground

    code = factory.Sequence(lambda n: f"test.ground_{n}")
    procedure = "status"
    step = "refuse"
    name_en = factory.Sequence(lambda n: f"Ground {n}")
    name_ru = factory.Sequence(lambda n: f"Основание {n}")
    name_kk = factory.Sequence(lambda n: f"Негіздеме {n}")


class DocumentKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DocumentKind

    code = factory.Sequence(lambda n: f"test_paper_{n}")
    name_en = factory.Sequence(lambda n: f"paper {n}")
    name_ru = factory.Sequence(lambda n: f"документ {n}")
    name_kk = factory.Sequence(lambda n: f"құжат {n}")
