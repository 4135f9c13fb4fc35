"""What the lists of the back office need besides the common pieces."""

from typing import Any

from django import template
from django.utils.text import capfirst

register = template.Library()


@register.simple_tag
def at_work(filters: list[tuple[str, list[dict[str, Any]]]]) -> list[tuple[str, str]]:
    """Each filter at work in words, and the address without it; the first choice of a filter is always “all”."""
    found = ((title, choices, next((one for one in choices if one["selected"]), None)) for title, choices in filters)
    return [
        (f"{capfirst(title)}: {chosen['display']}", choices[0]["query_string"])
        for title, choices, chosen in found
        if chosen is not None and chosen is not choices[0]
    ]


@register.simple_tag
def page_of(found: Any, step: int) -> str:
    """The address of a page so many pages on, or back."""
    return found.get_query_string({"p": found.page_num + step})
