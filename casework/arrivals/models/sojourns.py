"""Times of foreigners in the country, and what hosts told of them."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from casework.accounts.models import Officer
from casework.arrivals.models.law import Checkpoint, MigrationCategory, Purpose
from casework.arrivals.states import Clearing
from casework.people.models.person import Person, country_name
from casework.people.rules import BirthDate
from casework.reference.models import LegalAct, Region


class StayRule(models.Model):
    """How long somebody may stay, in force from a day on; empty parts fit everybody, no days mean no limit."""

    code = models.CharField(_("code"), max_length=40)
    since = models.DateField(_("in force since"))
    until = models.DateField(_("in force until"), null=True, blank=True)
    nationality = CountryField(_("nationality"), blank=True)
    purpose = models.ForeignKey(
        Purpose, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("purpose")
    )
    category = models.ForeignKey(
        MigrationCategory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("category")
    )
    needs_visa = models.BooleanField(_("with a visa"), default=False)
    is_declared = models.BooleanField(_("as many days as were declared"), default=False)
    days = models.PositiveSmallIntegerField(_("days"), null=True, blank=True)
    act = models.ForeignKey(
        LegalAct, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("legal act")
    )
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    source = models.TextField(_("source"), blank=True)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("rule of stay")
        verbose_name_plural = _("rules of stay")
        ordering = ("code", "since")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "since"],
                name="stay_rule_one_per_code_and_day",
                violation_error_message=_("This rule already has a row from that day."),
            ),
            models.CheckConstraint(
                name="stay_rule_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gt=F("since")),
                violation_error_message=_("A rule ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} since {self.since:%Y-%m-%d}"


class SojournQuerySet(models.QuerySet["Sojourn"]):
    def visible_to(self, officer: Officer) -> Self:
        """Those on the way to the officer's region, and those of whom nobody knows where to; all nationally."""
        if officer.is_national:
            return self
        return self.filter(Q(region=officer.office.region_id) | Q(region=None))

    def here(self) -> Self:
        """Travellers who came and of whom nothing says that they left."""
        return self.filter(arrived_on__isnull=False, left_on=None, is_closed=False)

    def overstayed(self, on: date) -> Self:
        """Those who are here beyond their last day, and of whom no officer said why."""
        return self.here().filter(last_day__lt=on, cleared_at=None)


class Sojourn(models.Model):
    """A foreigner's time in the country, made from crossings; found again by its traveller and its first moment.

    `traveller`: the person, where the document belongs to one on record, else the document itself. `is_closed`: came in
    again without having left, so the leaving was not noted. Without an arrival only the leaving is known.
    """

    traveller = models.CharField(_("traveller"), max_length=60)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="sojourns", verbose_name=_("person")
    )
    began_at = models.DateTimeField(_("first moment"))
    arrived_on = models.DateField(_("arrived on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    ended_at = models.DateTimeField(_("last moment"), null=True, blank=True)
    came_through = models.ForeignKey(
        Checkpoint, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("came through"),
    )  # fmt: skip
    left_through = models.ForeignKey(
        Checkpoint, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("left through"),
    )  # fmt: skip
    is_closed = models.BooleanField(_("leaving not noted"), default=False)
    last_day = models.DateField(_("may stay until"), null=True, blank=True)
    rests_on = models.CharField(_("by the rule"), max_length=40, blank=True)
    notice_due_on = models.DateField(_("notice of the host due"), null=True, blank=True)
    nationality = CountryField(_("nationality"))
    document_number = models.CharField(_("document"), max_length=40)
    name = models.CharField(_("name"), max_length=620)
    born_on = models.DateField(_("date of birth"))
    born_precision = models.CharField(
        _("birth date known by"), max_length=5, choices=Person.Precision, default=Person.Precision.DAY
    )
    purpose = models.ForeignKey(Purpose, models.PROTECT, related_name="+", verbose_name=_("purpose"))
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region of destination")
    )
    cleared = models.CharField(_("why it is no overstay"), max_length=12, choices=Clearing, blank=True)
    cleared_note = models.CharField(_("note"), max_length=300, blank=True)
    cleared_at = models.DateTimeField(_("cleared at"), null=True, blank=True)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cleared by")
    )

    objects = SojournQuerySet.as_manager()

    class Personal:
        fields = {
            "traveller", "person", "began_at", "arrived_on", "left_on", "ended_at", "came_through",
            "left_through", "last_day", "nationality", "document_number",
            "name", "born_on", "born_precision", "purpose", "region", "cleared_note",
        }  # fmt: skip

    class Meta:
        verbose_name = _("sojourn")
        verbose_name_plural = _("sojourns")
        indexes = [
            models.Index(
                fields=["last_day", "id"], include=["region"], name="sojourn_by_last_day",
                condition=Q(left_on=None, is_closed=False, cleared_at=None),
            ),
            models.Index(
                fields=["notice_due_on", "id"], include=["region"], name="sojourn_by_notice",
                condition=Q(left_on=None, is_closed=False, notice_due_on__isnull=False),
            ),
            models.Index(
                fields=["born_on"], name="sojourn_of_nobody_by_birth",
                condition=Q(left_on=None, is_closed=False, person=None),
            ),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["traveller", "began_at"],
                name="sojourn_once",
                violation_error_message=_("This sojourn is on record already."),
            ),
            models.CheckConstraint(
                name="sojourn_ends_after_it_begins",
                condition=Q(arrived_on=None) | Q(left_on=None) | Q(left_on__gte=F("arrived_on")),
                violation_error_message=_("Nobody leaves before arriving."),
            ),
            models.CheckConstraint(
                name="sojourn_has_an_end_or_a_beginning",
                condition=Q(arrived_on__isnull=False) | Q(left_on__isnull=False),
                violation_error_message=_("A sojourn is known by an arrival or a leaving."),
            ),
            models.CheckConstraint(
                name="sojourn_cleared_by_and_at",
                condition=Q(cleared="", cleared_by=None, cleared_at=None)
                | ~Q(cleared="") & Q(cleared_by__isnull=False, cleared_at__isnull=False),
                violation_error_message=_("A cleared sojourn names its reason, its officer and its time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_number} {self.began_at:%Y-%m-%d %H:%M} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("arrivals:sojourn", args=[self.pk])

    @property
    def birth(self) -> BirthDate:
        return BirthDate(self.born_on, self.born_precision)

    @property
    def nationality_name(self) -> str:
        return country_name(str(self.nationality))

    def is_seen_by(self, officer: Officer) -> bool:
        """As `visible_to` chooses them."""
        return officer.is_national or self.region_id in (None, officer.office.region_id)

    def is_overstayed_on(self, day: date) -> bool:
        is_here = self.arrived_on is not None and self.left_on is None and not self.is_closed
        return is_here and self.last_day is not None and self.last_day < day


class HostNotice(models.Model):
    """What a host told of a foreigner who stays with it, taken at the counter."""

    sojourn = models.ForeignKey(Sojourn, models.PROTECT, related_name="notices", verbose_name=_("sojourn"))
    host = models.CharField(_("host"), max_length=200)
    address = models.CharField(_("address"), max_length=300)
    received_on = models.DateField(_("received on"))
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("taken by"))
    taken_at = models.DateTimeField(_("taken at"))

    class Personal:
        fields = {"host", "address"}

    class Meta:
        verbose_name = _("notice of a host")
        verbose_name_plural = _("notices of hosts")
        ordering = ("received_on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["sojourn", "host", "received_on"],
                name="host_notice_once_a_day",
                violation_error_message=_("This notice was taken already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.host} {self.received_on:%Y-%m-%d} #{self.pk}"


class PairingDue(models.Model):
    """A day whose travellers are to be looked at: crossings of it were brought in. `asked` grows with each import."""

    day = models.DateField(_("day"), unique=True)
    asked = models.PositiveIntegerField(_("asked"), default=1)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("day to be looked at")
        verbose_name_plural = _("days to be looked at")

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"
