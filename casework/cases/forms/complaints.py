from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.forms.base import CaseForm
from casework.cases.rules import ComplaintFacts
from casework.cases.states import ReceivedHow
from casework.common.forms import DayField, LineField, TextField


class ComplaintForm(CaseForm):
    """When and how a complaint came in, from whom, and what it says."""

    received_on = DayField(label=gettext_lazy("Received on"), not_future=True)
    received_how = forms.ChoiceField(
        label=gettext_lazy("Received"), choices=ReceivedHow, widget=forms.RadioSelect, initial=ReceivedHow.IN_PERSON
    )
    proxy = LineField(
        label=gettext_lazy("The proxy and the paper that empowers the proxy"), required=False, max_length=300,
        help_text=gettext_lazy("Only where a proxy complains; otherwise it is the applicant."),
    )  # fmt: skip
    ground = TextField(
        label=gettext_lazy("What the complaint says"),
        help_text=gettext_lazy("Why the family holds the refusal to be wrong, in its words."),
    )
    late_because = LineField(
        label=gettext_lazy("Why it is taken after its term"), required=False, max_length=300,
        help_text=gettext_lazy("When the family learned of the refusal, or the good reason for which it came late."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("received_how") == ReceivedHow.PROXY and not cleaned.get("proxy"):
            self.add_error("proxy", _("Name the proxy and the paper that empowers the proxy."))
        return cleaned

    @property
    def complaint(self) -> ComplaintFacts:
        """The complaint as the action takes it."""
        return ComplaintFacts(**self.facts)
