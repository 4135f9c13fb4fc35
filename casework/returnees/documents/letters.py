"""Letters to the family: what each says, part by part, in the three languages at once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from casework.common.workdays import ALMATY
from casework.common.written import Text, money
from casework.returnees.documents.facts import (
    DecisionFacts,
    Due,
    EndFacts,
    EntitlementFacts,
    ExtensionFacts,
    HearingFacts,
    InclusionFacts,
    Outcome,
    ReceiptFacts,
    RefusedAcceptanceFacts,
)
from casework.returnees.documents.sheet import (
    Items,
    Part,
    Sheet,
    Table,
    appeal_part,
    grounds_part,
    letter_pdf,
    line,
    stress,
)
from casework.returnees.wording import common, notices
from casework.returnees.wording import letters as words

ONE_DAY = timedelta(days=1)


def refused_acceptance_pdf(facts: RefusedAcceptanceFacts) -> bytes:
    """The set of papers was not accepted."""
    parts: list[Part] = [line(words.NOT_ACCEPTED), grounds_part(facts.grounds)]
    parts += [Items(words.MISSING, facts.missing)] if facts.missing else []
    parts += [stress(words.NOT_ON_THE_MERITS), line(words.ONLY_LISTED)]
    parts += [appeal_part(facts.appeal)] if facts.appeal else []
    return letter_pdf(facts.letter, Sheet(words.REFUSED_ACCEPTANCE, parts, remark=facts.reasons))


def hearing_pdf(facts: HearingFacts) -> bytes:
    """A preliminary refusal with its grounds, and the invitation to be heard."""
    at = facts.at.astimezone(ALMATY)
    when = stress(words.HEARING_WHEN, day=at.date(), time=f"{at:%H:%M}", where=facts.where)
    parts: list[Part] = [line(words.PRELIMINARY), grounds_part(facts.grounds), when]
    parts += [line(words.HEARING_RIGHTS), line(words.HEARING_MOVED)]
    parts += [line(words.CONTACT, contact=facts.contact)] if facts.contact else []
    return letter_pdf(facts.letter, Sheet(words.HEARING, parts, remark=facts.reasons))


def decision_pdf(facts: DecisionFacts) -> bytes:
    """The final decision: grant, partial grant or refusal of the status; refusal of the other procedures.

    KeyError for a grant of another procedure: it has a letter of its own.
    """
    result = _result(facts)
    heading = words.DECISIONS[facts.letter.procedure, result]
    parts: list[Part] = [line(words.CONSIDERED), stress(words.RESULTS[result]), *_period(facts)]
    parts += [grounds_part(facts.grounds)] if facts.grounds else []
    parts.append(line(words.AFTER_REFUSAL if result == "refusal" else words.AFTER_GRANT))
    parts.append(appeal_part(facts.appeal))
    table = Table.of_outcomes(_untold(facts), facts.letter.procedure)
    return letter_pdf(facts.letter, Sheet(heading, parts, table, facts.reasons))


def _result(facts: DecisionFacts) -> str:
    granted = [outcome.granted for outcome in facts.outcomes]
    if not any(granted):
        return "refusal"
    return "grant" if all(granted) else "partial"


def _untold(facts: DecisionFacts) -> list[Outcome]:
    """The outcomes, without the ground that the letter gives for all of them."""
    told = facts.grounds[0] if len(facts.grounds) == 1 else None
    return [replace(outcome, ground=None) if outcome.ground == told else outcome for outcome in facts.outcomes]


def _period(facts: DecisionFacts) -> list[Part]:
    if facts.since is None or facts.until is None:
        return []
    return [line(words.PERIOD, since=facts.since, last=facts.until - ONE_DAY)]


def extension_pdf(facts: ExtensionFacts) -> bytes:
    """The status was extended."""
    months = common.by_months(facts.months)
    extended = stress(words.EXTENDED, months=months, since=facts.since, last=facts.until - ONE_DAY)
    parts = [line(words.CONSIDERED), extended, appeal_part(facts.appeal)]
    table = Table.of_outcomes(facts.outcomes, facts.letter.procedure)
    return letter_pdf(facts.letter, Sheet(words.EXTENSION, parts, table))


def inclusion_pdf(facts: InclusionFacts) -> bytes:
    """Members included in the quota of a region, and the money that comes with it."""
    parts: list[Part] = [line(words.CONSIDERED), _included(facts)]
    parts += [Items(notices.ENTITLEMENTS, tuple(_sums(facts.entitlements)))] if facts.entitlements else []
    parts += [line(notices.ONCE_IN_A_LIFETIME), appeal_part(facts.appeal)]
    table = Table.of_outcomes(facts.outcomes, facts.letter.procedure)
    return letter_pdf(facts.letter, Sheet(notices.INCLUSION, parts, table))


def _included(facts: InclusionFacts) -> Part:
    unit = notices.UNITS[facts.unit]
    quota = {"programme": facts.programme, "region": facts.region, "year": facts.year}
    return line(notices.INCLUDED, **quota, places=facts.places, unit=unit)


def _sums(entitlements: Sequence[EntitlementFacts]) -> Iterable[Text]:
    """One line for each measure and amount, with how many members have it."""
    for (measure, multiple, index, each), count in Counter(map(_amount, entitlements)).items():
        pattern = notices.ENTITLEMENT if count == 1 else notices.ENTITLEMENT_OF_MANY
        yield pattern.fill(
            measure=notices.MEASURES[measure],
            multiple=multiple,
            index=money(index),
            each=money(each),
            count=count,
            total=money(each * count),
        )


def _amount(entitlement: EntitlementFacts) -> tuple:
    return entitlement.measure, entitlement.multiple, entitlement.index, entitlement.tenge


def receipt_pdf(facts: ReceiptFacts) -> bytes:
    """What papers were received, and by when the office decides."""
    parts: list[Part] = [line(notices.REGISTERED), Items(notices.PAPERS, facts.papers)]
    parts += _due(facts.due) if facts.due else []
    return letter_pdf(facts.letter, Sheet(notices.RECEIPT, [*parts, line(words.ONLY_LISTED)]))


def _due(due: Due) -> list[Part]:
    parts: list[Part] = [stress(notices.DUE, due=due.on), line(notices.TERMS[due.unit], days=due.days)]
    parts += [line(notices.PAUSED, paused=due.paused_days)] if due.paused_days else []
    return parts + ([line(words.BASIS, act=due.act)] if due.act else [])


def end_pdf(facts: EndFacts) -> bytes:
    """The status ended, or the inclusion was annulled. KeyError for another procedure: nothing of it can end."""
    kind = facts.letter.procedure
    ended = stress(notices.ENDED[kind], last=facts.ended_on - ONE_DAY)
    parts: list[Part] = [ended, grounds_part(facts.grounds), appeal_part(facts.appeal)]
    table = Table.of_persons(facts.outcomes)
    return letter_pdf(facts.letter, Sheet(notices.ENDS[kind], parts, table, facts.reasons))
