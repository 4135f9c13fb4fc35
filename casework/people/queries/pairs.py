"""Pairs of records that may be one human being, found in bulk: by birth date and words of the name, or by a paper."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest

from django.db import connection
from django.db.models import F, Q

from casework.people.models import LikelyPair, Person, SamePerson
from casework.people.queries.records import records
from casework.people.queries.same import joined
from casework.people.rules import DIFFERENT, Judgement, judge

MOST_PER_RECORD = 10
AT_ONCE = 5000
BATCH = 500  # neighbouring records compared at once
Pair = tuple[int, int]

# Where a birth date is known in part a whole year comes into question: there two words must sound alike.
BY_NAME = """
WITH asked AS MATERIALIZED (SELECT id, born_on, born_precision FROM people_person WHERE id = ANY (%(ids)s)),
near (one, two, words) AS (
    SELECT asked.id, other.id, 1 FROM asked JOIN people_person AS other ON other.born_on = asked.born_on
    UNION ALL
    SELECT asked.id, other.id, 1 FROM asked JOIN people_person AS other
        ON other.born_on = make_date(
            extract(year FROM asked.born_on)::int, extract(day FROM asked.born_on)::int,
            extract(month FROM asked.born_on)::int
        )
        WHERE asked.born_precision = 'day' AND other.born_precision = 'day'
            AND extract(day FROM asked.born_on) <= 12
    UNION ALL
    SELECT asked.id, other.id, 2 FROM asked JOIN people_person AS other
        ON other.born_on > asked.born_on
            AND other.born_on < asked.born_on + ('1 ' || asked.born_precision)::interval
        WHERE asked.born_precision <> 'day'
    UNION ALL
    SELECT asked.id, other.id, 2 FROM asked JOIN people_person AS other
        ON other.born_on = date_trunc('month', asked.born_on)::date
        WHERE other.born_precision = 'month' AND other.born_on <> asked.born_on
    UNION ALL
    SELECT asked.id, other.id, 2 FROM asked JOIN people_person AS other
        ON other.born_on = date_trunc('year', asked.born_on)::date
        WHERE other.born_precision = 'year' AND other.born_on <> asked.born_on
)
SELECT DISTINCT least(one, two), greatest(one, two)
FROM near JOIN people_name AS mine ON mine.person_id = one JOIN people_name AS theirs ON theirs.person_id = two
WHERE one <> two AND mine.sounds && theirs.sounds AND (
    words = 1 OR cardinality(mine.sounds) = 1 OR cardinality(theirs.sounds) = 1
    OR 1 < (SELECT count(*) FROM unnest(mine.sounds) AS sound WHERE sound = ANY (theirs.sounds))
)
"""
BY_PAPER = """
SELECT DISTINCT least(mine.person_id, theirs.person_id), greatest(mine.person_id, theirs.person_id)
FROM people_identitydocument AS mine JOIN people_identitydocument AS theirs
    ON theirs.number_key = mine.number_key AND theirs.kind_id = mine.kind_id AND theirs.country = mine.country
WHERE mine.person_id = ANY (%(ids)s) AND mine.person_id <> theirs.person_id
"""


@dataclass(frozen=True)
class Likely:
    """Two records, the older one first, and how they were judged."""

    record: int
    other: int
    judgement: Judgement


def likely_pairs(ids: Collection[int]) -> list[Likely]:
    """What these records may be the same as, among all there are: the likeliest few of each, none found before."""
    found = list(_judged(sorted(_new(_suspected(ids)))))
    by_record: dict[int, list[Likely]] = {}
    for likely in found:
        for record in {likely.record, likely.other} & set(ids):
            by_record.setdefault(record, []).append(likely)
    best = (one for each in by_record.values() for one in nlargest(MOST_PER_RECORD, each, key=_score))
    return sorted(set(best), key=lambda one: (-one.judgement.score, one.record, one.other))


def batches_to_compare(at_most: int) -> list[int]:
    """Groups of neighbouring records of which some have not been compared with the others, by their number."""
    waiting = Person.objects.filter(compared_at=None).annotate(batch=F("pk") / BATCH)
    return list(waiting.order_by("batch").values_list("batch", flat=True).distinct()[:at_most])


def to_compare(batch: int) -> list[int]:
    waiting = Person.objects.filter(compared_at=None, pk__gte=batch * BATCH, pk__lt=(batch + 1) * BATCH)
    return list(waiting.order_by("pk").values_list("pk", flat=True))


def _score(likely: Likely) -> float:
    return likely.judgement.score


def _suspected(ids: Collection[int]) -> set[Pair]:
    pairs: set[Pair] = set()
    with connection.cursor() as cursor:
        for statement in (BY_NAME, BY_PAPER):
            cursor.execute(statement, {"ids": list(ids)})
            pairs.update(cursor.fetchall())
    return pairs


def _new(pairs: set[Pair]) -> set[Pair]:
    """Pairs that nobody has seen: not found before, never linked, and not joined by way of a third record."""
    linked = {*_on_file(pairs, LikelyPair), *_on_file(pairs, SamePerson)}
    left = pairs - linked
    if left and SamePerson.objects.in_force().exists():
        groups = joined({record for pair in left for record in pair})
        return {pair for pair in left if pair[1] not in groups[pair[0]]}
    return left


def _on_file(pairs: Collection[Pair], model: type[LikelyPair] | type[SamePerson]) -> Iterable[Pair]:
    if not pairs or not model.objects.exists():
        return ()
    ids = list({record for pair in pairs for record in pair})
    return model.objects.filter(Q(record__in=ids), other_record__in=ids).values_list("record_id", "other_record_id")


def _judged(pairs: Sequence[Pair]) -> Iterator[Likely]:
    for first in range(0, len(pairs), AT_ONCE):
        some = pairs[first : first + AT_ONCE]
        known = records({record for pair in some for record in pair})
        for one, other in some:
            if one in known and other in known:
                judgement = judge(known[one], known[other])
                if judgement.verdict != DIFFERENT:
                    yield Likely(one, other, judgement)
