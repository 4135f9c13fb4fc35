from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from casework.common.forms import DayField, OfficeForm
from casework.common.workdays import ALMATY
from casework.quotas.states import Shown


class DatedForm(OfficeForm):
    """Figures of which day (without one, of now), as known at the end of which day."""

    as_of = DayField(label=gettext_lazy("As of the end of"), required=False)
    known_on = DayField(label=gettext_lazy("as known at the end of"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            kind = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
            field.widget.attrs["class"] = kind

    @property
    def asked(self) -> dict[str, Any]:
        """As the queries take it; what cannot be read is left out."""
        known_on = self.cleaned_data.get("known_on")
        known_at = known_on and datetime.combine(known_on, time.max, ALMATY)
        return {"as_of": self.cleaned_data.get("as_of"), "known_at": known_at}

    @property
    def question(self) -> dict[str, Any]:
        """The days asked for, as they stand in an address."""
        return {name: self.cleaned_data[name] for name in ("as_of", "known_on") if self.cleaned_data.get(name)}


class MatrixForm(DatedForm):
    """What the matrix shows: which figure, and of which day."""

    figure = forms.ChoiceField(label=gettext_lazy("Figure"), choices=Shown, required=False)

    @property
    def shown(self) -> str:
        return self.cleaned_data.get("figure") or Shown.FREE
