from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.common.forms import OfficeForm
from casework.desk.forms.base import storable
from casework.desk.forms.member import MemberForm
from casework.people.forms.mrz import ClaimLine, MrzField, claim_lines, filled_up
from casework.people.rules import MrzClaim


class ZoneForm(OfficeForm):
    """The machine readable zone of a paper, scanned by a reader or pasted."""

    zone = MrzField(label=_("Machine readable zone"), required=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["zone"]
        if isinstance(field, MrzField):
            field.today = options["today"]


def fill_from(form: MemberForm, typed: dict[str, Any], claim: MrzClaim) -> list[ClaimLine]:
    """Fill the empty fields of an unsent form; answers the claim beside what was typed before."""
    known = {name: value for name, value in {**form.initial, **typed}.items() if name in form.fields and value}
    said = {name: str(value) for name, value in known.items() if name != "version" and storable(value)}
    form.initial = {**form.initial, **filled_up(said, claim)}
    return list(claim_lines(said, claim, {name: field.label for name, field in form.fields.items()}))
