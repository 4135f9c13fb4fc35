"""The kinds of ledger lines with the signs each must bear, and the states of plans and orders. Pure tables."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    ALLOT = "allot", _("allotted")
    CUT = "cut", _("cut")
    HOLD = "hold", _("held")
    USE = "use", _("used")
    RELEASE = "release", _("released")
    GIVE_BACK = "give_back", _("given back")
    OPENING = "opening", _("used before the opening")


@dataclass(frozen=True)
class Deltas:
    """What one line adds to the three counters of an allocation, in places."""

    d_limit: int = 0
    d_held: int = 0
    d_used: int = 0


def deltas(kind: Kind, places: int, *, held: int = 0) -> Deltas:
    """The signed effect of a line; `held` is the size of the hold that a use or release closes."""
    table = {
        Kind.ALLOT: Deltas(d_limit=places),
        Kind.CUT: Deltas(d_limit=-places),
        Kind.HOLD: Deltas(d_held=places),
        Kind.USE: Deltas(d_held=-held, d_used=places),
        Kind.RELEASE: Deltas(d_held=-held),
        Kind.GIVE_BACK: Deltas(d_used=-places),
        Kind.OPENING: Deltas(d_used=places),
    }
    return table[kind]


class PlanState(TextChoices):
    DRAFT = "draft", _("draft")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class OrderKind(TextChoices):
    ESTABLISH = "establish", _("establishes")
    CHANGE = "change", _("changes")
    REDISTRIBUTE = "redistribute", _("redistributes")
    RELEASE = "release", _("releases the reserve")
    CLOSE = "close", _("closes")
    OPEN = "open", _("brings over what was used before the opening")


class Shown(TextChoices):
    """Which figure the matrix shows."""

    FREE = "free", _("free of the limit")
    SET = "set", _("as set")
    LIMIT = "limit", _("as redistributed")
    USED = "used", _("used")


class OrderState(TextChoices):
    """How far an order is; read off its signatures."""

    DRAFT = "draft", _("draft")
    SIGNED = "signed", _("waits for the second signature")
    WAITING = "waiting", _("waits for its day")
    POSTED = "posted", _("in force")
    DISCARDED = "discarded", _("discarded")


class ListOrder(TextChoices):
    """Who comes first on a waiting list."""

    RECEIVED = "received", _("who applied first")
    POINTS = "points", _("who has most points, then who applied first")
    LOTS = "lots", _("whose lot is drawn first")


class ListLine(TextChoices):
    """What happens when the first family of a list is larger than what is free."""

    SKIP = "skip", _("the next family that fits is offered the places")
    HOLD = "hold", _("the places wait until the first family fits")


class Silence(TextChoices):
    """Why nothing is foretold of an allocation."""

    FEW = "few", _("too few days with uses to foretell anything")


class Warned(TextChoices):
    """What a warning says of an allocation."""

    SHARE_70 = "70", _("70 % of the places are taken")
    SHARE_85 = "85", _("85 % of the places are taken")
    SHARE_95 = "95", _("95 % of the places are taken")
    SOON = "soon", _("expected to run out within 60 days")


REGION = "region"
"""The dimension of ceilings over regions; their keys are ISO codes."""

BY_ORDER = (Kind.ALLOT, Kind.CUT, Kind.OPENING)
"""Kinds that an order writes; all others name a file."""

OFFERED = "/offer/"
"""What the key of a line says that keeps places for a family that is offered them from a waiting list."""

CATEGORY = "category"
"""The dimension of ceilings over categories."""

CLOSING = (Kind.USE, Kind.RELEASE)
"""Kinds that end a hold: each hold has at most one."""

PLAN_TONES = {PlanState.DRAFT: "secondary", PlanState.OPEN: "green", PlanState.CLOSED: "blue"}
"""The colour of each state of a plan."""

ORDER_TONES = {
    OrderState.DRAFT: "secondary", OrderState.SIGNED: "orange", OrderState.WAITING: "blue",
    OrderState.POSTED: "green", OrderState.DISCARDED: "secondary",
}  # fmt: skip
"""The colour of each state of an order."""
