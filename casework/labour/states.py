"""Words of the register of employers: kinds, sizes, the pairs of categories. Tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EmployerKind(TextChoices):
    COMPANY = "company", _("company")
    BRANCH = "branch", _("branch of a foreign company")
    OFFICE = "office", _("representative office of a foreign company")
    VENTURE = "venture", _("joint enterprise of individuals")
    STATE = "state", _("state body")


class Size(TextChoices):
    SMALL = "small", _("small")
    MEDIUM = "medium", _("medium")
    LARGE = "large", _("large")


class Pair(TextChoices):
    """Categories whose staff is counted together for local content."""

    HEADS = "heads", _("heads and managers")
    WORKERS = "workers", _("specialists and workers")


class Education(TextChoices):
    """From the least to the most; the order is that of the list."""

    NONE = "none", _("none asked or shown")
    SECONDARY = "secondary", _("secondary")
    VOCATIONAL = "vocational", _("vocational")
    HIGHER = "higher", _("higher")


class ViolationKind(TextChoices):
    NO_PERMIT = "no_permit", _("foreigners at work without a permit")
    OTHER_TRADE = "other_trade", _("a foreigner in another trade than the permit names")


class Verdict(TextChoices):
    """What the system finds of a ground to refuse."""

    STANDS = "stands", _("stands in the way")
    CLEAR = "clear", _("does not stand in the way")
    JUDGED = "judged", _("for the officer to judge")


VERDICT_TONES = {Verdict.STANDS: "red", Verdict.CLEAR: "green", Verdict.JUDGED: "secondary"}


OF_FOREIGN_COMPANIES = (EmployerKind.BRANCH, EmployerKind.OFFICE)
"""Kinds with an exemption from local content of their own."""


class Basis(TextChoices):
    """Why a worker is asked for."""

    QUOTA = "quota", _("a post of the employer, within the quota")
    INTRA = "intra", _("transfer inside a company, outside the quota")


class PermitState(TextChoices):
    """How a permit stands: the last word of its history."""

    ISSUED = "issued", _("issued")
    SUSPENDED = "suspended", _("suspended")
    RESTORED = "restored", _("restored")
    REVOKED = "revoked", _("revoked")
    SURRENDERED = "surrendered", _("surrendered")
    EXPIRED = "expired", _("expired")
    REPLACED = "replaced", _("replaced by another worker’s")


IN_FORCE = (PermitState.ISSUED, PermitState.RESTORED)
RUNNING = (*IN_FORCE, PermitState.SUSPENDED)
"""States that are no end."""
ENDED_EARLY = (PermitState.REVOKED, PermitState.SURRENDERED, PermitState.REPLACED)
RETURNING = (PermitState.REVOKED, PermitState.SURRENDERED)
"""Ends that can give a place back. An expired permit has used its place to the end; a replaced one passed it on."""

CHANGES: dict[str, tuple[str, ...]] = {
    PermitState.SUSPENDED: IN_FORCE,
    PermitState.RESTORED: (PermitState.SUSPENDED,),
    PermitState.REVOKED: RUNNING,
    PermitState.SURRENDERED: RUNNING,
    PermitState.EXPIRED: RUNNING,
    PermitState.REPLACED: IN_FORCE,
}
"""What can become of a permit, and from which states; a trigger holds the same table."""

PERMIT_TONES = {
    PermitState.ISSUED: "green", PermitState.RESTORED: "green", PermitState.SUSPENDED: "orange",
    PermitState.REVOKED: "red", PermitState.SURRENDERED: "secondary", PermitState.EXPIRED: "secondary",
    PermitState.REPLACED: "secondary",
}  # fmt: skip


class Exempt(TextChoices):
    """Why a foreigner works without a permit and outside every quota."""

    EAEU = "eaeu", _("citizen of the Eurasian Economic Union")
    RETURNEE = "returnee", _("holder of the returnee status")
    REFUGEE = "refugee", _("refugee")
    RESIDENT = "resident", _("permanent resident")
    HEAD = "head", _("head of a wholly foreign company")


EAEU_STATES = ("AM", "BY", "KG", "RU")
"""States of the Eurasian Economic Union besides Kazakhstan."""
