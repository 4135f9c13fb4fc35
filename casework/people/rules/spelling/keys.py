"""Keys of a name: the plain one, for parts that an officer types, and skeletons of consonants, for an index.

A skeleton keeps the classes of consonants in their order: Нұрлан, Nurlan, نۇرلان and Nuerlan are n-l-n. What
spellings mix up (қ, х and ғ; л and р in Pinyin; с, ш and ч) has one class; vowels have none. Where a spelling
leaves a class open, as the x of Xasan, the word has several skeletons, and two words may be one where they share
one.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from casework.people.rules.spelling.endings import is_ending
from casework.people.rules.spelling.scripts import alphabet_of
from casework.people.rules.spelling.sounds import BIT, Sound
from casework.people.rules.spelling.words import Word, read, readings, words_of

NAME_KEY_LENGTH = 620
MOST_SKELETONS, MOST_KEYS, LONGEST_SKELETON = 8, 40, 24
BREATH = BIT["h"] | BIT["x"]
NASAL = BIT["n"] | BIT["m"]


def name_key(surname: str, given: str, patronymic: str = "", script: str = "") -> str:
    """The plain key of a name, words in the order surname, given name, patronymic; at most 620 letters."""
    keys = (plain_key(word.text, word.script) for word in words_of(f"{surname} {given} {patronymic}", script))
    return " ".join(filter(None, keys))[:NAME_KEY_LENGTH].strip()


@lru_cache(maxsize=200_000)
def plain_key(text: str, script: str) -> str:
    """The letters of a word, each by the first sound that it may stand for; twins are written once."""
    letters = "".join(one.letter for one in read(text, script)) or text
    return "".join(letter for place, letter in enumerate(letters) if not place or letters[place - 1] != letter)


def word_keys(surname: str, given: str, patronymic: str = "", script: str = "") -> tuple[str, ...]:
    """All skeletons of a name, of each word and of the words of one field taken together, each once."""
    found: dict[str, None] = {}
    for field in (surname, given, patronymic):
        for skeleton in _of_field(words_of(field, script)):
            found.setdefault(skeleton)
    return tuple(found)[:MOST_KEYS]


def _of_field(words: tuple[Word, ...]) -> Iterator[str]:
    words = without_lone_endings(words)
    for word in words:
        yield from skeletons(word)
    if len(words) > 1:
        yield from skeletons(together(words))


def without_lone_endings(words: tuple[Word, ...]) -> tuple[Word, ...]:
    kept = tuple(word for word in words if not is_ending(word.text, alphabet_of(word.text)))
    return kept or words


def together(words: Iterable[Word]) -> Word:
    """Words written apart as one: Nu er lan, Нур Султан."""
    words = tuple(words)
    return Word("".join(word.text for word in words), words[0].script, "".join(word.text for word in words))


@lru_cache(maxsize=200_000)
def skeletons(word: Word) -> tuple[str, ...]:
    """The skeletons of a word, of its root first; a word without consonants has its plain key in their place."""
    texts = dict.fromkeys((word.root, word.text))
    found = dict.fromkeys(
        skeleton for text in texts for reading in readings(text, word.script) for skeleton in _skeletons(reading)
    )
    return tuple(filter(None, found)) or (f"={plain_key(word.text, word.script)}",)


def _skeletons(reading: tuple[Sound, ...]) -> list[str]:
    ways = [""]
    for place in range(len(reading)):
        choices = _classes(reading, place)
        ways = list(dict.fromkeys(_joined(way, choice) for way in ways for choice in choices))[:MOST_SKELETONS]
    return ways


def _joined(way: str, choice: str) -> str:
    return way if len(way) >= LONGEST_SKELETON or way.endswith(choice) else way + choice


def _classes(reading: tuple[Sound, ...], place: int) -> tuple[str, ...]:
    """The classes at a place. A breath before or between vowels may be left out; n before m in Pinyin may be m."""
    one = reading[place]
    if one.bits & BREATH and "" not in one.classes and _is_between_vowels(reading, place):
        return (*one.classes, "")
    return one.classes


def _is_between_vowels(reading: tuple[Sound, ...], place: int) -> bool:
    before = not place or reading[place - 1].is_vowel
    return before and (place + 1 == len(reading) or reading[place + 1].is_vowel)
