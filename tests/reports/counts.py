"""Totals of reports counted another way: plain statements over the tables, nothing of the program's own counting."""

WORDS = {
    "FILES": "FROM cases_case WHERE procedure = 'status' AND received_on <= '2026-11-23'",
    "RULED": """FROM cases_decision JOIN cases_case ON cases_case.id = case_id
        WHERE procedure = 'status' AND cases_decision.state = 'in_force'
        AND (countersigned_at AT TIME ZONE 'Asia/Almaty')::date IN_YEAR""",
    "SLEPT": """SELECT DISTINCT ON (centre_id, night) persons FROM accommodation_nightcount
        ORDER BY centre_id, night, revision DESC""",
    "RUNNING": "state IN ('issued', 'restored') AND since <= '2026-11-23' AND until > '2026-11-23'",
    "IN_YEAR": "BETWEEN '2026-01-01' AND '2026-11-23'",
}
"""What stands for longer words in the statements."""
COUNTED = [
    ("quota-utilisation", "returnee-2026", "used", "SELECT sum(used) FROM quotas_allocation JOIN quotas_plan ON "
     "plan_id = quotas_plan.id WHERE programme_id = 'returnee' AND year = 2026"),
    ("quota-utilisation", "returnee-2026", "lapsed", "SELECT -sum(d_held) FROM quotas_entry JOIN cases_case ON "
     "number = file WHERE kind = 'release' AND made_by_id IS NULL AND state = 'lapsed' AND procedure = 'inclusion'"),
    ("quota-utilisation", "returnee-2026", "waiting", "SELECT count(*) FROM cases_casemember JOIN cases_case ON "
     "cases_case.id = case_id JOIN returnees_inclusionrequest USING (case_id) WHERE is_counted AND "
     "cases_case.state = 'lodged' AND programme_id = 'returnee'"),
    ("status-applications", "files", "received", "SELECT count(*) FILES AND received_on IN_YEAR"),
    ("status-applications", "files", "granted", "SELECT count(*) RULED AND step = 'grant'"),
    ("status-applications", "files", "refused", "SELECT count(*) RULED AND step = 'refuse'"),
    ("status-applications", "files", "refused_acceptance", "SELECT count(*) RULED AND step = 'refuse_acceptance'"),
    ("status-applications", "files", "open", "SELECT count(*) FILES AND closed_at IS NULL"),
    ("status-applications", "files", "overdue", "SELECT count(*) FILES AND closed_at IS NULL AND "
     "coalesce(clock_stopped_on, '2026-11-23') > due_on"),
    ("status-applications", "ages", "received", "SELECT count(*) FROM cases_casemember WHERE case_id IN "
     "(SELECT id FILES AND received_on IN_YEAR)"),
    ("status-applications", "educations", "received", "SELECT count(*) FROM cases_casemember WHERE case_id IN "
     "(SELECT id FILES AND received_on IN_YEAR)"),
    ("status-applications", "countries", "granted", "SELECT count(*) FROM returnees_grant WHERE since IN_YEAR"),
    ("statuses", "regions", "granted", "SELECT count(*) FROM returnees_grant WHERE since IN_YEAR"),
    ("statuses", "ages", "in_force", "SELECT count(*) FROM returnees_grant WHERE since <= '2026-11-23' AND "
     "until > '2026-11-23'"),
    ("statuses", "countries", "citizenship", "SELECT count(*) FROM returnees_grant WHERE end_reason = 'citizenship' "
     "AND until IN_YEAR"),
    ("inclusions", "regions", "granted", "SELECT count(*) FROM returnees_inclusion WHERE included_on IN_YEAR"),
    ("inclusions", "files", "open", "SELECT count(*) FROM cases_case WHERE procedure = 'inclusion' AND "
     "closed_at IS NULL"),
    ("inclusions", "money-relocation", "tenge", "SELECT sum(tenge) FROM returnees_entitlement WHERE "
     "measure = 'relocation' AND case_id IN (SELECT case_id FROM returnees_inclusion WHERE included_on IN_YEAR)"),
    ("centres", "nights", "persons", "SELECT sum(persons) FROM (SLEPT) AS night"),
    ("centres", "services", "times", "SELECT (SELECT count(*) FROM accommodation_delivery WHERE struck_at IS NULL) + "
     "(SELECT count(*) FROM accommodation_attendance WHERE was_there)"),
    ("permits", "categories", "in_force", "SELECT count(*) FROM labour_permit WHERE RUNNING"),
    ("permits", "countries", "revoked", "SELECT count(*) FROM labour_permit WHERE state = 'revoked'"),
    ("permits", "bars", "found", "SELECT count(*) FROM labour_violation WHERE found_on IN_YEAR"),
    ("net-migration", "months", "into", "SELECT count(*) FROM arrivals_crossing WHERE direction = 'in' AND "
     "crossed_on IN_YEAR"),
    ("net-migration", "nationality", "out", "SELECT count(*) FROM arrivals_crossing WHERE direction = 'out' AND "
     "crossed_on IN_YEAR"),
    ("offices", "offices", "received", "SELECT count(*) FROM cases_case WHERE received_on IN_YEAR"),
    ("offices", "procedures", "open", "SELECT count(*) FROM cases_case WHERE closed_at IS NULL"),
]  # fmt: skip
"""Report, table, column of its last total, and the statement."""


def statement(count: str) -> str:
    for word, meant in WORDS.items():
        count = count.replace(word, meant)
    return count
