from datetime import date
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.cases.models import Case
from casework.cases.procedures import kind_of, procedure
from casework.cases.states import TONES, State
from casework.common.templatetags.frame import born, day, distance
from casework.common.workdays import DAY, WorkCalendar
from casework.desk.queues import COUNTERSIGN, Queue
from casework.people.models import Person

NOWRAP = {"td": {"class": "text-nowrap"}}
NARROW = {"class": "box-cell"}
OWN_COLUMNS = (
    "procedure", "state", "proposal", "returned_because", "pause", "received_on", "due_on", "holder", "office",
)  # fmt: skip


def name_of(person: Person) -> SafeString:
    """The name shown first, with its language and direction; the number where a person has none."""
    name = person.main_name
    return render_to_string("components/name.html", {"name": name}) if name else format_html("{}", person.number)


class ChoiceColumn(tables.Column):
    """A box in each row, and one over them that ticks them all where scripts run."""

    @property
    def header(self) -> SafeString:
        return format_html(
            '<input type="checkbox" class="form-check-input needs-script" data-choose-all="file" aria-label="{}">',
            _("Choose every file of this page"),
        )


class QueueTable(tables.Table):
    """Files that wait: number and family, then the columns of the queue, then the one next step.

    A head has a box in each row of the own office, to give several files at once.
    """

    chosen = ChoiceColumn(orderable=False, empty_values=(), attrs={"th": NARROW, "td": NARROW})
    number = tables.Column(linkify=True, verbose_name=gettext_lazy("Number"), order_by="pk", attrs=NOWRAP)
    applicant = tables.Column(verbose_name=gettext_lazy("Family"), orderable=False)
    procedure = tables.Column(verbose_name=gettext_lazy("Procedure"))
    state = tables.Column(verbose_name=gettext_lazy("State"))
    proposal = tables.Column(verbose_name=gettext_lazy("Signed"), orderable=False, empty_values=())
    returned_because = tables.Column(verbose_name=gettext_lazy("Why it came back"), orderable=False, empty_values=())
    pause = tables.Column(verbose_name=gettext_lazy("What is missing"), orderable=False, empty_values=())
    received_on = tables.Column(verbose_name=gettext_lazy("Received"), attrs=NOWRAP)
    due_on = tables.Column(verbose_name=gettext_lazy("Due by law"), default="–", attrs=NOWRAP)
    holder = tables.Column(verbose_name=gettext_lazy("Holder"), orderable=False, default="–")
    office = tables.Column(verbose_name=gettext_lazy("Office"), orderable=False)
    next_step = tables.Column(
        verbose_name=gettext_lazy("Next step"), orderable=False, empty_values=(), attrs={"td": {"class": "button-cell"}}
    )

    def __init__(
        self, files: Any, *, queue: Queue, officer: Officer, today: date, calendar: WorkCalendar, **options: Any
    ) -> None:
        left_out = [name for name in OWN_COLUMNS if name not in queue.columns]
        if not officer.has_perm(Permission.ASSIGN):
            left_out.append("chosen")
        super().__init__(files, exclude=left_out, **options)
        self.queue, self.officer, self.today, self.calendar = queue, officer, today, calendar

    def render_chosen(self, record: Case) -> SafeString | str:
        if record.office_id != self.officer.office_id or not record.is_open:
            return ""
        return format_html(
            '<input type="checkbox" class="form-check-input" name="file" value="{}" form="choose" aria-label="{}">',
            record.number, _("Choose %(number)s") % {"number": record.number},
        )  # fmt: skip

    def render_applicant(self, value: Person) -> SafeString:
        return name_of(value)

    def value_number(self, value: str) -> str:
        return value

    def value_applicant(self, value: Person) -> str:
        return str(value)

    def value_state(self, record: Case) -> str:
        return str(State(record.state).label)

    def value_proposal(self, record: Case) -> str:
        decision = record.decisions.all()[0]
        return f"{procedure(record.procedure).flow.steps[decision.step].label}, {decision.signed_by}"

    def value_received_on(self, value: date) -> str:
        return value.isoformat()

    def value_due_on(self, value: date) -> str:
        return value.isoformat()

    def render_procedure(self, record: Case) -> str:
        return kind_of(record)

    def render_state(self, record: Case) -> SafeString:
        state = State(record.state)
        return render_to_string("components/state.html", {"label": state.label, "tone": TONES[state]})

    def render_proposal(self, record: Case) -> SafeString:
        decision = record.decisions.all()[0]
        label = procedure(record.procedure).flow.steps[decision.step].label
        return format_html("{}<br><span class='muted'>{}</span>", label, decision.signed_by)

    def render_returned_because(self, record: Case) -> str:
        return record.decisions.all()[0].void_because

    def render_pause(self, record: Case) -> str:
        return record.pauses.all()[0].reason

    def render_received_on(self, value: date) -> SafeString:
        return day(value)

    def render_due_on(self, record: Case, value: date) -> SafeString:
        tone = "overdue" if record.is_overdue(self.today) else ""
        words = "" if record.clock_stopped_on else distance(value, today=self.today, calendar=self.calendar)
        return format_html(
            '<span data-tone="{}">{} <span class="distance">{}</span></span>', tone, day(value, weekday=True), words
        )

    def render_next_step(self, record: Case) -> SafeString:
        return format_html(
            '<a class="btn btn-sm" href="{}">{}<span class="visually-hidden">: {}</span></a>',
            record.get_absolute_url(), self._next_step(record), record.number,
        )  # fmt: skip

    def _next_step(self, case: Case) -> str:
        """The step of the queue, where this officer works on the file; another office’s file is only opened."""
        works_here = case.office_id == self.officer.office_id or self.queue == COUNTERSIGN
        return str(self.queue.next_step) if works_here else _("Open")


class PersonTable(tables.Table):
    """Persons: number and name, then what tells them apart."""

    number = tables.Column(verbose_name=gettext_lazy("Number"), order_by="pk", attrs=NOWRAP)
    name = tables.Column(verbose_name=gettext_lazy("Name"), orderable=False, empty_values=())
    born_on = tables.Column(verbose_name=gettext_lazy("Born"))
    sex = tables.Column(verbose_name=gettext_lazy("Sex"), orderable=False)
    citizenship = tables.Column(verbose_name=gettext_lazy("Citizenship"), orderable=False, default="–")
    status_until = tables.Column(
        verbose_name=gettext_lazy("Last day of the status"), orderable=False, default="–", attrs=NOWRAP
    )
    office = tables.Column(verbose_name=gettext_lazy("Registered at"), orderable=False)

    def render_number(self, value: str) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("desk:person", args=[value]), value)

    def render_name(self, record: Person) -> SafeString:
        return name_of(record)

    def value_number(self, value: str) -> str:
        return value

    def value_name(self, record: Person) -> str:
        return str(record)

    def value_status_until(self, value: date) -> str:
        return (value - DAY).isoformat()

    def value_born_on(self, record: Person) -> str:
        return str(record.birth)

    def render_born_on(self, record: Person) -> str:
        return born(record.birth)

    def render_citizenship(self, record: Person) -> str:
        return record.citizenship_name

    def render_status_until(self, value: date) -> SafeString:
        return day(value - DAY)
