"""The states of files, whatever their procedure, and the sets that constraints, queues and pages share. Tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    DRAFT = "draft", _("being taken in")
    LODGED = "lodged", _("lodged")
    REFUSED_ACCEPTANCE = "refused_acceptance", _("acceptance refused")
    UNDER_REVIEW = "under_review", _("under review")
    RECOMMENDED = "recommended", _("before decision")
    PRELIMINARILY_REFUSED = "preliminarily_refused", _("preliminarily refused")
    HEARD = "heard", _("heard")
    GRANTED = "granted", _("granted")
    EXTENDED = "extended", _("extended")
    INCLUDED = "included", _("included")
    APPROVED = "approved", _("approved, fee due")
    ISSUED = "issued", _("issued")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ENDED = "ended", _("ended")
    ANNULLED = "annulled", _("annulled")
    LAPSED = "lapsed", _("lapsed")


OPEN = (
    State.DRAFT, State.LODGED, State.UNDER_REVIEW, State.RECOMMENDED, State.PRELIMINARILY_REFUSED, State.HEARD,
    State.APPROVED,
)  # fmt: skip
CLOSED = tuple(state for state in State if state not in OPEN)
USING = (State.INCLUDED, State.ISSUED)
"""States in which a file has used a place for each member that was granted."""
REFUSALS = (State.REFUSED, State.REFUSED_ACCEPTANCE)
"""States that can be complained of."""
NOT_DECIDED = (State.WITHDRAWN, State.LAPSED)
"""States in which a file was closed without a word of the office: a complaint that ended so may be lodged again."""
BY_CLOCK = (State.LAPSED,)
"""States that no officer brings about: their day comes."""
BY_OFFICERS = tuple(state for state in CLOSED if state not in BY_CLOCK)

TONES = {
    State.DRAFT: "secondary", State.LODGED: "azure", State.REFUSED_ACCEPTANCE: "red", State.UNDER_REVIEW: "blue",
    State.RECOMMENDED: "indigo", State.PRELIMINARILY_REFUSED: "orange", State.HEARD: "purple", State.GRANTED: "green",
    State.EXTENDED: "green", State.INCLUDED: "green", State.REFUSED: "red", State.WITHDRAWN: "secondary",
    State.ENDED: "secondary", State.ANNULLED: "red", State.LAPSED: "secondary", State.APPROVED: "indigo",
    State.ISSUED: "green",
}  # fmt: skip
"""The one table of colours: state to the tone of its label."""


class Outcome(TextChoices):
    """What a decision says of one member."""

    PENDING = "pending", _("not decided")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")


class NotCounted(TextChoices):
    """Why a member takes no place."""

    CITIZEN = "citizen", _("already a citizen")
    ALREADY_INCLUDED = "already_included", _("already included once")
    NOT_ARRIVED = "not_arrived", _("has not arrived")


class ReceivedHow(TextChoices):
    IN_PERSON = "in_person", _("in person")
    PROXY = "proxy", _("by proxy")
    ONLINE = "online", _("online")
    CONSUL = "consul", _("through a consular post")


class DecisionState(TextChoices):
    PROPOSED = "proposed", _("waits for countersignature")
    IN_FORCE = "in_force", _("in force")
    VOID = "void", _("void")


class Between(TextChoices):
    """The two books that do not say the same."""

    COUNTERS = "counters and ledger", _("counters and ledger")
    FILES = "ledger and files", _("ledger and files")


class Reply(TextChoices):
    """How an office answers another one that asks for a file."""

    OFFERED = "offered", _("offered to hand it over")
    SHOWN = "shown", _("shown for some days")
    DECLINED = "declined", _("declined")


class WaitState(TextChoices):
    """How a file stands on a waiting list."""

    WAITING = "waiting", _("waits for places")
    OFFERED = "offered", _("places are offered")
    ACCEPTED = "accepted", _("took the places")
    DECLINED = "declined", _("did not want the places")
    EXPIRED = "expired", _("did not answer in time")
    LEFT = "left", _("left the list")


class Scan(TextChoices):
    NOT_SCANNED = "not_scanned", _("checked, not scanned")
    CLEAN = "clean", _("scanned, clean")
    QUARANTINED = "quarantined", _("in quarantine")
