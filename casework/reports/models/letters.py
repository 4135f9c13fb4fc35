"""Letters that tell of issues, and exports that are made while their officer does something else."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.reports.models.issues import Issue
from casework.reports.states import Format


class Letter(models.Model):
    """An e-mail about an issue: to an officer with a link, to an address outside with what may leave the authority."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="letters", verbose_name=_("issue"))
    address = models.EmailField(_("address"))
    is_outside = models.BooleanField(_("to an address outside"), default=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Personal:
        fields = {"address"}

    class Meta:
        verbose_name = _("letter about an issue")
        verbose_name_plural = _("letters about issues")
        indexes = [models.Index(fields=["id"], name="letter_to_send", condition=Q(sent_at=None))]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "address"],
                name="letter_once_per_issue_and_address",
                violation_error_message=_("This address has a letter about the issue already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.issue} #{self.pk}"


class Export(models.Model):
    """A report as of a day that an officer asked for in several formats, made part by part in the background.

    `data`: the report in its written form, once it is computed.
    """

    report = models.CharField(_("report"), max_length=40)
    parameters = models.JSONField(_("parameters"), default=dict)
    as_of = models.DateField(_("as of the end of"))
    known_at = models.DateTimeField(_("as known at"))
    formats = models.JSONField(_("formats"), default=list)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked for by")
    )
    asked_at = models.DateTimeField(_("asked for at"))
    data = models.TextField(_("data in their written form"), blank=True)
    reconciliation = models.JSONField(_("ledger against files"), default=dict)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("export of a report")
        verbose_name_plural = _("exports of reports")
        ordering = ("-id",)
        indexes = [
            models.Index(fields=["asked_by", "-id"], name="export_by_officer"),
            models.Index(fields=["id"], name="export_to_make", condition=Q(finished_at=None)),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("reports:export", args=[self.pk])

    @property
    def number(self) -> str:
        return f"EX-{self.pk:06}"

    @property
    def steps(self) -> int:
        """The computing, then each format."""
        return 1 + len(self.formats)

    @property
    def done(self) -> int:
        return bool(self.data) + len(self.parts.all())


class ExportPart(models.Model):
    """One format of an export."""

    export = models.ForeignKey(Export, models.PROTECT, related_name="parts", verbose_name=_("export"))
    format = models.CharField(_("format"), max_length=4, choices=Format)
    content = models.BinaryField(_("content"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("part of an export")
        verbose_name_plural = _("parts of exports")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["export", "format"],
                name="export_part_once_per_format",
                violation_error_message=_("This format is made already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.export} {self.format}"
