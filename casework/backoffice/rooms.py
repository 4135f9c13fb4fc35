"""The rooms of the back office, and to which permissions each opens. Tables."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.accounts.permissions import Permission

Bundle = frozenset[Permission]


@dataclass(frozen=True)
class Room:
    """`seen_by`: bundles of permissions; whoever holds one of them whole may look. `changed_by`: who may write."""

    label: str | Promise
    lead: str | Promise
    seen_by: tuple[Bundle, ...]
    changed_by: Permission | None = None


AUDITS = frozenset({Permission.VIEW_AUDIT})
AUDITS_FILES = frozenset({Permission.VIEW_AUDIT, Permission.VIEW_FILES})

OFFICERS = Room(
    _("Officers and offices"),
    _("Who works here, in which office, by which roles."),
    (frozenset({Permission.MANAGE_OFFICERS}), AUDITS),
    Permission.MANAGE_OFFICERS,
)
LAW = Room(
    _("Law and calendar"),
    _("What deadlines, money and papers follow, each row with its source."),
    (frozenset({Permission.CHANGE_REFERENCE}), AUDITS),
    Permission.CHANGE_REFERENCE,
)
BORDER = Room(
    _("Border"),
    _("How long somebody may stay, and the codes by which crossings are told and counted."),
    (frozenset({Permission.CHANGE_REFERENCE}), AUDITS),
    Permission.CHANGE_REFERENCE,
)
FILES = Room(
    _("Files (read only)"), _("Files and what was decided in them, as the database holds them."), (AUDITS_FILES,)
)
CENTRES = Room(
    _("Centres (read only)"), _("Houses, who sleeps where, and what was given there, as the database holds it."),
    (AUDITS_FILES,),
)  # fmt: skip
LEDGER = Room(
    _("Ledger (read only)"),
    _("Plans, their cells, and every line that gave or took a place."),
    (
        frozenset({Permission.VIEW_AUDIT, Permission.VIEW_QUOTAS}),
        frozenset({Permission.SIGN_ORDER, Permission.VIEW_QUOTAS}),
    ),
)
TRAIL = Room(_("Trail (read only)"), _("Who did what, when; before and after."), (AUDITS_FILES,))

ROOMS = (OFFICERS, LAW, BORDER, FILES, CENTRES, LEDGER, TRAIL)
