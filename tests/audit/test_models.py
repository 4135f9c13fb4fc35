import pytest
from django.db import IntegrityError, connection, transaction

from casework.audit.models import Event
from casework.common.constraints import violated
from tests.factories.audit import EventFactory, SubmissionFactory

pytestmark = pytest.mark.django_db


def refused_by(attempt) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        attempt()
    return violated(refusal.value)


def test_submission_once_per_key():
    sent = SubmissionFactory()
    SubmissionFactory(key=sent.key)

    assert refused_by(lambda: SubmissionFactory(key=sent.key, officer=sent.officer)) == "submission_once_per_key"


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: Event.objects.update(note="never happened"),
        lambda: Event.objects.all().delete(),
        lambda: execute("TRUNCATE audit_event"),
    ],
    ids=["update", "delete", "truncate"],
)
def test_an_event_is_for_ever(attempt):
    EventFactory()
    execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing pending may stand in the way of TRUNCATE

    assert refused_by(attempt) == "audit_event_is_append_only"


@pytest.mark.parametrize("setting", ["kosh.off = 'on'", "pgtrigger.ignore = '{audit_event}'"])
def test_no_setting_of_a_session_opens_the_trail(setting):
    EventFactory()
    execute(f"SET LOCAL {setting}")

    assert refused_by(lambda: Event.objects.all().delete()) == "audit_event_is_append_only"
