"""The door of the back office and its plan: which officer enters, and which rooms with which tables are there."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from casework.accounts.models import Officer
from casework.accounts.permissions import BACK_OFFICE
from casework.backoffice.rooms import ROOMS, Room


@dataclass(frozen=True)
class Table:
    """One table of a room, as shown to an officer."""

    label: str
    lead: str | Promise
    href: str
    is_current: bool


@dataclass(frozen=True)
class Shown:
    """A room with the tables an officer may see in it."""

    label: str | Promise
    lead: str | Promise
    tables: list[Table]


class BackOffice(AdminSite):
    """Signing in is the door of the whole house; here only roles are asked for."""

    site_title = site_header = index_title = _("Back office")

    def has_permission(self, request: HttpRequest) -> bool:
        officer = request.user
        return isinstance(officer, Officer) and any(officer.has_perm(permission) for permission in BACK_OFFICE)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_permission(request):
                raise PermissionDenied(_("The back office is open to administrators, auditors and quota managers."))
            return view(request, *args, **kwargs)

        return update_wrapper(inner, view)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Only what there is: no deletion, no bulk action, no look-up by which rows could be guessed."""
        tables = (
            path(f"{model._meta.app_label}/{model._meta.model_name}/", include(admin.get_urls()))
            for model, admin in self._registry.items()
        )
        return [
            path("", require_safe(self.admin_view(self.index)), name="index"),
            path("login/", require_safe(self.admin_view(self.entrance)), name="login"),
            *tables,
        ]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]
        """What there is for this officer."""
        return render(request, "backoffice/index.html", self.each_context(request))

    def entrance(self, request: HttpRequest) -> HttpResponse:
        """Where other programs look for the admin's door; whoever came through the door of the house goes on."""
        return redirect("admin:index")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return {"rooms": list(self.rooms(request))}

    def rooms(self, request: HttpRequest) -> Iterator[Shown]:
        for room in ROOMS:
            tables = [self._table(request, admin) for admin in self.admins() if _is_seen(admin, room, request)]
            if tables:
                yield Shown(room.label, room.lead, tables)

    def admins(self) -> list[ModelAdmin]:
        return list(self._registry.values())

    def _table(self, request: HttpRequest, admin: ModelAdmin) -> Table:
        options = admin.model._meta
        href = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
        label = str(getattr(admin, "things", "") or options.verbose_name_plural)
        return Table(label, getattr(admin, "lead", ""), href, request.path.startswith(href))


def _is_seen(admin: ModelAdmin, room: Room, request: HttpRequest) -> bool:
    return getattr(admin, "room", None) == room and admin.has_view_permission(request)


site = BackOffice()
