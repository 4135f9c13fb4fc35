"""An authority after a year of work: 20 offices, some 9,000 generated families, 15,000 files, 80 allocations.

Nobody in it is real. The rows are those that the actions would have written, but written in bulk: the story of each
family is drawn from `files.FATES`, its persons come from the generator of the demonstration.
"""

from datetime import datetime, timedelta
from itertools import islice
from random import Random

from django.db import transaction
from django.utils import timezone

from casework.common.workdays import ALMATY
from casework.desk.demonstration.staff import load_staff
from casework.people.generated import families
from tests.bench.databases import Kept
from tests.bench.office.files import opened
from tests.bench.office.fruits import write_details, write_fruits, write_ledger
from tests.bench.office.people import registered
from tests.bench.office.plans import load_plans
from tests.bench.office.teams import hire, teams

EDITION = 2
FAMILIES = 8_800
SEED = 2009
AT_ONCE = 400


def noon() -> datetime:
    """Noon of this day: what is written for the bench happens then."""
    return timezone.now().astimezone(ALMATY).replace(hour=12, minute=0, second=0, microsecond=0)


@transaction.atomic
def fill() -> None:
    at, dice = noon(), Random(SEED)  # noqa: S311 the same authority in every run
    load_staff(at=at - timedelta(days=900))
    hire(at=at - timedelta(days=900))
    load_plans(at)
    everywhere, facts = teams(), iter(families(FAMILIES, SEED, on=at.date() - timedelta(days=320)))
    while batch := list(islice(facts, AT_ONCE)):
        files = opened(registered(batch, everywhere, dice, at), dice, at)
        write_details(files)
        write_fruits(files)
        write_ledger(files)


OFFICE = Kept("office", f"{EDITION}, {timezone.now().year}", fill)
