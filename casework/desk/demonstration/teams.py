"""Who works on the families of an office, and where families settle: tables, and the officers behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from casework.accounts.models import Absence, Office, Officer
from casework.desk.demonstration import staff
from casework.desk.demonstration.fates import Fate
from casework.reference.models import Region

HALVES = (("KZ-55", "KZ-11", "KZ-63", "KZ-27"), ("KZ-23", "KZ-10", "KZ-39", "KZ-59"))
"""Offices whose families are told together. Nothing passes from one half to the other, so both go on at once."""
USUAL = {"KZ-55": 26, "KZ-11": 24, "KZ-63": 20, "KZ-27": 11, "KZ-23": 16, "KZ-10": 20, "KZ-39": 17, "KZ-59": 16}
THIS_YEAR = {"KZ-55": 10, "KZ-11": 6, "KZ-63": 4, "KZ-27": 15, "KZ-23": 60, "KZ-10": 3, "KZ-39": 2, "KZ-59": 1}
"""Where families come to. This year most ask for places in Atyrau and West, which have few."""
NOW = 15  # days


@dataclass(frozen=True)
class Team:
    """The officers of an office. Its caseworkers take turns to register; another one signs, the head countersigns."""

    office: Office
    region: Region
    caseworkers: Sequence[Officer]
    head: Officer


def teams(half: int, today: date) -> Mapping[str, Team]:
    """Who is there in one half of the offices, by their code: not who has left or is away."""
    return {code: _team(code, today) for code in HALVES[half]}


def office_of(fate: Fate, dice: Random, *, is_first: bool) -> str:
    """Where a family of this fate comes to. Of what is at work now, the first is met in Pavlodar."""
    if is_first and fate.newest < NOW:
        return "KZ-55"
    shares = THIS_YEAR if fate.asks_this_year else USUAL
    return dice.choices(list(shares), list(shares.values()))[0]


def _team(code: str, today: date) -> Team:
    office = Office.objects.select_related("region").get(code=code)
    away = Absence.objects.on(today).values("officer")
    there = Officer.objects.filter(office=office, is_active=True).exclude(pk__in=away)
    found = {officer.username.partition(".")[0]: officer for officer in there}
    caseworkers = [found[post] for post in staff.TURNS if post in found]
    return Team(office, Region.objects.get(pk=code), caseworkers, found["head"])
