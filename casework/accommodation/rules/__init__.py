"""The law and the arithmetic of centres, as pure functions: no database and no clock."""

from casework.accommodation.rules.beds import Guest, Quarters, check_minors, check_sex, check_steps

__all__ = ["Guest", "Quarters", "check_minors", "check_sex", "check_steps"]
