"""A person who turns out to be included twice, because two records were joined: a task for officers."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Officer
from casework.people.models import SamePerson
from casework.quotas.models import Programme


class DoubleInclusionQuerySet(models.QuerySet["DoubleInclusion"]):
    def visible_to(self, officer: Officer) -> Self:
        """Of links of which the officer sees one record."""
        return self if officer.is_national else self.filter(link__in=SamePerson.objects.visible_to(officer))

    def open(self) -> Self:
        return self.filter(closed_at=None)


class DoubleInclusion(models.Model):
    """Opened when a link joins two inclusions into one programme; closed when one is annulled or the link undone."""

    class How(models.TextChoices):
        PARTED = "parted", _("the records were parted again")
        ANNULLED = "annulled", _("one of the inclusions was annulled")
        KEPT = "kept", _("both stand, by a decision")

    BY_OFFICERS = [(How.ANNULLED.value, How.ANNULLED.label), (How.KEPT.value, How.KEPT.label)]

    link = models.ForeignKey(SamePerson, models.PROTECT, related_name="+", verbose_name=_("link"))
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("opened at"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    how = models.CharField(_("how it was settled"), max_length=10, choices=How, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = DoubleInclusionQuerySet.as_manager()

    class Personal:
        fields = {"note"}

    class Meta:
        verbose_name = _("double inclusion")
        verbose_name_plural = _("double inclusions")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                name="double_inclusion_open_once",
                fields=["link", "programme"],
                condition=Q(closed_at=None),
                violation_error_message=_("This double inclusion is a task already."),
            ),
            models.CheckConstraint(
                name="double_inclusion_closed_by_and_at",
                condition=Q(closed_at=None, closed_by=None, how="")
                | Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(how=""),
                violation_error_message=_("A settled double inclusion names its officer, its time and how."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.link} {self.programme} #{self.pk}"
