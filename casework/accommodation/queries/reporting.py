"""Centres counted over a period: nights, who came, who waits, what was given. As known at a moment."""

from casework.accommodation.models import Centre, Service
from casework.accommodation.states import SLEPT
from casework.common.cubes import Cube, Window, counted
from casework.common.written import Text

THERE = ", ".join(f"'{state.value}'" for state in SLEPT)
IN = "(%(region)s = '' OR office.region_id = %(region)s)"
# Of each night the newest count that was made by the moment of knowledge.
NIGHTS = f"""
    SELECT centre.code, count(*), sum(persons), sum(offered), sum(taken) FROM (
        SELECT DISTINCT ON (centre_id, night) * FROM accommodation_nightcount
        WHERE night >= %(since)s AND night < %(until)s AND counted_at <= %(known_at)s
        ORDER BY centre_id, night, revision DESC
    ) AS night JOIN accommodation_centre AS centre ON centre.id = centre_id
        JOIN accounts_office AS office ON office.id = centre.office_id
    WHERE {IN} GROUP BY 1
"""  # noqa: S608 words of our own
# Nights slept within the period, from who slept where: a leaving moves the end of the range.
SLEPT_BY = f"""
    SELECT centre.code, person.sex, sum(upper(spent) - lower(spent)), count(DISTINCT person_id)
    FROM (
        SELECT centre_id, person_id, nights * daterange(%(since)s, %(until)s) AS spent FROM accommodation_assignment
        WHERE person_id IS NOT NULL AND state IN ({THERE}) AND nights && daterange(%(since)s, %(until)s)
          AND made_at <= %(known_at)s
    ) AS night JOIN people_person AS person ON person.id = person_id
        JOIN accommodation_centre AS centre ON centre.id = centre_id
        JOIN accounts_office AS office ON office.id = centre.office_id
    WHERE NOT isempty(spent) AND {IN} GROUP BY 1, 2
"""  # noqa: S608
STAYS = f"""
    WITH stays AS (
        SELECT stay.*, (
            SELECT min(lower(nights)) FROM accommodation_assignment AS night
            WHERE night.stay_id = stay.id AND state IN ({THERE}) AND made_at <= %(known_at)s
              AND lower(nights) < %(until)s
        ) AS came_on, EXISTS (
            SELECT FROM accommodation_assignment AS night WHERE night.stay_id = stay.id
              AND state IN ({THERE}, 'planned') AND made_at < %(ended)s AND made_at <= %(known_at)s
        ) AS has_place
        FROM accommodation_stay AS stay WHERE asked_on < %(until)s AND opened_at <= %(known_at)s
    )
    SELECT centre.code, count(*) FILTER (WHERE stays.asked_on >= %(since)s),
        count(*) FILTER (WHERE came_on >= %(since)s),
        count(*) FILTER (WHERE ended_on >= %(since)s AND ended_on < %(until)s AND ended_at <= %(known_at)s),
        count(*) FILTER (WHERE (ended_on IS NULL OR ended_on >= %(until)s) AND NOT is_visiting AND NOT has_place),
        coalesce(sum(came_on - stays.asked_on) FILTER (WHERE came_on >= %(since)s AND came_on >= stays.asked_on), 0)
    FROM stays JOIN accommodation_centre AS centre ON centre.id = stays.centre_id
        JOIN accounts_office AS office ON office.id = centre.office_id
    WHERE {IN} GROUP BY 1
"""  # noqa: S608
GIVEN = f"""
    SELECT service_id, sex, count(*), count(DISTINCT person_id) FROM (
        SELECT service_id, person_id, stay.centre_id FROM accommodation_delivery AS delivery
            JOIN accommodation_stay AS stay ON stay.id = delivery.stay_id
        WHERE given_on >= %(since)s AND given_on < %(until)s AND recorded_at <= %(known_at)s
          AND (struck_at IS NULL OR struck_at > %(known_at)s)
        UNION ALL
        SELECT course.service_id, participant.person_id, course.centre_id
        FROM accommodation_attendance AS attendance
            JOIN accommodation_session AS session ON session.id = attendance.session_id
            JOIN accommodation_course AS course ON course.id = session.course_id
            JOIN accommodation_participant AS participant ON participant.id = attendance.participant_id
        WHERE was_there AND session.day >= %(since)s AND session.day < %(until)s
          AND (session.held_at IS NULL OR session.held_at <= %(known_at)s)
    ) AS given JOIN people_person AS person ON person.id = person_id
        JOIN accommodation_centre AS centre ON centre.id = centre_id
        JOIN accounts_office AS office ON office.id = centre.office_id
    WHERE {IN} GROUP BY 1, 2
"""  # noqa: S608


def nights(window: Window, region: str = "") -> Cube:
    """Counted nights: how many, person-nights, places offered and places taken, each summed over the nights."""
    figures = ("nights", "persons", "offered", "taken")
    return counted(NIGHTS, {**window.words, "region": region}, ("centre",), figures)


def slept(window: Window, region: str = "") -> Cube:
    """Person-nights and persons by sex, from who slept where."""
    return counted(SLEPT_BY, {**window.words, "region": region}, ("centre", "sex"), ("person_nights", "persons"))


def stays(window: Window, region: str = "") -> Cube:
    """Families that asked, came, left, and wait for a place at the end; days waited by those who came, together."""
    figures = ("asked", "came", "left", "waiting", "days_waited")
    return counted(STAYS, {**window.words, "region": region}, ("centre",), figures)


def given(window: Window, region: str = "") -> Cube:
    """Services by sex: how often given, to how many persons. A session that was attended is given once."""
    return counted(GIVEN, {**window.words, "region": region}, ("service", "sex"), ("times", "persons"))


def centre_names() -> dict[str, Text]:
    """Every centre by its code, in the order of names."""
    return {code: Text.same(name) for code, name in Centre.objects.order_by("name").values_list("code", "name")}


def service_names() -> dict[str, Text]:
    found = Service.objects.values_list("code", "name_kk", "name_ru", "name_en")
    return {code: Text(kk, ru, en) for code, kk, ru, en in found}
