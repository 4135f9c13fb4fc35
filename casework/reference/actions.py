"""All writes to the reference data: loading the tables of the project, and what an officer adds, changes, removes."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.audit.actions import record
from casework.audit.models import Event
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.common.sweeps import wake_followers
from casework.common.workdays import local_date
from casework.reference import rules
from casework.reference.loading import Loaded, load, read, subject
from casework.reference.models import CalendarDay, DocumentKind, Figure, Ground, LegalAct, Region
from casework.reference.queries import DATED, key_of, mark_of, values_of

DATA = Path(__file__).parent / "data"
PERMISSION = "reference.change"


@transaction.atomic
def load_reference(*, at: datetime) -> list[Loaded]:
    """Bring every table of reference data to what the project holds; a second time nothing changes."""
    return [_regions(at), _acts(at), _figures(at), _calendar(at), _grounds(at), _document_kinds(at)]


@transaction.atomic
def add_reference(row: Model, *, by: AbstractUser, at: datetime) -> None:
    """Add a row under a key that is new."""
    _check_may_change(by)
    _insert(row)
    _tell("reference.added", row, by=by, at=at, after=values_of(row))


@transaction.atomic
def change_reference(
    row: Model, *, to: Mapping[str, Any], by: AbstractUser, at: datetime, seen: str | None = None
) -> bool:
    """Bring a row to these values of fields outside its key, foreign keys by their `_id`; False where it has them.

    `seen` is the mark of the row as the officer looked at it: Conflict where somebody changed it since.
    """
    _check_may_change(by)
    found = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if seen is not None and mark_of(found) != seen:
        raise Conflict(_("Somebody changed this row while you read; see what stands now, and send it again."))
    before = {name: was for name, was in values_of(found).items() if name in to and to[name] != was}
    if not before:
        return False
    after = {name: to[name] for name in before}
    _check_nothing_rests_on(found, before, after, today=local_date(at))
    for name, value in after.items():
        setattr(found, name, value)
    found.save(update_fields=list(after))
    _tell("reference.changed", found, by=by, at=at, before=before, after=after)
    return True


@transaction.atomic
def remove_reference(row: Model, *, by: AbstractUser, at: datetime) -> None:
    """Remove a row on which nothing rests."""
    _check_may_change(by)
    found = type(row)._default_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if found is None:
        raise Conflict(_("This row is removed already; nothing was changed."))
    _check_may_go(found, today=local_date(at))
    _tell("reference.removed", found, by=by, at=at, before=values_of(found))
    try:
        found.delete()
    except ProtectedError as refusal:
        raise RuleBroken(_("Other records rest on this row; it stays.")) from refusal


def may_go(row: Model, *, today: date) -> bool:
    """Whether a row could be removed, as far as it tells by itself."""
    try:
        _check_may_go(row, today=today)
    except RuleBroken:
        return False
    return True


def _tell(kind: str, row: Model, **what: Any) -> None:
    """Write the line of the trail, and wake whatever computes from such rows."""
    record(kind, subject=_name(row), **what)
    wake_followers(type(row))


def _name(row: Model) -> str:
    return subject(type(row), list(key_of(row).values()))


def _check_may_change(by: AbstractUser) -> None:
    if not by.has_perm(PERMISSION):
        raise NotPermitted(_("Reference data are kept by an administrator."))


def _insert(row: Model) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if not type(row)._default_manager.filter(**key_of(row)).exists():
            raise
        raise Conflict(_("A row with this key is on record already; open it and change it there.")) from error


def _check_nothing_rests_on(row: Model, before: Mapping[str, Any], after: Mapping[str, Any], *, today: date) -> None:
    since = _since(row)
    if since is None or not rules.has_begun(since, today):
        return
    if rules.rewrites(before, after, today, rested_on=DATED[type(row)]):
        raise RuleBroken(
            _("Files may rest on this figure since %(day)s. Leave it, and add a row from the day another value holds.")
            % {"day": date_format(since, "j M Y")}
        )


def _since(row: Model) -> date | None:
    """From which day on files follow a row of a dated table."""
    return getattr(row, "since") if type(row) in DATED else None  # noqa: B009 every dated table has it


def _check_may_go(row: Model, *, today: date) -> None:
    since = _since(row)
    if since is not None:
        if rules.has_begun(since, today):
            raise RuleBroken(_("Files may rest on this figure; it stays. Add a row from the day another value holds."))
    elif not isinstance(row, CalendarDay) and not _was_added_here(row):
        raise RuleBroken(_("This row came with the program, which may name it; only what an officer added can go."))


def _was_added_here(row: Model) -> bool:
    return Event.objects.filter(subject=_name(row), kind="reference.added", by__isnull=False).exists()


def _regions(at: datetime) -> Loaded:
    rows = [
        _without(row, "parent") | _dates(row, "since", "until") | {"parent_id": row["parent"] or None}
        for row in read(DATA / "regions.csv")
    ]
    return load(Region, rows, key=["code"], at=at)


def _acts(at: datetime) -> Loaded:
    rows = [row | _dates(row, "adopted_on") for row in read(DATA / "acts.csv")]
    return load(LegalAct, rows, key=["title"], at=at)


def _figures(at: datetime) -> Loaded:
    acts = _act_ids()
    rows = [
        _without(row, "act")
        | _dates(row, "since", "until")
        | {"act_id": acts[row["act"]], "value": Decimal(row["value"]), "is_approximate": _yes(row["is_approximate"])}
        for row in read(DATA / "figures.csv")
    ]
    return load(Figure, rows, key=["key", "since"], at=at)


def _calendar(at: datetime) -> Loaded:
    """Complete: a day that the law or the moon gives no longer is taken out again."""
    rows = [asdict(day) for day in rules.calendar(read(DATA / "swaps.csv"))]
    return load(CalendarDay, rows, key=["day"], at=at, complete=True)


def _grounds(at: datetime) -> Loaded:
    acts = _act_ids()
    rows = [_without(row, "act") | {"act_id": acts[row["act"]]} for row in read(DATA / "grounds.csv")]
    return load(Ground, rows, key=["code"], at=at)


def _document_kinds(at: datetime) -> Loaded:
    rows = [row | {"is_identity": _yes(row["is_identity"])} for row in read(DATA / "document_kinds.csv")]
    return load(DocumentKind, rows, key=["code"], at=at)


def _act_ids() -> dict[str, int | None]:
    """Ids of legal acts by title; no title, no act."""
    return {"": None, **dict(LegalAct.objects.values_list("title", "pk"))}


def _without(row: Mapping[str, str], column: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != column}


def _dates(row: Mapping[str, str], *columns: str) -> dict[str, date | None]:
    return {column: date.fromisoformat(row[column]) if row[column] else None for column in columns}


def _yes(cell: str) -> bool:
    return {"yes": True, "no": False}[cell]
