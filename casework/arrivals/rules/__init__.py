"""What the law and the office say of crossings, as functions. No database and no clock."""

WORKING_AT, SENIOR_AT = 16, 63
"""Years at which somebody counts as of working age and of pension age, women and men alike: the office's own groups."""
