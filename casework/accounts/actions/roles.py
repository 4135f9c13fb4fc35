from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from casework.accounts.actions.guards import check_administrator, check_not_oneself, locked, subject
from casework.accounts.models import HeldRole, Officer, Role
from casework.audit.actions import record
from casework.common.errors import Conflict, RuleBroken
from casework.reference.loading import Loaded, load, read

ROLES = Path(__file__).parent.parent / "data" / "roles.csv"


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
def give_role(officer: Officer, *, role: str, by: Officer | None, at: datetime) -> HeldRole:
    """Give a role by its code; RuleBroken where it may not be held together with another role of the officer."""
    check_administrator(by)
    check_not_oneself(officer, by)
    locked(officer)
    given = Role.objects.get(pk=role)
    _check_compatible(officer, given)
    held = HeldRole.objects.create(officer=officer, role=given)
    record("officer.role_given", subject=subject(officer), by=by, at=at, after={"role": role})
    return held


@transaction.atomic
def take_role(officer: Officer, *, role: str, by: Officer | None, at: datetime) -> None:
    """Take a role away; what the officer signed with it stands."""
    check_administrator(by)
    check_not_oneself(officer, by)
    locked(officer)
    removed, _kinds = HeldRole.objects.filter(officer=officer, role=role).delete()
    if not removed:
        raise Conflict(_("The officer does not hold this role any more; nothing was changed."))
    record("officer.role_taken", subject=subject(officer), by=by, at=at, before={"role": role})


@transaction.atomic
def change_roles(
    officer: Officer, *, roles: Iterable[str], seen: Iterable[str], by: Officer | None, at: datetime
) -> None:
    """Let the officer hold exactly these roles, by their codes; `seen` are those held when the officer was looked at.

    Each role taken or given makes its own Event. What is taken goes first, so that one role can replace another that
    it may not be held together with.
    """
    check_administrator(by)
    check_not_oneself(officer, by)
    locked(officer)
    held, wanted = set(officer.held_roles.values_list("role", flat=True)), set(roles)
    if held != set(seen):
        raise Conflict(_("Somebody changed these roles while you read; see what is held now, and send it again."))
    for role in sorted(held - wanted):
        take_role(officer, role=role, by=by, at=at)
    for role in sorted(wanted - held):
        give_role(officer, role=role, by=by, at=at)


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
