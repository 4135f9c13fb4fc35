"""What a crossing, a checkpoint and a file of crossings can be. Tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    IN = "in", _("in")
    OUT = "out", _("out")


class Mode(TextChoices):
    ROAD = "road", _("by road")
    RAIL = "rail", _("by rail")
    AIR = "air", _("by air")
    WATER = "water", _("by water")
    FOOT = "foot", _("on foot")


class Sex(TextChoices):
    FEMALE = "F", _("female")
    MALE = "M", _("male")
    UNSPECIFIED = "X", _("not stated in the document")


class Age(TextChoices):
    """Groups by the age on the day of the crossing; `arrivals.rules` says where they begin."""

    MINOR = "minor", _("minors")
    WORKING = "working", _("of working age")
    SENIOR = "senior", _("of pension age")


class BatchState(TextChoices):
    """`SEALED`: whole and finished; `REFUSED`: it is no file of crossings, and nothing of it was taken."""

    WAITING = "waiting", _("waits")
    RUNNING = "running", _("under way")
    SEALED = "sealed", _("finished")
    REFUSED = "refused", _("refused")


OPEN_BATCHES = (BatchState.WAITING, BatchState.RUNNING)
TONES = {
    BatchState.WAITING: "azure", BatchState.RUNNING: "azure", BatchState.SEALED: "green", BatchState.REFUSED: "red",
}  # fmt: skip


class Side(TextChoices):
    """By what crossings are counted."""

    ALL = "all", _("together")
    NATIONALITY = "nationality", _("nationality")
    PURPOSE = "purpose", _("purpose")
    CHECKPOINT = "checkpoint", _("checkpoint")
    REGION = "region", _("region of destination")
    SEX = "sex", _("sex")
    AGE = "age", _("age group")


class Grain(TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")


class LinkAnswer(TextChoices):
    """Whether a traveller is somebody on record."""

    SAME = "same", _("the same person")
    DIFFERENT = "different", _("somebody else")


class Clearing(TextChoices):
    """Why somebody beyond the last day did not overstay."""

    EXTENDED = "extended", _("the stay was extended")
    UNNOTED = "unnoted", _("left, and nobody noted it")
    DIED = "died", _("died")
    APPLICANT = "applicant", _("asks for a status")
