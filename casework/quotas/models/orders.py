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
from casework.quotas.states import OrderKind, OrderState


class OrderQuerySet(models.QuerySet["Order"]):
    def standing(self) -> Self:
        """All that were not discarded."""
        return self.filter(discarded_at=None)

    def due(self, day: date) -> Self:
        """Countersigned orders whose day has come and that are not posted yet."""
        return self.filter(posted_at=None, countersigned_by__isnull=False, in_force_from__lte=day)


class Order(models.Model):
    """The signed act that changes a plan. A draft is edited; once signed it is only followed by another.

    `figures`: as published in a file. `basis`: how a percentage became places. `version` counts the edits of a draft.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="orders", verbose_name=_("plan"))
    kind = models.CharField(_("kind"), max_length=15, choices=OrderKind)
    act = models.CharField(_("act"), max_length=300, blank=True)
    in_force_from = models.DateField(_("in force from"))
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("drafted by")
    )
    drafted_at = models.DateTimeField(_("drafted at"))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("signed by")
    )
    signed_at = models.DateTimeField(_("signed at"), null=True)
    countersigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("countersigned by")
    )
    countersigned_at = models.DateTimeField(_("countersigned at"), null=True)
    posted_at = models.DateTimeField(_("posted at"), null=True)
    figures = models.JSONField(_("figures as published"), default=dict)
    basis = models.JSONField(_("basis"), default=dict, blank=True)
    source = models.TextField(_("source"), blank=True)
    discarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("discarded by")
    )
    discarded_at = models.DateTimeField(_("discarded at"), null=True)
    version = models.PositiveIntegerField(_("version"), default=1)

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
                name="order_signed_by_and_at",
                condition=Q(signed_by=None, signed_at=None) | Q(signed_by__isnull=False, signed_at__isnull=False),
                violation_error_message=_("A signature has its officer and its moment."),
            ),
            models.CheckConstraint(
                name="order_countersigned_after_signing",
                condition=Q(countersigned_by=None) | Q(signed_by__isnull=False),
                violation_error_message=_("An order is countersigned once it is signed."),
            ),
            models.CheckConstraint(
                name="order_discarded_by_and_at",
                condition=Q(discarded_by=None, discarded_at=None)
                | Q(discarded_by__isnull=False, discarded_at__isnull=False, signed_by=None),
                violation_error_message=_("Only a draft is discarded, by an officer at a moment."),
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
    def state(self) -> OrderState:
        """How far it is."""
        if self.discarded_at:
            return OrderState.DISCARDED
        if self.posted_at:
            return OrderState.POSTED
        if self.countersigned_at:
            return OrderState.WAITING
        return OrderState.SIGNED if self.signed_at else OrderState.DRAFT

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
        source = self.source.label if self.source else _("new places")
        target = self.target.label if self.target else _("withdrawn")
        return f"{source} → {target}: {self.places}"
