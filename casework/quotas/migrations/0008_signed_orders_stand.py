from django.db import migrations

LINES = """
CREATE FUNCTION quotas_order_lines_stand_once_signed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed bigint := CASE TG_OP WHEN 'DELETE' THEN OLD.order_id ELSE NEW.order_id END;
BEGIN
    -- The lock makes a signature that is being given wait for this line, and this line for it.
    PERFORM 1 FROM quotas_order WHERE id = changed AND signed_at IS NULL FOR SHARE;
    IF NOT FOUND OR (TG_OP = 'UPDATE' AND NEW.order_id <> OLD.order_id) THEN
        RAISE EXCEPTION 'The lines of a signed order stand.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'order_lines_stand_once_signed';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER quotas_order_lines_stand_once_signed BEFORE INSERT OR UPDATE OR DELETE ON quotas_orderline
    FOR EACH ROW EXECUTE FUNCTION quotas_order_lines_stand_once_signed();
"""

ORDER = """
CREATE FUNCTION quotas_order_stands_once_countersigned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.signed_at IS NULL THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND (
        OLD.countersigned_at IS NULL
        -- Only its posting is still to come, once.
        OR OLD.posted_at IS NULL AND to_jsonb(NEW) - 'posted_at' - 'version' = to_jsonb(OLD) - 'posted_at' - 'version'
        OR NEW = OLD
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'An order is never edited, only followed.'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'order_stands_once_countersigned';
END $$;

CREATE TRIGGER quotas_order_stands_once_countersigned BEFORE UPDATE OR DELETE ON quotas_order
    FOR EACH ROW EXECUTE FUNCTION quotas_order_stands_once_countersigned();
"""


def _drop(table: str, name: str) -> str:
    return f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();"


class Migration(migrations.Migration):
    """Lines of a signed order and whatever a countersigned one says stay as they are."""

    dependencies = [("quotas", "0007_orders_are_drafted")]
    operations = [
        migrations.RunSQL(LINES, _drop("quotas_orderline", "quotas_order_lines_stand_once_signed")),
        migrations.RunSQL(ORDER, _drop("quotas_order", "quotas_order_stands_once_countersigned")),
    ]
