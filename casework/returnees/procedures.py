"""The three procedures of returnees as tables: status, extension, inclusion.

Source: order of 10 Oct 2025 on the returnee status (in force 26 Oct 2025); rules on inclusion into the regional quota.
"""

from dataclasses import replace
from functools import partial

from django.utils.translation import gettext_lazy as _

from casework.accounts.permissions import Permission
from casework.cases.procedures import Procedure, Requirement, Whose
from casework.cases.states import State
from casework.common.flow import Decides, Effect, Flow, Step

_caseworker = partial(Step, permission=Permission.PROCESS)
_signed = partial(Step, permission=Permission.PROPOSE, countersigned=True)
_on_merits = partial(_signed, on_merits=True)
_refusal = partial(_on_merits, "refuse", target=State.REFUSED, grounded=True, decides=Decides.REFUSES_ALL)

LODGE = Step("lodge", _("lodge"), (State.DRAFT,), State.LODGED, Permission.REGISTER)
REFUSE_ACCEPTANCE = _signed(
    "refuse_acceptance", _("refuse acceptance"), (State.LODGED,), State.REFUSED_ACCEPTANCE, grounded=True
)
ACCEPT = _caseworker("accept", _("accept"), (State.LODGED,), State.UNDER_REVIEW, complete=True)

STATUS_FLOW = Flow(
    LODGE,
    ACCEPT,
    REFUSE_ACCEPTANCE,
    _caseworker("commission", _("record the commission"), (State.UNDER_REVIEW,), State.RECOMMENDED),
    _on_merits(
        "preliminarily_refuse",
        _("refuse preliminarily"),
        (State.RECOMMENDED,),
        State.PRELIMINARILY_REFUSED,
        grounded=True,
        grounds="refuse",
    ),
    _caseworker("hear", _("record the hearing"), (State.PRELIMINARILY_REFUSED,), State.HEARD),
    _on_merits(
        "grant",
        _("grant the status"),
        (State.RECOMMENDED, State.HEARD),
        State.GRANTED,
        decides=Decides.EACH,
        grounds="refuse",
    ),
    _refusal(label=_("refuse the status"), sources=(State.HEARD,)),
    _caseworker(
        "withdraw",
        _("record the withdrawal"),
        (State.LODGED, State.UNDER_REVIEW, State.RECOMMENDED, State.PRELIMINARILY_REFUSED, State.HEARD),
        State.WITHDRAWN,
    ),
    _on_merits("end", _("end the status"), (State.GRANTED,), State.ENDED, grounded=True, decides=Decides.UNCHANGED),
)

EXTENSION_FLOW = Flow(
    LODGE,
    ACCEPT,
    REFUSE_ACCEPTANCE,
    _on_merits(
        "extend", _("extend the status"), (State.UNDER_REVIEW,), State.EXTENDED, decides=Decides.EACH, grounds="refuse"
    ),
    _refusal(label=_("refuse the extension"), sources=(State.UNDER_REVIEW,)),
    _caseworker("withdraw", _("record the withdrawal"), (State.LODGED, State.UNDER_REVIEW), State.WITHDRAWN),
)

INCLUSION_FLOW = Flow(
    LODGE,
    _caseworker(
        "accept",
        _("accept and hold places"),
        (State.LODGED,),
        State.UNDER_REVIEW,
        complete=True,
        effect=Effect.HOLD,
    ),
    replace(REFUSE_ACCEPTANCE, effect=Effect.RELEASE),  # of places that are offered from a waiting list
    _caseworker(
        "resettle",
        _("change the region of settlement"),
        (State.UNDER_REVIEW,),
        State.UNDER_REVIEW,
        effect=Effect.MOVE,
    ),
    _on_merits(
        "include",
        _("include in the quota"),
        (State.UNDER_REVIEW,),
        State.INCLUDED,
        decides=Decides.EACH,
        grounds="refuse",
        effect=Effect.USE,
    ),
    _refusal(label=_("refuse the inclusion"), sources=(State.UNDER_REVIEW,), effect=Effect.RELEASE),
    _caseworker(
        "withdraw",
        _("record the withdrawal"),
        (State.LODGED, State.UNDER_REVIEW),
        State.WITHDRAWN,
        effect=Effect.RELEASE,
    ),
    Step(
        "lapse",
        _("end the hold, as the papers were not brought"),
        (State.UNDER_REVIEW,),
        State.LAPSED,
        permission="",
        by_clock=True,
        effect=Effect.RELEASE,
    ),
    _on_merits(
        "annul",
        _("annul the inclusion"),
        (State.INCLUDED,),
        State.ANNULLED,
        grounded=True,
        decides=Decides.UNCHANGED,
        effect=Effect.GIVE_BACK,
    ),
)


IDENTITY = (
    "passport", "national_id", "stateless_certificate", "residence_permit", "returnee_certificate", "citizen_id",
)  # fmt: skip
APPLICATION = Requirement(("application",))
IDENTITY_OF_ALL = (
    Requirement(IDENTITY, Whose.ADULT, _("identity paper")),
    Requirement(("birth_certificate", *IDENTITY), Whose.MINOR, _("birth certificate or identity paper")),
)
STATUS_PAPERS = (
    APPLICATION,
    *IDENTITY_OF_ALL,
    Requirement(("autobiography",)),
    Requirement(("proof_of_ethnicity", "ethnicity_recommendation")),
    Requirement(("notarised_translation",)),
    Requirement(("power_of_attorney",), Whose.PROXY),
)
"""The whole list: an officer may ask for nothing else."""

STATUS = Procedure(
    code="status",
    prefix="ST",
    name=_("returnee status"),
    flow=STATUS_FLOW,
    term="status.decision",
    requirements=STATUS_PAPERS,
    path=(State.LODGED, State.UNDER_REVIEW, State.RECOMMENDED, State.GRANTED),
)
EXTENSION = Procedure(
    code="extension",
    prefix="EX",
    name=_("extension of the status"),
    flow=EXTENSION_FLOW,
    term="extension.decision",
    requirements=(APPLICATION,),
    path=(State.LODGED, State.UNDER_REVIEW, State.EXTENDED),
)
INCLUSION = Procedure(
    code="inclusion",
    prefix="IN",
    name=_("inclusion in the quota"),
    flow=INCLUSION_FLOW,
    term=None,  # no deadline of law is on record for inclusion
    requirements=(APPLICATION, *IDENTITY_OF_ALL),
    path=(State.LODGED, State.UNDER_REVIEW, State.INCLUDED),
)
