"""The law about persons, as pure functions: majority, and the check digits of IIN and BIN."""

AGE_OF_MAJORITY = 18  # Civil Code of 27 Dec 1994, art. 17
