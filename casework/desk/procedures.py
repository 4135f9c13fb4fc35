"""The kinds of intake as a table: what is asked, in which order, and which procedure it lodges. Pure."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SAME_STEPS = ("family", "papers")


@dataclass(frozen=True)
class Kind:
    """A kind of intake.

    `programme`: whose places an inclusion asks for. `is_of_record`: the applicant is on record already and is found
    there; otherwise the officer types who came.
    """

    slug: str
    procedure: str
    title: str | Promise
    sentence: str | Promise
    steps: tuple[str, ...]
    programme: str = ""
    is_of_record: bool = False

    def after(self, step: str) -> str:
        return self.steps[min(self.steps.index(step) + 1, len(self.steps) - 1)]

    def before(self, step: str) -> str:
        return self.steps[max(self.steps.index(step) - 1, 0)]


STATUS = Kind(
    "status", "status", _("Returnee status"),
    _("An ethnic Kazakh family that comes to live for good applies for the status."),
    ("applicant", "family", "papers", "settlement", "receipt", "check"),
)  # fmt: skip
EXTENSION = Kind(
    "extension", "extension", _("Extension of the status"),
    _("A status holder asks for more time; once, and by a few months."),
    ("family", "request", "papers", "settlement", "receipt", "check"), is_of_record=True,
)  # fmt: skip
INCLUSION = Kind(
    "inclusion", "inclusion", _("Inclusion in the returnee quota"),
    _("A status holder’s family asks for places in the quota of its region of settlement."),
    ("family", "papers", "settlement", "receipt", "check"), programme="returnee", is_of_record=True,
)  # fmt: skip
IN_MIGRANT = Kind(
    "in-migrant", "inclusion", _("Inclusion in the in-migrant quota"),
    _("A family of citizens leaves a crowded region and asks for places where it settles."),
    ("applicant", "family", "papers", "settlement", "receipt", "check"), programme="in_migrant",
)  # fmt: skip

KINDS = {kind.slug: kind for kind in (STATUS, INCLUSION, EXTENSION, IN_MIGRANT)}

STEP_NAMES: dict[str, str | Promise] = {
    "applicant": _("Who applies"),
    "family": _("The family"),
    "request": _("What is asked"),
    "papers": _("Papers received"),
    "settlement": _("Where they will live"),
    "receipt": _("When and how received"),
    "check": _("Check the answers"),
}
