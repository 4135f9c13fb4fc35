"""Permits: asked for, approved with their fee, lapsed where it was not paid."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.cases.actions import opening
from casework.cases.actions.acts import Act
from casework.cases.actions.locking import lock
from casework.cases.actions.steps import take_step
from casework.cases.models import Case, Ruling
from casework.cases.states import Outcome
from casework.common import terms
from casework.common.errors import RuleBroken
from casework.common.flow import Step
from casework.common.workdays import local_date
from casework.labour import rules
from casework.labour.actions.guards import check_foreign
from casework.labour.models import Category, Employer, Fee, PermitRequest
from casework.labour.queries import fees, grounds
from casework.labour.states import Basis
from casework.people.actions import found_household
from casework.people.models import Household, Membership, Person
from casework.reference import queries as reference
from casework.reference.models import Region


@dataclass(frozen=True)
class PermitFacts:
    """What a request for a permit says besides who the worker is."""

    category: str
    post: str
    months: int
    region: Region
    vacancy_code: str
    vacancy_posted_on: date
    asks_education: str
    asks_years: int
    has_education: str
    has_years: int
    fee_group: str = ""
    basis: str = Basis.QUOTA

    @property
    def columns(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "region"}


@transaction.atomic
def request_permit(
    employer: Employer, worker: Person, facts: PermitFacts, *, received_on: date, by: Officer, at: datetime
) -> Case:
    """Lodge a request for a permit. The vacancy must have been posted long enough before; the bar does not stop asking.

    Source: Order No. 93 of 28 March 2025 (vacancy 15 calendar days before).
    """
    _check_vacancy(facts.vacancy_posted_on, received_on)
    _check_months(facts, received_on)
    columns = {**facts.columns, "fee_group": facts.fee_group or employer.activity.fee_group}
    asked = PermitRequest(employer=employer, **columns)
    fees.check_group(asked)
    return lodge_request("permit", asked, worker, facts.region, received_on=received_on, by=by, at=at)


def lodge_request(
    procedure: str, asked: PermitRequest, worker: Person, region: Region, *, received_on: date, by: Officer,
    at: datetime,
) -> Case:  # fmt: skip
    """Open the file of one worker and lodge it with what is asked for."""
    check_foreign(worker)
    household = household_of(worker, by=by, at=at)
    members = [(worker, Membership.Role.HEAD)]
    application = opening.Application(procedure, worker, household, members, region, received_on)
    return opening.lodge_with(application, asked, by=by, at=at)


def _check_vacancy(posted_on: date, received_on: date) -> None:
    days = reference.figure("permit.vacancy", received_on).whole
    first = rules.first_day_to_ask(posted_on, days)
    if received_on < first:
        facts = {"days": days, "first": date_format(first, "D j M Y")}
        raise RuleBroken(
            _("The vacancy stands for %(days)d calendar days before a permit is asked for: from %(first)s on.") % facts
        )


def _check_months(facts: PermitFacts, on: date) -> None:
    """A transfer inside a company lasts as long as its own figure allows, any other permit as its category does."""
    if facts.basis != Basis.INTRA:
        check_term(facts.category, facts.months, on)
        return
    most = reference.figure("intra.months_most", on).whole
    if not 1 <= facts.months <= most:
        raise RuleBroken(_("A transfer inside a company is for 1 to %(most)d months.") % {"most": most})


def check_term(code: str, months: int, on: date) -> Category:
    """The category of this day, where a permit of it may be for so many months."""
    category = Category.objects.on(on).filter(code=code).first()
    if category is None:
        raise RuleBroken(_("There is no such category of foreign workers on this day."))
    least, most = category.months_least or 1, category.months_most
    if months < least or (most is not None and months > most):
        facts = {"least": least, "most": most, "category": category.label}
        raise RuleBroken(_("A permit of “%(category)s” is for %(least)d to %(most)d months.") % facts)
    return category


def household_of(worker: Person, *, by: Officer, at: datetime) -> Household:
    today = local_date(at)
    found = Membership.objects.on(today).filter(person=worker).select_related("household").first()
    return found.household if found else found_household(worker, since=today, by=by, at=at)


def judge(case: Case, step: Step, ruling: Ruling, *, at: datetime) -> None:
    """Nothing that stands in the way is approved, and no ground is named that the system finds not to stand."""
    if step.name == "approve":
        check_nothing_stands(case, at)
        if Outcome.GRANTED not in ruling.outcomes.values():
            raise RuleBroken(_("Nobody is granted anything. Propose a refusal instead."))
    elif step.name == "refuse" and ruling.ground is not None:
        found = {finding.code: finding for finding in grounds.findings(case, at)}
        named = found.get(ruling.ground.pk)
        if named is not None and named.verdict == grounds.Verdict.CLEAR:
            raise RuleBroken(_("This ground does not stand: %(evidence)s") % {"evidence": named.evidence})


def check_nothing_stands(case: Case, at: datetime) -> None:
    """Refuse, with a sentence for each ground that stands."""
    standing = [finding.evidence for finding in grounds.findings(case, at) if finding.stands]
    if standing:
        raise RuleBroken(*standing)


def approve(case: Case, act: Act, *, by: Officer, at: datetime) -> None:
    """The grant waits for its fee: the clock of the office stands still, the employer's begins with the notice."""
    check_nothing_stands(case, at)
    case.clock_stopped_on = local_date(act.decision.signed_at if act.decision else at)
    today = local_date(at)
    times, figures = fees.multiple(case.permit_request, today), reference.figures(("mci", "permit.fee"), today)
    index, term = figures["mci"].value, reference.term_of(figures["permit.fee"])
    due = terms.due(today, term, reference.work_calendar(), today=today)
    Fee.objects.create(
        case=case, multiple=times, index_tenge=index, tenge=times * index, notified_on=today, due_on=due.on
    )


@transaction.atomic
def let_lapse_unpaid(case: Case, *, at: datetime) -> Case:
    """End a grant whose fee was not paid in time; nothing where it was paid or decided otherwise meanwhile."""
    case = lock(case)
    due = fees.unpaid_after(local_date(at)).filter(case=case)
    if not due.exists():
        return case
    return take_step(case, "lapse_unpaid", version=case.version, by=None, at=at)


def locked_fee(case: Case) -> Fee:
    return Fee.objects.select_for_update(of=("self",)).get(case=case)


def check_unpaid(case: Case, act: Act, *, by: Officer | None, at: datetime) -> None:
    """The clock ends no grant that was paid, nor one whose day has not passed."""
    fee = locked_fee(case)
    if fees.is_paid(fee) or fee.due_on >= local_date(at):
        raise RuleBroken(_("The fee of this file is paid, or its day has not passed."))
