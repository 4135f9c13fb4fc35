"""The gate and the roll call."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.accommodation.queries.presence import Resident
from casework.common.forms import LineField, OfficeForm


class PassForm(OfficeForm):
    """Who goes through the gate, and which way; chosen by two buttons."""

    person = LineField(label=_("Person"), max_length=12)
    way = forms.ChoiceField(choices=[("in", _("in")), ("out", _("out"))])


class RollForm(OfficeForm):
    """Who is there."""

    present = forms.TypedMultipleChoiceField(
        label=_("Here now"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, residents: Iterable[Resident], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(one.person.pk, f"{one.assignment.room.number}  {one.person}") for one in residents]
        self.fields["present"].choices = choices  # type: ignore[attr-defined]


class PeriodForm(OfficeForm):
    """Figures of which month."""

    month = forms.RegexField(
        r"^(19|20)\d\d-(0[1-9]|1[0-2])$",
        label=_("Month"),
        widget=forms.TextInput({"type": "month", "class": "form-control board-day"}),
    )
