"""How far each generated family has come: a table of moves, each made by the action an officer would use."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from casework.accounts.models import Office, Officer
from casework.cases.actions import clocks, decisions, documents
from casework.cases.actions.acts import Act
from casework.cases.actions.decisions import Ruling
from casework.cases.actions.opening import Application, members_of
from casework.cases.actions.steps import countersign, take_step
from casework.cases.models import Case, CaseMember, Decision
from casework.cases.procedures import procedure
from casework.cases.queries import missing_papers
from casework.cases.states import Outcome
from casework.common.flow import Decides
from casework.common.workdays import local_date
from casework.people.models import Household
from casework.quotas.models import Programme
from casework.reference.models import Ground, Region
from casework.returnees.actions import extensions, inclusions, status

CLOSES, FRIDAY = 18, 4
STATUS_GRANTED = ("lodge", "papers", "accept", "commission", "grant")
HELD = (*STATUS_GRANTED, "ask_inclusion", "papers", "accept")
REFUSED_ROAD = ("lodge", "papers", "accept", "commission", "preliminarily_refuse")
ENDINGS: Mapping[str, tuple[str, ...]] = {
    "included": (*HELD, "include"),
    "granted": STATUS_GRANTED,
    "held": HELD,
    "included too": (*HELD, "include"),
    "lodged": ("lodge",),
    "waits for papers": ("lodge", "pause"),
    "inclusion proposed": (*HELD, "propose include"),
    "acceptance refused": ("lodge", "refuse_acceptance"),
    "under review": ("lodge", "papers", "accept"),
    "grant proposed": ("lodge", "papers", "accept", "commission", "propose grant"),
    "extended": (*STATUS_GRANTED, "ask_extension", "papers", "accept", "extend"),
    "before decision": ("lodge", "papers", "accept", "commission"),
    "refused": (*REFUSED_ROAD, "hear", "refuse"),
    "inclusion lodged": (*STATUS_GRANTED, "ask_inclusion", "papers"),
    "preliminarily refused": REFUSED_ROAD,
    "withdrawn": ("lodge", "papers", "accept", "withdraw"),
    "extension lodged": (*STATUS_GRANTED, "ask_extension"),
    "inclusion refused": (*HELD, "refuse"),
    "heard": (*REFUSED_ROAD, "hear"),
}


@dataclass(frozen=True)
class Team:
    """Who works on the families of one office."""

    office: Office
    region: Region
    caseworker: Officer
    colleague: Officer
    head: Officer


@dataclass
class Story:
    """One family on its way. `at` is the moment of the last move; each move takes place on a later day."""

    team: Team
    household: Household
    country: str
    at: datetime
    until: datetime
    case: Case = field(init=False)

    def tell(self, moves: Iterable[str]) -> Case:
        for move in moves:
            self.at = min(next_hour_of_work(self.at), self.until)
            MOVES.get(move, Story.decide_or_step)(self, move)
        return self.case

    def lodge(self, move: str) -> None:
        facts = status.StatusFacts(self.country, local_date(self.at) - timedelta(days=12), wants_centre=True)
        self.case = status.lodge_status(self._application("status"), facts, by=self.team.caseworker, at=self.at)

    def ask_extension(self, move: str) -> None:
        self.case = extensions.lodge_extension(
            self._application("extension"), months=6, reason="The citizenship papers are not ready.",
            by=self.team.caseworker, at=self.at,
        )  # fmt: skip

    def ask_inclusion(self, move: str) -> None:
        self.case = inclusions.lodge_inclusion(
            self._application("inclusion"), programme=Programme.objects.get(pk=inclusions.RETURNEE), left_region=None,
            by=self.team.caseworker, at=self.at,
        )  # fmt: skip

    def papers(self, move: str) -> None:
        for paper in missing_papers(self.case):
            documents.add_document(
                self.case, kind=paper.kinds[0], member=paper.member, upload=None, is_original_seen=True,
                by=self.team.caseworker, at=self.at,
            )  # fmt: skip

    def pause(self, move: str) -> None:
        reason = "The family brings the notarised translation."
        clocks.pause(self.case, version=self._version(), reason=reason, by=self.team.caseworker, at=self.at)

    def propose(self, move: str) -> None:
        self._propose(move.removeprefix("propose "))

    def decide_or_step(self, move: str) -> None:
        if procedure(self.case.procedure).flow.steps[move].countersigned:
            decision = self._propose(move)
            self.at = min(next_hour_of_work(self.at), self.until)
            self.case = countersign(decision, version=self._version(), by=self.team.head, at=self.at)
        else:
            act = Act(facts=self._facts(move))
            self.case = take_step(
                self.case, move, version=self._version(), act=act, by=self.team.caseworker, at=self.at
            )

    def _application(self, kind: str) -> Application:
        members = members_of(self.household, local_date(self.at))
        region = self.team.region
        return Application(kind, members[0][0], self.household, members, region, local_date(self.at))

    def _propose(self, name: str) -> Decision:
        ruling = self._ruling(name)
        version = self._version()
        return decisions.propose(self.case, name, version=version, ruling=ruling, by=self.team.colleague, at=self.at)

    def _ruling(self, name: str) -> Ruling:
        step = procedure(self.case.procedure).flow.steps[name]
        outcomes = {member.pk: _outcome(step.decides, member) for member in self.case.members.all()}
        if not step.grounded:
            return Ruling(outcomes)
        grounds = Ground.objects.filter(procedure=self.case.procedure, step=step.grounds or name)
        return Ruling(outcomes, grounds.first(), "As found in the papers of the file.")

    def _facts(self, move: str) -> dict[str, object]:
        today = local_date(self.at)
        return {
            "commission": {
                "commission_on": today,
                "minutes_number": f"{today:%m}-{today:%d}",
                "recommendation": "grant",
            },
            "hear": {"hearing_on": today, "hearing_statement": "The applicant will bring other proof."},
        }.get(move, {})

    def _version(self) -> int:
        return Case.objects.values_list("version", flat=True).get(pk=self.case.pk)


def next_hour_of_work(at: datetime) -> datetime:
    """Three hours later, or the next morning of a weekday."""
    later = at + timedelta(hours=3)
    if later.hour < CLOSES and later.day == at.day:
        return later
    morning = (at + timedelta(days=1)).replace(hour=9, minute=10)
    return morning + timedelta(days=max(0, 7 - morning.weekday()) if morning.weekday() > FRIDAY else 0)


def _outcome(decides: Decides, member: CaseMember) -> str:
    if decides == Decides.EACH:
        return Outcome.GRANTED if member.is_counted else Outcome.PENDING
    return Outcome.REFUSED if decides == Decides.REFUSES_ALL else Outcome.PENDING


MOVES: Mapping[str, Callable[[Story, str], None]] = {
    "lodge": Story.lodge,
    "papers": Story.papers,
    "pause": Story.pause,
    "ask_extension": Story.ask_extension,
    "ask_inclusion": Story.ask_inclusion,
    "propose include": Story.propose,
    "propose grant": Story.propose,
}
