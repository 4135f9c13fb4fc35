"""By which rules reports are due, and in which formats they are taken. Pure tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

SWEEP = "reports.issue"
"""The name of the sweep that issues what is due."""


MAIL = "reports.mail"
"""The name of the sweep that sends letters."""

EXPORT = "reports.export"
"""The name of the sweep that makes exports."""


class Rule(TextChoices):
    LAW = "law", _("on the reporting days of law")
    MONTHLY = "monthly", _("every month, on its first working day")
    FEBRUARY = "february", _("every 1 February")
    JULY = "july", _("every 1 July")
    AUGUST = "august", _("every 1 August")
    WEEKLY = "weekly", _("every Monday")
    DAILY = "daily", _("every day")
    RRULE = "rrule", _("by a rule of its own")


class Format(TextChoices):
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "XLSX"
    CSV = "csv", "CSV"


class Year(TextChoices):
    """A plan's year as a schedule names it, from one reporting day to the next."""

    SAME = "same", _("the year the report speaks of")
    BEFORE = "before", _("the year before it")
