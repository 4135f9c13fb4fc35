"""Where embedded servers keep their files, and as whom they run."""

import hashlib
import os
import pwd
import stat
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from config.secret import kept_key

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = Path(os.environ.get("KOSH_VAR") or ROOT / "var").absolute()
LAST_RESORT = Path("/var/lib/kosh")


class Refused(SystemExit):
    """The servers cannot be had; the message says what to do."""


@dataclass(frozen=True)
class Place:
    """Of the servers of this checkout: the lasting ones, or throw-away ones with a name of their own."""

    name: str = ""

    @property
    def is_lasting(self) -> bool:
        return not self.name

    @cached_property
    def owner(self) -> tuple[int, int]:
        """Whose processes they are, as uid and gid: PostgreSQL refuses to run as root."""
        if os.geteuid():
            return os.geteuid(), os.getegid()
        nobody = pwd.getpwnam("nobody")
        return nobody.pw_uid, nobody.pw_gid

    @cached_property
    def run(self) -> Path:
        """Sockets and locks. A socket's path may have 107 bytes, so it does not lie under the checkout."""
        mark = hashlib.sha256(f"{VAR}:{self.name}:{os.geteuid()}".encode()).hexdigest()[:10]
        return Path(tempfile.gettempdir()) / f"kosh-{mark}"

    @property
    def database_url(self) -> str:
        return f"postgresql://postgres@/kosh?host={self.run}"

    @property
    def redis_url(self) -> str:
        return f"unix://{self.run}/redis.sock"

    @property
    def data(self) -> Path:
        """The cluster of PostgreSQL: under var/, or elsewhere where its user cannot come there."""
        if not self.is_lasting:
            return self.run / "postgres"
        return VAR / "postgres" if self.admits(VAR) else LAST_RESORT / self._token() / "postgres"

    def admits(self, path: Path) -> bool:
        """Whether the servers' user can come to this path. No folder's rights are ever changed for it."""
        return bool(os.geteuid()) or all(_is_open(folder) for folder in (path, *path.parents) if folder.exists())

    def prepare(self) -> None:
        """Make the folder of sockets and locks, for its owner alone."""
        self.own(self.run)
        found = self.run.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != self.owner[0] or found.st_mode & 0o077:
            raise Refused(f"{self.run} belongs to somebody else; remove it and start again.")

    def own(self, folder: Path) -> None:
        if not folder.exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700)
            os.chown(folder, *self.owner)

    @staticmethod
    def _token() -> str:
        """Differs for each copy of the checkout, so that a new one never finds the data of another."""
        return hashlib.sha256(kept_key(VAR / "place").encode()).hexdigest()[:16]


def _is_open(folder: Path) -> bool:
    return bool(folder.stat().st_mode & stat.S_IXOTH)
