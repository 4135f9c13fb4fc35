from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.cases.forms.base import CaseForm, offer
from casework.cases.models import Case, CaseMember, Ruling
from casework.cases.states import Outcome
from casework.common.flow import Decides, Step
from casework.common.forms import LineField, TextField
from casework.reference.models import Ground

FOR_ONE = [(Outcome.GRANTED, _("granted")), (Outcome.REFUSED, _("refused"))]


class ProposalForm(CaseForm):
    """A ruling to be signed: an outcome for each member where the step decides each, a ground, the reasons."""

    ground = forms.ModelChoiceField(
        Ground.objects.none(), label=_("Ground"), required=False, empty_label=_("none: everybody is granted")
    )
    reasons = TextField(
        label=_("Reasons"),
        required=False,
        help_text=_("The family reads these words in the decision. Needed wherever somebody is refused."),
    )

    def __init__(self, data: Any = None, *, case: Case, step: Step, **options: Any) -> None:
        super().__init__(data, case=case, **options)
        self.step = step
        self.members = list(case.members.select_related("person").prefetch_related("person__names"))
        self._ask_for_ground()
        if step.decides == Decides.EACH:
            self.fields = {**self._outcome_fields(), **self.fields}

    def _ask_for_ground(self) -> None:
        listed = self.step.grounds or self.step.name
        ground = offer(self, "ground", Ground.objects.filter(procedure=self.case.procedure, step=listed))
        if self.step.grounded:
            ground.required, ground.empty_label = True, _("choose the ground")
            self.fields["reasons"].required = True

    def _outcome_fields(self) -> dict[str, forms.Field]:
        return {
            _field(member): forms.ChoiceField(
                label=str(member.person), choices=FOR_ONE, initial=Outcome.GRANTED, widget=forms.RadioSelect
            )
            for member in self.members
            if member.is_counted
        }

    @property
    def ruling(self) -> Ruling:
        """What the officer signs."""
        return Ruling(self._outcomes(), self.cleaned_data["ground"], self.cleaned_data["reasons"])

    def _outcomes(self) -> Mapping[int, str]:
        return {member.pk: self._outcome(member) for member in self.members}

    def _outcome(self, member: CaseMember) -> str:
        if self.step.decides == Decides.EACH:
            return self.cleaned_data.get(_field(member), Outcome.PENDING)
        if self.step.decides == Decides.UNCHANGED:
            return member.outcome
        return Outcome.REFUSED if self.step.decides == Decides.REFUSES_ALL else Outcome.PENDING


def _field(member: CaseMember) -> str:
    return f"member-{member.pk}"


class CountersignForm(CaseForm):
    """A signature under what another officer proposed."""


class ReturnForm(CaseForm):
    """Why a proposal goes back."""

    because = LineField(label=_("Why it goes back"), max_length=300)
