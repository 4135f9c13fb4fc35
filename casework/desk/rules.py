"""What an intake says, read from its forms: frozen values that the views pass to the action. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from casework.people.rules import MemberFacts


@dataclass(frozen=True)
class Newcomer:
    """A member of the family: on record under a number, or to be registered from the facts."""

    key: str
    role: str
    record: str = ""
    facts: MemberFacts | None = None


@dataclass(frozen=True)
class Received:
    """A paper handed in: its kind, of which member ("" for the whole file), seen in the original or as a scan."""

    kind: str
    member: str
    line: str
    is_seen: bool = False
    has_scan: bool = False


@dataclass(frozen=True)
class Intake:
    """Everything that is lodged at once. The applicant is the first member. Regions by ISO code.

    `facts`: what only this procedure asks (months and reason of an extension, arrival and country of a status).
    """

    newcomers: tuple[Newcomer, ...]
    papers: tuple[Received, ...]
    region: str
    received_on: date
    received_how: str
    proxy: str = ""
    left_region: str = ""
    wants_centre: bool = False
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def applicant(self) -> Newcomer:
        return self.newcomers[0]
