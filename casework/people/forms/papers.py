from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.common.forms import DayField, LineField, NameField, OfficeForm
from casework.people.forms.fields import CountryField, identity_kinds
from casework.people.models import ContactDetail, IdentityDocument, Name, Person, Photo
from casework.people.rules import ContactFacts, DocumentFacts, NameFacts, document_key, fold


class NameForm(OfficeForm):
    """A name as one document has it, in its script; a surname alone or a given name alone will do."""

    script = forms.ChoiceField(label=gettext_lazy("Script"), choices=Name.Script.choices)
    surname = NameField(label=gettext_lazy("Surname"), required=False)
    given = NameField(label=gettext_lazy("Given name"), required=False)
    patronymic = NameField(label=gettext_lazy("Patronymic"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        unreadable = self.errors.keys() & {"surname", "given"}
        if not unreadable and not fold(f"{cleaned['surname']}{cleaned['given']}"):
            self.add_error("surname", _("Give a surname or a given name, as the document has it."))
        return cleaned

    @property
    def name(self) -> NameFacts:
        got = self.cleaned_data
        return NameFacts(got["script"], got["surname"], got["given"], got["patronymic"])


class PersonNameForm(NameForm):
    """A further name of a person on record: from which of the documents, and whether it is shown first."""

    document = forms.ModelChoiceField(
        label=gettext_lazy("From document"), queryset=IdentityDocument.objects.none(), required=False, empty_label="–"
    )
    is_main = forms.BooleanField(label=gettext_lazy("Show this name first"), required=False)

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["document"].queryset = person.identity_documents.select_related("kind")  # type: ignore[attr-defined]


class DocumentForm(OfficeForm):
    """An identity document."""

    document_kind = forms.ChoiceField(label=gettext_lazy("Identity paper"), choices=identity_kinds)
    document_number = LineField(label=gettext_lazy("Number"), max_length=40)
    document_country = CountryField(label=gettext_lazy("Issued by the country"))
    document_issuer = LineField(label=gettext_lazy("Issued by the office"), required=False, max_length=150)
    issued_on = DayField(label=gettext_lazy("Issued on"), required=False, not_future=True)
    expires_on = DayField(label=gettext_lazy("Expires on"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        number, issued, expires = (cleaned.get(name) for name in ("document_number", "issued_on", "expires_on"))
        if number and not document_key(number):
            self.add_error("document_number", _("Give the number of the document, letters and digits."))
        if issued and expires and expires <= issued:
            self.add_error("expires_on", _("A document expires after it is issued."))
        return cleaned

    @property
    def document(self) -> DocumentFacts:
        got = self.cleaned_data
        return DocumentFacts(
            got["document_kind"], got["document_number"], got["document_country"], got["document_issuer"],
            got["issued_on"], got["expires_on"],
        )  # fmt: skip


class ContactForm(OfficeForm):
    """A telephone, e-mail or address."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ContactDetail.Kind.choices)
    value = LineField(label=gettext_lazy("Telephone, e-mail or address"), max_length=300)
    since = DayField(label=gettext_lazy("Since"), not_future=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == ContactDetail.Kind.EMAIL and "@" not in cleaned.get("value", "@"):
            self.add_error("value", _("An e-mail address has an @ in it."))
        return cleaned

    @property
    def contact(self) -> ContactFacts:
        return ContactFacts(**{name: self.cleaned_data[name] for name in ("kind", "value", "since")})


class PhotoForm(OfficeForm):
    """A portrait; the action judges its content."""

    photo = forms.FileField(
        label=gettext_lazy("Photo"), allow_empty_file=True, max_length=255,
        help_text=gettext_lazy("JPEG or PNG, at most 5 MB. Only the picture is kept, without place and time."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )  # fmt: skip

    @property
    def content(self) -> bytes:
        """All of it, or one byte more than the action takes: a larger file is not read to its end."""
        return self.cleaned_data["photo"].read(Photo.MOST_BYTES + 1)
