"""What is done for every request, whoever asks and whatever the view."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from psycopg.errors import DeadlockDetected, LockNotAvailable, QueryCanceled

from casework.common.errors import RuleBroken
from casework.common.refusals import refusal

Answer = Callable[[HttpRequest], HttpResponse]
WAITED_TOO_LONG = (LockNotAvailable, DeadlockDetected, QueryCanceled)


def readable_only(get_response: Answer) -> Answer:
    """Refuse addresses, queries and cookies that are no text: the database would stumble over them later."""

    def answer(request: HttpRequest) -> HttpResponse:
        query = unquote_to_bytes(request.META.get("QUERY_STRING", ""))
        if not _is_text(query) or any("\0" in value for value in (request.path_info, *request.COOKIES.values())):
            raise BadRequest("An address or a cookie is no text.")
        return get_response(request)

    return answer


def not_stored(get_response: Answer) -> Answer:
    """What was answered to a session is kept by no browser or proxy: after sign-out the back button shows nothing."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        session = getattr(request, "session", None)
        if session is not None and session.accessed:
            response["Cache-Control"] = "no-store, private"
        return response

    return answer


class Refusals:
    """A refusal that no form took becomes a page with its sentence and status; htmx is led on as a whole page is."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "htmx", False) and "Location" in response:
            # htmx would follow a redirect unseen and put a whole page, the door among them, into a corner of this one.
            response["HX-Redirect"] = response["Location"]
            del response["Location"]
            response.status_code = 200
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, RuleBroken):
            return refusal(request, str(exception), exception.status)
        if isinstance(exception, OperationalError) and isinstance(exception.__cause__, WAITED_TOO_LONG):
            return refusal(request, _("Others are changing the same record. Nothing was saved; send it again."), 409)
        return None


def _is_text(raw: bytes) -> bool:
    try:
        return "\0" not in raw.decode()
    except UnicodeDecodeError:
        return False
