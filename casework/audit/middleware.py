import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from casework.audit.actions import request_id


def request_ids(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Name each request, so that its events can be found together. What a client calls its request is not believed."""

    def answer(request: HttpRequest) -> HttpResponse:
        name = str(uuid.uuid4())
        token = request_id.set(name)
        try:
            response = get_response(request)
        finally:
            request_id.reset(token)
        response["X-Request-ID"] = name
        return response

    return answer
