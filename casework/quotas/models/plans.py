"""What may be given out: programmes, their years, the cells of a year and the margins over them."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.quotas.states import PlanState
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

    @property
    def quota(self) -> str:
        """The plan within a sentence: “returnee quota of 2026”."""
        names = {
            "returnee": _("returnee quota of %(year)d"),
            "in_migrant": _("in-migrant quota of %(year)d"),
            "labour": _("labour quota of %(year)d"),
            "household": _("household quota of %(year)d"),
        }
        return str(names.get(self.programme_id, _("quota of %(year)d"))) % {"year": self.year}


def category_words(category: str) -> str:
    """A category in words: one that is a number needs the word, one that is a word does not."""
    return str(_("category %(category)s") % {"category": category}) if category.isdigit() else category


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
        return f"{self.plan}, {self.label}"

    def get_absolute_url(self) -> str:
        return reverse("quotas:allocation", args=[self.pk])

    @property
    def label(self) -> str:
        """The cell in words: region, category, both, or the reserve."""
        parts = [str(self.region)] if self.region_id else []
        parts += [category_words(self.category)] if self.category else []
        return ", ".join(parts) or str(_("undistributed reserve"))

    @property
    def is_reserve(self) -> bool:
        return self.region_id is None and not self.category

    @property
    def free(self) -> int | None:
        """Places left; None where there is no limit."""
        return None if self.limit is None else self.limit - self.held - self.used


DIMENSIONS = {
    "region": _("ceiling of the region %(key)s"),
    "category": _("ceiling of category %(key)s"),
    "country": _("ceiling of the country %(key)s"),
    "activity": _("ceiling of the economic activity %(key)s"),
    "project": _("ceiling of the project %(key)s"),
}


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
        return f"{self.plan}, {self.label}"

    @property
    def label(self) -> str:
        """The margin in words."""
        return str(DIMENSIONS.get(self.dimension, _("ceiling of %(key)s"))) % {"key": self.key}

    @property
    def free(self) -> int:
        return self.limit - self.taken
