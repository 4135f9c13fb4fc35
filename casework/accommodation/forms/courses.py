"""Courses: groups, participants, sessions, attendance."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.accommodation.models import Participant, Service
from casework.accommodation.models.courses import CourseFacts
from casework.accommodation.queries.courses import Candidate
from casework.accommodation.states import Result
from casework.common.forms import DayField, LineField, OfficeForm, WholeNumberField

MOST_SEATS, MOST_WEEKS = 60, 40


class CourseForm(OfficeForm):
    """A group that is taught together."""

    service = forms.ModelChoiceField(Service.objects.filter(is_course=True), label=_("Course"))
    name = LineField(label=_("Name of the group"), max_length=100)
    seats = WholeNumberField(label=_("Seats"), least=1, most=MOST_SEATS)
    since = DayField(label=_("First day"))
    until = DayField(label=_("Last day"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", _("The last day of a course is not before its first."))
        return given

    @property
    def facts(self) -> CourseFacts:
        return CourseFacts(**self.cleaned_data)


class JoinForm(OfficeForm):
    """Who takes part, from when on."""

    person = forms.ChoiceField(label=_("Person"), help_text=_("Members of families that live in the centre."))
    on = DayField(label=_("From"), not_future=True)

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = {one.key: one for one in candidates}
        choices = [(one.key, f"{one.person} ({one.stay.number})") for one in candidates]
        self.fields["person"].choices = [("", _("choose")), *choices]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Candidate:
        return self.known[self.cleaned_data["person"]]


class SessionForm(OfficeForm):
    """When the group meets."""

    day = DayField(label=_("Day"))
    begins = forms.TimeField(
        label=_("Begins at"), input_formats=["%H:%M"], widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    topic = LineField(label=_("Topic"), max_length=150, required=False)
    weeks = WholeNumberField(
        label=_("For so many weeks"), least=1, most=MOST_WEEKS, initial=1,
        help_text=_("One session each week, on the same day and hour."),
    )  # fmt: skip


class AttendanceForm(OfficeForm):
    """Who was there."""

    present = forms.TypedMultipleChoiceField(
        label=_("Was there"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, participants: Iterable[Participant], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["present"].choices = [(one.pk, str(one.person)) for one in participants]  # type: ignore[attr-defined]


class ClosingForm(OfficeForm):
    """Who completed the course; the others stopped."""

    completed = forms.TypedMultipleChoiceField(
        label=_("Completed the course"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, participants: Iterable[Participant], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(one.pk, str(one.person)) for one in participants]
        self.fields["completed"].choices = choices  # type: ignore[attr-defined]


class LeaveCourseForm(OfficeForm):
    """How somebody's part ended."""

    result = forms.ChoiceField(
        label=_("How it ended"), choices=[(one, one.label) for one in Result if one], widget=forms.RadioSelect
    )
    on = DayField(label=_("Day"), not_future=True)
