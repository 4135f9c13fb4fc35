from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.quotas.queries import plan_names
from casework.reference.queries import region_names
from casework.reports import wording
from casework.reports.catalogue import ParametersForm
from casework.reports.states import Year

NO_SUCH = {"invalid_choice": gettext_lazy("There is none of this; choose one of the list.")}


class UtilisationForm(ParametersForm):
    """Which quotas: of a year, of one programme or all of them, of the country or of one region."""

    programme = forms.ChoiceField(label=gettext_lazy("Programme"), required=False, error_messages=NO_SUCH)
    year = forms.ChoiceField(label=gettext_lazy("Year of the quota"), error_messages=NO_SUCH)
    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False, error_messages=NO_SUCH)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        plans = plan_names()
        years = [(str(year), str(year)) for year in sorted({plan.year for plan in plans}, reverse=True)]
        standing = [(str(value), str(label)) for value, label in Year.choices] if self.is_standing else []
        self._offer("programme", [("", _("all programmes")), *sorted({(plan.programme, plan.name) for plan in plans})])
        self._offer("year", standing + years)
        self._offer("region", [("", _("whole country")), *_regions()])

    def first(self, today: date) -> dict[str, Any]:
        years = [year for year, _words in self.fields["year"].choices]  # type: ignore[attr-defined]
        return {"year": str(today.year) if str(today.year) in years or not years else years[0]}

    @property
    def parameters(self) -> dict[str, Any]:
        year = self.cleaned_data["year"]
        return {
            "programme": self.cleaned_data["programme"],
            "year": year if year in Year.values else int(year),
            "region": self.cleaned_data["region"],
        }

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def _regions() -> list[tuple[str, str]]:
    return sorted(((code, wording.said(name)) for code, name in region_names().items()), key=lambda each: each[1])
