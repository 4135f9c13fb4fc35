from django.db import migrations

# UNION, not UNION ALL, in the chain: a ring of links ends.
JOINED = """
CREATE FUNCTION people_joined(persons bigint[]) RETURNS TABLE (person bigint, record bigint) STABLE LANGUAGE plpgsql AS $$
BEGIN RETURN QUERY
    WITH RECURSIVE link (near, far) AS (
        SELECT record_id, other_record_id FROM people_sameperson WHERE confirmed_at IS NOT NULL AND undone_at IS NULL
        UNION ALL
        SELECT other_record_id, record_id FROM people_sameperson WHERE confirmed_at IS NOT NULL AND undone_at IS NULL
    ), reached (start, near) AS (
        SELECT id, id FROM unnest(persons) AS asked (id)
        UNION
        SELECT reached.start, link.far FROM reached JOIN link ON link.near = reached.near
    )
    SELECT reached.start, reached.near FROM reached;
END $$;
"""

LOCK = """
CREATE FUNCTION people_lock_joined(persons bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    records bigint[] := ARRAY(SELECT DISTINCT record FROM people_joined(persons) ORDER BY record);
BEGIN
    PERFORM FROM people_person WHERE id = ANY (records) ORDER BY id FOR UPDATE;
    -- Each statement sees what was committed before it: also a link confirmed while the one above waited.
    IF records <> ARRAY(SELECT DISTINCT record FROM people_joined(persons) ORDER BY record) THEN
        RAISE EXCEPTION 'Records of these persons were joined or parted at this moment.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'person_records_stay_joined';
    END IF;
END $$;

-- A temporary table of the same name would otherwise be found first.
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION people_joined(bigint[]) SET search_path = %I, pg_temp', current_schema());
    EXECUTE format('ALTER FUNCTION people_lock_joined(bigint[]) SET search_path = %I, pg_temp', current_schema());
END $$;
"""


class Migration(migrations.Migration):
    """Which records are of one human being, and a lock on all of them, for questions and for triggers alike."""

    dependencies = [("people", "0003_records_of_the_same_person")]
    operations = [
        migrations.RunSQL(JOINED, "DROP FUNCTION people_joined(bigint[])"),
        migrations.RunSQL(LOCK, "DROP FUNCTION people_lock_joined(bigint[])"),
    ]
