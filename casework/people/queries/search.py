"""The search for persons over the whole country, by name in any stored script, number, document and birth date."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.common import text as texts
from casework.common.errors import RuleBroken
from casework.people.models import IdentityDocument, Name, Person
from casework.people.queries.faces import Card, Row, faces
from casework.people.rules import NAME_KEY_LENGTH, NoQuestion, Question, person_number, rank, read_question

MOST_CANDIDATES = 1000  # names read and ranked, however many hold the words


class UnreadableSearch(RuleBroken):
    """The text holds characters that no name and no number has."""

    status = 400


@dataclass(frozen=True)
class Found:
    """The best answers first; `has_more` where there were others."""

    rows: tuple[Row, ...] = ()
    cards: tuple[Card, ...] = ()
    has_more: bool = False


def search(text: str, *, officer: Officer, limit: int = 20, in_sight: QuerySet[Person] | None = None) -> Found:
    """Persons who fit all of the text. RuleBroken where the text is too short, too long or unreadable.

    Wildcards are plain characters. Whoever shows the cards calls `actions.record_cards_shown`.
    """
    ids = _ranked(_question(text))
    shown = faces(ids[:limit], officer=officer, in_sight=in_sight)
    return Found(
        rows=tuple(face for face in shown if isinstance(face, Row)),
        cards=tuple(face for face in shown if isinstance(face, Card)),
        has_more=len(ids) > limit,
    )


def _question(text: str) -> Question:
    if len(text) > NAME_KEY_LENGTH:
        raise RuleBroken(_("This is longer than any name; search for a part of it."))
    try:
        return read_question(texts.clean(text, texts.NAME))
    except texts.Unclean as fault:
        raise UnreadableSearch(str(fault)) from fault
    except NoQuestion as fault:
        raise RuleBroken(_("Type at least three letters of a name, a full date of birth or a number.")) from fault


def _ranked(question: Question) -> list[int]:
    """Ids of the persons who fit, each once, the best name first."""
    if not question.words:
        return _by_numbers(question) or _by_birth(question)
    best = sorted((rank(key, question.words), pk) for pk, key in _names(question))
    return list(dict.fromkeys([*_by_whole(question), *(pk for _rank, pk in best)]))


def _names(question: Question) -> list[tuple[int, str]]:
    """Person and key of names that hold every word; whole names first, so that the bound cannot cut them off."""
    names = Name.objects.all()
    if question.birth is not None:
        names = names.filter(person__in=Person.objects.perhaps_born(question.birth))
    if question.numbers:
        names = names.filter(person__in=_by_numbers(question))
    whole = names.filter(key=" ".join(question.words))
    holding = names.filter(*(Q(key__contains=word) for word in question.words))
    return [pair for part in (whole, holding) for pair in part.values_list("person_id", "key")[:MOST_CANDIDATES]]


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
        born = Person.objects.perhaps_born(question.birth).filter(pk__in=every)
        every = set(born.values_list("pk", flat=True))
    return list(dict.fromkeys([*_by_whole(question), *sorted(every)]))


def _by_whole(question: Question) -> list[int]:
    documents = IdentityDocument.objects.filter(number_key=question.whole) if question.whole else []
    return [document.person_id for document in documents]


def _having(number: str) -> QuerySet[Person, int]:
    """Persons with this number as their own, as their IIN, or as the beginning of that of a document."""
    own = Person.objects.filter(number=person_number(number)).values_list("pk", flat=True)
    iin = Person.objects.filter(iin=number).values_list("pk", flat=True)
    documents = IdentityDocument.objects.filter(number_key__startswith=number).order_by("number_key")
    return own.union(iin, documents.values_list("person_id", flat=True)[:MOST_CANDIDATES])
