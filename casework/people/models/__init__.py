from casework.people.models.household import Household, Membership
from casework.people.models.name import Name
from casework.people.models.numbers import check_bin, check_iin
from casework.people.models.papers import ContactDetail, IdentityDocument, Photo
from casework.people.models.person import STATELESS, OfPersonQuerySet, Person, PersonQuerySet, country_name
from casework.people.models.same import SamePerson

__all__ = [
    "ContactDetail", "Household", "IdentityDocument", "Membership", "Name", "OfPersonQuerySet", "Person",
    "PersonQuerySet", "Photo", "STATELESS", "SamePerson", "check_bin", "check_iin", "country_name",
]  # fmt: skip
