"""What a request for a household permit says."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.labour.models.permits import Permit
from casework.labour.models.private import PrivateEmployer


class HouseholdRequest(models.Model):
    """What a request for a household permit says; `extends`: the permit of the same worker that goes on."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="household_request", verbose_name=_("file"))
    employer = models.ForeignKey(
        PrivateEmployer, models.PROTECT, related_name="requests", verbose_name=_("private employer")
    )
    work = models.CharField(_("work"), max_length=150)
    months = models.PositiveSmallIntegerField(_("months asked for"))
    extends = models.ForeignKey(
        Permit, models.PROTECT, null=True, blank=True, related_name="extension_requests", verbose_name=_("extends")
    )

    class Personal:
        fields = {"work"}

    class Meta:
        verbose_name = _("request for a household permit")
        verbose_name_plural = _("requests for household permits")
        constraints = [
            models.CheckConstraint(
                name="household_request_asks_for_some_months",
                condition=Q(months__gte=1),
                violation_error_message=_("A household permit is asked for at least one month."),
            )
        ]

    def __str__(self) -> str:
        return str(self.case)
