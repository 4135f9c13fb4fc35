from casework.cases.models.case import Case, CaseMember, CaseQuerySet, Pause
from casework.cases.models.decision import Decision, Ruling
from casework.cases.models.document import Document

__all__ = ["Case", "CaseMember", "CaseQuerySet", "Decision", "Document", "Pause", "Ruling"]
