"""Where a request comes from."""

from django.conf import settings
from django.http import HttpRequest


def address(request: HttpRequest) -> str | None:
    """The address of the client: what our own proxy saw, and never what a client says of itself.

    A proxy appends the address it saw, so only the last one in the header is to be believed.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.TRUSTED_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR")
