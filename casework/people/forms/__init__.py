"""What officers type about persons. Each form cleans to the facts that an action takes."""

from casework.people.forms.fields import BirthField, CountryField, country_choices, identity_kinds
from casework.people.forms.households import MembershipForm
from casework.people.forms.papers import ContactForm, DocumentForm, NameForm, PersonNameForm, PhotoForm
from casework.people.forms.persons import CorrectionForm, FactsForm, PersonForm

__all__ = [
    "BirthField", "ContactForm", "CorrectionForm", "CountryField", "DocumentForm", "FactsForm", "MembershipForm",
    "NameForm", "PersonForm", "PersonNameForm", "PhotoForm", "country_choices", "identity_kinds",
]  # fmt: skip
