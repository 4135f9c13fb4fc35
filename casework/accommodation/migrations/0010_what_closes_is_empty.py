from django.db import migrations

COPY = """
CREATE OR REPLACE FUNCTION accommodation_copy() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closes date;
    visits boolean;
BEGIN
    IF NEW.place_id IS NOT NULL THEN
        SELECT room_id INTO NEW.room_id FROM accommodation_place WHERE id = NEW.place_id;
    END IF;
    -- The room is the queue: two families that are put into it at once wait for each other here, where the exclusion
    -- constraints would let both in and then stop one of them as a deadlock. A room that changes or closes waits too.
    SELECT centre_id, is_family_room, closes_on INTO NEW.centre_id, NEW.is_family_room, closes
        FROM accommodation_room WHERE id = NEW.room_id FOR NO KEY UPDATE;
    IF upper(NEW.nights) > closes AND NEW.state IN ('planned', 'in', 'out') THEN
        RAISE EXCEPTION 'Nobody sleeps in a room that is closed.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'assignment_before_the_room_closes',
                  TABLE = 'accommodation_assignment';
    END IF;
    IF NEW.stay_id IS NULL THEN
        NEW.household_id := NULL;
        RETURN NEW;
    END IF;
    SELECT household_id, is_visiting INTO NEW.household_id, visits
        FROM accommodation_stay WHERE id = NEW.stay_id AND centre_id = NEW.centre_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'A stay in one centre has no room in another one.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'assignment_in_the_centre_of_its_stay',
                  TABLE = 'accommodation_assignment';
    END IF;
    IF visits THEN
        RAISE EXCEPTION 'Who comes for services alone has no bed.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'assignment_of_whoever_lives_here',
                  TABLE = 'accommodation_assignment';
    END IF;
    RETURN NEW;
END $$;
"""
COPY_BEFORE = """
CREATE OR REPLACE FUNCTION accommodation_copy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.place_id IS NOT NULL THEN
        SELECT room_id INTO NEW.room_id FROM accommodation_place WHERE id = NEW.place_id;
    END IF;
    -- The room is the queue: two families that are put into it at once wait for each other here, where the exclusion
    -- constraints would let both in and then stop one of them as a deadlock. A room that changes its kind waits too.
    SELECT centre_id, is_family_room INTO NEW.centre_id, NEW.is_family_room
        FROM accommodation_room WHERE id = NEW.room_id FOR NO KEY UPDATE;
    IF NEW.stay_id IS NULL THEN
        NEW.household_id := NULL;
        RETURN NEW;
    END IF;
    SELECT household_id INTO NEW.household_id
        FROM accommodation_stay WHERE id = NEW.stay_id AND centre_id = NEW.centre_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'A stay in one centre has no room in another one.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'assignment_in_the_centre_of_its_stay',
                  TABLE = 'accommodation_assignment';
    END IF;
    RETURN NEW;
END $$;
"""
CLOSING = """
CREATE FUNCTION accommodation_check_room() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closes date;
BEGIN
    SELECT closes_on INTO closes FROM accommodation_centre WHERE id = NEW.centre_id FOR SHARE;
    IF closes IS NOT NULL AND (NEW.closes_on IS NULL OR NEW.closes_on > closes) THEN
        RAISE EXCEPTION 'A room closes with its centre.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'room_closes_with_its_centre',
                  TABLE = 'accommodation_room';
    END IF;
    IF NEW.closes_on IS NOT NULL AND EXISTS (
        SELECT FROM accommodation_assignment WHERE room_id = NEW.id AND state IN ('planned', 'in', 'out')
            AND upper(nights) > NEW.closes_on
    ) THEN
        RAISE EXCEPTION 'Somebody has nights in this room after the day on which it closes.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'room_closes_empty',
                  TABLE = 'accommodation_room';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER room_closes_empty BEFORE INSERT OR UPDATE OF closes_on ON accommodation_room
    FOR EACH ROW EXECUTE FUNCTION accommodation_check_room();

CREATE FUNCTION accommodation_check_closing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.closes_on IS NOT NULL AND EXISTS (
        SELECT FROM accommodation_room WHERE centre_id = NEW.id AND (closes_on IS NULL OR closes_on > NEW.closes_on)
    ) THEN
        RAISE EXCEPTION 'A centre closes when its rooms are closed.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'centre_closes_after_its_rooms',
                  TABLE = 'accommodation_centre';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER centre_closes_after_its_rooms BEFORE UPDATE OF closes_on ON accommodation_centre
    FOR EACH ROW EXECUTE FUNCTION accommodation_check_closing();

CREATE OR REPLACE FUNCTION accommodation_kind_of_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    centre accommodation_centre;
BEGIN
    -- Shared, so that families may ask at once, and a centre that is being closed waits for them.
    SELECT * INTO centre FROM accommodation_centre WHERE id = NEW.centre_id FOR SHARE;
    IF NEW.kind IS DISTINCT FROM centre.kind THEN
        RAISE EXCEPTION 'A stay is of the kind of its centre.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'stay_is_of_the_kind_of_its_centre',
                  TABLE = 'accommodation_stay';
    END IF;
    IF centre.closes_on IS NOT NULL THEN
        RAISE EXCEPTION 'A centre that closes takes nobody in.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'stay_in_an_open_centre',
                  TABLE = 'accommodation_stay';
    END IF;
    RETURN NEW;
END $$;
"""
CLOSING_BEFORE = """
CREATE OR REPLACE FUNCTION accommodation_kind_of_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind IS DISTINCT FROM (SELECT kind FROM accommodation_centre WHERE id = NEW.centre_id) THEN
        RAISE EXCEPTION 'A stay is of the kind of its centre.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'stay_is_of_the_kind_of_its_centre',
                  TABLE = 'accommodation_stay';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER centre_closes_after_its_rooms ON accommodation_centre;
DROP FUNCTION accommodation_check_closing();
DROP TRIGGER room_closes_empty ON accommodation_room;
DROP FUNCTION accommodation_check_room();
"""
LOCKED = """
DROP FUNCTION accommodation_locked(bigint, date);
CREATE FUNCTION accommodation_locked(which bigint, day date) RETURNS TABLE (
    stay accommodation_stay, works_at bigint, file_state varchar, file_number varchar, status_since date,
    status_until date, status_number varchar, family bigint[], step_free bigint[]
) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY
        SELECT held, centre.office_id, file.state, file.number, status.since, status.until, status.certificate, ARRAY(
            SELECT member.person_id FROM people_membership member
            WHERE member.household_id = held.household_id AND member.since <= day
                AND (member.until IS NULL OR member.until > day)
        ), ARRAY(SELECT need.person_id FROM accommodation_stepfreeneed need WHERE need.stay_id = held.id)
        FROM accommodation_stay held JOIN accommodation_centre centre ON centre.id = held.centre_id
        LEFT JOIN cases_case file ON file.id = held.case_id
        LEFT JOIN returnees_grant status ON status.id = held.grant_id
        WHERE held.id = which FOR NO KEY UPDATE OF held;
END $$;
"""
LOCKED_BEFORE = """
DROP FUNCTION accommodation_locked(bigint, date);
CREATE FUNCTION accommodation_locked(which bigint, day date) RETURNS TABLE (
    stay accommodation_stay, works_at bigint, file_state varchar, file_number varchar, status_since date,
    status_until date, status_number varchar, family bigint[]
) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY
        SELECT held, centre.office_id, file.state, file.number, status.since, status.until, status.certificate, ARRAY(
            SELECT member.person_id FROM people_membership member
            WHERE member.household_id = held.household_id AND member.since <= day
                AND (member.until IS NULL OR member.until > day)
        )
        FROM accommodation_stay held JOIN accommodation_centre centre ON centre.id = held.centre_id
        LEFT JOIN cases_case file ON file.id = held.case_id
        LEFT JOIN returnees_grant status ON status.id = held.grant_id
        WHERE held.id = which FOR NO KEY UPDATE OF held;
END $$;
"""


class Migration(migrations.Migration):
    """A room and a centre close when nobody has nights there any more, and take nobody in from then on."""

    dependencies = [("accommodation", "0009_needs_are_of_persons")]
    operations = [
        migrations.RunSQL(COPY, COPY_BEFORE),
        migrations.RunSQL(CLOSING, CLOSING_BEFORE),
        migrations.RunSQL(LOCKED, LOCKED_BEFORE),
    ]
