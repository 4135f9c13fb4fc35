"""A family walks from lodging to its inclusion in the quota, by what officers post; each answer is timed."""

import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import timedelta
from http.client import HTTPConnection
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.accounts.models import Officer
from casework.cases.models import Case
from casework.common.workdays import local_date
from casework.people.models import Household
from casework.returnees.models import Grant
from tests.desk.intakes import RECEIPT, Walk
from tests.posts import sent
from tests.world import Staff, current, family, lodged, with_papers

TOKEN = "c" * 32
PATIENCE = 60.0  # seconds; longer than any Redis may keep an officer waiting


class Answer(NamedTuple):
    status_code: int
    url: str


class Browser:
    """An officer's browser that speaks HTTP to the web process; it signed in before."""

    def __init__(self, officer: Officer, port: int) -> None:
        window = Client()
        window.force_login(officer)
        session = window.cookies["kosh_session"].value
        self.port = port
        self.headers = {"Cookie": f"kosh_session={session}; csrftoken={TOKEN}"}

    def get(self, address: str) -> Answer:
        return self._ask("GET", address, None, {})

    def post(self, address: str, data: Mapping[str, Any], query_params: Mapping[str, str] | None = None) -> Answer:
        body = urlencode({**data, "csrfmiddlewaretoken": TOKEN}, doseq=True)
        asked = f"{address}?{urlencode(query_params)}" if query_params else address
        return self._ask("POST", asked, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, method: str, address: str, body: str | None, more: dict[str, str]) -> Answer:
        line = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        line.request(method, address, body, {**self.headers, **more})
        answer = line.getresponse()
        answer.read()
        line.close()
        return Answer(answer.status, answer.headers.get("Location", ""))


class Desk(Walk):
    """The intake, walked through by any client."""

    def __init__(self, officer: Officer, client: Any) -> None:
        self.officer, self.client = officer, client


Times = dict[str, float]


class Office:
    """Registrar, caseworker and head of one office, each with a browser of the same kind."""

    def __init__(self, staff: Staff, browser: Callable[[Officer], Any]) -> None:
        self.staff = staff
        self.browsers = {officer.pk: browser(officer) for officer in (staff.registrar, staff.caseworker, staff.head)}
        self.refused = 0
        self.times: Times = defaultdict(float)

    def include(self, household: Household) -> Times:
        """Lodge a request for a family with the status, hold its places, propose, countersign; how long each took."""
        self.times = {}
        case = self._lodge(household)
        with_papers(case, self.staff)
        self._step("accept", reverse("cases:step", args=[case.number, "accept"]), case, self.staff.registrar)
        self._timed("case", lambda: self.browsers[self.staff.head.pk].get(case.get_absolute_url()))
        granted = {f"member-{member.pk}": "granted" for member in case.members.filter(is_counted=True)}
        proposal = reverse("cases:proposal", args=[case.number, "include"])
        self._step("propose", proposal, case, self.staff.caseworker, **granted)
        self._step("countersign", reverse("cases:countersignature", args=[case.number]), case, self.staff.head)
        return self.times

    def _lodge(self, household: Household) -> Case:
        desk = Desk(self.staff.registrar, self.browsers[self.staff.registrar.pk])
        applicant = household.memberships.get(role="head").person
        self._timed("begin", lambda: desk.client.post(
            "/intake/inclusion/", sent(person=applicant.number), query_params={"person": applicant.number}
        ))  # fmt: skip
        region = {"region": self.staff.office.region_id}
        for step, fields in (("family", {}), ("papers", {}), ("settlement", region), ("receipt", RECEIPT)):
            self._timed(step, lambda step=step, fields=fields: desk.post(f"{step}/", **fields))
        answer = self._timed("lodge", desk.lodge)
        return Case.objects.get(number=answer.url.split("/")[-2])

    def _step(self, name: str, address: str, case: Case, by: Officer, **fields: str) -> None:
        version = str(current(case))
        self._timed(name, lambda: self.browsers[by.pk].post(address, sent(version=version, **fields)))

    def _timed(self, name: str, ask: Callable[[], Any]) -> Any:
        begun = time.monotonic()
        answer = ask()
        self.times[name] = time.monotonic() - begun
        self.refused += answer.status_code != (200 if name == "case" else 302)
        return answer


def family_with_status(staff: Staff) -> Household:
    """A family of four whose status began a month ago."""
    case = lodged(staff, family(staff, 4))
    since = local_date(timezone.now()) - timedelta(days=30)
    for row in case.members.all():
        Grant.objects.create(
            case=case, person=row.person, certificate=f"C-{row.pk}", token=f"c-{row.pk}", since=since,
            until=since + timedelta(days=365),
        )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(state="granted", closed_at=timezone.now(), closed_by=staff.head)
    household = case.household
    assert household is not None
    return household
