from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.common.forms import DayField, LineField, OfficeForm, TextField
from casework.common.text import ascii_digits
from casework.desk.forms.member import SpelledForm
from casework.people.models import Membership, Person
from casework.people.rules.question import person_number

Role = Membership.Role


class EndForm(OfficeForm):
    """From which day on something no longer holds."""

    until = DayField(
        label=gettext_lazy("No longer from"), not_future=True,
        help_text=gettext_lazy("The first day on which it no longer holds."),
    )  # fmt: skip


class IinForm(OfficeForm):
    iin = LineField(label=gettext_lazy("IIN"), max_length=12, help_text=gettext_lazy("Twelve digits."))

    def clean_iin(self) -> str:
        return ascii_digits(self.cleaned_data["iin"])


class NewbornForm(SpelledForm):
    """A child born into the family, with the name of its birth certificate."""

    role = forms.ChoiceField(
        label=gettext_lazy("Role in the family"), initial=Role.CHILD,
        choices=[(role.value, role.label) for role in (Role.CHILD, Role.GRANDCHILD, Role.OTHER)],
    )  # fmt: skip


class SameForm(OfficeForm):
    """The other record, and why both are one human being."""

    other = LineField(
        label=gettext_lazy("Number of the other record"), max_length=12,
        help_text=gettext_lazy("As P-000123; the search shows it, also on the card of another office."),
    )  # fmt: skip
    reason = TextField(label=gettext_lazy("Why they are the same person"))

    def clean_other(self) -> Person:
        found = Person.objects.filter(number=person_number(self.cleaned_data["other"]) or "-").first()
        if found is None:
            raise ValidationError(_("There is no record of this number; search for the person."))
        return found


class ReasonForm(OfficeForm):
    reason = TextField(label=gettext_lazy("Why they are not the same person"))


class ConfirmForm(OfficeForm):
    """A button."""
