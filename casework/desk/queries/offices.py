"""What waits between the officer's office and the others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from casework.accounts.models import Officer
from casework.cases.models import FileRequest, HandOver
from casework.cases.queries import hand_overs_to_answer, requests_to_answer

MOST_ROWS, MOST_ASKED = 50, 20


@dataclass(frozen=True)
class Between:
    """Rows of each kind: what this office must answer, and what it waits for."""

    offers: list[HandOver]
    requests: list[FileRequest]
    offered: list[HandOver]
    asked: list[FileRequest]


def between(officer: Officer) -> Between:
    """The newest requests of the own office stay in view with their answers."""
    own = HandOver.objects.waiting().filter(from_office=officer.office_id)
    asked = FileRequest.objects.filter(asking_office=officer.office_id).order_by("-pk")
    return Between(
        list(_whole(hand_overs_to_answer(officer))), list(with_person(requests_to_answer(officer))[:MOST_ROWS]),
        list(_whole(own)), list(with_person(asked)[:MOST_ASKED]),
    )  # fmt: skip


def with_person(requests: QuerySet[FileRequest]) -> QuerySet[FileRequest]:
    """With what a card shows: the person by name and number, and who asks whom."""
    related = requests.select_related("person", "case", "asking_office", "asked_office", "asked_by", "answered_by")
    return related.prefetch_related("person__names")


def _whole(offers: QuerySet[HandOver]) -> QuerySet[HandOver]:
    """With what a card shows: number, family, procedure, and who asks."""
    related = offers.select_related("case__applicant", "from_office", "to_office", "proposed_by")
    return related.prefetch_related("case__applicant__names")[:MOST_ROWS]


def to_answer(officer: Officer) -> dict[str, QuerySet[Any]]:
    """What waits for an answer of this officer's office, by its kind."""
    return {kind: find(officer) for kind, find in ANSWERED_BY_HEADS.items()}


ANSWERED_BY_HEADS: Mapping[str, Callable[[Officer], QuerySet[Any]]] = {
    "hand-overs": hand_overs_to_answer, "requests": requests_to_answer,
}  # fmt: skip
