"""The queues by name, and which states of which procedures wait in each. Tables."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.accounts.permissions import Permission
from casework.cases.states import State


@dataclass(frozen=True)
class Queue:
    """A stored question with a name.

    `sentence` says what to do, `next_step` is the button of each row, `columns` are the queue's own. `tone` colours its
    count: "attention", "overdue" or none. A lens looks across the queues and holds no file of its own.
    """

    slug: str
    label: str | Promise
    sentence: str | Promise
    next_step: str | Promise
    columns: tuple[str, ...] = ("procedure", "received_on", "due_on", "holder")
    permission: Permission = Permission.VIEW_FILES
    tone: str = ""
    is_lens: bool = False
    order: tuple[str, ...] = ("due_on", "received_on", "pk")


COUNTERSIGN = Queue(
    "countersign", _("To countersign"), _("Read what a colleague signed, then countersign it or give it back."),
    _("Countersign"), ("procedure", "proposal", "due_on", "office"), Permission.COUNTERSIGN, "attention",
)  # fmt: skip
OVERDUE = Queue(
    "overdue", _("Overdue"), _("The legal date is past. Take the next step of these files first."), _("Open"),
    ("procedure", "state", "due_on", "holder"), tone="overdue", is_lens=True,
)  # fmt: skip
SOON = Queue(
    "soon", _("Due within 2 working days"), _("Take the next step of these files before their legal date."), _("Open"),
    ("procedure", "state", "due_on", "holder"), tone="attention", is_lens=True,
)  # fmt: skip
COMPLETENESS = Queue(
    "completeness", _("Check the papers"),
    _("Check within one working day whether the papers are complete; then accept, or propose to refuse acceptance."),
    _("Check the papers"),
)  # fmt: skip
COMMISSION = Queue(
    "commission", _("For the commission"), _("Bring these files to the commission and record what it recommends."),
    _("Record the commission"),
)  # fmt: skip
DECISION = Queue(
    "decision", _("To decide"), _("Propose a decision; a second officer countersigns it."), _("Propose a decision")
)
HEARING = Queue(
    "hearing", _("To hear"), _("Hear the family within 2 working days and record what it said."),
    _("Record the hearing"),
)  # fmt: skip
FEES = Queue(
    "fees", _("Fee, then issue"), _("Approved. Issue the permit within one working day of the payment of its fee."),
    _("Open"), ("procedure", "received_on", "holder"), permission=Permission.VIEW_LABOUR,
)  # fmt: skip
SECOND_LOOK = Queue(
    "second_look", _("For a second look"),
    _("Drawn by the system. Another officer than the registrar looks at the file and issues the permit."),
    _("Open"), ("procedure", "received_on", "holder"), permission=Permission.VIEW_LABOUR,
)  # fmt: skip
RETURNED = Queue(
    "returned", _("Proposals returned"), _("A proposal came back or is void. Mend what was wrong and propose anew."),
    _("Propose anew"), ("procedure", "returned_because", "due_on", "holder"), tone="attention",
)  # fmt: skip
PAUSED = Queue(
    "paused", _("Waiting for the applicant"), _("The clock stands still. Let it run again when the papers are there."),
    _("Open"), ("procedure", "pause", "holder"),
)  # fmt: skip
PROPOSED = Queue(
    "proposed", _("Waiting for a colleague’s signature"), _("Signed, and laid before another officer."), _("Open"),
    ("procedure", "proposal", "due_on", "office"),
)  # fmt: skip
OFFERED = Queue(
    "offered", _("Offers to answer"),
    _("Places are offered from a waiting list and kept until their day. Ask the family; accept the file, or decline."),
    _("Open"), ("procedure", "received_on", "holder"), tone="attention",
)  # fmt: skip
WAITING = Queue(
    "waiting", _("Waiting for places"), _("On a waiting list. Places are offered by the rule when their turn comes."),
    _("Open"), ("procedure", "received_on", "holder"),
)  # fmt: skip
STUCK = Queue(
    "stuck", _("Stuck"), _("Nobody who is here holds these files, or no clock and no queue moves them. Take them up."),
    _("Take it up"), ("procedure", "state", "received_on", "holder"), tone="overdue",
)  # fmt: skip
HOLDING = Queue(
    "holding", _("Overdue and holding places"),
    _("The legal date is past, and places are kept meanwhile: nobody else can have them. Decide these files first."),
    _("Open"), ("procedure", "state", "due_on", "holder"), tone="overdue", is_lens=True,
)  # fmt: skip
RUNNING = Queue(
    "open", _("All open files"), _("Everything the office works on, whoever holds it."), _("Open"),
    ("procedure", "state", "due_on", "holder"), Permission.ASSIGN, is_lens=True,
)  # fmt: skip

QUEUES: tuple[Queue, ...] = (
    COUNTERSIGN, OVERDUE, HOLDING, SOON, OFFERED, COMPLETENESS, COMMISSION, HEARING, DECISION, FEES, SECOND_LOOK,
    RETURNED, PROPOSED, PAUSED, WAITING, STUCK, RUNNING,
)  # fmt: skip
BY_SLUG = {queue.slug: queue for queue in QUEUES}

LABOUR = ("permit", "renewal", "replacement")
BY_STATE: dict[tuple[str, str], Queue] = {
    **{(kind, State.LODGED): COMPLETENESS for kind in ("status", "extension", "inclusion", *LABOUR, "household")},
    **{(kind, State.UNDER_REVIEW): DECISION for kind in ("extension", "inclusion", *LABOUR)},
    ("status", State.UNDER_REVIEW): COMMISSION,
    ("status", State.RECOMMENDED): DECISION,
    ("status", State.PRELIMINARILY_REFUSED): HEARING,
    ("status", State.HEARD): DECISION,
    **{(kind, State.APPROVED): FEES for kind in ("permit", "renewal")},
    ("household", State.UNDER_REVIEW): SECOND_LOOK,
}
"""Procedure and state of a running file to its queue."""
