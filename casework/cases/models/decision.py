from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Officer
from casework.cases.models.case import Case
from casework.cases.states import DecisionState
from casework.quotas.models import Allocation
from casework.reference.models import Ground


@dataclass(frozen=True)
class Ruling:
    """What is decided: an outcome for each member (by its id), the coded ground, the reasons in words."""

    outcomes: Mapping[int, str]
    ground: Ground | None = None
    reasons: str = ""


class Decision(models.Model):
    """A ruling: signed by one officer, in force when a second one has countersigned exactly this content."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions", verbose_name=_("file"))
    step = models.CharField(_("step"), max_length=30)
    state = models.CharField(_("state"), max_length=10, choices=DecisionState, default=DecisionState.PROPOSED)
    outcomes = models.JSONField(_("outcome for each member"), default=dict)
    ground = models.ForeignKey(
        Ground, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ground")
    )
    reasons = models.TextField(_("reasons"), blank=True)
    allocation = models.ForeignKey(
        Allocation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("draws on")
    )
    content_hash = models.CharField(_("hash of the content"), max_length=64)
    registered_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name=_("registrar"))
    registrar_may_sign = models.BooleanField(_("the registrar may sign"), default=False)
    signed_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name=_("signed by"))
    signed_at = models.DateTimeField(_("signed at"))
    countersigned_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("countersigned by")
    )
    countersigned_at = models.DateTimeField(_("countersigned at"), null=True, blank=True)
    void_because = models.CharField(_("void because"), max_length=300, blank=True)

    class Personal:
        fields = {"outcomes", "reasons"}

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                name="decision_one_proposal_per_case",
                condition=Q(state=DecisionState.PROPOSED),
                violation_error_message=_("A proposal for this file already waits for its countersignature."),
            ),
            models.CheckConstraint(
                name="decision_not_by_registrar",
                condition=Q(registrar_may_sign=True)
                | ~Q(signed_by=F("registered_by"))
                & (Q(countersigned_by=None) | ~Q(countersigned_by=F("registered_by"))),
                violation_error_message=_("The officer who registered a file does not decide it."),
            ),
            models.CheckConstraint(
                name="decision_countersigned_by_another",
                condition=Q(countersigned_by=None) | ~Q(countersigned_by=F("signed_by")),
                violation_error_message=_("Another officer than the signatory countersigns."),
            ),
            models.CheckConstraint(
                name="decision_in_force_when_countersigned",
                condition=Q(
                    state=DecisionState.IN_FORCE, countersigned_by__isnull=False, countersigned_at__isnull=False
                )
                | ~Q(state=DecisionState.IN_FORCE) & Q(countersigned_by=None, countersigned_at=None),
                violation_error_message=_("A decision is in force once it is countersigned, and not before."),
            ),
            models.CheckConstraint(
                name="decision_void_for_a_reason",
                condition=Q(state=DecisionState.VOID) & ~Q(void_because="")
                | ~Q(state=DecisionState.VOID) & Q(void_because=""),
                violation_error_message=_("A void proposal says why, and no other does."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.step} #{self.pk}"

    @property
    def ruling(self) -> Ruling:
        """What was signed; JSON keeps the ids of members as text."""
        return Ruling({int(pk): outcome for pk, outcome in self.outcomes.items()}, self.ground, self.reasons)
