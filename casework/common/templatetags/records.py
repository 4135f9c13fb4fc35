"""What the office has written down, in words: the changes of an event, the reasons of a date."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

UNITS = {
    "working days": lambda days: ngettext("%(days)d working day", "%(days)d working days", days) % {"days": days},
    "calendar days": lambda days: ngettext("%(days)d calendar day", "%(days)d calendar days", days) % {"days": days},
}


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


def in_words(name: str) -> str:
    return name.replace("_", " ").removesuffix(" id")


@register.filter
def why_date(explanation: Mapping[str, Any] | None) -> list[str]:
    """The stored explanation of a due date (common.terms.Due) as sentences."""
    return list(reasons(explanation)) if explanation else []


def reasons(explanation: Mapping[str, Any]) -> Iterator[str]:
    term, paused = explanation["term"], explanation["paused_days"]
    received = {"day": in_full(explanation["received_on"])}
    yield _("Received on %(day)s; the days are counted from the day after.") % received
    yield _("The law gives %(term)s: %(act)s.") % {"term": UNITS[term["unit"]](term["days"]), "act": term["act"]}
    if term["is_approximate"]:
        yield _("The source does not state the day or the kind of day; it was taken so.")
    for day in explanation["days_off"]:
        yield _("Not a working day: %(day)s.") % {"day": in_full(day)}
    if paused:
        yield ngettext("A pause moved it by %(n)d day.", "Pauses moved it by %(n)d days.", paused) % {"n": paused}
    yield _("So it is due on %(day)s.") % {"day": in_full(explanation["on"])}


def in_full(day: str) -> str:
    return date_format(date.fromisoformat(day), "D j M Y")
