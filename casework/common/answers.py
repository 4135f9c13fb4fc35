"""The only renderer of forms: a page for the browser, its fragment alone for htmx, and the status of what happened."""

from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise


@dataclass(frozen=True)
class Words:
    """What a page with a form says: its heading, what it does, its button, what was done; a danger says so in red."""

    heading: str | Promise
    lead: str | Promise
    submit: str | Promise
    done: str | Promise = ""
    is_danger: bool = False


def answer(
    request: HttpRequest, page: str, fragment: str, form: BaseForm, context: dict[str, Any] | None = None
) -> HttpResponse:
    """200 for a form to fill in; 422 with its errors, or the 409 or 403 of the refusal it remembers."""
    is_refused = form.is_bound and not form.is_valid()
    response = render(
        request,
        fragment if getattr(request, "htmx", False) else page,
        {**(context or {}), "form": form},
        status=getattr(form, "status", 422) if is_refused else 200,
    )
    patch_vary_headers(response, ["HX-Request"])
    return response
