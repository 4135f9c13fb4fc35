"""Files of crossings: how far each was brought in, and what of it was not taken."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.arrivals.states import BatchState


class Batch(models.Model):
    """One file of crossings, or one delivery of a border post.

    `lines_done`: lines of the file, its first among them, that are settled; they, the counts and the rows themselves
    change in one transaction, so that whoever goes on after a crash begins where the last one ended.
    """

    name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(_("fingerprint"), max_length=64, db_index=True)
    kept = models.FileField(_("kept file"), upload_to="crossings/", blank=True)
    encoding = models.CharField(_("encoding"), max_length=12, blank=True)
    lines = models.PositiveBigIntegerField(_("lines"), default=0)
    lines_done = models.PositiveBigIntegerField(_("lines settled"), default=0)
    read = models.PositiveBigIntegerField(_("rows read"), default=0)
    entered = models.PositiveBigIntegerField(_("taken in"), default=0)
    already = models.PositiveBigIntegerField(_("on record already"), default=0)
    rejected = models.PositiveBigIntegerField(_("rejected"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=BatchState, default=BatchState.WAITING)
    fault = models.TextField(_("what is wrong with the file"), blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("started by")
    )
    started_at = models.DateTimeField(_("started at"))
    sealed_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Personal:
        fields = {"kept"}

    class Meta:
        verbose_name = _("file of crossings")
        verbose_name_plural = _("files of crossings")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                name="batch_settles_every_row",
                condition=Q(read=F("entered") + F("already") + F("rejected")),
                violation_error_message=_("Every row read is taken in, on record already or rejected."),
            ),
            models.CheckConstraint(
                name="batch_refused_says_why",
                condition=~Q(state=BatchState.REFUSED) | ~Q(fault=""),
                violation_error_message=_("A refused file says what is wrong with it."),
            ),
            models.UniqueConstraint(
                fields=["sha256"],
                condition=Q(state__in=("waiting", "running")),
                name="batch_one_open_per_file",
                violation_error_message=_("This file is being brought in already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("arrivals:batch", args=[self.pk])

    @property
    def percent(self) -> int:
        """How much of the file is settled."""
        return 100 if self.state == BatchState.SEALED else min(100 * self.lines_done // max(self.lines, 1), 99)


class RejectedRow(models.Model):
    """A line that was not taken. `faults`: a column and what is wrong in it, each as “column fault”.

    `cells`: what the line says, in the order of the columns of crossings; of a line that could not be divided into
    cells `raw` is its beginning.
    """

    batch = models.ForeignKey(
        Batch, models.PROTECT, related_name="rejected_rows", db_index=False, verbose_name=_("file")
    )
    line = models.PositiveBigIntegerField(_("line"))
    faults = ArrayField(models.CharField(max_length=40), verbose_name=_("faults"))
    cells = ArrayField(models.TextField(), verbose_name=_("cells"))
    raw = models.TextField(_("as it was"), blank=True)

    class Personal:
        fields = {"cells", "raw"}

    class Meta:
        verbose_name = _("rejected row")
        verbose_name_plural = _("rejected rows")
        ordering = ("batch", "line")
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "line"],
                name="rejected_row_once_per_line",
                violation_error_message=_("This line was rejected already."),
            ),
            models.CheckConstraint(
                name="rejected_row_says_why",
                condition=~Q(faults=[]),
                violation_error_message=_("A rejected row says what is wrong with it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch}, {self.line}"
