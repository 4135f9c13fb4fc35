"""Services planned, given and told of."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.accommodation.models import PlannedService, Service
from casework.accommodation.states import Outcome
from casework.common.forms import DayField, OfficeForm
from casework.people.models import Person


class ByKind(forms.models.ModelChoiceIterator):
    """Services in groups of their kind."""

    def __iter__(self) -> Any:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        kinds: dict[str, list[Any]] = {}
        for service in self.queryset:
            kinds.setdefault(service.get_kind_display(), []).append(self.choice(service))
        yield from kinds.items()


class ServiceField(forms.ModelChoiceField):
    iterator = ByKind


class PlanForm(OfficeForm):
    """Which services a family is to have."""

    services = forms.ModelMultipleChoiceField(
        Service.objects.none(), label=_("Services"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, services: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["services"].queryset = services  # type: ignore[attr-defined]


class GivenForm(OfficeForm):
    """Who was given which service, and when."""

    service = ServiceField(Service.objects.filter(is_course=False), label=_("Service"))
    on = DayField(label=_("Given on"), not_future=True)
    persons = forms.TypedMultipleChoiceField(label=_("To whom"), coerce=int, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, persons: Sequence[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {person.pk: person for person in persons}
        self.fields["persons"].choices = [(pk, str(one)) for pk, one in self.people.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Person]:
        return [self.people[pk] for pk in self.cleaned_data["persons"]]


class OutcomesForm(OfficeForm):
    """What came of each service that was planned."""

    def __init__(self, *args: Any, planned: Iterable[PlannedService], **options: Any) -> None:
        super().__init__(*args, **options)
        self.planned = list(planned)
        for one in self.planned:
            self.fields[self.name_of(one)] = forms.ChoiceField(
                label=str(one.service), choices=Outcome, required=False, initial=one.outcome
            )

    @staticmethod
    def name_of(planned: PlannedService) -> str:
        return f"outcome_{planned.pk}"

    @property
    def outcomes(self) -> dict[int, str]:
        return {one.pk: self.cleaned_data[self.name_of(one)] for one in self.planned}
