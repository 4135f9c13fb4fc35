"""Members of a file by what was decided of them."""

from casework.cases.models import Case, CaseMember
from casework.cases.states import Outcome


def granted(case: Case) -> list[CaseMember]:
    """The members who are granted what the family asked for, by their ids; asks nothing where the file knows them."""
    return [member for member in case.members.all() if member.outcome == Outcome.GRANTED]
