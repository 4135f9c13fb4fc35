"""What was: nights as they were counted, and who was seen."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.accommodation.models.centres import Centre
from casework.accounts.models import Officer
from casework.people.models import Person


class NightCount(models.Model):
    """A night of a centre as it was counted. A count that turned out otherwise later is a new revision; none is edited.

    `offered`: places of that night that were not blocked; `taken`: those in which somebody slept; `persons` with
    infants in cots.
    """

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="night_counts", verbose_name=_("centre"))
    night = models.DateField(_("night"))
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    persons = models.PositiveIntegerField(_("persons"))
    families = models.PositiveIntegerField(_("families"))
    taken = models.PositiveIntegerField(_("places taken"))
    offered = models.PositiveIntegerField(_("places offered"))
    counted_at = models.DateTimeField(_("counted at"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("count of a night")
        verbose_name_plural = _("counts of nights")
        ordering = ("night", "revision")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "night", "revision"],
                name="night_count_once_per_revision",
                violation_error_message=_("This night was counted at this moment already."),
            ),
            models.CheckConstraint(
                name="night_count_takes_what_is_offered",
                condition=Q(taken__lte=F("offered")),
                violation_error_message=_("No more places are taken than offered."),
            ),
            models.CheckConstraint(
                name="night_count_of_persons_in_places",
                condition=Q(persons__gte=F("taken"), families__lte=F("persons")),
                violation_error_message=_("Whoever has a place is a person, and a family has one at least."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.centre} {self.night:%Y-%m-%d} #{self.revision}"


class SightingQuerySet(models.QuerySet["Sighting"]):
    def visible_to(self, officer: Officer) -> Self:
        """Of the centres of the officer's own office; all of them for the national office."""
        return self if officer.is_national else self.filter(centre__office=officer.office_id)


class Sighting(models.Model):
    """Somebody who lives in a centre was seen: at the gate, or in the roll call. The table only grows."""

    class How(models.TextChoices):
        GATE_IN = "gate_in", _("came in at the gate")
        GATE_OUT = "gate_out", _("went out at the gate")
        ROLL_CALL = "roll_call", _("was there at the roll call")

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="sightings", verbose_name=_("centre"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="sightings", verbose_name=_("person"))
    how = models.CharField(_("how"), max_length=10, choices=How)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("seen by"))
    seen_at = models.DateTimeField(_("seen at"))

    objects = SightingQuerySet.as_manager()

    class Personal:
        fields = {"how", "seen_at"}

    class Meta:
        verbose_name = _("sighting")
        verbose_name_plural = _("sightings")
        ordering = ("-seen_at", "-id")
        indexes = [models.Index(fields=["centre", "person", "seen_at"], name="sighting_by_person")]

    def __str__(self) -> str:
        return f"{self.person} {self.seen_at:%Y-%m-%d %H:%M} #{self.pk}"
