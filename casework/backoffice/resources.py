"""Tables of reference data as files: written, tried without a trace, taken whole or not at all.

django-import-export goes through the lines, rolls back and tells what each would do; a line is judged by the form of
the page, and what it changes is done by the same action, with an Event of its own.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import tablib
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Field, Model
from django.utils.translation import gettext as _
from import_export import fields, resources, widgets
from import_export.results import Result, RowResult

from casework.accounts.models import Officer
from casework.backoffice.forms.tables import FORMS
from casework.common.errors import RuleBroken
from casework.common.tablefile import Fault, Line
from casework.reference.actions import add_reference, change_reference
from casework.reference.queries import KEYS, values_of

TICKS = {"yes": "on", "no": ""}


@dataclass(frozen=True)
class Change:
    """One line that changes something: the key of its row, its columns before and after (a new row has no before)."""

    row: str
    line: int
    columns: list[tuple[str, str, str]]


@dataclass
class Outcome:
    """What a file does, or would do."""

    added: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_idle(self) -> bool:
        return not (self.added or self.changed or self.faults)

    @property
    def mark(self) -> str:
        """A mark of what would be done: another mark, and something has changed since it was shown."""
        told = [asdict(change) for change in (*self.added, *self.changed)]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


class Written(widgets.Widget):
    """A value as files hold it: days by ISO, yes and no, related rows by their keys."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        if isinstance(value, Model):
            return str(getattr(value, KEYS[type(value)][0]))
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        return value.isoformat() if isinstance(value, date) else str("" if value is None else value)


class LawResource(resources.ModelResource):
    """The rows of one table; `by` and `at` go with every import."""

    class Meta:
        skip_unchanged = True
        report_skipped = True
        store_instance = True
        skip_html_diff = True
        use_transactions = True

    @classmethod
    def field_from_django_field(
        cls,
        field_name: str,
        django_field: Field,
        readonly: bool,  # noqa: FBT001 the library's own
    ) -> fields.Field:
        return fields.Field(attribute=field_name, column_name=field_name, widget=Written())

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self._meta.fields)

    @property
    def boxes(self) -> set[str]:
        """Columns that say yes or no."""
        asked = FORMS[self._meta.model].base_fields
        return {name for name in self.columns if isinstance(asked[name], forms.BooleanField)}

    def key(self, row: Mapping[str, str]) -> dict[str, Any] | None:
        """The key a line speaks of; None where its cells are no key, which the form says in its own words."""
        asked = FORMS[self._meta.model].base_fields
        try:
            return {name: asked[name].clean(row[name]) for name in KEYS[self._meta.model]}
        except ValidationError:
            return None

    def get_instance(self, instance_loader: Any, row: Mapping[str, str]) -> Model | None:
        key = self.key(row)
        return self._meta.model._default_manager.filter(**key).first() if key else None

    def import_instance(self, instance: Model, row: Mapping[str, str], **kwargs: Any) -> None:
        form = FORMS[self._meta.model](_as_sent(self.boxes, row), row=instance)
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())

    def save_instance(self, instance: Model, is_create: bool, row: Any, **kwargs: Any) -> None:  # noqa: FBT001
        signed = {"by": kwargs["by"], "at": kwargs["at"]}
        try:
            if is_create:
                add_reference(instance, **signed)
            else:
                change_reference(instance, to=values_of(instance), **signed)
        except RuleBroken as refusal:
            raise ValidationError(str(refusal)) from refusal


RESOURCES: dict[type[Model], type[LawResource]] = {
    model: resources.modelresource_factory(
        model,
        resource_class=LawResource,
        meta_options={"fields": form.columns(), "import_id_fields": KEYS[model]},
    )
    for model, form in FORMS.items()
}


def resource_of(model: type[Model]) -> LawResource:
    return RESOURCES[model]()


def tried(model: type[Model], lines: Sequence[Line], *, by: Officer, at: datetime) -> Outcome:
    """What the lines would do; nothing of it stays."""
    return _run(model, lines, by=by, at=at, dry_run=True)


def taken(model: type[Model], lines: Sequence[Line], *, by: Officer, at: datetime) -> Outcome:
    """Do what the lines say, all of it; nothing where a line has a fault."""
    return _run(model, lines, by=by, at=at, dry_run=False)


def _run(model: type[Model], lines: Sequence[Line], *, by: Officer, at: datetime, dry_run: bool) -> Outcome:
    resource = resource_of(model)
    faults = _repeated(resource, lines)
    if faults:
        return Outcome(faults=faults)
    data = tablib.Dataset(
        *([line.cells[name] for name in resource.columns] for line in lines), headers=resource.columns
    )
    result = resource.import_data(data, dry_run=dry_run, rollback_on_validation_errors=True, by=by, at=at)
    _raise_what_nobody_foresaw(result)
    return _told(resource, result, lines)


def _repeated(resource: LawResource, lines: Sequence[Line]) -> list[Fault]:
    """Lines that speak of a row of which an earlier line spoke already."""
    seen: dict[tuple[Any, ...], int] = {}
    faults = []
    for line in lines:
        key = resource.key(line.cells)
        first = seen.setdefault(tuple(key.values()), line.number) if key else line.number
        if first != line.number:
            told = _("The same row as in line %(first)d; leave one of them.") % {"first": first}
            faults.append(Fault(told, line.number))
    return faults


def _raise_what_nobody_foresaw(result: Result) -> None:
    """The library keeps every exception; one that is no fault of the file is none of the officer's business."""
    kept = [*result.base_errors, *(error for row in result.rows for error in row.errors)]
    if kept:
        raise kept[0].error


def _told(resource: LawResource, result: Result, lines: Sequence[Line]) -> Outcome:
    outcome = Outcome()
    for row, line in zip(result.rows, lines, strict=True):
        if row.validation_error is not None:
            outcome.faults += _faults(row.validation_error, line.number)
        elif row.import_type == RowResult.IMPORT_TYPE_SKIP:
            outcome.unchanged += 1
        else:
            found = outcome.added if row.import_type == RowResult.IMPORT_TYPE_NEW else outcome.changed
            found.append(_change(resource, row, line.number))
    return outcome


def _faults(error: ValidationError, line: int) -> list[Fault]:
    by_column = getattr(error, "message_dict", None) or {NON_FIELD_ERRORS: error.messages}
    return [
        Fault(sentence, line, "" if column == NON_FIELD_ERRORS else column)
        for column, sentences in by_column.items()
        for sentence in sentences
    ]


def _change(resource: LawResource, row: RowResult, line: int) -> Change:
    """A row with what it would say; of a row on record only what differs."""
    is_new = row.original is None
    pairs = [
        (name, "" if is_new else _cell(resource, name, row.original), _cell(resource, name, row.instance))
        for name in resource.columns
    ]
    key = " ".join(_cell(resource, name, row.instance) for name in resource._meta.import_id_fields)
    return Change(key, line, [each for each in pairs if each[1] != each[2]])


def _cell(resource: LawResource, name: str, row: Model) -> str:
    return resource.fields[name].export(row)


def _as_sent(boxes: set[str], row: Mapping[str, str]) -> dict[str, str]:
    """The cells as a browser sends a form, with a tick for yes."""
    wrong = {name: _("Write yes or no.") for name in boxes if row[name] not in TICKS}
    if wrong:
        raise ValidationError(wrong)
    return {name: TICKS[cell] if name in boxes else cell for name, cell in row.items()}
