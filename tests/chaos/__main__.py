"""`make chaos`, or `make chaos ARGS="R6 R9"`, or `--short`: disturb, print what held, write build/chaos.json."""

import os
import signal
import sys
from importlib import import_module

from config.progress import say, stage
from tests.chaos import verdicts
from tests.chaos.ground import ground

RUNS = ("R6", "R4", "R9", "R7", "R2", "R1", "R12", "R13", "R14", "R15", "R16", "R17")
"""The promises by their numbers, the most important first."""


def chosen(words: list[str]) -> list[str]:
    unknown = set(words) - set(RUNS)
    if unknown:
        raise SystemExit(f"There is no run {', '.join(sorted(unknown))}; there are {', '.join(RUNS)}.")
    return words or list(RUNS)


def run(name: str, *, is_short: bool) -> verdicts.Verdict:
    """On a ground of its own process: what one run leaves behind cannot help the next."""
    with ground() as made:
        module = import_module(f"tests.chaos.{name.lower()}")
        found: verdicts.Verdict = module.run(made, is_quick=is_short)
        if not found.met:
            say(f"  Logs of the processes: {made.keep_logs(name)}")
    return found


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    is_short = "--short" in sys.argv
    found = []
    for name in chosen([word for word in sys.argv[1:] if word != "--short"]):
        with stage(f"{name}{' (short)' if is_short else ''}"):
            found.append(run(name, is_short=is_short))
        verdicts.tell(found[-1])
        if not is_short:
            verdicts.write(found[-1:])
    broken = [verdict.name for verdict in found if not verdict.met]
    say(f"\n{'Broken: ' + ', '.join(broken) if broken else 'Every promise was kept.'}")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
