"""Stays: asked for, placed, begun, ended."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.accommodation.models import Assignment
from casework.accommodation.queries.beds import Bed
from casework.accommodation.queries.free import Bedding, Offer
from casework.accommodation.states import EndReason
from casework.common.forms import DayField, LineField, OfficeForm
from casework.people.models import Person

COT = "cot-"


class StayForm(OfficeForm):
    """Which family asks for a place."""

    family = LineField(
        label=_("File, certificate or family"), max_length=20,
        help_text=_("A number, as ST-2026-000123, RS-2026-000123 or H-000123."),
    )  # fmt: skip
    asked_on = DayField(label=_("Asked for on"), not_future=True)
    is_visiting = forms.BooleanField(
        label=_("Comes for services only"), required=False,
        help_text=_("The family lives elsewhere; it needs no bed and is on no waiting list."),
    )  # fmt: skip


class NightsForm(OfficeForm):
    """For which nights places are looked for; sent by the address."""

    since = DayField(label=_("Arrive on"))
    until = DayField(label=_("Leave on"), help_text=_("The night of that day is slept elsewhere."))


class PlacesForm(OfficeForm):
    """A place for each member of a family on some nights; without a place the person is not placed."""

    since = DayField(widget=forms.HiddenInput(attrs={"type": "hidden"}))
    until = DayField(widget=forms.HiddenInput(attrs={"type": "hidden"}))

    def __init__(
        self, *args: Any, persons: Sequence[Person], offers: Sequence[Offer], on: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.persons, self.on = persons, on
        self.choices = {key: value for offer in offers for key, value in offer.beds.items()}
        groups = [(offer.words, list(offer.choices)) for offer in offers]
        for person in persons:
            self.fields[self.name_of(person)] = forms.ChoiceField(
                label=str(person), required=False, choices=[("", _("no place yet")), *groups],
                help_text=_("%(age)d years old") % {"age": person.age_on(on)},
            )  # fmt: skip

    @staticmethod
    def name_of(person: Person) -> str:
        return f"place_{person.pk}"

    @property
    def beds(self) -> list[Bed]:
        """Who is to sleep where."""
        chosen = ((person, self.cleaned_data.get(self.name_of(person))) for person in self.persons)
        found = [(person, self.choices[key]) for person, key in chosen if key]
        return [Bed(person, one.room, one.place, one.until) for person, one in found]


class StepsForm(OfficeForm):
    """Who cannot climb steps."""

    persons = forms.TypedMultipleChoiceField(
        label=_("Cannot climb steps"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, persons: Iterable[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["persons"].choices = [(one.pk, str(one)) for one in persons]  # type: ignore[attr-defined]


class ArrivalForm(OfficeForm):
    """Who came, and when; the same form says who left."""

    on = DayField(label=_("Day"), not_future=True)
    persons = forms.TypedMultipleChoiceField(label=_("Who"), coerce=int, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, nights: Iterable[Assignment], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(one.person_id, str(one.person)) for one in nights]
        self.fields["persons"].choices = choices  # type: ignore[attr-defined]
        self.initial.setdefault("persons", [pk for pk, _words in choices])


class MoveForm(OfficeForm):
    """Another place for one person, from the night of a day on."""

    on = DayField(label=_("From the night of"))
    bed = forms.ChoiceField(label=_("New place"))

    def __init__(self, *args: Any, offers: Sequence[Offer], **options: Any) -> None:
        super().__init__(*args, **options)
        self.choices = {key: value for offer in offers for key, value in offer.beds.items()}
        self.fields["bed"].choices = [(offer.words, list(offer.choices)) for offer in offers]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Bedding:
        return self.choices[self.cleaned_data["bed"]]


class UntilForm(OfficeForm):
    """A later day of departure."""

    until = DayField(label=_("Leave on"), help_text=_("The night of that day is slept elsewhere."))


class EndForm(OfficeForm):
    """Why a stay without places ends."""

    reason = forms.ChoiceField(
        label=_("Why"), widget=forms.RadioSelect,
        choices=[(one, one.label) for one in (EndReason.WITHDRAWN, EndReason.NEVER_CAME, EndReason.FINISHED)],
    )  # fmt: skip


class PlainForm(OfficeForm):
    """A button: nothing to fill in."""
