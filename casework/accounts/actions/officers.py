import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.actions.guards import (
    USERNAME,
    check_administrator,
    check_in_work,
    check_not_oneself,
    locked,
    subject,
)
from casework.accounts.actions.roles import give_role
from casework.accounts.models import Office, Officer
from casework.audit.actions import record
from casework.common.errors import Conflict, RuleBroken


@dataclass(frozen=True)
class Particulars:
    """Who an officer is and where: all that an administrator corrects."""

    first_name: str
    last_name: str
    post: str
    office: str  # its code

    @classmethod
    def of(cls, officer: Officer) -> "Particulars":
        return cls(officer.first_name, officer.last_name, officer.post, officer.office.code)

    @property
    def mark(self) -> str:
        """A short mark of these particulars: another mark, and somebody has changed them since."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


@transaction.atomic
def add_officer(
    *, username: str, office: Office, roles: Iterable[str], by: Officer | None, at: datetime,
    first_name: str = "", last_name: str = "", post: str = "", password: str | None = None, hashed: str = "",
) -> Officer:  # fmt: skip
    """Give somebody an account with roles by their codes; without a password nobody can sign in by it yet.

    A password that an administrator chose is a temporary one: its officer chooses another before anything else.
    `hashed`: a password that was hashed before, since hashing is slow by design and many accounts may share one.
    """
    check_administrator(by)
    check_in_work(office)
    if not USERNAME.fullmatch(username):
        raise RuleBroken(_("A username has 2 to 40 small Latin letters, digits, dots, dashes; choose another."))
    if Officer.objects.filter(username=username).exists():
        raise Conflict(_("This username is taken; choose another."))
    officer = Officer(username=username, office=office, first_name=first_name, last_name=last_name, post=post)
    officer.password = hashed or make_password(password)
    officer.has_temporary_password = by is not None and officer.has_usable_password()
    officer.save(force_insert=True)
    record("officer.added", subject=subject(officer), by=by, at=at, after={"office": office.code, "post": post})
    for role in roles:
        give_role(officer, role=role, by=by, at=at)
    return officer


@transaction.atomic
def change_officer(officer: Officer, *, to: Particulars, seen: str, by: Officer | None, at: datetime) -> Officer:
    """Correct a name, a post or the office; `seen` is the mark of what stood there when it was looked at."""
    check_administrator(by)
    check_not_oneself(officer, by)
    found = locked(officer)
    before = Particulars.of(found)
    if before.mark != seen:
        raise Conflict(_("Somebody changed this officer while you read; see what stands now, and send it again."))
    told = _differing(before, to), _differing(to, before)
    if not told[1]:
        return found
    found.first_name, found.last_name, found.post = to.first_name, to.last_name, to.post
    if to.office != before.office:
        found.office = Office.objects.get(code=to.office)
        check_in_work(found.office)
    found.save(update_fields=["first_name", "last_name", "post", "office"])
    record("officer.changed", subject=subject(found), by=by, at=at, before=told[0], after=told[1])
    return found


@transaction.atomic
def deactivate(officer: Officer, *, by: Officer | None, at: datetime) -> Officer:
    """Close an account. Whoever is signed in by it is out with the next click."""
    check_administrator(by)
    check_not_oneself(officer, by)
    found = locked(officer)
    if not found.is_active:
        raise Conflict(_("This account is closed already; nothing was changed."))
    found.is_active = False
    found.save(update_fields=["is_active"])
    told = {"is_active": True}, {"is_active": False}
    record("officer.deactivated", subject=subject(found), by=by, at=at, before=told[0], after=told[1])
    return found


@transaction.atomic
def reactivate(officer: Officer, *, by: Officer | None, at: datetime) -> Officer:
    """Open a closed account again, with the roles it had."""
    check_administrator(by)
    check_not_oneself(officer, by)
    found = locked(officer)
    if found.is_active:
        raise Conflict(_("This account is open already; nothing was changed."))
    check_in_work(found.office)
    found.is_active = True
    found.save(update_fields=["is_active"])
    told = {"is_active": False}, {"is_active": True}
    record("officer.reactivated", subject=subject(found), by=by, at=at, before=told[0], after=told[1])
    return found


@transaction.atomic
def set_password(officer: Officer, *, password: str, by: Officer | None, at: datetime) -> Officer:
    """Set a forgotten password anew. It is temporary, and ends every session of the account."""
    check_administrator(by)
    check_not_oneself(officer, by)
    found = locked(officer)
    before = {"has_temporary_password": found.has_temporary_password}
    found.set_password(password)
    found.has_temporary_password = True
    found.save(update_fields=["password", "has_temporary_password"])
    after = {"has_temporary_password": True}
    record("officer.password_set", subject=subject(found), by=by, at=at, before=before, after=after)
    return found


@transaction.atomic
def choose_password(officer: Officer, *, password: str, at: datetime) -> None:
    """The officer's own choice; what an administrator chose ends with it."""
    before = {"has_temporary_password": officer.has_temporary_password}
    officer.set_password(password)
    officer.has_temporary_password = False
    officer.save(update_fields=["password", "has_temporary_password"])
    after = {"has_temporary_password": False}
    record("officer.password_chosen", subject=subject(officer), by=officer, at=at, before=before, after=after)


def _differing(one: Particulars, other: Particulars) -> dict[str, Any]:
    theirs = asdict(other)
    return {name: value for name, value in asdict(one).items() if value != theirs[name]}
