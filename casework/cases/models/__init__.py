from casework.cases.models.case import Case, CaseMember, CaseQuerySet, Pause
from casework.cases.models.decision import Decision, Ruling
from casework.cases.models.document import Document
from casework.cases.models.recount import Drift, Recount

__all__ = ["Case", "CaseMember", "CaseQuerySet", "Decision", "Document", "Drift", "Pause", "Recount", "Ruling"]
