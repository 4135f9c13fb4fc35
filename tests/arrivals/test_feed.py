import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from casework.arrivals.actions.posts import issue_token
from casework.arrivals.models import Batch, Checkpoint, Crossing, PostToken
from casework.audit.models import Event
from tests.arrivals.files import row, rows, standing
from tests.factories.accounts import OfficerFactory
from tests.moments import NOON

pytestmark = pytest.mark.django_db
FEED, LINES = "/api/v1/crossings", "application/x-ndjson"


@pytest.fixture
def secret():
    return issue_token(Checkpoint.objects.get(pk="CP001"), by=OfficerFactory(roles=["inspector"]), at=NOON)


def lines(messages) -> str:
    return "\n".join(json.dumps(one) for one in messages)


def deliver(client, secret, content, key="delivery-1", **options):
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": key} | options.pop("headers", {})
    return client.post(FEED, content, content_type=options.get("content_type", LINES), headers=headers)


def test_crossings_are_delivered_and_judged_as_those_of_a_file(client, secret):
    answer = deliver(client, secret, lines([*rows(2), row(sex="?"), *rows(1)]))

    assert answer.status_code == 200
    assert answer.json() == {
        "read": 4, "entered": 2, "already": 1, "rejected": 1,
        "faults": [{"line": 3, "faults": ["sex: Write F, M or X."]}],
    }  # fmt: skip
    assert Crossing.objects.count() == 2


def test_the_checkpoint_is_that_of_the_token(client, secret):
    message = {name: cell for name, cell in row().items() if cell and name != "checkpoint"} | {"days": 30}

    answer = deliver(client, secret, lines([message, row(checkpoint="CP002")]))

    assert answer.json()["faults"] == [{"line": 2, "faults": ["checkpoint: This token belongs to another checkpoint."]}]
    assert Crossing.objects.get().checkpoint_id == "CP001"


def test_a_delivery_sent_again_gets_the_same_answer_and_changes_nothing(client, secret):
    first = deliver(client, secret, lines(rows(3)))
    before = standing()

    again = deliver(client, secret, lines(rows(3)))

    assert (again.status_code, again.json()) == (200, first.json())
    assert (standing(), Batch.objects.count()) == (before, 1)


def test_other_content_under_the_same_key_is_a_conflict(client, secret):
    deliver(client, secret, lines(rows(3)))

    assert deliver(client, secret, lines(rows(2))).status_code == 409
    assert Crossing.objects.count() == 3


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "7", '{"name": "x"}', '{"sex": ["F"]}', '{"sex": 1.5}', "[" * 100_000, '{"sex": "\\ud800"}', "\x00"],
)
def test_a_line_that_is_no_crossing_is_rejected_alone(client, secret, line):
    answer = deliver(client, secret, lines(rows(1)) + "\n" + line)

    assert (answer.status_code, answer.json()["entered"], answer.json()["rejected"]) == (200, 1, 1)


@pytest.mark.parametrize(
    ("content", "options", "status"),
    [
        ("\n", {}, 400), (" \n ", {}, 400), ("{}", {"content_type": "application/json"}, 415),
        ("{}\n" * 10_001, {}, 413),
        ("x" * (5 << 20) + "y", {}, 413), ("{}", {"headers": {"Idempotency-Key": "short"}}, 422),
        ("{}", {"headers": {"Authorization": "Bearer nobody"}}, 401), ("{}", {"headers": {"Authorization": ""}}, 401),
    ],
)  # fmt: skip
def test_what_is_no_delivery_is_refused_with_a_sentence(client, secret, content, options, status):
    answer = deliver(client, secret, content, **options)

    assert (answer.status_code, Batch.objects.count()) == (status, 0)
    assert answer.json()["detail"]


def test_a_session_is_no_token(client):
    client.force_login(OfficerFactory(roles=["inspector"]))

    assert client.post(FEED, lines(rows(1)), content_type=LINES).status_code == 401


def test_a_revoked_token_opens_nothing(client):
    officer = OfficerFactory(roles=["inspector"])
    said = StringIO()
    call_command("issue_post_token", "CP001", by=officer.username, stdout=said)
    secret = said.getvalue().strip()

    assert deliver(client, secret, lines(rows(1))).status_code == 200
    call_command("issue_post_token", "CP001", by=officer.username, revoke=True, stdout=StringIO())

    assert deliver(client, secret, lines(rows(1)), key="delivery-2").status_code == 401
    assert not PostToken.objects.filter(sha256=secret).exists()
    assert set(Event.objects.filter(subject="post CP001").values_list("kind", flat=True)) == {
        "crossings.token_issued", "crossings.tokens_revoked",
    }  # fmt: skip


@pytest.mark.parametrize("words", [("CP999",), ("\0",), ("CP001", "--by=nobody")])
def test_no_token_is_issued_to_what_is_no_post_or_by_nobody(words):
    by = [] if len(words) > 1 else [f"--by={OfficerFactory(roles=['inspector']).username}"]

    with pytest.raises(CommandError):
        call_command("issue_post_token", *words, *by, stdout=StringIO())


def test_whoever_may_not_bring_in_crossings_issues_no_token():
    with pytest.raises(CommandError, match="may not"):
        call_command("issue_post_token", "CP001", by=OfficerFactory(roles=["caseworker"]).username)
