"""What became of requests for permits: each a road of moves, made by the actions that officers would use.

Nobody in it is real: workers are called by their numbers, employers say that they are generated.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from casework.accounts.models import Office, Officer
from casework.cases.actions import decisions, documents
from casework.cases.actions.steps import countersign, take_step
from casework.cases.models import Case, Decision, Ruling
from casework.cases.procedures import procedure
from casework.cases.queries import missing_papers
from casework.cases.states import Outcome
from casework.common.errors import RuleBroken
from casework.common.flow import Decides
from casework.common.workdays import DAY, WorkCalendar, local_date
from casework.labour.actions import changes, following, payments, permits
from casework.labour.models import Employer, Permit
from casework.labour.queries import grounds
from casework.people.actions import register_person
from casework.people.models import Person
from casework.people.rules import BirthDate, DocumentFacts, NameFacts, PersonFacts
from casework.quotas.actions import QuotaExhausted
from casework.reference.models import Ground, Region

COUNTRIES = ("CN", "TR", "UZ", "IN", "KR")
POSTS = {"1": "Director of works", "2": "Head of a section", "3": "Engineer", "4": "Welder", "seasonal": "Field hand"}
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROAD_TO_APPROVAL = ("lodge", "papers", "accept", 2, "approve")
ROAD_TO_PERMIT = (*ROAD_TO_APPROVAL, 3, "pay", 1, "issue")


SAYS = {Decides.EACH: Outcome.GRANTED, Decides.REFUSES_ALL: Outcome.REFUSED, Decides.NOBODY: Outcome.PENDING}
"""What the one member of a request is told, by what a step decides."""


class Over(Exception):
    """The tale ends here: its next day has not come yet, or the law has no way on."""


@dataclass(frozen=True)
class Desk:
    """Who decides about permits at an office: whoever registers, another officer who signs, the head."""

    office: Office
    region: Region
    registrar: Officer
    officer: Officer
    head: Officer


@dataclass(frozen=True)
class Road:
    """`share` of every hundred requests; they came between so many days ago. Whole numbers among the moves are days."""

    name: str
    share: int
    oldest: int
    newest: int
    moves: tuple[str | int, ...]


@dataclass
class Tale:
    """One request on its road; `at` is the moment of the last move, never after `until`."""

    desk: Desk
    employer: Employer
    number: int
    category: str
    at: datetime
    until: datetime
    calendar: WorkCalendar
    case: Case = field(init=False)
    permit: Permit = field(init=False)
    is_short: bool = False

    def walk(self, road: Road) -> bool:
        """Make the moves as far as their days have come; whether the whole road was walked."""
        try:
            for move in road.moves:
                self._move(move)
        except Over:
            return False
        return True

    def _move(self, move: str | int) -> None:
        if isinstance(move, int):
            self.wait(move)
        else:
            MOVES[move](self)

    def wait(self, days: int) -> None:
        later = self.at + days * DAY
        while not self.calendar.is_working(local_date(later)):
            later += DAY
        if later > self.until:
            raise Over
        self.at = later


def worker(number: int, desk: Desk, at: datetime) -> Person:
    """A foreigner who is nobody: called by a number in letters."""
    letters = "".join(LETTERS[number // 26**place % 26] for place in range(4)).capitalize()
    country = COUNTRIES[number % len(COUNTRIES)]
    paper = DocumentFacts("passport", f"G{number:07d}", country)
    birth = BirthDate(date(1970 + number % 30, 1 + number % 12, 1 + number % 28))
    facts = PersonFacts(sex="FM"[number % 2], birth=birth, citizenship=country, is_generated=True)
    name = NameFacts(script="latn-passport", surname="Worker", given=letters, document=paper)
    return register_person(facts, [name], [paper], office=desk.office, by=desk.registrar, at=at)


def _lodge(tale: Tale) -> None:
    today = local_date(tale.at)
    facts = permits.PermitFacts(
        category=tale.category, post=POSTS[tale.category], months=12, region=tale.desk.region,
        vacancy_code=f"G-{tale.number}", vacancy_posted_on=today - timedelta(days=20), asks_education="vocational",
        asks_years=3, has_education="higher", has_years=1 if tale.is_short else 5, fee_group="A",
    )  # fmt: skip
    person = worker(tale.number, tale.desk, tale.at)
    tale.case = permits.request_permit(
        tale.employer, person, facts, received_on=today, by=tale.desk.registrar, at=tale.at
    )


def _papers(tale: Tale) -> None:
    for paper in missing_papers(tale.case):
        documents.add_document(
            tale.case, kind=paper.kinds[0], member=paper.member, upload=None, is_original_seen=True,
            by=tale.desk.registrar, at=tale.at,
        )  # fmt: skip


def _step(tale: Tale, name: str) -> None:
    tale.case = take_step(tale.case, name, version=tale.case.version, by=tale.desk.registrar, at=tale.at)


def _accept(tale: Tale) -> None:
    """Where the quota is full, the request is refused for it, and the tale ends."""
    try:
        _step(tale, "accept")
    except QuotaExhausted as full:
        _refuse(tale, f"{tale.case.procedure}.over_quota")
        raise Over from full


def _refuse(tale: Tale, code: str) -> None:
    """By this ground; where it stands no more, as a place came free meanwhile, the file stays as it is."""
    try:
        _decide(tale, "refuse", code)
    except RuleBroken as refusal:
        raise Over from refusal


def _propose(tale: Tale, name: str, ground: str = "") -> Decision:
    outcome = SAYS[procedure(tale.case.procedure).flow.steps[name].decides]
    members = tale.case.members.values_list("pk", flat=True)
    found = Ground.objects.get(pk=ground) if ground else None
    ruling = Ruling(dict.fromkeys(members, outcome), found, "As found." if ground else "")
    return decisions.propose(
        tale.case, name, version=tale.case.version, ruling=ruling, by=tale.desk.officer, at=tale.at
    )


def _decide(tale: Tale, name: str, ground: str = "") -> None:
    decision = _propose(tale, name, ground)
    tale.case = countersign(decision, version=decision.case.version, by=tale.desk.head, at=tale.at)


def _approve(tale: Tale) -> None:
    """Where a ground stands in the way of the permit, the tale ends."""
    try:
        _decide(tale, "approve")
    except RuleBroken as refusal:
        raise Over from refusal


def _refuse_by_first(tale: Tale) -> None:
    found = next((one for one in grounds.findings(tale.case, tale.at) if one.stands), None)
    if found is None:
        raise Over
    _refuse(tale, found.code)


def _pay(tale: Tale) -> None:
    fee = tale.case.fee
    given = payments.Paid(f"G-{tale.case.number}", fee.tenge, local_date(tale.at))
    payments.record_payment(fee, given, by=tale.desk.registrar, at=tale.at)


def _issue(tale: Tale) -> None:
    _step(tale, "issue")
    tale.permit = Permit.objects.get(case=tale.case)


def _lapse(tale: Tale) -> None:
    permits.let_lapse_unpaid(tale.case, at=tale.at)


def _ask_renewal(tale: Tale) -> None:
    """On the first working day on which it can be asked for; where the category has no renewals, the tale ends."""
    first = tale.permit.until - timedelta(days=61)
    tale.wait(max((first - local_date(tale.at)).days, 0))
    today, by = local_date(tale.at), tale.desk.registrar
    try:
        tale.case = following.ask_renewal(tale.permit, months=12, received_on=today, by=by, at=tale.at)
    except RuleBroken as refusal:
        raise Over from refusal


def _ask_replacement(tale: Tale) -> None:
    other = worker(500_000 + tale.number, tale.desk, tale.at)
    tale.case = following.ask_replacement(
        tale.permit, other, has_education="higher", has_years=5, received_on=local_date(tale.at),
        by=tale.desk.registrar, at=tale.at,
    )  # fmt: skip


def _becomes(act: Callable[..., Permit], reason: str) -> Callable[[Tale], None]:
    def run(tale: Tale) -> None:
        act(tale.permit, reason=reason, by=tale.desk.officer, at=tale.at)

    return run


MOVES: Mapping[str, Callable[[Tale], None]] = {
    "lodge": _lodge, "papers": _papers, "accept": _accept, "approve": _approve, "refuse": _refuse_by_first, "pay": _pay,
    "propose": lambda tale: (_propose(tale, "approve"), None)[1], "issue": _issue, "lapse": _lapse,
    "withdraw": lambda tale: _step(tale, "withdraw"),
    "refuse_acceptance": lambda tale: _decide(tale, "refuse_acceptance", f"{tale.case.procedure}.incomplete"),
    "ask_renewal": _ask_renewal, "ask_replacement": _ask_replacement,
    "suspend": _becomes(changes.suspend, "The workplace is being inspected."),
    "restore": _becomes(changes.restore, "The inspection found nothing."),
    "revoke": _becomes(changes.revoke, "The worker works in another region."),
    "surrender": _becomes(changes.surrender, "The worker has left."),
}  # fmt: skip

ROADS = (
    Road("in force", 26, 320, 20, ROAD_TO_PERMIT),
    Road("fee due", 8, 6, 4, ROAD_TO_APPROVAL),
    Road("under review", 8, 5, 1, ("lodge", "papers", "accept")),
    Road("to countersign", 4, 5, 2, ("lodge", "papers", "accept", 1, "propose")),
    Road("lodged", 6, 3, 0, ("lodge",)),
    Road("acceptance refused", 3, 200, 10, ("lodge", 1, "refuse_acceptance")),
    Road("refused", 6, 250, 10, ("lodge", "papers", "accept", 2, "refuse")),
    Road("withdrawn", 4, 250, 10, ("lodge", "papers", "accept", 2, "withdraw")),
    Road("lapsed", 6, 250, 30, (*ROAD_TO_APPROVAL, 20, "lapse")),
    Road("renewed", 8, 324, 322, (*ROAD_TO_PERMIT, "ask_renewal", "papers", "accept", 1, "approve", 2, "pay", "issue")),
    Road("renewal asked", 3, 318, 312, (*ROAD_TO_PERMIT, "ask_renewal")),
    Road("replaced", 6, 250, 40, (*ROAD_TO_PERMIT, 15, "ask_replacement", "papers", "accept", 3, "approve")),
    Road("replacement asked", 3, 60, 40, (*ROAD_TO_PERMIT, 20, "ask_replacement", "papers", "accept")),
    Road("suspended", 3, 200, 60, (*ROAD_TO_PERMIT, 30, "suspend")),
    Road("restored", 2, 200, 90, (*ROAD_TO_PERMIT, 30, "suspend", 10, "restore")),
    Road("revoked", 2, 200, 60, (*ROAD_TO_PERMIT, 30, "revoke")),
    Road("surrendered", 2, 200, 60, (*ROAD_TO_PERMIT, 30, "surrender")),
)  # fmt: skip


def tell(
    desks: Sequence[Desk], employers: Mapping[str, Sequence[Employer]], categories: Sequence[str], *, wanted: int,
    until: datetime, calendar: WorkCalendar, seed: str, first: int = 0, roads: Sequence[Road] = ROADS,
) -> Counter[str]:  # fmt: skip
    """Tell of so many requests, at the desks in turn; gives how many walked each road to its end, by its name.

    `first`: the number of the first worker, so that nobody is told of twice; the very first take each road once.
    """
    dice = Random(seed)  # noqa: S311 the same each time
    names, walked = [road for road in roads for _each in range(road.share)], Counter[str]()
    for number in range(wanted):
        road = roads[number] if first + number < len(roads) else dice.choice(names)
        desk = desks[number % len(desks)]
        tale = _tale(road, desk, dice.choice(employers[desk.office.code]), first + number, until, calendar, dice)
        tale.category = categories[number % len(categories)]
        tale.is_short = road.name == "refused"
        walked[road.name] += tale is not None and tale.walk(road)
    return walked


def _tale(
    road: Road, desk: Desk, employer: Employer, number: int, until: datetime, calendar: WorkCalendar, dice: Random
) -> Tale:
    """A morning within the ages of the road, in the year of `until`."""
    first = until.replace(month=1, day=5)
    came = max(until - DAY * dice.randint(road.newest, road.oldest), first)
    while not calendar.is_working(local_date(came)):
        came += DAY
    return Tale(desk, employer, number, "3", min(came, until), until, calendar)
