"""Which figures whom concern: a page of charts for each kind of work, from the reports of the catalogue. Tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.accounts.permissions import Permission


@dataclass(frozen=True)
class Panel:
    """A table of a report with the chart over it: `columns` of the table that are drawn, at most so many rows."""

    report: str
    table: str
    chart: str
    columns: tuple[str, ...]
    most: int = 24


@dataclass(frozen=True)
class Dashboard:
    """A page for whoever holds the permission."""

    slug: str
    title: str | Promise
    permission: Permission
    panels: Sequence[Panel]


DASHBOARDS = (
    Dashboard("country", _("The country"), Permission.VIEW_REPORTS, (
        Panel("digest", "cells", "bar", ("limit", "used", "held")),
        Panel("digest", "figures", "", ()),
        Panel("status-applications", "paces", "bar", ("median", "ninety")),
    )),
    Dashboard("office", _("The work of the office"), Permission.ASSIGN, (
        Panel("offices", "offices", "bar", ("received", "closed", "open", "overdue")),
        Panel("offices", "procedures", "bar", ("received", "closed", "open", "overdue")),
        Panel("offices", "paces", "bar", ("median", "ninety")),
    )),
    Dashboard("status", _("Status and inclusion"), Permission.VIEW_FILES, (
        Panel("status-applications", "paces", "bar", ("median", "ninety")),
        Panel("statuses", "cohorts", "bar", ("granted", "citizenship", "in_force")),
        Panel("inclusions", "files", "bar", ("received", "granted", "open")),
    )),
    Dashboard("labour", _("Foreign workers"), Permission.VIEW_LABOUR, (
        Panel("permits", "employers", "bar", ("employers", "private_employers")),
        Panel("permits", "content", "bar", ("citizens", "foreigners")),
        Panel("permits", "bars", "bar", ("found", "barred")),
    )),
    Dashboard("centres", _("Centres"), Permission.MANAGE_CENTRE, (
        Panel("centres", "nights", "bar", ("persons", "taken")),
        Panel("centres", "stays", "bar", ("asked", "came", "left", "waiting")),
    )),
    Dashboard("border", _("The border"), Permission.VIEW_CROSSINGS, (
        Panel("net-migration", "months", "line", ("into_for_good", "out_for_good", "net")),
        Panel("net-migration", "purpose", "bar", ("into", "out"), 12),
    )),
)  # fmt: skip
