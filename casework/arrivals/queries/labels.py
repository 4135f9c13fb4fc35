"""Codes by which crossings are counted, in words."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from casework.arrivals.models import Checkpoint, Purpose
from casework.arrivals.states import Age, Sex, Side
from casework.people.models.person import country_name
from casework.reference.models import Region

Label = Callable[[str], str]


def label_of(side: Side) -> Label:
    """What a code of this side is called; one that nobody knows is shown as it stands."""
    if side == Side.NATIONALITY:
        return country_name
    names = {str(code): str(name) for code, name in _names(side)}
    return lambda code: names.get(code, code) if code else _("not told")


def _names(side: Side) -> list[tuple[object, object]]:
    models = {Side.PURPOSE: Purpose, Side.CHECKPOINT: Checkpoint, Side.REGION: Region}
    if side in models:
        return [(row.pk, row) for row in models[side]._default_manager.all()]
    return list({Side.SEX: Sex.choices, Side.AGE: Age.choices}[side])
