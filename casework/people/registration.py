"""Words for the facts that events of persons and families store."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.common import facts
from casework.people.models import ContactDetail, Membership, Name, Person
from casework.people.models.person import country_name

NAMES = {
    "sex": _("sex"),
    "born_on": _("date of birth"),
    "born_precision": _("birth date known by"),
    "birth_country": _("country of birth"),
    "birth_place": _("place of birth"),
    "citizenship": _("citizenship"),
    "ethnicity": _("ethnicity"),
    "education": _("education"),
    "iin": _("IIN"),
    "died_on": _("died on"),
    "names": _("names"),
    "script": _("script"),
    "documents": _("identity papers"),
    "contacts": _("contacts"),
    "household": _("family"),
    "role": _("role in the family"),
    "since": _("since"),
    "until": _("until"),
    "record": _("record"),
    "external_id": _("identifier in another register"),
    "new_persons": _("new persons"),
    "taken": _("rows taken"),
    "refused": _("rows refused"),
}
CODES = {
    "sex": dict(Person.Sex.choices),
    "education": dict(Person.Education.choices),
    "born_precision": dict(Person.Precision.choices),
    "script": dict(Name.Script.choices),
    "role": dict(Membership.Role.choices),
}


def register_facts() -> None:
    facts.register(names=NAMES, codes=CODES, says=SAYS, unsaid=("sha256",))


def name_as_typed(stored: Mapping[str, Any]) -> str:
    """A name in the order in which it is read, with its script."""
    parts = " ".join(filter(None, (stored.get(part) for part in ("surname", "given", "patronymic"))))
    return f"{parts} ({facts.said('script', stored.get('script'))})"


def paper(stored: Mapping[str, Any]) -> str:
    """An identity paper by its number and country, and the day it expires."""
    told = [stored.get("number"), facts.said("country", stored.get("country"))]
    expires = facts.said("expires_on", stored.get("expires_on"))
    return ", ".join(filter(None, (*told, expires and f"{_('until')} {expires}")))


def contact(stored: Mapping[str, Any]) -> str:
    kinds = dict(ContactDetail.Kind.choices)
    return f"{kinds.get(stored.get('kind', ''), '')} {stored.get('value', '')}".strip()


SAYS: Mapping[str, facts.Say] = {
    "birth_country": country_name,
    "citizenship": country_name,
    "country": country_name,
    "names": name_as_typed,
    "documents": paper,
    "contacts": contact,
}
