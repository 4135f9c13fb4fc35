"""The few files of npm packages that pages use; a whole dist/ folder names source maps that were never published."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage


class NpmFinder(FileSystemFinder):
    """Finds exactly the files that `settings.NPM_ASSETS` names."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.locations = [(prefix, self._root(folder)) for prefix, (folder, _) in settings.NPM_ASSETS.items()]
        self.storages = {root: self._storage(prefix, root) for prefix, root in self.locations}

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for folder, names in settings.NPM_ASSETS.values():
            for name in names:
                yield name, self.storages[self._root(folder)]

    @staticmethod
    def _root(folder: str) -> str:
        return str(settings.NODE_MODULES / folder)

    @staticmethod
    def _storage(prefix: str, root: str) -> FileSystemStorage:
        storage = FileSystemStorage(location=root)
        storage.prefix = prefix  # type: ignore[attr-defined]
        return storage
