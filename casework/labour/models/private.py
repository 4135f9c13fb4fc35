"""Private persons who employ foreigners in their households."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Officer
from casework.reference.models import Region


@dataclass(frozen=True)
class PrivateFacts:
    """Who employs; the name is needed where the IIN is not on record yet."""

    iin: str
    name: str = ""
    address: str = ""
    is_generated: bool = False


class PrivateEmployer(models.Model):
    """A private person who employs foreigners in the household, known by the IIN. Found by the whole IIN alone."""

    iin = models.CharField(_("IIN"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=200)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("region"))
    address = models.CharField(_("address"), max_length=300, blank=True)
    registered_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name=_("registered by"))
    registered_at = models.DateTimeField(_("registered at"))
    is_generated = models.BooleanField(_("generated for demonstration"), default=False)

    class Personal:
        fields = {"iin", "name", "address"}

    class Meta:
        verbose_name = _("private employer")
        verbose_name_plural = _("private employers")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                name="private_employer_iin_has_twelve_digits",
                condition=Q(iin__regex=r"^[0-9]{12}$"),
                violation_error_message=_("An IIN has twelve digits."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"
