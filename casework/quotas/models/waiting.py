"""By which published rule a programme keeps its waiting lists."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.quotas.models.plans import Programme
from casework.quotas.states import ListLine, ListOrder


class WaitingRule(models.Model):
    """The rule in force from a day on, until the next one. A programme without a rule keeps no list.

    `seed`: published when lots are drawn, so that anybody can draw them again.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="waiting_rules", verbose_name=_("programme"))
    since = models.DateField(_("since"))
    order = models.CharField(_("who comes first"), max_length=10, choices=ListOrder)
    line = models.CharField(_("when the first does not fit"), max_length=10, choices=ListLine)
    seed = models.CharField(_("seed of the lots"), max_length=80, blank=True)
    act = models.CharField(_("where it is published"), max_length=300)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("rule of waiting lists")
        verbose_name_plural = _("rules of waiting lists")
        ordering = ("programme", "-since")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "since"],
                name="waiting_rule_one_per_day",
                violation_error_message=_("This programme already has a rule from that day on."),
            ),
            models.CheckConstraint(
                name="waiting_rule_lots_have_a_seed",
                condition=Q(order=ListOrder.LOTS) & ~Q(seed="") | ~Q(order=ListOrder.LOTS) & Q(seed=""),
                violation_error_message=_("Lots are drawn from a published seed, and nothing else is."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.since:%Y-%m-%d}"
