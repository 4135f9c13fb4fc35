"""Papers of a file: recorded when the original was seen, with or without a scan; never deleted, only withdrawn."""

import uuid
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.audit import actions as audit
from casework.cases.actions.locking import check_may, check_open, check_works_here, lock_alone
from casework.cases.models import Case, CaseMember, Document
from casework.cases.procedures import procedure
from casework.common import scanner, uploads
from casework.common.errors import RuleBroken
from casework.reference.models import DocumentKind


@transaction.atomic
def add_document(
    case: Case,
    *,
    kind: DocumentKind,
    member: CaseMember | None,
    upload: UploadedFile | None,
    is_original_seen: bool,
    by: Officer,
    at: datetime,
) -> Document:
    """Record a paper of the file, or of one of its members, as seen in the original or as a scan."""
    case = lock_alone(case)
    _check_may_add(case, member, by)
    if upload is None and not is_original_seen:
        raise RuleBroken(_("Add a scan, or confirm that you saw the original."))
    document = Document(
        case=case, person_id=member.person_id if member else None, kind=kind, is_original_seen=is_original_seen,
        added_by=by, added_at=at,
    )  # fmt: skip
    if upload is not None:
        _attach(document, upload)
    document.save(force_insert=True)
    _record(document, "add_document", by=by, at=at)
    return document


def _check_may_add(case: Case, member: CaseMember | None, by: Officer) -> None:
    check_may(procedure(case.procedure).works, by)
    check_works_here(case, by)
    check_open(case)
    if member is not None and member.case_id != case.pk:
        raise RuleBroken(_("This person is no member of the file."))


def _attach(document: Document, upload: UploadedFile) -> None:
    """Keep the content under a name of our own; what the sender called it is only text."""
    checked = uploads.check_upload(upload)
    content = upload.read()
    document.name = (upload.name or "")[:255]
    document.content_type, document.size, document.sha256 = checked.content_type, checked.size, checked.sha256
    document.scan = scanner.scan(content)
    document.file.save(f"{uuid.uuid4().hex}{checked.ending}", ContentFile(content), save=False)


@transaction.atomic
def withdraw_document(document: Document, *, by: Officer, at: datetime) -> Document:
    """Take a paper out of the file; it stays on record."""
    case = lock_alone(document.case)
    _check_may_add(case, None, by)
    found = case.documents.get(pk=document.pk)
    if found.withdrawn_at is not None:
        raise RuleBroken(_("This document was withdrawn already."))
    found.withdrawn_by, found.withdrawn_at = by, at
    found.save(update_fields=["withdrawn_by", "withdrawn_at"])
    _record(found, "withdraw_document", by=by, at=at)
    return found


def _record(document: Document, kind: str, *, by: Officer, at: datetime) -> None:
    after = {"document": document.pk, "kind": document.kind_id, "name": document.name}
    audit.record(f"case.{kind}", subject=document.case.number, by=by, at=at, after=after, note=str(document.kind))
