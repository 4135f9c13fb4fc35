"""The statements by which crossings are brought in: staged as text, judged, entered and tallied, all by the database.

Nothing is cast that is not sound: what a row says is cast where the conditions on it hold, after they were judged. A
row is judged column by column; of each column the first fault is told.
"""

from casework.arrivals.crossingfile import NAMES, REMARKS
from casework.arrivals.states import Direction, Mode, Sex

STAGED = {**{name: name for name in NAMES}, **{name: f"remark_{name}" for name in REMARKS}}
"""The column of the staging table for each column of a file."""

STAGED_COLUMNS = ", ".join(f"{name} text COLLATE \"C\" NOT NULL DEFAULT ''" for name in STAGED.values())
STAGING = f"""
CREATE TEMPORARY TABLE IF NOT EXISTS arrivals_staging (
    staged_line bigint, fault text, raw text,
    {STAGED_COLUMNS}
) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE IF NOT EXISTS arrivals_country (
    given text COLLATE "C" PRIMARY KEY, code text NOT NULL
);
"""
# Of the portion before, where one transaction settles several; and memory, so that none is laid on disk meanwhile.
CLEARED = "SET LOCAL work_mem = '64MB'; TRUNCATE arrivals_staging"
COUNTRY = "INSERT INTO arrivals_country SELECT * FROM unnest(%s::text[], %s::text[]) ON CONFLICT DO NOTHING"


def copy_in(columns: tuple[str, ...], separator: str) -> str:
    """COPY of lines as `crossingfile` makes them ready."""
    named = ", ".join(("staged_line", "fault", "raw", *(STAGED[name] for name in columns)))
    shown = {"\t": "E'\\t'"}.get(separator, f"'{separator}'")
    return f"COPY arrivals_staging ({named}) FROM STDIN (FORMAT text, DELIMITER {shown})"


COMMON_DAY = "(19|20)[0-9]{2}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
LEAP_DAY = "(19(0[48]|[2468][048]|[13579][26])|20([02468][048]|[13579][26]))-02-29"
DAY = f"({COMMON_DAY}|{LEAP_DAY})".replace("(", "(?:")
MOMENT = f"{DAY}[ T](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
BIRTH = f"(?:{DAY}|(?:19|20)[0-9]{{2}}(?:-(?:0[1-9]|1[0-2]))?)"  # as far as the document knows it
MOST_DAYS = "(?:36[0-5][0-9]|3660|3[0-5][0-9]{2}|[12]?[0-9]{1,3})"


def _one_of(column: str, values: list[str]) -> str:
    return f"lower(s.{column}) IN ({', '.join(repr(value.lower()) for value in values)})"


def _short(column: str, most: int) -> str:
    return f"length(s.{column}) <= {most}"


CHECKS: dict[str, tuple[tuple[str, str], ...]] = {
    "direction": (("direction", _one_of("direction", Direction.values)),),
    "crossed_at": (
        ("moment", f"s.crossed_at ~ '^{MOMENT}$'"),
        ("future", "translate(left(s.crossed_at, 16), 'T', ' ') <= %(latest)s"),
        ("early", "s.crossed_at >= %(earliest)s"),
    ),
    "checkpoint": (("checkpoint", "c.code IS NOT NULL"),),
    "mode": (("mode", _one_of("mode", ["", *Mode.values])),),
    "nationality": (("country", "n.code IS NOT NULL"),),
    "document_country": (("country", "s.document_country = '' OR d.code IS NOT NULL"),),
    "document_number": (("document", "length(s.document_number) <= 40 AND s.document_number ~ '[[:alnum:]]'"),),
    "born_on": (("day", f"s.born_on ~ '^{BIRTH}$'"), ("unborn", "s.born_on <= left(s.crossed_at, 10)")),
    "sex": (("sex", _one_of("sex", Sex.values)),),
    "surname": (("nameless", "s.surname <> '' OR s.given <> ''"), ("name", _short("surname", 200))),
    "given": (("name", _short("given", 200)),),
    "patronymic": (("name", _short("patronymic", 200)),),
    "purpose": (("purpose", "p.code IS NOT NULL"),),
    "region": (("region", "s.region = '' OR r.code IS NOT NULL"),),
    "visa": (("length", _short("visa", 40)),),
    "days": (("days", f"s.days = '' OR s.days ~ '^{MOST_DAYS}$'"),),
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

REJECT = f"""
INSERT INTO arrivals_rejectedrow (batch_id, line, faults, cells, raw)
SELECT %(batch)s, s.staged_line,
    CASE WHEN s.fault <> '' THEN ARRAY[s.fault] ELSE array_remove(ARRAY[{TOLD}], NULL) END,
    CASE WHEN s.fault <> '' THEN ARRAY[]::text[] ELSE ARRAY[{CELLS}] END, s.raw
{KNOWN}
WHERE CASE WHEN s.fault = '' THEN NOT ({SOUND}) ELSE true END
"""  # noqa: S608 names of columns alone
MONTHS_TOLD = "SELECT DISTINCT left(crossed_at, 7) FROM arrivals_staging"
# As one expression, of which the planner expects half the rows; of some twenty conditions it would expect hardly any,
# and join by loops within loops.
GOOD = f"WHERE CASE WHEN s.fault = '' THEN {SOUND} ELSE false END"
MONTHS = f"SELECT DISTINCT left(s.crossed_at, 7) {KNOWN} {GOOD}"  # noqa: S608

DOCUMENT_KEY = "upper(translate(s.document_number, ' -', ''))"
MOMENT_TOLD = "rpad(translate(s.crossed_at, 'T', ' '), 19, ':00')"
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
ENTERED = """
crossed_on, crossed_at, direction, checkpoint_id, mode, nationality, document_country, document_number, document_key,
born_on, born_precision, sex, surname, given, patronymic, purpose_id, region_id, visa, days, card, fingerprint, batch_id
"""
