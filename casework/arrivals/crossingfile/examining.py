"""What a file is before it is read: its fingerprint, its encoding, how many lines it has. One pass, memory flat."""

import codecs
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import cast

from django.utils.translation import gettext as _

CHUNK = 1 << 20
GZIP = b"\x1f\x8b"
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MOST_EXPANSION, ALWAYS_ALLOWED = 200, 100 << 20  # a table of text is packed to a twentieth, a trap to a thousandth
DAMAGED_ARCHIVE = (EOFError, zlib.error, gzip.BadGzipFile)


class Damaged(ValueError):
    """The archive ends here."""


class NoFile(ValueError):
    """This is nothing that can be read twice; the message says so."""


@dataclass(frozen=True)
class Examined:
    """`lines`: as many as there are, for the progress alone. `fault`: why it cannot be a file of crossings."""

    path: Path
    sha256: str
    encoding: str
    lines: int
    is_packed: bool
    fault: str = ""

    def open(self) -> BufferedReader:
        """Its bytes, unpacked."""
        return cast(BufferedReader, gzip.open(self.path)) if self.is_packed else self.path.open("rb")


def examine(path: Path) -> Examined:
    """Look through a file once; NoFile where it is none."""
    try:
        if not path.is_file():
            raise NoFile(_("There is no such file, or it is a folder or a device."))
        digest, is_packed = _digest(path)
    except (OSError, ValueError) as fault:
        raise NoFile(_("The file cannot be read: %s.") % (getattr(fault, "strerror", None) or fault)) from fault
    return _look(Examined(path, digest, "utf-8", 0, is_packed))


def _digest(path: Path) -> tuple[str, bool]:
    with path.open("rb") as file:
        is_packed = file.read(2) == GZIP
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest(), is_packed


def chunks(file: BufferedReader, size: int) -> Iterator[bytes]:
    """The bytes of an opened file; Damaged once an archive goes on with what no archive holds."""
    while True:
        chunk, is_damaged = _chunk(file, size)
        if chunk:
            yield chunk
        if is_damaged:
            raise Damaged
        if not chunk:
            return


def _chunk(file: BufferedReader, size: int) -> tuple[bytes, bool]:
    """Read piece by piece, so that what stands before the damage is not lost with it."""
    found = bytearray()
    try:
        while len(found) < size and (piece := file.read1(size - len(found))):
            found += piece
    except DAMAGED_ARCHIVE:
        return bytes(found), True
    return bytes(found), False


def _look(found: Examined) -> Examined:
    most = max(MOST_EXPANSION * found.path.stat().st_size, ALWAYS_ALLOWED) if found.is_packed else None
    letters, size, lines = Letters(), 0, 0
    with found.open() as file, suppress(Damaged):
        for chunk in chunks(file, CHUNK):
            letters.take(chunk)
            size, lines = size + len(chunk), lines + chunk.count(b"\n")
            if most is not None and size > most:
                return _with(found, fault=_("The archive unpacks to far more than any table would."))
    return _with(found, encoding=letters.encoding, lines=lines + 1)


def _with(found: Examined, encoding: str = "utf-8", lines: int = 0, fault: str = "") -> Examined:
    return Examined(found.path, found.sha256, encoding, lines, found.is_packed, fault)


class Letters:
    """Which encoding fits: that of its mark, UTF-8 where most letters are such, else Windows-1251."""

    def __init__(self) -> None:
        self.marked = ""
        self.is_begun = False
        self.sound = self.damaged = 0
        self.decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")

    def take(self, chunk: bytes) -> None:
        if not self.is_begun:
            self.is_begun, self.marked = True, _marked(chunk)
        if chunk.isascii() or self.marked:
            return
        text = self.decoder.decode(chunk)
        others = [letter for letter in text if letter > "\x7f"]
        damaged = sum("\udc80" <= letter <= "\udcff" for letter in others)
        self.damaged, self.sound = self.damaged + damaged, self.sound + len(others) - damaged

    @property
    def encoding(self) -> str:
        return self.marked or ("cp1251" if self.damaged > self.sound else "utf-8")


def _marked(chunk: bytes) -> str:
    """The encoding that the first bytes give away; UTF-16 without a mark has a NUL beside every Latin letter."""
    for mark, name in MARKS:
        if chunk.startswith(mark):
            return name
    even, odd = chunk[0:2000:2].count(0), chunk[1:2000:2].count(0)
    if max(even, odd) > len(chunk[:2000]) // 4:
        return "utf-16-le" if odd > even else "utf-16-be"
    return ""
