"""What an officer writes down of a person: frozen values that forms and generators pass to actions."""

from dataclasses import dataclass
from datetime import date

from casework.people.rules.birth import BirthDate


@dataclass(frozen=True)
class PersonFacts:
    """What a person is, apart from names and papers. Countries by ISO 3166-1 code, XX without citizenship."""

    sex: str
    birth: BirthDate
    citizenship: str = ""
    birth_country: str = ""
    birth_place: str = ""
    ethnicity: str = ""
    education: str = ""
    iin: str = ""
    is_generated: bool = False


@dataclass(frozen=True)
class DocumentFacts:
    """An identity document; `kind` is the code of a DocumentKind."""

    kind: str
    number: str
    country: str
    issuer: str = ""
    issued_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True)
class NameFacts:
    """A name as one document has it; `document` is one of those registered together with the name."""

    script: str
    surname: str = ""
    given: str = ""
    patronymic: str = ""
    document: DocumentFacts | None = None


@dataclass(frozen=True)
class ContactFacts:
    kind: str
    value: str
    since: date


@dataclass(frozen=True)
class MemberFacts:
    """A person who comes with a family; the first name is the one shown first."""

    role: str
    person: PersonFacts
    names: tuple[NameFacts, ...]
    documents: tuple[DocumentFacts, ...] = ()
    contacts: tuple[ContactFacts, ...] = ()


@dataclass(frozen=True)
class FamilyFacts:
    """A family, its head first, together since a day."""

    members: tuple[MemberFacts, ...]
    since: date
    country: str = ""
