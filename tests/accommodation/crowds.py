"""Random families and centres, and a judge of placements that knows the rules by itself."""

from collections import Counter
from dataclasses import dataclass
from random import Random

from casework.accommodation.rules.placement import Kind, Option, propose


def some_family(dice, most):
    size = dice.randint(1, most)
    return [
        Kind(
            dice.choice("FM"),
            is_minor=(minor := dice.random() < 0.5),
            is_infant=minor and dice.random() < 0.2,
            needs_accessible=dice.random() < 0.08,
        )
        for _member in range(size)
    ]


def some_centre(dice, rooms, most_beds=5):
    return [some_room(dice, pk, most_beds) for pk in range(1, dice.randint(1, rooms) + 1)]


def some_room(dice, pk, most_beds):
    is_family_room = dice.random() < 0.6
    return Option(
        pk, str(pk), dice.randint(1, 3), dice.randint(0, most_beds), dice.choice((0, 0, 1, 2)), is_family_room,
        "any" if is_family_room else dice.choice(("any", "F", "M")), dice.random() < 0.4,
    )  # fmt: skip


def broken(family, options, rooms):
    """Which hard rule a proposal breaks; judged by rules written anew, not by those of the program."""
    known = {option.pk: option for option in options}
    placed = Counter()
    for pk, of in rooms.items():
        placed.update(of)
        option, beds = known[pk], sum(count for kind, count in of.items() if not kind.is_infant)
        if beds > option.free + option.shorter:
            return "a bed is shared"
        adults = any(not kind.is_minor for kind in of)
        if any(kind.is_minor for kind in of) and not (adults and option.free):
            return "a minor is alone, or will be when the adults move on"
        if any(option.sex_rule not in ("any", kind.sex) for kind in of):
            return "the rule of sex"
        if any(kind.needs_accessible and not option.is_accessible for kind in of):
            return "steps"
    return "" if placed == Counter(family) else "not the whole family"


def fewest_moves(options, rooms):
    known = {option.pk: option for option in options}
    beds = {pk: sum(n for kind, n in of.items() if not kind.is_infant) for pk, of in rooms.items()}
    return sum(max(0, count - known[pk].free) for pk, count in beds.items())


@dataclass(frozen=True)
class Tried:
    """How many families of a crowd found rooms, and which rules were broken."""

    placed: int
    broken: tuple[str, ...]


def tries(*, families: int, seed: int) -> Tried:
    """Propose rooms to so many random families, each in a random centre, and judge every proposal."""
    dice, placed, found = Random(seed), 0, []
    for _family in range(families):
        family, options = some_family(dice, 9), some_centre(dice, 14)
        proposal = propose(family, options)
        if proposal is not None:
            placed += 1
            found.append(broken(family, options, proposal.rooms))
            if proposal.moves < fewest_moves(options, proposal.rooms):
                found.append("a place is given that is not free")
    return Tried(placed, tuple(rule for rule in found if rule))
