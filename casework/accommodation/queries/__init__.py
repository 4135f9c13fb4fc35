"""What actions, pages and other packages ask of centres."""

from casework.accommodation.queries.basis import basis_of, entitled_until
from casework.accommodation.queries.guests import family_of, guest_of, step_free

__all__ = ["basis_of", "entitled_until", "family_of", "guest_of", "step_free"]
