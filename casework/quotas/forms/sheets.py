from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from casework.common.forms import WholeNumberField
from casework.quotas.forms.orders import LIVE, ActForm
from casework.quotas.models import Order
from casework.quotas.planrow import MOST_PLACES
from casework.quotas.queries.sheets import Key, Sheet
from casework.quotas.rules import FirstFigures

RESERVE = "reserve"


@dataclass(frozen=True)
class Line:
    """A line of the table to be filled in: fields, each with the places of the year before (None: there was none)."""

    name: str
    cells: list[tuple[BoundField, int | None]]


class SheetForm(ActForm):
    """The figures of a whole plan: a number for every cell, for the reserve, and for the ceilings over the cells."""

    def __init__(self, data: Any = None, *, sheet: Sheet, address: str = "", **options: Any) -> None:
        super().__init__(data, **options)
        self.sheet, self.address = sheet, address
        asked = {_name(cell): sheet.label(cell) for cell in sheet.cells}
        asked |= {_margin(one.dimension, one.key): _over(one.name) for one in sheet.margins}
        asked[RESERVE] = _("Undistributed reserve")
        self.fields |= {name: _places(label) for name, label in asked.items()}

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        table = HTML("{% include 'quotas/_sheet.html' %}")
        head = [name for name in ("version", "act", "in_force_from") if name in self.fields]
        helper.layout = Layout(*head, Div(table, hx_post=self.address, **LIVE))
        return helper

    @property
    def rows(self) -> list[Line]:
        return [Line(str(self.sheet.regions.get(region, "")), self._cells(region)) for region in self.sheet.rows]

    def _cells(self, region: str) -> list[tuple[BoundField, int | None]]:
        cells = [(region, category) for category in self.sheet.categories]
        return [(self[_name(cell)], self.sheet.before.get(cell)) for cell in cells]

    @property
    def margins(self) -> list[Line]:
        return [Line(one.name, [(self[_margin(one.dimension, one.key)], one.limit)]) for one in self.sheet.margins]

    @property
    def reserves(self) -> list[tuple[BoundField, int | None]]:
        return [(self[RESERVE], self.sheet.before.get(("", "")))]

    @property
    def given(self) -> FirstFigures:
        """The figures as far as they can be read; an empty field counts none."""
        cells = {cell: self._number(_name(cell)) for cell in self.sheet.cells}
        ceilings = {
            (one.dimension, one.key): self._number(_margin(one.dimension, one.key)) for one in self.sheet.margins
        }
        return FirstFigures(cells, ceilings, self._number(RESERVE))

    def _number(self, name: str) -> int:
        return self.cleaned_data.get(name) or 0

    @property
    def sums(self) -> list[tuple[str, int]]:
        """The places of each category, where there are several."""
        if len(self.sheet.categories) < 2:
            return []
        cells = self.given.cells
        return [
            (category, sum(places for (_region, of), places in cells.items() if of == category))
            for category in self.sheet.categories
        ]


class SheetDraftForm(SheetForm):
    """The draft of a first order as it was when the officer read it."""

    version = WholeNumberField(widget=forms.HiddenInput)


def initial_sheet(order: Order) -> dict[str, Any]:
    """A first order as its form shows it."""
    return {"act": order.act, "in_force_from": order.in_force_from, "version": order.version} | dict(_figures(order))


def _figures(order: Order) -> Iterator[tuple[str, int]]:
    cells, total = order.figures.get("cells", ()), order.figures.get("total", 0)
    for region, category, places in cells:
        yield _name((region, category)), places
    for dimension, key, places in order.figures.get("ceilings", ()):
        yield _margin(dimension, key), places
    yield RESERVE, total - sum(places for *_cell, places in cells)


def _name(cell: Key) -> str:
    return "_".join(("places", *cell)).replace(" ", "-")


def _margin(dimension: str, key: str) -> str:
    return f"ceiling_{dimension}_{key}".replace(" ", "-")


def _over(name: str) -> str:
    return _("Ceiling over %(name)s") % {"name": name}


def _places(label: str) -> WholeNumberField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "form-control sheet-places", "aria-label": label})
    return WholeNumberField(label=label, most=MOST_PLACES, required=False, widget=widget)
