from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.common.errors import RuleBroken
from casework.common.forms import LineField, NameField, OfficeForm, WholeNumberField
from casework.common.text import ascii_digits
from casework.people.forms.fields import BirthField, CountryField
from casework.people.forms.papers import DocumentForm, NameForm
from casework.people.models import Name, Person, check_iin
from casework.people.rules import DocumentFacts, NameFacts, PersonFacts, fold


class FactsForm(OfficeForm):
    """What tells a person apart, besides names and papers. `version` stands in a form that corrects."""

    birth = BirthField(label=gettext_lazy("Date of birth"))
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), choices=Person.Sex.choices, widget=forms.RadioSelect)
    citizenship = CountryField(label=gettext_lazy("Citizenship"), with_stateless=True)
    birth_country = CountryField(label=gettext_lazy("Country of birth"), required=False)
    birth_place = LineField(label=gettext_lazy("Place of birth"), required=False, max_length=150)
    ethnicity = LineField(label=gettext_lazy("Ethnicity"), required=False, max_length=60)
    education = forms.ChoiceField(
        label=gettext_lazy("Education"), required=False, choices=[("", "–"), *Person.Education.choices]
    )
    iin = LineField(
        label=gettext_lazy("IIN"), required=False, max_length=12,
        help_text=gettext_lazy("Twelve digits; a foreigner gets it with the first certificate. Leave it empty then."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["iin"] = ascii_digits(cleaned.get("iin") or "")
        if cleaned["iin"] and cleaned.get("birth") and cleaned.get("sex"):
            self._check_iin(cleaned)
        return cleaned

    def _check_iin(self, cleaned: dict[str, Any]) -> None:
        try:
            check_iin(cleaned["iin"], birth=cleaned["birth"], sex=cleaned["sex"])
        except RuleBroken as fault:
            self.add_error("iin", str(fault))

    @property
    def facts(self) -> PersonFacts:
        plain = ("sex", "birth", "citizenship", "birth_country", "birth_place", "ethnicity", "education", "iin")
        return PersonFacts(**{name: self.cleaned_data[name] for name in plain})


class CorrectionForm(FactsForm):
    """The facts on record, to be put right, upon the version that was read."""

    version = WholeNumberField(widget=forms.HiddenInput, least=1)

    @classmethod
    def of(cls, person: Person, data: Any = None) -> "CorrectionForm":
        facts = person.facts
        initial = {name: getattr(facts, name) for name in FactsForm.base_fields}
        return cls(data, initial=initial | {"version": person.version})


class PersonForm(DocumentForm, NameForm, FactsForm):
    """A person to be registered: facts, the name as the document has it, its spelling in the passport, the document.

    The document may be missing; if any of it is given, then kind, number and country are.
    """

    latin_surname = NameField(label=gettext_lazy("Surname in Latin letters"), required=False)
    latin_given = NameField(label=gettext_lazy("Given name in Latin letters"), required=False)
    field_order = (
        "script", "surname", "given", "patronymic", "latin_surname", "latin_given", "birth", "sex", "citizenship",
    )  # fmt: skip
    paper = ("document_kind", "document_number", "document_country")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in self.paper:
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        given = [name for name in self.paper if cleaned.get(name)]
        for name in self.paper:
            if given and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("An identity paper has a kind, a number and a country."))
        return cleaned

    @property
    def documents(self) -> tuple[DocumentFacts, ...]:
        return (self.document,) if self.cleaned_data["document_kind"] else ()

    @property
    def names(self) -> tuple[NameFacts, ...]:
        """The main name, and the Latin spelling where it was given, from the document where there is one."""
        surname, given = self.cleaned_data["latin_surname"], self.cleaned_data["latin_given"]
        source = self.documents[0] if self.documents else None
        latin = NameFacts(Name.Script.LATN_PASSPORT, surname, given, document=source)
        return (self.name, latin) if fold(f"{surname}{given}") else (self.name,)
