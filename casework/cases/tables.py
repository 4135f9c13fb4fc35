from datetime import date
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.cases.procedures import kind_of
from casework.cases.states import TONES, State

NOWRAP = {"td": {"class": "text-nowrap"}}


class CaseTable(tables.Table):
    """Files: number first, then who, what, where it stands, and when it is due."""

    number = tables.Column(linkify=True, verbose_name=_("Number"), order_by="id")
    applicant = tables.Column(verbose_name=_("Applicant"), orderable=False)
    procedure = tables.Column(verbose_name=_("Procedure"))
    state = tables.Column(verbose_name=_("State"))
    settlement_region = tables.Column(verbose_name=_("Settles in"), orderable=False)
    holder = tables.Column(verbose_name=_("Holder"), orderable=False, default="–")
    received_on = tables.DateColumn(verbose_name=_("Received"), format="j M Y", attrs=NOWRAP)
    due_on = tables.DateColumn(verbose_name=_("Due"), format="D j M Y", default="–", attrs=NOWRAP)

    class Meta:
        order_by = "-number"

    def __init__(self, files: Any, *, today: date, **options: Any) -> None:
        super().__init__(files, **options)
        self.today = today

    def render_applicant(self, value: Any) -> SafeString:
        return render_to_string("components/name.html", {"name": value.main_name})

    def render_procedure(self, record: Case) -> str:
        return kind_of(record)

    def render_state(self, record: Case) -> SafeString:
        state = State(record.state)
        return render_to_string("components/state.html", {"label": state.label, "tone": TONES[state]})
