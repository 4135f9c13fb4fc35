"""What a certificate says of its holder and the family: taken from the record when it is issued, and kept so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case, CaseMember
from casework.people.models import Person
from casework.people.rules import BirthDate
from casework.returnees.documents import FamilyMember, Holder
from casework.returnees.models import Edition, Grant
from casework.returnees.printing import texts

Said = dict[str, Any]

LABELS: Mapping[str, str | Promise] = {
    "name": _("Name"),
    "passport_name": _("Name as in the passport"),
    "arabic_name": _("Name in Arabic script"),
    "sex": _("Sex"),
    "born": _("Born"),
    "iin": _("IIN"),
    "left_country": _("Country of departure"),
    "family": _("Family"),
}


def members_of(case: Case) -> list[CaseMember]:
    """Members of a file with all that a certificate says of them."""
    return list(case.members.select_related("person").prefetch_related("person__names"))


def said_of(person: Person, members: Sequence[CaseMember], left_country: str) -> Said:
    """What a certificate issued now says."""
    return {
        "name": str(person), "passport_name": texts.passport(person), "arabic_name": texts.arabic(person),
        "sex": person.sex, "born": _born(person), "iin": person.iin or "", "left_country": left_country,
        "family": [
            {"name": str(member.person), "role": member.role, "born": _born(member.person)}
            for member in members
            if member.person_id != person.pk
        ],
    }  # fmt: skip


def _born(person: Person) -> list[str]:
    """The first possible day, and what is known of it."""
    return [person.born_on.isoformat(), person.born_precision]


def said_now(grant: Grant) -> Said:
    """What the certificate of a grant would say if it were issued now."""
    members = members_of(grant.case)
    person = next(member.person for member in members if member.person_id == grant.person_id)
    return said_of(person, members, str(grant.case.status_application.left_country))


def holder(said: Said, iin: str) -> Holder:
    """`iin`: of the record, for a certificate issued before its holder had one."""
    born_on, precision = said["born"]
    return Holder(
        name=said["name"], passport_name=said["passport_name"], arabic_name=said["arabic_name"], sex=said["sex"],
        born_on=date.fromisoformat(born_on), born_precision=precision, iin=said["iin"] or iin,
        left_country=texts.country(said["left_country"]),
    )  # fmt: skip


def family(said: Said) -> tuple[FamilyMember, ...]:
    """Those who moved together with the holder."""
    return tuple(
        FamilyMember(
            name=one["name"],
            role=one["role"],
            born_on=date.fromisoformat(one["born"][0]),
            born_precision=one["born"][1],
        )
        for one in said["family"]
    )


@dataclass(frozen=True)
class Difference:
    """One thing that a certificate says otherwise than a later one, or than the record."""

    label: str | Promise
    before: str
    after: str


def differences(before: Said, after: Said) -> list[Difference]:
    """What differs, in words. A blank that was filled since, as an IIN, is no error."""
    names = [name for name in LABELS if before[name] != after[name] and (name != "iin" or before[name])]
    return [Difference(LABELS[name], _in_words(name, before[name]), _in_words(name, after[name])) for name in names]


def _in_words(name: str, value: Any) -> str:
    if name == "family":
        return "; ".join(f"{one['name']}, {_in_words('born', one['born'])}" for one in value) or "–"
    if name == "born":
        return str(BirthDate(date.fromisoformat(value[0]), value[1]))
    return str(value) or "–"


@dataclass(frozen=True)
class Issued:
    """An edition with what it changed."""

    edition: Edition
    changes: list[Difference]
    is_newest: bool


def history(editions: Iterable[Edition]) -> list[Issued]:
    """The papers of a certificate, the newest first; `editions` come in their order."""
    in_order = list(editions)
    pairs = zip([None, *in_order[:-1]], in_order, strict=True)
    found = [Issued(one, differences(was.text, one.text) if was else [], one is in_order[-1]) for was, one in pairs]
    return found[::-1]
