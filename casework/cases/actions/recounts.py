"""Keeping what the nightly recount finds. It is reported, never repaired in silence."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction

from casework.audit import actions as audit
from casework.cases.models import Drift, Recount
from casework.cases.queries.recount import differences
from casework.cases.states import Between

NAMING = ("between", "subject", "file", "what")


class Subject(NamedTuple):
    """What differs: between which books, of whom, in what."""

    between: str
    subject: str
    what: str


@transaction.atomic
def recount(day: date, *, at: datetime) -> Recount | None:
    """Compare counters, ledger and files once a day, and keep what differs; None where the day has its recount."""
    if Recount.objects.filter(day=day).exists():
        return None
    found = {_subject(one): _figures(one) for one in differences()}
    made = Recount.objects.create(day=day, counted_at=at, differences=len(found))
    known = {_key(drift): drift for drift in Drift.objects.select_for_update(of=("self",)).filter(gone_at=None)}
    for subject, figures in found.items():
        _keep(made, known.get(subject), subject, figures, at=at)
    gone = [drift.pk for subject, drift in known.items() if subject not in found]
    Drift.objects.filter(pk__in=gone).update(gone_at=at)
    return made


def _keep(made: Recount, drift: Drift | None, subject: Subject, figures: dict[str, Any], *, at: datetime) -> None:
    if drift is not None:
        drift.seen, drift.figures = made, figures
        drift.save(update_fields=["seen", "figures"])
        return
    Drift.objects.create(**subject._asdict(), figures=figures, found=made, seen=made)
    audit.record("quotas.drift_found", subject=subject.subject[:60], by=None, at=at, after=figures)


def _key(drift: Drift) -> Subject:
    return Subject(drift.between, drift.subject, drift.what)


def _subject(difference: Mapping[str, Any]) -> Subject:
    between = str(difference.get("between", Between.COUNTERS))
    return Subject(between, difference.get("subject") or difference["file"], difference.get("what", "places"))


def _figures(difference: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in difference.items() if name not in NAMING}
