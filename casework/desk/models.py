"""Drafts of intake: what an officer has typed before anything is lodged. Nobody else sees them."""

import uuid
from typing import Any, Self

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Officer
from casework.desk.procedures import KINDS, STEP_NAMES, Kind


class IntakeDraftQuerySet(models.QuerySet["IntakeDraft"]):
    def visible_to(self, officer: Officer) -> Self:
        """The officer's own drafts, and nobody else's: not even a head reads what is not lodged yet."""
        return self.filter(officer=officer)


class DraftScanQuerySet(models.QuerySet["DraftScan"]):
    def visible_to(self, officer: Officer) -> Self:
        return self.filter(draft__officer=officer)


class IntakeDraft(models.Model):
    """A family being taken in: everything typed so far, by step, as it was typed.

    `data` keeps the texts of the forms, not what was read from them; they are read again when the draft is lodged.
    """

    id = models.UUIDField(_("key"), primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="intake_drafts", verbose_name=_("officer"))
    kind = models.CharField(_("kind of intake"), max_length=20, choices=[(k.slug, k.title) for k in KINDS.values()])
    step = models.CharField(_("step"), max_length=20)
    data = models.JSONField(_("what was typed"), default=dict)
    version = models.PositiveIntegerField(_("version"), default=1)
    begun = models.DateTimeField(_("begun"))
    changed = models.DateTimeField(_("changed"))

    objects = IntakeDraftQuerySet.as_manager()

    class Personal:
        fields = {"data"}

    class Meta:
        verbose_name = _("draft of an intake")
        verbose_name_plural = _("drafts of intakes")
        ordering = ("-changed",)
        indexes = [models.Index(fields=["officer", "-changed"], name="intake_draft_by_officer")]
        constraints = [
            models.CheckConstraint(
                name="intake_draft_of_a_known_kind",
                condition=models.Q(kind__in=list(KINDS)),
                violation_error_message=_("There is no such kind of intake."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def what(self) -> Kind:
        return KINDS[self.kind]

    @property
    def members(self) -> list[dict[str, Any]]:
        return self.data.get("members", [])

    @property
    def begins_on_record(self) -> bool:
        """Whether the applicant was found on record and nothing was typed of this person."""
        return bool(self.members) and bool(self.members[0]["record"]) and not self.members[0]["typed"]

    @property
    def family(self) -> str:
        """What a list of drafts calls the family: the applicant’s name as typed, or the number on record."""
        first = self.members[0] if self.members else {}
        typed = first.get("typed", {})
        return f"{typed.get('surname', '')} {typed.get('given', '')}".strip() or str(first.get("record", ""))

    @property
    def step_name(self) -> str | Promise:
        return STEP_NAMES[self.step]

    def member(self, key: str) -> dict[str, Any] | None:
        return next((member for member in self.members if member["key"] == key), None)


class DraftScan(models.Model):
    """A scan that waits with its draft; it becomes a document of the file, or is removed with the draft."""

    draft = models.ForeignKey(IntakeDraft, models.PROTECT, related_name="scans", verbose_name=_("draft"))
    line = models.CharField(_("line of the checklist"), max_length=60)
    file = models.FileField(_("scan"), upload_to="drafts/%Y/%m/")
    name = models.CharField(_("name as sent"), max_length=255)
    size = models.PositiveIntegerField(_("size in bytes"))

    objects = DraftScanQuerySet.as_manager()

    class Personal:
        fields = {"file", "name"}

    class Meta:
        verbose_name = _("scan of a draft")
        verbose_name_plural = _("scans of drafts")
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "line"],
                name="draft_scan_once_per_line",
                violation_error_message=_("This line of the checklist already has a scan."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.draft} {self.line}"
