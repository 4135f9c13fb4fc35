"""What an administrator fills in about officers and offices."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from casework.accounts.actions import USERNAME, Particulars
from casework.accounts.models import Office, Officer, Role
from casework.accounts.queries import incompatible
from casework.backoffice.forms.base import AboutForm, SeenForm
from casework.common.forms import LineField, NameField
from casework.reference.models import Region

CODE = RegexValidator(r"\A[A-Za-z0-9][A-Za-z0-9.-]*\Z", _("Write Latin letters, digits, dots and dashes only."))

HOW_LONG = _("At least 12 characters; no common word, not digits alone, nothing like the name of the officer.")


class RolesField(forms.MultipleChoiceField):
    """Roles by their codes, each told with what it is for."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=_roles, **options)

    def clean(self, value: Any) -> list[str]:
        codes = super().clean(value)
        pair = incompatible(codes)
        if pair is not None:
            raise ValidationError(
                _("“%(one)s” and “%(other)s” may not be held together; choose one of them.")
                % {"one": pair[0], "other": pair[1]}
            )
        return codes


def _roles() -> list[tuple[str, SafeString]]:
    told = '<strong>{}</strong><span class="choice-note">{}</span>'
    return [(role.pk, format_html(told, role.name, role.description)) for role in Role.objects.all()]


class PasswordField(forms.CharField):
    """A password as it is typed at the door: nothing of it is changed, and what the door would change is refused."""

    def __init__(self, **options: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        super().__init__(strip=False, max_length=200, widget=widget, **options)


class PasswordForm(AboutForm):
    """A first password, typed twice; the officer must choose another at the first sign-in."""

    password = PasswordField(label=_("Temporary password"), help_text=HOW_LONG)
    again = PasswordField(label=_("The same once more"))

    def __init__(self, *args: Any, row: Officer | None = None, **options: Any) -> None:
        super().__init__(*args, row=row, **options)
        self.officer = row

    def whose(self) -> Officer | None:
        """The officer whose name the password must not resemble."""
        return self.officer

    def clean(self) -> None:
        password, again = self.cleaned_data.get("password"), self.cleaned_data.get("again")
        if password is None or again is None:
            return
        if password != again:
            self.add_error("again", _("The two passwords differ; type them again."))
        self._check(password)

    def _check(self, password: str) -> None:
        """Every form cleans its text; a password that this changes would not open the door as it was typed."""
        try:
            if password != self.data.get(self.add_prefix("password")):
                raise ValidationError(_("Begin and end the password with a letter, a digit or a sign."))
            validate_password(password, self.whose())
        except ValidationError as fault:
            self.add_error("password", fault)


class ParticularsForm(SeenForm):
    """Who an officer is and where."""

    first_name = NameField(label=_("Given name"), max_length=150)
    last_name = NameField(label=_("Surname"), max_length=150)
    post = LineField(label=_("Post"), max_length=100, required=False)
    office = forms.ModelChoiceField(
        label=_("Office"), queryset=Office.objects.filter(is_active=True), empty_label=_("choose")
    )

    def __init__(self, *args: Any, row: Officer, **options: Any) -> None:
        self.officer = row
        shown = {name: getattr(row, name) for name in ("first_name", "last_name", "post", "office")}
        super().__init__(*args, initial=shown | {"seen": self.now()}, **options)

    def now(self) -> str:
        return Particulars.of(Officer.objects.get(pk=self.officer.pk)).mark

    @property
    def particulars(self) -> Particulars:
        given = self.cleaned_data
        return Particulars(given["first_name"], given["last_name"], given["post"], given["office"].code)


class NewOfficerForm(PasswordForm):
    """A new account."""

    field_order = ["username", "first_name", "last_name", "post", "office", "roles", "password", "again"]

    username = LineField(
        label=_("Username"),
        max_length=40,
        validators=[RegexValidator(USERNAME, _("Write 2 to 40 small Latin letters, digits, dots and dashes."))],
        help_text=_("Small Latin letters, digits, dots and dashes, as in dana.b; it stays as long as the account."),
    )
    first_name = NameField(label=_("Given name"), max_length=150)
    last_name = NameField(label=_("Surname"), max_length=150)
    post = LineField(label=_("Post"), max_length=100, required=False)
    office = forms.ModelChoiceField(
        label=_("Office"), queryset=Office.objects.filter(is_active=True), empty_label=_("choose")
    )
    roles = RolesField(label=_("Roles"), required=False)

    def whose(self) -> Officer:
        names = ("username", "first_name", "last_name")
        return Officer(**{name: self.cleaned_data.get(name, "") for name in names})

    @property
    def account(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "again"}


class RolesForm(SeenForm):
    """The roles an officer holds."""

    roles = RolesField(label=_("Roles"), required=False)

    def __init__(self, *args: Any, row: Officer, **options: Any) -> None:
        self.officer = row
        super().__init__(*args, initial={"roles": self._held(), "seen": self.now()}, **options)

    def _held(self) -> list[str]:
        return list(self.officer.held_roles.order_by("role").values_list("role", flat=True))

    def now(self) -> str:
        return " ".join(self._held())


class OfficeNameForm(SeenForm):
    """The name of an office."""

    name = LineField(label=_("Name"), max_length=150)

    def __init__(self, *args: Any, row: Office, **options: Any) -> None:
        self.office = row
        super().__init__(*args, initial={"name": row.name, "seen": self.now()}, **options)

    def now(self) -> str:
        return Office.objects.get(pk=self.office.pk).name


class NewOfficeForm(AboutForm):
    """A new office."""

    code = LineField(label=_("Code"), max_length=20, validators=[CODE], help_text=_("As in KZ-55-2; it stays."))
    name = LineField(label=_("Name"), max_length=150)
    region = forms.ModelChoiceField(
        label=_("Region"),
        queryset=Region.objects.all(),
        required=False,
        empty_label=_("none: a national office"),
        help_text=_("It stays: what the officers of this office see depends on it."),
    )
