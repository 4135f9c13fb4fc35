"""Notices: which of them a file can print now, and the facts of each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case, CaseMember
from casework.cases.queries import checklist, missing_papers
from casework.cases.rules import places
from casework.cases.states import Outcome as Ruled
from casework.cases.states import State
from casework.common.periods import months_after
from casework.common.written import Text
from casework.reference import queries as reference
from casework.reference.models import LegalAct
from casework.returnees import documents
from casework.returnees.documents import Due, EntitlementFacts, Outcome
from casework.returnees.models import Grant
from casework.returnees.printing import texts
from casework.returnees.wording.acts import act

DAY = timedelta(days=1)
PROGRAMMES = {
    "returnee": Text("қандастарды қабылдау", "приём кандасов", "returnees"),
    "in_migrant": Text("қоныс аударушыларды қабылдау", "приём переселенцев", "in-migrants"),
}


def receipt(case: Case) -> bytes:
    """What was received, and by when the office decides."""
    papers = tuple(texts.named(paper.document.kind) for paper in checklist(case) if paper.document)
    facts = documents.ReceiptFacts(letter=texts.receipt_letter(case), papers=papers, due=_due(case))
    return documents.receipt_pdf(facts)


def _due(case: Case) -> Due | None:
    if case.due_on is None or not case.due_explanation:
        return None
    term: Mapping[str, Any] = case.due_explanation["term"]
    found = LegalAct.objects.filter(title=term["act"]).exists()
    named = act(term["act"]) if found else None
    return Due(on=case.due_on, days=term["days"], unit=term["unit"], act=named, paused_days=_paused_days(case))


def _paused_days(case: Case) -> int:
    return sum((pause.until - pause.since).days for pause in case.pauses.all() if pause.until)


def refused_acceptance(case: Case) -> bytes:
    """The set of papers was not accepted, and what is missing."""
    decision = texts.decision_of(case, "refuse_acceptance")
    missing = tuple({paper.kinds[0].pk: texts.named(paper.kinds[0]) for paper in missing_papers(case)}.values())
    return documents.refused_acceptance_pdf(
        documents.RefusedAcceptanceFacts(
            letter=texts.letter(case, decision), grounds=texts.grounds([decision.ground]), missing=missing,
            reasons=decision.reasons, appeal=texts.appeal(texts.in_force_since(decision)),
        )
    )  # fmt: skip


def hearing(case: Case, *, at: datetime, where: str) -> bytes:
    """The preliminary refusal with its grounds, and the invitation to be heard."""
    decision = texts.decision_of(case, "preliminarily_refuse")
    return documents.hearing_pdf(
        documents.HearingFacts(
            letter=texts.letter(case, decision), grounds=texts.grounds([decision.ground]), at=at,
            where=Text.same(where), reasons=decision.reasons,
        )
    )  # fmt: skip


def decision(case: Case) -> bytes:
    """The final decision on the status, or the refusal of another procedure, member by member."""
    ruled = texts.decision_of(case, "grant", "refuse")
    grant = case.grants.first()
    return documents.decision_pdf(
        documents.DecisionFacts(
            letter=texts.letter(case, ruled), outcomes=_outcomes(case), grounds=texts.grounds([ruled.ground]),
            since=grant.since if grant else None, until=max(grant.until, grant.since + DAY) if grant else None,
            reasons=ruled.reasons, appeal=texts.appeal(texts.in_force_since(ruled)),
        )
    )  # fmt: skip


def extension(case: Case) -> bytes:
    """The status was extended, from when and until when."""
    ruled = texts.decision_of(case, "extend")
    grant = Grant.objects.filter(extended_by=case).latest("until")
    months = case.extension_request.months
    return documents.extension_pdf(
        documents.ExtensionFacts(
            letter=texts.letter(case, ruled), outcomes=_outcomes(case), months=months,
            since=_would_have_ended(grant), until=grant.until,
            appeal=texts.appeal(texts.in_force_since(ruled)),
        )
    )  # fmt: skip


def inclusion(case: Case) -> bytes:
    """Who was included in which quota, and the money it brings."""
    ruled = texts.decision_of(case, "include")
    return documents.inclusion_pdf(
        documents.InclusionFacts(
            letter=texts.letter(case, ruled), outcomes=_outcomes(case), **_places(case),
            entitlements=tuple(_entitlements(case)), appeal=texts.appeal(texts.in_force_since(ruled)),
        )
    )  # fmt: skip


def _places(case: Case) -> dict[str, Any]:
    """Of which quota, in which region and year, how many places."""
    if case.allocation is None:
        raise ValueError("An inclusion draws on an allocation.")
    plan = case.allocation.plan
    granted = case.members.filter(outcome=Ruled.GRANTED, is_counted=True).count()
    return {
        "programme": PROGRAMMES[plan.programme_id],
        "region": texts.region(case.settlement_region),
        "year": plan.year,
        "places": places(plan.unit, granted),
        "unit": plan.unit,
    }


def _entitlements(case: Case) -> Iterator[EntitlementFacts]:
    for one in case.entitlements.select_related("person").prefetch_related("person__names"):
        yield EntitlementFacts(
            measure=one.measure, multiple=one.multiple, index=one.index_tenge, tenge=one.tenge,
            name=str(one.person) if one.person else "",
        )  # fmt: skip


def end(case: Case) -> bytes:
    """The status ended, or the inclusion was annulled."""
    ruled = texts.decision_of(case, "end", "annul")
    on = texts.in_force_since(ruled)
    return documents.end_pdf(
        documents.EndFacts(
            letter=texts.letter(case, ruled), outcomes=_outcomes(case), ended_on=on,
            grounds=texts.grounds([ruled.ground]), reasons=ruled.reasons, appeal=texts.appeal(on),
        )
    )  # fmt: skip


def _would_have_ended(grant: Grant) -> date:
    """The first day without the status, had it not been extended."""
    return months_after(grant.since, reference.figure("status.validity_months", grant.since).whole)


def _outcomes(case: Case) -> tuple[Outcome, ...]:
    numbers = dict(case.grants.values_list("person", "certificate"))
    members = case.members.exclude(outcome=Ruled.PENDING).select_related("person").prefetch_related("person__names")
    return tuple(_outcome(member, numbers.get(member.person_id, "")) for member in members)


def _outcome(member: CaseMember, certificate: str) -> Outcome:
    return Outcome(
        name=str(member.person), born_on=member.person.born_on, born_precision=member.person.born_precision,
        granted=member.outcome == Ruled.GRANTED, certificate=certificate,
    )  # fmt: skip


@dataclass(frozen=True)
class Notice:
    """A paper for the family: what the button says, in which states it can be printed, how it is made."""

    label: str | Promise
    states: frozenset[str]
    make: Callable[..., bytes]


NOTICES: Mapping[str, Notice] = {
    "receipt": Notice(_("Receipt"), frozenset(set(State) - {State.DRAFT}), receipt),
    "refused-acceptance": Notice(
        _("Notice: acceptance refused"), frozenset({State.REFUSED_ACCEPTANCE}), refused_acceptance
    ),
    "hearing": Notice(_("Invitation to the hearing"), frozenset({State.PRELIMINARILY_REFUSED}), hearing),
    "decision": Notice(_("Decision"), frozenset({State.GRANTED, State.REFUSED}), decision),
    "extension": Notice(_("Decision"), frozenset({State.EXTENDED}), extension),
    "inclusion": Notice(_("Decision"), frozenset({State.INCLUDED}), inclusion),
    "end": Notice(_("Notice of the end"), frozenset({State.ENDED, State.ANNULLED}), end),
}


def notices_of(case: Case) -> list[tuple[str | Promise, str]]:
    """Words and address of every paper the file can print in its present state."""
    return [
        (notice.label, reverse("returnees:notice", args=[case.number, kind]))
        for kind, notice in NOTICES.items()
        if case.state in notice.states
    ]
