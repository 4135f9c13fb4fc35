"""Reports: a catalogue of functions that answer typed tables, and the printing of any of them.

A *schedule* says which report is due by which rule, for whom; an *issue* is a report frozen with its checksum, made
once for each period of its schedule or by hand. Its *reporting day* is the first day that it no longer speaks of: the
issue for 1 July tells what had happened by the end of 30 June. A *receipt* is an issue on an officer's table.

What other packages hold is read through their queries, as frozen facts; nothing of theirs is written here.
"""
