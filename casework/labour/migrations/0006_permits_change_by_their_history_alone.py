from django.db import migrations

from casework.common.appendonly import append_only

HISTORY = """
CREATE FUNCTION labour_permit_change_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    now_state varchar;
BEGIN
    SELECT state INTO now_state FROM labour_permit WHERE id = NEW.permit_id FOR UPDATE;
    IF NOT (CASE NEW.kind
        WHEN 'suspended' THEN now_state IN ('issued', 'restored')
        WHEN 'replaced' THEN now_state IN ('issued', 'restored')
        WHEN 'restored' THEN now_state = 'suspended'
        ELSE now_state IN ('issued', 'restored', 'suspended')
    END) THEN
        RAISE EXCEPTION 'A permit that is % cannot be %.', now_state, NEW.kind
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'permit_change_follows_its_state';
    END IF;
    IF EXISTS (SELECT FROM labour_permitchange WHERE permit_id = NEW.permit_id AND "on" > NEW."on") THEN
        RAISE EXCEPTION 'A later change is on record.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'permit_change_in_order_of_days';
    END IF;
    UPDATE labour_permit SET state = NEW.kind,
        ended_on = CASE WHEN NEW.kind IN ('revoked', 'surrendered', 'replaced') THEN NEW."on" END
        WHERE id = NEW.permit_id;
    RETURN NEW;
END $$;

CREATE TRIGGER labour_permit_change_follows BEFORE INSERT ON labour_permitchange
    FOR EACH ROW EXECUTE FUNCTION labour_permit_change_follows();

CREATE FUNCTION labour_permit_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.state = 'issued' AND NEW.ended_on IS NULL THEN
        RETURN NEW;
    END IF;
    -- At depth 1 somebody writes to the permit itself; its history writes from inside its own trigger.
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1
        AND (to_jsonb(NEW) - 'state' - 'ended_on') = (to_jsonb(OLD) - 'state' - 'ended_on') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A permit changes by its history alone.'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'permit_changes_by_its_history_alone';
END $$;

CREATE TRIGGER labour_permit_stands BEFORE INSERT OR UPDATE OR DELETE ON labour_permit
    FOR EACH ROW EXECUTE FUNCTION labour_permit_stands();
CREATE TRIGGER labour_permit_stands_whole BEFORE TRUNCATE ON labour_permit
    FOR EACH STATEMENT EXECUTE FUNCTION labour_permit_stands();

DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION labour_permit_change_follows() SET search_path = %I, pg_temp', current_schema());
    EXECUTE format('ALTER FUNCTION labour_permit_stands() SET search_path = %I, pg_temp', current_schema());
END $$;
"""
UNDO = """
DROP TRIGGER labour_permit_stands_whole ON labour_permit;
DROP TRIGGER labour_permit_stands ON labour_permit; DROP FUNCTION labour_permit_stands();
DROP TRIGGER labour_permit_change_follows ON labour_permitchange; DROP FUNCTION labour_permit_change_follows();
"""


class Migration(migrations.Migration):
    """What a permit says never changes; how it stands follows a history that only grows."""

    dependencies = [("labour", "0005_every_permit_has_its_place_and_its_code")]
    operations = [migrations.RunSQL(HISTORY, UNDO), *append_only("labour_permitchange")]
