"""Answers to what cannot be done: a sentence that says what to do, and the status that tells whose turn it is."""

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

UNREADABLE = _("The request could not be read. Open the page again and send it from there.")
# The first row that fits is the answer.
BAD_REQUESTS: tuple[tuple[type[Exception], int, Promise | str], ...] = (
    (RequestDataTooBig, 413, _("What was sent is too large. Shorten the text or choose a smaller file.")),
    (TooManyFieldsSent, 413, _("Too many fields were sent at once. Send them in smaller parts.")),
    (TooManyFilesSent, 413, _("Too many files were sent at once. Send them in smaller parts.")),
    (MultiPartParserError, 400, UNREADABLE),
    (SuspiciousOperation, 400, UNREADABLE),
    (BadRequest, 400, UNREADABLE),
)


def refusal(request: HttpRequest, sentence: str | Promise, status: int) -> HttpResponse:
    """A page with one sentence; its fragment alone for htmx."""
    template = "_refusal.html" if getattr(request, "htmx", False) else "refusal.html"
    response = render(request, template, {"sentence": sentence, "status": status}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler of requests that no view could read."""
    status, sentence = next(
        ((status, sentence) for kind, status, sentence in BAD_REQUESTS if isinstance(exception, kind)),
        (400, UNREADABLE),
    )
    return refusal(request, sentence, status)
