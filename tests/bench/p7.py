"""The pages that officers open all day, signed in, against a bare Django page with a table of the same size."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from casework.accounts.models import Officer
from casework.cases.models import Case
from casework.quotas.models import Plan
from tests.bench.databases import copied
from tests.bench.measures import Bound, Contest, Measure, Trial
from tests.bench.office import OFFICE, noon
from tests.bench.office.teams import Team, teams
from tests.bench.web import reader, served
from tests.bench.writers import crowd
from tests.statements import statements

MEASURE = Measure("P7", "pages, signed in, against a bare page with a table of the same size", "requests a second")
GOAL, MOST_STATEMENTS, MOST_KILOBYTES = 0.4, 12, 100
READERS, SECONDS = 4, 1.5
BARE = "tests.bench.plain:application"


@contextmanager
def prepare() -> Iterator[Trial]:
    with copied(OFFICE), ExitStack() as stack:
        call_command("collectstatic", interactive=False, verbosity=0)
        team = teams()[0]
        client = signed_in(team.heads[0])
        looked_at = {name: look(client, path) for name, path in pages(team).items()}
        ports = [stack.enter_context(served()), stack.enter_context(served(BARE))]
        headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"}
        contests = [
            contest(name, path, size, ports, headers, stack)
            for (name, path), (_, size) in zip(pages(team).items(), looked_at.values(), strict=True)
        ]
        yield Trial(contests, list(bounds(looked_at)))


def pages(team: Team) -> dict[str, str]:
    """One of each kind, as full as they come: a file that waits for its countersignature, with all its papers."""
    case = Case.objects.filter(office=team.office, decisions__state="proposed", procedure="inclusion").earliest("pk")
    plan = Plan.objects.get(programme="returnee", year=noon().year)
    return {
        "home": reverse("desk:home"),
        "queue": reverse("desk:queue", args=["open"]),
        "case": case.get_absolute_url(),
        "matrix": plan.get_absolute_url(),
        "person": reverse("desk:person", args=[case.applicant.number]),
    }


def signed_in(officer: Officer) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(officer, settings.AUTHENTICATION_BACKENDS[-1])
    return client


def look(client: Client, path: str) -> tuple[int, int]:
    """Statements and bytes of a page."""
    client.get(path, secure=True)
    with statements() as sent:
        answer = client.get(path, secure=True)
    assert answer.status_code == 200, f"{path} answered {answer.status_code}."
    return len(sent), len(answer.content)


def bounds(looked_at: dict[str, tuple[int, int]]) -> Iterator[Bound]:
    for name, (sent, size) in looked_at.items():
        yield Bound(f"statements: {name}", sent, MOST_STATEMENTS)
        yield Bound(f"kilobytes: {name}", round(size / 1000, 1), MOST_KILOBYTES)


def contest(name: str, path: str, size: int, ports: list[int], headers: dict[str, str], crowds: ExitStack) -> Contest:
    us = crowds.enter_context(crowd(lambda _: reader(ports[0], path, headers), READERS))
    them = crowds.enter_context(crowd(lambda _: reader(ports[1], f"/{size}/", {}), READERS))
    return Contest(name, lambda: us.rate(SECONDS), lambda: them.rate(SECONDS), GOAL)
