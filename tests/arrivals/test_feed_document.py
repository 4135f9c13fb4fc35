"""The feed against its own OpenAPI document: schemathesis sends what it allows and what it forbids."""

import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from casework.arrivals.actions.posts import issue_token
from casework.arrivals.api import LINES, document
from casework.arrivals.models import Batch, Checkpoint, Crossing
from tests.factories.accounts import OfficerFactory
from tests.moments import NOON

pytestmark = pytest.mark.django_db
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
PATIENT = settings(
    max_examples=60, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip


@pytest.fixture(autouse=True)
def connection_of_the_test():
    """The end of a request would close it, as it does in production."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schemathesis.serializer(LINES)
def as_lines(context, value):
    """A list as a line for each; whatever else is sent as it is."""
    if isinstance(value, list):
        return "\n".join(json.dumps(each) for each in value).encode("utf-8", "replace")
    return value if isinstance(value, bytes) else json.dumps(value).encode()


def operation():
    schema = schemathesis.openapi.from_dict(document())
    schema.app = get_wsgi_application()
    return schema["/api/v1/crossings"]["POST"]


@pytest.fixture
def secret():
    return issue_token(Checkpoint.objects.get(pk="CP001"), by=OfficerFactory(roles=["inspector"]), at=NOON)


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_every_answer_is_one_that_the_document_tells(secret, mode):
    @PATIENT
    @given(case=operation().as_strategy(generation_mode=mode))
    def every(case):
        answer = case.call(headers={"Authorization": f"Bearer {secret}"})
        case.validate_response(answer, checks=CHECKS)

    every()


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_nothing_is_written_for_whoever_shows_no_token(mode):
    @PATIENT
    @given(case=operation().as_strategy(generation_mode=mode))
    def every(case):
        case.headers.pop("Authorization", None)
        assert case.call().status_code == 401

    every()
    assert not Batch.objects.exists()
    assert not Crossing.objects.exists()
