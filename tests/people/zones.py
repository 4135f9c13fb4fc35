"""Machine readable zones of persons who do not exist: specimens of ICAO Doc 9303, and zones made and spoiled."""

from random import Random

from mrz.generator.mrva import MRVACodeGenerator
from mrz.generator.mrvb import MRVBCodeGenerator
from mrz.generator.td1 import TD1CodeGenerator
from mrz.generator.td2 import TD2CodeGenerator
from mrz.generator.td3 import TD3CodeGenerator

WHO = {"birth_date": "850314", "expiry_date": "300101"}
PASSPORT = str(TD3CodeGenerator("P", "CHN", "YE", "NUERLAN", "E12345678", "CHN", sex="M", **WHO))
CARD = str(
    TD1CodeGenerator(
        "I", "UZB", "AD1234567", sex="F", nationality="UZB", surname="SERIKBAY", given_names="AYGUL", **WHO
    )
)
OLD_CARD = str(TD2CodeGenerator("I", "MNG", "SERIK", "NURLAN", "AB1234567", "MNG", sex="M", **WHO))
VISA = str(MRVACodeGenerator("V", "TUR", "SERIK", "NURLAN", "L8988901C", "TUR", sex="M", **WHO))
SMALL_VISA = str(MRVBCodeGenerator("V", "TUR", "SERIK", "NURLAN", "L8988901C", "TUR", sex="M", **WHO))
ZONES = {"TD3": PASSPORT, "TD1": CARD, "TD2": OLD_CARD, "MRV-A": VISA, "MRV-B": SMALL_VISA}
SIGNS = "ABCXYZ019<< \n\r\tйБқ\u0000\u202e\ud800\U0001f600é«-.,'\"%{}"


def spoiled(dice: Random) -> str:
    """A zone with letters changed, lost, doubled, swapped or cut, or nothing but signs."""
    if dice.random() < 0.05:
        return "".join(dice.choices(SIGNS, k=dice.choice((0, 1, 72, 88, 90, 399, 401, 2000))))
    letters = list(dice.choice(list(ZONES.values())))
    for _ in range(dice.randint(1, 6)):
        CHANGES[dice.randrange(len(CHANGES))](letters, dice)
    return "".join(letters)


def _change(letters: list[str], dice: Random) -> None:
    if letters:
        letters[dice.randrange(len(letters))] = dice.choice(SIGNS)


def _lose(letters: list[str], dice: Random) -> None:
    if letters:
        del letters[dice.randrange(len(letters))]


def _double(letters: list[str], dice: Random) -> None:
    letters.insert(dice.randint(0, len(letters)), dice.choice(SIGNS))


def _swap(letters: list[str], dice: Random) -> None:
    if len(letters) > 1:
        place = dice.randrange(len(letters) - 1)
        letters[place], letters[place + 1] = letters[place + 1], letters[place]


def _cut(letters: list[str], dice: Random) -> None:
    del letters[dice.randint(0, len(letters)) :]


def _blank(letters: list[str], dice: Random) -> None:
    """A whole stretch unreadable, as under a thumb."""
    first = dice.randint(0, len(letters))
    letters[first : first + 9] = "<" * len(letters[first : first + 9])


CHANGES = (_change, _change, _lose, _double, _swap, _cut, _blank)
