"""Local content of an employer: the share of citizens in each pair of categories, now and after the next permits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from casework.labour import rules
from casework.labour.models import Category, Employer
from casework.labour.rules import Staff
from casework.labour.states import OF_FOREIGN_COMPANIES, Pair, Size
from casework.reference.models import Figure

LEAST = {Pair.HEADS: "content.heads_least", Pair.WORKERS: "content.workers_least"}
CATEGORIES_MOST = 12
"""More categories than any year has: so many rows hold the newest day whole."""
AHEAD = (1, 2, 5, 10)
"""Numbers of further permits whose effect is shown."""


@dataclass(frozen=True)
class StaffOn:
    """Staff by category as on record for `on`, the newest day up to the one asked for; None where there is none."""

    on: date | None
    by_category: Mapping[str, Staff]

    @property
    def total(self) -> int:
        return sum(staff.total for staff in self.by_category.values())


@dataclass(frozen=True)
class PairContent:
    """A pair of categories: its staff, the least share of citizens by law, and what more permits would do to it.

    `least` is None where no figure is on record. `asked`: permits asked for and not issued yet.
    """

    pair: Pair
    categories: tuple[str, ...]
    staff: Staff
    least: Figure | None
    asked: int = 0

    @property
    def label(self) -> str | Promise:
        return self.pair.label

    @property
    def share(self) -> float | None:
        return self.staff.share()

    @property
    def keeps(self) -> bool:
        return self.least is None or self.staff.keeps(self.least.whole)

    @property
    def room(self) -> int | None:
        """Permits that the share still allows, those asked for among them; negative where it is below already."""
        return None if self.least is None else rules.room(self.staff, self.least.whole)

    @property
    def ahead(self) -> list[tuple[int, float | None, bool]]:
        """For some numbers of further permits: the share then, and whether the law allows it."""
        return [(more, *self.after(more)) for more in AHEAD]

    @property
    def after_asked(self) -> tuple[float | None, bool]:
        return self.after(self.asked)

    def after(self, more: int) -> tuple[float | None, bool]:
        staff = self.staff.with_foreigners(more)
        return staff.share(), self.least is None or staff.keeps(self.least.whole)


@dataclass(frozen=True)
class Content:
    """Local content of an employer on a day. `exempt_because`: a sentence where the shares do not bind it."""

    staff: StaffOn
    pairs: list[PairContent]
    exempt_because: str = ""

    def of(self, category: str) -> PairContent | None:
        return next((pair for pair in self.pairs if category in pair.categories), None)


def staff_on(employer: Employer, on: date) -> StaffOn:
    newest = employer.headcounts.filter(on__lte=on).order_by("-on")[:CATEGORIES_MOST]
    rows = [row for row in newest if row.on == newest[0].on] if newest else []
    return StaffOn(rows[0].on if rows else None, {row.category: Staff(row.citizens, row.foreigners) for row in rows})


def content(employer: Employer, on: date, *, asked: Mapping[str, int] | None = None) -> Content:
    """Local content by the staff on record and the figures of a day; `asked`: permits asked for by category."""
    staff = staff_on(employer, on)
    categories = list(Category.objects.on(on))
    keys = [*LEAST.values(), "content.exempt_small", "content.exempt_branch"]
    figures = Figure.objects.all_in_force(keys, on)
    pairs = [_pair(pair, categories, staff, figures, asked or {}) for pair in Pair]
    return Content(staff, pairs, _exempt_because(employer, staff, figures))


def _pair(
    pair: Pair, categories: Iterable[Category], staff: StaffOn, figures: Mapping[str, Figure], asked: Mapping[str, int]
) -> PairContent:
    codes = tuple(category.code for category in categories if category.pair == pair)
    counted = [staff.by_category.get(code, Staff()) for code in codes]
    together = Staff(sum(each.citizens for each in counted), sum(each.foreigners for each in counted))
    return PairContent(pair, codes, together, figures.get(LEAST[pair]), sum(asked.get(code, 0) for code in codes))


def _exempt_because(employer: Employer, staff: StaffOn, figures: Mapping[str, Figure]) -> str:
    """Why the shares do not bind: small enough, by its kind. Nothing is said without staff on record."""
    is_of_abroad = employer.kind in OF_FOREIGN_COMPANIES
    figure = figures.get("content.exempt_branch" if is_of_abroad else "content.exempt_small")
    bound = staff.on is None or (not is_of_abroad and employer.size != Size.SMALL)
    if bound or not rules.is_exempt(staff.total, figure.whole if figure else None):
        return ""
    facts = {"staff": staff.total, "most": figure.whole if figure else 0}
    if is_of_abroad:
        return (
            _("A branch of a foreign company with %(staff)d staff, at most %(most)d: the shares do not bind it.")
            % facts
        )
    return _("A small business with %(staff)d staff, at most %(most)d: the shares do not bind it.") % facts
