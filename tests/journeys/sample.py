"""Every component on one page, with made-up content: addresses that only the tests know."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import django_filters
import django_tables2 as tables
from crispy_forms.helper import FormHelper
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path

from casework.accounts.models import Officer
from casework.cases.states import State
from tests.moments import NOON

TODAY = date(2026, 3, 2)


class SampleForm(forms.Form):
    surname = forms.CharField(help_text="As the document has it.")
    born_on = forms.DateField(label="Date of birth", widget=forms.DateInput(attrs={"type": "date"}))
    how = forms.ChoiceField(
        label="Received", widget=forms.RadioSelect, choices=[("in_person", "in person"), ("online", "online")]
    )
    papers = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        choices=[("1", "Autobiography"), ("2", "Birth certificate")],
        required=False,
    )
    country = forms.ChoiceField(choices=[("", "Choose"), ("MN", "Mongolia"), ("CN", "China")], required=False)
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    scan = forms.FileField(label="Scan of the document", required=False, help_text="PDF, JPEG or PNG, at most 10 MB.")
    sure = forms.BooleanField(label="I have compared the copy with the original")

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class SampleTable(tables.Table):
    number = tables.Column(linkify=lambda record: f"/files/{record['number']}/")
    family = tables.Column()
    members = tables.Column(attrs={"th": {"class": "num"}, "td": {"class": "num"}})
    due = tables.DateColumn(format="j M Y", orderable=False)

    class Meta:
        attrs = {"aria_label": "Files"}


class SampleFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Search", method="anything")
    country = django_filters.ChoiceFilter(choices=[("MN", "Mongolia"), ("CN", "China")], label="Country of origin")
    received = django_filters.DateFilter(label="Received on", widget=forms.DateInput(attrs={"type": "date"}))

    def anything(self, queryset: Any, name: str, value: str) -> Any:
        return queryset


@dataclass
class SampleName:
    """A name in a script, as people.Name shows itself."""

    text: str
    lang: str
    direction: str = "ltr"

    def __str__(self) -> str:
        return self.text


@dataclass
class SampleEvent:
    """An event, as audit.Event shows itself."""

    sentence: str
    by: str
    before: Any = None
    after: Any = None
    note: str = ""
    at: Any = field(default=NOON)


def rows() -> list[dict[str, Any]]:
    return [
        {"number": f"ST-2026-{n:06}", "family": f"Family {n}", "members": n % 7 + 1, "due": TODAY + timedelta(days=n)}
        for n in range(1, 9)
    ]


def road() -> list[dict[str, Any]]:
    return [
        {"label": "lodged", "when": TODAY, "stage": "done"},
        {"label": "under review", "when": TODAY, "stage": "done"},
        {"label": "before decision", "when": None, "stage": "current"},
        {"label": "granted", "when": None, "stage": "ahead"},
        {"label": "certificate handed over", "when": None, "stage": "ahead"},
    ]


def papers() -> list[dict[str, Any]]:
    return [
        {"label": "Application", "state": "present", "added_on": TODAY, "href": "/papers/1/"},
        {"label": "Proof of ethnicity", "state": "missing", "add_href": "/papers/add/", "remark": "Order 210, s. 7(4)"},
        {"label": "Identity paper of Aigul", "state": "waiting", "note": "checked, not scanned", "added_on": TODAY},
        {"label": "Recommendation of the commission", "state": "optional"},
    ]


def history() -> list[SampleEvent]:
    return [
        SampleEvent(
            "Accepted; 5 places held in Pavlodar", "Officer Two", {"state": "lodged"}, {"state": "under_review"}
        ),
        SampleEvent("Lodged", "Officer One", note="The family came with all originals."),
        SampleEvent("Registered", ""),
    ]


def content(request: HttpRequest) -> dict[str, Any]:
    filters = SampleFilter(request.GET or None, queryset=Officer.objects.none())
    filters.form.is_valid()
    table = SampleTable(rows(), order_by=request.GET.get("sort", "number"))
    table.paginate(page=1, per_page=5)
    return {
        "table": table, "filter": filters, "steps": road(), "papers": papers(), "events": history(), "tomorrow": TODAY,
        "names": [SampleName("Ахметұлы Серік", "kk-Cyrl"), SampleName("احمەتۇلى سەرىك", "kk-Arab", "rtl")],
        "states": list(State), "trail": [("Files", "/files/"), ("ST-2026-000001", "/files/1/")],
        "facts": [("Country of origin", "Mongolia"), ("Household", "5 persons"), ("IIN", None)],
        "consequences": [(5, "places return to Pavlodar at once"), (3, "families wait for them")],
        "impact": ["3 families (11 persons) wait behind this one."], "why": ["Received on Mon 2 Mar 2026.", "3 days."],
        "intake": SimpleNamespace(steps=[{"label": w, "href": "/x/"} for w in ("Who", "Matches", "Family", "Answers")]),
    }  # fmt: skip


def page(request: HttpRequest) -> HttpResponse:
    """The sample page; a POST answers as the office does: 422 with the fragment for htmx, the page otherwise."""
    form = SampleForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        messages.success(request, "The family was lodged.")
        return redirect("done")
    if request.GET.get("say"):
        messages.success(request, "The family was lodged.")
        messages.warning(request, "Free places are fewer than the family has members.")
    template = "_sample_form.html" if request.htmx else "sample.html"
    return render(request, template, content(request) | {"form": form}, status=422 if form.is_bound else 200)


def done(request: HttpRequest) -> HttpResponse:
    return render(request, "sample_done.html")


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


urlpatterns = [
    path("sample/", page, name="sample"),
    path("sample/done/", done, name="done"),
    path("sample/forbidden/", forbidden),
    path("", include("config.urls")),
]
