"""What an officer brings to a step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from casework.cases.models import Decision


@dataclass(frozen=True)
class Act:
    """The facts of the step's form, or the signed decision it puts in force."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    decision: Decision | None = None
    note: str = ""
