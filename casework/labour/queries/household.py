"""What a counter for household workers mostly writes down."""

from collections import Counter
from dataclasses import dataclass

from casework.accounts.models import Office
from casework.labour.models import HouseholdRequest

LATELY = 100


@dataclass(frozen=True)
class Usual:
    """The most frequent work and citizenship; empty where the counter has served nobody."""

    work: str = ""
    citizenship: str = ""


def usual_at(office: Office) -> Usual:
    """Of the last requests at this office."""
    lately = HouseholdRequest.objects.filter(case__office=office).order_by("-pk")
    rows = list(lately.values_list("work", "case__applicant__citizenship")[:LATELY])
    return Usual(*(Counter(column).most_common(1)[0][0] for column in zip(*rows, strict=True)))
