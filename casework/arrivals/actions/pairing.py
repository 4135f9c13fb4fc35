"""Sojourns made from crossings: anew for whoever crossed on a day, or whose documents turned out to be somebody's."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.db import connection, transaction

from casework.arrivals.actions.proposing import propose
from casework.arrivals.models import Crossing, PairingDue, Sojourn
from casework.arrivals.queries.months import first_kept
from casework.arrivals.queries.terms import Terms, terms_now
from casework.arrivals.queries.travellers import Traveller, travellers_of
from casework.arrivals.rules.sojourns import Spell, spells
from casework.common.workdays import first_moment

KEPT = ("began_at", "traveller", "cleared", "cleared_note", "cleared_at", "cleared_by")
FACTS = [
    field.name for field in Sojourn._meta.concrete_fields if field.name not in ("id", *KEPT)
]  # what crossings say anew; what officers said stays
SIZE = 2000
# Whoever makes a traveller's sojourns reads all the crossings and writes all the sojourns: two at once would mix them.
BY_TURNS = "SELECT pg_advisory_xact_lock(hashtext('arrivals.pair'))"


def one_at_a_time() -> None:
    """Wait until nobody else makes sojourns; until the end of the transaction nobody else does."""
    with connection.cursor() as cursor:
        cursor.execute(BY_TURNS)


def pair(found: Sequence[Traveller]) -> int:
    """Make anew the sojourns of these travellers from all crossings of each; gives how many."""
    terms = terms_now()
    rows = [row for one in found for row in _sojourns(one, terms)]
    _go_over(found, rows)
    Sojourn.objects.bulk_create(
        rows, batch_size=SIZE, update_conflicts=True, unique_fields=["traveller", "began_at"], update_fields=FACTS
    )
    return len(rows)


def _go_over(found: Sequence[Traveller], rows: Sequence[Sojourn]) -> None:
    """What stands under another name of its traveller goes over, with all that officers said of it.

    What no crossing says any more goes: a leaving whose arrival came in later.
    """
    stands = {(row.traveller, row.began_at) for row in rows}
    wanted = {one.name: one.names for one in found}
    moves = {(alias, row.began_at): row.traveller for row in rows for alias in wanted[row.traveller]}
    before = list(_standing(found))
    taken, gone = {(name, at) for _pk, name, at in before}, []
    for pk, name, at in before:
        target = moves.get((name, at), name)
        if (name, at) not in stands and target != name and (target, at) not in taken:
            Sojourn.objects.filter(pk=pk).update(traveller=target)
            taken.add((target, at))
        elif (name, at) not in stands:
            gone.append(pk)
    Sojourn.objects.filter(pk__in=gone, cleared_at=None, notices=None).delete()


def _standing(found: Iterable[Traveller]) -> Iterator[tuple[int, str, datetime]]:
    """Sojourns as they stand; those of months whose crossings are no longer kept stay as they are."""
    names = {name for one in found for name in one.names}
    rows = Sojourn.objects.filter(traveller__in=names, began_at__gte=first_moment(first_kept()))
    yield from rows.values_list("pk", "traveller", "began_at")


def _sojourns(traveller: Traveller, terms: Terms) -> Iterator[Sojourn]:
    for spell in spells(traveller.passes):
        yield _sojourn(traveller, spell, terms)


def _sojourn(traveller: Traveller, spell: Spell, terms: Terms) -> Sojourn:
    crossing = traveller.crossings[spell.first.number]
    row = Sojourn(
        traveller=traveller.name, person_id=traveller.person, began_at=spell.first.at, is_closed=spell.is_closed,
        arrived_on=spell.arrival.on if spell.arrival else None, left_on=spell.departure.on if spell.departure else None,
        nationality=crossing.nationality, document_number=crossing.document_number, name=crossing.name,
        born_on=crossing.born_on, born_precision=crossing.born_precision, purpose_id=crossing.purpose_id,
        region_id=crossing.region_id,
    )  # fmt: skip
    if spell.departure:
        row.ended_at = spell.departure.at
        row.left_through_id = traveller.crossings[spell.departure.number].checkpoint_id
    return _with_terms(row, crossing, terms) if spell.arrival else row


def _with_terms(row: Sojourn, crossing: Crossing, terms: Terms) -> Sojourn:
    row.came_through_id = crossing.checkpoint_id
    row.last_day, row.rests_on = terms.last_day(crossing)
    row.notice_due_on = terms.notice_due(crossing.crossed_on)
    return row


@transaction.atomic
def pair_day(day: date, *, at: datetime) -> int:
    """Make anew the sojourns of everybody who crossed on a day; gives how many. Who they may be on record is asked."""
    one_at_a_time()
    due = PairingDue.objects.select_for_update(of=("self",)).filter(day=day).first()
    if due is None:
        return 0
    made = 0
    for found in travellers_of(day, SIZE):
        made += pair(found)
        propose(found, at=at)
    due.delete()
    return made
