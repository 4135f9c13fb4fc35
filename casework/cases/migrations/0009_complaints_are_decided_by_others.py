from django.db import migrations

from casework.common.appendonly import append_only

OF_A_REFUSAL = """
CREATE FUNCTION cases_complaint_of_a_refusal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    first bigint;
BEGIN
    SELECT refused.id INTO first
    FROM cases_case AS own
    JOIN cases_case AS refused ON refused.id = own.complains_of_id AND refused.procedure = own.procedure
    JOIN cases_decision AS decision ON decision.case_id = refused.id AND decision.state = 'in_force'
    WHERE own.id = NEW.case_id AND decision.id = NEW.decision_id
        AND refused.state IN ('refused', 'refused_acceptance');
    IF first IS NULL THEN
        RAISE EXCEPTION 'A complaint is of a refusal in force, of the same kind.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'complaint_of_a_refusal';
    END IF;
    NEW.barred := ARRAY(
        SELECT registered_by_id FROM cases_case WHERE id = first
        UNION SELECT signed_by_id FROM cases_decision WHERE case_id = first AND state = 'in_force'
        UNION SELECT countersigned_by_id FROM cases_decision WHERE case_id = first AND state = 'in_force'
        UNION SELECT unnest(barred) FROM cases_complaint WHERE case_id = first
        ORDER BY 1
    );
    RETURN NEW;
END $$;

CREATE TRIGGER cases_complaint_of_a_refusal BEFORE INSERT ON cases_complaint
    FOR EACH ROW EXECUTE FUNCTION cases_complaint_of_a_refusal();
"""
BY_OTHERS = """
CREATE FUNCTION cases_decision_not_by_whoever_refused() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM cases_case LEFT JOIN cases_complaint AS complaint ON complaint.case_id = cases_case.id
        WHERE cases_case.id = NEW.case_id AND complains_of_id IS NOT NULL AND (
            complaint.id IS NULL OR NEW.signed_by_id = ANY (barred) OR NEW.countersigned_by_id = ANY (barred)
        )
    ) THEN
        RAISE EXCEPTION 'A complaint is decided by officers who had no part in the refusal.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'decision_not_by_whoever_refused';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER cases_decision_not_by_whoever_refused BEFORE INSERT OR UPDATE ON cases_decision
    FOR EACH ROW EXECUTE FUNCTION cases_decision_not_by_whoever_refused();
"""
# A temporary table of the same name would otherwise be found first.
FIXED = """
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION {0}() SET search_path = %I, pg_temp', current_schema());
END $$;
"""


def trigger(name: str, table: str, body: str) -> migrations.RunSQL:
    return migrations.RunSQL(body + FIXED.format(name), f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();")


class Migration(migrations.Migration):
    """The database itself finds who refused, and refuses their signatures under the complaint."""

    dependencies = [("cases", "0008_complaints_of_refusals")]
    operations = [
        trigger("cases_complaint_of_a_refusal", "cases_complaint", OF_A_REFUSAL),
        trigger("cases_decision_not_by_whoever_refused", "cases_decision", BY_OTHERS),
        *append_only("cases_complaint"),
    ]
