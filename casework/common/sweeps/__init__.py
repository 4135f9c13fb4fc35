"""Work that waits is a row. A sweep derives from rows what is due, claims one subject at a time, and does it once.

It is woken by a hint after a commit, by beat, or by `manage.py sweep`; none of them carries anything but its name. What
fails is tried again, and after five tries it is parked and shown.
"""

from casework.common.sweeps.engine import Outcome, run, waiting
from casework.common.sweeps.hints import hint, wake_followers
from casework.common.sweeps.registry import Sweep, register, registered

__all__ = ["Outcome", "Sweep", "hint", "register", "registered", "run", "waiting", "wake_followers"]
