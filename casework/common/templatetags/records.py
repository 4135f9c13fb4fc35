"""What the office has written down, in words: the changes of an event, the reasons of a date."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import gettext as _

from casework.common.terms import explain

register = template.Library()


@dataclass(frozen=True)
class Change:
    """One thing that was so before and is so after."""

    what: str
    before: Any
    after: Any


@register.filter
def changes(event: Any) -> list[Change]:
    """What an event changed, thing by thing; what stayed the same is left out."""
    before, after = as_facts(event.before), as_facts(event.after)
    names = [*before, *(name for name in after if name not in before)]
    pairs = [(name, before.get(name), after.get(name)) for name in names]
    return [Change(in_words(name), was, now) for name, was, now in pairs if was != now]


def as_facts(stored: Any) -> dict[str, Any]:
    if isinstance(stored, Mapping):
        return dict(stored)
    return {} if stored is None else {_("state"): stored}


@register.filter
def in_words(name: str) -> str:
    return name.replace("_", " ").removesuffix(" id")


@register.filter
def named(names: Mapping[str, Any], key: str) -> Any:
    """What a table calls a key; the key itself where it does not know it."""
    return names.get(key, key)


@register.filter
def why_date(explanation: Mapping[str, Any] | None) -> list[str]:
    """The stored explanation of a due date as sentences."""
    return explain(explanation) if explanation else []
