"""What a centre, a room, a stay and a night in a bed can be. Tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    TEMPORARY = "temporary", _("temporary accommodation centre")
    ADAPTATION = "adaptation", _("adaptation and integration centre")


class SexRule(TextChoices):
    ANY = "any", _("everybody")
    WOMEN = "F", _("women")
    MEN = "M", _("men")


class State(TextChoices):
    PLANNED = "planned", _("planned")
    IN = "in", _("in the house")
    OUT = "out", _("left")
    NO_SHOW = "no_show", _("did not come")
    CANCELLED = "cancelled", _("cancelled")


HOLDING = (State.PLANNED, State.IN, State.OUT)
"""States whose nights count: nobody else has the place on them."""
SLEPT = (State.IN, State.OUT)
"""States whose nights were or are slept."""
RUNNING = (State.PLANNED, State.IN)
"""States that can still change."""

STEPS = {
    "check_in": (State.PLANNED,),
    "leave": (State.IN,),
    "move": (State.PLANNED, State.IN),
    "cancel": (State.PLANNED,),
    "miss": (State.PLANNED,),
}
"""Each act with the states in which it is possible."""

TONES = {
    State.PLANNED: "azure", State.IN: "green", State.OUT: "secondary", State.NO_SHOW: "orange",
    State.CANCELLED: "secondary",
}  # fmt: skip


class EndReason(TextChoices):
    LEFT = "left", _("left the centre")
    MOVED_ON = "moved_on", _("moved on to another centre")
    NEVER_CAME = "never_came", _("did not come")
    WITHDRAWN = "withdrawn", _("no place is wanted any more")
    FINISHED = "finished", _("services are finished")


class Answer(TextChoices):
    """What was said to something that another officer asked for."""

    WAITING = "", _("waits for an answer")
    AGREED = "agreed", _("agreed")
    DECLINED = "declined", _("declined")


class ServiceKind(TextChoices):
    """The kinds of service that the law names for holders of the status and their families."""

    INFORMATION = "information", _("information")
    LEGAL = "legal", _("legal")
    SOCIAL = "social", _("social")
    MEDICAL = "medical", _("medical")
    EDUCATIONAL = "educational", _("educational")


class Outcome(TextChoices):
    """What came of a service that was planned for a family, said when it leaves."""

    OPEN = "", _("not said yet")
    REACHED = "reached", _("reached")
    PARTLY = "partly", _("reached in part")
    MISSED = "missed", _("not reached")
    UNWANTED = "unwanted", _("the family did not want it")


class Result(TextChoices):
    """How somebody's part in a course ended."""

    OPEN = "", _("takes part")
    COMPLETED = "completed", _("completed the course")
    STOPPED = "stopped", _("stopped before its end")


OUTCOME_TONES = {
    Outcome.OPEN: "secondary", Outcome.REACHED: "green", Outcome.PARTLY: "azure", Outcome.MISSED: "orange",
    Outcome.UNWANTED: "secondary",
}  # fmt: skip
RESULT_TONES = {Result.OPEN: "azure", Result.COMPLETED: "green", Result.STOPPED: "orange"}
