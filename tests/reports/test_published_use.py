"""Foreign workers as published for 1 November 2020, put on record as permits: the report says exactly those figures.

Source: inform.kz, "number of foreign workers totals around 16 thou in Kazakhstan" (November 2020): permits in force by
category and for five countries, and how many employers. The persons are made up; who is of which category and country
at once was not published, and is dealt out by turns.
"""

from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from casework.reports.catalogue import registered
from casework.reports.queries.editions import edition
from tests.factories.cases import CaseFactory
from tests.factories.labour import EmployerFactory

pytestmark = pytest.mark.django_db

CATEGORIES = {"1": 658, "2": 3430, "3": 7302, "4": 1058, "seasonal": 1728, "intra": 1656}
COUNTRIES = {"CN": 3459, "UZ": 1693, "TR": 1621, "IN": 1145, "GB": 1038}
ALL, EMPLOYERS = 15_832, 1_770
OTHERS = "KG"

# Numbers fall into spans: the first so many are of the first category, the next of the second, and so on.
PEOPLE = """
INSERT INTO people_person (number, sex, born_on, born_precision, birth_country, birth_place, citizenship, ethnicity,
    office_id, registered_by_id, registered_at, is_generated, version)
SELECT 'U' || n, CASE n %% 5 WHEN 0 THEN 'F' ELSE 'M' END, '1985-01-01', 'day', '', '',
    coalesce((SELECT code FROM spans WHERE n * 7919 %% %(all)s BETWEEN low AND high), %(others)s), '',
    %(office)s, %(by)s, '2020-01-01', true, 1
FROM generate_series(0, %(all)s - 1) AS n
"""
CASES = """
INSERT INTO cases_case (number, procedure, state, office_id, settlement_region_id, applicant_id, household_id,
    registered_by_id, registered_at, received_on, received_how, proxy, closed_at, closed_by_id, version, is_generated)
SELECT 'FU-' || person.number, 'permit', 'issued', %(office)s, 'KZ-55', person.id, %(household)s, %(by)s, '2020-01-02',
    '2020-01-02', 'in_person', '', '2020-01-20', %(by)s, 1, true
FROM people_person AS person WHERE person.number LIKE 'U%%'
"""
EMPLOYING = """
INSERT INTO labour_employer (bin, name, kind, size, activity_id, region_id, address, registered_by_id, registered_at,
    version, is_generated)
SELECT lpad((900000 + n)::text, 12, '0'), 'Employer ' || n, 'company', 'large', %(activity)s, 'KZ-55', '', %(by)s,
    '2020-01-01', 1, true FROM generate_series(1, %(employers)s) AS n
"""
REQUESTS = """
INSERT INTO labour_permitrequest (case_id, basis, employer_id, category, post, months, fee_group, vacancy_code,
    vacancy_posted_on, asks_education, asks_years, has_education, has_years)
SELECT filed.id, CASE code WHEN 'intra' THEN 'intra' ELSE 'quota' END, first.id + place %% %(employers)s,
    CASE code WHEN 'intra' THEN '2' ELSE code END, 'post', 12, '', 'V', '2020-01-01', 'higher', 1, 'higher', 2
FROM (SELECT id, substr(number, 5)::int AS place FROM cases_case WHERE number LIKE 'FU-U%%') AS filed
    JOIN spans ON place BETWEEN low AND high,
    (SELECT min(id) AS id FROM labour_employer WHERE bin > lpad('900000', 12, '0')) AS first
"""
PERMITS = """
INSERT INTO labour_permit (case_id, number, employer_id, person_id, region_id, category, post, first_since, since,
    until, state, renewals, place_of_id, token)
SELECT filed.id, filed.number, employer_id, applicant_id, 'KZ-55', category, post, '2020-01-21', '2020-01-21',
    '2021-01-21', 'issued', 0, filed.id, filed.number
FROM cases_case AS filed JOIN labour_permitrequest AS request ON request.case_id = filed.id
WHERE filed.number LIKE 'FU-U%%'
"""


@pytest.fixture
def report():
    file, employer = CaseFactory(), EmployerFactory()
    words = {
        "all": ALL, "others": OTHERS, "office": file.office_id, "by": file.registered_by_id, "employers": EMPLOYERS,
        "household": file.household_id, "activity": employer.activity_id,
    }  # fmt: skip
    with connection.cursor() as cursor:
        spans(cursor, COUNTRIES)
        for statement in (PEOPLE, CASES, EMPLOYING):
            cursor.execute(statement, words)
        spans(cursor, CATEGORIES)
        for statement in (REQUESTS, PERMITS):
            cursor.execute(statement, words)
    asked = {"year": 2020, "region": ""}
    return edition(registered()["permits"], asked, date(2020, 11, 1), at=timezone.now()).report


def spans(cursor, counts):
    """A table of consecutive numbers, so many for each code."""
    cursor.execute("DROP TABLE IF EXISTS spans")
    cursor.execute("CREATE TEMPORARY TABLE spans (code text, low int, high int)")
    low = 0
    for code, count in counts.items():
        cursor.execute("INSERT INTO spans VALUES (%s, %s, %s)", [code, low, low + count - 1])
        low += count


def in_force(report, table, key):
    sheet = next(each for each in report.tables if each.key == table)
    place = [column.key for column in sheet.columns].index("in_force")
    return next(line.values[place] for line in sheet.lines if line.key == key)


def test_the_report_gives_exactly_the_published_figures(report):
    assert {code: in_force(report, "categories", f"{code}/*") for code in CATEGORIES} == CATEGORIES
    assert {code: in_force(report, "countries", f"{code}/*") for code in COUNTRIES} == COUNTRIES
    assert in_force(report, "categories", "total") == in_force(report, "countries", "total") == ALL
    employers = next(each for each in report.tables if each.key == "employers")
    assert employers.lines[-1].values[1] == EMPLOYERS
