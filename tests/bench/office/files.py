"""The files of registered families, in bulk: the rows of `lodge`, `add_document`, `propose` and `take_step`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from random import Random
from typing import Any

from casework.accounts.models import Officer
from casework.audit.models import Event
from casework.cases.actions.clocks import set_clock
from casework.cases.actions.decisions import fingerprint
from casework.cases.models import Case, CaseMember, Decision, Document, Ruling
from casework.cases.procedures import Requirement, Whose, procedure
from casework.cases.states import OPEN, DecisionState, Outcome
from casework.common.flow import Decides, Step
from casework.common.sequences import next_numbers
from casework.common.workdays import local_date
from casework.quotas.models import Allocation
from casework.reference.models import Ground
from tests.bench.office.fates import Way, ends
from tests.bench.office.people import Family

FOUND = "As found in the papers of the file."
OUTCOMES = {Decides.EACH: Outcome.GRANTED, Decides.REFUSES_ALL: Outcome.REFUSED}


@dataclass
class File:
    """One file in the making; `moments` say when each move of its way was made."""

    family: Family
    kind: str
    way: Way
    moments: list[datetime]
    hands: tuple[Officer, Officer, Officer]
    case: Case = field(init=False)
    members: list[CaseMember] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    @cached_property
    def state(self) -> str:
        return ends(self.kind, self.way)[0]

    @property
    def is_closed(self) -> bool:
        return self.state not in OPEN

    def step(self, move: str) -> Step:
        return procedure(self.kind).flow.steps[move.removeprefix("propose ")]

    def moment(self, move: str) -> datetime | None:
        return dict(zip(self.way, self.moments, strict=True)).get(move)

    @property
    def last(self) -> tuple[Step, datetime]:
        return self.step(self.way[-1]), self.moments[-1]

    @property
    def outcome(self) -> str:
        """What was decided of each member."""
        return OUTCOMES.get(self.last[0].decides, Outcome.PENDING) if self.is_closed else Outcome.PENDING


def opened(families: Sequence[Family], dice: Random, until: datetime) -> list[File]:
    """Lodge the files of these families and bring each as far as its fate has it."""
    files = [file for family in families for file in _planned(family, dice, until)]
    _write_cases(files)
    _write_members(files)
    _write_documents(files)
    _write_decisions(files)
    Event.objects.bulk_create(event for file in files for event in _trail(file))
    return files


def _planned(family: Family, dice: Random, until: datetime) -> Iterator[File]:
    """Each move some days after the one before, none after the last day."""
    at = family.at
    for kind, way in family.fate.ways:
        moments = []
        for _ in way:
            moments.append(at)
            at = min(at + timedelta(days=dice.randint(1, 4), minutes=dice.randint(0, 59)), until)
        yield File(family, kind, way, moments, (family.registrar, *family.team.drawn(dice, family.registrar)))


def _write_cases(files: Sequence[File]) -> None:
    numbers = next_numbers("cases_case_number", len(files))
    for file, number in zip(files, numbers, strict=True):
        file.case = _case(file, number)
    Case.objects.bulk_create(file.case for file in files)


def _case(file: File, number: int) -> Case:
    family, (registrar, *_) = file.family, file.hands
    received, held = local_date(file.moments[0]), file.moment("accept") if file.kind == "inclusion" else None
    return Case(
        number=f"{procedure(file.kind).prefix}-{received.year}-{number:06d}", procedure=file.kind, state=file.state,
        office=family.team.office, settlement_region=family.team.office.region, applicant=family.members[0][0],
        household=family.household, registered_by=registrar, registered_at=file.moments[0], received_on=received,
        holder=registrar, is_generated=True, version=1 + sum(1 + file.step(move).countersigned for move in file.way),
        allocation=cell_of(file, held.year) if held else None, **_clock(file, received), **_end(file),
    )  # fmt: skip


def _clock(file: File, received: date) -> dict[str, Any]:
    stopped = file.is_closed or file.way[-1].startswith("propose ")
    return {**clock(file.kind, received), "clock_stopped_on": local_date(file.moments[-1]) if stopped else None}


def _end(file: File) -> dict[str, Any]:
    step, at = file.last
    return {"closed_at": at, "closed_by": file.hands[2 if step.countersigned else 0]} if file.is_closed else {}


@cache
def clock(kind: str, received: date) -> dict[str, Any]:
    """The dates of a file received on a day, by the actions that reckon them."""
    case = Case(procedure=kind, received_on=received)
    set_clock(case)
    return {"due_on": case.due_on, "due_explanation": case.due_explanation, "target_on": case.target_on}


@cache
def _cells() -> dict[tuple[str, int], Allocation]:
    cells = Allocation.objects.filter(plan__programme="returnee").exclude(region=None).select_related("plan")
    return {(cell.region_id or "", cell.plan.year): cell for cell in cells}


def cell_of(file: File, year: int) -> Allocation:
    return _cells()[file.family.team.office.region_id or "", year]


def _write_members(files: Sequence[File]) -> None:
    for file in files:
        file.members += [
            CaseMember(case=file.case, person=person, role=role, outcome=file.outcome)
            for person, role in file.family.members
        ]
    CaseMember.objects.bulk_create(member for file in files for member in file.members)


def _write_documents(files: Sequence[File]) -> None:
    """Every paper of the list, seen in the original before the file was accepted."""
    for file in files:
        if "accept" in file.way:
            file.documents += [
                Document(
                    case=file.case, person=person, kind_id=requirement.kinds[0], is_original_seen=True,
                    added_by=file.hands[0], added_at=file.moments[0],
                )
                for requirement in procedure(file.kind).requirements
                for person in _of_whom(requirement, file)
            ]  # fmt: skip
    Document.objects.bulk_create(document for file in files for document in file.documents)


def _of_whom(requirement: Requirement, file: File) -> list[Any]:
    if requirement.whose in (Whose.FILE, Whose.PROXY):
        return [None] if requirement.whose == Whose.FILE else []
    day, minors = file.case.received_on, requirement.whose == Whose.MINOR
    return [person for person, _ in file.family.members if person.is_minor_on(day) == minors]


def _write_decisions(files: Sequence[File]) -> None:
    for file in files:
        file.decisions += [
            _decision(file, move, at)
            for move, at in zip(file.way, file.moments, strict=True)
            if file.step(move).countersigned
        ]
    Decision.objects.bulk_create(decision for file in files for decision in file.decisions)


def _decision(file: File, move: str, at: datetime) -> Decision:
    step, (registrar, signatory, head) = file.step(move), file.hands
    ground = _ground(file.kind, step.grounds or step.name) if step.grounded else None
    outcome = OUTCOMES.get(step.decides, Outcome.PENDING)
    ruling = Ruling({member.pk: outcome for member in file.members}, ground, FOUND if ground else "")
    signed = None if move.startswith("propose ") else {"countersigned_by": head, "countersigned_at": at}
    return Decision(
        case=file.case, step=step.name, outcomes={str(pk): said for pk, said in ruling.outcomes.items()},
        ground=ground, reasons=ruling.reasons, allocation=file.case.allocation,
        content_hash=fingerprint(file.case, step.name, ruling, file.members), registered_by=registrar,
        registrar_may_sign=not step.on_merits, signed_by=signatory, signed_at=at,
        state=DecisionState.IN_FORCE if signed else DecisionState.PROPOSED, **(signed or {}),
    )  # fmt: skip


@cache
def _ground(kind: str, step: str) -> Ground:
    return Ground.objects.filter(procedure=kind, step=step)[0]


def _trail(file: File) -> Iterator[Event]:
    registrar, signatory, head = file.hands
    subject, version, state = file.case.number, 1, ""
    yield Event(kind="case.open", subject=subject, by=registrar, at=file.moments[0], after={"version": version})
    for move, at in zip(file.way, file.moments, strict=True):
        step = file.step(move)
        if step.countersigned:
            version += 1
            signed = {"version": version, "outcomes": {str(member.pk): file.outcome for member in file.members}}
            yield Event(kind=f"case.propose.{step.name}", subject=subject, by=signatory, at=at, after=signed)
        if not move.startswith("propose "):
            version += 1
            told = {"state": step.target, "version": version}
            by = head if step.countersigned else registrar
            yield Event(kind=f"case.{move}", subject=subject, by=by, at=at, before={"state": state}, after=told)
            state = step.target
        if move == "lodge":
            yield from _papers(file)


def _papers(file: File) -> Iterator[Event]:
    for document in file.documents:
        told = {"document": document.pk, "kind": document.kind_id, "name": ""}
        yield Event(
            kind="case.add_document", subject=file.case.number, by=file.hands[0], at=file.moments[0], after=told
        )
