from typing import Any

import django_tables2 as tables
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.quotas.models import Allocation, Entry
from casework.quotas.templatetags.quota_figures import signed

NUMBER = {"th": {"class": "num"}, "td": {"class": "num"}}


def file_address(number: str, allocation: Allocation, officer: Officer) -> str:
    """Where a file is read; empty where it is known to lie out of this officer's sight."""
    sees_it = officer.is_national or officer.office.region_id == allocation.region_id
    if not number or not sees_it or not officer.has_perm(Permission.VIEW_FILES):
        return ""
    try:
        return reverse("cases:case", args=[number])
    except NoReverseMatch:
        return ""


def file_link(number: str, allocation: Allocation, officer: Officer) -> SafeString | str:
    address = file_address(number, allocation, officer)
    return format_html('<a href="{}">{}</a>', address, number) if address else number


class EntryTable(tables.Table):
    """Lines of the ledger of one allocation, each with what it did to the three counters."""

    id = tables.Column(verbose_name=_("Line"), attrs=NUMBER)
    happened_on = tables.DateColumn(verbose_name=_("Happened on"), format="j M Y")
    kind = tables.Column(verbose_name=_("Kind"))
    file = tables.Column(verbose_name=_("File or order"), empty_values=())
    d_limit = tables.Column(verbose_name=_("Limit"), attrs=NUMBER)
    d_held = tables.Column(verbose_name=_("Held"), attrs=NUMBER)
    d_used = tables.Column(verbose_name=_("Used"), attrs=NUMBER)
    made_by = tables.Column(verbose_name=_("Made by"), default=_("the clock"))
    recorded_at = tables.DateTimeColumn(verbose_name=_("Recorded at"), format="j M Y, H:i:s")

    class Meta:
        orderable = False
        attrs = {"aria_label": _("Lines of the ledger")}

    def __init__(self, lines: Any, *, allocation: Allocation, officer: Officer) -> None:
        super().__init__(lines)
        self.allocation = allocation
        self.officer = officer

    def render_file(self, record: Entry) -> SafeString | str:
        if record.order:
            return format_html('<a href="{}">{}</a>', record.order.get_absolute_url(), record.order.number)
        return file_link(record.file, self.allocation, self.officer)

    def render_d_limit(self, value: int) -> str:
        return signed(value) if value else ""

    def render_d_held(self, value: int) -> str:
        return signed(value) if value else ""

    def render_d_used(self, value: int) -> str:
        return signed(value) if value else ""
