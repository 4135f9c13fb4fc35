"""Settings read from the environment, loud about mistakes: a value nobody can read stops the start."""

import os

from django.core.exceptions import ImproperlyConfigured

WORDS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


def envstr(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def envbool(name: str, default: bool) -> bool:
    text = envstr(name)
    if not text:
        return default
    if text.lower() not in WORDS:
        raise ImproperlyConfigured(f"{name} must be true or false, not {text!r}.")
    return WORDS[text.lower()]


def envint(name: str, default: int, *, least: int = 0, most: int = 2**31 - 1) -> int:
    """A whole number between `least` and `most`, both included."""
    text = envstr(name, str(default))
    if not (text.isascii() and text.isdigit()) or not least <= int(text) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {text!r}.")
    return int(text)


def envlist(name: str, default: str = "") -> list[str]:
    """The parts of a comma-separated value."""
    return [part.strip() for part in envstr(name, default).split(",") if part.strip()]


def envchoice(name: str, default: str, choices: tuple[str, ...]) -> str:
    value = envstr(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value
