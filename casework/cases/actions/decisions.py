"""Signing. A proposal is signed and moves nothing; a countersignature puts exactly that content in force."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Case as Choose
from django.db.models import F, Value, When
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.cases import queries, rules
from casework.cases.actions.locking import changed, check_may, check_works_here, locked
from casework.cases.models import Case, CaseMember, Decision, Ruling
from casework.cases.procedures import procedure, registered
from casework.cases.states import DecisionState, Outcome
from casework.common.constraints import explained
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.common.flow import Step
from casework.common.rows import remember, updated
from casework.common.workdays import local_date


def propose(case: Case, name: str, *, version: int, ruling: Ruling, by: Officer, at: datetime) -> Decision:
    """Sign a decision and lay it before a second officer. Nothing moves; the clock stops at this date."""
    with explained():
        return _propose(case, name, version=version, ruling=ruling, by=by, at=at)


@transaction.atomic
def _propose(case: Case, name: str, *, version: int, ruling: Ruling, by: Officer, at: datetime) -> Decision:
    case = locked(case, version)
    step = procedure(case.procedure).flow.step(name, source=case.state)
    members = list(case.members.all())
    _check_proposal(case, step, ruling, members, by)
    _judge(case, step, ruling, at)
    decision = Decision.objects.create(
        case=case, step=name, outcomes={str(pk): outcome for pk, outcome in ruling.outcomes.items()},
        ground=ruling.ground, reasons=ruling.reasons, allocation=case.allocation,
        content_hash=fingerprint(case, name, ruling, members), registered_by_id=case.registered_by_id,
        registrar_may_sign=not step.on_merits, signed_by=by, signed_at=at,
    )  # fmt: skip
    if case.is_open:
        case.clock_stopped_on = local_date(at)
    changed(case, f"propose.{name}", by=by, at=at, fields=("clock_stopped_on",), outcomes=decision.outcomes)
    return decision


def _check_proposal(case: Case, step: Step, ruling: Ruling, members: Sequence[CaseMember], by: Officer) -> None:
    if not step.countersigned:
        raise RuleBroken(_("This step needs no countersignature; take it directly."))
    check_may(step.permission, by)
    check_works_here(case, by)
    rules.check_signatory(step, officer=by.pk, registrar=case.registered_by_id, barred=case.barred)
    if case.is_open and case.pauses.filter(until=None).exists():
        raise RuleBroken(_("The clock stands still. End the pause before you propose a decision."))
    standing = {member.pk: rules.Standing(member.is_counted, member.outcome) for member in members}
    rules.check_outcomes(step, ruling.outcomes, standing)
    _check_ground(case, step, ruling)
    check = registered()[case.procedure].checks.get(step.name)
    if check is not None:
        check(case, ruling.outcomes)


def _judge(case: Case, step: Step, ruling: Ruling, at: datetime) -> None:
    """What the law of the procedure asks of this ruling on the day it is signed."""
    judges = registered()[case.procedure].judges
    if judges is not None:
        judges(case, step, ruling, at=at)


def _check_ground(case: Case, step: Step, ruling: Ruling) -> None:
    ground = ruling.ground
    rules.check_ground(
        step,
        refuses_somebody=Outcome.REFUSED in ruling.outcomes.values(),
        has_ground=ground is not None,
        has_reasons=bool(ruling.reasons.strip()),
    )
    if ground is not None and (ground.procedure, ground.step) != (case.procedure, step.grounds or step.name):
        raise RuleBroken(_("This ground is not one of this step; choose one that is listed."))


def put_in_force(case: Case, step: Step, decision: Decision | None, *, by: Officer, at: datetime) -> Decision:
    """Countersign inside the transaction of the step; the file is already locked."""
    if decision is None:
        raise RuleBroken(_("This step is taken by countersigning a proposal; propose it first."))
    _check_countersignatory(case, step, decision, by)
    proposals = case.decisions.filter(pk=decision.pk, step=step.name)
    waiting = proposals.filter(state=DecisionState.PROPOSED)
    found = updated(waiting, state=DecisionState.IN_FORCE, countersigned_by=by, countersigned_at=at)
    if not found:
        raise _waits_no_longer(proposals.first())
    _write_outcomes(case, found[0])
    if found[0].content_hash != fingerprint(case, step.name, found[0].ruling, case.members.all()):
        raise Conflict(_("The file is no longer what was signed. The proposal must be made anew."))
    return found[0]


def _waits_no_longer(decision: Decision | None) -> RuleBroken:
    if decision is None:
        return RuleBroken(_("This step is taken by countersigning a proposal; propose it first."))
    return Conflict(_("This proposal is %(state)s already.") % {"state": decision.get_state_display()})


def _check_countersignatory(case: Case, step: Step, decision: Decision, by: Officer) -> None:
    check_may(Permission.COUNTERSIGN, by)
    rules.check_countersignatory(
        step, officer=by.pk, signatory=decision.signed_by_id, registrar=case.registered_by_id, barred=case.barred
    )
    if by.office_id == case.office_id:
        return
    if not by.is_national:
        raise NotPermitted(_("This file is countersigned at %(office)s.") % {"office": case.office})
    if queries.countersignatories(decision).exists():
        raise NotPermitted(_("%(office)s has an officer who can countersign this.") % {"office": case.office})


def _write_outcomes(case: Case, decision: Decision) -> None:
    """Each member gets the outcome that was signed; the file knows its members as they are then."""
    by_outcome: dict[str, list[int]] = {}
    for pk, outcome in decision.outcomes.items():
        by_outcome.setdefault(outcome, []).append(int(pk))
    by_outcome.pop(Outcome.PENDING, None)
    signed = [When(pk__in=members, then=Value(outcome)) for outcome, members in by_outcome.items()]
    members = updated(CaseMember.objects.filter(case=case), outcome=Choose(*signed, default=F("outcome")))
    remember(case, "members", sorted(members, key=lambda member: member.pk))


@transaction.atomic
def return_proposal(decision: Decision, *, version: int, because: str, by: Officer, at: datetime) -> Decision:
    """Give a proposal back: by its signatory, or by an officer who could countersign it. The clock runs on."""
    case = locked(decision.case, version)
    found = case.decisions.select_for_update(of=("self",)).get(pk=decision.pk)
    if found.state != DecisionState.PROPOSED:
        raise Conflict(_("This proposal is %(state)s already.") % {"state": found.get_state_display()})
    if by.pk != found.signed_by_id:
        step = procedure(case.procedure).flow.steps[found.step]
        _check_countersignatory(case, step, found, by)
    _void(found, because)
    _let_clock_run(case)
    changed(case, "return", by=by, at=at, fields=("clock_stopped_on",), note=because)
    return found


def void_proposal(case: Case, because: str) -> None:
    """An edit of what was signed voids the proposal; the caller saves the file with `clock_stopped_on`."""
    waiting = queries.open_proposal(case)
    if waiting is not None:
        _void(waiting, because)
        _let_clock_run(case)


def _let_clock_run(case: Case) -> None:
    """The clock of a closed file has stopped for good."""
    if case.is_open:
        case.clock_stopped_on = None


def _void(decision: Decision, because: str) -> None:
    decision.state, decision.void_because = DecisionState.VOID, because
    decision.save(update_fields=["state", "void_because"])


def fingerprint(case: Case, step: str, ruling: Ruling, members: Iterable[CaseMember]) -> str:
    """The hash of what is signed; `members` are those of the file, by their ids."""
    listed = [[member.pk, member.person_id, member.is_counted, member.why_not] for member in members]
    return rules.content_hash({
        "case": case.number, "step": step, "members": listed, "outcomes": sorted(ruling.outcomes.items()),
        "ground": ruling.ground and ruling.ground.pk, "reasons": ruling.reasons, "allocation": case.allocation_id,
        "settlement": case.settlement_region_id,
    })  # fmt: skip
