"""Border posts: their tokens, and what they deliver."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.arrivals.actions import importing, judging
from casework.arrivals.crossingfile.messages import MESSAGES, portion_of
from casework.arrivals.models import Batch, Checkpoint, Delivery, PostToken
from casework.arrivals.states import BatchState
from casework.audit import actions as audit
from casework.common.constraints import refuses
from casework.common.errors import Conflict, NotPermitted, RuleBroken


def fingerprint(secret: str | bytes) -> str:
    return hashlib.sha256(secret.encode() if isinstance(secret, str) else secret).hexdigest()


@transaction.atomic
def issue_token(checkpoint: Checkpoint, *, by: Officer, at: datetime) -> str:
    """A new token of a border post: told once, kept as its fingerprint alone."""
    _check_may(by)
    secret = secrets.token_urlsafe(32)
    PostToken.objects.create(checkpoint=checkpoint, sha256=fingerprint(secret), issued_by=by, issued_at=at)
    audit.record("crossings.token_issued", subject=post_subject(checkpoint), by=by, at=at)
    return secret


@transaction.atomic
def revoke_tokens(checkpoint: Checkpoint, *, by: Officer, at: datetime) -> int:
    """Let no token of a border post open anything any more; gives how many there were."""
    _check_may(by)
    count = PostToken.objects.filter(checkpoint=checkpoint, revoked_at=None).update(revoked_by=by, revoked_at=at)
    audit.record("crossings.tokens_revoked", subject=post_subject(checkpoint), by=by, at=at, after={"tokens": count})
    return count


@transaction.atomic
def revoke_token(token: PostToken, *, by: Officer, at: datetime) -> PostToken:
    """Let one token open nothing any more; Conflict where it was revoked before."""
    _check_may(by)
    found = PostToken.objects.select_for_update(of=("self",)).select_related("checkpoint").get(pk=token.pk)
    if found.revoked_at is not None:
        raise Conflict(_("This token is revoked already."))
    found.revoked_by, found.revoked_at = by, at
    found.save(update_fields=["revoked_by", "revoked_at"])
    audit.record("crossings.tokens_revoked", subject=post_subject(found.checkpoint), by=by, at=at, after={"tokens": 1})
    return found


def post_subject(checkpoint: Checkpoint) -> str:
    """What the trail calls a border post."""
    return f"post {checkpoint.code}"


def _check_may(by: Officer) -> None:
    if not (by.has_perm(Permission.IMPORT_CROSSINGS) or by.has_perm(Permission.MANAGE_OFFICERS)):
        raise NotPermitted(_("You may not let border posts deliver crossings."))


def deliver(token: PostToken, content: bytes, *, key: str, at: datetime) -> Batch:
    """Bring in what a post sends; sent again under its key, it changes nothing. Conflict for other content."""
    with refuses("delivery_once_per_key", _rival):
        return _deliver(token, content, key=key, at=at)


def _rival() -> RuleBroken:
    return Conflict(_("The same delivery is being taken in right now; ask again."))


@transaction.atomic
def _deliver(token: PostToken, content: bytes, *, key: str, at: datetime) -> Batch:
    sha256 = fingerprint(content)
    before = Delivery.objects.select_related("batch").filter(token=token, key=key).first()
    if before is not None:
        if before.sha256 != sha256:
            raise Conflict(_("Under this key something else was delivered; use a new key for it."))
        return before.batch
    portion = portion_of(content, token.checkpoint_id)
    batch = Batch.objects.create(
        name=f"{token.checkpoint_id} {key}"[:200], sha256=fingerprint(f"{token.pk} {key}"), state=BatchState.RUNNING,
        encoding="utf-8", lines=portion.rows, started_at=at,
    )  # fmt: skip
    Delivery.objects.create(token=token, key=key, sha256=sha256, batch=batch)
    judging.prepare_session()
    importing.settle(batch, judging.judge(portion, MESSAGES, batch=batch.pk, at=at), at=at)
    return importing.seal(batch, at=at)
