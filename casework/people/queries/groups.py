"""By what persons are counted: sex, age group, country. SQL and words for whoever counts them."""

from functools import cache

from babel import Locale

from casework.common.written import LANGUAGES, Text
from casework.people.models.person import STATELESS

UNKNOWN = Text("көрсетілмеген", "не указано", "not on record")
NO_STATE = Text("азаматтығы жоқ", "без гражданства", "stateless")


def age_group(born_on: str, on: str, working_at: int, senior_at: int) -> str:
    """SQL that tells the age group of somebody born on a day: minor, working, senior."""
    return f"""CASE WHEN {born_on} > {on} - interval '{working_at} years' THEN 'minor'
        WHEN {born_on} > {on} - interval '{senior_at} years' THEN 'working' ELSE 'senior' END"""


@cache
def country_words(code: str) -> Text:
    """The name of a country in the three languages of documents."""
    if code in ("", STATELESS):
        return NO_STATE if code else UNKNOWN
    return Text.of({language: Locale(language).territories.get(code, code) for language in LANGUAGES})
