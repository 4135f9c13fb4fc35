"""What every write to accounts asks first: who does it, to whom, and whether the row still stands as it was read."""

import re

from django.utils.translation import gettext as _

from casework.accounts.models import Office, Officer
from casework.accounts.permissions import Permission
from casework.common.errors import NotPermitted, RuleBroken

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


def subject(officer: Officer) -> str:
    """What the trail calls an officer."""
    return f"officer {officer.username}"


def locked(officer: Officer) -> Officer:
    return Officer.objects.select_for_update(of=("self",)).get(pk=officer.pk)


def check_administrator(by: Officer | None) -> None:
    if by is not None and not by.has_perm(Permission.MANAGE_OFFICERS):
        raise NotPermitted(_("Accounts and roles are given by an administrator."))


def check_not_oneself(officer: Officer, by: Officer | None) -> None:
    if by is not None and by.pk == officer.pk:
        raise RuleBroken(_("Nobody changes an account of one's own; ask another administrator."))


def check_in_work(office: Office) -> None:
    """The office stays as it is until the end of the transaction: nobody closes it behind an officer who comes."""
    if not Office.objects.select_for_update(of=("self",), no_key=True).get(pk=office.pk).is_active:
        raise RuleBroken(_("This office is closed; choose another."))
