"""A country to try the program on: offices, officers, published plans, and generated families in every state.

Nobody in it is real, and every generated person, household and file says so. Everything goes through the actions.
"""

from casework.desk.demonstration.fates import EDITION
from casework.desk.demonstration.loading import add, load
from casework.desk.demonstration.parts import REPORTS, once
from casework.desk.demonstration.staff import PASSWORD, manager, sign_ins

__all__ = ["EDITION", "PASSWORD", "REPORTS", "add", "load", "manager", "once", "sign_ins"]
