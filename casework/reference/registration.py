"""Words for the regions that events store by their code."""

from collections.abc import Mapping
from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.common import facts
from casework.reference.actions import DATA
from casework.reference.loading import read

NAMES = {"region": _("region"), "region_id": _("region"), "left_region_id": _("region that was left")}


def register_facts() -> None:
    facts.register(names=NAMES, says=dict.fromkeys(NAMES, region_name))


def region_name(code: str) -> str:
    """What a region is called; a region that is not among the shipped ones is told by its code."""
    row = _shipped().get(str(code), {})
    return row.get(f"name_{(get_language() or 'en')[:2]}") or str(code)


@cache
def _shipped() -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in read(DATA / "regions.csv")}
