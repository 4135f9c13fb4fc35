from django.db import migrations, models

LOOK_UP = """
CREATE FUNCTION people_year_of_birth(person bigint) RETURNS smallint STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN (SELECT extract(year FROM born_on) FROM people_person WHERE id = person);
END $$;

-- Writes the table and its indexes anew at once: of millions of names, each by itself, an UPDATE would take hours.
ALTER TABLE people_name ALTER COLUMN birth_year TYPE smallint USING people_year_of_birth(person_id);
"""
FOLLOW = """
CREATE FUNCTION people_name_takes_year_of_birth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.birth_year := people_year_of_birth(NEW.person_id);
    RETURN NEW;
END $$;

CREATE FUNCTION people_birth_reaches_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE people_name SET birth_year = NULL WHERE person_id = NEW.id; -- the trigger there looks it up
    RETURN NULL;
END $$;

-- A temporary table of the same name would otherwise be found first.
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION people_year_of_birth(bigint) SET search_path = %I, pg_temp', current_schema());
    EXECUTE format('ALTER FUNCTION people_name_takes_year_of_birth() SET search_path = %I, pg_temp', current_schema());
    EXECUTE format('ALTER FUNCTION people_birth_reaches_names() SET search_path = %I, pg_temp', current_schema());
END $$;

CREATE TRIGGER name_takes_year_of_birth BEFORE INSERT OR UPDATE OF person_id, birth_year ON people_name
FOR EACH ROW EXECUTE FUNCTION people_name_takes_year_of_birth();

CREATE TRIGGER birth_reaches_names AFTER UPDATE OF born_on ON people_person
FOR EACH ROW WHEN (OLD.born_on IS DISTINCT FROM NEW.born_on) EXECUTE FUNCTION people_birth_reaches_names();
"""
FORGET = """
DROP TRIGGER birth_reaches_names ON people_person;
DROP TRIGGER name_takes_year_of_birth ON people_name;
DROP FUNCTION people_birth_reaches_names();
DROP FUNCTION people_name_takes_year_of_birth();
"""


class Migration(migrations.Migration):
    """A name and a year of birth are found together by their indexes, without a look at thousands of persons."""

    dependencies = [("people", "0009_imports_and_likely_pairs")]
    operations = [
        migrations.AddField(
            "name",
            "birth_year",
            models.SmallIntegerField(null=True, editable=False, verbose_name="year of birth, kept by the database"),
        ),
        migrations.RunSQL(LOOK_UP, "DROP FUNCTION people_year_of_birth(bigint)"),
        migrations.RunSQL(FOLLOW, FORGET),
        migrations.AddIndex("name", models.Index(fields=["birth_year"], name="name_by_birth_year")),
    ]
