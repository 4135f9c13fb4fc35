from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Officer
from casework.cases.models.case import Case
from casework.cases.states import Scan
from casework.people.models import Person
from casework.reference.models import DocumentKind


class Document(models.Model):
    """A paper in a file, under a name of our own; what the sender called it is only shown."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="documents", verbose_name=_("file"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("of member")
    )
    kind = models.ForeignKey(DocumentKind, models.PROTECT, related_name="+", verbose_name=_("kind"))
    file = models.FileField(_("scan"), upload_to="documents/%Y/%m/", blank=True)
    name = models.CharField(_("name as sent"), max_length=255, blank=True)
    content_type = models.CharField(_("type of content"), max_length=60, blank=True)
    size = models.PositiveIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(_("fingerprint"), max_length=64, blank=True)
    scan = models.CharField(_("scan"), max_length=12, choices=Scan, default=Scan.NOT_SCANNED)
    is_original_seen = models.BooleanField(_("original compared and returned"), default=False)
    added_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added at"))
    withdrawn_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("withdrawn by")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Personal:
        fields = {"file", "name", "sha256"}

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="document_is_seen_or_scanned",
                condition=Q(is_original_seen=True) | ~Q(file=""),
                violation_error_message=_("Add a scan, or confirm that you saw the original."),
            ),
            models.CheckConstraint(
                name="document_withdrawn_by_and_at",
                condition=Q(withdrawn_by=None, withdrawn_at=None)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                violation_error_message=_("A withdrawn document names its officer and its time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def answers(self) -> bool:
        """Whether it can be read: seen in the original, or scanned and not in quarantine."""
        return self.is_original_seen or self.scan != Scan.QUARANTINED
