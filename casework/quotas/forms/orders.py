from collections.abc import Iterator, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.common.forms import DayField, LineField, OfficeForm, PercentField, WholeNumberField
from casework.quotas.models import Order, Plan
from casework.quotas.rules import Move
from casework.quotas.states import OrderKind

FEWEST_LINES, MOST_LINES = 2, 60
OUTSIDE = "outside"  # of the plan: new places come from there, withdrawn ones go there
# What stays on the page while an officer types: the figures below the lines follow every change.
LIVE = {
    "hx_trigger": "change", "hx_include": "closest form", "hx_vals": '{"look": "yes"}', "hx_target": "#order-sums",
    "hx_select": "#order-sums", "hx_swap": "outerHTML", "hx_sync": "this:queue last", "hx_disabled_elt": "unset",
}  # fmt: skip


class ActForm(OfficeForm):
    """The act of an order, and its day."""

    act = LineField(
        label=gettext_lazy("Act"), max_length=300,
        help_text=gettext_lazy("Authority, number and day of the act, as it is printed."),
    )  # fmt: skip
    in_force_from = DayField(label=gettext_lazy("In force from"))


class OrderForm(ActForm):
    """An order with as many lines as are asked for: from, to, places. Empty lines are left out."""

    count = WholeNumberField(widget=forms.HiddenInput, least=1, most=MOST_LINES, initial=FEWEST_LINES)

    def __init__(self, data: Any = None, *, plan: Plan, address: str = "", **options: Any) -> None:
        super().__init__(data, **options)
        self.plan, self.address = plan, address
        self.lines = range(lines_asked((data or self.initial).get("count")))
        cells = _cells(plan)
        for n in self.lines:
            self.fields |= _line(n, cells)

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        lines = [Div(*_names(n), css_class="order-line") for n in self.lines]
        head = [name for name in self.fields if not name.startswith(("source", "target", "places"))]
        helper.layout = Layout(*head, Div(*lines, css_class="order-lines", hx_post=self.address, **LIVE))
        return helper

    @property
    def moves(self) -> list[Move]:
        """The lines that can be read."""
        return list(self._moves())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for n in self.lines:
            if _ends(given, n) != (None, None) and not given.get(f"places_{n}") and f"places_{n}" not in self.errors:
                self.add_error(f"places_{n}", _("Say how many places; a line that is not needed is left empty."))
        return given

    def _moves(self) -> Iterator[Move]:
        for n in self.lines:
            places = self.cleaned_data.get(f"places_{n}")
            if places:
                yield Move(*_ends(self.cleaned_data, n), places)


class NewOrderForm(OrderForm):
    """An order that is not on record yet; a year is established and closed by pages of their own."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What it does"),
        choices=[
            (OrderKind.REDISTRIBUTE, gettext_lazy("redistributes: moves free places, the total stays")),
            (OrderKind.RELEASE, gettext_lazy("releases the reserve: places of the reserve are distributed")),
            (OrderKind.CHANGE, gettext_lazy("changes: new places come, or places are withdrawn")),
        ],
    )  # fmt: skip
    field_order = ("kind", "act", "in_force_from")


class DraftForm(OrderForm):
    """A draft as it was when the officer read it."""

    version = WholeNumberField(widget=forms.HiddenInput)


class OrderVersionForm(OfficeForm):
    """A button: nothing but the version that was read."""

    version = WholeNumberField(widget=forms.HiddenInput)


class ReturnForm(OrderVersionForm):
    """Why a signed order goes back."""

    because = LineField(
        label=gettext_lazy("What must be changed"), max_length=300,
        help_text=gettext_lazy("Whoever signed it reads it; it is kept in the trail."),
    )  # fmt: skip


class PercentageForm(ActForm):
    """A change of the percentage that a plan was set by."""

    old = PercentField(label=gettext_lazy("Per cent of the labour force, before"))
    new = PercentField(label=gettext_lazy("Per cent of the labour force, from then on"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("old") and given.get("old") == given.get("new"):
            self.add_error("new", _("The percentage stays as it is; nothing would change."))
        return given


def lines_asked(count: object) -> int:
    """How many lines a page asks for, as far as it can be read; at most as many as there may be."""
    try:
        number = WholeNumberField(required=False).to_python(count) or FEWEST_LINES
    except ValidationError:
        return FEWEST_LINES
    return min(max(number, 1), MOST_LINES)


def initial_of(order: Order) -> dict[str, Any]:
    """A draft as its form shows it."""
    lines = {
        name: value
        for n, line in enumerate(order.moves)
        for name, value in zip(_names(n), (line.source or OUTSIDE, line.target or OUTSIDE, line.places), strict=True)
    }
    count = max(FEWEST_LINES, len(order.moves))
    head = {"act": order.act, "in_force_from": order.in_force_from, "version": order.version, "count": count}
    return head | lines


def _names(n: int) -> tuple[str, str, str]:
    return f"source_{n}", f"target_{n}", f"places_{n}"


def _line(n: int, cells: list[tuple[str, str]]) -> dict[str, forms.Field]:
    """The fields of one line."""
    fields: tuple[forms.Field, ...] = (
        forms.ChoiceField(label=_("From"), choices=[("", ""), (OUTSIDE, _("new places")), *cells], required=False),
        forms.ChoiceField(label=_("To"), choices=[("", ""), (OUTSIDE, _("withdrawn")), *cells], required=False),
        WholeNumberField(label=_("Places"), least=1, required=False),
    )
    return dict(zip(_names(n), fields, strict=True))


def _cells(plan: Plan) -> list[tuple[str, str]]:
    """The allocations of a plan with what is free, the reserve first."""
    cells = sorted(plan.allocations.select_related("region"), key=lambda cell: (not cell.is_reserve, cell.label))
    return [
        (str(cell.pk), _("%(cell)s: %(free)d free") % {"cell": cell.label, "free": cell.free or 0}) for cell in cells
    ]


def _ends(given: Mapping[str, Any], n: int) -> tuple[int | None, int | None]:
    source, target = (given.get(name) for name in _names(n)[:2])
    return (
        int(source) if source and source != OUTSIDE else None,
        int(target) if target and target != OUTSIDE else None,
    )
