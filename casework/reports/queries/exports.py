"""Exports: what is to be made next, and what was made."""

import json
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet

from casework.reports import frozen
from casework.reports.models import Export
from casework.reports.report import Edition


def exports_of(officer: AbstractBaseUser) -> QuerySet[Export]:
    """What an officer asked for, the newest first; nobody sees the exports of another."""
    return Export.objects.filter(asked_by=officer.pk).defer("data").prefetch_related("parts")


def next_step(export: Export) -> str:
    """``data``, then each format; empty where all is made."""
    if not export.data:
        return "data"
    made = {part.format for part in export.parts.all()}
    return next((kind for kind in export.formats if kind not in made), "")


def steps_due(at: datetime, at_most: int) -> list[str]:
    """The next step of every export that is not finished, the oldest first."""
    found = Export.objects.filter(finished_at=None).prefetch_related("parts").order_by("pk")[:at_most]
    return [f"{export.pk}/{next_step(export)}" for export in found]


def edition_of(export: Export) -> Edition:
    """The report of an export as it was computed."""
    reconciled = frozen.read_reconciliation(export.reconciliation)
    return Edition(frozen.read(json.loads(export.data)), export.known_at, reconciled)
