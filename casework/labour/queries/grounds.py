"""What the system finds of each ground to refuse a permit, with its evidence and what the employer can do."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.common.errors import RuleBroken
from casework.common.workdays import local_date
from casework.labour import rules
from casework.labour.models import Employer, Permit, PermitRequest, Violation
from casework.labour.queries.content import content, staff_on
from casework.labour.queries.places import LABOUR, programme_of
from casework.labour.rules import Staff
from casework.labour.states import RUNNING, Basis, Education, Verdict
from casework.quotas import queries as ledger
from casework.reference import queries as reference


@dataclass(frozen=True)
class Finding:
    """A coded ground: what the system finds of it, by which evidence, and what the employer can do about it."""

    code: str
    verdict: Verdict
    evidence: str
    remedy: str = ""

    @property
    def stands(self) -> bool:
        return self.verdict == Verdict.STANDS


def findings(case: Case, at: datetime) -> list[Finding]:
    """Every coded ground of a request, judged by what is on record on this day."""
    request, today = case.permit_request, local_date(at)
    is_transfer = request.basis == Basis.INTRA
    found = [_violation(request.employer, today), (_transfers if is_transfer else _content)(request, today)]
    if not request.renews_id:
        found.append(_qualification(request))
    if programme_of(case):
        found.append(_quota(case, today))
    judged = _("Compare the papers with their originals and their issuers.")
    remedy = _("Bring the originals, or papers that their issuers confirm, and ask again.")
    found.append(Finding("permit.false_papers", Verdict.JUDGED, judged, remedy))
    return [replace(one, code=one.code.replace("permit", case.procedure, 1)) for one in found]


def bar(employer: Employer, on: date) -> Violation | None:
    """The violation that bars new permits of an employer on a day the longest; None where none does."""
    return employer.violations.filter(found_on__lte=on, bars_until__gt=on).order_by("-bars_until").first()


def bar_among(violations: Iterable[Violation | None], on: date) -> Violation | None:
    """As `bar`, of violations at hand."""
    found = filter(None, violations)
    barring = [one for one in found if rules.is_barred(on, since=one.found_on, until=one.bars_until)]
    return max(barring, key=lambda one: one.bars_until, default=None)


def _verdict(stands: bool) -> Verdict:
    return Verdict.STANDS if stands else Verdict.CLEAR


def _violation(employer: Employer, today: date) -> Finding:
    found = bar(employer, today)
    if found is None:
        return Finding("permit.violation", Verdict.CLEAR, _("No violation on record bars new permits today."))
    facts = {
        "kind": found.get_kind_display(), "on": date_format(found.found_on, "j M Y"),
        "until": date_format(found.bars_until, "j M Y"), "report": found.inspection.report,
    }  # fmt: skip
    return Finding(
        "permit.violation", Verdict.STANDS,
        _("%(kind)s, established on %(on)s (report %(report)s): no new permit before %(until)s.") % facts,
        _("Ask again from %(until)s on.") % facts,
    )  # fmt: skip


def _content(request: PermitRequest, today: date) -> Finding:
    found = content(request.employer, today)
    pair = found.of(request.category)
    if found.exempt_because or pair is None:
        words = found.exempt_because or _("This category stands in no pair: no share binds it.")
        return Finding("permit.content", Verdict.CLEAR, words)
    if found.staff.on is None:
        return Finding("permit.content", Verdict.JUDGED, _("No staff of the employer is on record; record it first."))
    if pair.least is None:
        return Finding("permit.content", Verdict.JUDGED, _("No share of the law is on record for this day."))
    after = pair.staff.with_foreigners(0 if request.previous else 1)
    facts = {
        "citizens": pair.staff.citizens, "total": after.total, "least": pair.least.whole,
        "on": date_format(found.staff.on, "j M Y"),
    }  # fmt: skip
    evidence = _(
        "With this permit %(citizens)d of %(total)d are citizens; the law asks for %(least)d %% (staff of %(on)s)."
    )
    kept = after.keeps(pair.least.whole)
    remedy = "" if kept else _("Employ more citizens in these categories and report the staff anew.")
    return Finding("permit.content", _verdict(not kept), evidence % facts, remedy)


def _transfers(request: PermitRequest, today: date) -> Finding:
    """Transfers inside a company against its local staff of the category; the worker of a renewal is among them."""
    local = staff_on(request.employer, today).by_category.get(request.category, Staff()).citizens
    most = reference.whole("intra.share_most", today)
    if most is None:
        return Finding("permit.transfers", Verdict.JUDGED, _("No share of the law is on record for this day."))
    running = Permit.objects.filter(employer=request.employer, category=request.category, until__gt=today)
    there = (
        running.filter(state__in=RUNNING, case__permit_request__basis=Basis.INTRA).values("person").distinct().count()
    )
    transfers = there + (0 if request.previous else 1)
    fits = rules.transfers_fit(transfers, local, most)
    evidence = _(
        "With this one %(transfers)d are transferred; the local staff of the category is %(local)d, "
        "and the law allows %(most)d %% of it."
    ) % {"transfers": transfers, "local": local, "most": most}
    remedy = "" if fits else _("Employ more citizens in this category and report the staff anew.")
    return Finding("permit.transfers", _verdict(not fits), evidence, remedy)


def _qualification(request: PermitRequest) -> Finding:
    short = rules.falls_short(
        request.has_education, request.asks_education, Education.values, has_years=request.has_years,
        asks_years=request.asks_years,
    )  # fmt: skip
    facts = {
        "asks": request.get_asks_education_display(), "asks_years": request.asks_years,
        "has": request.get_has_education_display(), "has_years": request.has_years,
    }  # fmt: skip
    return Finding(
        "permit.qualification", _verdict(short),
        _("Education: %(has)s, asked for %(asks)s; years of work: %(has_years)d, asked for %(asks_years)d.") % facts,
        _("Name a worker who meets the post, or bring further papers on education and experience.") if short else "",
    )  # fmt: skip


def _quota(case: Case, today: date) -> Finding:
    if case.allocation_id is not None and ledger.open_holds(case.number):
        return Finding("permit.over_quota", Verdict.CLEAR, _("A place is held for this permit."))
    try:
        cell = ledger.allocation_for(LABOUR, today.year, case.settlement_region, case.permit_request.category)
    except RuleBroken as refusal:
        return Finding("permit.over_quota", Verdict.STANDS, str(refusal), _("Ask again when the quota has a place."))
    full = cell.free is not None and cell.free <= 0
    words = _("%(cell)s: no place is free.") if full else _("%(cell)s: places are free.")
    remedy = _("Ask again when a place returns, or for a post of another category.") if full else ""
    return Finding("permit.over_quota", _verdict(full), words % {"cell": cell}, remedy)
