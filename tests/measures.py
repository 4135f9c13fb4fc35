"""How the size of code is measured.

A function's lines: from the line of `def` (decorators do not count) to its last line, without its docstring and without
blank lines. A function inside another counts by itself and within the outer one.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


class Function(NamedTuple):
    where: str
    lines: int


def modules(*folders: str) -> list[Path]:
    """Our own modules; migrations are records of what was done, not code that is kept."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def functions(path: Path) -> Iterator[Function]:
    source = path.read_text()
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Function(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", length(node, lines))


def length(node: ast.FunctionDef | ast.AsyncFunctionDef, lines: list[str]) -> int:
    kept = set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    if ast.get_docstring(node, clean=False) is not None:
        docstring = node.body[0]
        kept -= set(range(docstring.lineno, (docstring.end_lineno or docstring.lineno) + 1))
    return sum(bool(lines[number - 1].strip()) for number in kept)
