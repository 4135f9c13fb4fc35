from django.db import migrations

# The officer's row is the queue: of two roles given at once the second looks when the first is there.
_FUNCTION = """
CREATE FUNCTION accounts_refuse_incompatible_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM accounts_officer WHERE id = NEW.officer_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM accounts_heldrole held
        JOIN accounts_role_conflicts_with pair
          ON (pair.from_role_id, pair.to_role_id) IN ((held.role_id, NEW.role_id), (NEW.role_id, held.role_id))
        WHERE held.officer_id = NEW.officer_id
    ) THEN
        RAISE EXCEPTION 'The role % may not be held together with another role of this officer.', NEW.role_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'held_role_compatible',
                  TABLE = 'accounts_heldrole';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER held_role_compatible BEFORE INSERT OR UPDATE ON accounts_heldrole
    FOR EACH ROW EXECUTE FUNCTION accounts_refuse_incompatible_role();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        migrations.RunSQL(
            _FUNCTION,
            """
            DROP TRIGGER held_role_compatible ON accounts_heldrole;
            DROP FUNCTION accounts_refuse_incompatible_role();
            """,
        )
    ]
