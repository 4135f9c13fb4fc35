from django.db import migrations

from casework.common.appendonly import append_only

# What the record says now is what these certificates said whenever they were printed.
FIRST = """
INSERT INTO returnees_edition (grant_id, ordinal, kind, cause, number, token, text, reason, made_by_id, made_at)
WITH said AS (
    SELECT person.id, person.sex, COALESCE(person.iin, '') AS iin,
        json_build_array(person.born_on, person.born_precision) AS born,
        COALESCE((
            SELECT concat_ws(' ', NULLIF(surname, ''), NULLIF(given, ''), NULLIF(patronymic, '')) FROM people_name
            WHERE person_id = person.id ORDER BY is_main DESC, id DESC LIMIT 1
        ), person.number) AS name,
        COALESCE((
            SELECT concat_ws(' ', NULLIF(surname, ''), NULLIF(given, ''), NULLIF(patronymic, '')) FROM people_name
            WHERE person_id = person.id AND script = 'latn-passport' ORDER BY id LIMIT 1
        ), '') AS passport_name,
        COALESCE((
            SELECT concat_ws(' ', NULLIF(surname, ''), NULLIF(given, ''), NULLIF(patronymic, '')) FROM people_name
            WHERE person_id = person.id AND script = 'kk-arab' ORDER BY id LIMIT 1
        ), '') AS arabic_name
    FROM people_person AS person
)
SELECT found.id, 1, 'first', '', found.certificate, found.token,
    jsonb_build_object(
        'name', said.name, 'passport_name', said.passport_name, 'arabic_name', said.arabic_name, 'sex', said.sex,
        'born', said.born, 'iin', said.iin,
        'left_country', COALESCE((
            SELECT left_country FROM returnees_statusapplication WHERE case_id = found.case_id
        ), ''),
        'family', COALESCE((
            SELECT jsonb_agg(
                jsonb_build_object('name', other.name, 'role', member.role, 'born', other.born) ORDER BY member.id
            )
            FROM cases_casemember AS member JOIN said AS other ON other.id = member.person_id
            WHERE member.case_id = found.case_id AND member.person_id <> found.person_id
        ), '[]')
    ),
    '', COALESCE(decision.countersigned_by_id, file.registered_by_id),
    COALESCE(decision.countersigned_at, file.registered_at)
FROM returnees_grant AS found
JOIN said ON said.id = found.person_id
JOIN cases_case AS file ON file.id = found.case_id
LEFT JOIN cases_decision AS decision
    ON decision.case_id = file.id AND decision.step = 'grant' AND decision.state = 'in_force'
WHERE NOT EXISTS (SELECT FROM returnees_edition WHERE grant_id = found.id)
"""


class Migration(migrations.Migration):
    """Certificates that were issued before keep what they say as well; from now on nothing of it is changed."""

    dependencies = [
        ("cases", "0009_complaints_are_decided_by_others"),
        ("returnees", "0005_editions_of_certificates"),
    ]
    operations = [
        migrations.RunSQL(FIRST, migrations.RunSQL.noop),
        *append_only("returnees_edition"),
    ]
