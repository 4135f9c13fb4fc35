"""Places asked for by files that hold none yet: demand beyond a quota."""

from casework.common.cubes import Cube, Window, counted

# As of a day: received by then, not decided by then, and no line of the ledger by then held a place for the file.
ASKED = """
    SELECT programme_id, settlement_region_id, count(*)
    FROM cases_case AS filed JOIN returnees_inclusionrequest AS request ON request.case_id = filed.id
        JOIN cases_casemember AS member ON member.case_id = filed.id AND member.is_counted
    WHERE received_on < %(until)s AND registered_at <= %(known_at)s
      AND (closed_at IS NULL OR closed_at >= %(ended)s OR closed_at > %(known_at)s)
      AND NOT EXISTS (
        SELECT FROM quotas_entry AS line WHERE line.file = filed.number
          AND happened_on < %(until)s AND recorded_at <= %(known_at)s)
    GROUP BY 1, 2
"""


def waiting(window: Window) -> Cube:
    """Counted members of files for inclusion that wait at the end of the period, by programme and region."""
    return counted(ASKED, window.words, ("programme", "region"), ("places",))
