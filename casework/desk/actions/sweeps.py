"""What an administrator does with work that waits: have it tried again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.audit import actions as audit
from casework.common import sweeps
from casework.common.errors import Conflict, NotPermitted
from casework.common.models import Attempt


@transaction.atomic
def wake(sweep: sweeps.Sweep, *, by: Officer, at: datetime) -> None:
    """Have a sweep run now, as soon as a worker is free."""
    _check(by)
    audit.record("sweep.woken", subject=sweep.name, by=by, at=at)
    sweeps.hint(sweep.name)


@transaction.atomic
def run_again(attempt: int, *, by: Officer, at: datetime) -> None:
    """Give a parked subject its five tries anew; Conflict where it is no longer parked."""
    _check(by)
    found = Attempt.objects.select_for_update(of=("self",)).filter(pk=attempt, parked_at__isnull=False).first()
    if found is None:
        raise Conflict(_("This subject is not parked any more; look at the page as it is now."))
    told = {"subject": found.subject, "attempts": found.attempts, "error": found.error}
    audit.record("sweep.run_again", subject=found.sweep, by=by, at=at, before=told)
    sweeps.hint(found.sweep)
    found.delete()


def _check(by: Officer) -> None:
    if not by.has_perm(Permission.RUN_SWEEPS):
        raise NotPermitted(_("Sweeps are kept by an administrator."))
