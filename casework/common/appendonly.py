"""Tables that only grow. The trigger reads no setting, so that no session can switch it off."""

from django.db.migrations import RunSQL

_FUNCTION = """
CREATE OR REPLACE FUNCTION common_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are never changed or removed; add a new one instead.', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_TABLE_NAME || '_is_append_only',
              TABLE = TG_TABLE_NAME;
END $$;
"""


def append_only(table: str) -> list[RunSQL]:
    """Migration operations that make `table` refuse UPDATE, DELETE and TRUNCATE."""
    name = f"{table}_is_append_only"
    return [
        RunSQL(_FUNCTION, RunSQL.noop),
        RunSQL(
            f"""
            CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION common_refuse_change();
            CREATE TRIGGER {name}_whole BEFORE TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION common_refuse_change();
            """,
            f"DROP TRIGGER {name} ON {table}; DROP TRIGGER {name}_whole ON {table};",
        ),
    ]
