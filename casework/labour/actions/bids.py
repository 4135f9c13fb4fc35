"""Bids for next year's places: recorded, reviewed, summed into the draft of an order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.audit import actions as audit
from casework.common.constraints import explained
from casework.common.errors import RuleBroken
from casework.common.workdays import local_date
from casework.labour import rules
from casework.labour.actions.guards import check_may
from casework.labour.models import Category, Employer, QuotaBid
from casework.labour.queries.bids import proposed
from casework.labour.queries.places import LABOUR
from casework.quotas.actions import establish_plan
from casework.quotas.models import Order, Programme
from casework.quotas.rules import FirstFigures
from casework.reference import queries as reference
from casework.reference.models import Region


@dataclass(frozen=True)
class BidFacts:
    """What an employer bids for."""

    year: int
    region: Region
    category: str
    post: str
    places: int
    grounds: str
    project: str = ""


def record_bid(employer: Employer, facts: BidFacts, *, received_on: date, by: Officer, at: datetime) -> QuotaBid:
    """Write down a bid for the next year; RuleBroken where it came too late.

    `received_on`: the day the employer handed it in. Source: employers bid by about 1 October.
    """
    with explained():
        return _record(employer, facts, received_on, by=by, at=at)


@transaction.atomic
def _record(employer: Employer, facts: BidFacts, received_on: date, *, by: Officer, at: datetime) -> QuotaBid:
    check_may(Permission.LABOUR, by)
    _check_day(facts.year, received_on, local_date(at))
    if not Category.objects.on(received_on).filter(code=facts.category).exists():
        raise RuleBroken(_("There is no such category of foreign workers on this day."))
    bid = QuotaBid.objects.create(
        employer=employer, received_on=received_on, recorded_by=by, recorded_at=at, **vars(facts)
    )
    told = {**vars(facts), "region": facts.region.pk, "received_on": received_on}
    audit.record("employer.bid", subject=employer.bin, by=by, at=at, after=told)
    return bid


def _check_day(year: int, received_on: date, today: date) -> None:
    if received_on > today:
        raise RuleBroken(_("A bid cannot be received on a day that has not come yet."))
    if year != received_on.year + 1:
        raise RuleBroken(_("Employers bid for the year after the one in which they ask."))
    last = rules.last_day_to_bid(year, reference.figure("bid.months_before", received_on).whole)
    if received_on > last:
        raise RuleBroken(_("Bids for %(year)d were taken up to %(last)s.") % {
            "year": year, "last": date_format(last, "D j M Y"),
        })  # fmt: skip


def review_bid(bid: QuotaBid, *, granted: int, remark: str, by: Officer, at: datetime) -> QuotaBid:
    """Say how many places of a bid go into the proposed plan; a later review replaces an earlier one."""
    with explained():
        return _review(bid, granted, remark, by=by, at=at)


@transaction.atomic
def _review(bid: QuotaBid, granted: int, remark: str, *, by: Officer, at: datetime) -> QuotaBid:
    check_may(Permission.SIGN_ORDER, by)
    bid = QuotaBid.objects.select_for_update(of=("self",)).select_related("employer").get(pk=bid.pk)
    if granted < bid.places and not remark:
        raise RuleBroken(_("Say why fewer places are left than were bid for."))
    before = {"granted": bid.granted}
    bid.granted, bid.remark, bid.reviewed_by, bid.reviewed_at = granted, remark, by, at
    bid.save(update_fields=["granted", "remark", "reviewed_by", "reviewed_at"])
    after = {"bid": bid.pk, "granted": granted}
    audit.record("employer.review_bid", subject=bid.employer.bin, by=by, at=at, before=before, after=after, note=remark)
    return bid


@transaction.atomic
def draft_plan(year: int, *, act: str, in_force_from: date, by: Officer, at: datetime) -> Order:
    """Draft the order that establishes a year as the reviewed bids sum up; every bid must have been reviewed."""
    waiting = QuotaBid.objects.filter(year=year, granted=None).count()
    if waiting:
        words = ngettext("%(waiting)d bid waits for its review.", "%(waiting)d bids wait for their review.", waiting)
        raise RuleBroken(words % {"waiting": waiting})
    cells: Mapping[tuple[str, str], int] = {(one.region, one.category): one.granted for one in proposed(year)}
    if not any(cells.values()):
        raise RuleBroken(_("No bid of this year was left a place; there is nothing to draft."))
    programme = Programme.objects.get(pk=LABOUR)
    given = FirstFigures({cell: places for cell, places in cells.items() if places}, {})
    return establish_plan(programme, year=year, given=given, act=act, in_force_from=in_force_from, by=by, at=at)
