"""The first day of an authority that has a history: past inclusions, and what this year used before."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from casework.audit.actions import record
from casework.common.errors import RuleBroken
from casework.common.workdays import local_date
from casework.quotas import queries as quotas
from casework.quotas.actions import Opened, Signatories, open_books
from casework.quotas.models import Order, Plan, Programme
from casework.quotas.planfile import Fault, FileRefused
from casework.quotas.states import CATEGORY as OVER_CATEGORIES
from casework.quotas.states import REGION as OVER_REGIONS
from casework.reference.models import Region
from casework.returnees.models import Opening, PastInclusion
from casework.returnees.openingfile import Cell, OpeningFile, Row
from casework.returnees.queries import included_by_file, included_in_the_past

AT_ONCE = 5000  # rows in a statement
FAULTS_ALWAYS_BORNE = 100
ROWS_PER_FAULT = 20  # one fault in so many rows is borne beyond that
ACT = gettext_noop("Opening of the books: inclusions before this register")


@dataclass
class Outcome:
    """What became of a file: rows read, rows taken, rows that were there already, faults by line, opening orders."""

    read: int
    faults: list[Fault]
    rows: list[Row] = field(default_factory=list)
    already: int = 0
    orders: dict[str, Order] = field(default_factory=dict)

    @property
    def taken(self) -> int:
        return len(self.rows)

    @property
    def refused(self) -> int:
        """Rows, not faults: one row can have several."""
        return self.read - self.taken - self.already

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it could be taken and nothing was there."""
        return not self.rows and not self.already

    def keep(self, row: Row, fault: str) -> None:
        """Take a row, unless something is wrong with it."""
        if fault:
            self.faults.append(Fault(row.line, fault))
        else:
            self.rows.append(row)


@transaction.atomic
def load_opening(file: OpeningFile, *, by: Signatories, at: datetime) -> Outcome:
    """Take past inclusions, so that once in a lifetime holds, and open this year's books with what they used.

    A row that is there already changes nothing; one that contradicts what is there is a fault and left out.
    FileRefused, with nothing written, where this year's rows use more than a limit or a ceiling leaves, or where so
    many rows are at fault that the file itself must be. RuleBroken where the signatories may not sign.
    """
    by.check()
    list(Programme.objects.select_for_update(of=("self",), no_key=True).order_by("pk"))
    outcome = Outcome(file.read, list(file.faults), already=file.repeated)
    _sort_out(file.rows, outcome)
    cells = _cells(outcome, local_date(at).year)
    _check_faults(outcome)
    if not outcome.rows:
        return outcome
    outcome.orders = _open_books(file, outcome, cells, by, at)
    _write(outcome, _opened(file, outcome, by, at), local_date(at).year)
    return outcome


def _sort_out(rows: Sequence[Row], outcome: Outcome) -> None:
    """Keep what is new; count what is there; tell what contradicts it."""
    for first in range(0, len(rows), AT_ONCE):
        some = rows[first : first + AT_ONCE]
        past, included = included_in_the_past(row.person for row in some), included_by_file(row.person for row in some)
        for row in some:
            before = past.get(row.key)
            if before is not None and before.facts == row.facts:
                outcome.already += 1
            else:
                outcome.keep(row, _contradiction(before, included.get(row.key)))


def _contradiction(past: PastInclusion | None, file: str | None) -> str:
    """Why a person cannot have been included once more; empty where nothing else is on record."""
    if past is not None:
        words = _("Included once already: in the quota of %(year)d, region %(region)s, on %(day)s. Once in a lifetime.")
        day = date_format(past.included_on, "j M Y")
        return words % {"year": past.year, "region": past.region_id, "day": day}
    if file is not None:
        return _("Included once already, by file %(file)s. Once in a lifetime.") % {"file": file}
    return ""


def _cells(outcome: Outcome, year: int) -> dict[Cell, Opened]:
    """Where this year's rows draw, by programme, region and category; rows without such a place are faults."""
    found: dict[Cell, Opened] = {}
    wrong: dict[Cell, str] = {}
    for cell in sorted({row.cell for row in outcome.rows if row.year == year}):
        try:
            found[cell] = _place(*cell, year)
        except RuleBroken as refusal:
            wrong[cell] = str(refusal)
    rows, outcome.rows = outcome.rows, []
    for row in rows:
        outcome.keep(row, wrong.get(row.cell, "") if row.year == year else "")
    return found


def _place(programme: str, region: str, category: str, year: int) -> Opened:
    allocation = quotas.allocation_for(programme, year, Region.objects.get(pk=region), category)
    margins = {OVER_REGIONS: region} | ({OVER_CATEGORIES: category} if category else {})
    return Opened(allocation.pk, date(year, 1, 1), tuple(quotas.ceilings_over(allocation.plan, margins)))


def _check_faults(outcome: Outcome) -> None:
    outcome.faults.sort(key=lambda fault: fault.line or 0)
    if len(outcome.faults) > max(FAULTS_ALWAYS_BORNE, outcome.read // ROWS_PER_FAULT):
        words = _("%(faults)d of %(rows)d rows are at fault; so many that nothing was taken.")
        told = words % {"faults": len(outcome.faults), "rows": outcome.read}
        raise FileRefused(Fault(None, told), *outcome.faults)


def _opened(file: OpeningFile, outcome: Outcome, by: Signatories, at: datetime) -> Opening:
    opening = Opening.objects.create(
        digest=file.digest, rows=file.read, taken=outcome.taken, refused=outcome.refused,
        signed_by=by.first, signed_at=at, countersigned_by=by.second, countersigned_at=at,
    )  # fmt: skip
    after = {"file": file.name, "taken": outcome.taken, "signed_by": by.first.username}
    record("quotas.load_opening", subject=opening.number, by=by.second, at=at, after=after)
    return opening


def _open_books(
    file: OpeningFile, outcome: Outcome, cells: Mapping[Cell, Opened], by: Signatories, at: datetime
) -> dict[str, Order]:
    """An order for each programme that this year used before; FileRefused with everything that is overdrawn."""
    orders: dict[str, Order] = {}
    obstacles: list[Fault] = []
    year = local_date(at).year
    for programme, places in _used(outcome.rows, cells, year).items():
        plan = Plan.objects.select_related("programme").get(programme=programme, year=year)
        try:
            orders[programme] = open_books(plan, places, act=ACT, source=file.name, by=by, at=at)
        except RuleBroken as refusal:
            obstacles += [Fault(None, f"{plan}: {told}") for told in refusal.sentences]
    if obstacles:
        raise FileRefused(*obstacles)
    return orders


def _used(rows: Iterable[Row], cells: Mapping[Cell, Opened], year: int) -> dict[str, Counter[Opened]]:
    """Places by programme, and in it by where and when they were used."""
    used: dict[str, Counter[Opened]] = defaultdict(Counter)
    for row in rows:
        if row.year == year and row.places:
            used[row.programme][replace(cells[row.cell], day=row.included_on)] += row.places
    return dict(sorted(used.items()))


def _write(outcome: Outcome, opening: Opening, year: int) -> None:
    inclusions = (
        PastInclusion(
            person_external_id=row.person, programme_id=row.programme, year=row.year, region_id=row.region,
            category=row.category, places=row.places, included_on=row.included_on, document=row.document,
            opening=opening, order=outcome.orders.get(row.programme) if row.year == year else None,
        )
        for row in outcome.rows
    )  # fmt: skip
    while some := list(islice(inclusions, AT_ONCE)):
        PastInclusion.objects.bulk_create(some)
