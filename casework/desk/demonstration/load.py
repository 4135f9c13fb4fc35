"""Loads the demonstration into a database without officers; any other is left as it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path

from casework import reference
from casework.accounts.models import Office, Officer
from casework.desk.demonstration import staff
from casework.desk.demonstration.stories import ENDINGS, Story, Team
from casework.people.actions import register_family
from casework.people.generated import families
from casework.people.rules import FamilyFacts
from casework.quotas.actions import load_plan
from casework.quotas.actions.plans import Signatories
from casework.quotas.planfile import parse
from casework.quotas.queries import known
from casework.reference.models import Region

PLANS = Path(reference.__file__).parent / "data" / "plans"
PUBLISHED = ("plan_returnee_2025.csv", "plan_returnee_2026.csv", "plan_in_migrant_2026.csv", "plan_labour_2026.csv")
SEED = 1991
DAYS = 90
"""How far back the first family of the demonstration arrived."""


@dataclass(frozen=True)
class Loaded:
    """What was made; nothing where the database already has officers."""

    officers: int = 0
    plans: int = 0
    families: int = 0


def load(*, families_wanted: int, at: datetime) -> Loaded:
    """Make offices, officers, plans and families, as of the time before `at`."""
    if Officer.objects.exists():
        return Loaded()
    officers = staff.load_staff(at=at - timedelta(days=365))
    plans = _load_plans(at)
    return Loaded(officers, plans, _load_families(families_wanted, at))


def _load_plans(at: datetime) -> int:
    signed = Signatories(Officer.objects.get(username="quota.manager"), Officer.objects.get(username="quota.deputy"))
    for name in PUBLISHED:
        load_plan(parse((PLANS / name).read_bytes(), known()), by=signed, at=at)
    return len(PUBLISHED)


def _load_families(count: int, at: datetime) -> int:
    endings, teams = cycle(ENDINGS.values()), cycle(_teams())
    for number, facts in enumerate(families(count, seed=SEED)):
        arrived = _working_morning(at - timedelta(days=DAYS - DAYS * number // max(count, 1)))
        _tell(facts, next(teams), arrived, at, next(endings))
    return count


def _tell(facts: FamilyFacts, team: Team, arrived: datetime, until: datetime, moves: tuple[str, ...]) -> None:
    household = register_family(facts, office=team.office, by=team.caseworker, at=arrived)
    Story(team, household, facts.country, arrived, until).tell(moves)


def _working_morning(moment: datetime) -> datetime:
    """Nine o'clock of that day, or of the Monday after a weekend."""
    monday = moment + timedelta(days=max(0, 7 - moment.isoweekday()) % 7 if moment.isoweekday() > 5 else 0)
    return monday.replace(hour=9, minute=0, second=0, microsecond=0)


def _teams() -> Iterator[Team]:
    for code, slug in staff.STAFFED.items():
        office = Office.objects.get(code=code)
        officers = [Officer.objects.get(username=f"{post}.{slug}") for post in staff.REGIONAL]
        yield Team(office, Region.objects.get(pk=code), *officers)
