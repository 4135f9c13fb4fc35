"""Employers worth a look, each with its reasons in words. A reason is a sign for an inspector, no finding."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from django.db.models import Count, F, Max, Q
from django.db.models.functions import Lower, Trim
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.arrivals.models import Sojourn
from casework.labour import rules
from casework.labour.models import Category, Employer, ExemptWorker, Headcount, Permit, Violation
from casework.labour.queries.content import LEAST
from casework.labour.rules import Staff
from casework.labour.states import OF_FOREIGN_COMPANIES, Pair, Size
from casework.reference.models import Figure

SHORT = timedelta(days=93)
MANY = 5
"""So many permits of at most three months within a year are many."""
YEAR = timedelta(days=365)

Reasons = Mapping[int, list[str]]
Counted = Mapping[int, Mapping[str, Staff]]


@dataclass(frozen=True)
class Look:
    """An employer with the reasons to look into it, as of a day."""

    employer: Employer
    reasons: list[str]


def worth_a_look(on: date) -> list[Look]:
    """Whoever has a reason, the most reasons first, then by name."""
    staff = _staff(on)
    reasons: dict[int, list[str]] = defaultdict(list)
    of_staff = (_at_limit(staff, on), _more_than_permitted(staff, on))
    for pk, words in chain(*of_staff, _short_permits(on), _overstayed(on), _shared_address(on)):
        reasons[pk].append(words)
    employers = Employer.objects.select_related("region").in_bulk(reasons)
    looks = [Look(employers[pk], words) for pk, words in reasons.items()]
    return sorted(looks, key=lambda look: (-len(look.reasons), look.employer.name))


def _staff(on: date) -> Counted:
    """The staff of each employer by category, as reported last."""
    newest = Headcount.objects.filter(on__lte=on).values("employer").annotate(day=Max("on"))
    days = {row["employer"]: row["day"] for row in newest}
    counted: dict[int, dict[str, Staff]] = defaultdict(dict)
    for row in Headcount.objects.filter(on__in=set(days.values())).order_by():
        if days.get(row.employer_id) == row.on:
            counted[row.employer_id][row.category] = Staff(row.citizens, row.foreigners)
    return counted


def _at_limit(staff: Counted, on: date) -> Iterator[tuple[int, str]]:
    """The share of citizens leaves no room for another foreigner."""
    categories = list(Category.objects.on(on))
    figures = Figure.objects.all_in_force(list(LEAST.values()), on)
    bound = _bound(staff, on)
    for pair, key in LEAST.items():
        codes = [category.code for category in categories if category.pair == pair]
        for pk in bound if key in figures else ():
            together = _together(staff[pk], codes)
            if together.foreigners and rules.room(together, figures[key].whole) <= 0:
                facts = {"pair": Pair(pair).label, "share": int(together.share() or 0), "least": figures[key].whole}
                words = _("%(pair)s: %(share)d %% are citizens, the law asks for %(least)d %%: no room is left.")
                yield pk, words % facts


def _together(by_category: Mapping[str, Staff], codes: Iterable[str]) -> Staff:
    counted = [by_category.get(code, Staff()) for code in codes]
    return Staff(sum(each.citizens for each in counted), sum(each.foreigners for each in counted))


def _bound(staff: Counted, on: date) -> list[int]:
    """Employers with staff on record whom the shares bind: too large, or of another kind, for an exemption."""
    figures = Figure.objects.all_in_force(["content.exempt_small", "content.exempt_branch"], on)
    kinds = Employer.objects.filter(pk__in=staff).values_list("pk", "kind", "size")
    return [pk for pk, kind, size in kinds if not _exempt(staff[pk], kind, size, figures)]


def _exempt(staff: Mapping[str, Staff], kind: str, size: str, figures: Mapping[str, Figure]) -> bool:
    is_branch = kind in OF_FOREIGN_COMPANIES
    figure = figures.get("content.exempt_branch" if is_branch else "content.exempt_small")
    may_be = is_branch or size == Size.SMALL
    total = sum(each.total for each in staff.values())
    return may_be and rules.is_exempt(total, figure.whole if figure else None)


def _more_than_permitted(staff: Counted, on: date) -> Iterator[tuple[int, str]]:
    """More foreigners on the staff than permits in force and workers who need none."""
    permitted = _counts(Permit.objects.in_force(on).exclude(employer=None).values_list("employer"))
    exempt = _counts(ExemptWorker.objects.on(on).values_list("employer"))
    for pk, by_category in staff.items():
        foreigners = sum(each.foreigners for each in by_category.values())
        known = permitted.get(pk, 0) + exempt.get(pk, 0)
        if foreigners > known:
            facts = {"foreigners": foreigners, "known": known}
            words = _("%(foreigners)d foreigners are on the staff, %(known)d have a permit in force or need none.")
            yield pk, words % facts


def _counts(rows: object) -> dict[int, int]:
    return dict(rows.annotate(n=Count("pk")).order_by())  # type: ignore[attr-defined]


def _short_permits(on: date) -> Iterator[tuple[int, str]]:
    """Many permits of at most three months within the last year."""
    begun = Permit.objects.filter(since__gt=on - YEAR, since__lte=on, until__lte=F("since") + SHORT)
    for pk, number in _counts(begun.exclude(employer=None).values_list("employer")).items():
        if number >= MANY:
            yield pk, _("%(number)d permits of at most three months within a year.") % {"number": number}


def _overstayed(on: date) -> Iterator[tuple[int, str]]:
    """Workers who came to it by a permit that is over, and are in the country beyond their last day."""
    late = Sojourn.objects.overstayed(on).exclude(person=None).values("person")
    permitted = Permit.objects.in_force(on).values("person")
    over = Permit.objects.filter(person__in=late).exclude(person__in=permitted).exclude(employer=None)
    for pk, number in over.order_by().values_list("employer").annotate(n=Count("person", distinct=True)):
        words = ngettext(
            "%(number)d worker whose permit is over is in the country beyond the last day.",
            "%(number)d workers whose permits are over are in the country beyond their last day.",
            number,
        )
        yield pk, words % {"number": number}


def _shared_address(on: date) -> Iterator[tuple[int, str]]:
    """The address of an employer whom a violation bars."""
    barring = Violation.objects.filter(found_on__lte=on, bars_until__gt=on).select_related("employer")
    barred = {one.employer.address.strip().lower(): one.employer for one in barring}
    there = Employer.objects.annotate(where=Lower(Trim("address"))).filter(where__in=barred)
    for pk, where in there.exclude(Q(pk__in=[one.pk for one in barred.values()])).values_list("pk", "where"):
        words = _("The address is that of %(other)s, whom a violation bars from new permits.")
        yield pk, words % {"other": barred[where].name}
