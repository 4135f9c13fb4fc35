from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Office
from casework.cases.models import Case, CaseQuerySet
from casework.cases.procedures import registered
from casework.cases.states import State
from casework.common.forms import DayField, LineField, OfficeForm
from casework.common.workdays import first_moment
from casework.people.rules import name_key


class LineFilter(filters.CharFilter):
    field_class = LineField


class DayFilter(filters.DateFilter):
    field_class = DayField


class CaseFilter(filters.FilterSet):
    """Files by number or name of the applicant, procedure, state, office, day of closing; the overdue, complaints."""

    q = LineFilter(method="by_number_or_name", label=_("Number or name"), max_length=200)
    procedure = filters.ChoiceFilter(label=_("Procedure"), choices=lambda: _procedures())
    state = filters.MultipleChoiceFilter(label=_("State"), choices=State, widget=forms.CheckboxSelectMultiple)
    office = filters.ModelChoiceFilter(label=_("Office"), queryset=Office.objects.filter(is_active=True))
    overdue = filters.BooleanFilter(label=_("Overdue"), method="by_overdue", widget=forms.CheckboxInput)
    closed_since = DayFilter(label=_("Closed since"), method="by_closing")
    complaints = filters.BooleanFilter(label=_("Complaints"), method="by_complaint", widget=forms.CheckboxInput)

    class Meta:
        model = Case
        form = OfficeForm
        fields: list[str] = []

    def __init__(self, data: Any, queryset: QuerySet[Case], *, today: date) -> None:
        super().__init__(data, queryset)
        self.today = today

    def by_number_or_name(self, files: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        """Literal parts of a number or of the folded name, in any script it is stored in."""
        named = Q(applicant__names__key__contains=name_key("", value))
        return files.filter(Q(number__icontains=value) | named).distinct()

    def by_overdue(self, files: CaseQuerySet, name: str, value: bool) -> CaseQuerySet:
        return files.overdue(self.today) if value else files

    def by_closing(self, files: CaseQuerySet, name: str, value: date) -> CaseQuerySet:
        return files.filter(closed_at__gte=first_moment(value))

    def by_complaint(self, files: CaseQuerySet, name: str, value: bool) -> CaseQuerySet:
        return files.filter(complains_of__isnull=False) if value else files


def _procedures() -> list[tuple[str, str]]:
    return [(code, str(entry.procedure.name)) for code, entry in registered().items()]
