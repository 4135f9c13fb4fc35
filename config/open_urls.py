"""Every address that answers somebody who has not signed in, and why. Nothing else does: a test walks all addresses.

Files under /static/ are served before any address is looked at; they hold no data.
"""

OPEN_URLS = {
    "account_login": "the door itself",
    "account_logout": "whoever is out already is led to the door, not asked to sign in so as to sign out",
    "healthz": "asked by monitoring, which has no account; tells ages of processes and no data",
    "set_language": "the door must be readable; stores a cookie and leads back into this house only",
    "feed:deliver": "a border post shows a token in the place of a session",
    "returnees:certificate_check": "whoever is shown a certificate may learn by its token whether it is valid",
    "labour:check": "whoever is shown a permit may learn by its token whether it is in force",
    "labour:places": "whoever means to employ a foreigner may learn whether places are left; counts alone",
}
