"""The register of employers: who they are, where they work, whom to ask, and their staff of a day."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.audit import actions as audit
from casework.common.constraints import explained, refuses
from casework.common.errors import Conflict, RuleBroken
from casework.common.workdays import local_date
from casework.labour.actions.guards import check_may, check_version, check_works_with, locked
from casework.labour.models import Branch, Category, Contact, Employer, EmployerFacts, Headcount
from casework.labour.rules import Staff
from casework.people.models import check_bin
from casework.reference.models import Region

Row = TypeVar("Row", Branch, Contact)


def register_employer(
    number: str, facts: EmployerFacts, *, is_generated: bool = False, by: Officer, at: datetime
) -> Employer:
    """Put an employer on record by its BIN, once in the country."""
    known = Employer.objects.filter(bin=number)
    with refuses("labour_employer_bin_key", lambda: _known_already(known.get())), explained():
        return _register(number, facts, is_generated=is_generated, by=by, at=at)


def _known_already(employer: Employer) -> Conflict:
    facts = {"name": employer.name, "region": employer.region}
    return Conflict(_("This BIN is on record already: %(name)s, %(region)s.") % facts)


@transaction.atomic
def _register(number: str, facts: EmployerFacts, *, is_generated: bool, by: Officer, at: datetime) -> Employer:
    check_may(Permission.LABOUR, by)
    check_bin(number)
    employer = Employer.objects.create(
        bin=number, registered_by=by, registered_at=at, is_generated=is_generated, **facts.columns
    )
    audit.record("employer.register", subject=number, by=by, at=at, after=_told(facts.columns))
    return employer


def _told(columns: Mapping[str, Any]) -> dict[str, Any]:
    """For the trail, where `kind` is the word of the rows themselves."""
    return {"employer_kind" if name == "kind" else name: value for name, value in columns.items()}


@transaction.atomic
def change_employer(employer: Employer, facts: EmployerFacts, *, version: int, by: Officer, at: datetime) -> Employer:
    """Write down what is different about an employer now; its BIN never changes."""
    employer = _mine(employer, by)
    check_version(employer, version)
    changed = {name: value for name, value in facts.columns.items() if getattr(employer, name) != value}
    if not changed:
        return employer
    before = {name: getattr(employer, name) for name in changed}
    for name, value in {**changed, "version": version + 1}.items():
        setattr(employer, name, value)
    employer.save(update_fields=[*changed, "version"])
    audit.record("employer.change", subject=employer.bin, by=by, at=at, before=_told(before), after=_told(changed))
    return employer


@transaction.atomic
def add_branch(
    employer: Employer, *, name: str, region: Region, address: str, since: date, by: Officer, at: datetime
) -> Branch:
    """Write down a place in another region where the employer works. That region's office may then work with it."""
    check_may(Permission.LABOUR, by)
    employer = locked(employer)
    if region == employer.region:
        raise RuleBroken(_("A branch lies in another region than the employer itself."))
    if region.pk != by.office.region_id:
        check_works_with(employer, by)
    branch = Branch.objects.create(employer=employer, name=name, region=region, address=address, since=since)
    told = {"name": name, "region": region.pk, "address": address, "since": since}
    audit.record("employer.add_branch", subject=employer.bin, by=by, at=at, after=told)
    return branch


@transaction.atomic
def end_branch(branch: Branch, *, until: date, by: Officer, at: datetime) -> Branch:
    """Close a branch; `until` is the first day on which it no longer works."""
    with explained():
        _mine(branch.employer, by)
        branch = _open_row(branch)
        audit.record("employer.end_branch", subject=branch.employer.bin, by=by, at=at, after={"until": until})
        return _ended(branch, until)


@transaction.atomic
def add_contact(employer: Employer, *, name: str, value: str, post: str = "", by: Officer, at: datetime) -> Contact:
    """Write down whom to ask at an employer, and how."""
    employer = _mine(employer, by)
    contact = Contact.objects.create(employer=employer, name=name, post=post, value=value, since=local_date(at))
    audit.record("employer.add_contact", subject=employer.bin, by=by, at=at, after={"contact": contact.pk})
    return contact


@transaction.atomic
def end_contact(contact: Contact, *, by: Officer, at: datetime) -> Contact:
    """A person who is no longer to be asked; the row stays."""
    _mine(contact.employer, by)
    contact = _open_row(contact)
    audit.record("employer.end_contact", subject=contact.employer.bin, by=by, at=at, after={"contact": contact.pk})
    return _ended(contact, local_date(at))


@transaction.atomic
def record_headcount(
    employer: Employer, *, on: date, staff: Mapping[str, Staff], by: Officer, at: datetime
) -> list[Headcount]:
    """Write down the staff of a day by category, as the employer reports it; what was on record of that day goes."""
    employer = _mine(employer, by)
    _check_staff(on, staff, local_date(at))
    before = {row.category: [row.citizens, row.foreigners] for row in employer.headcounts.filter(on=on)}
    employer.headcounts.filter(on=on).delete()
    rows = Headcount.objects.bulk_create(
        Headcount(employer=employer, on=on, category=category, recorded_by=by, recorded_at=at, **asdict(counts))
        for category, counts in staff.items()
    )
    after = {row.category: [row.citizens, row.foreigners] for row in rows}
    told = {"on": on, "staff": after}
    audit.record(
        "employer.headcount",
        subject=employer.bin,
        by=by,
        at=at,
        before={"staff": before} if before else None,
        after=told,
    )
    return rows


def _check_staff(on: date, staff: Mapping[str, Staff], today: date) -> None:
    if on > today:
        raise RuleBroken(_("The staff of a day that has not come yet is not known."))
    known = set(Category.objects.on(on).values_list("code", flat=True))
    if not staff or not staff.keys() <= known:
        raise RuleBroken(_("Give the staff by the categories of that day."))


def _mine(employer: Employer, by: Officer) -> Employer:
    """The employer, locked, where this officer may write about it."""
    check_may(Permission.LABOUR, by)
    check_works_with(employer, by)
    return locked(employer)


def _open_row(row: Row) -> Row:
    found = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    if found.until is not None:
        raise RuleBroken(_("This has ended already."))
    return found


def _ended(row: Row, until: date) -> Row:
    row.until = until
    row.save(update_fields=["until"])
    return row
