"""Countries by every code that papers write."""

from functools import cache

from django_countries import countries

from casework.people.models.person import STATELESS


@cache
def country_codes() -> dict[str, str]:
    """Two and three letters, capital or small, with the two letters that are stored."""
    known = {STATELESS: STATELESS, "XXA": STATELESS}
    for code, _name in countries:
        known |= {code: code, countries.alpha3(code) or code: code}
    return {form: code for given, code in known.items() for form in (given, given.lower())}
