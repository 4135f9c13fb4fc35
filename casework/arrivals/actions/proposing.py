"""Travellers of whom nobody on record has the papers, laid before officers with whom they may be."""

from collections.abc import Iterable
from datetime import datetime

from casework.arrivals.models import TravellerLink
from casework.arrivals.queries.links import proposals
from casework.arrivals.queries.travellers import Traveller


def propose(found: Iterable[Traveller], *, at: datetime) -> None:
    """Inside a transaction: lay before officers whom these travellers may be; what was answered is not asked again."""
    rows = [
        TravellerLink(
            document_country=one.crossing.document_country, document_key=one.crossing.document_key,
            document_number=one.crossing.document_number, name=one.crossing.name, born_on=one.crossing.born_on,
            crossed_on=one.crossing.crossed_on, crossing=one.crossing.pk, person_id=one.person,
            score=one.judgement.score, signs=list(one.judgement.signs), found_at=at,
        )
        for one in proposals(found)
    ]  # fmt: skip
    TravellerLink.objects.bulk_create(rows, batch_size=2000, ignore_conflicts=True)
