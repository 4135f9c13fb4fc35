"""Who works here: Officer, Office, Role.

An office has a region, or none: then it is national. A role is a described list of permissions; some roles may not be
held together (who administers does not decide, who audits does not write). `visible_to(officer)` on every QuerySet of
personal data decides what an officer may see; a permission decides what an officer may do.
"""
