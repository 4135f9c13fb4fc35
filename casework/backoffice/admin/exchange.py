"""Tables that go out as files and come back from them."""

import csv
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.accounts.models import OfficerRequest
from casework.audit.actions import record
from casework.backoffice.admin.acts import ActingAdmin
from casework.backoffice.admin.base import Link
from casework.backoffice.forms.files import PlanForm, TableFileForm
from casework.backoffice.resources import Outcome, resource_of, taken, tried
from casework.common.errors import Conflict
from casework.common.spreadsheets import harmless
from casework.common.tablefile import read


class ExchangingAdmin(ActingAdmin):
    """A table with its export, for whoever sees it, and its import, for whoever may write."""

    def get_urls(self) -> list[URLPattern]:
        return [
            *super().get_urls(),
            self.page("export/", self.export_view, "export"),
            self.form_page("import/", self.import_view, "import"),
        ]

    def tools(self, request: HttpRequest) -> list[Link]:
        taking_in = [Link(_("Import"), self.address("import"))] if self.may_write(request) else []
        return [*super().tools(request), Link(_("Export"), self.address("export")), *taking_in]

    def export_view(self, request: OfficerRequest) -> HttpResponse:
        """The whole table as a file that can be imported again; who took it out stands in the trail."""
        table = resource_of(self.model).export(self.get_queryset(request))
        told = {"rows": len(table)}
        record("list.exported", subject=f"list {self.opts.model_name}", by=request.user, at=timezone.now(), after=told)
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.opts.model_name}.csv"'
        csv.writer(response).writerows(harmless([table.headers, *table]))
        return response

    def import_view(self, request: OfficerRequest) -> HttpResponse:
        """First a preview of what a file would do; then, with its seal, the file itself."""
        return self._take(request) if "plan" in request.POST else self._preview(request)

    def _preview(self, request: OfficerRequest) -> HttpResponse:
        form = TableFileForm(request.POST or None, request.FILES or None, columns=resource_of(self.model).columns)
        if not form.is_valid():
            return self._asked(request, form)
        outcome = tried(self.model, form.lines, by=request.user, at=timezone.now())
        if outcome.faults:
            form.refuse(outcome.faults)
            return self._asked(request, form)
        return self._shown(request, form.text, outcome)

    def _take(self, request: OfficerRequest) -> HttpResponse:
        form = PlanForm(request.POST)
        if not form.is_valid():
            return self._asked(request, TableFileForm(columns=resource_of(self.model).columns), status=422)
        text, seen = form.opened(self._whose(request))
        lines = read(text, resource_of(self.model).columns)
        outcome = taken(self.model, lines, by=request.user, at=timezone.now())
        if outcome.faults or outcome.mark != seen:
            raise Conflict(_("The table has changed since the preview. Nothing was taken; send the file again."))
        counts = {"added": len(outcome.added), "changed": len(outcome.changed)}
        messages.success(request, _("%(added)d rows were added, %(changed)d changed.") % counts)
        return redirect(self.address("changelist"))

    def _whose(self, request: OfficerRequest) -> str:
        """A seal holds for one officer and one table."""
        return f"{request.user.pk} {self.opts.label}"

    def _asked(self, request: HttpRequest, form: TableFileForm, status: int = 200) -> HttpResponse:
        shown = self.context(request) | {"form": form, "columns": form.columns}
        status = 422 if form.is_bound else status
        return render(request, "backoffice/import.html", shown, status=status)

    def _shown(self, request: OfficerRequest, text: str, outcome: Outcome) -> HttpResponse:
        plan = PlanForm(initial={"plan": PlanForm.sealed(text, outcome.mark, self._whose(request))})
        shown: dict[str, Any] = {"outcome": outcome, "form": plan, "import_href": self.address("import")}
        return render(request, "backoffice/preview.html", self.context(request) | shown)
