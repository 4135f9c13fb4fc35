"""Two records side by side: what either says, where they differ, the open files and inclusions of both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Case as If
from django.db.models import IntegerField, QuerySet, Value, When
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.cases.models import Case
from casework.cases.queries import persons_in_sight
from casework.cases.states import OPEN
from casework.desk.queries.intake import with_inclusion
from casework.desk.queries.person import files_of
from casework.people.models import LikelyPair, Person, SamePerson
from casework.people.queries import Face, Row
from casework.people.queries.faces import faces
from casework.people.queries.reasons import reasons
from casework.people.rules import fold
from casework.returnees.queries import inclusions_of

MOST_LISTED = 50


@dataclass(frozen=True)
class Line:
    """One line of a comparison. `differs` only where both sides say something, and not the same."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        return bool(self.one and self.other) and fold(self.one) != fold(self.other)


@dataclass(frozen=True)
class Side:
    """A record as far as the officer sees it, with its open files in sight and every inclusion."""

    face: Face
    files: tuple[Case, ...]
    inclusions: tuple[str, ...]


@dataclass(frozen=True)
class Facing:
    """Two records beside one another."""

    sides: tuple[Side, Side]
    lines: tuple[Line, ...]


def facing(one: Person, other: Person, officer: Officer) -> Facing:
    """Of a person out of sight only the card is shown; whoever shows it records that."""
    shown = with_inclusion(faces([one.pk, other.pk], officer=officer, in_sight=persons_in_sight(officer)))
    sides = [_side(person, face, officer) for person, face in zip((one, other), shown, strict=True)]
    return Facing((sides[0], sides[1]), tuple(_lines(*shown)))


def _side(person: Person, face: Face, officer: Officer) -> Side:
    files = files_of(person, officer).filter(state__in=OPEN).order_by("-pk")
    return Side(face, tuple(files), tuple(inclusions_of(person)) if face.is_in_sight else ())


def _lines(one: Face, other: Face) -> Iterator[Line]:
    mine, theirs = dict(_told(one)), dict(_told(other))
    for label in dict.fromkeys((*mine, *theirs)):
        yield Line(label, mine.get(label, ""), theirs.get(label, ""))


def _told(face: Face) -> Iterator[tuple[str, str]]:
    yield _("Name"), str(face.name)
    if isinstance(face, Row):
        yield _("Other names"), "; ".join(map(str, face.other_names))
        yield _("Date of birth"), str(face.birth)
    yield _("Year of birth"), str(face.birth.on.year if isinstance(face, Row) else face.birth_year)
    yield _("Sex"), str(face.sex)
    if isinstance(face, Row):
        yield _("Citizenship"), face.citizenship
        yield _("IIN"), face.iin
        yield _("Identity papers"), "; ".join(face.documents)
    else:
        yield _("Document, last four"), face.last_four
    yield _("Registered at"), face.office


def waiting_pairs(officer: Officer) -> QuerySet[LikelyPair]:
    """Pairs for this officer to look at: the likeliest first, those put off last."""
    later = If(When(answer="later", then=Value(1)), default=Value(0), output_field=IntegerField())
    seen = LikelyPair.objects.visible_to(officer).waiting()
    return seen.select_related("record", "other_record").annotate(later=later).order_by("later", "-score", "pk")


def answered_by(officer: Officer) -> Sequence[LikelyPair]:
    """The last answers of an officer, to be taken back."""
    mine = LikelyPair.objects.filter(answered_by=officer).select_related("record", "other_record")
    return list(mine.order_by("-answered_at", "-pk")[:5])


def links_to_confirm(officer: Officer) -> Sequence[SamePerson]:
    """Links that another officer proposed and this one may confirm."""
    waiting = SamePerson.objects.visible_to(officer).waiting().exclude(proposed_by=officer)
    return list(waiting.select_related("record", "other_record", "proposed_by").order_by("pk")[:MOST_LISTED])


def why(pair: LikelyPair) -> str:
    return "; ".join(reasons(pair.signs))
