"""The rule by which a programme keeps its waiting lists on a day."""

from datetime import date

from casework.quotas.models import WaitingRule


def waiting_rule(programme: str, on: date) -> WaitingRule | None:
    """The rule in force; None where the programme keeps no list."""
    return WaitingRule.objects.filter(programme=programme, since__lte=on).order_by("-since").first()
