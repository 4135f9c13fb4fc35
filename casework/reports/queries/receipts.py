"""Issues on an officer's table."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from casework.reports.models import Receipt


def receipts_of(officer: AbstractBaseUser) -> QuerySet[Receipt]:
    """What was made for an officer: unread first, then the newest."""
    mine = Receipt.objects.filter(officer_id=officer.pk).select_related("issue__schedule")
    return mine.order_by(ExpressionWrapper(Q(read_at__isnull=False), BooleanField()), "-issue_id")


def unread(officer: AbstractBaseUser) -> int:
    return Receipt.objects.filter(officer_id=officer.pk, read_at=None).count()
