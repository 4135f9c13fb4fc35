"""GET /healthz: monitoring learns what is alive, and is never kept waiting."""

import socket
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from casework.common.models import SignOfLife


@contextmanager
def silent_server():
    """Takes connections and never answers: the backlog of the door is all there is."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield door.getsockname()[1]


@pytest.fixture
def elsewhere(monkeypatch):
    """Leads the database's address to a port of this machine."""

    def lead(port):
        monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
        monkeypatch.setitem(connection.settings_dict, "PORT", str(port))

    return lead


@pytest.fixture(autouse=True)
def without_redis(settings):
    settings.REDIS_URL = ""


def test_all_is_well_and_what_is_not_started_is_off(client, transactional_db):
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {
        "database": {"status": "ok", "age": 0.0},
        "redis": {"status": "off", "age": None},
        "worker": {"status": "off", "age": None},
        "beat": {"status": "off", "age": None},
    }


@pytest.mark.parametrize(("seconds", "status"), [(10, "ok"), (200, "late")])
def test_a_worker_is_known_by_the_age_of_its_last_sign(client, transactional_db, seconds, status):
    SignOfLife.objects.create(name="worker", seen_at=timezone.now() - timedelta(seconds=seconds))

    worker = client.get("/healthz").json()["worker"]

    assert worker["status"] == status
    assert worker["age"] == pytest.approx(seconds, abs=5)


def test_without_the_database_it_answers_503(client, elsewhere, closed_port):
    elsewhere(closed_port)

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["database"] == {"status": "down", "age": None}
    assert answer.json()["worker"] == {"status": "unknown", "age": None}


def test_a_database_that_hangs_does_not_hang_the_answer(client, elsewhere):
    with silent_server() as port:
        elsewhere(port)
        begun = time.monotonic()
        answer = client.get("/healthz")

    assert answer.status_code == 503
    assert time.monotonic() - begun < 20


def test_a_session_cookie_costs_no_query(client, elsewhere, closed_port):
    elsewhere(closed_port)
    client.cookies["kosh_session"] = "x" * 32

    assert client.get("/healthz").status_code == 503


def test_redis_that_answers_is_well(client, settings, transactional_db, own_redis):
    settings.REDIS_URL = own_redis

    assert client.get("/healthz").json()["redis"] == {"status": "ok", "age": 0.0}


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "nonsense"])
def test_an_address_that_is_none_of_redis_is_told(client, settings, transactional_db, address):
    settings.REDIS_URL = address

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()["redis"]["status"]) == (200, "down")


def test_redis_that_is_away_is_told_and_no_reason_to_stop(client, settings, transactional_db, closed_port):
    settings.REDIS_URL = f"redis://127.0.0.1:{closed_port}"

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()["redis"]["status"]) == (200, "down")


def test_redis_that_hangs_does_not_hang_the_answer(client, settings, transactional_db):
    with silent_server() as port:
        settings.REDIS_URL = f"redis://127.0.0.1:{port}"
        redis = client.get("/healthz").json()["redis"]

    assert redis["status"] == "down"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_only_answers_questions(client, method):
    assert getattr(client, method)("/healthz").status_code == 405


def test_it_is_asked_beside_the_proxy_over_plain_http(client, settings, transactional_db):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/healthz").status_code == 200


def test_it_is_never_kept_by_a_cache(client, transactional_db):
    assert "no-store" in client.get("/healthz").headers["Cache-Control"]
