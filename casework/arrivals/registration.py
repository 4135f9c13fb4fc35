"""Words for the facts that events of crossings store."""

from django.utils.translation import gettext_lazy as _

from casework.arrivals.models import Checkpoint, MigrationCategory, Purpose, StayRule
from casework.common import facts
from casework.reference.queries import keep_as_reference

NAMES = {
    "read": _("rows read"),
    "entered": _("taken in"),
    "already": _("on record already"),
    "rejected": _("rejected"),
    "travel_document": _("document at the border"),
}


RESTED_ON = frozenset({"days", "nationality", "purpose_id", "category_id", "needs_visa", "is_declared"})
"""What the last day of a stay takes from the rule of its day."""


def register_facts() -> None:
    facts.register(names=NAMES)


def register_tables() -> None:
    """What officers keep of the border as they keep the law."""
    keep_as_reference(StayRule, "code", "since", rested_on=RESTED_ON)
    for model in (MigrationCategory, Purpose, Checkpoint):
        keep_as_reference(model, "code")
