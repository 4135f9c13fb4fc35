from django.db import migrations

RULES = """
CREATE FUNCTION accommodation_is_member(which bigint, who bigint, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM accommodation_stay stay JOIN people_membership member ON member.household_id = stay.household_id
        WHERE stay.id = which AND member.person_id = who AND member.since <= day
            AND (member.until IS NULL OR member.until > day)
            AND stay.asked_on <= day AND (stay.ended_on IS NULL OR stay.ended_on >= day)
    )
$$;

CREATE FUNCTION accommodation_check_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT accommodation_is_member(NEW.stay_id, NEW.person_id, NEW.given_on) THEN
        RAISE EXCEPTION 'A service is given to a member of the family while its stay lasts.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'service_given_to_a_member',
                  TABLE = 'accommodation_delivery';
    END IF;
    IF (SELECT is_course FROM accommodation_service WHERE code = NEW.service_id) THEN
        RAISE EXCEPTION 'A course is given in sessions.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'service_given_is_no_course',
                  TABLE = 'accommodation_delivery';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER service_given_to_a_member BEFORE INSERT ON accommodation_delivery
    FOR EACH ROW EXECUTE FUNCTION accommodation_check_delivery();

CREATE FUNCTION accommodation_keep_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.struck_at IS NULL
       AND (OLD.stay_id, OLD.person_id, OLD.service_id, OLD.given_on, OLD.recorded_by_id, OLD.recorded_at)
         = (NEW.stay_id, NEW.person_id, NEW.service_id, NEW.given_on, NEW.recorded_by_id, NEW.recorded_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'What was given stays as it was written; strike it out and enter it anew.'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'service_given_stays_as_written',
              TABLE = 'accommodation_delivery';
END $$;
CREATE TRIGGER service_given_stays_as_written BEFORE UPDATE OR DELETE ON accommodation_delivery
    FOR EACH ROW EXECUTE FUNCTION accommodation_keep_delivery();

CREATE FUNCTION accommodation_check_course() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT (SELECT is_course FROM accommodation_service WHERE code = NEW.service_id) THEN
        RAISE EXCEPTION 'Groups are taught courses of the catalogue.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'course_teaches_a_course',
                  TABLE = 'accommodation_course';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER course_teaches_a_course BEFORE INSERT ON accommodation_course
    FOR EACH ROW EXECUTE FUNCTION accommodation_check_course();
CREATE TRIGGER course_keeps_its_facts BEFORE UPDATE ON accommodation_course
    FOR EACH ROW WHEN ((OLD.centre_id, OLD.service_id, OLD.seats, OLD.since)
                       IS DISTINCT FROM (NEW.centre_id, NEW.service_id, NEW.seats, NEW.since))
    EXECUTE FUNCTION accommodation_refuse_other('course_keeps_its_facts');

CREATE FUNCTION accommodation_check_participant() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    course accommodation_course;
BEGIN
    -- The course is the queue: two who want its last seat wait for each other here.
    SELECT * INTO course FROM accommodation_course WHERE id = NEW.course_id FOR NO KEY UPDATE;
    IF course.closed_at IS NOT NULL OR NOT accommodation_is_member(NEW.stay_id, NEW.person_id, NEW.joined_on)
       OR course.centre_id <> (SELECT centre_id FROM accommodation_stay WHERE id = NEW.stay_id) THEN
        RAISE EXCEPTION 'An open course takes members of families of its centre.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'participant_is_of_the_centre',
                  TABLE = 'accommodation_participant';
    END IF;
    IF course.seats <= (SELECT count(*) FROM accommodation_participant WHERE course_id = course.id AND left_on IS NULL)
    THEN
        RAISE EXCEPTION 'Every seat of this course is taken.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'participant_has_a_seat',
                  TABLE = 'accommodation_participant';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER participant_has_a_seat BEFORE INSERT ON accommodation_participant
    FOR EACH ROW EXECUTE FUNCTION accommodation_check_participant();
CREATE TRIGGER participant_keeps_the_seat BEFORE UPDATE ON accommodation_participant
    FOR EACH ROW WHEN (OLD.left_on IS NOT NULL OR (OLD.course_id, OLD.stay_id, OLD.person_id)
                       IS DISTINCT FROM (NEW.course_id, NEW.stay_id, NEW.person_id))
    EXECUTE FUNCTION accommodation_refuse_other('participant_keeps_the_seat');

CREATE FUNCTION accommodation_check_attendance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT course_id FROM accommodation_session WHERE id = NEW.session_id)
       <> (SELECT course_id FROM accommodation_participant WHERE id = NEW.participant_id) THEN
        RAISE EXCEPTION 'Who takes part in another course is not noted here.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'attendance_in_the_same_course',
                  TABLE = 'accommodation_attendance';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER attendance_in_the_same_course BEFORE INSERT OR UPDATE ON accommodation_attendance
    FOR EACH ROW EXECUTE FUNCTION accommodation_check_attendance();
"""
DROP = """
DROP TRIGGER attendance_in_the_same_course ON accommodation_attendance;
DROP FUNCTION accommodation_check_attendance();
DROP TRIGGER participant_keeps_the_seat ON accommodation_participant;
DROP TRIGGER participant_has_a_seat ON accommodation_participant;
DROP FUNCTION accommodation_check_participant();
DROP TRIGGER course_keeps_its_facts ON accommodation_course;
DROP TRIGGER course_teaches_a_course ON accommodation_course;
DROP FUNCTION accommodation_check_course();
DROP TRIGGER service_given_stays_as_written ON accommodation_delivery;
DROP FUNCTION accommodation_keep_delivery();
DROP TRIGGER service_given_to_a_member ON accommodation_delivery;
DROP FUNCTION accommodation_check_delivery();
DROP FUNCTION accommodation_is_member(bigint, bigint, date);
"""


class Migration(migrations.Migration):
    """Services go to members of the family; a course has no more participants than seats; nothing given is rewritten."""

    dependencies = [("accommodation", "0005_services_and_courses")]
    operations = [
        migrations.RunSQL(RULES, DROP),
        migrations.RunSQL("CREATE SEQUENCE accommodation_course_number", "DROP SEQUENCE accommodation_course_number"),
    ]
