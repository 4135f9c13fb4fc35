"""The trail of a thing, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.audit.models import Event

# What each kind of event tells. A kind with a suffix (`case.propose.grant`) is told by its longest beginning here.
SENTENCES: Mapping[str, Promise | str] = {
    "case.open": _("File opened"),
    "case.lodge": _("Application lodged"),
    "case.accept": _("Application accepted"),
    "case.refuse_acceptance": _("Acceptance refused"),
    "case.commission": _("Commission recorded"),
    "case.preliminarily_refuse": _("Preliminary decision to refuse"),
    "case.hear": _("Hearing recorded"),
    "case.grant": _("Status granted"),
    "case.refuse": _("Application refused"),
    "case.extend": _("Status extended"),
    "case.end": _("Status ended"),
    "case.carry": _("Places carried into the quota of the next year"),
    "case.resettle": _("Region of settlement changed"),
    "case.include": _("Included in the quota"),
    "case.annul": _("Inclusion annulled"),
    "case.withdraw": _("Application withdrawn"),
    "case.propose": _("Decision proposed"),
    "case.return": _("Proposal returned"),
    "case.take": _("Taken in hand"),
    "case.assign": _("Given to an officer"),
    "case.unassign": _("Taken from its holder"),
    "case.offer": _("Offered to another office"),
    "case.hand_over": _("Handed over to another office"),
    "case.decline_offer": _("Declined by the other office"),
    "case.withdraw_offer": _("Offer to another office taken back"),
    "case.show": _("Shown to another office"),
    "case.complain": _("Complaint of this refusal lodged"),
    "case.complaint_closed": _("The complaint of this refusal came to its end"),
    "case.pause": _("Clock paused"),
    "case.resume": _("Clock runs again"),
    "case.lapse": _("Hold ended: the family did not bring what was missing in its time"),
    "case.list": _("Put on the waiting list"),
    "case.leave_list": _("Taken off the waiting list"),
    "case.offer_places": _("Offered places from the waiting list"),
    "case.decline_places": _("Offered places declined"),
    "case.expire_places": _("Offer of places ended unanswered"),
    "case.move_dates": _("Dates moved by a changed calendar or figure"),
    "case.note": _("Note"),
    "case.add_member": _("Member added to the file"),
    "case.count_member": _("Counting of a member changed"),
    "case.add_document": _("Document added"),
    "case.withdraw_document": _("Document withdrawn"),
    "person.register": _("Person registered"),
    "person.import": _("Taken over from a table of another register"),
    "import.send": _("Table of persons sent"),
    "import.end": _("Table of persons taken over"),
    "import.refuse": _("Table of persons refused"),
    "person.correct": _("Facts corrected"),
    "person.set_iin": _("Individual number entered"),
    "person.record_death": _("Death recorded"),
    "person.add_name": _("Name added"),
    "person.add_document": _("Document added"),
    "person.add_contact": _("Contact added"),
    "person.end_contact": _("Contact ended"),
    "person.add_photo": _("Photograph added"),
    "person.card_shown": _("Card shown to an officer of another office"),
    "list.exported": _("List taken out as a file"),
    "report.exported": _("Report taken out as a file"),
    "report.export_asked": _("Report asked for in the background"),
    "report.issued": _("Report issued"),
    "report.scheduled": _("Report scheduled"),
    "report.schedule_ended": _("Schedule ended"),
    "person.file_asked": _("File asked for by an officer of another office"),
    "person.file_answered": _("Request for the file answered"),
    "person.propose_same": _("Proposed as the same person as another record"),
    "person.confirm_same": _("Confirmed as the same person as another record"),
    "person.undo_same": _("Parted again from another record"),
    "person.not_same": _("Found to be another person than another record"),
    "person.answer_back": _("Answer about another record taken back"),
    "person.included_twice": _("Joined records are both included in one quota"),
    "person.double_settled": _("Double inclusion settled"),
    "person.marry": _("Marriage recorded"),
    "household.join": _("Joined the family"),
    "household.leave": _("Left the family"),
    "household.change_role": _("Role in the family changed"),
    "quotas.load_plan": _("Order drawn up from a file"),
    "quotas.draft_order": _("Order drafted"),
    "quotas.revise_order": _("Draft of the order changed"),
    "quotas.discard_order": _("Draft of the order discarded"),
    "quotas.sign_order": _("Order signed"),
    "quotas.countersign_order": _("Order countersigned"),
    "quotas.return_order": _("Order returned to be changed"),
    "quotas.carry_over": _("Places of open files carried into the next year"),
    "quotas.open_books": _("Books opened with what was used before"),
    "quotas.post_order": _("Order entered in the ledger"),
    "quotas.drift_found": _("The recount found books that differ"),
    "quotas.propose_mend": _("Mend of the books signed"),
    "quotas.mend_drift": _("Books mended"),
    "quotas.rebuild_counters": _("Counters rebuilt from the ledger"),
    "crossings.brought_in": _("File of crossings brought in"),
    "crossings.refused": _("File of crossings refused"),
    "crossings.token_issued": _("Token of a border post issued"),
    "crossings.tokens_revoked": _("Tokens of a border post revoked"),
    "sojourn.cleared": _("Overstay cleared"),
    "sojourn.host_told": _("Notice of a host taken"),
    "crossings.tallies_differ": _("The recount found tallies of crossings that differ"),
    "crossings.file_removed": _("Kept file of crossings removed, its time being over"),
    "crossings.taken_removed": _("Files taken out of the watched folder removed, their time being over"),
    "person.crossings_linked": _("Crossings of a document linked"),
    "person.crossings_parted": _("Crossings of a document parted again"),
    "crossings.month_taken_off": _("Crossings of a month taken off the table"),
    "employer.register": _("Employer registered"),
    "employer.change": _("Record of the employer changed"),
    "employer.add_branch": _("Branch added"),
    "employer.end_branch": _("Branch closed"),
    "employer.add_contact": _("Contact added"),
    "employer.end_contact": _("Contact ended"),
    "employer.headcount": _("Staff recorded"),
    "employer.inspect": _("Inspection recorded"),
    "employer.bar": _("New permits barred by a violation"),
    "permit.payment": _("Payment of the fee recorded"),
    "employer.bid": _("Bid for places recorded"),
    "employer.review_bid": _("Bid for places reviewed"),
    "employer.exempt_worker": _("Worker without a permit recorded"),
    "permit.trip": _("Trip to another region recorded"),
    "permit.family": _("Family member of the worker recorded"),
    "bank.load": _("Statement of the bank loaded"),
    "permit.change": _("Permit changed after its issue"),
    "case.return_place": _("Place of the permit given back"),
    "case.approve": _("Permit approved; the fee is due"),
    "case.issue": _("Permit issued"),
    "case.lapse_unpaid": _("Grant ended: the fee was not paid in its time"),
    "quotas.load_opening": _("Past inclusions taken over"),
    "status.expired": _("Status expired"),
    "status.expiry_warned": _("Warned that the status ends"),
    "status.certificate_corrected": _("Certificate corrected"),
    "status.certificate_doubled": _("Duplicate of the certificate issued"),
    "centre.opened": _("Centre entered"),
    "centre.room_added": _("Room entered"),
    "centre.blocked": _("Place blocked"),
    "centre.roll_called": _("Roll called"),
    "centre.room_changed": _("Room changed"),
    "centre.room_closed": _("Room closed"),
    "centre.room_reopened": _("Room opened again"),
    "centre.closed": _("Centre closed"),
    "centre.reopened": _("Centre opened again"),
    "centre.unblocked": _("Place free again"),
    "service.planned": _("Services planned"),
    "service.given": _("Service given"),
    "service.struck": _("Service struck out"),
    "service.outcome": _("What came of services was told"),
    "course.opened": _("Group opened"),
    "course.joined": _("Participant entered"),
    "course.left": _("Participant left"),
    "course.session_planned": _("Sessions planned"),
    "course.attended": _("Attendance noted"),
    "course.closed": _("Group closed"),
    "stay.opened": _("Stay asked for"),
    "stay.placed": _("Places given"),
    "stay.moved": _("Moved to another place"),
    "stay.lengthened": _("Places kept for longer"),
    "stay.checked_in": _("Arrived"),
    "stay.left": _("Left"),
    "stay.cancelled": _("Places taken back"),
    "stay.missed": _("Did not come"),
    "stay.ended": _("Stay ended"),
    "stay.steps_noted": _("Noted who cannot climb steps"),
    "stay.reminded": _("Reminded that the days of the stay end"),
    "stay.extension_asked": _("More days asked for"),
    "stay.extension_agreed": _("More days granted"),
    "stay.extension_declined": _("More days refused"),
    "stay.transfer_asked": _("Another centre asked to take the family"),
    "stay.transfer_agreed": _("The other centre takes the family"),
    "stay.transfer_declined": _("The other centre does not take the family"),
    "officer.added": _("Account given"),
    "officer.changed": _("Name, post or office changed"),
    "officer.deactivated": _("Account closed"),
    "officer.reactivated": _("Account opened again"),
    "officer.password_set": _("Temporary password set"),
    "officer.password_chosen": _("Own password chosen"),
    "officer.absent": _("Absence recorded"),
    "officer.absence_changed": _("Absence changed"),
    "officer.role_given": _("Role given"),
    "officer.role_taken": _("Role taken away"),
    "office.opened": _("Office opened"),
    "office.renamed": _("Office renamed"),
    "office.closed": _("Office closed"),
    "office.reopened": _("Office opened again"),
    "reference.added": _("Reference data added"),
    "reference.loaded": _("Reference data loaded"),
    "reference.changed": _("Reference data changed"),
    "reference.removed": _("Reference data removed"),
    "demonstration.loaded": _("Part of the demonstration generated"),
    "sweep.woken": _("Sweep woken by hand"),
    "sweep.run_again": _("Parked subject tried again"),
    "security.signed_in": _("Signed in"),
    "security.sign_in_failed": _("Sign-in failed"),
    "security.sign_in_locked": _("Sign-in locked"),
    "security.let_in_again": _("Failed sign-ins forgotten"),
    "security.extra_fields": _("A form brought fields that nobody asked for"),
}


@dataclass(frozen=True)
class Line:
    """One event, ready to be read. `by` is empty where no officer did it."""

    kind: str
    sentence: str
    by: str
    at: datetime
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    note: str


def timeline(subject: str, *, most: int | None = None) -> list[Line]:
    """What happened to a thing, by its number; newest first, all of it or the newest so many."""
    events = Event.objects.filter(subject=subject).select_related("by").order_by("-pk")[:most]
    return [line(event) for event in events]


def line(event: Event) -> Line:
    """An event, ready to be read."""
    told = sentence(event.kind), str(event.by or "")
    return Line(event.kind, *told, event.at, event.before, event.after, event.note)


def sentence(kind: str) -> str:
    """What a kind tells; the kind itself where nobody has worded it."""
    known = kind
    while known not in SENTENCES and "." in known:
        known = known.rpartition(".")[0]
    return str(SENTENCES.get(known, kind))


# Every act writes its event, and holds this lock from then until it ends; its moment is no earlier than its beginning.
SETTLED = """
    SELECT least(statement_timestamp(), min(activity.xact_start)) - interval '1 microsecond'
    FROM pg_locks AS writing JOIN pg_stat_activity AS activity USING (pid)
    WHERE writing.locktype = 'relation' AND writing.relation = 'audit_event'::regclass
      AND writing.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND writing.mode = 'RowExclusiveLock' AND writing.pid <> pg_backend_pid()
"""


def settled() -> datetime:
    """Now, or as far back as the oldest act of others that is not finished: what was done before is all to be seen."""
    with connection.cursor() as cursor:
        cursor.execute(SETTLED)
        (moment,) = cursor.fetchone()
    return moment
