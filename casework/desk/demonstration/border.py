"""What border posts of the demonstration delivered: crossings of some months, families who came among them.

Who crosses is generated, as the number of every document says; a few stay beyond their last day, some hosts did not
tell, one file has rows that cannot be taken, and one traveller is somebody on record with another passport.
"""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from casework.accounts.models import Officer
from casework.arrivals.actions import importing, pairing
from casework.arrivals.actions.sojourns import take_notice
from casework.arrivals.crossingfile import NAMES, examine
from casework.arrivals.generated import Crowd, latin
from casework.arrivals.models import Checkpoint, Sojourn
from casework.arrivals.queries.months import months_to_recount
from casework.arrivals.queries.sojourns import days_to_pair
from casework.arrivals.sweeps import RECOUNT
from casework.cases.models import Case
from casework.common.workdays import ALMATY, local_date
from casework.people.models import Person
from casework.reference.models import Region

ROWS, PERIOD = 2400, timedelta(days=110)
FAMILIES = 40
MOST_DAYS = 400
SILENT = 6  # every so manieth host did not tell
TRAVELLED = timedelta(days=9)  # before the application


def cross(at: datetime) -> int:
    """Bring in the crossings, make sojourns of them, take notices; gives how many crossings there are."""
    crowd = [list(line) for line in _crowd(at).lines()]
    families = list(_families(at))
    entered = _brought_in("border-posts.csv", crowd, at) + _brought_in("border-posts-families.csv", families, at)
    _brought_in("border-posts-errors.csv", [_spoilt(line, number) for number, line in enumerate(crowd[-4:])], at)
    for day in days_to_pair(MOST_DAYS):
        pairing.pair_day(day, at=at)
    _tell(at)
    for month in months_to_recount(local_date(at)):
        RECOUNT.work(month.isoformat(), at)
    return entered


def _crowd(at: datetime) -> Crowd:
    until = at.astimezone(ALMATY).replace(tzinfo=None) - timedelta(hours=1)
    checkpoints = list(Checkpoint.objects.order_by("code").values_list("code", flat=True))
    regions = list(Region.objects.in_year(until.year).order_by("code").values_list("code", flat=True))
    return Crowd(ROWS, until.year, 1, checkpoints, regions, period=(until - PERIOD, until))


def _families(at: datetime) -> Iterator[list[str]]:
    """The members of families who applied, on the day they came; one of them by a passport that is on no record."""
    cases = Case.objects.filter(procedure="status", applicant__is_generated=True).order_by("-received_on", "pk")
    for place, case in enumerate(cases[:FAMILIES]):
        for member in case.members.select_related("person").order_by("pk"):
            yield from _arrival(case, member.person, is_new_passport=place == 0)


def _arrival(case: Case, person: Person, *, is_new_passport: bool) -> Iterator[list[str]]:
    paper, name = person.identity_documents.filter(kind__is_identity=True).first(), person.main_name
    if paper is None or name is None or person.born_precision != "day":
        return
    on = case.received_on - TRAVELLED
    cells = {
        "direction": "in", "crossed_at": f"{on:%Y-%m-%d} 11:20", "checkpoint": "CP001",
        "nationality": str(person.citizenship) or "XX", "document_country": str(paper.country),
        "document_number": f"{paper.number}N" if is_new_passport else paper.number, "born_on": f"{person.born_on}",
        "sex": person.sex, "surname": latin(name.surname), "given": latin(name.given), "purpose": "homeland",
        "region": case.settlement_region_id,
    }  # fmt: skip
    yield [cells.get(column, "") for column in NAMES]


def _spoilt(line: list[str], number: int) -> list[str]:
    """A row as careless hands write it; the first one is as it was."""
    wrong = {1: ("sex", "?"), 2: ("checkpoint", "CP999"), 3: ("born_on", "1985-02-30")}
    spoilt = dict(zip(NAMES, line, strict=True))
    if number in wrong:
        column, cell = wrong[number]
        spoilt[column] = cell
    return list(spoilt.values())


def _brought_in(name: str, lines: Iterable[list[str]], at: datetime) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows([NAMES, *lines])
        return importing.bring_in(examine(path), name=name, by=None, clock=lambda: at).entered


def _tell(at: datetime) -> None:
    """Most hosts told on the second day; of those whose time is over some did not."""
    by = Officer.objects.filter(held_roles__role="caseworker").order_by("pk").first()
    waiting = Sojourn.objects.here().filter(notice_due_on__lt=local_date(at)).order_by("pk")
    for number, sojourn in enumerate(waiting):
        if number % SILENT and sojourn.arrived_on and by:
            facts = {"host": f"Host {number:04d} (generated)", "address": f"Generated street {number % 90 + 1}"}
            take_notice(sojourn, facts, received_on=sojourn.arrived_on + timedelta(days=1), by=by, at=at)
