from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.arrivals.models import Batch, Crossing, Sojourn, TravellerLink
from casework.common.templatetags.frame import born
from casework.common.workdays import ALMATY
from casework.people.rules import BirthDate

NOWRAP = {"td": {"class": "text-nowrap"}}


class CrossingTable(tables.Table):
    """Crossings: the moment first, which leads to the crossing."""

    crossed_at = tables.Column(linkify=True, verbose_name=_("When"), attrs=NOWRAP)
    direction = tables.Column(verbose_name=_("Way"))
    name = tables.Column(verbose_name=_("Name"))
    birth = tables.Column(verbose_name=_("Born"), attrs=NOWRAP)
    nationality = tables.Column(accessor="nationality_name", verbose_name=_("Nationality"))
    document_number = tables.Column(verbose_name=_("Document"), attrs=NOWRAP)
    purpose = tables.Column(verbose_name=_("Purpose"))
    checkpoint = tables.Column(verbose_name=_("Checkpoint"))

    class Meta:
        orderable = False

    def render_crossed_at(self, record: Crossing) -> str:
        return date_format(record.crossed_at.astimezone(ALMATY), "j M Y, H:i")

    def render_birth(self, value: BirthDate) -> str:
        return born(value)

    def render_direction(self, record: Crossing) -> str:
        return record.get_direction_display()

    def render_name(self, value: str) -> str:
        return format_html("<bdi>{}</bdi>", value)


class BatchTable(tables.Table):
    """Files of crossings: the name first, which leads to the file."""

    name = tables.Column(linkify=True, verbose_name=_("File"))
    state = tables.Column(verbose_name=_("State"))
    read = tables.Column(verbose_name=_("Rows read"), attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    entered = tables.Column(verbose_name=_("Taken in"), attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    already = tables.Column(verbose_name=_("On record already"), attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    rejected = tables.Column(verbose_name=_("Rejected"), attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    started_at = tables.DateTimeColumn(format="j M Y, H:i", verbose_name=_("Started"), attrs=NOWRAP)

    class Meta:
        model = Batch
        fields = ("name", "state", "read", "entered", "already", "rejected", "started_at")
        orderable = False


class SojournTable(tables.Table):
    """Sojourns: the name first, which leads to the sojourn."""

    name = tables.Column(linkify=True, verbose_name=_("Name"))
    nationality = tables.Column(accessor="nationality_name", verbose_name=_("Nationality"))
    document_number = tables.Column(verbose_name=_("Document"), attrs=NOWRAP)
    purpose = tables.Column(verbose_name=_("Purpose"))
    region = tables.Column(verbose_name=_("Where to"))
    arrived_on = tables.DateColumn(format="j M Y", verbose_name=_("Arrived"), attrs=NOWRAP)

    class Meta:
        orderable = False

    def render_name(self, value: str) -> SafeString:
        return format_html("<bdi>{}</bdi>", value)


class WorkTable(SojournTable):
    """Sojourns that wait for an officer, each with the one next step; nothing to press for those who only look."""

    next_step = tables.Column(
        verbose_name=_("Next step"), empty_values=(), attrs={"td": {"class": "button-cell"}}
    )  # fmt: skip

    def __init__(self, rows: Any, *, officer: Officer, **options: Any) -> None:
        left_out = () if officer.has_perm(Permission.CLEAR_SOJOURNS) else ("next_step",)
        super().__init__(rows, exclude=left_out, **options)

    def button(self, record: Sojourn, words: str, url_name: str) -> SafeString:
        return format_html(
            '<a class="btn btn-sm" href="{}">{}<span class="visually-hidden">: {}</span></a>',
            reverse(url_name, args=[record.pk]), words, record.name,
        )  # fmt: skip


class OverstayTable(WorkTable):
    last_day = tables.DateColumn(format="j M Y", verbose_name=_("May stay until"), attrs=NOWRAP)

    class Meta:
        orderable = False
        sequence = ("name", "last_day", "...", "next_step")

    def render_next_step(self, record: Sojourn) -> SafeString:
        return self.button(record, _t("Clear"), "arrivals:clearing")


class UnannouncedTable(WorkTable):
    notice_due_on = tables.DateColumn(format="j M Y", verbose_name=_("Notice due"), attrs=NOWRAP)

    class Meta:
        orderable = False
        sequence = ("name", "notice_due_on", "...", "next_step")

    def render_next_step(self, record: Sojourn) -> SafeString:
        return self.button(record, _t("Take the notice"), "arrivals:notice")


class TravellerLinkTable(tables.Table):
    """Travellers who may be on record: the name first, which leads to both side by side."""

    name = tables.Column(linkify=True, verbose_name=_("Traveller"))
    born_on = tables.DateColumn(format="j M Y", verbose_name=_("Born"), attrs=NOWRAP)
    document_number = tables.Column(verbose_name=_("Document"), attrs=NOWRAP)
    crossed_on = tables.DateColumn(format="j M Y", verbose_name=_("Crossed on"), attrs=NOWRAP)
    person = tables.Column(verbose_name=_("Perhaps"))

    class Meta:
        orderable = False

    def render_name(self, value: str) -> SafeString:
        return format_html("<bdi>{}</bdi>", value)

    def render_person(self, record: TravellerLink) -> SafeString:
        return format_html("<bdi>{}</bdi> <span class='muted'>{}</span>", record.person, record.person.number)
