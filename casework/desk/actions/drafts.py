"""Drafts of intake. Nothing here touches persons or files; a draft is changed by its own officer alone.

A member of a draft: `key` within the draft, `role`, `typed` (the texts of its form), `record` (the number of a person
on record who it is), `is_new` (nobody on record).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.desk.models import DraftScan, IntakeDraft
from casework.desk.procedures import KINDS

Typed = Mapping[str, Any]
MOST_MEMBERS = 30


class DraftChanged(Conflict):
    """The draft was changed in another window; `draft` is how it is now."""

    def __init__(self, draft: IntakeDraft) -> None:
        super().__init__(
            _("This draft was changed in another window. What you typed is still here; compare it, then send it again.")
        )
        self.draft = draft


@transaction.atomic
def begin(
    kind: str, *, members: Iterable[Typed] = (), answers: Typed | None = None, by: Officer, at: datetime
) -> IntakeDraft:
    """Begin an intake, with the persons it is about and with answers to its steps, as far as either is known.

    Whoever is on record is not asked for again; what was written down elsewhere of an applicant is shown to be checked.
    """
    check_may_take_in(by)
    what = KINDS[kind]
    data: dict[str, Any] = dict(answers or {})
    data["members"] = [_member(_next_key(data), **member) for member in members]
    is_on_record = any(member["record"] for member in data["members"])
    step = "family" if is_on_record else what.steps[0]
    return IntakeDraft.objects.create(officer=by, kind=kind, step=step, data=data, begun=at, changed=at)


@transaction.atomic
def save_step(
    draft: IntakeDraft, step: str, typed: Typed, *, version: int, leads_to: str, by: Officer, at: datetime
) -> IntakeDraft:
    """Keep what was typed at a step, and where the officer goes on."""

    def change(data: dict[str, Any]) -> None:
        data[step] = dict(typed)

    return _change(draft, change, version=version, leads_to=leads_to, by=by, at=at)


@transaction.atomic
def add_member(draft: IntakeDraft, typed: Typed, *, version: int, by: Officer, at: datetime) -> IntakeDraft:
    """Add somebody who was typed; the new member is the last one."""

    def change(data: dict[str, Any]) -> None:
        data.pop("unfinished", None)
        _members(data).append(_member(_next_key(data), typed=dict(typed), role=typed.get("role", "head")))

    return _change(draft, change, version=version, by=by, at=at)


@transaction.atomic
def add_record(draft: IntakeDraft, record: str, *, role: str, version: int, by: Officer, at: datetime) -> IntakeDraft:
    """Add somebody who is on record in the same household."""

    def change(data: dict[str, Any]) -> None:
        members = _members(data)
        _check_not_twice(members, record, None)
        members.append(_member(_next_key(data), record=record, role=role))

    return _change(draft, change, version=version, by=by, at=at)


@transaction.atomic
def change_member(
    draft: IntakeDraft, key: str, typed: Typed, *, version: int, by: Officer, at: datetime
) -> IntakeDraft:
    """Type a member anew; who it is on record is asked again."""

    def change(data: dict[str, Any]) -> None:
        data.pop("unfinished", None)
        member = _found(data, key)
        member |= {"typed": dict(typed), "record": "", "is_new": False, "role": typed.get("role", member["role"])}

    return _change(draft, change, version=version, by=by, at=at)


@transaction.atomic
def identify(draft: IntakeDraft, key: str, record: str, *, version: int, by: Officer, at: datetime) -> IntakeDraft:
    """Say that a member is the person of this number; an empty number says that nobody on record is."""

    def change(data: dict[str, Any]) -> None:
        _check_not_twice(_members(data), record, key)
        _found(data, key).update(record=record, is_new=not record)

    return _change(draft, change, version=version, by=by, at=at)


@transaction.atomic
def remove_member(draft: IntakeDraft, key: str, *, version: int, by: Officer, at: datetime) -> IntakeDraft:
    """Take a member out of the draft, with the papers that were noted for this member; the applicant stays."""

    def change(data: dict[str, Any]) -> None:
        members = _members(data)
        if members[0]["key"] == key:
            raise RuleBroken(_("The applicant stays in the family. Discard the draft instead."))
        members.remove(_found(data, key))

    remove_scans(draft.scans.filter(line__endswith=f"_{key}"))
    return _change(draft, change, version=version, by=by, at=at)


@transaction.atomic
def save_papers(
    draft: IntakeDraft, typed: Typed, scans: Mapping[str, UploadedFile], *, version: int, leads_to: str, by: Officer,
    at: datetime,
) -> IntakeDraft:  # fmt: skip
    """Keep which papers were seen, and the scans; a new scan of a line takes the place of the one before."""
    draft = save_step(draft, "papers", typed, version=version, leads_to=leads_to, by=by, at=at)
    remove_scans(draft.scans.filter(line__in=scans))
    for line, upload in scans.items():
        upload.seek(0)
        name = (upload.name or "")[:255]
        DraftScan.objects.create(draft=draft, line=line, file=upload, name=name, size=upload.size or 0)
    return draft


@transaction.atomic
def keep(draft: IntakeDraft, slot: str, typed: Typed, *, version: int, by: Officer, at: datetime) -> None:
    """Keep an unfinished step while it is typed: a step by its name, a member by key, or "new" for one to come.

    The version stays: whoever sends the step itself a moment later is not told that the draft changed.
    """
    draft = locked(draft, version, by)
    if slot in draft.what.steps:
        draft.data[slot], draft.step = dict(typed), slot
    else:
        draft.data.setdefault("unfinished", {})[slot] = dict(typed)
    draft.changed = at
    draft.save(update_fields=["data", "step", "changed"])


@transaction.atomic
def discard(draft: IntakeDraft, *, version: int, by: Officer, at: datetime) -> None:
    """Remove a draft with everything typed into it."""
    remove(locked(draft, version, by))


def remove(draft: IntakeDraft) -> None:
    """Inside a transaction: the rows go now, the stored scans once it is certain."""
    remove_scans(draft.scans.all())
    draft.delete()


def remove_scans(scans: Iterable[DraftScan]) -> None:
    for scan in scans:
        transaction.on_commit(partial(scan.file.storage.delete, str(scan.file.name)), robust=True)
        scan.delete()


def check_may_take_in(by: Officer) -> None:
    if not by.has_perm(Permission.REGISTER):
        raise NotPermitted(_("Your roles do not allow you to take in a family. Ask a colleague whose role does."))


def _change(
    draft: IntakeDraft, change: Callable[[dict[str, Any]], None], *, version: int, leads_to: str = "family",
    by: Officer, at: datetime,
) -> IntakeDraft:  # fmt: skip
    draft = locked(draft, version, by)
    change(draft.data)
    draft.step, draft.changed, draft.version = leads_to, at, draft.version + 1
    draft.save(update_fields=["data", "step", "changed", "version"])
    return draft


def locked(draft: IntakeDraft, version: int, by: Officer) -> IntakeDraft:
    check_may_take_in(by)
    found = IntakeDraft.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if found is None:
        raise Conflict(_("This draft was lodged or discarded already."))
    if found.version != version:
        raise DraftChanged(found)
    return found


def _members(data: dict[str, Any]) -> list[dict[str, Any]]:
    members = data.setdefault("members", [])
    if len(members) > MOST_MEMBERS:
        raise RuleBroken(_("A draft holds at most %(most)d persons.") % {"most": MOST_MEMBERS})
    return members


def _found(data: dict[str, Any], key: str) -> dict[str, Any]:
    member = next((member for member in _members(data) if member["key"] == key), None)
    if member is None:
        raise Conflict(_("This person is no longer in the draft."))
    return member


def _check_not_twice(members: list[dict[str, Any]], record: str, key: str | None) -> None:
    if record and any(member["record"] == record and member["key"] != key for member in members):
        raise RuleBroken(_("This person is already in the family of this draft."))


def _member(key: str, *, role: str = "head", typed: Typed | None = None, record: str = "") -> dict[str, Any]:
    return {"key": key, "role": role, "typed": typed or {}, "record": record, "is_new": False}


def _next_key(data: dict[str, Any]) -> str:
    """A key that no member of this draft ever had: papers are noted by it."""
    data["last_key"] = data.get("last_key", 0) + 1
    return str(data["last_key"])
