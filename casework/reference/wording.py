"""Figures of the law in words; the program asks for them by their keys."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

FIGURES: Mapping[str, str | Promise] = {
    "status.decision": _("Returnee status: term of the decision"),
    "status.pilot_assessment": _("Returnee status: term of the assessment in the pilot"),
    "status.acceptance": _("Returnee status: term of acceptance"),
    "status.hearing": _("Returnee status: notice before the hearing"),
    "status.validity_months": _("Returnee status: how long it holds"),
    "extension.decision": _("Extension: term of the decision"),
    "extension.months_max": _("Extension: by so many months at most"),
    "appeal.months": _("Complaint: term"),
    "mci": _("Monthly calculation index"),
    "support.head": _("Support: head of the family, until 2017"),
    "support.member": _("Support: member of the family, until 2017"),
    "support.relocation": _("Support: relocation, for each member"),
    "support.rent_min": _("Support: rent and utilities, at least"),
    "support.rent_max": _("Support: rent and utilities, at most"),
    "support.housing_share": _("Support: share of the price of a home"),
    "support.housing_max": _("Support: for a home, at most"),
    "support.employer": _("Support: employer of resettlers"),
    "office.offer_wait": _("Own setting: places offered from a waiting list kept for an answer"),
    "office.papers_wait": _("Own setting: places kept while the family brings a paper"),
    "office.expiry_first": _("Own setting: first warning before a status ends"),
    "office.expiry_last": _("Own setting: last warning before a status ends"),
    "office.target_lead": _("Own target: ahead of the legal date"),
    "centre.adaptation_months": _("Own setting: how long a family may live in an adaptation centre"),
    "office.centre_ahead": _("Own setting: for how long places of a temporary centre are proposed at first"),
    "office.centre_reminder_first": _("Own setting: first reminder before a family's days in a centre end"),
    "office.centre_reminder_second": _("Own setting: second reminder before a family's days in a centre end"),
    "office.centre_reminder_last": _("Own setting: last reminder before a family's days in a centre end"),
    "office.centre_unseen": _("Own setting: after how many days somebody asks after a resident nobody saw"),
    "content.heads_least": _("Local content: citizens in categories 1 and 2, at least"),
    "content.workers_least": _("Local content: citizens in categories 3 and 4, at least"),
    "content.exempt_small": _("Local content: small businesses with no more staff are free"),
    "content.exempt_branch": _("Local content: branches with no more staff are free"),
    "permit.vacancy": _("Permit: from the posting of the vacancy to the application"),
    "permit.decision": _("Permit: term of the decision"),
    "permit.fee": _("Permit: term of the fee"),
    "permit.issue": _("Permit: term of the issue, from the payment"),
    "renewal.decision": _("Renewal: term of the decision"),
    "renewal.earliest": _("Renewal: asked before the end of the permit, at the earliest"),
    "renewal.latest": _("Renewal: asked before the end of the permit, at the latest"),
    "replacement.decision": _("Replacement: term of the decision"),
    "intra.share_most": _("Transfers inside a company: share of the local staff, at most"),
    "intra.months_most": _("Transfers inside a company: how long, at most"),
    "intra.renewal_months": _("Transfers inside a company: renewed once, by"),
    "report.winter": _("Reports: reporting day of law in winter"),
    "report.summer": _("Reports: reporting day of law in summer"),
    "host.notice": _("Host: notice of a foreigner who stays with it"),
    "bid.months_before": _("Bids for places: how long before the year, at the latest"),
    "household.months_most": _("Household permit: for how long at a time, at most"),
    "household.months_total": _("Household permit: for how long with its extensions, at most"),
    "household.second_look": _("Household permits: one in so many is looked at by a second officer"),
    "violation.bar_months": _("Violation: for how long no new permit is given"),
    "trip.days_most": _("Trips to other regions: days in a year, at most"),
    **{
        f"fee.{group}.{category}": format_lazy(
            _("Fee of a permit: sectors of group {group}, category {category}"), group=group, category=category
        )
        for group in "ABC"
        for category in "1234"
    },
    **{
        f"fee.seasonal.{months}": format_lazy(_("Fee of a seasonal permit: up to {months} months"), months=months)
        for months in ("3", "6", "9", "12")
    },
}


def in_words(key: str) -> str:
    """A figure in words; its key where nobody has worded it."""
    return str(FIGURES.get(key, key))
