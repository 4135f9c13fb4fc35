import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.audit.queries import sentence, timeline
from tests.factories.accounts import OfficerFactory
from tests.factories.audit import EventFactory


@pytest.mark.django_db
def test_a_timeline_tells_the_newest_first_with_the_names_of_officers():
    officer = OfficerFactory(first_name="Dana", last_name="B")
    EventFactory(kind="case.lodge", subject="ST-1", by=officer)
    EventFactory(kind="case.accept", subject="ST-1", by=None, note="complete")
    EventFactory(subject="ST-2")

    told = [(line.sentence, line.by, line.note) for line in timeline("ST-1")]

    assert told == [("Application accepted", "", "complete"), ("Application lodged", "Dana B", "")]


@pytest.mark.django_db
def test_a_long_timeline_is_read_at_once():
    EventFactory.create_batch(5, subject="ST-1")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        timeline("ST-1")

    assert len(queries) == 1


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("case.propose", "Decision proposed"),
        ("case.propose.grant", "Decision proposed"),
        ("case.unheard_of", "case.unheard_of"),
        ("strange", "strange"),
    ],
)
def test_a_kind_is_told_by_its_longest_known_beginning(kind, words):
    assert sentence(kind) == words
