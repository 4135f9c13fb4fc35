from django.db import migrations

from casework.common.appendonly import append_only

CODES = """
CREATE FUNCTION arrivals_keep_codes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM arrivals_tally WHERE side = TG_ARGV[0] AND key = OLD.code) THEN
        RAISE EXCEPTION 'Crossings are counted by this code.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'code_of_crossings_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER code_of_crossings_stays BEFORE DELETE OR UPDATE OF code ON arrivals_checkpoint
    FOR EACH ROW EXECUTE FUNCTION arrivals_keep_codes('checkpoint');
CREATE TRIGGER code_of_crossings_stays BEFORE DELETE OR UPDATE OF code ON arrivals_purpose
    FOR EACH ROW EXECUTE FUNCTION arrivals_keep_codes('purpose');
CREATE TRIGGER code_of_crossings_stays BEFORE DELETE OR UPDATE OF code ON reference_region
    FOR EACH ROW EXECUTE FUNCTION arrivals_keep_codes('region');
"""
NO_CODES = """
DROP TRIGGER code_of_crossings_stays ON reference_region;
DROP TRIGGER code_of_crossings_stays ON arrivals_purpose;
DROP TRIGGER code_of_crossings_stays ON arrivals_checkpoint;
DROP FUNCTION arrivals_keep_codes();
"""


class Migration(migrations.Migration):
    """A crossing is never changed, and a code by which crossings are counted stays what it is."""

    dependencies = [("arrivals", "0002_crossings_by_months"), ("reference", "0001_initial")]
    operations = [*append_only("arrivals_crossing"), migrations.RunSQL(CODES, NO_CODES)]
