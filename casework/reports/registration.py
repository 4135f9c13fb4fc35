"""Which reports there are, what the sidebar counts of them, and how the trail tells of them."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from casework.common import facts
from casework.desk import navigation
from casework.reports import utilisation, wording
from casework.reports.catalogue import Entry, register, registered
from casework.reports.forms.period import PeriodForm
from casework.reports.forms.utilisation import UtilisationForm
from casework.reports.queries.letters import number_failing
from casework.reports.queries.receipts import unread
from casework.reports.states import Rule, Year
from casework.reports.topics import applications, border, centres, digest, grants, inclusions, offices, permits
from casework.reports.topics.period import compared, in_words

QUOTA_UTILISATION = Entry(
    slug=utilisation.SLUG,
    title=wording.TITLE,
    sentence=_("What was set, redistributed, used and held of each quota, and what is free, as of any day."),
    form=UtilisationForm,
    compute=utilisation.compute,
    reconcile=utilisation.reconcile,
    in_words=utilisation.in_words,
    law=True,
)

of_period = partial(Entry, form=PeriodForm, reconcile=compared, in_words=in_words)
"""A report of a year up to a day, of the country or of one region."""
OF_PERIOD = (
    of_period(
        slug=digest.SLUG, title=digest.TITLE, compute=digest.compute, prove=digest.prove, bitemporal=False,
        sentence=_("One page: the tightest allocations with their forecast, and what changed since the month before."),
    ),
    of_period(
        slug=applications.SLUG, title=applications.TITLE, compute=applications.compute, prove=applications.prove,
        sentence=_("What was asked for, granted and refused, how quickly, by region, country, age group and sex."),
        bitemporal=False, law=True,
    ),
    of_period(
        slug=grants.SLUG, title=grants.TITLE, compute=grants.compute, prove=grants.prove, bitemporal=False,
        sentence=_("Who has the status, to whom it was granted, and what became of them."),
    ),
    of_period(
        slug=inclusions.SLUG, title=inclusions.TITLE, compute=inclusions.compute, prove=inclusions.prove,
        sentence=_("Who was included in a quota, and the money that this brings."), bitemporal=False, law=True,
    ),
    of_period(
        slug=centres.SLUG, title=centres.TITLE, compute=centres.compute, prove=centres.prove, bitemporal=False,
        sentence=_("Person-nights, how full centres are, who waits, and what families were given."),
    ),
    of_period(
        slug=permits.SLUG, title=permits.TITLE, compute=permits.compute, prove=permits.prove, bitemporal=False,
        sentence=_("Permits issued, renewed, ended and in force; local content, and employers who are barred."),
    ),
    of_period(
        slug=border.SLUG, title=border.TITLE, compute=border.compute, prove=border.prove, bitemporal=False,
        sentence=_("Crossings in and out by nationality, purpose and region, and net migration."),
    ),
    of_period(
        slug=offices.SLUG, title=offices.TITLE, compute=offices.compute, prove=offices.prove, bitemporal=False,
        sentence=_("What each office received and closed, whether in time, and what is left."),
    ),
)  # fmt: skip


def register_reports() -> None:
    register(QUOTA_UTILISATION)
    for entry in OF_PERIOD:
        register(entry)
    navigation.NEWS["reports:catalogue"] = lambda officer: unread(officer) + number_failing(officer)


def register_facts() -> None:
    facts.register(
        names={"as_of": _("as of the end of"), "known_at": _("as known at"), "rule": _("due")},
        codes={"rule": dict(Rule.choices), "year": dict(Year.choices)},
        says={"report": lambda slug: wording.said(registered()[slug].title)},
    )
