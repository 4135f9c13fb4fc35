from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.reference.queries import region_names
from casework.reports import wording
from casework.reports.catalogue import ParametersForm
from casework.reports.states import Year

NO_SUCH = {"invalid_choice": gettext_lazy("There is none of this; choose one of the list.")}
FIRST_YEAR = 2005
"""The first year of which a quota is on record."""


class PeriodForm(ParametersForm):
    """Which year, of the whole country or of one region."""

    year = forms.ChoiceField(label=gettext_lazy("Year"), error_messages=NO_SUCH)
    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False, error_messages=NO_SUCH)

    def __init__(self, *args: Any, today: date | None = None, **options: Any) -> None:
        super().__init__(*args, today=today, **options)
        last = today.year if today else date.max.year
        years = [(str(year), str(year)) for year in range(min(last, 2100), FIRST_YEAR - 1, -1)]
        standing = [(str(value), str(label)) for value, label in Year.choices] if self.is_standing else []
        self._offer("year", standing + years)
        self._offer("region", [("", _("whole country")), *regions()])

    def first(self, today: date) -> dict[str, Any]:
        return {"year": str(today.year)}

    @property
    def parameters(self) -> dict[str, Any]:
        year = self.cleaned_data["year"]
        return {"year": year if year in Year.values else int(year), "region": self.cleaned_data["region"]}

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def regions() -> list[tuple[str, str]]:
    return sorted(((code, wording.said(name)) for code, name in region_names().items()), key=lambda each: each[1])
