"""Grants: issued when a file is granted, ended early by citizenship or annulment."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db.models.functions import Least

from casework.accounts.models import Officer
from casework.cases import queries as cases
from casework.cases.actions.acts import Act
from casework.cases.models import Case
from casework.common.periods import months_after
from casework.common.sequences import next_numbers
from casework.common.workdays import local_date
from casework.reference import queries as reference
from casework.returnees.actions.editions import certificate_number
from casework.returnees.models import Edition, Grant
from casework.returnees.printing import record

ENDS_BY = {"status.citizenship": Grant.EndReason.CITIZENSHIP}


def issue_grants(case: Case, act: Act, *, by: Officer, at: datetime) -> None:
    """A grant with its certificate for each member who is granted the status. Valid one year (a figure)."""
    since = local_date(at)
    until = months_after(since, reference.figure("status.validity_months", since).whole)
    persons = [member.person_id for member in cases.granted(case)]
    numbers = next_numbers("returnees_certificate_number", len(persons))
    made = Grant.objects.bulk_create(
        Grant(
            case=case, person_id=person, certificate=certificate_number(since.year, number),
            token=secrets.token_urlsafe(32), since=since, until=until,
        )
        for person, number in zip(persons, numbers, strict=True)
    )  # fmt: skip
    _keep_what_they_say(case, made, by=by, at=at)


def _keep_what_they_say(case: Case, grants: Iterable[Grant], *, by: Officer, at: datetime) -> None:
    """The first paper of each certificate, as the record is now."""
    members, country = record.members_of(case), str(case.status_application.left_country)
    persons = {member.person_id: member.person for member in members}
    Edition.objects.bulk_create(
        Edition(
            grant=grant, number=grant.certificate, token=grant.token, made_by=by, made_at=at,
            text=record.said_of(persons[grant.person_id], members, country),
        )
        for grant in grants
    )  # fmt: skip


def end_grants(case: Case, act: Act, *, by: Officer, at: datetime) -> None:
    """End the grants of a file today, by the ground of the decision; what had ended before stays as it was."""
    ground = act.decision.ground_id if act.decision else ""
    reason = ENDS_BY.get(ground or "", Grant.EndReason.ANNULMENT)
    today = local_date(at)
    Grant.objects.filter(case=case, until__gt=today).update(until=Least("until", today), end_reason=reason)
