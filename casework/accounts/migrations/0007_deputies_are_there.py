from django.db import migrations

# The rows of both officers are the queue: of two absences recorded at once the second looks when the first is there.
_FUNCTION = """
CREATE FUNCTION accounts_refuse_absent_deputy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM accounts_officer WHERE id IN (NEW.officer_id, NEW.deputy_id) ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM accounts_absence other
        WHERE (other.officer_id = NEW.deputy_id OR other.deputy_id = NEW.officer_id)
          AND daterange(other.since, other.until) && daterange(NEW.since, NEW.until)
    ) THEN
        RAISE EXCEPTION 'The deputy is away on some of these days.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'absence_deputy_is_there',
                  TABLE = 'accounts_absence';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER absence_deputy_is_there AFTER INSERT OR UPDATE ON accounts_absence
    FOR EACH ROW EXECUTE FUNCTION accounts_refuse_absent_deputy();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_absences")]
    operations = [
        migrations.RunSQL(
            _FUNCTION,
            """
            DROP TRIGGER absence_deputy_is_there ON accounts_absence;
            DROP FUNCTION accounts_refuse_absent_deputy();
            """,
        )
    ]
