"""How many crossed: rows that each import keeps, so that no figure of the year is counted from the year's crossings."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.arrivals.states import Direction, Grain, Side


class Tally(models.Model):
    """Crossings of a day or a month in one direction, by one side of them. `for_good`: of these, to stay or to leave.

    `key` is the code on that side: of a country, a purpose, a checkpoint; empty where none is known, or for all.
    """

    grain = models.CharField(_("of a"), max_length=5, choices=Grain)
    since = models.DateField(_("first day"))
    side = models.CharField(_("by"), max_length=11, choices=Side)
    key = models.CharField(_("code"), max_length=12, blank=True)
    direction = models.CharField(_("way"), max_length=3, choices=Direction)
    crossings = models.PositiveIntegerField(_("crossings"))
    for_good = models.PositiveIntegerField(_("for good"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("tally of crossings")
        verbose_name_plural = _("tallies of crossings")
        constraints = [
            models.UniqueConstraint(
                fields=["side", "grain", "since", "key", "direction"],
                name="tally_once_per_side_and_period",
                violation_error_message=_("These crossings are counted already."),
            ),
            models.CheckConstraint(
                name="tally_for_good_is_a_part",
                condition=Q(for_good__lte=F("crossings")),
                violation_error_message=_("No more stay for good than cross."),
            ),
            models.CheckConstraint(
                name="tally_month_begins_on_its_first",
                condition=~Q(grain=Grain.MONTH) | Q(since__day=1),
                violation_error_message=_("A tally of a month begins on its first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grain} {self.since:%Y-%m-%d} {self.side} {self.key} {self.direction}"


class TallyRecount(models.Model):
    """What the last recount of a month came to; where tallies differ it is told, never mended silently."""

    month = models.DateField(_("month"), unique=True)
    differing = models.PositiveIntegerField(_("tallies that differ"))
    tallied = models.PositiveBigIntegerField(_("crossings by the tallies"))
    crossings = models.PositiveBigIntegerField(_("crossings on record"))
    counted_at = models.DateTimeField(_("counted at"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("recount of a month")
        verbose_name_plural = _("recounts of months")
        constraints = [
            models.CheckConstraint(
                name="tally_recount_of_a_month",
                condition=Q(month__day=1),
                violation_error_message=_("A month is told by its first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} #{self.pk}"
