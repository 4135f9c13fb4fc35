"""Which files the system draws for a second look."""

import hmac
from datetime import date

from django.conf import settings

from casework.cases.models import Case
from casework.reference import queries as reference


def is_drawn(case: Case, on: date) -> bool:
    """Whether a file is one of those that a second officer looks at. No officer can tell which will be."""
    one_in = reference.whole("household.second_look", on)
    if not one_in:
        return False
    draw = hmac.digest(settings.SECRET_KEY.encode(), case.number.encode(), "sha256")
    return int.from_bytes(draw[:8], "big") % one_in == 0
