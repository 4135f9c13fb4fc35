from django.db import migrations

COPIES = """
CREATE FUNCTION accommodation_copy() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE TRIGGER assignment_copies BEFORE INSERT OR UPDATE ON accommodation_assignment
    FOR EACH ROW EXECUTE FUNCTION accommodation_copy();

CREATE FUNCTION accommodation_tell_assignments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE accommodation_assignment SET is_family_room = NEW.is_family_room WHERE room_id = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER room_tells_its_assignments AFTER UPDATE OF is_family_room ON accommodation_room
    FOR EACH ROW WHEN (OLD.is_family_room IS DISTINCT FROM NEW.is_family_room)
    EXECUTE FUNCTION accommodation_tell_assignments();
"""
DROP_COPIES = """
DROP TRIGGER room_tells_its_assignments ON accommodation_room;
DROP FUNCTION accommodation_tell_assignments();
DROP TRIGGER assignment_copies ON accommodation_assignment;
DROP FUNCTION accommodation_copy();
"""
KEPT = """
CREATE FUNCTION accommodation_refuse_other() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'This never becomes another one; make a new row.'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_ARGV[0], TABLE = TG_TABLE_NAME;
END $$;

CREATE TRIGGER centre_keeps_its_kind BEFORE UPDATE ON accommodation_centre
    FOR EACH ROW WHEN (OLD.kind IS DISTINCT FROM NEW.kind)
    EXECUTE FUNCTION accommodation_refuse_other('centre_keeps_its_kind');
CREATE TRIGGER room_keeps_its_centre BEFORE UPDATE ON accommodation_room
    FOR EACH ROW WHEN (OLD.centre_id IS DISTINCT FROM NEW.centre_id)
    EXECUTE FUNCTION accommodation_refuse_other('room_keeps_its_centre');
CREATE TRIGGER place_keeps_its_room BEFORE UPDATE ON accommodation_place
    FOR EACH ROW WHEN (OLD.room_id IS DISTINCT FROM NEW.room_id)
    EXECUTE FUNCTION accommodation_refuse_other('place_keeps_its_room');
CREATE TRIGGER stay_keeps_its_household BEFORE UPDATE ON accommodation_stay
    FOR EACH ROW WHEN ((OLD.household_id, OLD.centre_id, OLD.kind) IS DISTINCT FROM
                       (NEW.household_id, NEW.centre_id, NEW.kind))
    EXECUTE FUNCTION accommodation_refuse_other('stay_keeps_its_household');

CREATE FUNCTION accommodation_kind_of_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind IS DISTINCT FROM (SELECT kind FROM accommodation_centre WHERE id = NEW.centre_id) THEN
        RAISE EXCEPTION 'A stay is of the kind of its centre.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'stay_is_of_the_kind_of_its_centre',
                  TABLE = 'accommodation_stay';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER stay_is_of_the_kind_of_its_centre BEFORE INSERT ON accommodation_stay
    FOR EACH ROW EXECUTE FUNCTION accommodation_kind_of_stay();
"""
DROP_KEPT = """
DROP TRIGGER stay_is_of_the_kind_of_its_centre ON accommodation_stay;
DROP FUNCTION accommodation_kind_of_stay();
DROP TRIGGER stay_keeps_its_household ON accommodation_stay;
DROP TRIGGER place_keeps_its_room ON accommodation_place;
DROP TRIGGER room_keeps_its_centre ON accommodation_room;
DROP TRIGGER centre_keeps_its_kind ON accommodation_centre;
DROP FUNCTION accommodation_refuse_other();
"""


class Migration(migrations.Migration):
    """What an assignment copies from its room and its stay is true, whoever writes it; numbers come from a sequence."""

    dependencies = [("accommodation", "0001_initial")]
    operations = [
        migrations.RunSQL(COPIES, DROP_COPIES),
        migrations.RunSQL(KEPT, DROP_KEPT),
        migrations.RunSQL("CREATE SEQUENCE accommodation_stay_number", "DROP SEQUENCE accommodation_stay_number"),
    ]
