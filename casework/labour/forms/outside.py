"""What workers without a permit, trips and families ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.common.forms import DayField, OfficeForm
from casework.labour.forms.permits import WORKER, WorkerForm
from casework.labour.models import Category, FamilyMember
from casework.labour.rules import Term
from casework.labour.states import Exempt
from casework.reference.models import Region


class ExemptForm(WorkerForm):
    """A foreigner who works without a permit."""

    side_by_side = (*WORKER, ("why", "category"), ("since", "until"))

    why = forms.ChoiceField(label=_("Needs no permit as"), choices=Exempt)
    category = forms.ChoiceField(label=_("Category"))
    region = forms.ModelChoiceField(Region.objects.filter(until=None), label=_("Region of work"))
    since = DayField(label=_("Works since"), not_future=True)
    until = DayField(label=_("First day without it, where known"), required=False)

    def __init__(self, *args: Any, categories: list[Category], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["category"].choices = [(each.code, each.label) for each in categories]  # type: ignore[attr-defined]

    @property
    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        kept = {name: given[name] for name in ("why", "category", "region")}
        return {**kept, "term": Term(given["since"], given["until"])}


class TripForm(OfficeForm):
    """A trip to another region."""

    region = forms.ModelChoiceField(Region.objects.filter(until=None), label=_("Region"))
    since = DayField(label=_("First day there"))
    until = DayField(label=_("First day back"))


class FamilyForm(WorkerForm):
    """A spouse or child, by the passport."""

    side_by_side = (*WORKER, ("since", "until"))

    kin = forms.ChoiceField(label=_("Kin"), choices=FamilyMember.Kin)
    since = DayField(label=_("Stays since"))
    until = DayField(label=_("First day without it"), required=False, help_text=_("Empty: as long as the permit."))
    needs_school = forms.BooleanField(label=_("Needs a place at school"), required=False)

    @property
    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        term = Term(given["since"], given["until"])
        return {"kin": given["kin"], "term": term, "needs_school": given["needs_school"]}
