"""Who did what, when; and the forms by which it was sent. For auditors, each within the auditor's sight."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import Officer
from casework.audit.models import Event, Submission
from casework.audit.queries import Line, line, sentence
from casework.backoffice.admin.base import Link, TableAdmin
from casework.backoffice.queries import events_in_sight
from casework.backoffice.rooms import TRAIL
from casework.backoffice.site import site

TOPICS = (
    ("case", gettext_lazy("files")),
    ("person", gettext_lazy("persons")),
    ("household", gettext_lazy("families")),
    ("import", gettext_lazy("tables of persons")),
    ("status", gettext_lazy("statuses")),
    ("quotas", gettext_lazy("quotas")),
    ("employer", gettext_lazy("employers")),
    ("permit", gettext_lazy("permits")),
    ("bank", gettext_lazy("statements of the bank")),
    ("crossings", gettext_lazy("crossings")),
    ("sojourn", gettext_lazy("sojourns")),
    ("centre", gettext_lazy("centres")),
    ("stay", gettext_lazy("stays in centres")),
    ("service", gettext_lazy("services of centres")),
    ("course", gettext_lazy("courses of centres")),
    ("report", gettext_lazy("reports")),
    ("officer", gettext_lazy("officers")),
    ("office", gettext_lazy("offices")),
    ("reference", gettext_lazy("reference data")),
    ("list", gettext_lazy("exports")),
    ("demonstration", gettext_lazy("the demonstration")),
    ("sweep", gettext_lazy("work of the program")),
    ("security", gettext_lazy("sign-ins and warnings")),
)


class ByTopic(SimpleListFilter):
    """Events by what they speak of: the first word of their kind."""

    title = gettext_lazy("about")
    parameter_name = "about"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(topic, str(label)) for topic, label in TOPICS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        return queryset.filter(kind__startswith=f"{self.value()}.") if self.value() else queryset


@admin.register(Event, site=site)
class EventAdmin(TableAdmin):
    """The trail: searched by exactly what it names, since it is long."""

    room = TRAIL
    lead = gettext_lazy("Every change, and every look at what lies outside one's own office.")
    list_display = ("what", "about", "by", "at")
    list_filter = (ByTopic, "at")
    list_select_related = ("by",)
    search_fields = ("subject",)
    search_help_text = gettext_lazy("Number of a file or person, or a username")
    ordering = ("-pk",)
    sortable_by = ()
    facts = ("what", "about", "by", "at", "request_id")

    @admin.display(description=gettext_lazy("what happened"))
    def what(self, event: Event) -> str:
        return sentence(event.kind)

    @admin.display(description=gettext_lazy("about"))
    def about(self, event: Event) -> str:
        return event.subject

    def in_sight(self, rows: QuerySet[Event], officer: Officer) -> QuerySet[Event]:
        return rows if officer.is_national else rows.filter(pk__in=events_in_sight(officer))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Event], search_term: str
    ) -> tuple[QuerySet[Event], bool]:
        """Literally, so that the indexes answer: a subject, or an officer as a subject or by whom it was done."""
        term = search_term.strip()
        if not term:
            return queryset, False
        by = Officer.objects.filter(username=term).values_list("pk", flat=True)
        return queryset.filter(Q(subject__in=[term, f"officer {term}"]) | Q(by__in=list(by))), False

    def title(self, row: Event) -> str:
        return f"{sentence(row.kind)}: {row.subject}"

    def trail(self, row: Event) -> list[Line]:
        return [line(row)]

    def related(self, request: HttpRequest, row: Event) -> list[tuple[str, list[Link]]]:
        whole = f"{self.address('changelist')}?{urlencode({'q': row.subject})}"
        return [(_("Look also at"), [Link(_("The whole trail of %(subject)s") % {"subject": row.subject}, whole)])]


@admin.register(Submission, site=site)
class SubmissionAdmin(TableAdmin):
    room = TRAIL
    lead = gettext_lazy("Forms as they were sent; by its key a form is taken once.")
    list_display = ("key", "route", "officer", "made_at")
    list_select_related = ("officer",)
    search_fields = ("officer__username__exact",)
    search_help_text = gettext_lazy("Username")
    ordering = ("-pk",)
    sortable_by = ()
    facts = ("key", "route", "officer", "location", "made_at")

    def in_sight(self, rows: QuerySet[Submission], officer: Officer) -> QuerySet[Submission]:
        return rows if officer.is_national else rows.filter(officer__office=officer.office_id)
