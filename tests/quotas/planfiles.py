"""Plans as a ministry might publish them."""

from datetime import date
from pathlib import Path

from casework.quotas.planfile import Known

FILES = Path(__file__).parent / "files"
HEAD = "programme,unit,year,region,category,places,act,in_force_from,source"
KNOWN = Known(
    units={"returnee": "persons", "in_migrant": "persons", "labour": "permits"},
    regions={
        **dict.fromkeys(
            ["KZ-55", "KZ-11", "KZ-63", "KZ-59", "KZ-39", "KZ-23", "KZ-27", "KZ-35", "KZ-71", "KZ-75", "KZ-79"],
            (None, None),
        ),
        "KZ-10": (date(2022, 6, 8), None),
        "KZ-62": (date(2022, 6, 8), None),
        "KZ-99": (None, date(2020, 1, 1)),
    },
)


def row(region="KZ-55", places="10", category="", **changes):
    cells = {"programme": "returnee", "unit": "persons", "year": "2026", "region": region, "category": category}
    cells |= {"places": places, "act": "", "in_force_from": "", "source": ""} | changes
    return ",".join(cells.values())


def plan(*rows, total="100", head=HEAD):
    return "\n".join([head, row("KZ", total), *rows]).encode()
