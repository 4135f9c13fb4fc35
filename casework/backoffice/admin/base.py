"""What every table of the back office shares: who sees it, how it is listed, how one row of it is shown."""

from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn

from django.contrib.admin import ModelAdmin, ShowFacets
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.templatetags.admin_list import result_headers
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import ForeignKey, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.models import Officer
from casework.audit.queries import Line, timeline
from casework.audit.submissions import once
from casework.backoffice.admin.shown import facts_of, value_of
from casework.backoffice.rooms import Room
from casework.common.errors import NotPermitted
from casework.common.lists import capped_count

LINES = 50
LONGEST_PAGE_NUMBER = 6  # digits; what lies behind no database counts
SHORT_TEXT, LONG_TEXT = 18, 40  # letters
TRAIL = 100
"""So many of the newest events stand on the page of a row; the others in the trail."""

View = Callable[..., HttpResponse]


class Link(NamedTuple):
    """Where an officer can go from here."""

    label: str | Promise
    href: str


class Cell(NamedTuple):
    """What stands in a column of a row: a long text needs some width, a short one is not broken."""

    words: str | SafeString
    width: str


class RowLine(NamedTuple):
    """A row in a list: where it leads, and its cells."""

    href: str
    cells: list[Cell]


class Pages(ChangeList):
    """A list that is never counted to its end: one line more than the page tells whether there is another page."""

    def get_results(self, request: HttpRequest) -> None:
        self.page_num = self._page_asked(request)
        start = (self.page_num - 1) * self.list_per_page
        found = list(self.queryset[start : start + self.list_per_page + 1])
        self.result_list, self.has_next = found[: self.list_per_page], len(found) > self.list_per_page
        self.result_count, self.is_capped = capped_count(self.queryset)

    def _page_asked(self, request: HttpRequest) -> int:
        asked = request.GET.get("p", "")
        is_number = asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_PAGE_NUMBER
        return max(int(asked), 1) if is_number else 1


class TableAdmin(ModelAdmin):
    """A table that is looked at. Nothing of Django's own writing is left: what changes a row is an action.

    `thing`, `things`: what its rows are called, where the model says it otherwise. `untouched`: what is said of a row
    to which nothing happened. `facts`: what the page of a row tells. `in_sight` narrows tables with personal data.
    """

    room: Room
    lead: str | Promise = ""
    thing: str | Promise = ""
    things: str | Promise = ""
    untouched: str | Promise = ""
    facts: tuple[str, ...] = ()
    actions = None
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    list_per_page = LINES
    list_max_show_all = 0

    # Who sees and does what

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return any(all(map(request.user.has_perm, bundle)) for bundle in self.room.seen_by)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def may_write(self, request: HttpRequest) -> bool:
        """Whether the officer may do what the acts of this table do."""
        return self.room.changed_by is not None and request.user.has_perm(self.room.changed_by)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.in_sight(super().get_queryset(request), request.user)  # type: ignore[arg-type]

    def in_sight(self, rows: QuerySet[Any], officer: Officer) -> QuerySet[Any]:
        """The rows this officer may see; of tables without personal data all of them."""
        return rows

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only what a filter of the list itself sends; Django would let any column be asked for, a password's too."""
        return any(lookup in self._asked_by(each) for each in self.list_filter)

    def _asked_by(self, each: Any) -> set[str]:
        if isinstance(each, tuple):  # whether a field is empty
            return {f"{each[0]}__isempty"}
        if not isinstance(each, str):
            return {each.parameter_name}
        field = get_fields_from_path(self.model, each)[-1]
        if isinstance(field, ForeignKey):
            return {f"{each}__{field.target_field.name}__exact", f"{each}__isnull"}
        return {each, *(f"{each}__{ending}" for ending in ("exact", "isnull", "gte", "lt"))}

    def find(self, request: HttpRequest, pk: str) -> Any:
        """The row of this key, written as it is written; 404 where there is none in sight."""
        row = self.get_object(request, pk)
        if row is None or str(row.pk) != pk:
            raise Http404
        return row

    # Addresses

    def get_urls(self) -> list[URLPattern]:
        return [self.page("", self.list_view, "changelist"), self.page("<str:pk>/change/", self.row_view, "change")]

    def page(self, route: str, view: View, name: str) -> URLPattern:
        """An address that only shows."""
        return path(route, require_safe(self._guarded(view, self.has_view_permission)), name=self.route(name))

    def form_page(self, route: str, view: View, name: str) -> URLPattern:
        """An address with a form, for whoever may write; a form is taken once."""
        guarded = once(self._guarded(view, self.may_write))
        return path(route, require_http_methods(["GET", "POST"])(guarded), name=self.route(name))

    def _guarded(self, view: View, may: Callable[[HttpRequest], bool]) -> View:
        def within(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if not may(request):
                raise PermissionDenied
            return view(request, **kwargs)

        return self.admin_site.admin_view(within)

    def route(self, name: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def address(self, name: str, row: Model | None = None) -> str:
        return reverse(f"admin:{self.route(name)}", args=[row.pk] if row else [])

    # Pages

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Pages

    def list_view(self, request: HttpRequest) -> HttpResponse:
        """The rows of the table, searched, filtered, sorted; an unknown filter is refused."""
        try:
            found = self.get_changelist_instance(request)
        except IncorrectLookupParameters as fault:
            raise BadRequest("The list knows no such filter.") from fault
        return render(request, "backoffice/list.html", self._of_list(request, found))

    def _of_list(self, request: HttpRequest, found: ChangeList) -> dict[str, Any]:
        return self.context(request) | {
            "cl": found,
            "headers": list(result_headers(found)),
            "lines": [self.line(row, found.list_display) for row in found.result_list],
            "filters": [(spec.title, list(spec.choices(found))) for spec in found.filter_specs],
            "tools": self.tools(request),
        }

    def line(self, row: Model, columns: Any) -> RowLine:
        words = [value_of(row, name, self) for name in columns]
        return RowLine(self.address("change", row), [Cell(each, _width(each)) for each in words])

    def row_view(self, request: HttpRequest, pk: str) -> HttpResponse:
        """One row: its facts, what can be done about it, what happened to it."""
        row = self.find(request, pk)
        return render(request, "backoffice/row.html", self.of_row(request, row))

    def of_row(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        return self.context(request) | {
            "row": row,
            "title": self.title(row),
            "facts": facts_of(row, self.facts, self),
            "trail": self.trail(row),
            "acts": self.acts_offered(row) if self.may_write(request) else [],
            "related": self.related(request, row),
        }

    def context(self, request: HttpRequest) -> dict[str, Any]:
        return self.admin_site.each_context(request) | {
            "thing": self.thing or self.opts.verbose_name,
            "things": self.things or self.opts.verbose_name_plural,
            "untouched": self.untouched,
            "lead": self.lead,
            "list_href": self.address("changelist"),
            "may_write": self.may_write(request),
        }

    # What a table says of itself

    def tools(self, request: HttpRequest) -> list[Link]:
        """What can be done with the table as a whole."""
        return []

    def acts_offered(self, row: Any) -> list[Link]:
        """What can be done about a row, by whoever may write."""
        return []

    def related(self, request: HttpRequest, row: Any) -> list[tuple[str, list[Link]]]:
        """What else to look at: headings with links."""
        return []

    def title(self, row: Any) -> str:
        """A row over its own page."""
        return str(row)

    def subject(self, row: Any) -> str:
        """What the trail calls a row; empty where the trail does not speak of it."""
        return ""

    def trail(self, row: Any) -> list[Line] | None:
        """What happened to a row, the newest first; None where the trail does not speak of it."""
        subject = self.subject(row)
        return timeline(subject, most=TRAIL) if subject else None

    # Django's own ways to write, shut

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotPermitted(_("Rows are written by the actions of the office alone."))

    save_model = save_form = save_formset = save_related = delete_model = delete_queryset = _refuse
    add_view = change_view = changeform_view = changelist_view = delete_view = history_view = _refuse


def _width(words: str) -> str:
    if "</time>" in words or len(words) <= SHORT_TEXT:
        return "short"
    return "long" if len(words) > LONG_TEXT else ""
