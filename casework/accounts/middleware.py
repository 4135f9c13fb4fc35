"""Whoever has a password that an administrator knows chooses another before anything else."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

OPEN_TO_THEM = {"account_change_password", "account_logout"}


class OwnPasswordFirst:
    """After the sign-in: every closed address but the way to another password and the way out leads to the former."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not getattr(view, "login_required", True) or not getattr(request.user, "has_temporary_password", False):
            return None
        if request.resolver_match and request.resolver_match.view_name in OPEN_TO_THEM:
            return None
        return redirect("account_change_password")
