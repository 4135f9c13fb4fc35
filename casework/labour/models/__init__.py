from casework.labour.models.bank import BankFile, BankLine
from casework.labour.models.bids import QuotaBid
from casework.labour.models.employers import Branch, Contact, Employer, EmployerFacts, EmployerQuerySet, Headcount
from casework.labour.models.fees import Fee, Payment
from casework.labour.models.household import HouseholdRequest
from casework.labour.models.inspections import Inspection, Violation
from casework.labour.models.law import Activity, Category, PlaceRule
from casework.labour.models.outside import ExemptWorker, FamilyMember, Trip
from casework.labour.models.permits import Permit, PermitChange, PermitQuerySet, PermitRequest
from casework.labour.models.private import PrivateEmployer, PrivateFacts

__all__ = [
    "Activity",
    "BankFile",
    "BankLine",
    "Branch",
    "Category",
    "Contact",
    "Employer",
    "EmployerFacts",
    "EmployerQuerySet",
    "ExemptWorker",
    "FamilyMember",
    "Fee",
    "Headcount",
    "HouseholdRequest",
    "Inspection",
    "Payment",
    "Permit",
    "PermitChange",
    "PermitQuerySet",
    "PermitRequest",
    "PlaceRule",
    "PrivateEmployer",
    "PrivateFacts",
    "QuotaBid",
    "Trip",
    "Violation",
]
