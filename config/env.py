"""Settings read from the environment, loud about mistakes: a value nobody can read stops the start."""

import os
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

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


@dataclass(frozen=True)
class Smtp:
    """A server that takes letters; without a host there is none."""

    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    starts_tls: bool = False
    is_tls: bool = False

    def __bool__(self) -> bool:
        return self != Smtp()


PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
"""Schemes with their usual ports: TLS begun on the way, TLS from the start, none at all."""


def envsmtp(name: str) -> Smtp:
    """A server of mail as ``smtp://user:password@host:port``."""
    text = envstr(name)
    if not text:
        return Smtp()
    url = urlsplit(text)
    if url.scheme not in PORTS or not url.hostname:
        raise ImproperlyConfigured(
            f"{name} must be smtp://, smtps:// or smtp+plain:// with a host, not {url.scheme!r}."
        )
    user, password = unquote(url.username or ""), unquote(url.password or "")
    return Smtp(
        url.hostname, url.port or PORTS[url.scheme], user, password, url.scheme == "smtp", url.scheme == "smtps"
    )  # fmt: skip
