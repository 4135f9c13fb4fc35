"""How allauth and axes are told the rules of this house."""

import unicodedata
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.accounts.actions import choose_password, subject
from casework.accounts.models import Officer
from casework.audit.actions import record
from casework.common.clients import address

LONGEST = 150


def typed_username(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The username as failures are counted by: one spelling for all that open the same account.

    axes itself looks for the name under another key than allauth's and would count every failure for nobody.
    """
    given = credentials or request.POST
    typed = given.get("login") or given.get("username") or ""
    return unicodedata.normalize("NFKC", typed).strip().casefold()[:LONGEST]


class SignedIn(AuthenticationBackend):
    """Allauth's own; whoever is signed in comes with the office and the permissions of this moment, in one query."""

    def get_user(self, user_id: int) -> Officer | None:
        officer = Officer.objects.with_permissions().filter(pk=user_id).first()
        return officer if officer is not None and self.user_can_authenticate(officer) else None


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in only: accounts are given by an administrator, nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Officer | None:
        """A closed account answers like a wrong password: it tells no stranger that it exists."""
        officer = super().authenticate(request, **credentials)
        if officer is None or officer.is_active:
            return officer
        self.authentication_failed(request, **credentials)
        return None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record the failure, and the name only where an officer has it: people type passwords into the wrong field."""
        username = typed_username(request, credentials)
        officer = Officer.objects.filter(username=username).first()
        kind = "security.sign_in_locked" if getattr(request, "axes_locked_out", False) else "security.sign_in_failed"
        self._record(kind, request, officer, by=None)

    def post_login(self, request: HttpRequest, user: Officer, **options: Any) -> HttpResponse:
        self._record("security.signed_in", request, user, by=user)
        return super().post_login(request, user, **options)

    def clean_password(self, password: str, user: Officer | None = None) -> str:
        if user is not None and user.has_temporary_password and user.check_password(password):
            raise ValidationError(_("An administrator knows this password; choose another."))
        return super().clean_password(password, user)

    def set_password(self, user: Officer, password: str) -> None:
        """Called by the page where an officer changes the password of the own account."""
        choose_password(user, password=password, at=timezone.now())

    def _record(self, kind: str, request: HttpRequest, officer: Officer | None, *, by: Officer | None) -> None:
        name = subject(officer) if officer else "officer unknown"
        record(kind, subject=name, by=by, at=timezone.now(), after={"address": address(request)})
