from django.db import migrations

ENTRY = """
CREATE FUNCTION quotas_entry_moves_counters() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    books_closed boolean;
    drawn_plan bigint;
    ceiling bigint;
    previous bigint := 0;
    ended quotas_entry;
BEGIN
    UPDATE quotas_allocation
        SET "limit" = "limit" + NEW.d_limit, held = held + NEW.d_held, used = used + NEW.d_used
        WHERE id = NEW.allocation_id RETURNING is_closed, plan_id INTO books_closed, drawn_plan;
    -- Foreign keys are checked at commit only: an allocation made later in the transaction would miss this line.
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Allocation % does not exist.', NEW.allocation_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'entry_draws_on_an_allocation_that_exists';
    END IF;

    IF NEW.ceilings <> '{}' THEN
        FOR ceiling IN SELECT unnest(NEW.ceilings) ORDER BY 1 LOOP
            UPDATE quotas_ceiling SET taken = taken + NEW.d_held + NEW.d_used
                WHERE id = ceiling AND plan_id = drawn_plan AND ceiling <> previous;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'Ceiling % does not exist in this plan, or is named twice.', ceiling
                    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'entry_is_charged_to_ceilings_that_exist';
            END IF;
            previous := ceiling;
        END LOOP;
    END IF;

    IF NEW.transaction <> (pg_current_xact_id()::text)::bigint OR NEW.recorded_at NOT BETWEEN now() AND clock_timestamp() THEN
        RAISE EXCEPTION 'A line is recorded by the clock of the database.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'entry_recorded_by_the_database_clock';
    END IF;

    IF books_closed AND (NEW.d_limit, NEW.d_held, NEW.d_used) <> (0, 0, 0) THEN
        RAISE EXCEPTION 'The books of a closed plan do not move.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'entry_moves_no_closed_books';
    END IF;

    IF NEW.closes_id IS NULL THEN
        RETURN NULL;
    END IF;

    SELECT * INTO ended FROM quotas_entry WHERE id = NEW.closes_id;
    IF NOT FOUND OR ended.allocation_id <> NEW.allocation_id OR ended.file <> NEW.file OR ended.ceilings <> NEW.ceilings
        OR ended.kind <> (CASE NEW.kind WHEN 'give_back' THEN 'use' ELSE 'hold' END) THEN
        RAISE EXCEPTION 'A line ends only a line of its own file, allocation and ceilings.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'entry_closes_its_own';
    END IF;
    IF NEW.happened_on < ended.happened_on THEN
        RAISE EXCEPTION 'Nothing ends before it began.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'entry_happens_after_what_it_ends';
    END IF;
    IF NEW.kind <> 'give_back' AND NEW.d_held <> -ended.d_held THEN
        RAISE EXCEPTION 'A use or a release ends its whole hold.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'entry_closes_the_whole_hold';
    END IF;
    IF NEW.kind = 'give_back' AND NEW.d_used = 0 AND NOT books_closed THEN
        RAISE EXCEPTION 'While the plan is open, what is given back returns.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'entry_gives_back_what_it_says';
    END IF;
    IF NEW.kind = 'give_back' AND ended.places < (
        SELECT sum(places) FROM quotas_entry WHERE closes_id = NEW.closes_id AND kind = 'give_back'
    ) THEN
        RAISE EXCEPTION 'More places would be given back than were used.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'entry_gives_back_what_was_used';
    END IF;
    RETURN NULL;
END $$;

-- A temporary table of the same name would otherwise be found first.
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION quotas_entry_moves_counters() SET search_path = %I, pg_temp', current_schema());
END $$;

CREATE TRIGGER quotas_entry_moves_counters AFTER INSERT ON quotas_entry
    FOR EACH ROW EXECUTE FUNCTION quotas_entry_moves_counters();
"""

ALLOCATION = """
CREATE FUNCTION quotas_allocation_counted_by_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.is_closed AND NOT OLD.is_closed AND NEW.held > 0 THEN
        RAISE EXCEPTION 'Books are closed once every hold is decided or released.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'allocation_closed_without_holds';
    END IF;
    IF TG_OP = 'INSERT' AND (coalesce(NEW."limit", 0), NEW.held, NEW.used) = (0, 0, 0) THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND (
        pg_trigger_depth() > 1
        OR (NEW."limit", NEW.held, NEW.used) IS NOT DISTINCT FROM (OLD."limit", OLD.held, OLD.used)
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The counters of an allocation move by lines of the ledger alone.'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'allocation_counted_by_ledger';
END $$;

CREATE TRIGGER quotas_allocation_counted_by_ledger BEFORE INSERT OR UPDATE ON quotas_allocation
    FOR EACH ROW EXECUTE FUNCTION quotas_allocation_counted_by_ledger();
"""

CEILING = """
CREATE FUNCTION quotas_ceiling_counted_by_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP = 'INSERT' AND NEW.taken = 0)
        OR (TG_OP = 'UPDATE' AND (pg_trigger_depth() > 1 OR NEW.taken = OLD.taken)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'What is taken of a ceiling moves by lines of the ledger alone.'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ceiling_counted_by_ledger';
END $$;

CREATE TRIGGER quotas_ceiling_counted_by_ledger BEFORE INSERT OR UPDATE ON quotas_ceiling
    FOR EACH ROW EXECUTE FUNCTION quotas_ceiling_counted_by_ledger();
"""


def _drop(table: str, name: str) -> str:
    return f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();"


class Migration(migrations.Migration):
    """Inserting a line moves the counters; nothing else can."""

    dependencies = [("quotas", "0001_initial")]
    operations = [
        migrations.RunSQL(ENTRY, _drop("quotas_entry", "quotas_entry_moves_counters")),
        migrations.RunSQL(ALLOCATION, _drop("quotas_allocation", "quotas_allocation_counted_by_ledger")),
        migrations.RunSQL(CEILING, _drop("quotas_ceiling", "quotas_ceiling_counted_by_ledger")),
    ]
