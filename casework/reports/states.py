"""By which rules reports are due, and in which formats they are taken. Pure tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

SWEEP = "reports.issue"
"""The name of the sweep that issues what is due."""


class Rule(TextChoices):
    MONTHLY = "monthly", _("every month, on its first working day")
    FEBRUARY = "february", _("every 1 February")
    JULY = "july", _("every 1 July")
    AUGUST = "august", _("every 1 August")
    WEEKLY = "weekly", _("every Monday")
    DAILY = "daily", _("every day")


class Format(TextChoices):
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "XLSX"
    CSV = "csv", "CSV"


class Year(TextChoices):
    """A plan's year as a schedule names it, from one reporting day to the next."""

    SAME = "same", _("the year the report speaks of")
    BEFORE = "before", _("the year before it")
