from django import forms
from django.utils.translation import gettext_lazy as _

from casework.common.forms import OfficeForm
from casework.reports.models import Issue

MOST = 200
"""Issues offered for comparison, the newest."""


class ComparingForm(OfficeForm):
    """Two issues of one report."""

    then = forms.ChoiceField(label=_("Earlier issue"))
    now = forms.ChoiceField(label=_("Later issue"))

    def __init__(self, *args: object, report: str, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        issues = Issue.objects.filter(report=report).defer("data").order_by("-pk")[:MOST]
        choices = [(str(each.pk), f"{each.number}, {each.as_of:%d.%m.%Y}") for each in issues]
        for name in ("then", "now"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            self.fields[name].error_messages["invalid_choice"] = _("There is none of this; choose one of the list.")
