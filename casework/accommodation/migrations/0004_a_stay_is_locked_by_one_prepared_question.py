from django.db import migrations

LOCKED = """
CREATE FUNCTION accommodation_locked(which bigint, day date) RETURNS TABLE (
    stay accommodation_stay, works_at bigint, file_state varchar, file_number varchar, status_since date,
    status_until date, status_number varchar, family bigint[]
) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY
        SELECT held, centre.office_id, file.state, file.number, status.since, status.until, status.certificate, ARRAY(
            SELECT member.person_id FROM people_membership member
            WHERE member.household_id = held.household_id AND member.since <= day
                AND (member.until IS NULL OR member.until > day)
        )
        FROM accommodation_stay held JOIN accommodation_centre centre ON centre.id = held.centre_id
        LEFT JOIN cases_case file ON file.id = held.case_id
        LEFT JOIN returnees_grant status ON status.id = held.grant_id
        WHERE held.id = which FOR NO KEY UPDATE OF held;
END $$;
"""


class Migration(migrations.Migration):
    """A function keeps its plan for the session: planning these joins for every act took longer than answering them."""

    dependencies = [("accommodation", "0003_what_was_is_append_only")]
    operations = [migrations.RunSQL(LOCKED, "DROP FUNCTION accommodation_locked(bigint, date)")]
