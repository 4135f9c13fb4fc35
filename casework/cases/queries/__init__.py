"""What pages and steps ask of files."""

from casework.cases.queries.members import granted
from casework.cases.queries.papers import Paper, checklist, missing_papers
from casework.cases.queries.sight import in_open_file, persons_in_sight
from casework.cases.queries.signing import countersignatories, may_countersign, open_proposal, to_countersign

__all__ = [
    "Paper",
    "checklist",
    "countersignatories",
    "granted",
    "in_open_file",
    "may_countersign",
    "missing_papers",
    "open_proposal",
    "persons_in_sight",
    "to_countersign",
]
