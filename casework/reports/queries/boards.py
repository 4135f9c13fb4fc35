"""The dashboards that an officer may see, and what stands on one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from casework.accounts.queries import Officer
from casework.quotas.queries import horizon
from casework.reports.catalogue import registered
from casework.reports.dashboards import DASHBOARDS, Dashboard, Panel
from casework.reports.report import Report, Table


@dataclass(frozen=True)
class Shown:
    """A panel with its table, and the places of the columns that its chart draws."""

    panel: Panel
    table: Table
    report: Report

    @property
    def columns(self) -> str:
        keys = [column.key for column in self.table.columns]
        return " ".join(str(keys.index(key)) for key in self.panel.columns)


def boards_of(officer: Officer) -> list[Dashboard]:
    return [board for board in DASHBOARDS if officer.has_perm(board.permission)]


def panels(board: Dashboard, officer: Officer, today: date) -> list[Shown]:
    """Everything on a dashboard that has rows: of the officer's region, or of the country for a national office."""
    region = "" if officer.is_national else officer.office.region_id
    return list(_panels(board, {"year": today.year, "region": region}, today, horizon()))


def _panels(board: Dashboard, parameters: dict[str, object], today: date, known_at: datetime) -> Iterator[Shown]:
    slugs = dict.fromkeys(panel.report for panel in board.panels)
    reports = {slug: registered()[slug].compute(parameters, today, known_at) for slug in slugs}
    for panel in board.panels:
        report = reports[panel.report]
        found = next((table for table in report.tables if table.key == panel.table), None)
        if found is not None:
            yield Shown(panel, found, report)
