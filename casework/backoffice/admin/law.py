"""Reference data: added, corrected, exchanged with files; a figure of the law with its whole history."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.backoffice.admin.acts import Act
from casework.backoffice.admin.base import Link
from casework.backoffice.admin.exchange import ExchangingAdmin
from casework.backoffice.admin.shown import number
from casework.backoffice.forms.base import ConfirmForm
from casework.backoffice.forms.law import UNITS, LawForm
from casework.backoffice.forms.tables import FORMS
from casework.backoffice.rooms import LAW
from casework.backoffice.site import site
from casework.cases.procedures import registered
from casework.common.answers import Words
from casework.common.workdays import local_date
from casework.reference.actions import add_reference, change_reference, may_go, remove_reference
from casework.reference.loading import subject
from casework.reference.models import CalendarDay, DocumentKind, Figure, Ground, LegalAct, Region
from casework.reference.queries import key_of, values_of
from casework.reference.wording import in_words

ADD = Words(
    gettext_lazy("Add a row"),
    gettext_lazy("It holds from now on for every office; say where it comes from."),
    gettext_lazy("Add it"),
    gettext_lazy("The row was added."),
)
CORRECT = Words(
    gettext_lazy("Correct"),
    gettext_lazy("What stood here before stays in the trail."),
    gettext_lazy("Save"),
    gettext_lazy("The row was corrected."),
)
REMOVE = Words(
    gettext_lazy("Remove"),
    gettext_lazy("Only a row on which nothing rests can go; what it said stays in the trail."),
    gettext_lazy("Remove the row"),
    gettext_lazy("The row was removed."),
    is_danger=True,
)


def _add(row: None, form: LawForm, **signed: Any) -> Model:
    add_reference(form.instance, **signed)
    return form.instance


def _correct(row: Model, form: LawForm, **signed: Any) -> None:
    change_reference(row, to=values_of(form.instance), seen=form.cleaned_data["seen"], **signed)


def _may_go(row: Model) -> bool:
    return may_go(row, today=local_date(timezone.now()))


class LawAdmin(ExchangingAdmin):
    """A table of reference data."""

    room = LAW
    shown_first: tuple[str, ...] = ()
    untouched = gettext_lazy("It stands as it came with the program; no officer has changed it.")

    def __init__(self, model: type[Model], admin_site: Any) -> None:
        form = FORMS[model]
        self.facts = (*self.shown_first, *form.columns())
        self.table_acts = (Act("add", ADD, form, _add),)
        self.row_acts = (
            Act("correction", CORRECT, form, _correct),
            Act("removal", REMOVE, ConfirmForm, lambda row, form, **signed: remove_reference(row, **signed), _may_go),
        )
        super().__init__(model, admin_site)

    def subject(self, row: Model) -> str:
        return subject(self.model, list(key_of(row).values()))

    def after(self, act: Act, row: Any, done: object) -> str:
        return self.address("changelist") if act.name == "removal" else super().after(act, row, done)


@admin.register(Region, site=site)
class RegionAdmin(LawAdmin):
    lead = gettext_lazy("Regions and cities of republican rank, with the days they exist.")
    list_display = ("name_en", "code", "kind", "name_ru", "name_kk", "since", "until")
    search_fields = ("code", "former_code", "name_en", "name_ru", "name_kk")
    ordering = ("name_en",)


@admin.register(LegalAct, site=site)
class LegalActAdmin(LawAdmin):
    lead = gettext_lazy("Laws, orders and decrees on which figures and grounds rest.")
    list_display = ("title", "adopted_on", "url")
    search_fields = ("title",)
    ordering = ("title",)


class ByFigure(SimpleListFilter):
    """Figures by what they are figures of."""

    title = gettext_lazy("figure")
    parameter_name = "figure"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        keys = Figure.objects.order_by("key").values_list("key", flat=True).distinct()
        return sorted(((key, in_words(key)) for key in keys), key=lambda pair: pair[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Figure]) -> QuerySet[Figure]:
        return queryset.filter(key=self.value()) if self.value() else queryset


class Value(NamedTuple):
    """One row in the history of a figure: `until` is the day the next one begins, or its own end on record."""

    row: Figure
    href: str
    words: str
    until: date | None
    is_now: bool


@admin.register(Figure, site=site)
class FigureAdmin(LawAdmin):
    lead = gettext_lazy("Every deadline and sum of the law, with the day it holds from and the act it rests on.")
    list_display = ("name", "value", "unit", "since", "until", "act", "remark")
    list_filter = (ByFigure,)
    list_select_related = ("act",)
    search_fields = ("key", "remark", "source", "act__title")
    ordering = ("key", "-since")
    shown_first = ("name",)

    def title(self, row: Figure) -> str:
        facts = {"figure": in_words(row.key), "value": number(row.value), "unit": UNITS.get(row.unit, row.unit)}
        return _("%(figure)s: %(value)s %(unit)s") % facts

    @admin.display(description=gettext_lazy("figure"), ordering="key")
    def name(self, figure: Figure) -> str:
        return in_words(figure.key)

    def of_row(self, request: HttpRequest, row: Figure) -> dict[str, Any]:
        return super().of_row(request, row) | {"series": self.series(row), "series_title": in_words(row.key)}

    def series(self, figure: Figure) -> list[Value]:
        """Every row of the figure, the newest first."""
        today, following, found = local_date(timezone.now()), None, []
        for row in Figure.objects.filter(key=figure.key).select_related("act").order_by("-since"):
            until = min(filter(None, (row.until, following)), default=None)
            is_now = row.since <= today and (until is None or today < until)
            found.append(Value(row, self.address("change", row), number(row.value), until, is_now))
            following = row.since
        return found

    def acts_offered(self, row: Figure) -> list[Link]:
        following = Link(_("Another value from a day"), f"{self.address('add')}?key={row.key}&unit={row.unit}")
        return [following, *super().acts_offered(row)]

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        return {name: request.GET[name] for name in ("key", "unit") if name in request.GET}


class ByYear(SimpleListFilter):
    """Days of the calendar by year: the present one, another, or all; an unknown year has none."""

    ALL = "all"

    title = gettext_lazy("year")
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        years = CalendarDay.objects.dates("day", "year", order="DESC")
        return [(str(day.year), str(day.year)) for day in years]

    def value(self) -> str:
        return super().value() or str(local_date(timezone.now()).year)

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Django's own, with an address for all years."""
        _all, *years = super().choices(changelist)
        every = changelist.get_query_string({self.parameter_name: self.ALL})
        yield {"selected": self.value() == self.ALL, "query_string": every, "display": _("All")}
        yield from years

    def queryset(self, request: HttpRequest, queryset: QuerySet[CalendarDay]) -> QuerySet[CalendarDay]:
        chosen, years = self.value(), {value for value, _label in self.lookup_choices}
        if chosen == self.ALL:
            return queryset
        return queryset.filter(day__year=int(chosen)) if chosen in years else queryset.none()


@admin.register(CalendarDay, site=site)
class CalendarDayAdmin(LawAdmin):
    lead = gettext_lazy("Holidays, days moved off and working Saturdays: all that differs from the rhythm of the week.")
    list_display = ("day", "name", "is_working", "is_estimate", "source")
    list_filter = (ByYear, "is_working", "is_estimate")
    search_fields = ("name",)
    ordering = ("day",)


@admin.register(Ground, site=site)
class GroundAdmin(LawAdmin):
    lead = gettext_lazy("Reasons of decisions as the law words them.")
    list_display = ("code", "of_procedure", "of_step", "name_en", "act")
    list_filter = ("procedure",)
    list_select_related = ("act",)
    search_fields = ("code", "name_en", "name_ru", "name_kk")
    ordering = ("procedure", "step", "code")

    @admin.display(description=gettext_lazy("procedure"), ordering="procedure")
    def of_procedure(self, ground: Ground) -> str | Promise:
        entry = registered().get(ground.procedure)
        return entry.procedure.name if entry else ground.procedure

    @admin.display(description=gettext_lazy("step"), ordering="step")
    def of_step(self, ground: Ground) -> str | Promise:
        entry = registered().get(ground.procedure)
        step = entry.procedure.flow.steps.get(ground.step) if entry else None
        return step.label if step else ground.step


@admin.register(DocumentKind, site=site)
class DocumentKindAdmin(LawAdmin):
    lead = gettext_lazy("Papers that can be added to a file, in three languages.")
    list_display = ("code", "name_en", "name_ru", "name_kk", "is_identity")
    list_filter = ("is_identity",)
    search_fields = ("code", "name_en", "name_ru", "name_kk")
    ordering = ("code",)
