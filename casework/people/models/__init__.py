from casework.people.models.household import Household, Membership
from casework.people.models.imports import ImportFault, PersonImport
from casework.people.models.likely import LikelyPair
from casework.people.models.name import Name, search_keys
from casework.people.models.numbers import check_bin, check_iin, check_iin_alone
from casework.people.models.papers import ContactDetail, IdentityDocument, Photo
from casework.people.models.person import STATELESS, OfPersonQuerySet, Person, PersonQuerySet, country_name
from casework.people.models.same import SamePerson

__all__ = [
    "ContactDetail", "Household", "IdentityDocument", "ImportFault", "LikelyPair", "Membership", "Name",
    "OfPersonQuerySet", "Person", "PersonImport", "PersonQuerySet", "Photo", "STATELESS", "SamePerson", "check_bin",
    "check_iin", "check_iin_alone", "country_name", "search_keys",
]  # fmt: skip
