"""What every package needs and no law speaks of: flows, terms, working days, periods, errors, forms, answers, uploads.

Nothing here knows a word of the office. A flow is a table of steps; a term is a dated number of days; a period is
half-open: its `until` is the first day that no longer counts.
"""
