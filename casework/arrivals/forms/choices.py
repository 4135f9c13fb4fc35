"""Choices that the forms of crossings share."""

from typing import Any

from django.utils.translation import gettext as _
from django_countries import countries


def optional(choices: Any) -> list[tuple[str, str]]:
    return [("", ""), *((str(code), str(name)) for code, name in choices)]


def nationalities() -> list[tuple[str, str]]:
    return optional([*countries, ("XX", _("stateless"))])
