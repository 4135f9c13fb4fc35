"""Sending hostile things as a browser could not, and seeing what they leave behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote_from_bytes

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from casework.cases.models import Case
from casework.desk.models import IntakeDraft
from casework.people.models import Person

ANSWERS = {200, 204, 302, 400, 403, 404, 405, 409, 413, 415, 422}
WATCHED = (
    "people_person", "people_name", "people_identitydocument", "people_contactdetail", "people_household",
    "people_membership", "people_photo", "people_sameperson", "cases_case", "cases_casemember", "cases_document",
    "cases_decision", "cases_pause", "quotas_entry", "returnees_grant", "returnees_inclusion", "desk_intakedraft",
    "desk_draftscan", "reports_schedule", "reports_issue", "reports_receipt", "audit_event", "audit_submission",
)  # fmt: skip
VERSIONED = [model._meta.db_table for model in (Case, Person, IntakeDraft)]
COUNTS = [f"(SELECT count(*) FROM {table})" for table in WATCHED]  # noqa: S608 names of our own tables
VERSIONS = [f"(SELECT sum(version) FROM {table})" for table in VERSIONED]  # noqa: S608
HOW_MUCH = f"SELECT {', '.join(COUNTS + VERSIONS)}"


def encoded(fields: dict[str, object]) -> str:
    """A form as bytes on the wire, what is no text included."""
    pairs = [(name, each) for name, value in fields.items() for each in (value if isinstance(value, list) else [value])]
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs)


def _quoted(value: object) -> str:
    return quote_from_bytes(str(value).encode("utf-8", "surrogatepass"), safe="")


def post(client: Client, address: str, fields: dict[str, object], **headers: str) -> HttpResponse:
    return client.generic("POST", address, encoded(fields), "application/x-www-form-urlencoded", **headers)


def written() -> tuple[int, ...]:
    """How much is on record of everything that a form can write."""
    with connection.cursor() as cursor:
        cursor.execute(HOW_MUCH)
        return cursor.fetchone()


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done inside is undone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def browser(officer) -> Client:
    """Of a signed-in officer; a fault on our side is answered as outside, not raised."""
    client = Client(raise_request_exception=False)
    client.force_login(officer)
    return client


def leads_on(answer: HttpResponse) -> bool:
    """Whether the form was taken."""
    return answer.status_code in (204, 302) or "HX-Redirect" in answer
