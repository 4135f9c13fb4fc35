"""From rows to printed documents: which papers a file can print now, and the facts of each."""

from casework.returnees.printing.certificates import certificates
from casework.returnees.printing.notices import NOTICES, notices_of

__all__ = ["NOTICES", "certificates", "notices_of"]
