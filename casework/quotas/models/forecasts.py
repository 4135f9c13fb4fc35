"""What is foretold of allocations, and what is said aloud of it. Derived; decides nothing."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.quotas.models.plans import Allocation
from casework.quotas.states import Silence, Warned


class Forecast(models.Model):
    """What an allocation was foretold on a day, for the rest of its year; the day over, the row stays as it is.

    `fan`: end of a week as a date, then places that are taken by then at 10, 50 and 90 %. `demand`: places asked for by
    31 December at each of `rules.forecast.LEVELS`. `probability`: that it runs out by then. `runs_out_*`: the days by
    which it has run out in 10, 50 and 90 of 100 futures; none where that is not within the year. `tested`: the months
    foretold after the event, by `rules.backtest`. Where `silence` says why, nothing is foretold.
    """

    allocation = models.ForeignKey(
        Allocation, models.PROTECT, related_name="forecasts", db_index=False, verbose_name=_("allocation")
    )
    day = models.DateField(_("day"))
    silence = models.CharField(_("why nothing is foretold"), max_length=10, choices=Silence, blank=True)
    limit = models.IntegerField(_("limit"), null=True)
    used = models.IntegerField(_("used"))
    held = models.IntegerField(_("held"))
    coming = models.FloatField(_("of the held, expected to be used"), default=0)
    fan = models.JSONField(_("fan"), default=list)
    demand = models.JSONField(_("demand"), default=list)
    probability = models.FloatField(_("probability of running out"), null=True)
    runs_out_early = models.DateField(_("runs out at the earliest (10 %)"), null=True)
    runs_out_on = models.DateField(_("runs out (50 %)"), null=True)
    runs_out_late = models.DateField(_("runs out at the latest (90 %)"), null=True)
    unused = models.FloatField(_("places expected to stay unused"), null=True)
    refused = models.FloatField(_("places expected to be missing"), null=True)
    sittings = models.IntegerField(_("days with uses that it rests on"), default=0)
    years = models.PositiveSmallIntegerField(_("past years that it rests on"), default=0)
    tested = models.JSONField(_("tested on past months"), default=dict)
    computed_at = models.DateTimeField(_("computed at"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("forecast")
        verbose_name_plural = _("forecasts")
        constraints = [
            models.UniqueConstraint(
                fields=["allocation", "day"],
                name="forecast_once_per_day",
                violation_error_message=_("This day already has its forecast."),
            ),
            models.CheckConstraint(
                name="forecast_speaks_or_says_why_not",
                condition=Q(silence="", probability__isnull=False, probability__gte=0, probability__lte=1)
                | ~Q(silence="") & Q(probability=None),
                violation_error_message=_("A forecast gives a probability, or says why it gives none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.allocation_id} {self.day:%Y-%m-%d}"

    @property
    def free(self) -> int | None:
        return None if self.limit is None else self.limit - self.held - self.used


class Alert(models.Model):
    """A warning about an allocation, from the moment it held true until it no longer did, with some slack between."""

    allocation = models.ForeignKey(Allocation, models.PROTECT, related_name="alerts", verbose_name=_("allocation"))
    kind = models.CharField(_("kind"), max_length=10, choices=Warned)
    raised_at = models.DateTimeField(_("raised at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("warning")
        verbose_name_plural = _("warnings")
        ordering = ("-raised_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["allocation", "kind"],
                name="alert_once_while_it_stands",
                condition=Q(ended_at=None),
                violation_error_message=_("This warning stands already."),
            ),
            models.CheckConstraint(
                name="alert_ends_after_it_was_raised",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("raised_at")),
                violation_error_message=_("A warning ends after it was raised."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.allocation_id} {self.kind} #{self.pk}"
