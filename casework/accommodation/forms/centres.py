"""Centres, rooms and blocked places."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.accommodation.models import PublishedCentre
from casework.accommodation.rules.rooms import MOST_PLACES, RoomFacts
from casework.accommodation.states import Kind, SexRule
from casework.common.forms import DayField, LineField, OfficeForm, WholeNumberField


class CentreForm(OfficeForm):
    """A centre that the officer's office runs."""

    name = LineField(label=_("Name"), max_length=150)
    code = forms.SlugField(
        label=_("Code"), max_length=30, help_text=_("Short, in Latin letters and digits: it stands in addresses.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind, widget=forms.RadioSelect)
    published = forms.ModelChoiceField(
        PublishedCentre.objects.all(), label=_("Published as"), required=False,
        help_text=_("Where a publication tells of this centre; its figures stay those of the publication."),
    )  # fmt: skip


class RoomForm(OfficeForm):
    """A room with its places."""

    number = LineField(label=_("Number of the room"), max_length=10)
    floor = WholeNumberField(label=_("Floor"), least=-3, most=60, initial=1)
    places = WholeNumberField(label=_("Places"), least=1, most=MOST_PLACES)
    is_family_room = forms.BooleanField(
        label=_("Family room"), required=False, initial=True, help_text=_("One family at a time has it.")
    )
    sex_rule = forms.ChoiceField(
        label=_("For"), choices=SexRule, initial=SexRule.ANY, help_text=_("Of rooms that strangers share.")
    )
    is_accessible = forms.BooleanField(label=_("Without steps"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("is_family_room") and given.get("sex_rule") not in (None, SexRule.ANY):
            self.add_error("sex_rule", _("A family room admits women and men; a family is not parted by it."))
        return given

    @property
    def facts(self) -> RoomFacts:
        return RoomFacts(**self.cleaned_data)


class ClosingForm(OfficeForm):
    """From when on nobody sleeps there."""

    on = DayField(label=_("Closed from"), help_text=_("The night of that day is slept elsewhere."))


class BlockForm(OfficeForm):
    """Why a place is kept empty, and for how long."""

    since = DayField(label=_("Blocked from"))
    until = DayField(label=_("Can be used again on"))
    reason = LineField(label=_("Why"), max_length=200)


class UnblockForm(OfficeForm):
    """From when a place is free again."""

    on = DayField(label=_("Free from"))
