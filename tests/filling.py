"""Filling in any form of ours plausibly, whatever its fields are."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from casework.common.forms import DayField, WholeNumberField
from casework.common.workdays import local_date
from tests.people.numbers import iin_of
from tests.posts import sent

# What a field of this name holds where its kind alone does not tell; born and numbered as nobody is.
HINTS: dict[str, Any] = {
    "surname": "Есенов", "given": "Арман", "birth": "14.03.1985", "sex": "F", "citizenship": "MN",
    "document_number": "E7700199", "document_kind": "passport", "document_country": "MN", "left_country": "MN",
    "value": "+7 700 000 00 09", "role": "child", "arrived_on": "2026-02-01",
}  # fmt: skip
IIN = iin_of(date(1985, 3, 14), "F", 1)


def filled(form: forms.Form, **known: Any) -> dict[str, Any]:
    """What an officer would send: every field that must be filled or is filled already, and those named in `known`."""
    found = {form.add_prefix(name): _value(form, name) for name in form.fields}
    return sent(**{name: value for name, value in found.items() if value not in (None, "")} | known)


def _value(form: forms.Form, name: str) -> Any:
    present = form[name].value()
    if present not in (None, "", []):
        return _as_sent(present)
    if name in HINTS:
        return HINTS[name]
    return _example(name, form.fields[name]) if form.fields[name].required else None


def _as_sent(present: Any) -> Any:
    if isinstance(present, bool):
        return "on" if present else None
    return present if isinstance(present, list) else str(present)


def _example(name: str, field: forms.Field) -> Any:
    if name == "iin":
        return IIN
    if isinstance(field, forms.ChoiceField):
        return next(value for value in _values(field.choices) if value)
    if isinstance(field, DayField):
        return local_date(timezone.now()).isoformat()
    if isinstance(field, WholeNumberField):
        return str(max(field.min_value, 1))
    return "on" if isinstance(field, forms.BooleanField) else "7 of 2026"


def _values(choices: Any) -> list[str]:
    """The values of choices, those inside groups too."""
    found = []
    for value, words in choices:
        found += _values(words) if isinstance(words, list | tuple) else [str(value)]
    return found
