"""Moves of a file at its own office."""

from collections.abc import Callable, Mapping

from casework.accounts.models import Officer
from casework.cases.actions import clocks, decisions, documents, holder, lapses
from casework.cases.actions.acts import Act
from casework.cases.actions.decisions import Ruling
from casework.cases.actions.opening import Application, members_of
from casework.cases.actions.steps import countersign, take_step
from casework.cases.models import CaseMember, Decision
from casework.cases.procedures import procedure
from casework.cases.queries import missing_papers, open_proposal
from casework.cases.states import Outcome
from casework.common.flow import Decides
from casework.common.workdays import DAY
from casework.desk.actions import drafts
from casework.desk.demonstration.nights import watch
from casework.desk.demonstration.stories import Over, Story
from casework.quotas.actions.ledger import QuotaExhausted
from casework.quotas.models import Plan, Programme
from casework.reference import queries as reference
from casework.reference.models import Ground
from casework.returnees.actions import extensions, inclusions, status

WITHDRAWN = "The family goes to relatives in another country."
NO_PLACES = "No places are left in the quota of the region; the family will ask again."


def lodge(story: Story, move: str) -> None:
    facts = status.StatusFacts(story.facts.country, story.today - 12 * DAY, wants_centre=story.turn % 3 == 0)
    application = _application(story, "status")
    story.case = story.status = status.lodge_status(application, facts, by=story.registrar, at=story.at)


def ask_extension(story: Story, move: str) -> None:
    """The law on record gives a time for such requests since October 2025 only."""
    if reference.whole("extension.decision", story.today) is None:
        raise Over
    story.case = extensions.lodge_extension(
        _application(story, "extension"), months=6, reason="The citizenship papers are not ready.",
        by=story.registrar, at=story.at,
    )  # fmt: skip


def ask_inclusion(story: Story, move: str) -> None:
    if not _has_plan(story):
        raise Over
    story.case = inclusions.lodge_inclusion(
        _application(story, "inclusion"), programme=Programme.objects.get(pk=inclusions.RETURNEE), left_region=None,
        by=story.registrar, at=story.at,
    )  # fmt: skip


def draft(story: Story, move: str) -> None:
    """Somebody has begun to take the family in again, for its inclusion, and has got as far as its members."""
    persons = members_of(story.household, story.today)
    members = [{"role": role, "record": person.number} for person, role in persons]
    drafts.begin("inclusion", members=members, by=story.registrar, at=story.at)


def papers(story: Story, move: str) -> None:
    for paper in missing_papers(story.case):
        documents.add_document(
            story.case, kind=paper.kinds[0], member=paper.member, upload=None, is_original_seen=True,
            by=story.registrar, at=story.at,
        )  # fmt: skip


def pause(story: Story, move: str) -> None:
    reason = "The family brings the notarised translation."
    clocks.pause(story.case, version=story.version, reason=reason, by=story.registrar, at=story.at)


def resume(story: Story, move: str) -> None:
    story.case = clocks.resume(story.case, version=story.version, by=story.registrar, at=story.at)


def lapse(story: Story, move: str) -> None:
    story.case = lapses.let_lapse(story.case, at=story.at)


def unassign(story: Story, move: str) -> None:
    reason = "The caseworker has too many files; somebody else takes this one."
    holder.assign(story.case, version=story.version, officer=None, reason=reason, by=story.team.head, at=story.at)


def take(story: Story, move: str) -> None:
    story.case = holder.take(story.case, version=story.version, by=story.registrar, at=story.at)


def propose(story: Story, move: str) -> None:
    _propose(story, move.removeprefix("propose "))


def give_back(story: Story, move: str) -> None:
    proposal = open_proposal(story.case)
    if proposal is not None:
        reason = "The minutes of the commission name another day."
        decisions.return_proposal(proposal, version=story.version, because=reason, by=story.team.head, at=story.at)


def end(story: Story, move: str) -> None:
    """The family became citizens: its status ends, whatever file was the last."""
    story.case = story.status
    decide_or_step(story, move)


def accept(story: Story, move: str) -> None:
    """Where the quota is full the family waits; of a year that is over it takes its request back."""
    if story.case.procedure == "inclusion" and not _has_plan(story):
        raise Over
    try:
        _step(story, move)
    except Over:
        if story.today.year < story.until.year:
            _step(story, "withdraw", note=NO_PLACES)
        raise


def decide_or_step(story: Story, move: str) -> None:
    if procedure(story.case.procedure).flow.steps[move].countersigned:
        decision = _propose(story, move)
        at = story.later()
        story.case = countersign(decision, version=story.version, by=story.team.head, at=at)
        if move == "grant":
            story.begun.append(watch(story.case, story.until))
    else:
        _step(story, move, note=WITHDRAWN if move == "withdraw" else "")


def _step(story: Story, move: str, *, note: str = "") -> None:
    act = Act(facts=_facts(story, move), note=note)
    try:
        story.case = take_step(story.case, move, version=story.version, act=act, by=story.registrar, at=story.at)
    except QuotaExhausted as full:
        raise Over from full


def _has_plan(story: Story) -> bool:
    return Plan.objects.filter(programme=inclusions.RETURNEE, year=story.today.year).exists()


def _application(story: Story, kind: str) -> Application:
    members = members_of(story.household, story.today)
    return Application(kind, members[0][0], story.household, members, story.team.region, story.today)


def _propose(story: Story, name: str) -> Decision:
    return decisions.propose(
        story.case, name, version=story.version, ruling=_ruling(story, name), by=_signatory(story), at=story.at
    )


def _signatory(story: Story) -> Officer:
    """Never the registrar: at another office, after a hand-over, anybody."""
    return story.signatory if story.signatory.pk != story.case.registered_by_id else story.registrar


def _ruling(story: Story, name: str) -> Ruling:
    step = procedure(story.case.procedure).flow.steps[name]
    outcomes = {member.pk: _outcome(step.decides, member) for member in story.case.members.all()}
    if not step.grounded:
        return Ruling(outcomes)
    grounds = Ground.objects.filter(procedure=story.case.procedure, step=step.grounds or name)
    return Ruling(outcomes, grounds.order_by("pk")[story.turn % grounds.count()], "As found in the papers of the file.")


def _outcome(decides: Decides, member: CaseMember) -> str:
    if decides == Decides.EACH:
        return Outcome.GRANTED if member.is_counted else Outcome.PENDING
    if decides == Decides.UNCHANGED:
        return member.outcome
    return Outcome.REFUSED if decides == Decides.REFUSES_ALL else Outcome.PENDING


def _facts(story: Story, move: str) -> Mapping[str, object]:
    today = story.today
    facts: Mapping[str, Mapping[str, object]] = {
        "commission": {"commission_on": today, "minutes_number": f"{today:%m}-{today:%d}", "recommendation": "grant"},
        "hear": {"hearing_on": today, "hearing_statement": "The applicant will bring other proof."},
        "resettle": {"settlement_region": story.neighbour.region},
    }
    return facts.get(move, {})


MOVES: Mapping[str, Callable[[Story, str], None]] = {
    "lodge": lodge, "ask_extension": ask_extension, "ask_inclusion": ask_inclusion, "draft": draft, "papers": papers,
    "pause": pause, "resume": resume, "lapse": lapse, "unassign": unassign, "take": take, "return": give_back,
    "end": end, "accept": accept, "propose include": propose, "propose grant": propose, "propose extend": propose,
    "propose refuse": propose, "propose refuse_acceptance": propose,
}  # fmt: skip
"""Moves that are not simply a step of the flow."""
