from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from casework.accounts.models import Office
from casework.accounts.permissions import Permission
from casework.cases.filters import LineFilter
from casework.cases.models import Case
from casework.cases.procedures import registered
from casework.cases.queries import who_may_hold
from casework.cases.states import State
from casework.common.forms import OfficeForm, WholeNumberField
from casework.people.models import Name, Person
from casework.people.rules import name_key


def _holding(key: str) -> Q:
    """Names with this somewhere in their key; of a single letter, which most names have, only as a word of its own."""
    if len(key) > 1:
        return Q(key__contains=key)
    return Q(key=key) | Q(key__startswith=f"{key} ") | Q(key__endswith=f" {key}")


class WholeNumberFilter(filters.NumberFilter):
    field_class = WholeNumberField


class QueueFilter(filters.FilterSet):
    """Files of a queue by number or name of the applicant, by procedure, state and by who holds them."""

    q = LineFilter(method="by_number_or_name", label=_("Number or name"), max_length=200)
    procedure = filters.ChoiceFilter(label=_("Procedure"), choices=lambda: _procedures())
    state = filters.MultipleChoiceFilter(label=_("State"), choices=State, widget=forms.CheckboxSelectMultiple)
    mine = filters.ChoiceFilter(label=_("Held by"), method="by_holder", choices=[("yes", _("me"))])

    holder = filters.ModelChoiceFilter(label=_("Holder"), queryset=lambda request: who_may_hold(request.user.office))

    class Meta:
        model = Case
        form = OfficeForm
        fields: list[str] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.request.user.has_perm(Permission.ASSIGN):
            del self.filters["holder"]

    def by_number_or_name(self, files: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        named = Name.objects.filter(_holding(name_key("", value)), person=OuterRef("applicant"))
        return files.filter(Q(number__icontains=value) | Exists(named))

    def by_holder(self, files: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        return files.filter(holder=self.request.user)


class PersonFilter(filters.FilterSet):
    """Persons by number or name, citizenship, year of birth, office, and whether a status is in force."""

    q = LineFilter(method="by_number_or_name", label=_("Number, IIN or name"), max_length=200)
    citizenship = filters.ChoiceFilter(label=_("Citizenship"), choices=lambda: list(countries))
    year = WholeNumberFilter(label=_("Year of birth"), field_name="born_on", lookup_expr="year", least=1900, most=2100)
    office = filters.ModelChoiceFilter(label=_("Registered at"), queryset=Office.objects.filter(is_active=True))
    status = filters.ChoiceFilter(
        label=_("Returnee status"), method="by_status", choices=[("yes", _("in force")), ("no", _("none in force"))]
    )

    class Meta:
        model = Person
        form = OfficeForm
        fields: list[str] = []

    def by_number_or_name(self, persons: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        named = Name.objects.filter(_holding(name_key("", value)), person=OuterRef("pk"))
        return persons.filter(Q(number__icontains=value) | Q(iin=value) | Exists(named))

    def by_status(self, persons: QuerySet[Person], name: str, value: Any) -> QuerySet[Person]:
        return persons.filter(Q(status_until__isnull=value == "no"))


def _procedures() -> list[tuple[str, str]]:
    return [(code, str(entry.procedure.name)) for code, entry in registered().items()]
