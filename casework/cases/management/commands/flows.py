from typing import Any

from django.core.management.base import BaseCommand

from casework.cases.procedures import registered


class Command(BaseCommand):
    """Print the flow of every procedure as a diagram, as it stands in docs/flows.md."""

    help = "Print the flows of all procedures as Mermaid diagrams."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(
            "# Flows\n\nPrinted by `manage.py flows` from the tables of steps; a test keeps them equal.\n"
        )
        for code, entry in registered().items():
            self.stdout.write(f"\n## {code}\n\n```mermaid\n{entry.procedure.flow.mermaid()}\n```\n")
