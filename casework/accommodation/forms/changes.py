"""More days, another centre: asked for and answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.accommodation.models import Centre, Stay
from casework.common.forms import DayField, LineField, OfficeForm


class ExtensionForm(OfficeForm):
    """Until when, and why."""

    until = DayField(label=_("Entitled until"), help_text=_("The first day that is covered no longer."))
    reason = LineField(label=_("Reason"), max_length=300)


class TransferForm(OfficeForm):
    """Which centre is asked."""

    to_centre = forms.ModelChoiceField(Centre.objects.none(), label=_("Centre"))
    reason = LineField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, stay: Stay, **options: Any) -> None:
        super().__init__(*args, **options)
        others = Centre.objects.filter(closes_on=None).exclude(pk=stay.centre_id)
        self.fields["to_centre"].queryset = others  # type: ignore[attr-defined]


class AnswerForm(OfficeForm):
    """Yes or no."""

    answer = forms.ChoiceField(
        label=_("Answer"), choices=[("yes", _("yes")), ("no", _("no"))], widget=forms.RadioSelect
    )

    @property
    def agrees(self) -> bool:
        return bool(self.cleaned_data["answer"] == "yes")
