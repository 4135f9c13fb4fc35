"""The two faces of a person in lists: a full row for who sees the person, a card for everybody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.people.models import IdentityDocument, Name, Person
from casework.people.rules import BirthDate


@dataclass(frozen=True)
class ShownName:
    """A name with what a page needs to show it in its script."""

    text: str
    lang: str = ""
    direction: str = "ltr"

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Row:
    """A person in sight."""

    number: str
    name: ShownName
    other_names: tuple[ShownName, ...]
    sex: str
    birth: BirthDate
    died_on: date | None
    citizenship: str
    iin: str
    documents: tuple[str, ...]
    office: str
    flags: tuple[str, ...] = ()
    is_in_sight: bool = True


@dataclass(frozen=True)
class Card:
    """All that is shown of a person out of sight. A higher package adds its flags by `dataclasses.replace`.

    The number serves to ask for the file; it opens nothing.
    """

    number: str
    name: ShownName
    birth_year: int
    sex: str
    last_four: str
    office: str
    flags: tuple[str, ...] = ()
    is_in_sight: bool = False


Face = Row | Card


def faces(ids: Sequence[int], *, officer: Officer, in_sight: QuerySet[Person] | None = None) -> list[Face]:
    """The persons by the order of their ids, each as far as the officer sees it.

    `in_sight` adds to the persons of the officer's own office those whom a higher package brings in sight.
    """
    papers = Prefetch("identity_documents", IdentityDocument.objects.select_related("kind"))
    persons = Person.objects.select_related("office").prefetch_related("names", papers).in_bulk(ids)
    return faces_of([persons[pk] for pk in ids], officer=officer, in_sight=in_sight)


def faces_of(persons: Sequence[Person], *, officer: Officer, in_sight: QuerySet[Person] | None = None) -> list[Face]:
    """As `faces`, of persons whose offices, names and documents are at hand."""
    seen = {person.pk for person in persons if officer.is_national or person.office_id == officer.office_id}
    others = [person.pk for person in persons if person.pk not in seen]
    if others and in_sight is not None:
        seen.update(in_sight.filter(pk__in=others).values_list("pk", flat=True))
    return [_row(person) if person.pk in seen else _card(person) for person in persons]


def _row(person: Person) -> Row:
    main = person.main_name
    return Row(
        number=person.number, name=_shown(person, main),
        other_names=tuple(_shown(person, name) for name in person.names.all() if name != main),
        sex=person.get_sex_display(), birth=person.birth, died_on=person.died_on, citizenship=person.citizenship_name,
        iin=person.iin or "", documents=tuple(map(str, person.identity_documents.all())), office=str(person.office),
        flags=_flags(person),
    )  # fmt: skip


def _card(person: Person) -> Card:
    newest = max(person.identity_documents.all(), key=lambda document: document.pk, default=None)
    return Card(
        number=person.number, name=_shown(person, person.main_name), birth_year=person.born_on.year,
        sex=person.get_sex_display(), last_four=newest.last_four if newest else "", office=str(person.office),
        flags=_flags(person),
    )  # fmt: skip


def _shown(person: Person, name: Name | None) -> ShownName:
    return ShownName(str(name), name.lang, name.direction) if name else ShownName(person.number)


def _flags(person: Person) -> tuple[str, ...]:
    held = {_("deceased"): person.died_on is not None, _("generated"): person.is_generated}
    return tuple(flag for flag, holds in held.items() if holds)
