from casework.people.queries.faces import Card, Face, Row
from casework.people.queries.families import family_and_past, family_of, papers
from casework.people.queries.matches import Match, likely_matches
from casework.people.queries.same import joined, records_of_same
from casework.people.queries.search import Found, UnreadableSearch, search

__all__ = [
    "Card", "Face", "Found", "Match", "Row", "UnreadableSearch", "family_and_past", "family_of", "joined",
    "likely_matches", "papers", "records_of_same", "search",
]  # fmt: skip
