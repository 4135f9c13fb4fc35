"""What categories and activities mean, as dated data."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.labour.states import RETURNING, Pair
from casework.quotas.models import Programme


class CategoryQuerySet(models.QuerySet["Category"]):
    def on(self, day: date) -> Self:
        """The categories as they are understood on this day, in their order."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day).order_by("ordinal")


class Category(models.Model):
    """What a category of foreign workers means for some years: the same number has meant other things.

    Months: the shortest and the longest term of its permits; `renewals_most`: how often they are renewed, None without
    limit. Empty where no source gives them.
    """

    code = models.CharField(_("category"), max_length=10)
    ordinal = models.PositiveSmallIntegerField(_("in its order"))
    pair = models.CharField(_("counted for local content with"), max_length=10, choices=Pair, blank=True)
    is_seasonal = models.BooleanField(_("seasonal"), default=False)
    name_en = models.CharField(_("name in English"), max_length=150)
    name_ru = models.CharField(_("name in Russian"), max_length=150)
    name_kk = models.CharField(_("name in Kazakh"), max_length=150)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    months_least = models.PositiveSmallIntegerField(_("months at least"), null=True, blank=True)
    months_most = models.PositiveSmallIntegerField(_("months at most"), null=True, blank=True)
    renewals_most = models.PositiveSmallIntegerField(_("renewals at most"), null=True, blank=True)
    act = models.CharField(_("legal act"), max_length=200, blank=True)
    source = models.TextField(_("source"))

    objects = CategoryQuerySet.as_manager()

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("category of foreign workers")
        verbose_name_plural = _("categories of foreign workers")
        ordering = ("since", "ordinal")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "since"],
                name="category_means_one_thing_from_a_day",
                violation_error_message=_("This category already has a meaning from that day."),
            ),
            models.CheckConstraint(
                name="category_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gt=F("since")),
                violation_error_message=_("A category ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}, {self.since.year}"

    @property
    def name(self) -> str:
        """What it means, in the language of the page."""
        names = {"kk": self.name_kk, "ru": self.name_ru}
        return names.get((get_language() or "en")[:2]) or self.name_en

    @property
    def label(self) -> str:
        """The category in words: its number with what it means, or its name alone where it has no number."""
        return f"{self.code}: {self.name}" if self.code.isdigit() else self.name


class Activity(models.Model):
    """A section of economic activity; `fee_group` is empty where no source names its group of fees."""

    code = models.CharField(_("section"), max_length=2, primary_key=True)
    name_en = models.CharField(_("name in English"), max_length=150)
    name_ru = models.CharField(_("name in Russian"), max_length=150)
    name_kk = models.CharField(_("name in Kazakh"), max_length=150)
    fee_group = models.CharField(_("group of fees"), max_length=1, blank=True)
    source = models.TextField(_("source"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("economic activity")
        verbose_name_plural = _("economic activities")
        ordering = ("code",)

    def __str__(self) -> str:
        names = {"kk": self.name_kk, "ru": self.name_ru}
        return f"{self.code}: {names.get((get_language() or 'en')[:2]) or self.name_en}"


class PlaceRule(models.Model):
    """What a programme says of the places of its permits since a day.

    `returns`: ends of a permit that give its place back; `renewals_draw`: whether a renewal takes a place of its own.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    since = models.DateField(_("since"))
    returns = ArrayField(
        models.CharField(max_length=12, choices=[(end, end.label) for end in RETURNING]), default=list, blank=True,
        verbose_name=_("ends that give the place back"),
    )  # fmt: skip
    renewals_draw = models.BooleanField(_("a renewal takes a place"))
    source = models.TextField(_("source"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("rule of places")
        verbose_name_plural = _("rules of places")
        ordering = ("programme", "since")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "since"],
                name="place_rule_one_from_a_day",
                violation_error_message=_("This programme already has a rule from that day."),
            ),
            models.CheckConstraint(
                name="place_rule_returns_by_officers_alone",
                condition=Q(returns__contained_by=[end.value for end in RETURNING]),
                violation_error_message=_("Only an end that an officer records can give a place back."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}, {self.since:%Y-%m-%d}"
