"""Files: Case, its members, clocks, documents and decisions; and whatever joins files to the ledger of quotas.

A *procedure* (see `procedures`) is a frozen value of the package that owns it: its flow, its term, its papers.
`actions.steps.take_step` is the only writer of a file's state. A countersigned step is two acts: a proposal that moves
nothing, and a countersignature that takes the step. Members of a file, copied from the household at lodging, are the
only list a decision knows.
"""
