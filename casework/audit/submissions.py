"""A posted form has one effect and one answer, however often it arrives."""

import hashlib
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from casework.audit.actions import record
from casework.audit.models import Submission
from casework.common.constraints import violated
from casework.common.errors import Conflict, RuleBroken
from casework.common.forms import asked_fields

FIELD = "submission"
NOT_CONTENT = {FIELD, "csrfmiddlewaretoken"}
# Fields that no form takes from outside unless it says so: who may do what, and who did it.
GUARDED = {
    "is_staff", "is_superuser", "is_active", "office", "state", "holder", "registered_by", "decided_by", "approved_by",
    "proposed_by", "countersigned_by",
}  # fmt: skip

View = Callable[..., HttpResponse]


class KeyMissing(RuleBroken):
    """The form carries no key by which a repetition could be known."""

    status = 400


def once(view: View) -> View:
    """Take a POST once: a repetition waits for the first and receives its answer; other content under its key gets 409.

    The view's transaction is this one. Only an answer that leads on (a redirect) is kept; any other rolls everything
    back, and the key can be used again.
    """

    @wraps(view)
    def taken_once(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        asked: set[str] = set()
        token = asked_fields.set(asked)
        try:
            return _take(request, lambda: view(request, *args, **kwargs))
        finally:
            asked_fields.reset(token)
            _report_extra_fields(request, asked)

    return taken_once


def _take(request: HttpRequest, run: Callable[[], HttpResponse]) -> HttpResponse:
    submission = Submission(
        key=_key(request), officer_id=_officer(request).pk, route=_route(request), content_hash=_content_hash(request)
    )
    try:
        with transaction.atomic():
            return _first(request, submission, run)
    except IntegrityError as error:
        if violated(error) != "submission_once_per_key":
            raise
    return _again(request, submission)


def _first(request: HttpRequest, submission: Submission, run: Callable[[], HttpResponse]) -> HttpResponse:
    submission.save(force_insert=True)
    response = run()
    location = response.get("Location") or response.get("HX-Redirect")
    if location is None:
        transaction.set_rollback(True)
        return response
    submission.location = location
    submission.save(update_fields=["location"])
    return response


def _again(request: HttpRequest, submission: Submission) -> HttpResponse:
    stored = Submission.objects.get(officer_id=submission.officer_id, key=submission.key)
    if stored.content_hash != submission.content_hash:
        raise Conflict(_("This form was already sent with other content. Open the page again and see what was saved."))
    return HttpResponseRedirect(stored.location)


def _key(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError as fault:
        raise KeyMissing(_("The form was sent without its key. Open the page again and send it from there.")) from fault


def _officer(request: HttpRequest) -> AbstractBaseUser:
    """Who sent it. A view open to strangers has nobody to hold a key for."""
    if isinstance(request.user, AnonymousUser):
        raise PermissionDenied
    return request.user


def _route(request: HttpRequest) -> str:
    return request.resolver_match.view_name[:60] if request.resolver_match else ""


def _content_hash(request: HttpRequest) -> str:
    """Address, fields and files as one hash; the order of repeated values counts.

    Under our own key: a form may hold a password, and whoever reads the table could try passwords on a bare hash.
    """
    digest = salted_hmac("audit.submission", request.get_full_path(), algorithm="sha256")
    for name, values in sorted(request.POST.lists()):
        if name not in NOT_CONTENT:
            digest.update(repr((name, values)).encode("utf-8", "surrogatepass"))
    for name, files in sorted(request.FILES.lists()):
        digest.update(repr((name, [_file_hash(file) for file in files])).encode())
    return digest.hexdigest()


def _file_hash(file: Any) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _report_extra_fields(request: HttpRequest, asked: set[str]) -> None:
    """One event for guarded fields that no form of this request asked for; it stands even where the post is refused."""
    extra = sorted(name for name in request.POST if name.rpartition("-")[2] in GUARDED and name not in asked)
    if extra:
        found = {"fields": extra}
        record("security.extra_fields", subject=_route(request), by=_officer(request), at=timezone.now(), after=found)
