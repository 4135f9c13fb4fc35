"""What is asked of a permit after its issue."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.common.forms import DayField, LineField, OfficeForm, WholeNumberField
from casework.labour.forms.permits import WORKER, WorkerForm
from casework.labour.states import Education


class ReasonForm(OfficeForm):
    """Why something becomes of a permit; it is kept in its history."""

    reason = LineField(label=_("Reason"), max_length=300)


class RenewalForm(OfficeForm):
    """A renewal: when it was asked for, and for how long."""

    received_on = DayField(label=_("Received on"), not_future=True)
    months = WholeNumberField(label=_("Months"), least=1, most=36)


class ReplacementForm(WorkerForm):
    """The new worker, and what the worker brings to the post."""

    side_by_side = (*WORKER, ("has_education", "has_years"))

    received_on = DayField(label=_("Received on"), not_future=True)
    has_education = forms.ChoiceField(label=_("Education of the worker"), choices=Education)
    has_years = WholeNumberField(label=_("Years of experience of the worker"), most=60)

    @property
    def brought(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("received_on", "has_education", "has_years")}
