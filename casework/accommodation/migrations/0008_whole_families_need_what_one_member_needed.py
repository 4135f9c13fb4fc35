from django.db import migrations

NOTED = """
INSERT INTO accommodation_stepfreeneed (stay_id, person_id, noted_by_id, noted_at)
SELECT stay.id, member.person_id, stay.opened_by_id, stay.opened_at
FROM accommodation_stay stay JOIN people_membership member ON member.household_id = stay.household_id
WHERE stay.needs_accessible AND member.since <= stay.asked_on
    AND (member.until IS NULL OR member.until > stay.asked_on)
"""
FORGOTTEN = """
UPDATE accommodation_stay SET needs_accessible = true
WHERE id IN (SELECT stay_id FROM accommodation_stepfreeneed);
DELETE FROM accommodation_stepfreeneed;
"""


class Migration(migrations.Migration):
    """Who of a family cannot climb steps was not written down: each member counts as such until somebody says who."""

    dependencies = [("accommodation", "0007_rooms_and_centres_close")]
    operations = [migrations.RunSQL(NOTED, FORGOTTEN)]
