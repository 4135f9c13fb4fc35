"""Figures of the law in words; the program asks for them by their keys."""

from collections.abc import Mapping

from django.utils.functional import Promise
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
    "office.papers_wait": _("Own setting: places kept while the family brings a paper"),
    "office.expiry_first": _("Own setting: first warning before a status ends"),
    "office.expiry_last": _("Own setting: last warning before a status ends"),
    "office.target_lead": _("Own target: ahead of the legal date"),
}


def in_words(key: str) -> str:
    """A figure in words; its key where nobody has worded it."""
    return str(FIGURES.get(key, key))
