"""The feed of border posts: crossings by the minute, judged like those of a file."""

from typing import Annotated, Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from ninja import Header, NinjaAPI, Schema
from ninja.errors import ValidationError as Unfit
from ninja.security import HttpBearer

from casework.arrivals.actions.posts import deliver
from casework.arrivals.crossingfile import COLUMNS, sentence
from casework.arrivals.crossingfile.messages import MOST_MESSAGES, TooMany
from casework.arrivals.models import Batch, PostToken
from casework.arrivals.queries.posts import token_of
from casework.common.errors import RuleBroken

MOST_BYTES = 5 * 1024 * 1024
LINES = "application/x-ndjson"
KEY = r"^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$"


class OfPost(HttpBearer):
    """A token in force of a border post."""

    def authenticate(self, request: HttpRequest, token: str) -> PostToken | None:
        return token_of(token)


class Fault(Schema):
    """A line that was not taken, and what is wrong with it."""

    line: int
    faults: list[str]


class Taken(Schema):
    """What became of a delivery: every line is in, on record already, or rejected."""

    read: int
    entered: int
    already: int
    rejected: int
    faults: list[Fault]


class Refusal(Schema):
    """Why nothing was taken."""

    detail: str


REFUSALS = (400, 401, 409, 413, 415, 422)
api = NinjaAPI(
    title="Kosh: crossings", version="1", docs_url=None, openapi_url=None, urls_namespace="feed",
    description="Border posts deliver crossings. A delivery sent again under its key changes nothing.",
)  # fmt: skip

MESSAGE = {
    "type": "object",
    "additionalProperties": False,
    "required": [column.name for column in COLUMNS if column.is_needed and column.name != "checkpoint"],
    "properties": {column.name: {"type": "string", "description": str(column.says)} for column in COLUMNS},
}
BODY = {
    "requestBody": {
        "required": True,
        "description": f"A JSON object on each line, at most {MOST_MESSAGES:,} lines and 5 MB.",
        "content": {LINES: {"schema": {"type": "array", "minItems": 1, "maxItems": MOST_MESSAGES, "items": MESSAGE}}},
    }
}


class Refused(Exception):
    """A request that is no delivery."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


@api.post(
    "/crossings", auth=OfPost(), response={200: Taken, frozenset(REFUSALS): Refusal}, openapi_extra=BODY,
    summary="Deliver crossings", operation_id="deliver", url_name="deliver",
)  # fmt: skip
def crossings(
    request: HttpRequest, idempotency_key: Annotated[str, Header(alias="Idempotency-Key", pattern=KEY)]
) -> dict[str, Any]:
    """Take in up to 10,000 crossings of the token's own checkpoint; good lines are taken, bad ones told."""
    content = _content(request)
    try:
        batch = deliver(request.auth, content, key=idempotency_key, at=timezone.now())  # type: ignore[attr-defined]
    except TooMany as fault:
        raise Refused(413, f"A delivery has at most {MOST_MESSAGES:,} lines; send the rest in another.") from fault
    return _told(batch)


def _content(request: HttpRequest) -> bytes:
    if request.content_type != LINES:
        raise Refused(415, f"Send the lines as {LINES}.")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise Refused(413, "A delivery has at most 5 MB; send it in parts.")
    content = request.body
    if not content.strip():
        raise Refused(400, "The delivery is empty; send a JSON object on each line.")
    return content


def _told(batch: Batch) -> dict[str, Any]:
    rows = batch.rejected_rows.order_by("line").values_list("line", "faults")
    faults = [{"line": line, "faults": [sentence(fault) for fault in told]} for line, told in rows]
    counts = {name: getattr(batch, name) for name in ("read", "entered", "already", "rejected")}
    return {**counts, "faults": faults}


@api.exception_handler(Refused)
def refused(request: HttpRequest, fault: Refused) -> HttpResponse:
    return api.create_response(request, {"detail": str(fault)}, status=fault.status)


@api.exception_handler(RuleBroken)
def broken(request: HttpRequest, fault: RuleBroken) -> HttpResponse:
    return api.create_response(request, {"detail": str(fault)}, status=fault.status)


@api.exception_handler(Unfit)
def unfit(request: HttpRequest, fault: Unfit) -> HttpResponse:
    told = (
        "Give every delivery a key of its own in the header Idempotency-Key: 8 to 64 letters, digits, dots or hyphens."
    )
    return api.create_response(request, {"detail": told}, status=422)


FEED = "/api/v1/"
PATTERNS, APP, NAMESPACE = api.urls  # read once: each reading makes new patterns
DELIVERY = next(each for each in PATTERNS if isinstance(each, URLPattern) and each.name == "deliver")
# A token stands in the place of a session.
ADDRESSES = ([path("crossings", login_not_required(DELIVERY.callback), name="deliver")], APP, NAMESPACE)


def document() -> dict[str, Any]:
    """What the feed takes and answers, as OpenAPI says it."""
    return dict(api.get_openapi_schema(path_prefix=FEED))
