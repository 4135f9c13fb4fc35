"""Work of reports that waits: what is due is issued in order, missed periods too, none twice."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from casework.common.sweeps import Sweep, register
from casework.reports import actions
from casework.reports.queries.due import missing
from casework.reports.queries.exports import steps_due
from casework.reports.queries.letters import letters_to_send
from casework.reports.states import EXPORT, MAIL, SWEEP


def _periods_due(at: datetime, at_most: int) -> list[str]:
    return [each.subject for each in missing(at)[:at_most]]


def _issue(subject: str, at: datetime) -> None:
    schedule, _slash, day = subject.partition("/")
    actions.issue_due(int(schedule), date.fromisoformat(day), at=at)


def _letters_due(at: datetime, at_most: int) -> list[str]:
    return [str(pk) for pk in letters_to_send(at_most)]


def _send(subject: str, at: datetime) -> None:
    actions.send_letter(int(subject), at=at)


def _make(subject: str, at: datetime) -> None:
    export, _slash, step = subject.partition("/")
    actions.make_step(int(export), step, at=at)


MAILING = Sweep(MAIL, _("Send letters about reports"), _letters_due, _send)
EXPORTING = Sweep(EXPORT, _("Make exports of reports"), steps_due, _make)
ISSUE = Sweep(SWEEP, _("Issue reports that are due"), _periods_due, _issue)


def register_sweeps() -> None:
    for sweep in (ISSUE, MAILING, EXPORTING):
        register(sweep)
