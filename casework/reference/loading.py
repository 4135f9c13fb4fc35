"""Loading tables of the project's own data, repeatably: a second load of the same rows changes nothing.

A row that an officer has changed, added or removed since (its trail says so) is left as the officer made it.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import Model

from casework.audit.actions import record
from casework.audit.models import Event
from casework.common.sweeps import wake_followers

SUBJECT_LENGTH = 60


@dataclass(frozen=True)
class Loaded:
    """What a load did to one table, in rows. `kept`: an officer's own, left alone; `removed`: no longer given."""

    table: str
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    removed: int = 0


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file in UTF-8, cells stripped of blanks; ValueError where a row has too few or too many."""
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.reader(file, strict=True)
        columns = next(table)
        return [_row(path, number, columns, cells) for number, cells in enumerate(table, start=2)]


def _row(path: Path, number: int, columns: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(columns):
        raise ValueError(f"{path.name}, row {number}: {len(cells)} cells in place of {len(columns)}.")
    return dict(zip(columns, map(str.strip, cells), strict=True))


def subject(model: type[Model], key: Sequence[Any]) -> str:
    """What the trail calls a row: the table and its key, as in “figure status.decision 2025-10-26”."""
    return f"{model._meta.model_name} {' '.join(str(part) for part in key)}"[:SUBJECT_LENGTH]


def load(
    model: type[Model], rows: Iterable[Mapping[str, Any]], *, key: Sequence[str], at: datetime, complete: bool = False
) -> Loaded:
    """Bring a table to these rows of typed values (foreign keys by their `_id`), inside the caller's transaction.

    New rows make one Event together, each changed row one of its own. `complete`: the rows are all there are, so that
    a row they no longer hold is removed.
    """
    return _Load(model, tuple(key), at).run([dict(row) for row in rows], complete)


@dataclass(frozen=True)
class _Load:
    model: type[Model]
    key: tuple[str, ...]
    at: datetime

    def run(self, rows: list[dict[str, Any]], complete: bool) -> Loaded:
        given = {self.key_of(row): row for row in rows}
        if len(given) != len(rows):
            raise ValueError(f"Two rows of {self.model._meta.model_name} have the same {' and '.join(self.key)}.")
        found = {tuple(getattr(thing, name) for name in self.key): thing for thing in self.model._default_manager.all()}
        own = self.made_by_officers([*given, *found])
        kept = sum(self.differs(found.get(key), row) for key, row in given.items() if key in own)
        created = self.create([row for key, row in given.items() if key not in found and key not in own])
        changed = sum(self.change(found[key], row) for key, row in given.items() if key in found and key not in own)
        gone = [found[key] for key in found if complete and key not in given and key not in own]
        self.remove(gone)
        unchanged = len(given) - created - changed - kept
        return Loaded(self.model._meta.model_name or "", created, changed, unchanged, kept, len(gone))

    def key_of(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(row[name] for name in self.key)

    def made_by_officers(self, keys: list[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
        """Keys of the rows whose trail names an officer."""
        trails = {subject(self.model, key): key for key in keys}
        named = Event.objects.filter(subject__in=trails, by__isnull=False).values_list("subject", flat=True)
        return {trails[name] for name in named}

    def differs(self, thing: Model | None, row: Mapping[str, Any]) -> bool:
        return thing is None or any(getattr(thing, name) != value for name, value in row.items())

    def create(self, rows: list[dict[str, Any]]) -> int:
        if rows:
            self.model._default_manager.bulk_create([self.model(**row) for row in rows])
            self.tell("loaded", self.model._meta.model_name or "", None, {"rows": rows})
        return len(rows)

    def change(self, thing: Model, row: dict[str, Any]) -> bool:
        before = {name: getattr(thing, name) for name, value in row.items() if getattr(thing, name) != value}
        if not before:
            return False
        for name in before:
            setattr(thing, name, row[name])
        thing.save(update_fields=list(before))
        after = {name: row[name] for name in before}
        self.tell("changed", subject(self.model, self.key_of(row)), before, after)
        return True

    def remove(self, things: list[Model]) -> None:
        for thing in things:
            key = {name: getattr(thing, name) for name in self.key}
            thing.delete()
            self.tell("removed", subject(self.model, tuple(key.values())), key, None)

    def tell(self, what: str, about: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> None:
        record(f"reference.{what}", subject=about, by=None, at=self.at, before=before, after=after)
        wake_followers(self.model)
