import factory

from casework.common.models import SignOfLife
from tests.moments import NOON


class SignOfLifeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SignOfLife

    name = factory.Sequence(lambda n: f"process {n}")
    seen_at = NOON
