"""Fields and choices that the forms about persons share."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from casework.common.forms import LineField
from casework.common.text import ascii_digits
from casework.people.models import STATELESS
from casework.people.rules import BirthDate, NoBirthDate
from casework.reference.models import DocumentKind

FIRST_COUNTRIES = ("CN", "MN", "UZ", "KG", "TM", "TJ", "RU", "TR", "IR", "AF", "KZ")


class BirthField(LineField):
    """A date of birth as far as the document knows it; cleans to a BirthDate."""

    default_error_messages = {
        "invalid": gettext_lazy("Write 14.03.1985 or 1985-03-14; where the document says less, 03.1985 or 1985."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", gettext_lazy("As 14.03.1985. Where the document says less: 03.1985 or 1985."))
        super().__init__(max_length=20, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return BirthDate.read(ascii_digits(text)) if text else None
        except NoBirthDate as fault:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from fault


class CountryField(forms.ChoiceField):
    """A country by its ISO code: those most families come from first, and no citizenship at all."""

    def __init__(self, *, with_stateless: bool = False, **options: Any) -> None:
        super().__init__(choices=lambda: country_choices(with_stateless=with_stateless), **options)


def country_choices(*, with_stateless: bool) -> Iterator[tuple[str, Any]]:
    yield "", "–"
    yield _("Most often"), [(code, countries.name(code)) for code in FIRST_COUNTRIES]
    yield _("All countries"), [*([(STATELESS, _("stateless"))] if with_stateless else []), *countries]


def identity_kinds() -> list[tuple[str, str]]:
    kinds = DocumentKind.objects.filter(is_identity=True)
    return [("", "–"), *((kind.pk, str(kind)) for kind in kinds)]
