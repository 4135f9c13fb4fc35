"""The second decision: who is inside the quota, and what that brings."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.people.models import Person
from casework.quotas.models import Programme
from casework.reference.models import Region


class InclusionRequest(models.Model):
    """What only a request for inclusion says."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="inclusion_request", verbose_name=_("file"))
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    left_region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region of departure")
    )

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("request for inclusion")
        verbose_name_plural = _("requests for inclusion")

    def __str__(self) -> str:
        return str(self.case)


class Inclusion(models.Model):
    """A person's entry into the quota of a programme: once in a lifetime, across years and regions."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="inclusions", verbose_name=_("file"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="inclusions", verbose_name=_("person"))
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="inclusions", verbose_name=_("programme"))
    included_on = models.DateField(_("included on"))
    annulled_at = models.DateTimeField(_("annulled at"), null=True, blank=True)
    annulled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("annulled by")
    )

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("inclusion")
        verbose_name_plural = _("inclusions")
        ordering = ("-included_on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "programme"],
                name="inclusion_once_in_a_lifetime",
                condition=Q(annulled_at=None),
                violation_error_message=_("This person was already included in this quota once."),
            ),
            models.CheckConstraint(
                name="inclusion_annulled_by_and_at",
                condition=Q(annulled_at=None, annulled_by=None)
                | Q(annulled_at__isnull=False, annulled_by__isnull=False),
                violation_error_message=_("An annulled inclusion names its officer and its time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.programme} #{self.pk}"


class Entitlement(models.Model):
    """Money an inclusion brings: a multiple of the index, the index of the day, and the sum in tenge."""

    class Measure(models.TextChoices):
        RELOCATION = "relocation", _("relocation subsidy, once per member")
        RENT_MIN = "rent_min", _("rent and utilities, monthly for 12 months, at least")
        RENT_MAX = "rent_max", _("rent and utilities, monthly for 12 months, at most")

    case = models.ForeignKey(Case, models.PROTECT, related_name="entitlements", verbose_name=_("file"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="entitlements", verbose_name=_("person")
    )
    measure = models.CharField(_("measure"), max_length=12, choices=Measure)
    multiple = models.DecimalField(_("multiple of the index"), max_digits=8, decimal_places=2)
    index_tenge = models.DecimalField(_("index in tenge"), max_digits=10, decimal_places=2)
    tenge = models.DecimalField(_("sum in tenge"), max_digits=14, decimal_places=2)

    class Personal:
        fields = {"tenge"}

    class Meta:
        verbose_name = _("entitlement")
        verbose_name_plural = _("entitlements")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="entitlement_is_multiple_times_index",
                condition=Q(tenge=F("multiple") * F("index_tenge")),
                violation_error_message=_("The sum is the multiple times the index."),
            ),
            models.UniqueConstraint(
                fields=["case", "person", "measure"],
                name="entitlement_once_per_measure",
                nulls_distinct=False,
                violation_error_message=_("This entitlement is already on record."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.measure} #{self.pk}"
