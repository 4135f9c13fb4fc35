"""Officers, their roles and passwords."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts import actions
from casework.accounts.models import Officer
from casework.backoffice.admin.acts import Act, ActingAdmin, is_closed, is_open
from casework.backoffice.forms.accounts import NewOfficerForm, ParticularsForm, PasswordForm, RolesForm
from casework.backoffice.forms.base import ConfirmForm
from casework.backoffice.queries import files_held
from casework.backoffice.rooms import OFFICERS
from casework.backoffice.site import site
from casework.common.answers import Words

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


def _change_officer(officer: Officer, form: ParticularsForm, **signed: Any) -> None:
    actions.change_officer(officer, to=form.particulars, seen=form.cleaned_data["seen"], **signed)


def _change_roles(officer: Officer, form: RolesForm, **signed: Any) -> None:
    given = form.cleaned_data
    actions.change_roles(officer, roles=given["roles"], seen=given["seen"].split(), **signed)


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
        Act("facts", PARTICULARS, ParticularsForm, _change_officer, is_open, files_held),
        Act("roles", ROLES, RolesForm, _change_roles, is_open),
        Act(
            "password",
            PASSWORD,
            PasswordForm,
            lambda row, form, **by: actions.set_password(row, password=form.cleaned_data["password"], **by),
            is_open,
        ),
        Act(
            "closing",
            CLOSE_ACCOUNT,
            ConfirmForm,
            lambda row, form, **by: actions.deactivate(row, **by),
            is_open,
            files_held,
        ),
        Act("reopening", REOPEN_ACCOUNT, ConfirmForm, lambda row, form, **by: actions.reactivate(row, **by), is_closed),
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
