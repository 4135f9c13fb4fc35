from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class RegionQuerySet(models.QuerySet["Region"]):
    def on(self, day: date) -> Self:
        """Regions that exist on this day."""
        return self.filter(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gt=day))

    def in_year(self, year: int) -> Self:
        """Regions that exist on some day of this year."""
        return self.filter(
            Q(since=None) | Q(since__lte=date(year, 12, 31)), Q(until=None) | Q(until__gt=date(year, 1, 1))
        )


class Region(models.Model):
    """A region or a city of republican rank, by its ISO 3166-2 code."""

    class Kind(models.TextChoices):
        REGION = "region", _("region")
        CITY = "city", _("city")

    code = models.CharField(_("ISO code"), max_length=6, primary_key=True)
    former_code = models.CharField(_("ISO code by letters"), max_length=6, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name_en = models.CharField(_("name in English"), max_length=100)
    name_ru = models.CharField(_("name in Russian"), max_length=100)
    name_kk = models.CharField(_("name in Kazakh"), max_length=100)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, verbose_name=_("split from"))
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=200, blank=True)
    source = models.TextField(_("source"), blank=True)

    objects = RegionQuerySet.as_manager()

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ("name_en",)
        constraints = [
            models.CheckConstraint(
                name="region_ends_after_it_begins",
                condition=Q(since=None) | Q(until=None) | Q(until__gt=F("since")),
                violation_error_message=_("A region ends after it begins."),
            )
        ]

    def __str__(self) -> str:
        names = {"kk": self.name_kk, "ru": self.name_ru}
        return names.get((get_language() or "en")[:2]) or self.name_en

    def exists_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


class LegalAct(models.Model):
    """A law, order or decree that figures and grounds rest on."""

    title = models.CharField(_("title"), max_length=200, unique=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("legal act")
        verbose_name_plural = _("legal acts")
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title


class FigureQuerySet(models.QuerySet["Figure"]):
    def in_force(self, key: str, on: date) -> "Figure | None":
        """The row that holds on this day; None before the first row and where what follows is not on record."""
        return self.select_related("act").all_in_force([key], on).get(key)

    def all_in_force(self, keys: Iterable[str], on: date) -> "dict[str, Figure]":
        """The rows of these figures that hold on this day, by key; one that does not hold then is left out."""
        latest = self.filter(key__in=keys, since__lte=on).order_by("key", "-since").distinct("key")
        return {row.key: row for row in latest if row.until is None or on < row.until}


class Figure(models.Model):
    """A number of the law, in force from a day until the next row of its key.

    `until` stands only where no source says what followed: from that day on no figure is on record.
    """

    key = models.CharField(_("key"), max_length=60)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=4)
    unit = models.CharField(_("unit"), max_length=30)
    since = models.DateField(_("in force since"))
    until = models.DateField(_("on record until"), null=True, blank=True)
    act = models.ForeignKey(LegalAct, models.PROTECT, null=True, blank=True, verbose_name=_("legal act"))
    is_approximate = models.BooleanField(_("day or kind of day not stated by the source"), default=False)
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    source = models.TextField(_("source"), blank=True)

    objects = FigureQuerySet.as_manager()

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("figure of the law")
        verbose_name_plural = _("figures of the law")
        ordering = ("key", "since")
        constraints = [
            models.UniqueConstraint(
                fields=["key", "since"],
                name="figure_one_per_key_and_day",
                violation_error_message=_("This figure already has a value from that day."),
            ),
            models.CheckConstraint(
                name="figure_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gt=F("since")),
                violation_error_message=_("A figure ends after it begins."),
            ),
            models.CheckConstraint(
                name="figure_not_negative",
                condition=Q(value__gte=0),
                violation_error_message=_("A figure of the law is not negative."),
            ),
            models.CheckConstraint(
                name="figure_approximate_says_why",
                condition=Q(is_approximate=False) | ~Q(remark=""),
                violation_error_message=_("Say in the remark what the source leaves open."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value.normalize():f} {self.unit} since {self.since:%Y-%m-%d}"

    @property
    def whole(self) -> int:
        """The value as a whole number; ValueError where it has a fraction."""
        if self.value != self.value.to_integral_value():
            raise ValueError(f"{self.key} is {self.value}, not a whole number.")
        return int(self.value)

    @property
    def amount(self) -> Decimal:
        return self.value


class CalendarDay(models.Model):
    """A day that differs from the week's rhythm: a holiday, a day moved off, a working Saturday."""

    day = models.DateField(_("day"), primary_key=True)
    is_working = models.BooleanField(_("working day"), default=False)
    name = models.CharField(_("name"), max_length=120)
    is_estimate = models.BooleanField(_("estimated from the moon"), default=False)
    source = models.TextField(_("source"), blank=True)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("day of the calendar")
        verbose_name_plural = _("days of the calendar")
        ordering = ("day",)
        constraints = [
            models.CheckConstraint(
                name="calendar_day_estimate_is_a_day_off",
                condition=Q(is_estimate=False) | Q(is_working=False),
                violation_error_message=_("Only a day off is estimated from the moon."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"


class Ground(models.Model):
    """A coded reason of a decision, as the law words it."""

    code = models.CharField(_("code"), max_length=40, primary_key=True)
    procedure = models.CharField(_("procedure"), max_length=30)
    step = models.CharField(_("step"), max_length=30)
    name_en = models.CharField(_("wording in English"), max_length=300)
    name_ru = models.CharField(_("wording in Russian"), max_length=300)
    name_kk = models.CharField(_("wording in Kazakh"), max_length=300)
    act = models.ForeignKey(LegalAct, models.PROTECT, null=True, blank=True, verbose_name=_("legal act"))
    source = models.TextField(_("source"), blank=True)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("ground")
        verbose_name_plural = _("grounds")
        ordering = ("procedure", "step", "code")

    def __str__(self) -> str:
        names = {"kk": self.name_kk, "ru": self.name_ru}
        return names.get((get_language() or "en")[:2]) or self.name_en


class DocumentKind(models.Model):
    """A kind of paper; `is_identity` marks those that prove who a person is."""

    code = models.CharField(_("code"), max_length=40, primary_key=True)
    name_en = models.CharField(_("name in English"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200)
    name_kk = models.CharField(_("name in Kazakh"), max_length=200)
    is_identity = models.BooleanField(_("proves identity"), default=False)
    source = models.TextField(_("source"), blank=True)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("kind of document")
        verbose_name_plural = _("kinds of documents")
        ordering = ("code",)

    def __str__(self) -> str:
        names = {"kk": self.name_kk, "ru": self.name_ru}
        return names.get((get_language() or "en")[:2]) or self.name_en
