"""Who works where. Officers are called by their posts, so that nobody takes them for persons."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from casework.accounts import actions as accounts
from casework.accounts.models import Office, Officer

CASEWORKERS, HEADS = 6, 2


@dataclass(frozen=True)
class Team:
    office: Office
    caseworkers: list[Officer]
    heads: list[Officer]

    def drawn(self, dice: Random, registrar: Officer) -> tuple[Officer, Officer]:
        """Who proposes the decision of a file that this officer registered, and who countersigns it."""
        signatory = dice.choice([officer for officer in self.caseworkers if officer != registrar])
        return signatory, dice.choice(self.heads)


def hire(*, at: datetime) -> None:
    """Fill every regional office; nobody signs in by these accounts."""
    for office in Office.objects.exclude(region=None):
        for number in range(CASEWORKERS):
            _add(office, f"worker.{office.code.lower()}.{number}", "caseworker", at)
        for number in range(HEADS):
            _add(office, f"chief.{office.code.lower()}.{number}", "head_of_office", at)


def _add(office: Office, username: str, role: str, at: datetime) -> None:
    accounts.add_officer(username=username, office=office, roles=[role], by=None, at=at, first_name=username)


def teams() -> list[Team]:
    return [_team(office) for office in Office.objects.exclude(region=None).select_related("region").order_by("pk")]


def _team(office: Office) -> Team:
    staff = list(Officer.objects.filter(office=office).prefetch_related("held_roles").order_by("pk"))
    held = {officer.pk: {role.role_id for role in officer.held_roles.all()} for officer in staff}
    return Team(
        office,
        [officer for officer in staff if "caseworker" in held[officer.pk]],
        [officer for officer in staff if "head_of_office" in held[officer.pk]],
    )
