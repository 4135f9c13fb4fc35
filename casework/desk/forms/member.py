from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.common.forms import NameField, row
from casework.desk.forms.base import DraftForm
from casework.people.forms import PersonForm
from casework.people.models import Membership, Name
from casework.people.rules import MemberFacts, NameFacts, fold

Role = Membership.Role
OTHER = ("other_surname", "other_given", "other_patronymic", "other_script")
LATIN = ("latin_surname", "latin_given")


class SpelledForm(PersonForm):
    """A person of a family: names as the papers have them, what tells people apart, one identity paper."""

    role = forms.ChoiceField(
        label=gettext_lazy("Role in the family"), choices=[choice for choice in Role.choices if choice[0] != Role.HEAD]
    )
    other_script = forms.ChoiceField(label=gettext_lazy("Script"), choices=Name.Script.choices, required=False)
    other_surname = NameField(label=gettext_lazy("Surname"), required=False)
    other_given = NameField(label=gettext_lazy("Given name"), required=False)
    other_patronymic = NameField(label=gettext_lazy("Patronymic"), required=False)

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        role = ["role"] if "role" in self.fields else []
        first = ["version"] if "version" in self.fields else []
        helper.layout = Layout(*first, *role, *self._names(), *self._facts(), self._paper())
        return helper

    def _names(self) -> list[Any]:
        main, latin, other = row("surname", "given", "patronymic", "script"), row(*LATIN), row(*OTHER)
        return [
            Fieldset(_("Name as the paper has it"), main, latin, css_class="form-section"),
            *folded(_("The name in one more script"), other, is_open=any(self[name].value() for name in OTHER[:3])),
        ]

    def _facts(self) -> list[Any]:
        who, where = row("birth", "citizenship"), row("birth_country", "birth_place")
        return [
            Fieldset(_("The person"), who, "sex", where, row("ethnicity", "education", "iin"), css_class="form-section")
        ]

    def _paper(self) -> Fieldset:
        what, when = row(*self.paper), row("document_issuer", "issued_on", "expires_on")
        return Fieldset(_("Identity paper"), what, when, css_class="form-section")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        words = [cleaned.get(name) or "" for name in OTHER[:3]]
        if any(words) and not fold("".join(words[:2])):
            self.add_error("other_surname", _("Give a surname or a given name, as the document has it."))
        if any(words) and not cleaned.get("other_script"):
            self.add_error("other_script", _("Choose the script of this name."))
        return cleaned

    @property
    def names(self) -> tuple[NameFacts, ...]:
        got = self.cleaned_data
        if not any(got[name] for name in OTHER[:2]):
            return super().names
        other = NameFacts(got["other_script"], got["other_surname"], got["other_given"], got["other_patronymic"])
        return (*super().names, other)

    @property
    def member(self) -> MemberFacts:
        """What was typed, as the register of persons takes it."""
        return MemberFacts(self.cleaned_data.get("role", Role.HEAD), self.facts, self.names, self.documents)


class MemberForm(DraftForm, SpelledForm):
    """Somebody who comes with the family of a draft."""


class ApplicantForm(MemberForm):
    """The adult who files for the family, and is its head."""

    role = None  # type: ignore[assignment]


def folded(summary: str, *inside: Any, is_open: bool) -> list[Any]:
    """Fields that few need: folded away, open where they are filled."""
    opening = format_html('<details class="why"{}><summary>{}</summary>', " open" if is_open else "", summary)
    return [HTML(opening), *inside, HTML("</details>")]
