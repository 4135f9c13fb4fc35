from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.common.forms import DayField, LineField, OfficeForm
from casework.people.models import Membership, Person
from casework.people.rules import person_number

Role = Membership.Role
OTHER_ROLES = [("", "–"), *(choice for choice in Role.choices if choice[0] != Role.HEAD)]


class HeadForm(OfficeForm):
    """From when somebody heads the family, and what the head of today is then."""

    since = DayField(label=gettext_lazy("Since"), not_future=True)
    former_role = forms.ChoiceField(
        label=gettext_lazy("The head of today is then"), choices=OTHER_ROLES, required=False,
        help_text=gettext_lazy("Seen from the new head. Leave it open where the family has no head now."),
    )  # fmt: skip


class SplitForm(OfficeForm):
    """Who leaves together with somebody, and since when they are a family of their own."""

    since = DayField(label=gettext_lazy("Since"), not_future=True)
    others = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who leaves too"), queryset=Person.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, to_field_name="number",
    )  # fmt: skip

    def __init__(self, *args: Any, family: QuerySet[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["others"].queryset = family  # type: ignore[attr-defined]


class DeathForm(OfficeForm):
    died_on = DayField(label=gettext_lazy("Day of death"), not_future=True)


class MarriageForm(OfficeForm):
    """With whom, and the day of the certificate."""

    spouse = LineField(
        label=gettext_lazy("Number of the spouse"), max_length=12, help_text=gettext_lazy("As P-000123.")
    )
    on = DayField(label=gettext_lazy("Day of the marriage"), not_future=True)

    def __init__(self, *args: Any, in_sight: QuerySet[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.in_sight = in_sight

    def clean_spouse(self) -> Person:
        number = person_number(self.cleaned_data["spouse"])
        found = self.in_sight.filter(number=number).first() if number else None
        if found is None:
            raise ValidationError(_("There is no such person among those you see; search for the number."))
        return found
