"""Offices, and the roles officers hold in them."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts import actions
from casework.accounts.actions.offices import office_subject
from casework.accounts.models import Office, Role
from casework.accounts.permissions import Permission
from casework.backoffice.actions import close_office
from casework.backoffice.admin.acts import Act, ActingAdmin, is_closed, is_open
from casework.backoffice.admin.base import Link, TableAdmin
from casework.backoffice.forms.accounts import NewOfficeForm, OfficeNameForm
from casework.backoffice.forms.base import ConfirmForm
from casework.backoffice.rooms import OFFICERS
from casework.backoffice.site import site
from casework.common.answers import Words

OPEN_OFFICE = Words(
    gettext_lazy("New office"),
    gettext_lazy("An office sees the files it took in and those of families who settle in its region."),
    gettext_lazy("Open the office"),
    gettext_lazy("The office is open; give accounts to its officers."),
)
RENAME = Words(
    gettext_lazy("Rename"),
    gettext_lazy("Papers printed from now on bear the new name."),
    gettext_lazy("Save the name"),
    gettext_lazy("The office was renamed."),
)
CLOSE_OFFICE = Words(
    gettext_lazy("Close the office"),
    gettext_lazy("It takes in no family and no officer any more. Its decided files stay where they are."),
    gettext_lazy("Close the office"),
    gettext_lazy("The office is closed."),
    is_danger=True,
)
REOPEN_OFFICE = Words(
    gettext_lazy("Open the office again"),
    gettext_lazy("Accounts can be given there again."),
    gettext_lazy("Open the office"),
    gettext_lazy("The office is open again."),
)


def _rename(office: Office, form: OfficeNameForm, **signed: Any) -> None:
    actions.rename_office(office, name=form.cleaned_data["name"], seen=form.cleaned_data["seen"], **signed)


@admin.register(Office, site=site)
class OfficeAdmin(ActingAdmin):
    room = OFFICERS
    lead = gettext_lazy("Regional offices and the national one.")
    list_display = ("name", "code", "where", "officers_in_work", "standing")
    list_filter = ("is_active",)
    list_select_related = ("region",)
    search_fields = ("name", "code")
    ordering = ("name",)
    facts = ("name", "code", "where", "officers_in_work", "standing")
    table_acts = (
        Act("add", OPEN_OFFICE, NewOfficeForm, lambda row, form, **by: actions.open_office(**form.cleaned_data, **by)),
    )
    row_acts = (
        Act("name", RENAME, OfficeNameForm, _rename, is_open),
        Act("closing", CLOSE_OFFICE, ConfirmForm, lambda row, form, **by: close_office(row, **by), is_open),
        Act(
            "reopening",
            REOPEN_OFFICE,
            ConfirmForm,
            lambda row, form, **by: actions.reopen_office(row, **by),
            is_closed,
        ),
    )

    @admin.display(description=gettext_lazy("region"), ordering="region")
    def where(self, office: Office) -> str:
        return str(office.region or _("the whole country"))

    @admin.display(description=gettext_lazy("officers"))
    def officers_in_work(self, office: Any) -> int:
        return office.officers_in_work

    @admin.display(description=gettext_lazy("standing"), ordering="is_active")
    def standing(self, office: Office) -> str:
        return _("in work") if office.is_active else _("closed")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Office]:
        working = Count("officers", filter=Q(officers__is_active=True))
        return super().get_queryset(request).annotate(officers_in_work=working)

    def subject(self, row: Office) -> str:
        return office_subject(row)

    def related(self, request: HttpRequest, row: Office) -> list[tuple[str, list[Link]]]:
        href = reverse("admin:accounts_officer_changelist")
        return [(_("Look also at"), [Link(_("Officers of this office"), f"{href}?office__id__exact={row.pk}")])]


@admin.register(Role, site=site)
class RoleAdmin(TableAdmin):
    """Roles come with the program, and change with it: what a role allows is tested there."""

    room = OFFICERS
    lead = gettext_lazy("What each role allows, and which may not be held together. They come with the program.")
    list_display = ("name", "description", "not_together_with", "officers_in_work")
    ordering = ("name",)
    sortable_by = ()
    facts = ("name", "description", "allows", "not_together_with", "officers_in_work")

    @admin.display(description=gettext_lazy("allows to"))
    def allows(self, role: Role) -> str:
        return "; ".join(str(Permission(held).label) for held in role.permissions)

    @admin.display(description=gettext_lazy("not together with"))
    def not_together_with(self, role: Role) -> str:
        return ", ".join(other.name for other in role.conflicts_with.all())

    @admin.display(description=gettext_lazy("officers"))
    def officers_in_work(self, role: Any) -> int:
        return role.officers_in_work

    def get_queryset(self, request: HttpRequest) -> QuerySet[Role]:
        working = Count("holders", filter=Q(holders__officer__is_active=True))
        found = super().get_queryset(request).annotate(officers_in_work=working)
        return found.prefetch_related("conflicts_with")

    def subject(self, row: Role) -> str:
        return f"role {row.pk}"

    def related(self, request: HttpRequest, row: Role) -> list[tuple[str, list[Link]]]:
        href = reverse("admin:accounts_officer_changelist")
        return [
            (_("Look also at"), [Link(_("Officers with this role"), f"{href}?held_roles__role__code__exact={row.pk}")])
        ]
