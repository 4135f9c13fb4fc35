"""All writes of reports: schedules, issues, letters, exports."""

from casework.reports.actions.exports import Question, ask, make_step
from casework.reports.actions.issues import issue, issue_due, open_issue
from casework.reports.actions.letters import send_letter
from casework.reports.actions.schedules import end, replace, schedule

__all__ = [
    "Question", "ask", "end", "issue", "issue_due", "make_step", "open_issue", "replace", "schedule", "send_letter",
]  # fmt: skip
