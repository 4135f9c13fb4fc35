"""`make bench`, or `make bench ARGS="P1a P7"`: run the measures, print a table, write build/bench.json."""

import os
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import django
from django.core.exceptions import ImproperlyConfigured

from config.servers import servers_for
from tests.bench import report
from tests.bench.measures import NotYet, Verdict, play


def names() -> list[str]:
    """Of all measures there are, in order."""
    return sorted(f"P{path.stem[1:]}" for path in Path(__file__).parent.glob("p[0-9]*.py"))


def chosen(words: list[str]) -> list[str]:
    """The measures asked for, all of them where none is; P1 stands for P1a, P1b, P1c."""
    wanted = {name for name in names() for word in words if name.lower().startswith(word.lower())}
    unknown = [word for word in words if not any(name.lower().startswith(word.lower()) for name in names())]
    if unknown:
        raise SystemExit(f"There is no measure {', '.join(unknown)}; there are {', '.join(names())}.")
    return sorted(wanted) if words else names()


def verdict(module: ModuleType) -> Verdict:
    try:
        with module.prepare() as trial:
            return Verdict(module.MEASURE, play(module.MEASURE, trial.contests), trial.bounds)
    except NotYet as missing:
        return Verdict(module.MEASURE, missing=str(missing))


def run(wanted: list[str]) -> None:
    report.heading()
    for name in wanted:
        found = verdict(import_module(f"tests.bench.{name.lower()}"))
        report.tell(found)
        report.write([found])


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    wanted = chosen(sys.argv[1:])
    try:
        with servers_for(["bench"]):
            django.setup()
            run(wanted)
    except ImproperlyConfigured as mistake:
        sys.exit(str(mistake))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
