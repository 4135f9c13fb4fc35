"""The key that signs sessions, where none was given: drawn once, kept for this checkout alone."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def kept_key(path: Path) -> str:
    """Read the key, or draw it: whoever draws first wins, and everybody reads the winner's."""
    if not path.exists():
        _draw(path)
    return path.read_text()


def _draw(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(64))
    with suppress(FileExistsError):
        os.link(draft, path)  # complete or not at all, and never over another's
    draft.unlink()
