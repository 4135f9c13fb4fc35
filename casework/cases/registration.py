"""Words for the facts that events of a file store."""

from collections import Counter
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from casework.cases.states import Outcome, State
from casework.common import facts


def register_facts() -> None:
    facts.register(
        names={
            "state": _("state"),
            "due_on": _("due by law"),
            "holder": _("holder"),
            "outcomes": _("outcome"),
            "person": _("person"),
            "is_counted": _("takes a place"),
            "why_not": _("why not"),
            "name": _("name of the scan"),
            "complains_of": _("complaint of"),
            "complaint": _("complaint"),
            "closed_as": _("its end"),
            "points": _("points"),
            "answer_by": _("to be answered by"),
        },
        codes={"state": dict(State.choices), "closed_as": dict(State.choices)},
        says={"outcomes": outcomes},
        unsaid=("version", "document", "kind"),
    )


def outcomes(stored: Mapping[str, str]) -> str:
    """How many members have each outcome: `granted 4, refused 1`."""
    counted = Counter(stored.values())
    return ", ".join(f"{Outcome(code).label} {counted[code]}" for code in Outcome.values if counted[code])
