"""Bids for next year's places: recorded, reviewed, and the proposed plan beside last year's use."""

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.common.answers import Words
from casework.common.workdays import local_date
from casework.labour.actions import bids as actions
from casework.labour.forms.bids import BidForm, DraftForm, ReviewForm
from casework.labour.models import Category, Employer, QuotaBid
from casework.labour.queries.bids import limits_by_cell, proposed, used_by_cell
from casework.labour.views.finding import Page, Thing, find, handle
from casework.reference.models import Region

BID = Words(
    _("Record a bid for places"), _("For the next year, one bid for each post; taken up to 1 October."),
    _("Record the bid"), _("The bid is on record."),
)  # fmt: skip
REVIEW = Words(
    _("Review a bid"), _("What you leave of it goes into the proposed plan."), _("Save the review"),
    _("The bid is reviewed."),
)  # fmt: skip
DRAFT = Words(
    _("Draft the order of the year"),
    _("The reviewed bids become the places of each region and category. Nothing is in force before two signatures."),
    _("Draft the order"), _("The order is drafted; look at it and sign it."),
)  # fmt: skip
SHOWN = 200


@require_safe
def bids(request: OfficerRequest, year: int) -> HttpResponse:
    """The bids of a year, and the plan they would make beside the year before."""
    may_draft = request.user.has_perm(Permission.SIGN_ORDER)
    if not (may_draft or request.user.has_perm(Permission.VIEW_LABOUR)):
        raise PermissionDenied
    cells = proposed(year)
    names = Region.objects.in_bulk({cell.region for cell in cells})
    waiting = QuotaBid.objects.filter(year=year).select_related("employer", "region").order_by("reviewed_at", "pk")
    context = {
        "year": year, "before": year - 1, "cells": [(names[cell.region], cell) for cell in cells],
        "totals": [sum(getattr(cell, name) for cell in cells) for name in ("asked", "granted", "waiting")],
        "bids": waiting[:SHOWN], "may_draft": may_draft,
    }  # fmt: skip
    return render(request, "labour/bids.html", context)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.LABOUR, raise_exception=True)
def new_bid(request: OfficerRequest, number: str) -> HttpResponse:
    """Record a bid of an employer."""
    employer, today = find(number), local_date(timezone.now())
    initial = {"received_on": today, "year": today.year + 1, "region": request.user.office.region_id}
    form = BidForm(request.POST or None, categories=list(Category.objects.on(today)), initial=initial)

    def run(form: BidForm) -> Employer:
        given = dict(form.cleaned_data)
        received_on = given.pop("received_on")
        facts = actions.BidFacts(**given)
        actions.record_bid(employer, facts, received_on=received_on, by=request.user, at=timezone.now())
        return employer

    return handle(request, form, run, BID, employer=employer)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.SIGN_ORDER, raise_exception=True)
def review(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say how many places of a bid go into the proposed plan."""
    bid = get_object_or_404(QuotaBid.objects.select_related("employer", "region"), pk=pk)
    kept = bid.places if bid.granted is None else bid.granted
    form = ReviewForm(request.POST or None, initial={"granted": kept, "remark": bid.remark})

    def run(form: ReviewForm) -> Thing:
        actions.review_bid(bid, **form.cleaned_data, by=request.user, at=timezone.now())
        return Page("labour:bids", bid.year)

    cell, before = (bid.region_id, bid.category), bid.year - 1
    about = {
        "bid": bid,
        "before": before,
        "limit": limits_by_cell(before).get(cell),
        "used": used_by_cell(before).get(cell, 0),
    }
    subject = f"{bid.employer.name}, {bid.post}"
    return handle(request, form, run, REVIEW, subject=subject, enter="labour/_bid.html", **about)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.SIGN_ORDER, raise_exception=True)
def draft(request: OfficerRequest, year: int) -> HttpResponse:
    """Draft the order that establishes the year as the reviewed bids sum up."""
    form = DraftForm(request.POST or None, initial={"in_force_from": f"{year}-01-01"})

    def run(form: DraftForm) -> Thing:
        return actions.draft_plan(year, **form.cleaned_data, by=request.user, at=timezone.now())

    return handle(request, form, run, DRAFT, subject=str(year))
