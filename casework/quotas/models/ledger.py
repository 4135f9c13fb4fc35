"""The ledger."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from casework.quotas.models.orders import Order
from casework.quotas.models.plans import Allocation
from casework.quotas.states import BY_ORDER, CLOSING, OFFERED, Kind


class Entry(models.Model):
    """A line of the ledger. Inserting it is the decision: the trigger moves the counters, the CHECKs judge them."""

    # Of the foreign keys only those that are looked up have an index: each costs a write per line.
    allocation = models.ForeignKey(
        Allocation, models.PROTECT, related_name="entries", db_index=False, verbose_name=_("allocation")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    places = models.PositiveIntegerField(_("places"))
    file = models.CharField(_("file"), max_length=30, blank=True)
    order = models.ForeignKey(
        Order, models.PROTECT, null=True, blank=True, related_name="entries", db_index=False, verbose_name=_("order")
    )
    d_limit = models.IntegerField(_("change of the limit"), default=0)
    d_held = models.IntegerField(_("change of the held"), default=0)
    d_used = models.IntegerField(_("change of the used"), default=0)
    closes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="closed_by", db_index=False,
        verbose_name=_("closes"),
    )  # fmt: skip
    ceilings = ArrayField(models.BigIntegerField(), default=list, blank=True, verbose_name=_("ceilings"))
    happened_on = models.DateField(_("happened on"))
    recorded_at = models.DateTimeField(_("recorded at"), db_default=RawSQL("clock_timestamp()", []))
    transaction = models.BigIntegerField(
        _("transaction"), db_default=RawSQL("(pg_current_xact_id()::text)::bigint", [])
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("made by"),
    )  # fmt: skip
    key = models.CharField(_("key"), max_length=80)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("ledger line")
        verbose_name_plural = _("ledger lines")
        ordering = ("id",)
        indexes = [
            models.Index(fields=["file"], name="entry_by_file", condition=~Q(file="")),
            models.Index(fields=["allocation", "happened_on"], name="entry_by_allocation_and_day"),
            models.Index(fields=["transaction"], name="entry_by_transaction"),
            models.Index(fields=["order"], name="entry_by_order", condition=Q(order__isnull=False)),
            models.Index(fields=["closes"], name="entry_given_back", condition=Q(kind=Kind.GIVE_BACK)),
        ]
        constraints = [
            models.CheckConstraint(
                name="entry_bears_the_signs_of_its_kind",
                condition=Q(places__gt=0)
                & (
                    Q(kind=Kind.ALLOT, d_limit=F("places"), d_held=0, d_used=0)
                    | Q(kind=Kind.CUT, d_limit=-F("places"), d_held=0, d_used=0)
                    | Q(kind=Kind.HOLD, d_limit=0, d_held=F("places"), d_used=0)
                    | Q(kind=Kind.USE, d_limit=0, d_held__lte=-F("places"), d_used=F("places"))
                    | Q(kind=Kind.RELEASE, d_limit=0, d_held=-F("places"), d_used=0)
                    | Q(kind=Kind.GIVE_BACK, d_limit=0, d_held=0, d_used__in=(0, -F("places")))
                    | Q(kind=Kind.OPENING, d_limit=0, d_held=0, d_used=F("places"))
                ),
                violation_error_message=_("The line does not bear the signs of its kind."),
            ),
            models.CheckConstraint(
                name="entry_closes_what_its_kind_ends",
                condition=Q(kind__in=(*CLOSING, Kind.GIVE_BACK), closes__isnull=False)
                | ~Q(kind__in=(*CLOSING, Kind.GIVE_BACK)) & Q(closes=None),
                violation_error_message=_("A use, a release and a give-back name the line they end."),
            ),
            models.CheckConstraint(
                name="entry_has_a_file_or_an_order",
                condition=Q(kind__in=BY_ORDER, order__isnull=False, file="")
                | ~Q(kind__in=BY_ORDER) & Q(order=None) & ~Q(file=""),
                violation_error_message=_("Limits change and books open by an order, places by a file."),
            ),
            models.CheckConstraint(
                name="entry_made_by_an_officer_unless_by_the_clock",
                condition=Q(made_by__isnull=False) | Q(kind=Kind.RELEASE) | Q(kind=Kind.HOLD, key__contains=OFFERED),
                violation_error_message=_(
                    "Every line names its officer; the clock offers places and ends holds alone."
                ),
            ),
            models.UniqueConstraint(
                fields=["key"],
                name="entry_once_per_key",
                violation_error_message=_("This line was already written."),
            ),
            models.UniqueConstraint(
                fields=["closes"],
                name="entry_closes_a_hold_once",
                condition=Q(kind__in=CLOSING),
                violation_error_message=_("This hold was already used or released."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.places} #{self.pk}"
