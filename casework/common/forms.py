"""What every form shares: clean text, days and numbers read one way only, refusals shown where they belong."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.common import text
from casework.common.errors import RuleBroken
from casework.common.workdays import local_date

# Names of all fields that the forms of this request ask for; None outside a watched request.
asked_fields: ContextVar[set[str] | None] = ContextVar("asked_fields", default=None)

PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,4})?")
WHOLE_NUMBER = re.compile(r"[-+]?[0-9]{1,30}")


class LineField(forms.CharField):
    """Text on one line."""

    kind = text.LINE

    def to_python(self, value: object) -> str:
        return _cleaned(super().to_python(value) or "", self)


class NameField(LineField):
    """A name as a document has it, in any script; at most 200 letters."""

    kind = text.NAME

    def __init__(self, *, max_length: int = 200, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)


class TextField(LineField):
    """Text of several lines; at most 4000 letters."""

    kind = text.LONG
    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *, max_length: int = 4000, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)


class DayField(forms.DateField):
    """A day as 2026-11-23 or 23.11.2026, from 1900 to 2100; never with the month first.

    With `not_future` no later than the `today` of the form.
    """

    default_error_messages = {
        "invalid": gettext_lazy("Write a day that exists, as 23.11.2026 or 2026-11-23."),
        "range": gettext_lazy("The year must lie between 1900 and 2100."),
        "future": gettext_lazy("This day has not come yet; enter today or an earlier day."),
    }
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "min": "1900-01-01", "max": "2100-12-31"})

    def __init__(self, *, not_future: bool = False, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y"], **options)
        self.not_future = not_future
        self.today: date | None = None

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and not 1900 <= value.year <= 2100:
            raise ValidationError(self.error_messages["range"], code="range")
        if value is not None and self.today is not None and value > self.today:
            raise ValidationError(self.error_messages["future"], code="future")


class WholeNumberField(forms.IntegerField):
    """A whole number in plain digits of any script; `1_000`, `1e3` and `1.0` are refused."""

    default_error_messages = {"invalid": gettext_lazy("Write a whole number in digits, nothing between them.")}

    def __init__(self, *, least: int = 0, most: int = 2**31 - 1, **options: Any) -> None:
        super().__init__(min_value=least, max_value=most, **options)

    def to_python(self, value: object) -> int | None:
        digits = text.ascii_digits(str(value or "" if value != 0 else 0).strip())
        if digits and (not WHOLE_NUMBER.fullmatch(digits) or set(digits) == {"-", "0"}):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(digits)


class PercentField(forms.DecimalField):
    """A percentage in plain digits of any script with at most four decimals, after a point or a comma."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    default_error_messages = {"invalid": gettext_lazy("Write a percentage in digits, as 0.25 or 0,25.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=Decimal("0.0001"), max_value=100, **options)

    def to_python(self, value: object) -> Any:
        digits = text.ascii_digits(str(value or "").strip()).replace(",", ".")
        if digits and not PERCENT.fullmatch(digits):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(digits)


def row(*names: str) -> Row:
    """Fields side by side, where the window is wide enough."""
    return Row(*(Column(name) for name in names))


class OfficeForm(forms.Form):
    """Base of every form. `status` is the answer's when the form comes back with errors.

    `side_by_side` names fields that stand side by side; whatever it does not name follows below, one under the other.
    """

    status = 422
    side_by_side: ClassVar[tuple[tuple[str, ...], ...]] = ()

    def __init__(self, *args: Any, today: date | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self._tell_today(today)
        asked = asked_fields.get()
        if asked is not None:
            asked.update(map(self.add_prefix, self.fields))

    @property
    def helper(self) -> FormHelper:
        """Fields only: the page owns the <form>, its token and its key."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        if self.side_by_side:
            placed = {name for names in self.side_by_side for name in names}
            rest = [name for name in self.fields if name not in placed]
            helper.layout = Layout(*(row(*names) for names in self.side_by_side), *rest)
        return helper

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Turn a refusal of the action into an error of this form, and remember its status."""
        try:
            yield
        except RuleBroken as refusal:
            self.add_error(None, refusal.sentences)
            self.status = refusal.status

    def _tell_today(self, today: date | None) -> None:
        for field in self.fields.values():
            if isinstance(field, DayField) and field.not_future:
                field.today = today or local_date(timezone.now())

    def _clean_fields(self) -> None:
        """Text is clean whatever kind of field it came through."""
        super()._clean_fields()  # type: ignore[misc]
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str):
                self._clean_text(name, value)

    def _clean_text(self, name: str, value: str) -> None:
        try:
            self.cleaned_data[name] = _cleaned(value, self.fields[name])
        except ValidationError as fault:
            self.add_error(name, fault)


def _cleaned(value: str, field: forms.Field) -> str:
    limit = getattr(field, "max_length", None)
    if limit is not None and len(value) > limit:
        return value  # the field's own limit speaks; nobody reads a text that is refused anyway
    try:
        cleaned = text.clean(value, _kind(field))
    except text.Unclean as fault:
        raise ValidationError(str(fault), code="unclean") from fault
    if field.required and not cleaned:
        raise ValidationError(field.error_messages.get("required", _("This field is required.")), code="required")
    return cleaned


def _kind(field: forms.Field) -> text.Kind:
    default = text.LONG if isinstance(field.widget, forms.Textarea) else text.LINE
    return getattr(field, "kind", default)
