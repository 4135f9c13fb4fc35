from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from casework.common.forms import DayField, OfficeForm
from casework.reports.catalogue import Entry, ParametersForm


class MomentField(forms.Field):
    """A moment that a page has written into its own links, to the microsecond; never one to come."""

    widget = forms.HiddenInput
    default_error_messages = {"invalid": _("This moment cannot be read; open the report anew.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.latest: datetime | None = None

    def to_python(self, value: object) -> datetime | None:
        if not value:
            return None
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError as fault:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from fault
        if moment.tzinfo is None or moment.year < 1900 or (self.latest is not None and moment > self.latest):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return moment


class AsOfForm(OfficeForm):
    """The day whose end a report speaks of, and the moment from which on nothing more is taken in; without it, now."""

    as_of = DayField(label=_("As of the end of"), not_future=True)
    known_at = MomentField(required=False)


def asking_form(entry: Entry, *args: Any, **options: Any) -> ParametersForm:
    """A form for a report as of a day: its parameters, then the day."""
    both: type[ParametersForm] = type("AskingForm", (AsOfForm, entry.form), {})
    return both(*args, **options)


def asked(entry: Entry, query: QueryDict, today: date, now: datetime) -> ParametersForm:
    """The form as the address has filled it in; what the address leaves open is what one would ask first."""
    form = asking_form(entry, today=today)
    moment = form.fields["known_at"]
    if isinstance(moment, MomentField):
        moment.latest = now
    return form.bind({**form.first(today), "as_of": today.isoformat(), **query.dict()})
