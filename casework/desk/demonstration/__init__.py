"""A country to try the program on: offices, officers, published plans, and generated families in every state.

Nobody in it is real, and every generated person, household and file says so. Everything goes through the actions.
"""

from casework.desk.demonstration.load import Loaded, load
from casework.desk.demonstration.staff import PASSWORD, manager, sign_ins

__all__ = ["PASSWORD", "Loaded", "load", "manager", "sign_ins"]
