import uuid

import pytest

from casework.audit.actions import request_id
from casework.audit.models import Event
from tests.factories.accounts import OfficerFactory

pytestmark = pytest.mark.django_db


def test_every_answer_names_its_request(client):
    first, second = (client.get("/accounts/login/")["X-Request-ID"] for _ in range(2))

    assert uuid.UUID(first) != uuid.UUID(second)


def test_what_a_client_calls_its_request_is_not_believed(client):
    answer = client.get("/accounts/login/", headers={"X-Request-ID": "mine"})

    assert answer["X-Request-ID"] != "mine"


def test_an_event_names_the_request_it_came_by(client):
    OfficerFactory(username="dana.b")

    answer = client.post("/accounts/login/", {"login": "dana.b", "password": "wrong"})

    assert Event.objects.get(kind="security.sign_in_failed").request_id == answer["X-Request-ID"]


def test_nothing_is_left_for_the_next_request(client):
    client.get("/accounts/login/")

    assert request_id.get() == ""
