from django.db import migrations

from casework.common.appendonly import append_only

BAR = """
CREATE SEQUENCE labour_permit_number;

CREATE FUNCTION labour_permit_not_while_barred() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- A violation that is recorded at this moment locks the same row: whoever comes second sees the first.
    PERFORM FROM labour_employer WHERE id = NEW.employer_id FOR UPDATE;
    IF EXISTS (
        SELECT FROM labour_violation
        WHERE employer_id = NEW.employer_id AND NEW.since >= found_on AND NEW.since < bars_until
    ) THEN
        RAISE EXCEPTION 'A violation bars new permits of this employer.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'permit_not_while_barred';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER labour_permit_not_while_barred BEFORE INSERT ON labour_permit
    FOR EACH ROW EXECUTE FUNCTION labour_permit_not_while_barred();

CREATE FUNCTION labour_violation_locks_its_employer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM labour_employer WHERE id = NEW.employer_id FOR UPDATE;
    RETURN NEW;
END $$;

CREATE TRIGGER labour_violation_locks_its_employer BEFORE INSERT ON labour_violation
    FOR EACH ROW EXECUTE FUNCTION labour_violation_locks_its_employer();

DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION labour_permit_not_while_barred() SET search_path = %I, pg_temp', current_schema());
    EXECUTE format('ALTER FUNCTION labour_violation_locks_its_employer() SET search_path = %I, pg_temp', current_schema());
END $$;
"""
UNDO = """
DROP TRIGGER labour_permit_not_while_barred ON labour_permit; DROP FUNCTION labour_permit_not_while_barred();
DROP TRIGGER labour_violation_locks_its_employer ON labour_violation; DROP FUNCTION labour_violation_locks_its_employer();
DROP SEQUENCE labour_permit_number;
"""


class Migration(migrations.Migration):
    """No permit begins while a violation bars its employer; findings and payments are never changed."""

    dependencies = [("labour", "0002_permits_fees_and_inspections")]
    operations = [
        migrations.RunSQL(BAR, UNDO),
        *append_only("labour_violation"),
        *append_only("labour_payment"),
    ]
