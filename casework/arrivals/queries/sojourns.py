"""Who is here, who is here too long, and whose host has not told of it."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from casework.accounts.models import Officer
from casework.arrivals.models import HostNotice, PairingDue, Sojourn
from casework.cases.models import Case
from casework.cases.states import OPEN
from casework.people.rules import document_key

MOST_COUNTED = 1000
MOST_OF_A_PERSON = 200


def days_to_pair(at_most: int) -> list[date]:
    """Days whose crossings have not been made sojourns of, the oldest first."""
    return list(PairingDue.objects.order_by("day").values_list("day", flat=True)[:at_most])


def overstays(officer: Officer, on: date) -> QuerySet[Sojourn]:
    """Those in the officer's sight who are here beyond their last day, the longest first."""
    rows = Sojourn.objects.visible_to(officer).overstayed(on)
    return rows.select_related("purpose", "region").order_by("last_day", "pk")


def unannounced(officer: Officer, on: date) -> QuerySet[Sojourn]:
    """Those who are here and whose host did not tell in its time."""
    told = HostNotice.objects.filter(sojourn=OuterRef("pk"))
    rows = Sojourn.objects.visible_to(officer).here().filter(~Exists(told), notice_due_on__lt=on)
    return rows.select_related("purpose", "region").order_by("notice_due_on", "pk")


def narrowed(rows: QuerySet[Sojourn], asked: Mapping[str, Any]) -> QuerySet[Sojourn]:
    """Those of these that an officer asks for: by nationality, purpose, region, or the number of the document."""
    given = dict(asked)
    number = given.pop("q", "")
    named = Q(document_number__iexact=number) | Q(document_number__iexact=document_key(number)) if number else Q()
    return rows.filter(named, **given)


def most_overstays(officer: Officer, on: date) -> QuerySet[Sojourn]:
    """Overstays, no more than officers read, in no order."""
    return _most(overstays(officer, on))


def most_unannounced(officer: Officer, on: date) -> QuerySet[Sojourn]:
    """Sojourns whose host did not tell, no more than officers read, in no order."""
    return _most(unannounced(officer, on))


def _most(rows: QuerySet[Sojourn]) -> QuerySet[Sojourn]:
    return Sojourn.objects.filter(pk__in=rows.order_by().values("pk")[:MOST_COUNTED])


def of_traveller(sojourn: Sojourn) -> QuerySet[Sojourn]:
    """Every sojourn of the same traveller, the newest first."""
    return Sojourn.objects.filter(traveller=sojourn.traveller).order_by("-began_at", "-pk")


def open_files_of(sojourn: Sojourn, officer: Officer) -> list[str]:
    """Numbers of the traveller's open status files in sight: whoever asks for a status does not overstay."""
    if sojourn.person_id is None:
        return []
    files = Case.objects.visible_to(officer).filter(
        members__person=sojourn.person_id, procedure="status", state__in=OPEN
    )
    return list(files.order_by("-pk").values_list("number", flat=True))


def of_persons(records: Collection[int]) -> list[Sojourn]:
    """The times in the country of one human being, by all records, the newest first."""
    rows = Sojourn.objects.filter(person__in=records).select_related("purpose", "came_through", "left_through")
    return list(rows.order_by("-began_at", "-pk")[:MOST_OF_A_PERSON])


def was_told_in_time(sojourn: Sojourn) -> bool | None:
    """Whether the host told by the due day; None where it did not tell at all."""
    first = min((notice.received_on for notice in sojourn.notices.all()), default=None)
    if first is None or sojourn.notice_due_on is None:
        return None
    return first <= sojourn.notice_due_on
