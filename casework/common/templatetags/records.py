"""What the office has written down, in words: the changes of an event, the reasons of a date."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import template

from casework.common import facts
from casework.common.terms import explain

register = template.Library()


@dataclass(frozen=True)
class Change:
    """One thing that was so before and is so after, in words."""

    what: str
    before: str
    after: str


@register.filter
def changes(event: Any) -> list[Change]:
    """What an event changed, thing by thing; what stayed the same, or stands in its note already, is left out."""
    before, after = as_facts(event.before), as_facts(event.after)
    names = [*before, *(name for name in after if name not in before)]
    told = [_change(name, before.get(name), after.get(name)) for name in names if facts.is_said(name)]
    return [change for change in told if change.before != change.after and change.after != event.note]


def _change(name: str, before: Any, after: Any) -> Change:
    return Change(facts.name_of(name), facts.said(name, before), facts.said(name, after))


def as_facts(stored: Any) -> dict[str, Any]:
    if isinstance(stored, Mapping):
        return dict(stored)
    return {} if stored is None else {"state": stored}


@register.filter
def named(names: Mapping[str, Any], key: str) -> Any:
    """What a table calls a key; the key itself where it does not know it."""
    return names.get(key, key)


@register.filter
def fact_name(name: str) -> str:
    """What a stored fact is called."""
    return facts.name_of(name)


@register.filter
def why_date(explanation: Mapping[str, Any] | None) -> list[str]:
    """The stored explanation of a due date as sentences."""
    return explain(explanation) if explanation else []
