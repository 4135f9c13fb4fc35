from django.db import migrations

# Everything but the end, and the end once: who changes a schedule ends it and begins another.
ONLY_ENDED = """
CREATE FUNCTION reports_schedule_is_only_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL THEN
        OLD.until := NEW.until;
        OLD.ended_at := NEW.ended_at;
        OLD.ended_by_id := NEW.ended_by_id;
        IF NEW IS NOT DISTINCT FROM OLD THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'A schedule is never changed or removed; end it, and begin another.'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'schedule_is_only_ended',
              TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER schedule_is_only_ended BEFORE UPDATE OR DELETE ON reports_schedule
    FOR EACH ROW EXECUTE FUNCTION reports_schedule_is_only_ended();
CREATE TRIGGER schedule_is_only_ended_whole BEFORE TRUNCATE ON reports_schedule
    FOR EACH STATEMENT EXECUTE FUNCTION reports_schedule_is_only_ended();
"""
AS_BEFORE = """
DROP TRIGGER schedule_is_only_ended ON reports_schedule;
DROP TRIGGER schedule_is_only_ended_whole ON reports_schedule;
DROP FUNCTION reports_schedule_is_only_ended();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_issues_are_append_only")]
    operations = [migrations.RunSQL(ONLY_ENDED, AS_BEFORE)]
