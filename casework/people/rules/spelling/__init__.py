"""How one name is written in ten scripts, and what its spellings have in common.

A word is read into sounds by the table of its script; where a spelling leaves open which sound is meant, all that
it may be are kept (in Pinyin the l of Mulati is l or r). From the sounds come a plain key for typing, skeletons of
consonants by which an index finds, and the likeness of two words.
"""

from casework.people.rules.spelling.keys import NAME_KEY_LENGTH, name_key, plain_key, skeletons, together, word_keys
from casework.people.rules.spelling.likeness import distance
from casework.people.rules.spelling.names import NameDistance, Parts, name_distance, parts_of
from casework.people.rules.spelling.scripts import mixes_scripts
from casework.people.rules.spelling.words import Word, word_of, words_of

__all__ = [
    "NAME_KEY_LENGTH", "NameDistance", "Parts", "Word", "distance", "mixes_scripts", "name_distance", "name_key",
    "parts_of", "plain_key", "skeletons", "together", "word_keys", "word_of", "words_of",
]  # fmt: skip
