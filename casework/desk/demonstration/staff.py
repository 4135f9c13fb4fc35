"""Offices and officers of the demonstration. Their names are their posts, so that nobody takes them for persons."""

from datetime import datetime

from django.contrib.auth.hashers import make_password

from casework.accounts import actions as accounts
from casework.accounts.models import Office, Officer, Role
from casework.quotas.actions.plans import Signatories
from casework.reference.models import Region

PASSWORD = "steppe-and-river-2026"  # noqa: S105 - told to everybody who starts the demonstration
NATIONAL = {
    "quota.manager": "quota_manager",
    "quota.deputy": "quota_manager",
    "head.national": "head_of_office",
    "inspector": "inspector",
    "analyst": "analyst",
    "auditor": "auditor",
    "administrator": "administrator",
}
TURNS = ("caseworker", "colleague", "caseworker", "colleague", "assistant")
"""In which order caseworkers take families in; the next one in turn signs."""
LABOUR = ("labour.pavlodar", "permits.pavlodar", "labour.atyrau", "permits.atyrau")
"""Labour officers, hired with the employers they work on."""
REGIONAL = {"caseworker": "caseworker", "colleague": "caseworker", "head": "head_of_office"}
ASSISTED = ("KZ-55", "KZ-11", "KZ-39")
"""Offices with a third caseworker: one who has left, one who is away and has a deputy, one who has none."""
MANAGED = ("KZ-55", "KZ-11")
"""Offices that run a centre."""
STAFFED = {
    "KZ-55": "pavlodar",
    "KZ-11": "akmola",
    "KZ-10": "abai",
    "KZ-63": "east",
    "KZ-59": "north",
    "KZ-39": "kostanay",
    "KZ-23": "atyrau",
    "KZ-27": "west",
}
"""Regions with a returnee quota in 2025 and 2026; the other regions have an office without officers."""


def load_staff(*, at: datetime) -> int:
    """Open an office for each region and one for the country, with their officers; gives the number of officers."""
    hashed = hashed_password()
    national = accounts.open_office(code="KZ", name="National office", region=None, by=None, at=at)
    for username, role in NATIONAL.items():
        _add(username, role, national, hashed, at)
    for region in Region.objects.on(at.date()).order_by("pk"):
        _open(region, hashed, at)
    return Officer.objects.count()


def _open(region: Region, hashed: str, at: datetime) -> None:
    office = accounts.open_office(code=region.pk, name=f"{region.name_en} office", region=region, by=None, at=at)
    for username, role in _posts(region.pk):
        _add(username, role, office, hashed, at)


def _posts(code: str) -> list[tuple[str, str]]:
    """Usernames with their roles, at the office of a region."""
    if code not in STAFFED:
        return []
    posts = {**REGIONAL, "assistant": "caseworker"} if code in ASSISTED else REGIONAL
    posts = {**posts, "manager": "centre_manager"} if code in MANAGED else posts
    return [(f"{post}.{STAFFED[code]}", role) for post, role in posts.items()]


def _add(username: str, role: str, office: Office, hashed: str, at: datetime) -> None:
    first_name, _, last_name = username.title().partition(".")
    accounts.add_officer(
        username=username, office=office, roles=[role], by=None, at=at, first_name=first_name, last_name=last_name,
        post=Role.objects.get(pk=role).name, hashed=hashed,
    )  # fmt: skip


def hashed_password() -> str:
    """The password of the demonstration as accounts keep it."""
    return make_password(PASSWORD)


def manager() -> Officer:
    """Who signs orders and schedules reports in the demonstration."""
    return Officer.objects.get(username="quota.manager")


def signatories() -> Signatories:
    """The two who sign every order of the demonstration."""
    return Signatories(manager(), Officer.objects.get(username="quota.deputy"))


def sign_ins() -> list[tuple[str, str]]:
    """Usernames with their posts; empty where this is no demonstration."""
    names = [*NATIONAL, *LABOUR, *(username for code in STAFFED for username, _role in _posts(code))]
    found = Officer.objects.filter(username__in=names, is_active=True).select_related("office")
    return [(officer.username, f"{officer.post}, {officer.office}") for officer in found]
