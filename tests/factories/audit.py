import uuid

import factory

from casework.audit.models import Event, Submission
from tests.factories.accounts import OfficerFactory
from tests.moments import NOON


class EventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Event

    kind = "officer.added"
    subject = factory.Sequence(lambda n: f"subject {n}")
    by = factory.SubFactory(OfficerFactory)
    at = NOON


class SubmissionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Submission

    key = factory.LazyFunction(uuid.uuid4)
    officer = factory.SubFactory(OfficerFactory)
    route = "desk:home"
    content_hash = "0" * 64
    location = "/"
