"""All writes to officers and their roles.

`by` is the administrator; None for the installation itself, which gives the first accounts by command.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from casework.accounts.models import HeldRole, Office, Officer, Role
from casework.accounts.permissions import Permission
from casework.audit.actions import record
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.reference.loading import Loaded, load, read

ROLES = Path(__file__).parent / "data" / "roles.csv"
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


@transaction.atomic
def load_roles(*, at: datetime) -> Loaded:
    """Bring the roles to what `data/roles.csv` says of them; a second load changes nothing."""
    rows = read(ROLES)
    conflicts = {row["code"]: set(row.pop("conflicts").split()) for row in rows}
    typed = [row | {"permissions": row["permissions"].split()} for row in rows]
    loaded = load(Role, typed, key=["code"], at=at)
    changed = sum(_set_conflicts(code, partners, at=at) for code, partners in _both_ways(conflicts).items())
    _check_held_roles()
    return loaded if loaded.created else replace(loaded, changed=loaded.changed + changed)


@transaction.atomic
def add_officer(
    *, username: str, office: Office, roles: Iterable[str], by: Officer | None, at: datetime,
    first_name: str = "", last_name: str = "", post: str = "", password: str | None = None,
) -> Officer:  # fmt: skip
    """Give somebody an account with roles by their codes; without a password nobody can sign in by it yet."""
    _check_administrator(by)
    if not USERNAME.fullmatch(username):
        raise RuleBroken(_("A username has 2 to 40 small Latin letters, digits, dots, dashes; choose another."))
    if Officer.objects.filter(username=username).exists():
        raise Conflict(_("This username is taken; choose another."))
    officer = Officer(username=username, office=office, first_name=first_name, last_name=last_name, post=post)
    officer.set_password(password)
    officer.save(force_insert=True)
    record("officer.added", subject=subject(officer), by=by, at=at, after={"office": office.code, "post": post})
    for role in roles:
        give_role(officer, role=role, by=by, at=at)
    return officer


@transaction.atomic
def give_role(officer: Officer, *, role: str, by: Officer | None, at: datetime) -> HeldRole:
    """Give a role by its code; RuleBroken where it may not be held together with another role of the officer."""
    _check_administrator(by)
    _check_not_oneself(officer, by)
    _lock(officer)
    given = Role.objects.get(pk=role)
    _check_compatible(officer, given)
    held = HeldRole.objects.create(officer=officer, role=given)
    record("officer.role_given", subject=subject(officer), by=by, at=at, after={"role": role})
    return held


@transaction.atomic
def take_role(officer: Officer, *, role: str, by: Officer | None, at: datetime) -> None:
    """Take a role away; what the officer signed with it stands."""
    _check_administrator(by)
    _lock(officer)
    removed, _kinds = HeldRole.objects.filter(officer=officer, role=role).delete()
    if not removed:
        raise Conflict(_("The officer does not hold this role any more; nothing was changed."))
    record("officer.role_taken", subject=subject(officer), by=by, at=at, before={"role": role})


@transaction.atomic
def deactivate(officer: Officer, *, by: Officer | None, at: datetime) -> Officer:
    """Close an account. Whoever is signed in by it is out with the next click."""
    _check_administrator(by)
    _check_not_oneself(officer, by)
    locked = _lock(officer)
    if not locked.is_active:
        raise Conflict(_("This account is closed already; nothing was changed."))
    locked.is_active = False
    locked.save(update_fields=["is_active"])
    record("officer.deactivated", subject=subject(officer), by=by, at=at)
    return locked


def subject(officer: Officer) -> str:
    """What the trail calls an officer."""
    return f"officer {officer.username}"


def _lock(officer: Officer) -> Officer:
    return Officer.objects.select_for_update(of=("self",)).get(pk=officer.pk)


def _check_administrator(by: Officer | None) -> None:
    if by is not None and not by.has_perm(Permission.MANAGE_OFFICERS):
        raise NotPermitted(_("Accounts and roles are given by an administrator."))


def _check_not_oneself(officer: Officer, by: Officer | None) -> None:
    if by is not None and by.pk == officer.pk:
        raise RuleBroken(_("Nobody changes an account of one's own; ask another administrator."))


def _check_compatible(officer: Officer, role: Role) -> None:
    if HeldRole.objects.filter(officer=officer, role=role).exists():
        raise Conflict(_("The officer already holds this role."))
    partner = Role.objects.filter(holders__officer=officer, conflicts_with=role).first()
    if partner is not None:
        raise RuleBroken(
            _("“%(role)s” and “%(partner)s” may not be held together; take one away first.")
            % {"role": role, "partner": partner}
        )


def _both_ways(conflicts: dict[str, set[str]]) -> dict[str, set[str]]:
    return {
        code: partners | {other for other, theirs in conflicts.items() if code in theirs}
        for code, partners in conflicts.items()
    }


def _set_conflicts(code: str, partners: set[str], *, at: datetime) -> bool:
    role = Role.objects.get(pk=code)
    before = set(role.conflicts_with.values_list("pk", flat=True))
    if before == partners:
        return False
    role.conflicts_with.set(Role.objects.filter(pk__in=partners))
    told = {"conflicts": sorted(before)}, {"conflicts": sorted(partners)}
    record("reference.changed", subject=f"role {code}", by=None, at=at, before=told[0], after=told[1])
    return True


def _check_held_roles() -> None:
    """A conflict that is new must not find officers who already hold both."""
    if HeldRole.objects.filter(role__conflicts_with__holders__officer=F("officer")).exists():
        raise RuleBroken(_("Officers hold two of these roles together; take one away before the roles are loaded."))
