"""Who an employer is, where it works, whom to ask, and its staff."""

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.common.forms import DayField, LineField, OfficeForm, WholeNumberField
from casework.labour.forms.base import VersionedForm
from casework.labour.models import Activity, Category, Employer, EmployerFacts
from casework.labour.rules import Staff
from casework.labour.states import EmployerKind, Size
from casework.reference.models import Region


class FactsForm(OfficeForm):
    """What the register says of an employer."""

    side_by_side = (("kind", "size"), ("activity", "region"))

    name = LineField(label=gettext_lazy("Name"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=EmployerKind)
    size = forms.ChoiceField(
        label=gettext_lazy("Size"), choices=Size,
        help_text=gettext_lazy("As in the register of business. A small one with few staff is free from the shares."),
    )  # fmt: skip
    activity = forms.ModelChoiceField(
        Activity.objects.all(), label=gettext_lazy("Economic activity"), empty_label=gettext_lazy("choose the section")
    )
    region = forms.ModelChoiceField(Region.objects.filter(until=None), label=gettext_lazy("Region"))
    address = LineField(label=gettext_lazy("Address"), max_length=300)

    @property
    def employer(self) -> EmployerFacts:
        names = ("name", "kind", "size", "activity", "region", "address")
        return EmployerFacts(**{name: self.cleaned_data[name] for name in names})


class NewEmployerForm(FactsForm):
    """An employer that is not on record yet."""

    bin = LineField(label=gettext_lazy("BIN"), max_length=12, help_text=gettext_lazy("Twelve digits, without blanks."))
    field_order = ("bin", "name")


class ChangeEmployerForm(FactsForm, VersionedForm):
    """What is different about an employer now."""

    @staticmethod
    def initial_of(employer: Employer) -> dict[str, Any]:
        names = ("version", "name", "kind", "size", "activity", "region", "address")
        return {name: getattr(employer, name) for name in names}


class BranchForm(OfficeForm):
    """A place in another region where an employer works."""

    name = LineField(label=gettext_lazy("Name of the branch"), max_length=200)
    region = forms.ModelChoiceField(Region.objects.filter(until=None), label=gettext_lazy("Region"))
    address = LineField(label=gettext_lazy("Address"), max_length=300)
    since = DayField(label=gettext_lazy("Works there since"), not_future=True)


class EndForm(OfficeForm):
    """The first day on which something no longer holds."""

    until = DayField(label=gettext_lazy("First day without it"), not_future=True)


class ContactForm(OfficeForm):
    """Whom to ask, and how."""

    name = LineField(label=gettext_lazy("Name"), max_length=150)
    post = LineField(label=gettext_lazy("Post"), max_length=100, required=False)
    value = LineField(label=gettext_lazy("Telephone or e-mail"), max_length=150)


class HeadcountForm(OfficeForm):
    """Staff of a day: for each category citizens and foreigners."""

    on = DayField(label=gettext_lazy("Staff as on"), not_future=True)

    def __init__(self, *args: Any, categories: Iterable[Category], **options: Any) -> None:
        super().__init__(*args, **options)
        self.categories = list(categories)
        for category in self.categories:
            for kind, words in (("citizens", _("Citizens")), ("foreigners", _("Foreigners"))):
                self.fields[f"{kind}_{category.code}"] = WholeNumberField(label=words, initial=0, most=1_000_000)

    @property
    def helper(self) -> FormHelper:
        """The two numbers of a category side by side, under its name."""
        helper = super().helper
        pairs = [
            Fieldset(each.label, f"citizens_{each.code}", f"foreigners_{each.code}", css_class="field-pair")
            for each in self.categories
        ]
        helper.layout = Layout("on", *pairs)
        return helper

    @property
    def staff(self) -> Mapping[str, Staff]:
        given = self.cleaned_data
        return {
            each.code: Staff(given[f"citizens_{each.code}"], given[f"foreigners_{each.code}"])
            for each in self.categories
        }
