"""The reports there are. Each is a function of its parameters, a day and a moment of knowledge, whoever asks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.utils.functional import Promise

from casework.common.forms import OfficeForm
from casework.common.written import Text
from casework.reports.report import Proof, Reconciliation, Report

Parameters = Mapping[str, Any]


class ParametersForm(OfficeForm):
    """Asks for the parameters of a report; `is_standing`: those of a schedule, which serve many reporting days."""

    def __init__(self, *args: Any, is_standing: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_standing = is_standing

    def bind(self, data: Mapping[str, Any]) -> Self:
        """The same form, filled in; its choices are asked for once."""
        self.data, self.is_bound = data, True
        return self

    def first(self, today: date) -> dict[str, Any]:
        """What is shown to whoever has asked for nothing yet, by field."""
        raise NotImplementedError

    @property
    def parameters(self) -> dict[str, Any]:
        """What was asked for, as plain data."""
        raise NotImplementedError


@dataclass(frozen=True)
class Entry:
    """A report of the catalogue.

    `form` asks for the parameters, `in_words` says them on a page. `compute` answers the same for the same parameters,
    day and moment; `reconcile` compares ledger and files now, `prove` reckons its totals from another book. What is not
    `bitemporal` is told from records that keep no memory of how they stood, so that later corrections show in it.
    `law`: whether it is due on the reporting days of law. What `is_aggregate` tells of nobody by name, and may
    be attached to letters.
    """

    slug: str
    title: Text
    sentence: str | Promise
    form: type[ParametersForm]
    compute: Callable[[Parameters, date, datetime], Report]
    reconcile: Callable[[Parameters, datetime], Reconciliation]
    in_words: Callable[[Parameters], str]
    prove: Callable[[Parameters, Report, datetime], Iterable[Proof]] = lambda parameters, report, known_at: ()
    bitemporal: bool = True
    law: bool = False
    is_aggregate: bool = True


_REGISTERED: dict[str, Entry] = {}


def register(entry: Entry) -> None:
    if entry.slug in _REGISTERED:
        raise ValueError(f"{entry.slug} is registered twice.")
    _REGISTERED[entry.slug] = entry


def registered() -> Mapping[str, Entry]:
    """Every report by its slug, in the order of the catalogue."""
    return _REGISTERED
