"""What is derived from the ledger and decides nothing. Each row says from which ledger, and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.quotas.models.forecasts import Forecast
from casework.quotas.models.plans import Allocation


class LedgerMark(models.Model):
    """How far a reader has read the ledger: every line of a transaction before `horizon`, none of a later one.

    The horizon is that of transactions and not of line numbers: a line that is committed late has an early number.
    Transactions are numbered within a `cluster`; lines up to `after_line` were read when the reader began in this one.
    """

    reader = models.CharField(_("reader"), max_length=30, primary_key=True)
    horizon = models.BigIntegerField(_("horizon"), default=0)
    cluster = models.BigIntegerField(_("cluster"), default=0)
    after_line = models.BigIntegerField(_("after line"), default=0)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("mark in the ledger")
        verbose_name_plural = _("marks in the ledger")

    def __str__(self) -> str:
        return self.reader


class DailyUse(models.Model):
    """Places of an allocation used on a day, less those given back, and the number of uses."""

    allocation = models.ForeignKey(
        Allocation, models.PROTECT, related_name="daily_uses", db_index=False, verbose_name=_("allocation")
    )
    day = models.DateField(_("day"))
    places = models.IntegerField(_("places"), default=0)
    uses = models.IntegerField(_("uses"), default=0)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("use of a day")
        verbose_name_plural = _("uses by days")
        constraints = [
            models.UniqueConstraint(
                fields=["allocation", "day"],
                name="daily_use_once_per_day",
                violation_error_message=_("The uses of this day are already added up."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.allocation_id} {self.day:%Y-%m-%d}"


class HeldByFile(models.Model):
    """Places of an allocation that a file holds, as far as the ledger was read; a file that holds none has no row.

    Below zero where the end of a hold was settled before the hold itself, until that is read too.
    """

    allocation = models.ForeignKey(
        Allocation, models.PROTECT, related_name="held_by_files", db_index=False, verbose_name=_("allocation")
    )
    file = models.CharField(_("file"), max_length=30)
    places = models.IntegerField(_("places"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("places held by a file")
        verbose_name_plural = _("places held by files")
        constraints = [
            models.UniqueConstraint(
                fields=["allocation", "file"],
                name="held_by_file_once",
                violation_error_message=_("What this file holds is already added up."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.allocation_id} {self.file}"


class Projection(models.Model):
    """Where an allocation is heading: its pace, what is held at which stage, and when it runs out at that pace.

    Computed from the ledger before `horizon` and the files of that moment; kept as it is while neither has changed.
    `files_mark`: what the files said of themselves then; another one, and they have moved.
    """

    allocation = models.OneToOneField(
        Allocation, models.PROTECT, related_name="projection", primary_key=True, verbose_name=_("allocation")
    )
    used_30 = models.IntegerField(_("used in 30 days"), default=0)
    used_90 = models.IntegerField(_("used in 90 days"), default=0)
    uses_90 = models.IntegerField(_("uses in 90 days"), default=0)
    held_by_stage = models.JSONField(_("held by stage"), default=dict)
    files_mark = models.BigIntegerField(_("mark of the files"), default=0)
    exhausted_on = models.DateField(_("runs out on"), null=True, blank=True)
    day = models.DateField(_("day"))
    horizon = models.BigIntegerField(_("horizon"))
    computed_at = models.DateTimeField(_("computed at"))
    forecast = models.ForeignKey(
        Forecast, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("last forecast")
    )

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("projection")
        verbose_name_plural = _("projections")

    def __str__(self) -> str:
        return f"{self.allocation_id} {self.day:%Y-%m-%d}"


class Snapshot(models.Model):
    """An allocation at the end of a day, as the ledger knew it when the snapshot was taken."""

    allocation = models.ForeignKey(
        Allocation, models.PROTECT, related_name="snapshots", db_index=False, verbose_name=_("allocation")
    )
    day = models.DateField(_("day"))
    limit = models.IntegerField(_("limit"), null=True)
    held = models.IntegerField(_("held"))
    used = models.IntegerField(_("used"))
    taken_at = models.DateTimeField(_("taken at"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        indexes = [models.Index(fields=["day"], name="snapshot_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["allocation", "day"],
                name="snapshot_once_per_day",
                violation_error_message=_("This day already has its snapshot."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.allocation_id} {self.day:%Y-%m-%d}"
