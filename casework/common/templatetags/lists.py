"""Lists, all alike: what is filtered, how it is sorted, how much there is."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.forms import BoundField
from django.http import QueryDict
from django.template.context import Context
from django.utils.translation import gettext as _

from casework.common.templatetags.frame import figure

register = template.Library()

PAGE_SIZES = (25, 50, 100)
SEARCH = "q"


@dataclass(frozen=True)
class Chip:
    """A filter at work, and the address without it."""

    words: str
    without: str


@register.simple_tag(takes_context=True)
def chips(context: Context, filterset: Any) -> list[Chip]:
    """The filters at work; the quick search is not one of them, its words stand in its box."""
    if not filterset or not filterset.form.is_bound:
        return []
    query = context["request"].GET
    fields = [field for field in filterset.form if field.name != SEARCH and is_at_work(field)]
    return [Chip(f"{field.label}: {shown(field)}", without(query, field.html_name)) for field in fields]


def is_at_work(field: BoundField) -> bool:
    return filterset_value(field) not in (None, "", [], False)


def filterset_value(field: BoundField) -> Any:
    cleaned = getattr(field.form, "cleaned_data", {})
    value: Any = cleaned.get(field.name)
    return list(value) if hasattr(value, "all") else value


def shown(field: BoundField) -> str:
    """The value in the words of its choices."""
    value = filterset_value(field)
    values = value if isinstance(value, list | tuple) else [value]
    words = {str(key): str(label) for key, label in getattr(field.field, "choices", ())}
    return ", ".join(words.get(str(getattr(one, "pk", one)), str(one)) for one in values)


def without(query: QueryDict, name: str) -> str:
    """The address of the same list without one filter, from its first page."""
    rest = query.copy()
    for key in [key for key in rest if key in (name, "page") or key.startswith((f"{name}_", f"{name}."))]:
        del rest[key]
    return f"?{rest.urlencode()}"


@register.simple_tag(takes_context=True)
def kept_query(context: Context, *names: str) -> list[tuple[str, str]]:
    """The pairs of the address without these names and without the page: a form sends them again."""
    query = context["request"].GET
    return [(key, value) for key in query if key not in (*names, "page") for value in query.getlist(key)]


@register.simple_tag(takes_context=True)
def page_address(context: Context, field: str, number: int) -> str:
    """The address of another page of the same list."""
    query = context["request"].GET.copy()
    query[field] = str(number)
    return f"?{query.urlencode()}"


@register.simple_tag
def counted(count: int, *, is_capped: bool = False) -> str:
    """How many lines there are; beyond the cap nobody counts them."""
    return _("more than %(count)s") % {"count": figure(count)} if is_capped else figure(count)


@register.simple_tag
def page_sizes() -> tuple[int, ...]:
    return PAGE_SIZES


@register.simple_tag(takes_context=True)
def sort_address(context: Context, table: Any, column: Any) -> str:
    """The address of the same list sorted by a column, from its first page."""
    query = context["request"].GET.copy()
    query.pop(table.prefixed_page_field, None)
    query[table.prefixed_order_by_field] = column.order_by_alias.next
    return f"?{query.urlencode()}"


@register.simple_tag
def direction(column: Any) -> str:
    """The direction a column is sorted in, as aria-sort says it; empty where it is not."""
    if not column.is_ordered:
        return ""
    return "descending" if column.order_by_alias.is_descending else "ascending"
