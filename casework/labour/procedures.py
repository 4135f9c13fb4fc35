"""The procedure of a permit as a table.

Source: Order No. 279 of 30 June 2023, before it Order No. 559 of 27 June 2016, on permits to employ foreign labour.
"""

from functools import partial

from django.utils.translation import gettext_lazy as _

from casework.accounts.permissions import Permission
from casework.cases.procedures import Procedure, Requirement, Whose
from casework.cases.states import State
from casework.common.flow import Decides, Effect, Flow, Step

_officer = partial(Step, permission=Permission.LABOUR)
_signed = partial(_officer, countersigned=True)
_clock = partial(Step, permission="", target=State.LAPSED, by_clock=True, effect=Effect.RELEASE)

_TAKEN_IN = (
    _officer("lodge", _("lodge"), (State.DRAFT,), State.LODGED),
    _signed("refuse_acceptance", _("refuse acceptance"), (State.LODGED,), State.REFUSED_ACCEPTANCE, grounded=True),
    _signed(
        "refuse", _("refuse the permit"), (State.LODGED, State.UNDER_REVIEW), State.REFUSED, on_merits=True,
        grounded=True, decides=Decides.REFUSES_ALL, effect=Effect.RELEASE,
    ),
    _officer(
        "withdraw", _("record the withdrawal"), (State.LODGED, State.UNDER_REVIEW, State.APPROVED), State.WITHDRAWN,
        effect=Effect.RELEASE,
    ),
    _clock("lapse", _("end the hold, as the papers were not brought"), (State.UNDER_REVIEW,)),
)  # fmt: skip
_approve = partial(
    _signed, "approve", _("approve the permit"), (State.UNDER_REVIEW,), on_merits=True, decides=Decides.EACH,
    grounds="refuse",
)  # fmt: skip

PERMIT_FLOW = Flow(
    _officer(
        "accept", _("accept and hold a place"), (State.LODGED,), State.UNDER_REVIEW, complete=True, effect=Effect.HOLD
    ),
    _approve(State.APPROVED),
    _officer("issue", _("issue the permit"), (State.APPROVED,), State.ISSUED, effect=Effect.USE),
    _clock("lapse_unpaid", _("end the grant, as the fee was not paid"), (State.APPROVED,)),
    _officer(
        "return_place", _("return the place"), (State.ISSUED,), State.ENDED, effect=Effect.GIVE_BACK, by_action=True
    ),
    *_TAKEN_IN,
)
"""Of first permits and of renewals; a renewal that takes no place of its own holds and uses none."""

REPLACEMENT_FLOW = Flow(
    _officer("accept", _("accept for review"), (State.LODGED,), State.UNDER_REVIEW, complete=True),
    _approve(State.ISSUED),
    *_TAKEN_IN,
)
"""No place and no fee: the new worker takes the place of the old one, and the second signature issues the permit."""

_APPLICATION = Requirement(("application",))
_PASSPORT = Requirement(("passport",), Whose.ADULT)
_QUALIFICATION = Requirement(("qualification_papers",))
_PROXY = Requirement(("power_of_attorney",), Whose.PROXY)
_PATH = (State.LODGED, State.UNDER_REVIEW, State.APPROVED, State.ISSUED)

PERMIT = Procedure(
    code="permit",
    prefix="FP",
    name=_("permit for a foreign worker"),
    flow=PERMIT_FLOW,
    term="permit.decision",
    requirements=(_APPLICATION, _PASSPORT, _QUALIFICATION, _PROXY),
    path=_PATH,
    works=Permission.LABOUR,
)
RENEWAL = Procedure(
    code="renewal",
    prefix="FR",
    name=_("renewal of a permit for a foreign worker"),
    flow=PERMIT_FLOW,
    term="renewal.decision",
    requirements=(_APPLICATION, _PASSPORT, _PROXY),
    path=_PATH,
    works=Permission.LABOUR,
)
REPLACEMENT = Procedure(
    code="replacement",
    prefix="FX",
    name=_("replacement of a foreign worker"),
    flow=REPLACEMENT_FLOW,
    term="replacement.decision",
    requirements=(_APPLICATION, _PASSPORT, _QUALIFICATION, _PROXY),
    path=(State.LODGED, State.UNDER_REVIEW, State.ISSUED),
    works=Permission.LABOUR,
)

HOUSEHOLD_FLOW = Flow(
    _officer("lodge", _("lodge"), (State.DRAFT,), State.LODGED),
    _officer("accept", _("accept and hold a place"), (State.LODGED,), State.UNDER_REVIEW, effect=Effect.HOLD),
    _officer("issue", _("issue the permit"), (State.UNDER_REVIEW,), State.ISSUED, effect=Effect.USE),
    _officer(
        "withdraw", _("record the withdrawal"), (State.LODGED, State.UNDER_REVIEW), State.WITHDRAWN,
        effect=Effect.RELEASE,
    ),
    _officer(
        "return_place", _("return the place"), (State.ISSUED,), State.ENDED, effect=Effect.GIVE_BACK, by_action=True
    ),
)  # fmt: skip
"""At the counter an officer takes the first three steps in one act; what was drawn for a second look waits before the
third."""

HOUSEHOLD = Procedure(
    code="household",
    prefix="FH",
    name=_("permit for a household worker"),
    flow=HOUSEHOLD_FLOW,
    term=None,
    requirements=(),
    path=(State.LODGED, State.UNDER_REVIEW, State.ISSUED),
    works=Permission.LABOUR,
)
