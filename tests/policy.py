"""Who may do what at every address, written by hand from the description of the roles.

A key is the name of a route, where needed with a word that tells one use of it from another. A route that is not here
fails the test that walks all routes.
"""

from typing import NamedTuple

Roles = frozenset[str]

EVERYBODY: Roles = frozenset({
    "caseworker", "head_of_office", "centre_manager", "labour_officer", "quota_manager", "inspector", "analyst",
    "auditor", "administrator",
})  # fmt: skip
CASEWORKERS: Roles = frozenset({"caseworker"})
REGISTRARS: Roles = frozenset({"caseworker", "labour_officer"})
LABOUR: Roles = frozenset({"labour_officer"})
EMPLOYERS: Roles = frozenset({"labour_officer", "head_of_office", "inspector", "auditor"})
HEADS: Roles = frozenset({"head_of_office"})
ADMINISTRATORS: Roles = frozenset({"administrator"})
FILES: Roles = EVERYBODY - {"analyst", "administrator"}
BORDER: Roles = frozenset({"caseworker", "head_of_office", "inspector", "auditor"})
CLEARERS: Roles = frozenset({"caseworker", "inspector"})
INSPECTORS: Roles = frozenset({"inspector"})
REPORTS: Roles = frozenset({"head_of_office", "quota_manager", "inspector", "analyst", "auditor"})
MANAGERS: Roles = frozenset({"quota_manager"})
WARDENS: Roles = frozenset({"centre_manager"})
QUOTAS: Roles = EVERYBODY - {"centre_manager", "administrator"}

NOBODYS = "nobody's"  # a list or a form of one's own, or a thing that every office sees
OFFICE = "office"  # of one office: seen there and nationally, elsewhere as little as a missing one
OFFICER = "officer"  # of one caseworker: seen by nobody else at all
ANALYST = "analyst"  # the same, of one analyst
OWNERS = {OFFICER: "caseworker", ANALYST: "analyst"}


class Row(NamedTuple):
    """`see`: who gets the page; None where there is none to get. `act`: whose form is taken; None where none is.

    `acts_afar`: whether the national office may act as well. `answers`: of GET and of POST; `afar`:
    of a POST by whoever may, from where it may not be done.
    """

    see: Roles | None
    act: Roles | None = None
    whose: str = NOBODYS
    acts_afar: bool = True
    answers: tuple[int, int] = (200, 302)
    afar: int = 403


def of_file(act: Roles | None = None, see: Roles = FILES) -> Row:
    """Something of a file: whatever is done to it, its own office does."""
    return Row(see, act, OFFICE, acts_afar=False)


def of_centre(act: Roles | None = None, see: Roles = FILES) -> Row:
    """Something of a centre: its own managers change it."""
    return Row(see, act, OFFICE, acts_afar=False)


def of_person() -> Row:
    """A page that changes a person."""
    return Row(REGISTRARS, REGISTRARS, OFFICE)


def of_draft(see: Roles | None = REGISTRARS) -> Row:
    """A page of an intake that is not lodged yet."""
    return Row(see, REGISTRARS, OFFICER)


def of_employer() -> Row:
    """A page that changes what is on record of an employer: its regions do that."""
    return Row(LABOUR, LABOUR, acts_afar=False)


def of_everybody(get: int, post: int) -> Row:
    """The same answer to whoever is signed in."""
    return Row(EVERYBODY, EVERYBODY, answers=(get, post))


def of_administrator(get: int = 200, post: int = 302) -> Row:
    """A form of the back office."""
    return Row(ADMINISTRATORS, ADMINISTRATORS, answers=(get, post))


def tables(rows: dict[str, Row], *names: str) -> dict[str, Row]:
    """The same pages of several tables of the back office."""
    return {f"admin:{name}_{page}": row for name in names for page, row in rows.items()}


ADMINISTRATORS: Roles = frozenset({"administrator"})
AUDITORS: Roles = frozenset({"auditor"})
KEEPERS: Roles = ADMINISTRATORS | AUDITORS
LEDGERS: Roles = AUDITORS | {"quota_manager"}
LAW = {
    "changelist": Row(KEEPERS),
    "change": Row(KEEPERS),
    "export": Row(KEEPERS),
    "add": of_administrator(),
    "correction": of_administrator(),
    "removal": of_administrator(),
    "import": of_administrator(post=200),  # with what a file would do; nothing is done yet
}
ACCOUNT = {
    "changelist": Row(KEEPERS),
    "change": Row(KEEPERS),
    "add": of_administrator(),
    "closing": of_administrator(),
    "reopening": of_administrator(),
}
OF_FILE = {"changelist": Row(AUDITORS), "change": Row(AUDITORS, whose=OFFICE)}
BACK_OFFICE: dict[str, Row] = {
    "admin:index": Row(KEEPERS | LEDGERS),
    "admin:login": Row(KEEPERS | LEDGERS, answers=(302, 302)),
    **tables(ACCOUNT, "accounts_officer", "accounts_office"),
    "admin:accounts_officer_facts": of_administrator(),
    "admin:accounts_officer_roles": of_administrator(),
    "admin:accounts_officer_password": of_administrator(),
    "admin:accounts_office_name": of_administrator(),
    **tables({"changelist": Row(KEEPERS), "change": Row(KEEPERS)}, "accounts_role", "axes_accessattempt"),
    "admin:axes_accessattempt_letting_in": of_administrator(),
    **tables(
        LAW, "reference_region", "reference_legalact", "reference_figure", "reference_calendarday", "reference_ground",
        "reference_documentkind", "arrivals_stayrule", "arrivals_migrationcategory", "arrivals_purpose",
        "arrivals_checkpoint",
    ),
    **tables({"changelist": Row(KEEPERS), "change": Row(KEEPERS)}, "arrivals_posttoken"),
    "admin:arrivals_posttoken_add": of_administrator(),
    "admin:arrivals_posttoken_revoking": of_administrator(),
    **tables(
        OF_FILE, "cases_case", "cases_casemember", "cases_decision", "cases_document", "returnees_grant",
        "returnees_inclusion", "returnees_entitlement", "audit_event", "audit_submission", "accommodation_centre",
        "accommodation_room", "accommodation_stay", "accommodation_assignment", "accommodation_nightcount",
        "accommodation_delivery",
    ),
    **tables({"changelist": Row(AUDITORS), "change": Row(AUDITORS)}, "accommodation_service"),
    **tables(
        {"changelist": Row(LEDGERS), "change": Row(LEDGERS)}, "quotas_plan", "quotas_allocation", "quotas_order",
        "quotas_entry",
    ),
}  # fmt: skip

TABLE: dict[str, Row] = {
    "healthz": Row(EVERYBODY),
    "account_login": of_everybody(302, 302),
    "account_logout": of_everybody(200, 302),
    "account_change_password": of_everybody(200, 200),
    "set_language": of_everybody(302, 302),
    "desk:home": Row(EVERYBODY),
    "desk:search": Row(FILES),
    "desk:people": Row(FILES),
    "desk:people_export": Row(FILES),
    "desk:imports": Row(REGISTRARS),
    "desk:new_import": Row(REGISTRARS, REGISTRARS),
    "desk:import": Row(REGISTRARS, whose=OFFICE),
    "desk:import_faults": Row(REGISTRARS, whose=OFFICE),
    "desk:pairs": Row(REGISTRARS),
    "desk:pair": of_person(),
    "desk:pair_undoing": Row(None, REGISTRARS, OFFICE),
    "desk:double": of_person(),
    "desk:queue overdue": Row(FILES),
    "desk:queue countersign": Row(HEADS),
    "desk:queue_export overdue": Row(FILES),
    "desk:queue_export countersign": Row(HEADS),
    "desk:office": Row(HEADS),
    "desk:absences": Row(FILES),
    "desk:new_absence": Row(FILES, FILES),
    "desk:absence": Row(FILES, CASEWORKERS | HEADS, OFFICE, acts_afar=False),
    "desk:absence_of": Row(HEADS, HEADS, OFFICE, acts_afar=False),
    "desk:between": Row(FILES),
    "desk:hand_over": Row(HEADS, HEADS, OFFICE, acts_afar=False),
    "desk:assignment": Row(HEADS, HEADS, acts_afar=False, afar=422),
    "desk:person": Row(FILES, whose=OFFICE),
    "desk:photo": Row(FILES, whose=OFFICE),
    "desk:new_photo": of_person(),
    "desk:names": of_person(),
    "desk:documents": of_person(),
    "desk:contacts": of_person(),
    "desk:contact_end": of_person(),
    "desk:iin": of_person(),
    "desk:correction": of_person(),
    "desk:household": of_person(),
    "desk:leaving": of_person(),
    "desk:newborn": of_person(),
    "desk:head": of_person(),
    "desk:split": of_person(),
    "desk:death": of_person(),
    "desk:marriage": of_person(),
    "desk:request_for_file": Row(FILES, FILES),
    "desk:file_request": Row(HEADS, HEADS, OFFICE, acts_afar=False),
    "desk:same": of_person(),
    "desk:same_confirmation": of_person(),
    "desk:same_undoing": of_person(),
    "desk:drifts": Row(MANAGERS),
    "desk:drift": Row(MANAGERS, MANAGERS),
    "desk:carrying": Row(MANAGERS, MANAGERS),
    "desk:sweeps": Row(frozenset({"auditor", "administrator"})),
    "desk:waking": Row(None, ADMINISTRATORS),
    "desk:another_try": Row(None, ADMINISTRATORS),
    "desk:intake": Row(REGISTRARS),
    "desk:intake_start": Row(REGISTRARS, REGISTRARS),
    "desk:intake_crossing": Row(CASEWORKERS, CASEWORKERS),
    "desk:lodged": of_file(),
    "desk:intake_removal": of_draft(),
    "desk:intake_new_member": of_draft(),
    "desk:intake_member": of_draft(),
    "desk:intake_matches": of_draft(),
    "desk:intake_member_removal": of_draft(see=None),
    "desk:intake_records": of_draft(see=None),
    "desk:intake_zone": Row(None, REGISTRARS, OFFICER, answers=(405, 200)),
    "desk:intake_typed": Row(None, REGISTRARS, OFFICER, answers=(405, 204)),
    "desk:intake_step applicant": of_draft(),
    "desk:intake_step family": of_draft(),
    "desk:intake_step request": of_draft(),
    "desk:intake_step papers": of_draft(),
    "desk:intake_step settlement": of_draft(),
    "desk:intake_step receipt": of_draft(),
    "desk:intake_step check": of_draft(),
    "cases:cases": Row(FILES),
    "cases:case": of_file(),
    "cases:step accept": of_file(CASEWORKERS),
    "cases:step withdraw": of_file(CASEWORKERS),
    "cases:step resettle": of_file(CASEWORKERS),
    "cases:proposal grant": of_file(CASEWORKERS),
    "cases:countersignature": of_file(HEADS, see=HEADS),
    "cases:returned_proposal": of_file(HEADS),
    "cases:complaint": of_file(REGISTRARS, see=REGISTRARS),
    "cases:papers": of_file(CASEWORKERS, see=CASEWORKERS),
    "cases:paper": of_file(),
    "cases:withdrawn_paper": of_file(CASEWORKERS, see=CASEWORKERS),
    "cases:new_member": of_file(CASEWORKERS, see=CASEWORKERS),
    "cases:counting": of_file(CASEWORKERS, see=CASEWORKERS),
    "cases:notes": of_file(CASEWORKERS, see=CASEWORKERS),
    "cases:pause": of_file(CASEWORKERS, see=CASEWORKERS),
    "cases:resumption": of_file(CASEWORKERS, see=CASEWORKERS),
    "cases:waiting": of_file(CASEWORKERS, see=CASEWORKERS),
    "cases:leaving": of_file(CASEWORKERS, see=CASEWORKERS),
    "cases:holding": of_file(CASEWORKERS, see=CASEWORKERS),
    "returnees:ending": Row(FILES),
    "cases:hand_over": of_file(HEADS, see=HEADS),
    "cases:assignment": of_file(HEADS, see=HEADS),
    "returnees:certificate_check": Row(EVERYBODY),
    "returnees:certificate": of_file(),
    "returnees:certificates": of_file(),
    "returnees:editions": of_file(),
    "returnees:correction": of_file(CASEWORKERS, see=CASEWORKERS),
    "returnees:duplicate": of_file(CASEWORKERS, see=CASEWORKERS),
    "returnees:notice receipt": of_file(),
    "returnees:notice hearing": of_file(),
    "accommodation:centres": Row(FILES),
    "accommodation:new_centre": Row(WARDENS, WARDENS),
    "accommodation:centre": of_centre(),
    "accommodation:board": of_centre(),
    "accommodation:waiting": of_centre(),
    "accommodation:figures": of_centre(),
    "accommodation:missing": of_centre(),
    "accommodation:gate": of_centre(WARDENS, see=WARDENS),
    "accommodation:roll": of_centre(WARDENS, see=WARDENS),
    "accommodation:new_room": of_centre(WARDENS, see=WARDENS),
    "accommodation:new_stay": of_centre(WARDENS, see=WARDENS),
    "accommodation:doors": of_centre(),
    "accommodation:residents": of_centre(),
    "accommodation:block": of_centre(WARDENS, see=WARDENS),
    "accommodation:unblock": of_centre(WARDENS, see=WARDENS),
    "accommodation:removal": of_centre(WARDENS, see=WARDENS),
    "accommodation:stay": of_centre(),
    "accommodation:cards": of_centre(),
    "accommodation:places": of_centre(WARDENS, see=WARDENS),
    "accommodation:arrival": of_centre(WARDENS, see=WARDENS),
    "accommodation:departure": of_centre(WARDENS, see=WARDENS),
    "accommodation:longer": of_centre(WARDENS, see=WARDENS),
    "accommodation:cancellation": of_centre(WARDENS, see=WARDENS),
    "accommodation:absence": of_centre(WARDENS, see=WARDENS),
    "accommodation:extension": of_centre(WARDENS, see=WARDENS),
    "accommodation:extension_decision": of_centre(HEADS, see=HEADS),
    "accommodation:transfer": of_centre(WARDENS, see=WARDENS),
    "accommodation:transfer_answer": of_centre(WARDENS, see=WARDENS),
    "accommodation:end": of_centre(WARDENS, see=WARDENS),
    "arrivals:crossings": Row(BORDER),
    "arrivals:crossing": Row(BORDER),
    "arrivals:statistics": Row(REPORTS),
    "arrivals:files": Row(BORDER),
    "arrivals:links": Row(CASEWORKERS),
    "arrivals:link": Row(CASEWORKERS, CASEWORKERS, OFFICE),
    "arrivals:parting": Row(CASEWORKERS, CASEWORKERS, OFFICE),
    "arrivals:openapi": Row(BORDER),
    "arrivals:overstays": Row(BORDER),
    "arrivals:unannounced": Row(BORDER),
    "arrivals:sojourn": Row(BORDER, whose=OFFICE),
    "arrivals:clearing": Row(CLEARERS, CLEARERS, OFFICE),
    "arrivals:notice": Row(CLEARERS, CLEARERS, OFFICE),
    "feed:deliver": Row(None, EVERYBODY, answers=(405, 401)),
    "arrivals:new_file": Row(INSPECTORS, INSPECTORS),
    "arrivals:batch": Row(BORDER),
    "arrivals:rejected": Row(INSPECTORS),
    "accommodation:steps": of_centre(WARDENS, see=WARDENS),
    "accommodation:room_change": of_centre(WARDENS, see=WARDENS),
    "accommodation:room_closing": of_centre(WARDENS, see=WARDENS),
    "accommodation:room_reopening": of_centre(WARDENS, see=WARDENS),
    "accommodation:centre_closing": of_centre(WARDENS, see=WARDENS),
    "accommodation:centre_reopening": of_centre(WARDENS, see=WARDENS),
    "accommodation:services": of_centre(),
    "accommodation:family_services": of_centre(),
    "accommodation:service_plan": of_centre(WARDENS, see=WARDENS),
    "accommodation:service_given": of_centre(WARDENS, see=WARDENS),
    "accommodation:service_outcomes": of_centre(WARDENS, see=WARDENS),
    "accommodation:service_strike": of_centre(WARDENS, see=WARDENS),
    "accommodation:new_course": of_centre(WARDENS, see=WARDENS),
    "accommodation:course": of_centre(),
    "accommodation:course_join": of_centre(WARDENS, see=WARDENS),
    "accommodation:course_sessions": of_centre(WARDENS, see=WARDENS),
    "accommodation:course_closing": of_centre(WARDENS, see=WARDENS),
    "accommodation:attendance": of_centre(WARDENS, see=WARDENS),
    "accommodation:course_leaving": of_centre(WARDENS, see=WARDENS),
    "labour:employers": Row(EMPLOYERS),
    "labour:employer": Row(EMPLOYERS),
    "labour:new_employer": Row(LABOUR, LABOUR),
    "labour:change": of_employer(),
    "labour:new_branch": of_employer(),
    "labour:branch_end": of_employer(),
    "labour:new_contact": of_employer(),
    "labour:contact_end": Row(LABOUR, LABOUR, OFFICE, acts_afar=False),
    "labour:headcount": of_employer(),
    "labour:new_request": Row(LABOUR, LABOUR),
    "labour:new_inspection": Row(frozenset({"inspector"}), frozenset({"inspector"})),
    "labour:payment": Row(LABOUR, LABOUR, OFFICE),
    "labour:bids": Row(EMPLOYERS | MANAGERS),
    "labour:bids_order": Row(MANAGERS, MANAGERS),
    "labour:bid_review": Row(MANAGERS, MANAGERS),
    "labour:new_bid": Row(LABOUR, LABOUR),
    "labour:looks": Row(EMPLOYERS),
    "labour:places": Row(EVERYBODY),
    "labour:new_exempt": of_employer(),
    "labour:new_trip": Row(LABOUR, LABOUR, OFFICE, acts_afar=False),
    "labour:new_family": Row(LABOUR, LABOUR, OFFICE, acts_afar=False),
    "labour:bank": Row(EMPLOYERS),
    "labour:new_statement": Row(LABOUR, LABOUR),
    "labour:bank_line": Row(LABOUR, LABOUR),
    "labour:household": Row(LABOUR, LABOUR, acts_afar=False, afar=422),
    "labour:household_extension": Row(LABOUR, LABOUR, OFFICE, acts_afar=False),
    "labour:permit": Row(EMPLOYERS, whose=OFFICE),
    "labour:paper": Row(EMPLOYERS, whose=OFFICE),
    "labour:check": Row(EVERYBODY),
    "labour:renewal": Row(LABOUR, LABOUR, OFFICE),
    "labour:replacement": Row(LABOUR, LABOUR, OFFICE),
    "labour:change_permit": Row(LABOUR, LABOUR, OFFICE, acts_afar=False),
    "quotas:plans": Row(QUOTAS),
    "quotas:plan": Row(QUOTAS),
    "quotas:allocation": Row(QUOTAS),
    "quotas:order": Row(QUOTAS),
    "quotas:proposal": Row(QUOTAS),
    "quotas:establishing": Row(MANAGERS, MANAGERS),
    "quotas:new_order": Row(MANAGERS, MANAGERS),
    "quotas:percentage": Row(MANAGERS, MANAGERS),
    "quotas:closing": Row(MANAGERS, MANAGERS),
    "quotas:draft": Row(MANAGERS, MANAGERS),
    "quotas:signature": Row(MANAGERS, MANAGERS),
    "quotas:countersignature": Row(MANAGERS, MANAGERS),
    "quotas:return": Row(MANAGERS, MANAGERS),
    "quotas:discarding": Row(MANAGERS, MANAGERS),
    "reports:catalogue": Row(REPORTS),
    "reports:report": Row(REPORTS),
    "reports:report_file pdf": Row(REPORTS),
    "reports:report_file csv": Row(REPORTS),
    "reports:issuing": Row(MANAGERS, MANAGERS),
    "reports:new_schedule": Row(MANAGERS, MANAGERS),
    "reports:archive": Row(REPORTS),
    "reports:issue": Row(REPORTS),
    "reports:issue_file": Row(REPORTS),
    "reports:again": Row(REPORTS),
    "reports:outside_file": Row(REPORTS),
    "reports:comparison": Row(REPORTS),
    "reports:anew": Row(MANAGERS, MANAGERS),
    "reports:exports": Row(REPORTS),
    "reports:new_export": Row(REPORTS, REPORTS),
    "reports:export": Row(REPORTS, whose=ANALYST),
    "reports:export_file": Row(REPORTS, whose=ANALYST),
    "reports:dashboards": Row(FILES | REPORTS, answers=(302, 405)),
    "reports:dashboard country": Row(REPORTS),
    "reports:dashboard office": Row(HEADS),
    "reports:dashboard status": Row(FILES),
    "reports:dashboard labour": Row(EMPLOYERS),
    "reports:dashboard centres": Row(WARDENS),
    "reports:dashboard border": Row(BORDER),
    "reports:schedules": Row(REPORTS),
    "reports:schedule": Row(REPORTS),
    "reports:successor": Row(MANAGERS, MANAGERS),
    "reports:ending": Row(MANAGERS, MANAGERS),
    **BACK_OFFICE,
}


def expected(row: Row, role: str, place: str, method: str) -> int:
    """The status that the table promises to an officer of this role at this place."""
    doing = row.see if method == "GET" else row.act
    if doing is None:
        return 405
    if role not in (row.see or doing):
        return 403
    if not is_in_sight(row.whose, role, place):
        return 404
    if role not in doing:
        return 403
    return row.answers[method == "POST"] if _is_near(row, place, method) else row.afar


def is_in_sight(whose: str, role: str, place: str) -> bool:
    if whose in OWNERS:
        return (role, place) == (OWNERS[whose], "own")
    return whose == NOBODYS or place != "other"


def _is_near(row: Row, place: str, method: str) -> bool:
    return method == "GET" or row.acts_afar or place == "own"
