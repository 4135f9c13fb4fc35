"""Tables in which something is done: each act is one form, one action, one answer, at an address of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils import timezone

from casework.accounts.models import Office, Officer, OfficerRequest
from casework.backoffice.admin.base import Link, TableAdmin
from casework.backoffice.forms.base import SeenForm
from casework.common.answers import Words, answer
from casework.common.constraints import explained
from casework.common.errors import Conflict
from casework.common.forms import OfficeForm
from casework.common.workdays import local_date


def is_open(row: Officer | Office) -> bool:
    return row.is_active


def is_closed(row: Officer | Office) -> bool:
    return not row.is_active


@dataclass(frozen=True)
class Act:
    """Something an officer does about a row, or, where `run` gets None, to the table.

    `name` ends the address. `form(data, row=row)` asks what is needed; `run(row, form, by=…, at=…)` calls the action.
    `is_offered(row)` tells whether it makes sense now; `consequences(row)` are figures said before the button.
    """

    name: str
    words: Words
    form: Callable[..., OfficeForm]
    run: Callable[..., object]
    is_offered: Callable[[Any], bool] = bool
    consequences: Callable[[Any], Sequence[tuple[object, str]]] = lambda row: ()
    says: Callable[[object], str] | None = None

    def said(self, done: object) -> str:
        """What was done, in words; `says` makes them of what the action gave."""
        return self.says(done) if self.says else str(self.words.done)


class ActingAdmin(TableAdmin):
    """A table whose rows are added and changed, by acts alone."""

    table_acts: tuple[Act, ...] = ()
    row_acts: tuple[Act, ...] = ()

    def get_urls(self) -> list[URLPattern]:
        of_table = [self.form_page(f"{act.name}/", self._of_table(act), act.name) for act in self.table_acts]
        of_row = [self.form_page(f"<str:pk>/{act.name}/", self._of_row(act), act.name) for act in self.row_acts]
        return [*super().get_urls(), *of_table, *of_row]

    def tools(self, request: HttpRequest) -> list[Link]:
        offered = self.table_acts if self.may_write(request) else ()
        return [Link(act.words.heading, self.address(act.name)) for act in offered]

    def acts_offered(self, row: Any) -> list[Link]:
        offered = [act for act in self.row_acts if act.is_offered(row)]
        return [Link(act.words.heading, self.address(act.name, row)) for act in offered]

    def _of_table(self, act: Act) -> Callable[..., HttpResponse]:
        return lambda request: self.do(request, act, None)

    def _of_row(self, act: Act) -> Callable[..., HttpResponse]:
        return lambda request, pk: self.do(request, act, self.find(request, pk))

    def do(self, request: OfficerRequest, act: Act, row: Any) -> HttpResponse:
        """Run the action with what was filled in and lead back, or show what is wrong with it."""
        now = timezone.now()
        prefilled = {} if row is not None else {"initial": self.initial(request)}
        form = act.form(request.POST or None, row=row, today=local_date(now), **prefilled)
        if form.is_valid():
            with form.refusals(), explained():
                done = act.run(row, form, by=request.user, at=now)
                messages.success(request, act.said(done))
                return redirect(self.after(act, row, done))
            if form.status == Conflict.status and isinstance(form, SeenForm):
                form.look_again()
        return answer(request, "backoffice/act.html", "backoffice/_act.html", form, self._of_act(request, act, row))

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        """What a new row begins with."""
        return {}

    def after(self, act: Act, row: Any, done: object) -> str:
        """Where an officer goes on: to the row, or to the one that is new."""
        new = done if row is None and isinstance(done, self.model) else row
        return self.address("change", new) if new is not None else self.address("changelist")

    def _of_act(self, request: HttpRequest, act: Act, row: Any) -> dict[str, Any]:
        return self.context(request) | {
            "words": act.words,
            "row": row,
            "title": self.title(row) if row else "",
            "row_href": self.address("change", row) if row else "",
            "back": self.address("change", row) if row else self.address("changelist"),
            "consequences": act.consequences(row) if row else (),
        }
