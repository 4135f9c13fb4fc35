"""Quotas as the database holds them, for auditors and quota managers."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.backoffice.admin.base import Link, TableAdmin
from casework.backoffice.rooms import LEDGER
from casework.backoffice.site import site
from casework.quotas.models import Allocation, Entry, Order, Plan


class LedgerAdmin(TableAdmin):
    """A table of the quotas; its page at the office says more."""

    room = LEDGER
    sortable_by = ()

    def related(self, request: HttpRequest, row: Any) -> list[tuple[str, list[Link]]]:
        address = getattr(row, "get_absolute_url", None)
        return [(_("Look also at"), [Link(_("Its page among the quotas"), address())])] if address else []


@admin.register(Plan, site=site)
class PlanAdmin(LedgerAdmin):
    lead = gettext_lazy("The year of a programme.")
    list_display = ("__str__", "year", "unit", "state")
    list_filter = ("programme", "state")
    list_select_related = ("programme",)
    ordering = ("-year", "programme")
    facts = ("programme", "year", "unit", "state")


@admin.register(Allocation, site=site)
class AllocationAdmin(LedgerAdmin):
    lead = gettext_lazy("The cells of a plan with their counters, which the ledger alone moves.")
    list_display = ("cell", "plan", "limit", "held", "used", "left", "is_closed")
    list_filter = ("plan", "region")
    list_select_related = ("plan__programme", "region")
    ordering = ("-plan__year", "plan", "pk")
    facts = ("plan", "cell", "limit", "held", "used", "left", "is_closed")

    @admin.display(description=gettext_lazy("cell"))
    def cell(self, allocation: Allocation) -> str:
        return allocation.label

    @admin.display(description=gettext_lazy("free"))
    def left(self, allocation: Allocation) -> int | str:
        return _("no limit") if allocation.free is None else allocation.free


@admin.register(Order, site=site)
class OrderAdmin(LedgerAdmin):
    lead = gettext_lazy("Signed acts that set and change plans.")
    list_display = ("number", "kind", "act", "in_force_from", "signed_by", "countersigned_by", "posted_at")
    list_filter = ("kind", "plan")
    list_select_related = ("plan__programme", "signed_by", "countersigned_by")
    ordering = ("-in_force_from", "-pk")
    facts = (
        "number", "plan", "kind", "act", "in_force_from", "signed_by", "signed_at", "countersigned_by",
        "countersigned_at", "posted_at", "source",
    )  # fmt: skip

    @admin.display(description=gettext_lazy("number"))
    def number(self, order: Order) -> str:
        return order.number

    def subject(self, row: Order) -> str:
        return row.number


@admin.register(Entry, site=site)
class EntryAdmin(LedgerAdmin):
    lead = gettext_lazy("Every line that gave or took a place; none is ever changed.")
    list_display = ("line_number", "kind", "places", "file", "allocation", "happened_on", "recorded_at", "made_by")
    list_filter = ("kind",)
    list_select_related = ("allocation__plan__programme", "allocation__region", "made_by")
    search_fields = ("file__exact",)
    search_help_text = gettext_lazy("Number of the file")
    ordering = ("-pk",)
    facts = (
        "line_number", "kind", "places", "d_limit", "d_held", "d_used", "allocation", "file", "order", "closes",
        "ceilings", "happened_on", "recorded_at", "transaction", "made_by", "key",
    )  # fmt: skip

    @admin.display(description=gettext_lazy("line"))
    def line_number(self, entry: Entry) -> str:
        return f"#{entry.pk}"
