"""Places, and the ledger that gives them out.

Programme (whose quota, in which unit) > Plan (its year) > Allocation (region x category; the reserve has neither) and
Ceiling. An Order, signed and countersigned, changes allocations by its lines. An Entry is a line of the ledger:
inserting it **is** the decision; a trigger moves the counters of the allocation and of its ceilings, CHECKs judge them.
A file is known here by its number alone.
"""
