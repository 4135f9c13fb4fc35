from django.db import migrations

from casework.common.appendonly import append_only

# Both sides lock all records of the persons first, and look in a statement of its own: whoever comes second sees the other.
INCLUSION = """
CREATE FUNCTION returnees_inclusion_not_after_a_past_one() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    persons bigint[] := ARRAY(SELECT person_id FROM added WHERE annulled_at IS NULL);
BEGIN
    PERFORM people_lock_joined(persons);
    IF EXISTS (
        SELECT FROM added
        JOIN people_joined(persons) AS joined ON joined.person = added.person_id
        JOIN people_person AS record ON record.id = joined.record
        JOIN returnees_pastinclusion AS past
            ON past.person_external_id = record.external_id AND past.programme_id = added.programme_id
        WHERE added.annulled_at IS NULL
    ) THEN
        RAISE EXCEPTION 'A person is included once in a lifetime; this one was before the opening.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'inclusion_not_after_a_past_one';
    END IF;
    RETURN NULL;
END $$;

DO $$ BEGIN
    EXECUTE format(
        'ALTER FUNCTION returnees_inclusion_not_after_a_past_one() SET search_path = %I, pg_temp', current_schema()
    );
END $$;

CREATE TRIGGER returnees_inclusion_not_after_a_past_one AFTER INSERT ON returnees_inclusion
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION returnees_inclusion_not_after_a_past_one();
"""

PAST = """
CREATE FUNCTION returnees_past_inclusion_not_beside_another() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    persons bigint[] := ARRAY(
        SELECT record.id FROM added JOIN people_person AS record ON record.external_id = added.person_external_id
    );
BEGIN
    PERFORM people_lock_joined(persons);
    IF EXISTS (
        SELECT FROM added
        JOIN people_person AS record ON record.external_id = added.person_external_id
        JOIN people_joined(persons) AS joined ON joined.person = record.id
        JOIN returnees_inclusion AS other ON other.person_id = joined.record
        WHERE other.programme_id = added.programme_id AND other.annulled_at IS NULL
    ) THEN
        RAISE EXCEPTION 'A person is included once in a lifetime; this one is by a file.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'past_inclusion_not_beside_another';
    END IF;
    RETURN NULL;
END $$;

DO $$ BEGIN
    EXECUTE format(
        'ALTER FUNCTION returnees_past_inclusion_not_beside_another() SET search_path = %I, pg_temp', current_schema()
    );
END $$;

CREATE TRIGGER returnees_past_inclusion_not_beside_another AFTER INSERT ON returnees_pastinclusion
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION returnees_past_inclusion_not_beside_another();
"""


def _drop(table: str, name: str) -> str:
    return f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();"


class Migration(migrations.Migration):
    """The database refuses a second inclusion, whichever of the two was before the opening."""

    dependencies = [
        ("people", "0005_persons_are_found_by_their_number_in_another_register"),
        ("returnees", "0007_past_inclusions"),
    ]
    operations = [
        migrations.RunSQL(INCLUSION, _drop("returnees_inclusion", "returnees_inclusion_not_after_a_past_one")),
        migrations.RunSQL(PAST, _drop("returnees_pastinclusion", "returnees_past_inclusion_not_beside_another")),
        *append_only("returnees_pastinclusion"),
    ]
