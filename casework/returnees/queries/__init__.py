"""What steps, pages and other packages ask of returnees."""

from casework.returnees.queries.records import (
    IN_MIGRANT,
    RETURNEE,
    Warned,
    citizens,
    ending,
    expiring,
    grants_to_extend,
    hear_by,
    included_before,
    included_by_file,
    included_in_the_past,
    inclusions_of,
    not_counted,
    programmes_included_twice,
    told_on,
    warnings_due,
)

__all__ = [
    "IN_MIGRANT",
    "RETURNEE",
    "Warned",
    "citizens",
    "ending",
    "expiring",
    "grants_to_extend",
    "hear_by",
    "included_before",
    "included_by_file",
    "included_in_the_past",
    "inclusions_of",
    "not_counted",
    "programmes_included_twice",
    "told_on",
    "warnings_due",
]
