"""Why two records are thought to be one person, or two, in sentences for the officer."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.people.rules import Judgement, Sign

SENTENCES = {
    Sign.NAMES_AGREE: gettext_lazy("the names are spellings of one name"),
    Sign.NAMES_ALIKE: gettext_lazy("the names are alike"),
    Sign.NAMES_DIFFER: gettext_lazy("the names are different"),
    Sign.NAME_IS_PART: gettext_lazy("one name is a part of the other"),
    Sign.SURNAME_DIFFERS: gettext_lazy("the names agree but for the surname"),
    Sign.BORN_SAME_DAY: gettext_lazy("born on the same day"),
    Sign.BORN_SWAPPED: gettext_lazy("the same birth date with day and month swapped"),
    Sign.BORN_PERHAPS: gettext_lazy("the birth dates may be the same, as far as they are known"),
    Sign.BORN_UNKNOWN: gettext_lazy("a birth date is not known"),
    Sign.BORN_OTHERWISE: gettext_lazy("born on different days"),
    Sign.SEX_AGREES: gettext_lazy("the same sex"),
    Sign.SEX_DIFFERS: gettext_lazy("not the same sex"),
    Sign.SAME_IIN: gettext_lazy("the same IIN"),
    Sign.OTHER_IIN: gettext_lazy("different IINs"),
    Sign.SAME_DOCUMENT: gettext_lazy("the same number of a document"),
    Sign.SAME_RELATIVES: gettext_lazy("the same relatives"),
    Sign.ONE_FAMILY: gettext_lazy("both live in one family today, as brothers, sisters or twins do"),
}


def reasons(signs: Iterable[str]) -> tuple[str, ...]:
    """The sentences of signs, also of stored ones; a sign of another edition is told as it is stored."""
    return tuple(str(SENTENCES[Sign(sign)]) if sign in set(Sign) else sign for sign in signs)


def sentence(judgement: Judgement) -> str:
    """All of it as one sentence, with the words that were found to be one: Nuerlan = Нұрлан."""
    pairs = ", ".join(f"{one} = {other}" for one, other in judgement.pairs if one != other)
    told = "; ".join(reasons(judgement.signs))
    is_told = pairs and Sign.NAMES_DIFFER not in judgement.signs
    return _("%(told)s (%(pairs)s).") % {"told": told, "pairs": pairs} if is_told else f"{told}."
