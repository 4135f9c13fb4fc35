"""Statements of the bank, and those of their lines that belong to no fee yet."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Officer
from casework.labour.models.fees import Payment


class BankFile(models.Model):
    """A statement that was loaded, with what became of its lines; `known`: on record already, nothing is paid twice."""

    name = models.CharField(_("name of the file"), max_length=150)
    lines = models.PositiveIntegerField(_("lines"))
    paid = models.PositiveIntegerField(_("payments"))
    reversed = models.PositiveIntegerField(_("reversals"))
    known = models.PositiveIntegerField(_("known already"))
    unmatched = models.PositiveIntegerField(_("not matched"))
    loaded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name=_("loaded by"))
    loaded_at = models.DateTimeField(_("loaded at"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("statement of the bank")
        verbose_name_plural = _("statements of the bank")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                name="bank_file_accounts_for_every_line",
                condition=models.Q(
                    lines=models.F("paid") + models.F("reversed") + models.F("known") + models.F("unmatched")
                ),
                violation_error_message=_("Every line of a statement is paid, reversed, known already or not matched."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"


class BankLineQuerySet(models.QuerySet["BankLine"]):
    def waiting(self) -> "BankLineQuerySet":
        """Lines whose money was put to no fee yet."""
        return self.exclude(Exists(Payment.objects.filter(bank_document=OuterRef("bank_document"))))


class BankLine(models.Model):
    """A line of a statement that matched no fee. It never changes: once its document is a payment, it is settled."""

    class Why(models.TextChoices):
        NO_FILE = "no_file", _("the reference names no file")
        NO_FEE = "no_fee", _("the file has no fee")
        NO_PAYMENT = "no_payment", _("no payment with the document it reverses")
        OTHER_SUM = "other_sum", _("the payment it reverses has another sum")
        REVERSED = "reversed", _("the payment was reversed already")

    file = models.ForeignKey(BankFile, models.PROTECT, related_name="unmatched_lines", verbose_name=_("statement"))
    line = models.PositiveIntegerField(_("line"))
    bank_document = models.CharField(_("document of the bank"), max_length=60, unique=True)
    paid_on = models.DateField(_("paid on"))
    tenge = models.DecimalField(_("sum in tenge"), max_digits=14, decimal_places=2)
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    reverses = models.CharField(_("reverses the document"), max_length=60, blank=True)
    why = models.CharField(_("why not matched"), max_length=12, choices=Why)

    objects = BankLineQuerySet.as_manager()

    class Personal:
        fields = {"reference"}

    class Meta:
        verbose_name = _("line of the bank without a fee")
        verbose_name_plural = _("lines of the bank without a fee")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="bank_line_has_a_sum",
                condition=models.Q(tenge__gt=0),
                violation_error_message=_("A line of the bank has a sum above zero."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.bank_document} #{self.pk}"
