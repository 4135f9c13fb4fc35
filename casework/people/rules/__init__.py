"""What holds of persons, as pure functions and values: no database, no clock, no language of a page.

Numbers of identity, dates of birth known in part, keys of search, and the facts from which a person is registered.
"""

from casework.people.rules.birth import AGE_OF_MAJORITY, BirthDate, NoBirthDate
from casework.people.rules.facts import ContactFacts, DocumentFacts, FamilyFacts, MemberFacts, NameFacts, PersonFacts
from casework.people.rules.identity import DIFFERENT, POSSIBLE, SAME, Judgement, Record, Sign, judge
from casework.people.rules.keys import document_key, fold
from casework.people.rules.mrz import MrzClaim, MrzFault, UnreadableMrz, read_mrz
from casework.people.rules.numbers import Fault, FaultyNumber, IinClaim, check_digit, disagreements, read_bin, read_iin
from casework.people.rules.question import LEAST_LETTERS, NoQuestion, Question, fit, person_number, read_question
from casework.people.rules.spelling import NAME_KEY_LENGTH, mixes_scripts, name_key, word_keys

__all__ = [
    "AGE_OF_MAJORITY", "DIFFERENT", "LEAST_LETTERS", "NAME_KEY_LENGTH", "POSSIBLE", "SAME", "BirthDate", "ContactFacts",
    "DocumentFacts", "FamilyFacts", "Fault", "FaultyNumber", "IinClaim", "Judgement", "MemberFacts", "MrzClaim",
    "MrzFault", "NameFacts", "NoBirthDate", "NoQuestion", "PersonFacts", "Question", "Record", "Sign", "UnreadableMrz",
    "check_digit", "disagreements", "document_key", "fit", "fold", "judge", "mixes_scripts", "name_key",
    "person_number", "read_bin", "read_iin", "read_mrz", "read_question", "word_keys",
]  # fmt: skip
