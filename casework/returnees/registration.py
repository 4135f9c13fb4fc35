"""Tells the lower layer of files what happens to grants and inclusions at each step."""

from casework.cases.forms.base import ReasonedStepForm
from casework.cases.models import Case
from casework.cases.procedures import register
from casework.people.actions.same import Follower, follow_links
from casework.people.models import Person
from casework.returnees import checks, panels
from casework.returnees.actions import doubles, extensions, grants, inclusions, repeating, status
from casework.returnees.forms import CommissionForm, HearingForm, ResettleForm
from casework.returnees.procedures import EXTENSION, INCLUSION, STATUS
from casework.returnees.queries import citizens, not_counted

ONCE = (
    "inclusion_once_in_a_lifetime", "inclusion_once_under_any_record", "inclusion_not_after_a_past_one",
    "person_records_stay_joined",
)  # fmt: skip


def register_procedures() -> None:
    _status()
    _extension()
    _inclusion()


def register_followers() -> None:
    follow_links(Follower(joined=doubles.open_doubles, parted=doubles.close_doubles))


def _status() -> None:
    register(
        STATUS,
        effects={
            "commission": status.record_commission,
            "hear": status.record_hearing,
            "grant": grants.issue_grants,
            "end": grants.end_grants,
        },
        checks={
            "grant": checks.grants_somebody_and_refuses_after_hearing,
        },
        forms={"commission": CommissionForm, "hear": HearingForm, "withdraw": ReasonedStepForm},
        panel=("returnees/_status.html", panels.status),
        details=("status_application",),
        repeats=repeating.status,
        leaves_out=_citizen,
    )


def _extension() -> None:
    register(
        EXTENSION,
        effects={"extend": extensions.extend_grants},
        checks={"extend": checks.extends_only_once},
        forms={"withdraw": ReasonedStepForm},
        panel=("returnees/_extension.html", panels.extension),
        details=("extension_request",),
        repeats=repeating.extension,
    )


def _inclusion() -> None:
    register(
        INCLUSION,
        effects={
            "accept": inclusions.leave_out_who_was_included,
            "include": inclusions.include_members,
            "annul": inclusions.annul_inclusions,
        },
        checks={"include": checks.grants_somebody},
        refusals=dict.fromkeys(ONCE, inclusions.included_again),
        forms={"resettle": ResettleForm, "withdraw": ReasonedStepForm},
        panel=("returnees/_inclusion.html", panels.inclusion),
        details=("inclusion_request__programme", "inclusion_request__left_region"),
        repeats=repeating.inclusion,
        leaves_out=_without_a_place,
        programme=_programme,
        waits=True,
    )


def _citizen(case: Case, person: Person) -> str:
    return citizens([person]).get(person.pk, "")


def _without_a_place(case: Case, person: Person) -> str:
    return not_counted([person], _programme(case)).get(person.pk, "")


def _programme(case: Case) -> str:
    return case.inclusion_request.programme_id
