"""The system's Chromium, driven by playwright; no browser is downloaded."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def found() -> str | None:
    """The path of a Chromium: KOSH_CHROMIUM, else the first one on PATH."""
    return os.environ.get("KOSH_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def is_demanded() -> bool:
    """Whether browser tests may not be skipped."""
    return os.environ.get("CI", "").lower() in {"true", "1"}
