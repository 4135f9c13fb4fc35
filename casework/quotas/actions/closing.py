"""The end of a year: its books close once nothing is held."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.common.errors import RuleBroken
from casework.quotas import queries
from casework.quotas.models import Plan
from casework.quotas.states import PlanState

SHOWN = 20  # files named in a refusal


def check_can_close(plan: Plan) -> None:
    """Raise RuleBroken with the files that still hold places: each is decided, or carried into the next plan."""
    held = list(queries.open_holds_of_plan(plan).values_list("file", "places"))
    if held:
        named = ", ".join(f"{file} ({places})" for file, places in held[:SHOWN])
        many = ngettext(
            "%(n)d file still holds places: %(files)s%(more)s.",
            "%(n)d files still hold places: %(files)s%(more)s.",
            len(held),
        )
        more = _(" and more") if len(held) > SHOWN else ""
        raise RuleBroken(
            many % {"n": len(held), "files": named, "more": more},
            _("Each is decided, or carried into the next plan; then the year can be closed."),
        )


def close_books(plan: Plan) -> None:
    """From now on nothing moves: what returns is noted without effect."""
    plan.allocations.update(is_closed=True)
    plan.state = PlanState.CLOSED
    plan.save(update_fields=["state"])
