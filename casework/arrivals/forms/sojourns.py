from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.arrivals.forms.choices import nationalities
from casework.arrivals.models import Purpose
from casework.arrivals.states import Clearing
from casework.common.forms import DayField, LineField, OfficeForm
from casework.reference.models import Region


class SojournsForm(OfficeForm):
    """What is asked of a list of sojourns."""

    q = LineField(label=_("Number of the document"), max_length=60, required=False)
    nationality = forms.ChoiceField(label=_("Nationality"), choices=nationalities, required=False)
    purpose = forms.ModelChoiceField(label=_("Purpose"), queryset=Purpose.objects.all(), required=False)
    region = forms.ModelChoiceField(label=_("Where to"), queryset=Region.objects.all(), required=False)

    @property
    def asked(self) -> dict[str, Any]:
        """What could be read of it."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}


class ClearingForm(OfficeForm):
    """Why somebody beyond the last day did not overstay."""

    reason = forms.ChoiceField(label=_("Reason"), choices=Clearing)
    note = LineField(label=_("What it rests on"), max_length=300, help_text=_("A file, a paper, who said so."))


class NoticeForm(OfficeForm):
    """What a host tells at the counter."""

    host = LineField(
        label=_("Host"), max_length=200, help_text=_("The person or the company where the foreigner stays.")
    )
    address = LineField(label=_("Address"), max_length=300)
    received_on = DayField(label=_("Received on"), not_future=True)
