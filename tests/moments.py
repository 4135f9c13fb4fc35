"""Moments that tests act at."""

from datetime import datetime

from casework.common.workdays import ALMATY

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=ALMATY)
"""A Monday in spring, three weeks before Nauryz."""
