from casework.cases.models.case import Case, CaseMember, CaseQuerySet, Pause, is_past_due
from casework.cases.models.complaint import Complaint
from casework.cases.models.decision import Decision, Ruling
from casework.cases.models.document import Document
from casework.cases.models.offices import FileRequest, HandOver
from casework.cases.models.recount import Drift, Mend, Recount
from casework.cases.models.sight import FileSight
from casework.cases.models.waiting import Wait

__all__ = [
    "Case", "CaseMember", "CaseQuerySet", "Complaint", "Decision", "Document", "Drift", "FileRequest", "FileSight",
    "HandOver", "Mend", "Pause", "Recount", "Ruling", "Wait", "is_past_due",
]  # fmt: skip
