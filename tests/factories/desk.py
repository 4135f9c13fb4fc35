import factory

from casework.desk.models import DraftScan, IntakeDraft
from tests.factories.accounts import OfficerFactory
from tests.moments import NOON


class IntakeDraftFactory(factory.django.DjangoModelFactory):
    """An intake of a status that was just begun."""

    class Meta:
        model = IntakeDraft

    officer = factory.SubFactory(OfficerFactory, roles=["caseworker"])
    kind = "status"
    step = "applicant"
    begun = changed = NOON


class DraftScanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DraftScan

    draft = factory.SubFactory(IntakeDraftFactory)
    line = factory.Sequence(str)
    file = factory.django.FileField(filename="scan.png")
    name = "scan.png"
    size = 1
