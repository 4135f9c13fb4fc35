"""How the back office writes what the database holds."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.admin.utils import label_for_field, lookup_field
from django.db.models import Field, Model
from django.utils.formats import number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casework.common.templatetags.frame import day, moment

NOTHING = "–"


def shown(value: Any, field: Field | None = None) -> str | SafeString:
    """A value in words: dates written out, yes and no, the words of a choice."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in (None, "", [], {}):
        return NOTHING
    if getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))  # type: ignore[union-attr]
    for kind, words in WORDS:
        if isinstance(value, kind):
            return words(value)
    return str(value)


def facts_of(row: Model, names: tuple[str, ...], admin: Any) -> list[tuple[str, str | SafeString]]:
    """Label and value of each fact of a row: a field, or a method of its admin."""
    labels = [capfirst(str(label_for_field(name, type(row), model_admin=admin))) for name in names]
    return [(label, value_of(row, name, admin)) for label, name in zip(labels, names, strict=True)]


def value_of(row: Model, name: str, admin: Any) -> str | SafeString:
    field, _attribute, value = lookup_field(name, row, admin)
    return shown(value, field)


def number(value: Decimal) -> str:
    """With its thousands apart, and without needless zeros."""
    return number_format(f"{value.normalize():f}", force_grouping=True)


def _pairs(value: Mapping[str, Any]) -> SafeString:
    return format_html_join("; ", "{}: {}", ((key, shown(each)) for key, each in value.items()))


WORDS: tuple[tuple[type, Any], ...] = (
    (datetime, moment),
    (date, day),
    (Decimal, number),
    (Mapping, _pairs),
    (list, lambda values: ", ".join(map(str, values))),
)
