"""One cleaner for all text from outside: forms, files and commands. Pure but for the language of its sentences."""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

EMBEDDINGS = re.compile("[\u202a-\u202e\u2066-\u2069]")
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
CONTROLS_IN_LINES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
DAMAGED = re.compile("[\ud800-\udfff\ufffd]")  # half letters, and what a decoder leaves where bytes were no text
# Letters and symbols by category that nevertheless show nothing.
FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me"})


class Unclean(ValueError):
    """Text that is not taken; the message says what to do and repeats nothing of it."""


@dataclass(frozen=True)
class Kind:
    """What a text may hold: several lines or one; marks that turn the direction of writing or none."""

    has_lines: bool = False
    has_embeddings: bool = False


NAME = Kind()
LINE = Kind(has_embeddings=True)
LONG = Kind(has_lines=True, has_embeddings=True)


def clean(value: str, kind: Kind = LINE) -> str:
    """The text as it is stored: NFC, line ends as \\n, no blanks around it, "" where nothing of it can be seen.

    Raises Unclean for characters that no name or note needs and that harm whoever reads it later.
    """
    value = unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()
    for check in (_check_unicode, _check_control, _check_embeddings):
        check(value, kind)
    return "" if is_blank(value) else value


def is_blank(value: str) -> bool:
    """Whether nothing of the text can be seen: only spaces, zero-width characters, marks without a letter."""
    return all(char in FILLERS or unicodedata.category(char) in INVISIBLE for char in value)


def ascii_digits(value: str) -> str:
    """Digits of any script as 0-9; everything else as it is."""
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in value)


def _check_unicode(value: str, kind: Kind) -> None:
    if DAMAGED.search(value):
        raise Unclean(_("Some characters arrived damaged; type the text again instead of pasting it."))


def _check_control(value: str, kind: Kind) -> None:
    if kind.has_lines and CONTROLS_IN_LINES.search(value):
        raise Unclean(_("The text holds control characters; type it again instead of pasting it."))
    if not kind.has_lines and CONTROLS.search(value):
        raise Unclean(_("The text holds line breaks or control characters; write it on one line."))


def _check_embeddings(value: str, kind: Kind) -> None:
    if not kind.has_embeddings and EMBEDDINGS.search(value):
        raise Unclean(_("The name holds invisible marks that turn the direction of writing; type it without them."))
