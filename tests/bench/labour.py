"""Offices with labour officers, and the labour quota of this year as it was published for 2026: 18,146 places."""

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from casework import reference
from casework.accounts import actions as accounts
from casework.accounts.models import Office, Officer
from casework.common.workdays import ALMATY
from casework.desk.demonstration.permits import Desk
from casework.desk.demonstration.staff import load_staff
from casework.quotas.actions import Signatories, load_plan
from casework.quotas.planfile import parse
from casework.quotas.queries import known
from tests.bench.databases import Kept
from tests.labour.year import desk

EDITION = 1
PLAN = Path(reference.__file__).parent / "data" / "plans" / "plan_labour_2026.csv"
OFFICES = ("KZ-55", "KZ-11", "KZ-23", "KZ-27")
PLACES = 18_146


def begun() -> datetime:
    """The second of January of this year, when the plan came into force."""
    return datetime(timezone.now().year, 1, 2, 12, tzinfo=ALMATY)


@transaction.atomic
def fill() -> None:
    at = begun()
    load_staff(at=at)
    for code in OFFICES:
        for post in ("first", "second"):
            office = Office.objects.get(code=code)
            name = f"{post}.{code.lower()}"
            accounts.add_officer(
                username=name, office=office, roles=["labour_officer"], by=None, at=at, first_name=name
            )
    signed = Signatories(Officer.objects.get(username="quota.manager"), Officer.objects.get(username="quota.deputy"))
    this_year = PLAN.read_text().replace(",2026,", f",{at.year},").replace("2026-01-02", f"{at.year}-01-02")
    load_plan(parse(this_year.encode(), known()), by=signed, at=at)


def desks() -> list[Desk]:
    """Two labour officers and a head at each of these offices."""
    offices = [Office.objects.select_related("region").get(code=code) for code in OFFICES]
    officers = Officer.objects.order_by("pk")
    return [
        desk(
            office, officers.get(username=f"first.{office.code.lower()}"),
            officers.get(username=f"second.{office.code.lower()}"),
            officers.get(office=office, held_roles__role="head_of_office"),
        )
        for office in offices
    ]  # fmt: skip


LABOUR = Kept("labour", f"{EDITION}, {timezone.now().year}", fill)
