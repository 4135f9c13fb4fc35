"""Why a family was not offered places, in words: what bound, by how much, who is before and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.quotas.rules.waiting import Verdict, Why
from casework.quotas.states import ListOrder


@dataclass(frozen=True)
class Names:
    """What the allocation and the ceilings over it are called."""

    allocation: str
    ceilings: Mapping[int, str]


def words_of(verdict: Verdict, everybody: Sequence[Verdict], order: str, names: Names) -> str:
    """What an officer tells the family."""
    why = {Why.OFFERED: _next, Why.LINE: _behind, Why.ALLOCATION: _short, Why.CEILING: _short}[verdict.why]
    return " ".join(filter(None, (why(verdict, everybody, names), _before(verdict, everybody, order))))


def _next(verdict: Verdict, everybody: Sequence[Verdict], names: Names) -> str:
    return _("Next to be offered places: all that the family needs are free.")


def _short(verdict: Verdict, everybody: Sequence[Verdict], names: Names) -> str:
    over = names.allocation if verdict.ceiling is None else names.ceilings.get(verdict.ceiling, "")
    left = max(verdict.left or 0, 0)
    needs = ngettext("the family needs %(n)d place", "the family needs %(n)d places", verdict.waiter.places)
    leaves = ngettext("%(n)d is left for it", "%(n)d are left for it", left)
    facts = {
        "over": over, "needs": needs % {"n": verdict.waiter.places}, "leaves": leaves % {"n": left},
        "short": verdict.short,
    }  # fmt: skip
    return _("%(over)s: %(needs)s and %(leaves)s, %(short)d too few. All members fit or none does.") % facts


def _behind(verdict: Verdict, everybody: Sequence[Verdict], names: Names) -> str:
    first = next(one for one in everybody if one.waiter.file == verdict.behind)
    facts = {"file": verdict.behind, "needs": first.waiter.places, "left": max(first.left or 0, 0)}
    return (
        _(
            "The programme holds the line: places wait until file %(file)s fits, "
            "which needs %(needs)d while %(left)d are left."
        )
        % facts
    )


def _before(verdict: Verdict, everybody: Sequence[Verdict], order: str) -> str:
    if verdict.position == 1:
        return _("Nobody is before it.")
    before = everybody[: verdict.position - 1]
    places = sum(one.waiter.places for one in before)
    many = ngettext(
        "%(n)d file is before it and needs %(places)d: %(why)s.",
        "%(n)d files are before it and need %(places)d together: %(why)s.",
        len(before),
    )
    return many % {"n": len(before), "places": places, "why": _reason(order)}


def _reason(order: str) -> str:
    return {
        ListOrder.RECEIVED: _("received earlier"),
        ListOrder.POINTS: _("more points, or as many and received earlier"),
        ListOrder.LOTS: _("their lots were drawn before"),
    }[ListOrder(order)]
