import factory

from casework.common.models import Attempt, SignOfLife, SweepRun
from tests.moments import NOON


class SignOfLifeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SignOfLife

    name = factory.Sequence(lambda n: f"process {n}")
    seen_at = NOON


class AttemptFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attempt

    sweep = "tests.sweep"
    subject = factory.Sequence(lambda n: f"subject {n}")


class SweepRunFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SweepRun

    sweep = factory.Sequence(lambda n: f"tests.sweep {n}")
    began = NOON
    ended = NOON
