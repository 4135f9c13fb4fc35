"""Showing a person out of sight by a card is an act that the trail keeps."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from casework.accounts.models import Officer
from casework.audit import actions as audit
from casework.people.queries import Card


@transaction.atomic
def record_cards_shown(cards: Iterable[Card], *, by: Officer, at: datetime) -> None:
    """Record, for each card, that this officer saw it. Called before the page is answered."""
    for card in cards:
        audit.record("person.card_shown", subject=card.number, by=by, at=at)
