"""The refusals of the office. Their message is a sentence for the officer: what is wrong and what to do."""


class RuleBroken(Exception):
    """A rule of the office or of the law forbids this. Answered with 422."""

    status = 422

    def __str__(self) -> str:
        return " ".join(self.sentences)

    @property
    def sentences(self) -> list[str]:
        """What stands in the way: one sentence, or one for each thing where several do."""
        return [str(sentence) for sentence in self.args]


class Conflict(RuleBroken):
    """Somebody else was first, or the thing changed while it was read. Answered with 409."""

    status = 409


class NotPermitted(RuleBroken):
    """This officer may not do this; another one may. Answered with 403."""

    status = 403
