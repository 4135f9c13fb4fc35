"""Everything an officer can be allowed to do. Roles are lists of these."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Permission(TextChoices):
    VIEW_FILES = "cases.view_files", _("see files, persons and their documents")
    REGISTER = "cases.register", _("take in persons and families, lodge their applications")
    PROCESS = "cases.process", _("accept, bring to the commission, hear, withdraw, pause, add documents")
    PROPOSE = "cases.propose", _("propose a decision")
    COUNTERSIGN = "cases.countersign", _("countersign a decision")
    ASSIGN = "cases.assign", _("give a file to another officer")
    VIEW_QUOTAS = "quotas.view", _("see quotas, their ledger and their orders")
    SIGN_ORDER = "quotas.sign_order", _("sign and countersign quota orders")
    VIEW_AUDIT = "audit.view", _("see the trail of every file")
    CHANGE_REFERENCE = "reference.change", _("change reference data and figures of the law")
    MANAGE_OFFICERS = "accounts.manage", _("manage officers, offices and roles")
    MANAGE_CENTRE = "accommodation.manage", _("manage a centre")
    VIEW_LABOUR = "labour.view", _("see employers and permits to employ foreigners")
    LABOUR = "labour.process", _("process labour permits")
    INSPECT = "labour.inspect", _("record inspections of employers and what they found")
    VIEW_CROSSINGS = "arrivals.view", _("see crossings of the border and how long each may stay")
    IMPORT_CROSSINGS = "arrivals.import", _("bring in files of crossings")
    CLEAR_SOJOURNS = "arrivals.clear", _("clear overstays and take notices of hosts")
    VIEW_SWEEPS = "sweeps.view", _("see the work that the program does by itself")
    RUN_SWEEPS = "sweeps.run", _("have that work tried again")
    VIEW_REPORTS = "reports.view", _("see reports")
    SCHEDULE_REPORTS = "reports.schedule", _("issue reports and schedule them")


WRITING = frozenset({
    Permission.REGISTER, Permission.PROCESS, Permission.PROPOSE, Permission.COUNTERSIGN, Permission.ASSIGN,
    Permission.SIGN_ORDER, Permission.MANAGE_CENTRE, Permission.LABOUR, Permission.INSPECT,
    Permission.SCHEDULE_REPORTS, Permission.IMPORT_CROSSINGS,
    Permission.CLEAR_SOJOURNS,
})  # fmt: skip
DECIDING = frozenset({Permission.PROPOSE, Permission.COUNTERSIGN, Permission.SIGN_ORDER, Permission.LABOUR})
# Whoever holds one of these has a room in the back office.
BACK_OFFICE = frozenset({
    Permission.MANAGE_OFFICERS, Permission.CHANGE_REFERENCE, Permission.VIEW_AUDIT, Permission.SIGN_ORDER,
})  # fmt: skip
