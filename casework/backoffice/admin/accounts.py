"""Officers, their roles and passwords; offices; roles; sign-ins that failed."""

from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts import actions
from casework.accounts.actions.offices import office_subject
from casework.accounts.models import Office, Officer, Role
from casework.accounts.permissions import Permission
from casework.backoffice.actions import close_office
from casework.backoffice.admin.acts import Act, ActingAdmin, Words
from casework.backoffice.admin.base import Link, OfficeAdmin
from casework.backoffice.forms.accounts import (
    NewOfficeForm,
    NewOfficerForm,
    OfficeNameForm,
    ParticularsForm,
    PasswordForm,
    RolesForm,
)
from casework.backoffice.forms.base import ConfirmForm
from casework.backoffice.queries import files_held
from casework.backoffice.rooms import OFFICERS
from casework.backoffice.site import site

ADD_OFFICER = Words(
    gettext_lazy("New account"),
    gettext_lazy("Tell the officer the username and the password in person; the first sign-in asks for another."),
    gettext_lazy("Give the account"),
    gettext_lazy("The account is given."),
)
PARTICULARS = Words(
    gettext_lazy("Name, post and office"),
    gettext_lazy("An officer sees the files of the own office and of its region."),
    gettext_lazy("Save"),
    gettext_lazy("The officer was changed."),
)
ROLES = Words(
    gettext_lazy("Roles"),
    gettext_lazy("What an officer may do comes from the roles held, and holds from the next click."),
    gettext_lazy("Save the roles"),
    gettext_lazy("The roles were changed."),
)
PASSWORD = Words(
    gettext_lazy("Set a password"),
    gettext_lazy("For a forgotten password. It ends every session; the officer must choose another at the next one."),
    gettext_lazy("Set the password"),
    gettext_lazy("The password was set. Tell it to the officer in person."),
)
CLOSE_ACCOUNT = Words(
    gettext_lazy("Close the account"),
    gettext_lazy("Whoever is signed in by it is out with the next click. What the officer signed stands."),
    gettext_lazy("Close the account"),
    gettext_lazy("The account is closed."),
    is_danger=True,
)
REOPEN_ACCOUNT = Words(
    gettext_lazy("Open the account again"),
    gettext_lazy("The officer signs in as before, with the roles held when the account was closed."),
    gettext_lazy("Open the account"),
    gettext_lazy("The account is open again."),
)


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
LET_IN = Words(
    gettext_lazy("Let in again"),
    gettext_lazy("The failures are forgotten, and the officer need not wait. Make sure who it was that tried."),
    gettext_lazy("Forget the failures"),
    gettext_lazy("The failures are forgotten."),
)


def _change_officer(officer: Officer, form: ParticularsForm, **signed: Any) -> None:
    actions.change_officer(officer, to=form.particulars, seen=form.cleaned_data["seen"], **signed)


def _change_roles(officer: Officer, form: RolesForm, **signed: Any) -> None:
    given = form.cleaned_data
    actions.change_roles(officer, roles=given["roles"], seen=given["seen"].split(), **signed)


def _rename(office: Office, form: OfficeNameForm, **signed: Any) -> None:
    actions.rename_office(office, name=form.cleaned_data["name"], seen=form.cleaned_data["seen"], **signed)


def _is_open(row: Officer | Office) -> bool:
    return row.is_active


def _is_closed(row: Officer | Office) -> bool:
    return not row.is_active


@admin.register(Officer, site=site)
class OfficerAdmin(ActingAdmin):
    room = OFFICERS
    lead = gettext_lazy("Accounts, their roles and passwords.")
    list_display = ("username", "name", "post", "office", "roles", "standing")
    list_filter = ("is_active", "held_roles__role", "office")
    list_select_related = ("office",)
    search_fields = ("username", "first_name", "last_name")
    ordering = ("username",)
    facts = ("username", "name", "post", "office", "roles", "standing", "last_login", "has_temporary_password")
    table_acts = (
        Act("add", ADD_OFFICER, NewOfficerForm, lambda row, form, **by: actions.add_officer(**form.account, **by)),
    )
    row_acts = (
        Act("facts", PARTICULARS, ParticularsForm, _change_officer, _is_open, files_held),
        Act("roles", ROLES, RolesForm, _change_roles, _is_open),
        Act(
            "password",
            PASSWORD,
            PasswordForm,
            lambda row, form, **by: actions.set_password(row, password=form.cleaned_data["password"], **by),
            _is_open,
        ),
        Act(
            "closing",
            CLOSE_ACCOUNT,
            ConfirmForm,
            lambda row, form, **by: actions.deactivate(row, **by),
            _is_open,
            files_held,
        ),
        Act(
            "reopening", REOPEN_ACCOUNT, ConfirmForm, lambda row, form, **by: actions.reactivate(row, **by), _is_closed
        ),
    )

    @admin.display(description=gettext_lazy("name"), ordering="last_name")
    def name(self, officer: Officer) -> str:
        return officer.get_full_name()

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, officer: Officer) -> str:
        return ", ".join(held.role.name for held in officer.held_roles.all())

    @admin.display(description=gettext_lazy("account"), ordering="is_active")
    def standing(self, officer: Officer) -> str:
        return _("open") if officer.is_active else _("closed")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Officer]:
        return super().get_queryset(request).prefetch_related("held_roles__role")

    def subject(self, row: Officer) -> str:
        return actions.subject(row)


@admin.register(Office, site=site)
class OfficePlaceAdmin(ActingAdmin):
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
        Act("name", RENAME, OfficeNameForm, _rename, _is_open),
        Act("closing", CLOSE_OFFICE, ConfirmForm, lambda row, form, **by: close_office(row, **by), _is_open),
        Act(
            "reopening",
            REOPEN_OFFICE,
            ConfirmForm,
            lambda row, form, **by: actions.reopen_office(row, **by),
            _is_closed,
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
class RoleAdmin(OfficeAdmin):
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


@admin.register(AccessAttempt, site=site)
class AccessAttemptAdmin(ActingAdmin):
    """Of what was typed only names that officers have are shown: people type passwords into the wrong field."""

    room = OFFICERS
    thing, things = gettext_lazy("failed sign-in"), gettext_lazy("failed sign-ins")
    lead = gettext_lazy("Names that failed at the door, from where, and which of them wait.")
    list_display = ("whose", "ip_address", "failures_since_start", "standing", "attempt_time")
    ordering = ("-attempt_time",)
    sortable_by = ()
    facts = ("whose", "ip_address", "failures_since_start", "standing", "attempt_time")
    row_acts = (Act("letting_in", LET_IN, ConfirmForm, lambda row, form, **by: actions.let_in_again(row, **by)),)

    def title(self, row: Any) -> str:
        return f"{self.whose(row)}, {row.ip_address}"

    @admin.display(description=gettext_lazy("officer"))
    def whose(self, attempt: Any) -> str:
        return attempt.username if attempt.is_known else _("nobody of that name")

    @admin.display(description=gettext_lazy("standing"))
    def standing(self, attempt: AccessAttempt) -> str:
        is_locked = attempt.failures_since_start >= settings.AXES_FAILURE_LIMIT
        return _("waits 15 minutes after the last failure") if is_locked else _("may try again")

    def get_queryset(self, request: HttpRequest) -> QuerySet[AccessAttempt]:
        known = Officer.objects.filter(username=OuterRef("username"))
        return super().get_queryset(request).annotate(is_known=Exists(known))

    def after(self, act: Act, row: Any, done: object) -> str:
        return self.address("changelist")
