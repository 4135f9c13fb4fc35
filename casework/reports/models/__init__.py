from casework.reports.models.issues import Issue, Receipt, Schedule
from casework.reports.models.letters import Export, ExportPart, Letter

__all__ = ["Export", "ExportPart", "Issue", "Letter", "Receipt", "Schedule"]
