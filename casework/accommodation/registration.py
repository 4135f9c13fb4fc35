"""Words for the facts that events of stays and places store."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.accommodation.states import EndReason, Kind, Outcome, Result, SexRule
from casework.common import facts
from casework.reference.loading import read

CATALOGUE = Path(__file__).parent / "data" / "services.csv"

NAMES = {
    "stay": _("stay"),
    "centre": _("centre"),
    "place": _("place"),
    "places": _("places"),
    "since": _("from"),
    "until": _("up to"),
    "entitled_until": _("entitled until"),
    "ended_on": _("ended on"),
    "end_reason": _("ended because"),
    "rests_on": _("rests on"),
    "room": _("room"),
    "floor": _("floor"),
    "sex_rule": _("for"),
    "centre_kind": _("kind"),
    "present": _("persons there"),
    "step_free": _("persons who cannot climb steps"),
    "is_family_room": _("family room"),
    "is_accessible": _("without steps"),
    "persons": _("persons"),
    "on": _("on"),
    "reminder": _("reminder"),
    "services": _("services"),
    "service_outcomes": _("what came of them"),
    "days": _("days"),
    "begins": _("begins at"),
    "result": _("how it ended"),
    "completed": _("completed the course"),
    "stopped": _("stopped before its end"),
}
CODES = {
    "end_reason": dict(EndReason.choices),
    "centre_kind": dict(Kind.choices),
    "sex_rule": dict(SexRule.choices),
    "result": dict(Result.choices),
}


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in read(CATALOGUE)}


def _service(code: str) -> str:
    row = _catalogue().get(str(code), {})
    return row.get(f"name_{(get_language() or 'en')[:2]}") or str(code)


def _outcomes(told: Mapping[str, str]) -> str:
    return ", ".join(f"{_service(code)}: {Outcome(outcome).label}" for code, outcome in told.items())


def register_facts() -> None:
    facts.register(names=NAMES, codes=CODES, says={"service_outcomes": _outcomes, "services": _service})
