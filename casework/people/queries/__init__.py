from casework.people.queries.faces import Card, Face, Row
from casework.people.queries.families import family_and_past, family_of, papers
from casework.people.queries.matches import Match, likely_matches
from casework.people.queries.same import joined, records_of_same
from casework.people.queries.search import Found, Hit, UnreadableSearch, hits, search

__all__ = [
    "Card", "Face", "Found", "Hit", "Match", "Row", "UnreadableSearch", "family_and_past", "family_of", "hits",
    "joined",
    "likely_matches", "papers", "records_of_same", "search",
]  # fmt: skip
