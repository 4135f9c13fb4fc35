"""What a crossing of the border says of somebody who is about to be taken in, as the forms of an intake take it."""

from typing import Any

from casework.arrivals.models import Crossing
from casework.arrivals.states import Direction, Sex
from casework.people.models import Name
from casework.people.rules.spelling.scripts import alphabet_of

WRITTEN = {"day": "%d.%m.%Y", "month": "%m.%Y", "year": "%Y"}
SCRIPTS = {"latin": Name.Script.LATN_PASSPORT, "cyrillic": Name.Script.RU_CYRL, "arabic": Name.Script.KK_ARAB}
"""Which script a name of the border is taken to be in; the officer, who has the paper, may choose another."""


def applicant_of(crossing: Crossing) -> dict[str, Any]:
    """The member that a draft begins with: names as the document has them, the rest as the post wrote it down."""
    alphabet = alphabet_of(f"{crossing.surname}{crossing.given}")
    return {
        "script": SCRIPTS.get(alphabet, ""), "surname": crossing.surname, "given": crossing.given,
        "patronymic": crossing.patronymic, "birth": crossing.born_on.strftime(WRITTEN[crossing.born_precision]),
        "sex": "" if crossing.sex == Sex.UNSPECIFIED else crossing.sex, "citizenship": str(crossing.nationality),
        "document_number": crossing.document_number, "document_country": str(crossing.document_country),
    }  # fmt: skip


def answers_of(crossing: Crossing) -> dict[str, Any]:
    """What it says of the arrival; nothing where the traveller left."""
    if crossing.direction != Direction.IN:
        return {}
    return {"receipt": {"arrived_on": f"{crossing.crossed_on:%d.%m.%Y}"}}
