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
HEADS: Roles = frozenset({"head_of_office"})
ADMINISTRATORS: Roles = frozenset({"administrator"})
FILES: Roles = EVERYBODY - {"analyst", "administrator"}
REPORTS: Roles = frozenset({"head_of_office", "quota_manager", "inspector", "analyst", "auditor"})
MANAGERS: Roles = frozenset({"quota_manager"})
QUOTAS: Roles = EVERYBODY - {"centre_manager", "administrator"}

NOBODYS = "nobody's"  # a list or a form of one's own, or a thing that every office sees
OFFICE = "office"  # of one office: seen there and nationally, elsewhere as little as a missing one
OFFICER = "officer"  # of one officer: seen by nobody else at all


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


def of_person() -> Row:
    """A page that changes a person."""
    return Row(CASEWORKERS, CASEWORKERS, OFFICE)


def of_draft(see: Roles | None = CASEWORKERS) -> Row:
    """A page of an intake that is not lodged yet."""
    return Row(see, CASEWORKERS, OFFICER)


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
        "reference_documentkind",
    ),
    **tables(
        OF_FILE, "cases_case", "cases_casemember", "cases_decision", "cases_document", "returnees_grant",
        "returnees_inclusion", "returnees_entitlement", "audit_event", "audit_submission",
    ),
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
    "desk:request_for_file": Row(FILES, FILES),
    "desk:file_request": Row(HEADS, HEADS, OFFICE, acts_afar=False),
    "desk:same": of_person(),
    "desk:same_confirmation": of_person(),
    "desk:same_undoing": of_person(),
    "desk:drifts": Row(MANAGERS),
    "desk:drift": Row(MANAGERS, MANAGERS),
    "desk:sweeps": Row(frozenset({"auditor", "administrator"})),
    "desk:waking": Row(None, ADMINISTRATORS),
    "desk:another_try": Row(None, ADMINISTRATORS),
    "desk:intake": Row(CASEWORKERS),
    "desk:intake_start": Row(CASEWORKERS, CASEWORKERS),
    "desk:lodged": of_file(),
    "desk:intake_removal": of_draft(),
    "desk:intake_new_member": of_draft(),
    "desk:intake_member": of_draft(),
    "desk:intake_matches": of_draft(),
    "desk:intake_member_removal": of_draft(see=None),
    "desk:intake_records": of_draft(see=None),
    "desk:intake_typed": Row(None, CASEWORKERS, OFFICER, answers=(405, 204)),
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
    "cases:complaint": of_file(CASEWORKERS, see=CASEWORKERS),
    "cases:papers": of_file(CASEWORKERS, see=CASEWORKERS),
    "cases:paper": of_file(),
    "cases:withdrawn_paper": of_file(CASEWORKERS, see=CASEWORKERS),
    "cases:new_member": of_file(CASEWORKERS, see=CASEWORKERS),
    "cases:counting": of_file(CASEWORKERS, see=CASEWORKERS),
    "cases:notes": of_file(CASEWORKERS, see=CASEWORKERS),
    "cases:pause": of_file(CASEWORKERS, see=CASEWORKERS),
    "cases:resumption": of_file(CASEWORKERS, see=CASEWORKERS),
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
    "quotas:plans": Row(QUOTAS),
    "quotas:plan": Row(QUOTAS),
    "quotas:allocation": Row(QUOTAS),
    "quotas:order": Row(QUOTAS),
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
    if whose == OFFICER:
        return (role, place) == ("caseworker", "own")
    return whose == NOBODYS or place != "other"


def _is_near(row: Row, place: str, method: str) -> bool:
    return method == "GET" or row.acts_afar or place == "own"
