"""What holds of persons, as pure functions and values: no database, no clock, no language of a page.

Numbers of identity, dates of birth known in part, keys of search, and the facts from which a person is registered.
"""

from casework.people.rules.birth import AGE_OF_MAJORITY, BirthDate, NoBirthDate
from casework.people.rules.facts import ContactFacts, DocumentFacts, FamilyFacts, MemberFacts, NameFacts, PersonFacts
from casework.people.rules.keys import NAME_KEY_LENGTH, document_key, fold, mixes_scripts, name_key
from casework.people.rules.numbers import Fault, FaultyNumber, IinClaim, check_digit, disagreements, read_bin, read_iin
from casework.people.rules.question import NoQuestion, Question, person_number, rank, read_question

__all__ = [
    "AGE_OF_MAJORITY", "NAME_KEY_LENGTH", "BirthDate", "ContactFacts", "DocumentFacts", "FamilyFacts", "Fault",
    "FaultyNumber", "IinClaim", "MemberFacts", "NameFacts", "NoBirthDate", "NoQuestion", "PersonFacts", "Question",
    "check_digit", "disagreements", "document_key", "fold", "mixes_scripts", "name_key", "person_number", "rank",
    "read_bin", "read_iin", "read_question",
]  # fmt: skip
