"""Who among those on record may be somebody who crosses with a document that nobody on record has."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.arrivals.models import Crossing, LinkDue, Sojourn, TravellerLink
from casework.arrivals.queries.travellers import Traveller
from casework.arrivals.states import LinkAnswer
from casework.people.models import Person
from casework.people.queries.reasons import reasons
from casework.people.queries.records import records
from casework.people.rules import SAME, BirthDate, Judgement, NameFacts, Record, fold, judge, word_keys

MOST_COUNTED = 1000
BLOCK = 100  # persons looked at together
# By the day of birth, then by a word of the name; a date known in part says too little among millions.
NEAR = """
SELECT DISTINCT asked.place, person.id
FROM unnest(%(places)s::int[], %(days)s::date[], %(sounds)s::text[]) AS asked (place, born_on, sounds)
JOIN people_person AS person ON person.born_on = asked.born_on AND person.born_precision = 'day'
JOIN people_name AS name ON name.person_id = person.id AND name.sounds && string_to_array(asked.sounds, ' ')::varchar[]
"""


@dataclass(frozen=True)
class Proposal:
    """A crossing, a person on record, and how both were judged."""

    crossing: Crossing
    person: int
    judgement: Judgement


def proposals(travellers: Iterable[Traveller]) -> Iterator[Proposal]:
    """Persons who are, by name, birth date and sex, the same as a traveller of whom nobody on record has the papers."""
    strangers = [one.newest for one in travellers if one.person is None]
    asked = [crossing for crossing in strangers if crossing.born_precision == "day"]
    near = list(_near(asked))
    known = records({person for _place, person in near})
    for place, person in near:
        if person in known:
            judgement = judge(_record(asked[place]), known[person])
            if judgement.verdict == SAME:
                yield Proposal(asked[place], person, judgement)


def _near(asked: list[Crossing]) -> Iterable[tuple[int, int]]:
    sounds = [" ".join(word_keys(one.surname, one.given, one.patronymic, "")) for one in asked]
    columns: dict[str, Any] = {
        "places": list(range(len(asked))),
        "days": [one.born_on for one in asked],
        "sounds": sounds,
    }
    with connection.cursor() as cursor:
        cursor.execute(NEAR, columns)
        return list(cursor.fetchall())


def _record(crossing: Crossing) -> Record:
    """What the crossing says; a sex that the document does not say speaks neither for nor against."""
    name = NameFacts("", crossing.surname, crossing.given, crossing.patronymic)
    sex = "" if crossing.sex == "X" else crossing.sex
    return Record((name,), BirthDate(crossing.born_on, crossing.born_precision), sex)


def blocks_due(at_most: int) -> list[int]:
    """Groups of persons of whom something came on record, the oldest first."""
    found = LinkDue.objects.annotate(block=F("pk") / BLOCK)
    return list(found.order_by("block").values_list("block", flat=True).distinct()[:at_most])


def here_and_born_with(persons: Collection[int]) -> list[tuple[str, str]]:
    """Documents of those who are here, belong to nobody on record, and were born on the day of one of these persons."""
    days = Person.objects.filter(pk__in=persons, born_precision="day").values_list("born_on", flat=True)
    here = Sojourn.objects.here().filter(person=None, born_on__in=list(days))
    return [(name[:2], name[3:]) for name in here.values_list("traveller", flat=True)]


def waiting_links(officer: Officer) -> QuerySet[TravellerLink]:
    """Travellers for this officer to recognise, the likeliest first."""
    rows = TravellerLink.objects.visible_to(officer).waiting()
    return rows.select_related("person").prefetch_related("person__names").order_by("-score", "pk")


def most_waiting_links(officer: Officer, on: date) -> QuerySet[TravellerLink]:
    """As many of them as officers read, in no order."""
    rows = TravellerLink.objects.visible_to(officer).waiting()
    return TravellerLink.objects.filter(pk__in=rows.values("pk")[:MOST_COUNTED])


def why(link: TravellerLink) -> str:
    return "; ".join(reasons(link.signs))


@dataclass(frozen=True)
class Line:
    """What a traveller and a person on record say of one thing. `differs` only where both say something."""

    label: str
    crossing: str
    record: str

    @property
    def differs(self) -> bool:
        told = {fold(each) for each in self.record.split("; ")}
        return bool(self.crossing and self.record) and fold(self.crossing) not in told


def side_by_side(link: TravellerLink) -> list[Line]:
    """A traveller beside the person; of a crossing that is no longer kept only what the link says."""
    person = link.person
    crossing = Crossing.objects.filter(crossed_on=link.crossed_on, pk=link.crossing).first()
    names = "; ".join(map(str, person.names.all()))
    papers = "; ".join(f"{one.number}" for one in person.identity_documents.all())
    lines = [
        Line(_("Name"), link.name, names),
        Line(_("Born"), date_format(link.born_on, "j M Y"), date_format(person.born_on, "j M Y")),
        Line(_("Sex"), str(crossing.get_sex_display()) if crossing else "", str(person.get_sex_display())),
        Line(_("Nationality"), crossing.nationality_name if crossing else "", person.citizenship_name),
        Line(_("Document"), link.document_number, papers),
        Line(_("Died"), "", date_format(person.died_on, "j M Y") if person.died_on else ""),
    ]
    return [line for line in lines if line.crossing or line.record]


def links_of(crossing: Crossing, officer: Officer) -> list[TravellerLink]:
    """What was proposed of this document, about persons in the officer's sight, and not turned down."""
    rows = TravellerLink.objects.visible_to(officer).exclude(answer=LinkAnswer.DIFFERENT)
    same = rows.filter(document_key=crossing.document_key, document_country=crossing.document_country)
    return list(same.select_related("person", "answered_by").prefetch_related("person__names").order_by("pk"))
