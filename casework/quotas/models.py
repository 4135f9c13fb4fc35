from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.quotas.states import CLOSING, Kind, OrderKind, PlanState
from casework.reference.models import Region


class Programme(models.Model):
    """Whose quota this is, and in which unit it counts."""

    class Unit(models.TextChoices):
        PERSONS = "persons", _("persons")
        FAMILIES = "families", _("families")
        PERMITS = "permits", _("permits")

    code = models.CharField(_("code"), max_length=20, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Plan(models.Model):
    """A programme's year. The unit is part of the quota: families and persons are never added."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="plans", verbose_name=_("programme"))
    year = models.PositiveSmallIntegerField(_("year"))
    unit = models.CharField(_("unit"), max_length=10, choices=Programme.Unit)
    state = models.CharField(_("state"), max_length=10, choices=PlanState, default=PlanState.OPEN)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ("-year", "programme")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year"],
                name="plan_one_per_programme_and_year",
                violation_error_message=_("This programme already has a plan for that year."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("quotas:plan", args=[self.programme_id, self.year])


class Allocation(models.Model):
    """A cell of a plan: a region, a category, or both. The undistributed reserve has neither.

    The counters are moved by the ledger's trigger alone. A missing limit means places without limit, still counted.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="allocations", verbose_name=_("plan"))
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="allocations", verbose_name=_("region")
    )
    category = models.CharField(_("category"), max_length=30, blank=True)
    limit = models.IntegerField(_("limit"), null=True, default=0)
    held = models.IntegerField(_("held"), default=0)
    used = models.IntegerField(_("used"), default=0)
    is_closed = models.BooleanField(_("books closed"), default=False)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "region", "category"],
                name="allocation_once_per_cell",
                nulls_distinct=False,
                violation_error_message=_("This cell of the plan already exists."),
            ),
            models.CheckConstraint(
                name="allocation_not_overdrawn",
                condition=Q(limit=None) | Q(limit__gte=F("held") + F("used")),
                violation_error_message=_("Not that many places are free."),
            ),
            models.CheckConstraint(
                name="allocation_counts_not_negative",
                condition=Q(held__gte=0, used__gte=0) & (Q(limit=None) | Q(limit__gte=0)),
                violation_error_message=_("A count of places cannot be negative."),
            ),
            models.CheckConstraint(
                name="allocation_reserve_is_never_drawn",
                condition=Q(region__isnull=False) | ~Q(category="") | Q(held=0, used=0),
                violation_error_message=_("The reserve is distributed by an order before anybody draws on it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, {self.label} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("quotas:allocation", args=[self.pk])

    @property
    def label(self) -> str:
        """The cell in words: region, category, both, or the reserve."""
        parts = [str(self.region)] if self.region_id else []
        parts += [str(_("category %(category)s") % {"category": self.category})] if self.category else []
        return ", ".join(parts) or str(_("undistributed reserve"))

    @property
    def is_reserve(self) -> bool:
        return self.region_id is None and not self.category

    @property
    def free(self) -> int | None:
        """Places left; None where there is no limit."""
        return None if self.limit is None else self.limit - self.held - self.used


class Ceiling(models.Model):
    """A margin over several allocations: a region's total, a country's, an activity's."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="ceilings", verbose_name=_("plan"))
    dimension = models.CharField(_("dimension"), max_length=20)
    key = models.CharField(_("key"), max_length=60)
    limit = models.IntegerField(_("limit"), default=0)
    taken = models.IntegerField(_("taken"), default=0)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("ceiling")
        verbose_name_plural = _("ceilings")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "dimension", "key"],
                name="ceiling_once_per_margin",
                violation_error_message=_("This ceiling already exists."),
            ),
            models.CheckConstraint(
                name="ceiling_not_overdrawn",
                condition=Q(taken__gte=0, taken__lte=F("limit")),
                violation_error_message=_("The ceiling over this allocation has not that many places left."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, {self.dimension} {self.key} #{self.pk}"


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


class OrderLine(models.Model):
    """Places moved by an order. No source: new places; no target: places withdrawn."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="lines", verbose_name=_("order"))
    source = models.ForeignKey(
        Allocation, models.PROTECT, null=True, related_name="lines_out", verbose_name=_("from")
    )
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
                condition=Q(places__gt=0) & (Q(source__isnull=False) | Q(target__isnull=False)),
                violation_error_message=_("A line moves at least one place from or to an allocation."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.order} line #{self.pk}"


class Entry(models.Model):
    """A line of the ledger. Inserting it is the decision: the trigger moves the counters, the CHECKs judge them."""

    allocation = models.ForeignKey(
        Allocation, models.PROTECT, related_name="entries", verbose_name=_("allocation")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    places = models.PositiveIntegerField(_("places"))
    file = models.CharField(_("file"), max_length=30, blank=True)
    order = models.ForeignKey(
        Order, models.PROTECT, null=True, blank=True, related_name="entries", verbose_name=_("order")
    )
    d_limit = models.IntegerField(_("change of the limit"), default=0)
    d_held = models.IntegerField(_("change of the held"), default=0)
    d_used = models.IntegerField(_("change of the used"), default=0)
    closes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="closed_by", verbose_name=_("closes")
    )
    ceilings = ArrayField(models.BigIntegerField(), default=list, blank=True, verbose_name=_("ceilings"))
    happened_on = models.DateField(_("happened on"))
    recorded_at = models.DateTimeField(_("recorded at"), db_default=RawSQL("clock_timestamp()", []))
    transaction = models.BigIntegerField(
        _("transaction"), db_default=RawSQL("(pg_current_xact_id()::text)::bigint", [])
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    key = models.CharField(_("key"), max_length=80, unique=True)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("ledger line")
        verbose_name_plural = _("ledger lines")
        ordering = ("id",)
        indexes = [
            models.Index(fields=["file"], name="entry_by_file", condition=~Q(file="")),
            models.Index(fields=["allocation", "happened_on"], name="entry_by_allocation_and_day"),
            models.Index(fields=["transaction"], name="entry_by_transaction"),
        ]
        constraints = [
            models.CheckConstraint(
                name="entry_bears_the_signs_of_its_kind",
                condition=Q(places__gt=0) & (
                    Q(kind=Kind.ALLOT, d_limit=F("places"), d_held=0, d_used=0)
                    | Q(kind=Kind.CUT, d_limit=-F("places"), d_held=0, d_used=0)
                    | Q(kind=Kind.HOLD, d_limit=0, d_held=F("places"), d_used=0)
                    | Q(kind=Kind.USE, d_limit=0, d_held__lte=-F("places"), d_used=F("places"))
                    | Q(kind=Kind.RELEASE, d_limit=0, d_held=-F("places"), d_used=0)
                    | Q(kind=Kind.GIVE_BACK, d_limit=0, d_held=0, d_used__in=(0, -F("places")))
                ),
                violation_error_message=_("The line does not bear the signs of its kind."),
            ),
            models.CheckConstraint(
                name="entry_closes_what_its_kind_ends",
                condition=Q(kind__in=(*CLOSING, Kind.GIVE_BACK), closes__isnull=False)
                | ~Q(kind__in=(*CLOSING, Kind.GIVE_BACK)) & Q(closes=None),
                violation_error_message=_("A use, a release and a give-back name the line they end."),
            ),
            models.CheckConstraint(
                name="entry_has_a_file_or_an_order",
                condition=Q(kind__in=(Kind.ALLOT, Kind.CUT), order__isnull=False, file="")
                | ~Q(kind__in=(Kind.ALLOT, Kind.CUT)) & Q(order=None) & ~Q(file=""),
                violation_error_message=_("Limits change by an order, places by a file."),
            ),
            models.UniqueConstraint(
                fields=["closes"],
                name="entry_closes_a_hold_once",
                condition=Q(kind__in=CLOSING),
                violation_error_message=_("This hold was already used or released."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.places} #{self.pk}"
