"""What an approved permit costs, and the payments that came in for it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Officer
from casework.cases.models import Case


class Fee(models.Model):
    """What an approved permit costs: a multiple of the index, the index of the day, the sum; and its last day."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="fee", verbose_name=_("file"))
    multiple = models.DecimalField(_("multiple of the index"), max_digits=8, decimal_places=2)
    index_tenge = models.DecimalField(_("index in tenge"), max_digits=10, decimal_places=2)
    tenge = models.DecimalField(_("sum in tenge"), max_digits=14, decimal_places=2)
    notified_on = models.DateField(_("employer notified on"))
    due_on = models.DateField(_("due"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("fee")
        verbose_name_plural = _("fees")
        constraints = [
            models.CheckConstraint(
                name="fee_is_multiple_times_index",
                condition=Q(tenge=F("multiple") * F("index_tenge")),
                violation_error_message=_("The fee is the multiple times the index."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.tenge}"

    @property
    def reference(self) -> str:
        """What the employer writes on the payment."""
        return self.case.number


class Payment(models.Model):
    """Money that came in for a fee, once for each document of the bank. The table only grows: a reversal is a row."""

    fee = models.ForeignKey(Fee, models.PROTECT, related_name="payments", verbose_name=_("fee"))
    bank_document = models.CharField(_("document of the bank"), max_length=60, unique=True)
    tenge = models.DecimalField(_("sum in tenge"), max_digits=14, decimal_places=2)
    paid_on = models.DateField(_("paid on"))
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversal", verbose_name=_("reverses")
    )
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ("paid_on", "id")
        constraints = [
            models.CheckConstraint(
                name="payment_is_positive_unless_it_reverses",
                condition=Q(reverses=None, tenge__gt=0) | Q(reverses__isnull=False, tenge__lt=0),
                violation_error_message=_("A payment brings money, and only a reversal takes it back."),
            )
        ]

    def __str__(self) -> str:
        return self.bank_document
