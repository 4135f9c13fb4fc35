from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from casework.common import text
from casework.common.forms import OfficeForm


class SeenForm(OfficeForm):
    """A form about a row as it was when the officer looked at it: `seen` is its mark then, `now` gives it anew."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)

    def now(self) -> str:
        raise NotImplementedError

    def look_again(self) -> None:
        """After a refusal: keep what was typed and take the present mark, since the officer now sees the change."""
        typed = cast(QueryDict, self.data).copy()
        typed[self.add_prefix("seen")] = self.now()
        self.data = typed


class AboutForm(OfficeForm):
    """A form about a row, or about none yet."""

    def __init__(self, *args: Any, row: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)


class ConfirmForm(AboutForm):
    """A button."""


class AmountField(forms.DecimalField):
    """An amount in plain digits of any script with a point or a comma; `1_000`, `1e3` and `NaN` are refused."""

    default_error_messages = {"invalid": _("Write the amount in digits, as 4325 or 0.5; nothing else between them.")}
    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: object) -> Any:
        written = text.ascii_digits(str("" if value is None else value).strip()).replace(",", ".")
        if written and not written.replace(".", "", 1).removeprefix("-").isdecimal():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(written)

    def prepare_value(self, value: Any) -> Any:
        """Without the zeros that only the database needs."""
        return f"{value.normalize():f}" if hasattr(value, "normalize") else value
