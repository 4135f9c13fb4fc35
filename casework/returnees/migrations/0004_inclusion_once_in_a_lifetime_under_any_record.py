from django.db import migrations

ONCE = """
CREATE FUNCTION returnees_inclusion_once_under_any_record() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    persons bigint[] := ARRAY(SELECT person_id FROM added WHERE annulled_at IS NULL);
BEGIN
    PERFORM people_lock_joined(persons);
    -- A statement of its own, so that it sees what was committed while the one before waited.
    IF EXISTS (
        SELECT FROM added
        JOIN people_joined(persons) AS joined ON joined.person = added.person_id
        JOIN returnees_inclusion AS other ON other.person_id = joined.record
        WHERE other.programme_id = added.programme_id AND other.id <> added.id
            AND other.annulled_at IS NULL AND added.annulled_at IS NULL
    ) THEN
        RAISE EXCEPTION 'A person is included once in a lifetime, under whatever record.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'inclusion_once_under_any_record';
    END IF;
    RETURN NULL;
END $$;

DO $$ BEGIN
    EXECUTE format(
        'ALTER FUNCTION returnees_inclusion_once_under_any_record() SET search_path = %I, pg_temp', current_schema()
    );
END $$;

CREATE TRIGGER returnees_inclusion_once_under_any_record AFTER INSERT ON returnees_inclusion
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION returnees_inclusion_once_under_any_record();
"""
DROP = """
DROP TRIGGER returnees_inclusion_once_under_any_record ON returnees_inclusion;
DROP FUNCTION returnees_inclusion_once_under_any_record();
"""


class Migration(migrations.Migration):
    """The database itself looks over all records joined with a person, under a lock on them."""

    dependencies = [
        ("people", "0004_joined_records_are_found_and_locked_in_the_database"),
        ("returnees", "0003_warnings_before_a_status_ends"),
    ]
    operations = [migrations.RunSQL(ONCE, DROP)]
