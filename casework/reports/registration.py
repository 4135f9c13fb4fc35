"""Which reports there are, what the sidebar counts of them, and how the trail tells of them."""

from django.utils.translation import gettext_lazy as _

from casework.common import facts
from casework.desk import navigation
from casework.reports import utilisation, wording
from casework.reports.catalogue import Entry, register, registered
from casework.reports.forms.utilisation import UtilisationForm
from casework.reports.queries.receipts import unread
from casework.reports.states import Rule, Year

QUOTA_UTILISATION = Entry(
    slug=utilisation.SLUG,
    title=wording.TITLE,
    sentence=_("What was set, redistributed, used and held of each quota, and what is free, as of any day."),
    form=UtilisationForm,
    compute=utilisation.compute,
    reconcile=utilisation.reconcile,
    in_words=utilisation.in_words,
    law=(Rule.FEBRUARY, Rule.JULY),
)


def register_reports() -> None:
    register(QUOTA_UTILISATION)
    navigation.NEWS["reports:catalogue"] = unread


def register_facts() -> None:
    facts.register(
        names={"as_of": _("as of the end of"), "known_at": _("as known at"), "rule": _("due")},
        codes={"rule": dict(Rule.choices), "year": dict(Year.choices)},
        says={"report": lambda slug: wording.said(registered()[slug].title)},
    )
