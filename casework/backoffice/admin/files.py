"""Files and what was decided in them, for auditors, each within the auditor's sight."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import Officer
from casework.backoffice.admin.base import Link, TableAdmin
from casework.backoffice.rooms import FILES
from casework.backoffice.site import site
from casework.cases.models import Case, CaseMember, Decision, Document
from casework.cases.procedures import registered
from casework.returnees.models import Entitlement, Grant, Inclusion


class ByProcedure(SimpleListFilter):
    title = gettext_lazy("procedure")
    parameter_name = "procedure"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(code, str(entry.procedure.name)) for code, entry in registered().items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(procedure=self.value()) if self.value() else queryset


@admin.register(Case, site=site)
class CaseAdmin(TableAdmin):
    room = FILES
    lead = gettext_lazy("One family, one procedure, one state.")
    list_display = ("number", "of_procedure", "state", "office", "settlement_region", "received_on", "due_on")
    list_filter = (ByProcedure, "state", "office")
    list_select_related = ("office", "settlement_region")
    search_fields = ("^number",)
    search_help_text = gettext_lazy("Number, or its beginning")
    sortable_by = ("number", "received_on", "due_on")
    facts = (
        "number", "of_procedure", "state", "office", "settlement_region", "applicant", "registered_by", "registered_at",
        "received_on", "received_how", "proxy", "due_on", "target_on", "clock_stopped_on", "holder", "allocation",
        "follows", "closed_at", "closed_by", "version", "is_generated",
    )  # fmt: skip

    @admin.display(description=gettext_lazy("procedure"))
    def of_procedure(self, case: Case) -> str | Promise:
        return registered()[case.procedure].procedure.name

    def in_sight(self, rows: QuerySet[Case], officer: Officer) -> QuerySet[Case]:
        return rows.filter(pk__in=Case.objects.visible_to(officer)) if not officer.is_national else rows

    def subject(self, row: Case) -> str:
        return row.number

    def related(self, request: HttpRequest, row: Case) -> list[tuple[str, list[Link]]]:
        tables = (CaseMember, Decision, Document, Grant, Inclusion, Entitlement)
        links = [Link(_("The file at the office"), row.get_absolute_url()), *(_rows_of(model, row) for model in tables)]
        return [(_("Look also at"), links)]


def _rows_of(model: type[Model], case: Case) -> Link:
    options = model._meta
    href = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    return Link(str(options.verbose_name_plural).capitalize(), f"{href}?q={case.number}")


class OfFileAdmin(TableAdmin):
    """What belongs to a file is seen as far as the file is."""

    room = FILES
    list_select_related: ClassVar[tuple[str, ...]] = ("case",)
    search_fields: ClassVar[tuple[str, ...]] = ("case__number__exact",)
    search_help_text = gettext_lazy("Number of the file")
    ordering = ("-pk",)
    sortable_by = ()

    def in_sight(self, rows: QuerySet[Any], officer: Officer) -> QuerySet[Any]:
        return rows if officer.is_national else rows.filter(case__in=Case.objects.visible_to(officer))

    def related(self, request: HttpRequest, row: Any) -> list[tuple[str, list[Link]]]:
        href = reverse("admin:cases_case_change", args=[row.case_id])
        return [(_("Look also at"), [Link(_("The file %(number)s") % {"number": row.case.number}, href)])]


@admin.register(CaseMember, site=site)
class CaseMemberAdmin(OfFileAdmin):
    lead = gettext_lazy("Whom a file decides about, who takes a place, and what came of it.")
    list_display = ("case", "role", "is_counted", "why_not", "outcome")
    facts = ("case", "person", "role", "is_counted", "why_not", "outcome")


@admin.register(Decision, site=site)
class DecisionAdmin(OfFileAdmin):
    lead = gettext_lazy("Signed by one officer, in force when another has countersigned exactly that.")
    list_display = ("case", "of_step", "state", "ground", "signed_by", "signed_at", "countersigned_by")
    list_filter = ("state",)
    list_select_related = ("case", "ground", "signed_by", "countersigned_by")
    facts = (
        "case", "of_step", "state", "outcomes", "ground", "reasons", "allocation", "content_hash", "registered_by",
        "registrar_may_sign", "signed_by", "signed_at", "countersigned_by", "countersigned_at", "void_because",
    )  # fmt: skip

    @admin.display(description=gettext_lazy("step"))
    def of_step(self, decision: Decision) -> str | Promise:
        return registered()[decision.case.procedure].procedure.flow.steps[decision.step].label


@admin.register(Document, site=site)
class DocumentAdmin(OfFileAdmin):
    """What is known of a paper; the paper itself is read in its file alone."""

    lead = gettext_lazy("Papers of files: what they are, by whom and when; they are read in the file itself.")
    list_display = ("case", "kind", "scan", "is_original_seen", "added_by", "added_at", "withdrawn_at")
    list_filter = ("scan", "is_original_seen")
    list_select_related = ("case", "kind", "added_by")
    facts = (
        "case", "kind", "person", "name", "content_type", "size", "sha256", "scan", "is_original_seen", "added_by",
        "added_at", "withdrawn_by", "withdrawn_at",
    )  # fmt: skip


@admin.register(Grant, site=site)
class GrantAdmin(OfFileAdmin):
    """Without the token: whoever has it proves the certificate valid."""

    lead = gettext_lazy("The returnee status of a person for a period.")
    list_display = ("certificate", "case", "since", "until", "end_reason")
    search_fields = ("case__number__exact", "certificate__exact")
    search_help_text = gettext_lazy("Number of the file or of the certificate")
    facts = ("certificate", "case", "person", "since", "until", "extended_by", "end_reason")


@admin.register(Inclusion, site=site)
class InclusionAdmin(OfFileAdmin):
    lead = gettext_lazy("Who entered the quota of a programme: once in a lifetime.")
    list_display = ("case", "programme", "included_on", "annulled_at")
    list_select_related = ("case", "programme")
    list_filter = ("programme",)
    facts = ("case", "person", "programme", "included_on", "annulled_at", "annulled_by")


@admin.register(Entitlement, site=site)
class EntitlementAdmin(OfFileAdmin):
    lead = gettext_lazy("Money that an inclusion brings: a multiple of the index of its day.")
    list_display = ("case", "measure", "multiple", "index_tenge", "tenge")
    list_filter = ("measure",)
    facts = ("case", "person", "measure", "multiple", "index_tenge", "tenge")
