"""The acts that change plans."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.quotas.models.plans import Allocation, Plan
from casework.quotas.rules import Move
from casework.quotas.states import OrderKind


class OrderQuerySet(models.QuerySet["Order"]):
    def due(self, day: date) -> Self:
        """Countersigned orders whose day has come and that are not posted yet."""
        return self.filter(posted_at=None, countersigned_by__isnull=False, in_force_from__lte=day)


class Order(models.Model):
    """The signed act that changes a plan. Never edited, only followed by another."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="orders", verbose_name=_("plan"))
    kind = models.CharField(_("kind"), max_length=15, choices=OrderKind)
    act = models.CharField(_("act"), max_length=300, blank=True)
    in_force_from = models.DateField(_("in force from"))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("signed by")
    )
    signed_at = models.DateTimeField(_("signed at"))
    countersigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("countersigned by")
    )
    countersigned_at = models.DateTimeField(_("countersigned at"), null=True)
    posted_at = models.DateTimeField(_("posted at"), null=True)
    figures = models.JSONField(_("figures as published"), default=dict)
    source = models.TextField(_("source"), blank=True)

    objects = OrderQuerySet.as_manager()

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ("in_force_from", "id")
        constraints = [
            models.CheckConstraint(
                name="order_countersigned_by_another",
                condition=Q(countersigned_by=None) | ~Q(countersigned_by=F("signed_by")),
                violation_error_message=_("An order is countersigned by another officer than its signatory."),
            ),
            models.CheckConstraint(
                name="order_countersigned_by_and_at",
                condition=Q(countersigned_by=None, countersigned_at=None)
                | Q(countersigned_by__isnull=False, countersigned_at__isnull=False),
                violation_error_message=_("A countersignature has its officer and its moment."),
            ),
            models.CheckConstraint(
                name="order_posted_after_countersigning",
                condition=Q(posted_at=None) | Q(countersigned_by__isnull=False),
                violation_error_message=_("An order is posted once it is countersigned."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("quotas:order", args=[self.pk])

    @property
    def number(self) -> str:
        """What the trail calls this order."""
        return f"{self.plan.programme_id}-{self.plan.year}/{self.pk}"

    @property
    def moves(self) -> list[Move]:
        """What its lines move, by ids of allocations."""
        return [Move(line.source_id, line.target_id, line.places) for line in self.lines.all()]


class OrderLine(models.Model):
    """Places moved by an order. No source: new places; no target: places withdrawn."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="lines", verbose_name=_("order"))
    source = models.ForeignKey(Allocation, models.PROTECT, null=True, related_name="lines_out", verbose_name=_("from"))
    target = models.ForeignKey(Allocation, models.PROTECT, null=True, related_name="lines_in", verbose_name=_("to"))
    places = models.PositiveIntegerField(_("places"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("line of an order")
        verbose_name_plural = _("lines of an order")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="order_line_moves_places",
                condition=Q(places__gt=0)
                & (Q(source__isnull=False) | Q(target__isnull=False))
                & ~Q(source=F("target")),
                violation_error_message=_("A line moves at least one place, from or to an allocation or between two."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.order} line #{self.pk}"
