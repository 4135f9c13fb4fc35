"""Writes of the back office that touch several packages."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import ngettext

from casework.accounts import actions as accounts
from casework.accounts.models import Office, Officer
from casework.cases.models import Case
from casework.common.errors import RuleBroken


@transaction.atomic
def close_office(office: Office, *, by: Officer, at: datetime) -> Office:
    """Close an office where nobody works and no file is open: nobody else could go on with its files."""
    closed = accounts.close_office(office, by=by, at=at)
    files = Case.objects.open().filter(office=office).count()
    if files:
        raise RuleBroken(
            ngettext(
                "%(files)d open file belongs to this office; it must be decided first.",
                "%(files)d open files belong to this office; they must be decided first.",
                files,
            )
            % {"files": files}
        )
    return closed
