"""Speed, measured: each figure is a ratio to a yardstick of the same run, in turns with it, on the same machine.

A measure is a module whose name begins with `p` (`p1a.py` is P1a). It has a `MEASURE` and a context manager `prepare()`
that makes everything ready and gives a `Trial`: contests (our work and its yardstick, a figure for each round) and
bounds (what may simply not exceed a number). To add one, write such a module; nothing else lists them.
"""
