"""Two inclusions of one human being: a task that follows from a confirmed link, by whatever way it was confirmed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.audit import actions as audit
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.people.models import SamePerson
from casework.returnees.models import DoubleInclusion
from casework.returnees.queries import programmes_included_twice

How = DoubleInclusion.How


def open_doubles(link: SamePerson, *, by: Officer, at: datetime) -> None:
    """After a link was confirmed: a task for each programme into which the records it joins are included twice."""
    for programme in programmes_included_twice(link.record_id):
        if not _is_open(link, programme):
            DoubleInclusion.objects.create(link=link, programme_id=programme, opened_by=by, opened_at=at)
            _tell("person.included_twice", link, programme, by=by, at=at)


def close_doubles(link: SamePerson, *, by: Officer, at: datetime) -> None:
    """After a link was undone: what followed from it is settled."""
    for double in DoubleInclusion.objects.open().filter(link=link).order_by("pk"):
        _close(double, How.PARTED, "", by=by, at=at)


@transaction.atomic
def settle(double: DoubleInclusion, *, how: str, note: str, by: Officer, at: datetime) -> DoubleInclusion:
    """Close the task: one inclusion was annulled by its file, or both stand by a decision that the note names."""
    if not by.has_perm(Permission.REGISTER):
        raise NotPermitted(_("You may not settle a double inclusion."))
    double = DoubleInclusion.objects.select_for_update(of=("self",)).get(pk=double.pk)
    if double.closed_at is not None:
        raise Conflict(_("This double inclusion was settled already."))
    if how == How.ANNULLED and double.programme_id in programmes_included_twice(double.link.record_id):
        raise RuleBroken(_("Both inclusions still stand; annul one of them in its file first."))
    return _close(double, how, note, by=by, at=at)


def _is_open(link: SamePerson, programme: str) -> bool:
    return DoubleInclusion.objects.open().filter(link=link, programme=programme).exists()


def _close(double: DoubleInclusion, how: str, note: str, *, by: Officer, at: datetime) -> DoubleInclusion:
    double.how, double.note, double.closed_by, double.closed_at = how, note, by, at
    double.save(update_fields=["how", "note", "closed_by", "closed_at"])
    _tell("person.double_settled", double.link, double.programme_id, by=by, at=at, note=note)
    return double


def _tell(kind: str, link: SamePerson, programme: str, *, by: Officer, at: datetime, note: str = "") -> None:
    for record in (link.record, link.other_record):
        audit.record(kind, subject=record.number, by=by, at=at, after={"programme": programme}, note=note)
