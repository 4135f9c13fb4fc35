"""What the forms about employers share."""

from collections.abc import Mapping
from typing import Any

from django import forms

from casework.common.forms import OfficeForm, WholeNumberField


class VersionedForm(OfficeForm):
    """A form about something as it was when the officer read it."""

    version = WholeNumberField(widget=forms.HiddenInput)

    @property
    def facts(self) -> Mapping[str, Any]:
        """What was filled in, without what the form itself needs."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
