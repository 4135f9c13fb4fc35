"""Reading a file of crossings of any size: what it is, its columns, its lines made ready for COPY. Pure.

A row stands on one line. Columns are known by their names, in any order. A line that cannot be divided into cells, or
holds characters that no crossing needs, is passed on with its fault, so that every row of the file is settled.
"""

from casework.arrivals.crossingfile.columns import COLUMNS, FAULTS, NAMES, REMARKS, sentence
from casework.arrivals.crossingfile.examining import Examined, examine
from casework.arrivals.crossingfile.header import Layout, layout_of
from casework.arrivals.crossingfile.portions import Portion, Reading

__all__ = [
    "COLUMNS", "FAULTS", "NAMES", "REMARKS", "Examined", "Layout", "Portion", "Reading", "examine", "layout_of",
    "sentence",
]  # fmt: skip
