"""What the tables that are sent may call kinds of papers and countries."""

from collections.abc import Iterator

from babel import Locale
from django.utils.translation import override
from django_countries import countries

from casework.people.models import STATELESS
from casework.people.sheets.persons import Known
from casework.reference.models import DocumentKind

LANGUAGES = ("en", "ru", "kk")


def known() -> Known:
    """Codes and names in three languages; countries also by three letters."""
    return Known(kinds=dict(_kinds()), countries=dict(_countries()))


def _kinds() -> Iterator[tuple[str, str]]:
    for kind in DocumentKind.objects.filter(is_identity=True):
        for name in (kind.pk, kind.pk.replace("_", " "), kind.name_en, kind.name_ru, kind.name_kk):
            yield name.lower(), kind.pk


def _countries() -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            yield name.lower(), code
    with override("en"):
        for country in countries:
            yield country.name.lower(), country.code
            yield countries.alpha3(country.code).lower(), country.code
            yield country.code.lower(), country.code
    yield from dict.fromkeys(("xx", "xxa", "stateless"), STATELESS).items()
