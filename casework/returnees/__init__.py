"""Returnees (oralman, since 2021 kandas): the status and its extension, and inclusion into the yearly quota.

Grant: the status of one person for a period, with its certificate. Inclusion: a person's entry into a programme's
quota, once in a lifetime. Entitlement: what an inclusion brings, in multiples of the monthly calculation index (MCI)
and in tenge.
"""
