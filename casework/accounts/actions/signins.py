from datetime import datetime

from axes.models import AccessAttempt
from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.actions.guards import check_administrator
from casework.accounts.models import Officer
from casework.audit.actions import record
from casework.common.errors import Conflict


@transaction.atomic
def let_in_again(attempt: AccessAttempt, *, by: Officer, at: datetime) -> None:
    """Forget the failed sign-ins of one name from one address, so that its officer need not wait."""
    check_administrator(by)
    same = AccessAttempt.objects.filter(username=attempt.username, ip_address=attempt.ip_address)
    failures = sum(same.values_list("failures_since_start", flat=True))
    removed, _kinds = same.delete()
    if not removed:
        raise Conflict(_("These failures are forgotten already; nothing was changed."))
    officer = Officer.objects.filter(username=attempt.username).first()
    name = f"officer {officer.username}" if officer else "officer unknown"
    before = {"failures": failures, "address": attempt.ip_address}
    record("security.let_in_again", subject=name, by=by, at=at, before=before, after={"failures": 0})
