"""Files that nobody should send: good rows spoilt in every way that a careless or hostile hand finds."""

import gzip
import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.arrivals.files import GOOD, row, rows, text

NASTY = (
    "", " ", "\u200b", "\u202egpj", "' OR 1=1--", "%_\\", "\\N", "\\.", "=HYPERLINK(1)", "+1", "-1", "@x", "'=1", "NaN",
    "1e309", "9" * 40, "<script>", "{{7*7}}", "ZZ", "2031-01-01 00:00", "0001-01-01", "9999-12-31", "45000",
    "31.02.2009", "1985-03-14T25:00", "\ud800", "O'Neil-ñ", "José", "Нұрлан", "نورلان", "\t", "NULL", "true", "-0",
    "１２", "٣٠",
)  # fmt: skip
BIG = 1 << 20


class Hostile(NamedTuple):
    name: str
    content: bytes


Spoil = Callable[[random.Random, bytes], bytes]


def files(count: int, seed: int = 1) -> Iterator[Hostile]:
    """So many files, each kind in its turn; the same seed gives the same files."""
    for number in range(count):
        dice = random.Random(f"{seed}/{number}")  # noqa: S311 the same files in every run
        name, spoil = KINDS[number % len(KINDS)]
        yield Hostile(f"{number:03d}-{name}.csv", spoil(dice, _good(dice)))


def _good(dice: random.Random) -> bytes:
    return text(dice.sample(rows(60), 20)).encode()


def _lines(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True)


def nasty_cells(dice: random.Random, content: bytes) -> bytes:
    """Any cell may be anything."""
    spoilt = [row(**{dice.choice(list(GOOD)): dice.choice(NASTY)}) for _turn in range(20)]
    return text([*spoilt, *rows(2)]).encode("utf-8", "surrogatepass")


def swapped_columns(dice: random.Random, content: bytes) -> bytes:
    names = dice.sample(list(GOOD), len(GOOD))
    return b",".join(name.encode() for name in names) + b"\n" + content.partition(b"\n")[2]


def missing_columns(dice: random.Random, content: bytes) -> bytes:
    kept = dice.sample(list(GOOD), len(GOOD) - dice.randint(1, 5))
    return "".join(",".join(one[name] for name in kept) + "\n" for one in [{n: n for n in GOOD}, *rows(5)]).encode()


def repeated_columns(dice: random.Random, content: bytes) -> bytes:
    return content.replace(b"card", dice.choice(list(GOOD)).encode(), 1)


def cut_off(dice: random.Random, content: bytes) -> bytes:
    return content[: dice.randrange(len(content))]


def damaged_bytes(dice: random.Random, content: bytes) -> bytes:
    spoilt = bytearray(content)
    for _turn in range(dice.randint(1, 200)):
        spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
    return bytes(spoilt)


def noise(dice: random.Random, content: bytes) -> bytes:
    return dice.randbytes(dice.randrange(5000))


def long_line(dice: random.Random, content: bytes) -> bytes:
    """One row of megabytes between good ones."""
    lines = _lines(content)
    lines.insert(dice.randrange(1, len(lines)), b"in," + b"a" * (dice.randint(1, 4) * BIG) + b"\n")
    return b"".join(lines)


def open_quotes(dice: random.Random, content: bytes) -> bytes:
    lines = _lines(content)
    for _turn in range(3):
        place = dice.randrange(len(lines))
        lines[place] = lines[place].replace(b",", b',"', dice.randint(1, 3))
    return b"".join(lines)


def other_encodings(dice: random.Random, content: bytes) -> bytes:
    encoding = dice.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "cp1254", "utf-7", "utf-8-sig"])
    told = content.decode().replace("OMAROVA", dice.choice(["Омарова", "OMAROVA"]))
    spoilt = told.encode(encoding, "replace")
    return spoilt[: dice.choice([len(spoilt), len(spoilt) - 1, len(spoilt) // 2])]


def mixed_ends(dice: random.Random, content: bytes) -> bytes:
    return b"".join(line.rstrip(b"\n") + dice.choice([b"\n", b"\r\n", b"\r", b"\n\n", b""]) for line in _lines(content))


def mixed_separators(dice: random.Random, content: bytes) -> bytes:
    return b"".join(line.replace(b",", dice.choice([b",", b";", b"\t", b"|"])) for line in _lines(content))


def damaged_archive(dice: random.Random, content: bytes) -> bytes:
    packed = gzip.compress(content * dice.randint(1, 50))
    return dice.choice(
        [packed[: dice.randrange(len(packed))], damaged_bytes(dice, packed), packed * 2, packed + b"tail"]
    )


def out_before_in(dice: random.Random, content: bytes) -> bytes:
    return text([row(direction="out", crossed_at="2026-02-01 10:00"), row()]).encode()


def nuls(dice: random.Random, content: bytes) -> bytes:
    place = dice.randrange(len(content))
    return content[:place] + b"\0" * dice.randint(1, 3000) + content[place:]


def many_columns(dice: random.Random, content: bytes) -> bytes:
    return b"".join(line.rstrip(b"\n") + b"," * dice.randint(0, 3000) + b"\n" for line in _lines(content))


SPOILS: tuple[Spoil, ...] = (
    nasty_cells, swapped_columns, missing_columns, repeated_columns, cut_off, damaged_bytes, noise, long_line,
    open_quotes,    other_encodings, mixed_ends, mixed_separators, damaged_archive, out_before_in, nuls, many_columns,
)  # fmt: skip
KINDS = tuple((spoil.__name__, spoil) for spoil in SPOILS)
