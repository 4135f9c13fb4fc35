from django import forms
from django.utils.translation import gettext_lazy as _

from casework.common.forms import OfficeForm
from casework.reports.states import Format


class FormatsForm(OfficeForm):
    """In which formats a report is made in the background."""

    formats = forms.MultipleChoiceField(
        label=_("Formats"), choices=Format, widget=forms.CheckboxSelectMultiple, initial=list(Format.values),
        error_messages={"invalid_choice": _("There is none of this; choose one of the list.")},
    )  # fmt: skip
