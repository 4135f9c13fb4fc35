"""Past inclusions as another register might give them out."""

from datetime import date

from casework.quotas.planfile import Known
from casework.returnees.actions.opening import Outcome, load_opening
from casework.returnees.openingfile import COLUMNS, OpeningFile, parse
from tests.moments import NOON

TODAY = NOON.date()
KNOWN = Known(
    units={"returnee": "persons", "labour": "permits"},
    regions={"KZ-55": (None, None), "KZ-11": (None, None), "KZ-10": (date(2022, 6, 8), None)},
)


def row(person="OR-1", region="KZ-55", **changes) -> str:
    cells = {"person_external_id": person, "programme": "returnee", "year": "2019", "region": region, "category": ""}
    cells |= {"places": "1", "included_on": "2019-04-02", "document": "minutes 12"} | changes
    return ",".join(cells.values())


def this_year(person="OR-1", region="KZ-55", day="2026-02-02", **changes) -> str:
    return row(person, region, **{"year": "2026", "included_on": day} | changes)


def opening(*rows: str) -> bytes:
    return "\n".join([",".join(COLUMNS), *rows]).encode()


def read(*rows: str) -> OpeningFile:
    return parse(opening(*rows), KNOWN, name="former.csv", today=TODAY)


def loaded(by, *rows: str) -> Outcome:
    return load_opening(read(*rows), by=by, at=NOON)
