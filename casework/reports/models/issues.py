"""Schedules, the issues they bring forth, and on whose tables these lie."""

import json
from dataclasses import replace
from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.reports import disclosure, frozen
from casework.reports.report import Edition, Report
from casework.reports.states import Format, Rule

SHA_256 = Func(
    F("data"), template="encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')", output_field=models.CharField()
)


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    def at_work(self, today: date) -> Self:
        """Schedules that bring issues forth now or later."""
        return self.filter(Q(until=None) | Q(until__gt=today))


class Schedule(models.Model):
    """A report due by a rule, from `since` on and before `until`. Never edited: another one takes its place."""

    report = models.CharField(_("report"), max_length=40)
    parameters = models.JSONField(_("parameters"), default=dict)
    rule = models.CharField(_("due"), max_length=10, choices=Rule)
    formats = ArrayField(models.CharField(max_length=4, choices=Format), verbose_name=_("formats"))
    recurrence = models.CharField(_("rule of its own"), max_length=200, blank=True)
    roles = ArrayField(models.CharField(max_length=30), default=list, blank=True, verbose_name=_("recipients by role"))
    addresses = ArrayField(models.EmailField(), default=list, blank=True, verbose_name=_("addresses outside"))
    recipients = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name=_("recipients")
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("takes the place of")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("created by")
    )
    created_at = models.DateTimeField(_("created at"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = ScheduleQuerySet.as_manager()

    class Personal:
        fields = {"addresses"}

    class Meta:
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="schedule_ends_no_earlier_than_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message=_("A schedule ends no earlier than it begins."),
            ),
            models.CheckConstraint(
                name="schedule_ended_by_and_at",
                condition=Q(ended_by=None, ended_at=None)
                | Q(ended_by__isnull=False, ended_at__isnull=False, until__isnull=False),
                violation_error_message=_("Who ends a schedule says so with the day and the moment."),
            ),
            models.CheckConstraint(
                name="schedule_says_its_own_rule",
                condition=Q(rule=Rule.RRULE) & ~Q(recurrence="") | ~Q(rule=Rule.RRULE) & Q(recurrence=""),
                violation_error_message=_("A rule of its own is written down, and no other is."),
            ),
            models.CheckConstraint(
                name="schedule_has_a_format",
                condition=Q(formats__len__gt=0),
                violation_error_message=_("A schedule names at least one format."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("reports:schedule", args=[self.pk])

    @property
    def number(self) -> str:
        """What the trail calls this schedule."""
        return f"SC-{self.pk:06}"

    def is_at_work(self, today: date) -> bool:
        return self.until is None or today < self.until


class Issue(models.Model):
    """A report frozen for ever. A later one for the same day stands beside it, never in its place."""

    report = models.CharField(_("report"), max_length=40)
    parameters = models.JSONField(_("parameters"), default=dict)
    schedule = models.ForeignKey(
        Schedule, models.PROTECT, null=True, blank=True, related_name="issues", verbose_name=_("schedule")
    )
    period = models.DateField(_("reporting day"), null=True, blank=True)
    as_of = models.DateField(_("as of the end of"))
    known_at = models.DateTimeField(_("as known at"))
    data = models.TextField(_("data in their written form"))
    checksum = models.CharField(_("checksum"), max_length=64)
    reconciliation = models.JSONField(_("ledger against files"), default=dict)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    hidden = models.JSONField(_("cells hidden outside"), default=list)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("issued anew for")
    )
    changed = models.PositiveIntegerField(_("figures that changed"), null=True, blank=True)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering = ("-id",)
        indexes = [models.Index(fields=["report", "-id"], name="issue_by_report")]
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "period"],
                name="issue_once_per_schedule_and_period",
                violation_error_message=_("This report was already issued for that day."),
            ),
            models.CheckConstraint(
                name="issue_by_its_schedule_or_by_hand",
                condition=Q(schedule__isnull=False, period__isnull=False, made_by=None)
                | Q(schedule=None, period=None, made_by__isnull=False),
                violation_error_message=_("A schedule issues for its reporting day, an officer by hand."),
            ),
            models.CheckConstraint(
                name="issue_anew_says_what_changed",
                condition=Q(replaces=None, changed=None) | Q(replaces__isnull=False, changed__isnull=False),
                violation_error_message=_("Whatever is issued anew says how many figures changed."),
            ),
            models.CheckConstraint(
                name="issue_checksum_is_of_its_data",
                condition=Q(checksum=SHA_256),
                violation_error_message=_("The checksum is not that of the data."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("reports:issue", args=[self.pk])

    @property
    def number(self) -> str:
        """What the trail and the printed pages call this issue."""
        return f"RP-{self.pk:06}"

    @property
    def content(self) -> Report:
        return frozen.read(json.loads(self.data))

    @property
    def edition(self) -> Edition:
        """Everything that is printed of it."""
        reconciled = frozen.read_reconciliation(self.reconciliation)
        anew = (self.replaces.number, self.changed or 0) if self.replaces else None
        return Edition(self.content, self.known_at, reconciled, self.number, anew)

    @property
    def edition_outside(self) -> Edition:
        """The same as it leaves the authority: cells that would tell of single persons are hidden."""
        inside = self.edition
        report = disclosure.outside(inside.report, {tuple(cell) for cell in self.hidden})
        return replace(inside, report=report, reconciliation=disclosure.told_outside(inside.reconciliation))


class Receipt(models.Model):
    """An issue on the table of an officer it was made for; read or not yet."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="receipts", verbose_name=_("issue"))
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("officer"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ("-issue_id",)
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "officer"],
                name="receipt_once_per_issue_and_officer",
                violation_error_message=_("This officer already has the issue."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.issue} #{self.pk}"
