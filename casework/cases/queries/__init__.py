"""What pages and steps ask of files."""

from casework.cases.queries.holding import Colleague, colleagues, who_may_hold
from casework.cases.queries.members import granted
from casework.cases.queries.offices import (
    files_asked_for,
    hand_overs_to_answer,
    office_of,
    offices_with_a_head,
    requests_to_answer,
)
from casework.cases.queries.papers import Paper, checklist, gaps, missing_papers
from casework.cases.queries.sight import in_open_file, persons_in_sight
from casework.cases.queries.signing import countersignatories, may_countersign, open_proposal, to_countersign

__all__ = [
    "Colleague",
    "Paper",
    "checklist",
    "colleagues",
    "countersignatories",
    "files_asked_for",
    "granted",
    "hand_overs_to_answer",
    "in_open_file",
    "may_countersign",
    "gaps",
    "missing_papers",
    "office_of",
    "offices_with_a_head",
    "open_proposal",
    "persons_in_sight",
    "requests_to_answer",
    "to_countersign",
    "who_may_hold",
]
