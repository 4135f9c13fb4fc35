"""Files that an office may see for some days though it does not work on them."""

from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast, Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Office, Officer
from casework.common.workdays import ALMATY

LEGAL_TODAY = Cast(
    Func(Value(ALMATY.key), Now(), function="TIMEZONE", output_field=models.DateTimeField()), models.DateField()
)
"""The date on the wall in Almaty by the clock of the database: sight ends by itself, whoever asks."""


class FileSightQuerySet(models.QuerySet["FileSight"]):
    def in_force(self) -> Self:
        return self.filter(until__gt=LEGAL_TODAY)


class FileSight(models.Model):
    """A file shown to an office up to and not including `until`; nothing in it can be changed from there."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="sights", verbose_name=_("file"))
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    since = models.DateField(_("since"))
    until = models.DateField(_("until"))
    granted_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name=_("granted by"))
    granted_at = models.DateTimeField(_("granted at"))

    objects = FileSightQuerySet.as_manager()

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("sight of a file")
        verbose_name_plural = _("sights of files")
        indexes = [models.Index(fields=["office", "until"], name="file_sight_by_office")]
        constraints = [
            models.CheckConstraint(
                name="file_sight_ends_after_it_begins",
                condition=Q(until__gt=F("since")),
                violation_error_message=_("A file is shown for a day at least."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.office} {self.until:%Y-%m-%d} #{self.pk}"


def shown_to(office: int) -> ArraySubquery:
    """Ids of the files that an office sees by leave of another one."""
    return ArraySubquery(FileSight.objects.in_force().filter(office=office).values("case"))
