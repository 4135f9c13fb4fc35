from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.common.forms import OfficeForm, WholeNumberField
from casework.quotas.models import Allocation, Plan
from casework.quotas.planrow import MOST_PLACES


class WhatIfForm(OfficeForm):
    """A move of free places that is only thought of."""

    source = forms.ModelChoiceField(Allocation.objects.none(), label=gettext_lazy("From"))
    target = forms.ModelChoiceField(Allocation.objects.none(), label=gettext_lazy("To"))
    places = WholeNumberField(label=gettext_lazy("Places"), least=1, most=MOST_PLACES)

    def __init__(self, data: Any = None, *, plan: Plan, **options: Any) -> None:
        super().__init__(data, **options)
        cells = plan.allocations.select_related("region", "plan", "projection__forecast")
        for name in ("source", "target"):
            field = self.fields[name]
            field.queryset = cells  # type: ignore[attr-defined]
            field.label_from_instance = _label  # type: ignore[attr-defined]
            field.widget.attrs["class"] = "form-select"
        self.fields["places"].widget.attrs["class"] = "form-control"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        source, target, places = (given.get(name) for name in ("source", "target", "places"))
        if source and source == target:
            self.add_error("target", _("Choose two different allocations."))
        if target and target.is_reserve:
            self.add_error("target", _("The reserve takes places by an order; nothing is foretold of it."))
        if source and places and places > (source.free or 0):
            facts = {"cell": source.label, "free": source.free or 0}
            self.add_error("places", _("%(cell)s has %(free)d free places; only free ones move.") % facts)
        return given


def _label(cell: Allocation) -> str:
    return _("%(cell)s: %(free)d free") % {"cell": cell.label, "free": cell.free or 0}
