"""Moves between two offices, and officers who are away: what an office does beside the flow of its files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from casework.accounts import actions as accounts
from casework.cases.actions import offices, requests
from casework.cases.models import FileRequest, HandOver
from casework.common.workdays import DAY, local_date
from casework.desk.demonstration.stories import Story
from casework.desk.demonstration.teams import Team

MOVED = "The family has moved; relatives live there."
KNOWN_HERE = "A brother of the applicant asks for inclusion here."


def offer(story: Story, move: str) -> HandOver:
    return offices.propose_hand_over(
        story.case, version=story.version, to=story.neighbour.office, reason=MOVED, by=story.team.head, at=story.at
    )


def hand_over(story: Story, move: str) -> None:
    """Offered and accepted: from now on the neighbours work on the file, and nobody holds it yet."""
    offered = offer(story, move)
    at = story.later()
    story.case = offices.accept_hand_over(offered, by=story.neighbour.head, at=at)
    story.team, story.neighbour = story.neighbour, story.team


def decline_offer(story: Story, move: str) -> None:
    offered = HandOver.objects.get(case=story.case, accepted=None)
    because = "The family is not known here and has no address yet."
    offices.decline_hand_over(offered, because=because, by=story.neighbour.head, at=story.at)


def ask_for(story: Story, move: str) -> None:
    asking = story.neighbour.caseworkers[0]
    requests.ask_for_file(story.case.applicant, reason=KNOWN_HERE, by=asking, at=story.at)


def show(story: Story, move: str) -> None:
    requests.show_file(_asked(story), case=story.case, days=90, by=story.team.head, at=story.at)


def decline_request(story: Story, move: str) -> None:
    because = "Another person of the same name is meant."
    requests.decline_request(_asked(story), because=because, by=story.team.head, at=story.at)


def _asked(story: Story) -> FileRequest:
    return FileRequest.objects.get(person=story.case.applicant, reply="")


def leave(teams: Mapping[str, Team], at: datetime) -> None:
    """Who is away or has left for good: with a deputy the work goes on, without one files are stuck."""
    for absence in ABSENCES:
        if absence.office in teams:
            _record(absence, teams[absence.office], at)
    for code in LEFT:
        if code in teams:
            accounts.deactivate(teams[code].caseworkers[-1], by=None, at=at)


@dataclass(frozen=True)
class Away:
    """An absence of the last of the caseworkers; the days count from the day of the demonstration."""

    office: str
    first: int
    days: int
    has_deputy: bool


ABSENCES = (
    Away("KZ-11", -90, 14, True), Away("KZ-11", -2, 12, True), Away("KZ-27", 12, 14, True),
    Away("KZ-39", -3, 15, False), Away("KZ-59", -75, 21, True), Away("KZ-23", 20, 7, True),
)  # fmt: skip
LEFT = ("KZ-55",)


def _record(away: Away, team: Team, at: datetime) -> None:
    since = local_date(at) + away.first * DAY
    deputy = team.caseworkers[0] if away.has_deputy else None
    accounts.record_absence(
        team.caseworkers[-1], since=since, until=since + away.days * DAY, deputy=deputy, by=team.head, at=at
    )


MOVES: Mapping[str, Callable[[Story, str], object]] = {
    "offer": offer, "hand_over": hand_over, "decline_offer": decline_offer, "ask_for": ask_for, "show": show,
    "decline_request": decline_request,
}  # fmt: skip
