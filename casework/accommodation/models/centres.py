"""Houses: what was published of centres, and the centres that are run here, with their rooms and places."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.accommodation.states import Kind, SexRule
from casework.accounts.models import Office, Officer
from casework.reference.models import Region


class PublishedCentre(models.Model):
    """A centre as some publication tells of it. What it does not say is empty here, and is made up by nobody."""

    code = models.CharField(_("code"), max_length=40, primary_key=True)
    town = models.CharField(_("place"), max_length=100)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("region"))
    kind = models.CharField(_("kind, as published"), max_length=120)
    capacity = models.CharField(_("capacity, as published"), max_length=60, blank=True)
    length = models.CharField(_("length of a stay, as published"), max_length=60, blank=True)
    seen = models.CharField(_("year of the publication"), max_length=40)
    note = models.CharField(_("note"), max_length=300, blank=True)
    source = models.TextField(_("source"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("published centre")
        verbose_name_plural = _("published centres")
        ordering = ("town", "seen")

    def __str__(self) -> str:
        return f"{self.town}, {self.seen}"


class PlaceQuerySet(models.QuerySet["Place"]):
    def in_use(self, since: date, until: date | None = None) -> Self:
        """Places of rooms that are in use on all nights from a day up to another; on the night of `since` alone."""
        closing = Q(room__closes_on=None) | (Q(room__closes_on__gte=until) if until else Q(room__closes_on__gt=since))
        return self.filter(closing, room__since__lte=since)


class CentreQuerySet(models.QuerySet["Centre"]):
    def visible_to(self, officer: Officer) -> Self:
        """Centres of the officer's own office; all of them for the national office."""
        return self if officer.is_national else self.filter(office=officer.office_id)


class Centre(models.Model):
    """A house that is run by an office. From `closes_on` on nobody sleeps there; once it is set, nobody is taken in."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    office = models.ForeignKey(Office, models.PROTECT, related_name="centres", verbose_name=_("office"))
    published = models.ForeignKey(
        PublishedCentre, models.PROTECT, null=True, blank=True, related_name="centres", verbose_name=_("published as")
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    opened_at = models.DateTimeField(_("entered at"))
    closes_on = models.DateField(_("closed from"), null=True, blank=True)
    is_generated = models.BooleanField(_("generated for demonstration"), default=False)

    objects = CentreQuerySet.as_manager()

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("centre")
        verbose_name_plural = _("centres")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("accommodation:centre", args=[self.code])

    @property
    def services_url(self) -> str:
        return reverse("accommodation:services", args=[self.code])

    @property
    def is_run(self) -> bool:
        """Whether families are taken in."""
        return self.closes_on is None


class Room(models.Model):
    """A room. A family room holds one household at a time; another one holds whomever its rule of sex admits.

    Its places are there from the night of `since` up to the night before `closes_on`.
    """

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="rooms", verbose_name=_("centre"))
    number = models.CharField(_("number"), max_length=10)
    floor = models.SmallIntegerField(_("floor"), default=1)
    sex_rule = models.CharField(_("for"), max_length=3, choices=SexRule, default=SexRule.ANY)
    is_family_room = models.BooleanField(_("family room"), default=True)
    is_accessible = models.BooleanField(_("without steps"), default=False)
    since = models.DateField(_("in use since"))
    closes_on = models.DateField(_("closed from"), null=True, blank=True)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ("floor", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "number"],
                name="room_number_once_per_centre",
                violation_error_message=_("This centre already has a room of that number."),
            ),
            models.CheckConstraint(
                name="room_of_families_admits_everybody",
                condition=models.Q(is_family_room=False) | models.Q(sex_rule=SexRule.ANY),
                violation_error_message=_("A family room admits women and men; a family is not parted by it."),
            ),
            models.CheckConstraint(
                name="room_closes_after_it_opens",
                condition=models.Q(closes_on=None) | models.Q(closes_on__gte=models.F("since")),
                violation_error_message=_("A room does not close before the day since which it is in use."),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Place(models.Model):
    """A bed."""

    room = models.ForeignKey(Room, models.PROTECT, related_name="places", verbose_name=_("room"))
    number = models.PositiveSmallIntegerField(_("number"))

    objects = PlaceQuerySet.as_manager()

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ("room__floor", "room__number", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["room", "number"],
                name="place_number_once_per_room",
                violation_error_message=_("This room already has a place of that number."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room.number}/{self.number}"
