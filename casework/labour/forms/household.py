"""The form of the counter for household workers: one screen, made for volume."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from casework.common.forms import DayField, LineField, NameField, OfficeForm, WholeNumberField
from casework.labour.models import PrivateFacts
from casework.people.rules import BirthDate, DocumentFacts, NameFacts, PersonFacts

IIN, PASSPORT = 12, 9  # characters; the second as in the machine-readable line of every passport (ICAO Doc 9303-4)
UNSEEN = _("Compare the papers with their originals and say so here; without that no permit is issued.")
NEEDED_OF_THE_UNKNOWN = ("surname", "given", "born_on", "sex")


class CounterForm(OfficeForm):
    """Whoever is on record already is known by the number alone: the employer by IIN, the worker by the passport.

    The order is that of the keys: after the birth date everything is filled in already, and Enter leads to what the
    officer has to say last, that the originals were seen.
    """

    side_by_side = (
        ("iin", "name"), ("passport", "citizenship"), ("surname", "given"), ("sex", "born_on"), ("months", "work"),
    )  # fmt: skip

    iin = LineField(
        label=_("IIN of the employer"),
        max_length=IIN,
        help_text=_("After the twelfth digit the cursor goes on by itself."),
    )
    name = NameField(label=_("Name of the employer"), required=False, help_text=_("Not needed where the IIN is known."))
    passport = LineField(
        label=_("Number of the passport"),
        max_length=40,
        help_text=_("After the ninth character the cursor goes on to what is still empty."),
    )
    citizenship = forms.ChoiceField(label=_("Citizenship"), choices=[("", _("choose the country")), *countries])
    surname = NameField(
        label=_("Surname, as in the passport"), required=False, help_text=_("Not needed where the passport is known.")
    )
    given = NameField(label=_("Given name, as in the passport"), required=False)
    sex = forms.ChoiceField(
        label=_("Sex"), choices=[("", _("choose")), ("F", _("female")), ("M", _("male"))], required=False
    )
    born_on = DayField(label=_("Date of birth"), not_future=True, required=False)
    months = WholeNumberField(label=_("Months"), least=1, most=12)
    work = LineField(label=_("Work"), max_length=150)
    address = LineField(label=_("Address of the household"), max_length=300, required=False)
    papers_seen = forms.BooleanField(label=_("I saw the originals of all papers"), error_messages={"required": UNSEEN})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["iin"].widget.attrs |= {"autofocus": True, "inputmode": "numeric", "data-leads-on": IIN}
        self.fields["passport"].widget.attrs |= {"data-leads-on": PASSPORT}

    @property
    def employer(self) -> PrivateFacts:
        given = self.cleaned_data
        return PrivateFacts(given["iin"], given["name"], given["address"])

    @property
    def passport_facts(self) -> DocumentFacts:
        return DocumentFacts("passport", self.cleaned_data["passport"], self.cleaned_data["citizenship"])

    @property
    def worker(self) -> tuple[PersonFacts, NameFacts] | None:
        """Who the worker is; None where the form leaves it to the passport, which must be on record then."""
        given = self.cleaned_data
        if not all(given[name] for name in NEEDED_OF_THE_UNKNOWN):
            return None
        facts = PersonFacts(sex=given["sex"], birth=BirthDate(given["born_on"]), citizenship=given["citizenship"])
        paper = self.passport_facts
        return facts, NameFacts(script="latn-passport", surname=given["surname"], given=given["given"], document=paper)

    def clean(self) -> dict[str, Any]:
        """What an unknown worker needs is asked for all together, or not at all."""
        given = super().clean() or {}
        some = [name for name in NEEDED_OF_THE_UNKNOWN if given.get(name)]
        for name in NEEDED_OF_THE_UNKNOWN:
            if some and not given.get(name) and name not in self.errors:
                self.add_error(name, _t("Give this as well, or leave all four empty where the passport is known."))
        return given


class ExtensionForm(OfficeForm):
    """For how many more months."""

    months = WholeNumberField(label=_("Months"), least=1, most=12)
