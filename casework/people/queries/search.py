"""The search for persons over the whole country: names in any script, numbers, birth dates and places on one line."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import OperationalError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from casework.accounts.models import Office, Officer
from casework.common import text as texts
from casework.common.errors import RuleBroken
from casework.people.models import IdentityDocument, Person
from casework.people.queries.candidates import Found as FoundName
from casework.people.queries.candidates import born, candidates
from casework.people.queries.faces import Card, Row, faces
from casework.people.rules import NAME_KEY_LENGTH, NoQuestion, Question, fit, name_key, person_number, read_question
from casework.people.rules.spelling import Word, words_of

MOST_CANDIDATES = 1000  # persons by number or birth date
FARTHEST, FAR_WORDS = 1.0, 0.5  # a name is shown where no word is farther than this on the average; near: at half
PATIENCE = "3s"


class UnreadableSearch(RuleBroken):
    """The text holds characters that no name and no number has."""

    status = 400


@dataclass(frozen=True)
class Found:
    """The best answers first; `has_more` where there were others."""

    rows: tuple[Row, ...] = ()
    cards: tuple[Card, ...] = ()
    has_more: bool = False


@dataclass(frozen=True)
class Hit:
    """A person who fits, and how far the nearest of the names is from what was typed; 0 is nearest."""

    person: int
    distance: float


def search(text: str, *, officer: Officer, limit: int = 20, in_sight: QuerySet[Person] | None = None) -> Found:
    """Persons who fit all of the text. RuleBroken where the text is too short, too long or unreadable.

    Wildcards are plain characters. Whoever shows the cards calls `actions.record_cards_shown`.
    """
    ids = [hit.person for hit in hits(text)]
    shown = faces(ids[:limit], officer=officer, in_sight=in_sight)
    return Found(
        rows=tuple(face for face in shown if isinstance(face, Row)),
        cards=tuple(face for face in shown if isinstance(face, Card)),
        has_more=len(ids) > limit,
    )


def hits(text: str) -> list[Hit]:
    """Who fits, each person once, the nearest first. RuleBroken as `search`, and where the answer takes too long."""
    question = _question(text)
    with _patience():
        return list({hit.person: hit for hit in reversed(_ranked(question))}.values())[::-1]


def _question(text: str) -> Question:
    if len(text) > NAME_KEY_LENGTH:
        raise RuleBroken(_("This is longer than any name; search for a part of it."))
    try:
        return read_question(texts.clean(text, texts.NAME))
    except texts.Unclean as fault:
        raise UnreadableSearch(str(fault)) from fault
    except NoQuestion as fault:
        raise RuleBroken(_("Type at least three letters of a name, a full date of birth or a number.")) from fault


@contextmanager
def _patience() -> Iterator[None]:
    """A search that takes too long is given up, with a sentence, and the connection goes on."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            (before,) = cursor.fetchone()
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [PATIENCE])
            yield
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [before])
    except OperationalError as slow:
        raise RuleBroken(_("This fits too many; add a birth date or another word of the name.")) from slow


def _ranked(question: Question) -> list[Hit]:
    if not question.words:
        found = _by_numbers(question) or _by_birth(question)
        return [Hit(person, 0.0) for person in found]
    whole = [Hit(person, 0.0) for person in _by_whole(question)]
    return [*whole, *_by_name(question)]


def _by_name(question: Question) -> list[Hit]:
    """By all words as names; where a word is a place, by the others among the persons of its offices first."""
    places = _offices_of(question.words)
    named = question.without(places)
    if places and named.words:
        there = _persons(question).filter(office__in={office for offices in places.values() for office in offices})
        found = _nearest(named, there)
        return found or _nearest(question, _persons_asked(question))
    return _nearest(question, _persons_asked(question))


def _nearest(question: Question, persons: QuerySet[Person] | None) -> list[Hit]:
    best: dict[int, tuple[float, int, str]] = {}
    for names in candidates(question, persons):
        for name in names.rows:
            rank = _rank(question, name)
            if rank[0] <= FARTHEST * len(question.words) and rank < best.get(name[0], (FARTHEST * 99, 0, "")):
                best[name[0]] = rank
        if sum(rank[0] <= FAR_WORDS * len(question.words) for rank in best.values()) >= names.enough:
            break
    return [Hit(person, rank[0]) for person, rank in sorted(best.items(), key=lambda one: (one[1], one[0]))]


def _rank(question: Question, name: FoundName) -> tuple[float, int, str]:
    _person, surname, given, patronymic, script = name
    whole = " ".join(filter(None, (surname, given, patronymic)))
    return round(fit(question.words, words_of(whole, script)), 3), len(whole), whole


def _persons_asked(question: Question) -> QuerySet[Person] | None:
    """None where the question says nothing but words, or a year, which stands beside the name: nobody is left out."""
    return _persons(question) if question.day is not None or question.numbers else None


def _persons(question: Question) -> QuerySet[Person]:
    persons = born(question.day) if question.day is not None else Person.objects.all()
    return persons.filter(pk__in=_by_numbers(question)) if question.numbers else persons


def _offices_of(words: tuple[Word, ...]) -> dict[Word, set[int]]:
    """Words that name a place where there are offices, with these offices."""
    keys = {name_key("", word.text): word for word in words}
    found: dict[Word, set[int]] = {}
    for office, *names in Office.objects.values_list(
        "pk", "name", "region__name_en", "region__name_ru", "region__name_kk"
    ):
        for key in name_key("", " ".join(filter(None, names))).split():
            if key in keys:
                found.setdefault(keys[key], set()).add(office)
    return found


def _by_birth(question: Question) -> list[int]:
    if question.birth is None or question.numbers:
        return []
    persons = Person.objects.perhaps_born(question.birth).order_by("pk")
    return list(persons.values_list("pk", flat=True)[:MOST_CANDIDATES])


def _by_numbers(question: Question) -> list[int]:
    """Persons who have every number, or all of them together as one number typed with blanks."""
    sets = [set(_having(number)) for number in question.numbers]
    every = set.intersection(*sets) if sets else set()
    if question.birth is not None:
        born_then = Person.objects.perhaps_born(question.birth).filter(pk__in=every)
        every = set(born_then.values_list("pk", flat=True))
    return list(dict.fromkeys([*_by_whole(question), *sorted(every)]))


def _by_whole(question: Question) -> list[int]:
    documents = IdentityDocument.objects.filter(number_key=question.whole) if question.whole else []
    return [document.person_id for document in documents]


def _having(number: str) -> QuerySet[Person, int]:
    """Persons with this number as their own, in another register, as IIN, or as the beginning of that of a document."""
    own = Person.objects.filter(Q(number=person_number(number)) | Q(external_id=number))
    iin = Person.objects.filter(iin=number).values_list("pk", flat=True)
    documents = IdentityDocument.objects.filter(number_key__startswith=number).order_by("number_key")
    return own.values_list("pk", flat=True).union(iin, documents.values_list("person_id", flat=True)[:MOST_CANDIDATES])
