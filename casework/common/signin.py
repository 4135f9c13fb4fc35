from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase


class LoginByDefaultMiddleware(LoginRequiredMiddleware):
    """Every page asks for sign-in but those marked open; an open page is answered without looking who asks.

    Django's own looks first, and so needs the database for a page that is to tell that the database is away.
    """

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
