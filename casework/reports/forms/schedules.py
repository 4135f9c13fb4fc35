from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from casework.accounts.permissions import Permission
from casework.accounts.queries import Colleague, role_names, who_may
from casework.common.forms import DayField, LineField, OfficeForm, TextField
from casework.reports.catalogue import Entry, ParametersForm
from casework.reports.models import Schedule
from casework.reports.rules import Terms, check_recurrence
from casework.reports.states import Format, Rule

MOST_ADDRESSES = 20
NO_SUCH = {"invalid_choice": _("There is none of this; choose one of the list.")}


class TermsForm(OfficeForm):
    """When a report is due, in which formats, for whom, and how long."""

    rule = forms.ChoiceField(label=_("Due"), choices=Rule, error_messages=NO_SUCH)
    recurrence = LineField(
        label=_("Rule of its own"), required=False, max_length=200,
        help_text=_("As calendars write it, for example FREQ=MONTHLY;BYMONTHDAY=15; only for “by a rule of its own”."),
    )  # fmt: skip
    since = DayField(label=_("From"), help_text=_("What has fallen due since this day is made up at once."))
    until = DayField(
        label=_("Until"), required=False, help_text=_("The first day without it; leave it empty for no end.")
    )
    formats = forms.MultipleChoiceField(
        label=_("Formats"), choices=Format, widget=forms.CheckboxSelectMultiple, error_messages=NO_SUCH,
        help_text=_("Offered to the recipients beside each issue; the archive keeps all of them."),
    )  # fmt: skip
    roles = forms.MultipleChoiceField(
        label=_("Recipients by role"), required=False, widget=forms.CheckboxSelectMultiple, error_messages=NO_SUCH,
        help_text=_("Whoever holds the role when an issue is made, and may see reports."),
    )  # fmt: skip
    addresses = TextField(
        label=_("Addresses outside"), required=False, max_length=2000,
        help_text=_("One e-mail address in a line. They get the files without cells of fewer than five persons."),
    )  # fmt: skip
    recipients = forms.MultipleChoiceField(
        label=_("Recipients"), required=False, widget=forms.CheckboxSelectMultiple, error_messages=NO_SUCH,
        help_text=_("They find each issue under “Reports for me”; whoever may see reports finds it in the archive."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["recipients"].choices = list(_by_office(who_may(Permission.VIEW_REPORTS)))  # type: ignore[attr-defined]
        self.fields["roles"].choices = role_names()  # type: ignore[attr-defined]

    def clean_addresses(self) -> tuple[str, ...]:
        found = tuple(dict.fromkeys(self.cleaned_data["addresses"].split()))
        if len(found) > MOST_ADDRESSES:
            raise ValidationError(_("At most %(most)d addresses.") % {"most": MOST_ADDRESSES})
        for address in found:
            try:
                validate_email(address)
            except ValidationError as fault:
                raise ValidationError(_("One of the lines is no e-mail address; correct it.")) from fault
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until <= since:
            self.add_error("until", _("This day must come after the first."))
        if "recurrence" in cleaned and "rule" in cleaned and since:
            self._check_recurrence(cleaned["rule"], cleaned["recurrence"], since)
        return cleaned

    def _check_recurrence(self, rule: str, recurrence: str, since: date) -> None:
        """A rule of its own can be read and comes within six years; no other rule has one."""
        if (rule == Rule.RRULE) != bool(recurrence):
            self.add_error("recurrence", _("Write a rule here exactly where “by a rule of its own” is chosen above."))
        elif recurrence:
            try:
                check_recurrence(recurrence, since)
            except ValueError:
                self.add_error(
                    "recurrence", _("This rule cannot be read or never comes; write it as FREQ=MONTHLY;BYMONTHDAY=15.")
                )

    @property
    def terms(self) -> Terms:
        given = self.cleaned_data
        return Terms(
            parameters=getattr(self, "parameters", {}), rule=given["rule"], formats=tuple(given["formats"]),
            since=given["since"], until=given["until"], recipients=tuple(map(int, given["recipients"])),
            recurrence=given["recurrence"], roles=tuple(given["roles"]), addresses=given["addresses"],
        )  # fmt: skip


def terms_form(entry: Entry, *args: Any, **options: Any) -> Any:
    """A form for a schedule of a report: its parameters, then the terms."""
    both: type[ParametersForm] = type("ScheduleForm", (TermsForm, entry.form), {})
    return both(*args, is_standing=True, **options)


def blank(today: date) -> dict[str, Any]:
    """What a new schedule begins with."""
    return {"rule": Rule.MONTHLY, "formats": [Format.PDF, Format.XLSX], "since": today}


def as_they_are(schedule: Schedule, since: date) -> dict[str, Any]:
    """The terms of a schedule for another to take its place."""
    recipients = [str(pk) for pk in schedule.recipients.values_list("pk", flat=True)]
    terms = {"rule": schedule.rule, "formats": schedule.formats, "recipients": recipients}
    terms |= {"recurrence": schedule.recurrence, "roles": schedule.roles, "addresses": "\n".join(schedule.addresses)}
    return {**schedule.parameters, **terms, "since": since, "until": schedule.until}


def _by_office(officers: list[Colleague]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for office, group in groupby(officers, key=lambda officer: officer.office):
        yield office, [(str(each.pk), _named(each)) for each in group]


def _named(officer: Colleague) -> str:
    return f"{officer.name}, {officer.post}" if officer.post else officer.name
