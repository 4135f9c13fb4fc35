from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.common.forms import DayField, LineField, OfficeForm
from casework.people.models import Membership, Person
from casework.people.rules import person_number


class MembershipForm(OfficeForm):
    """Who joins a family, as whom, and since when."""

    person = LineField(
        label=gettext_lazy("Number of the person"), max_length=12, help_text=gettext_lazy("As P-000123.")
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role in the family"),
        choices=[choice for choice in Membership.Role.choices if choice[0] != Membership.Role.HEAD],
    )
    since = DayField(label=gettext_lazy("Since"), not_future=True)

    def __init__(self, *args: Any, in_sight: QuerySet[Person], **options: Any) -> None:
        """`in_sight`: the persons whom the officer sees; another number is answered as if it did not exist."""
        super().__init__(*args, **options)
        self.in_sight = in_sight

    def clean_person(self) -> Person:
        number = person_number(self.cleaned_data["person"])
        found = self.in_sight.filter(number=number).first() if number else None
        if found is None:
            raise ValidationError(_("There is no such person among those you see; search for the number."))
        return found
