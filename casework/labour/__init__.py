"""Foreign labour: employers and their staff, the permits they draw from the quota, what inspections found.

Employer: a legal person by its BIN. Headcount: its staff of a day by category, citizens and foreigners. Local content:
the share of citizens in a pair of categories. Permit: the right of one employer to employ one foreigner in one post and
region for a term. Violation: a finding that bars new permits. A category's number means what its year says.
Law: Order No. 279 of 30 June 2023, before it Order No. 559 of 27 June 2016, on permits to employ foreign labour.
"""
