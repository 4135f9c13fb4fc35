"""Answers to what cannot be done: a sentence that says what to do, and the status that tells whose turn it is."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.common.errors import Conflict

TOO_MUCH: tuple[tuple[type[Exception], Promise | str], ...] = (
    (RequestDataTooBig, _("What was sent is too large. Shorten the text or choose a smaller file.")),
    (TooManyFieldsSent, _("Too many fields were sent at once. Send them in smaller parts.")),
    (TooManyFilesSent, _("Too many files were sent at once. Send them in smaller parts.")),
)


def refusal(request: HttpRequest, sentence: str | Promise, status: int) -> HttpResponse:
    """A page with one sentence; its fragment alone for htmx."""
    page = "409.html" if status == Conflict.status else "refusal.html"
    template = "_refusal.html" if getattr(request, "htmx", False) else page
    context = {"sentence": sentence, "exception": sentence, "status": status}
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler of requests that no view could read."""
    for kind, sentence in TOO_MUCH:
        if isinstance(exception, kind):
            return refusal(request, sentence, 413)
    return HttpResponse(render_to_string("400.html"), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler of what nobody foresaw; a database that is away is no mistake of the page, and comes back."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "60"})
    return HttpResponse(render_to_string("500.html"), status=500)
