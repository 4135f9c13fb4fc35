"""Who holds a file from now on, and which office works on it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casework.accounts.models import Absence, Office, Officer
from casework.cases.forms.base import CaseForm, offer
from casework.cases.models import Case
from casework.cases.queries import Colleague, offices_with_a_head
from casework.common.forms import LineField, OfficeForm

NOBODY = "nobody"


class HolderField(forms.ChoiceField):
    """A colleague, told with the work each has already; or nobody, which cleans to None."""

    widget = forms.RadioSelect

    def offer(self, colleagues: Iterable[Colleague]) -> None:
        self.officers: dict[str, Officer | None] = {}
        self.choices = [*map(self._line, colleagues), (NOBODY, _("Nobody: it waits in the queue “Stuck”"))]
        self.officers[NOBODY] = None

    def _line(self, colleague: Colleague) -> tuple[str, str]:
        key = str(colleague.officer.pk)
        self.officers[key] = colleague.officer
        words = [load(colleague), *([whereabouts(colleague.absence)] if colleague.absence else [])]
        return key, f"{colleague.officer}: {'; '.join(words)}"

    def clean(self, value: Any) -> Officer | None:
        return self.officers[super().clean(value)]


def load(colleague: Colleague) -> str:
    """What an officer holds, in words."""
    held = ngettext("%(n)d open file", "%(n)d open files", colleague.open) % {"n": colleague.open}
    return f"{held}, " + _("%(n)d overdue") % {"n": colleague.overdue} if colleague.overdue else held


def whereabouts(absence: Absence) -> str:
    """Until when an officer is away, and who stands in, in words."""
    back = date_format(absence.until, "j M Y") if absence.until else ""
    gone = _("away, back on %(day)s") % {"day": back} if back else _("away, nobody knows until when")
    deputy = _("%(name)s stands in") % {"name": absence.deputy} if absence.deputy else _("nobody stands in")
    return f"{gone}, {deputy}"


class GivingForm(OfficeForm):
    """Who gets it, and why where that must be remembered."""

    officer = HolderField(label=gettext_lazy("New holder"))
    reason = LineField(
        label=gettext_lazy("Reason"), max_length=300, required=False,
        help_text=gettext_lazy("Kept in the timeline, where there is something to say."),
    )  # fmt: skip

    def __init__(self, *args: Any, colleagues: Iterable[Colleague], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["officer"].offer(colleagues)  # type: ignore[attr-defined]


class HandOverForm(CaseForm):
    """Which office is to work on the file, and why."""

    to = forms.ModelChoiceField(
        Office.objects.none(), label=gettext_lazy("To which office"), empty_label=gettext_lazy("choose the office"),
        help_text=gettext_lazy("Offices whose head can accept it."),
    )  # fmt: skip
    reason = LineField(
        label=gettext_lazy("Reason"), max_length=300, help_text=gettext_lazy("The head of that office reads it.")
    )

    def __init__(self, data: Any = None, *, case: Case, **options: Any) -> None:
        super().__init__(data, case=case, **options)
        offer(self, "to", offices_with_a_head().exclude(pk=case.office_id))


class AssignmentForm(GivingForm, CaseForm):
    """One file for one officer, or for nobody."""
