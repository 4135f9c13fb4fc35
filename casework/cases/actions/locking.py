"""One way to lock a file, and to notice that it changed while it was read."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.audit import actions as audit
from casework.audit.models import Event
from casework.audit.queries import sentence
from casework.cases import queries, rules
from casework.cases.models import Case
from casework.cases.procedures import registered
from casework.common.errors import Conflict, RuleBroken
from casework.common.rows import save_together
from casework.common.workdays import ALMATY


class ChangedMeanwhile(Conflict):
    """Somebody changed the file between reading and writing. `events` says what."""

    def __init__(self, events: list[Event]) -> None:
        self.events = events
        changes = "; ".join(
            f"{event.at.astimezone(ALMATY):%d.%m.%Y %H:%M} {event.by}: {sentence(event.kind)}" for event in events
        )
        super().__init__(
            _("This file was changed while you read it (%(changes)s). Look at it as it is now, then decide again.")
            % {"changes": changes or _("see its timeline")}
        )


def lock(case: Case) -> Case:
    """The file as it is now, locked until the transaction ends, with its own facts and the plan it draws on."""
    kind = registered()[case.procedure]
    details = {name.partition("__")[0] for name in kind.details}
    files = Case.objects.select_for_update(of=("self",)).select_related("allocation__plan", *details, *kind.reads)
    return files.get(pk=case.pk)


def lock_alone(case: Case) -> Case:
    """As `lock`, for whoever asks nothing of the file but its own columns."""
    return Case.objects.select_for_update(of=("self",)).get(pk=case.pk)


def locked(case: Case, version: int) -> Case:
    """As `lock`; ChangedMeanwhile where the version moved on."""
    found = lock(case)
    if found.version != version:
        later = Event.objects.filter(subject=found.number, after__version__gt=version).select_related("by")
        raise ChangedMeanwhile(list(later.order_by("id")))
    return found


def as_it_is(case: Case, version: int) -> Case:
    """In place of `locked`, for whoever wrote or locked the file in this transaction and knows it as it stands now."""
    return case


def check_works_here(case: Case, by: Officer) -> None:
    rules.check_office(by.office_id == case.office_id, lambda: case.office)


def check_may(permission: str, by: Officer) -> None:
    rules.check_right(by.has_perm(permission))


def check_open(case: Case) -> None:
    if not case.is_open:
        raise RuleBroken(_("This file is closed: %(state)s.") % {"state": case.get_state_display()})


def check_in_no_other_file(persons: Iterable[int], procedure: str) -> None:
    """Refuse that two open files of one kind count the same person."""
    found = queries.in_open_file(persons, procedure)
    if found is not None:
        facts = {"name": found.person, "number": found.case.number}
        raise Conflict(_("%(name)s already has an open file of this kind: %(number)s.") % facts)


def changed(
    case: Case,
    kind: str,
    *,
    by: Officer | None,
    at: datetime,
    fields: tuple[str, ...] = (),
    note: str = "",
    before: Mapping[str, object] | None = None,
    **after: object,
) -> None:
    """Save the named fields with a new version, and write the line of the trail."""
    case.version += 1
    told = {**after, "version": case.version}
    line = audit.to_record(f"case.{kind}", subject=case.number, by=by, at=at, before=before, after=told, note=note)
    save_together(case, ("version", *fields), [line])
