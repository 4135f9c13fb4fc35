"""What the steps of returnees ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.cases.forms.base import CaseForm, offer
from casework.common.forms import DayField, LineField, OfficeForm, TextField, WholeNumberField
from casework.reference.models import Region
from casework.returnees.models import Edition, StatusApplication


class CommissionForm(CaseForm):
    """The sitting of the commission."""

    commission_on = DayField(label=_("Day of the sitting"), not_future=True)
    minutes_number = LineField(label=_("Number of the minutes"), max_length=30)
    recommendation = forms.ChoiceField(
        label=_("The commission recommends"),
        choices=StatusApplication.Recommendation,
        widget=forms.RadioSelect,
        help_text=_("It advises. The decision is the office's."),
    )


class HearingForm(CaseForm):
    """What the family said before the final decision."""

    hearing_on = DayField(label=_("Day of the hearing"), not_future=True)
    hearing_statement = TextField(
        label=_("What the applicant said"), help_text=_("Write “did not come” where nobody came, and why if known.")
    )


class HearingInvitationForm(OfficeForm):
    """When and where the family is heard; asked before the invitation is printed, stored by nobody."""

    day = DayField(label=_("Day of the hearing"))
    hour = forms.TimeField(label=_("Hour"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    place = LineField(label=_("Where"), max_length=200, help_text=_("A room, or the address of an online meeting."))


class EditionForm(OfficeForm):
    """A certificate issued anew, from the paper that the officer read."""

    ordinal = WholeNumberField(widget=forms.HiddenInput)


class CorrectionForm(EditionForm):
    """Why a certificate is corrected; what it will say is on record already."""

    reason = LineField(
        label=_("Reason"), max_length=300, help_text=_("Which error was found, and by which document it is shown.")
    )


class DuplicateForm(EditionForm):
    """What became of the paper."""

    cause = forms.ChoiceField(
        label=_("What became of the paper"), choices=Edition.Cause, widget=forms.RadioSelect,
        help_text=_("Printed on the duplicate."),
    )  # fmt: skip
    reason = LineField(
        label=_("In the holder’s words"), max_length=300, help_text=_("Where and when; not printed, kept on record.")
    )


class ResettleForm(CaseForm):
    """Another region of settlement for a file that holds places."""

    settlement_region = forms.ModelChoiceField(
        Region.objects.none(),
        label=_("New region of settlement"),
        help_text=_("The places are released in the old region and held in the new one, all of them or none."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "settlement_region", Region.objects.filter(until=None).exclude(pk=self.case.settlement_region_id))
