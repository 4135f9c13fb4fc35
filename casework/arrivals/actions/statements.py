"""The statements by which crossings are brought in: staged as text, judged, entered and tallied, all by the database.

Nothing is cast that is not sound: what a row says is cast where the conditions on it hold, after they were judged. A
row is judged column by column; of each column the first fault is told.
"""

from calendar import isleap, monthrange
from collections.abc import Iterable

from casework.arrivals.crossingfile import NAMES, REMARKS
from casework.arrivals.states import Direction, Mode, Sex

STAGED = {**{name: name for name in NAMES}, **{name: f"remark_{name}" for name in REMARKS}}
"""The column of the staging table for each column of a file."""

ENTERED = """
crossed_on, crossed_at, direction, checkpoint_id, mode, nationality, document_country, document_number, document_key,
born_on, born_precision, sex, surname, given, patronymic, purpose_id, region_id, visa, days, card, fingerprint, batch_id
"""
STAGED_COLUMNS = ", ".join(f"{name} text COLLATE \"C\" NOT NULL DEFAULT ''" for name in STAGED.values())
STAGING = f"""
CREATE TEMPORARY TABLE IF NOT EXISTS arrivals_staging (
    staged_line bigint, fault text, raw text,
    {STAGED_COLUMNS}
) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE IF NOT EXISTS arrivals_country (
    given text COLLATE "C" PRIMARY KEY, code text NOT NULL
);
CREATE TEMPORARY TABLE IF NOT EXISTS arrivals_judged ON COMMIT DELETE ROWS
AS SELECT {ENTERED} FROM arrivals_crossing WITH NO DATA;
"""  # noqa: S608 names of columns alone
# Of the portion before, where one transaction settles several; and memory, so that none is laid on disk meanwhile.
CLEARED = "SET LOCAL work_mem = '64MB'; TRUNCATE arrivals_staging, arrivals_judged"
COUNTRY = "INSERT INTO arrivals_country SELECT * FROM unnest(%s::text[], %s::text[]) ON CONFLICT DO NOTHING"


def copy_in(columns: tuple[str, ...], separator: str) -> str:
    """COPY of lines as `crossingfile` makes them ready."""
    named = ", ".join(("staged_line", "fault", "raw", *(STAGED[name] for name in columns)))
    shown = {"\t": "E'\\t'"}.get(separator, f"'{separator}'")
    return f"COPY arrivals_staging ({named}) FROM STDIN (FORMAT text, DELIMITER {shown})"


def _one_of(told: str, words: Iterable[str]) -> str:
    """The database looks such a list up by hash; as patterns the same conditions took three times as long."""
    return f"{told} IN ({', '.join(map(repr, words))})"


MOMENT_TOLD = "replace(s.crossed_at, 'T', ' ') || CASE length(s.crossed_at) WHEN 16 THEN ':00' ELSE '' END"
YEARS = range(1900, 2100)
MONTHS = [f"-{month:02d}" for month in range(1, 13)]
COMMON_DAYS = [f"-{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, monthrange(2001, month)[1] + 1)]
LEAP_DAYS = [f"{year}-02-29" for year in YEARS if isleap(year)]
HOURS = [f"{before}{hour:02d}" for before in " T" for hour in range(24)]
SIXTY = [f":{number:02d}" for number in range(60)]  # minutes, seconds


def _day(column: str, of_year: str) -> str:
    """Begins with a day that exists; `of_year` says how it goes on after the year, but on 29 February."""
    year, leap_day = _one_of(f"left({column}, 4)", map(str, YEARS)), _one_of(f"left({column}, 10)", LEAP_DAYS)
    return f"({year} AND {of_year} OR {leap_day})"


MOMENT = " AND ".join((
    _day("s.crossed_at", _one_of("substr(s.crossed_at, 5, 6)", COMMON_DAYS)),
    _one_of("substr(s.crossed_at, 11, 3)", HOURS), _one_of("substr(s.crossed_at, 14, 3)", SIXTY),
    _one_of("substr(s.crossed_at, 17)", ["", *SIXTY]),
))  # fmt: skip
BIRTH = " AND ".join((  # as far as the document knows it
    "length(s.born_on) <= 10", _day("s.born_on", _one_of("substr(s.born_on, 5)", ["", *MONTHS, *COMMON_DAYS])),
))  # fmt: skip
DIGITS = "translate(s.days, '0123456789', '') = ''"
DAYS = f"{DIGITS} AND (length(s.days) < 4 OR length(s.days) = 4 AND s.days BETWEEN '1000' AND '3660')"


def _choice(column: str, values: list[str]) -> str:
    return _one_of(f"lower(s.{column})", (value.lower() for value in values))


def _short(column: str, most: int) -> str:
    return f"length(s.{column}) <= {most}"


CHECKS: dict[str, tuple[tuple[str, str], ...]] = {
    "direction": (("direction", _choice("direction", Direction.values)),),
    "crossed_at": (
        ("moment", MOMENT),
        ("future", f"s.crossed_at < left(%(latest)s, 10) OR left({MOMENT_TOLD}, 16) <= %(latest)s"),
        ("early", "s.crossed_at >= %(earliest)s"),
    ),
    "checkpoint": (("checkpoint", "c.code IS NOT NULL"),),
    "mode": (("mode", _choice("mode", ["", *Mode.values])),),
    "nationality": (("country", "n.code IS NOT NULL"),),
    "document_country": (("country", "s.document_country = '' OR d.code IS NOT NULL"),),
    "document_number": (("document", "length(s.document_number) <= 40 AND s.document_number ~ '[[:alnum:]]'"),),
    "born_on": (("day", BIRTH), ("unborn", "s.born_on <= left(s.crossed_at, 10)")),
    "sex": (("sex", _choice("sex", Sex.values)),),
    "surname": (("nameless", "s.surname <> '' OR s.given <> ''"), ("name", _short("surname", 200))),
    "given": (("name", _short("given", 200)),),
    "patronymic": (("name", _short("patronymic", 200)),),
    "purpose": (("purpose", "p.code IS NOT NULL"),),
    "region": (("region", "s.region = '' OR r.code IS NOT NULL"),),
    "visa": (("length", _short("visa", 40)),),
    "days": (("days", DAYS),),
    "card": (("length", _short("card", 40)),),
}
"""What each column must be; a later condition of a column may rely on the earlier ones."""

KNOWN = """
FROM arrivals_staging s
LEFT JOIN arrivals_checkpoint c ON c.code = s.checkpoint
LEFT JOIN arrivals_country n ON n.given = s.nationality
LEFT JOIN arrivals_country d ON d.given = s.document_country
LEFT JOIN arrivals_purpose p ON p.code = s.purpose
LEFT JOIN reference_region r ON r.code = s.region
"""


def _first_fault(column: str) -> str:
    cases = " ".join(f"WHEN NOT ({sound}) THEN '{column} {code}'" for code, sound in CHECKS[column])
    return f"CASE {cases} END"


SOUND = " AND ".join(f"({sound})" for column in CHECKS for _code, sound in CHECKS[column])
TOLD = ", ".join(map(_first_fault, CHECKS))
CELLS = ", ".join(f"s.{name}" for name in NAMES)

REJECTED_COLUMNS = "batch_id, line, faults, cells, raw"
REJECTED = f"""
SELECT %(batch)s, s.staged_line,
    CASE WHEN s.fault <> '' THEN ARRAY[s.fault] ELSE array_remove(ARRAY[{TOLD}], NULL) END,
    CASE WHEN s.fault <> '' THEN ARRAY[]::text[] ELSE ARRAY[{CELLS}] END, s.raw
{KNOWN}
WHERE CASE WHEN s.fault = '' THEN NOT ({SOUND}) ELSE true END
"""  # noqa: S608 names of columns alone
REJECTED_OUT = f"COPY ({REJECTED}) TO STDOUT"
REJECTED_IN = f"COPY arrivals_rejectedrow ({REJECTED_COLUMNS}) FROM STDIN"
# As one expression, of which the planner expects half the rows; of some twenty conditions it would expect hardly any,
# and join by loops within loops.
GOOD = f"WHERE CASE WHEN s.fault = '' THEN {SOUND} ELSE false END"

DOCUMENT_KEY = "upper(translate(s.document_number, ' -', ''))"
ISSUER = "COALESCE(d.code, n.code)"
FINGERPRINT = f"""
hashtextextended(concat_ws('|', lower(s.direction), {MOMENT_TOLD}, s.checkpoint, {ISSUER}, {DOCUMENT_KEY}, s.born_on,
    s.surname, s.given, s.patronymic), 0)
"""
FIRST_DAY = "(s.born_on || right('-01-01', 10 - length(s.born_on)))::date"
PRECISION = "CASE length(s.born_on) WHEN 10 THEN 'day' WHEN 7 THEN 'month' ELSE 'year' END"
ROWS = f"""
SELECT left(s.crossed_at, 10)::date AS crossed_on, s.crossed_at::timestamp AT TIME ZONE c.zone AS crossed_at,
    lower(s.direction) AS direction, s.checkpoint AS checkpoint_id, COALESCE(NULLIF(lower(s.mode), ''), c.mode) AS mode,
    n.code AS nationality, {ISSUER} AS document_country, s.document_number, {DOCUMENT_KEY} AS document_key,
    {FIRST_DAY} AS born_on, {PRECISION} AS born_precision, upper(s.sex) AS sex, s.surname, s.given, s.patronymic,
    s.purpose AS purpose_id, NULLIF(s.region, '') AS region_id, s.visa, NULLIF(s.days, '')::smallint AS days, s.card,
    {FINGERPRINT} AS fingerprint, %(batch)s AS batch_id
{KNOWN}
{GOOD}
"""  # noqa: S608
CROSSINGS_OUT = f"COPY arrivals_judged ({ENTERED}) TO STDOUT"
CROSSINGS_IN = f"COPY arrivals_crossing ({ENTERED}) FROM STDIN"
JUDGED_IN = f"COPY arrivals_judged ({ENTERED}) FROM STDIN"
