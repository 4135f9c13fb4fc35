"""Proposals against every way there is, in small; in large never worse than doing nothing."""

from itertools import product

import numpy as np
import pytest

from casework.quotas.rules.proposal import NEARLY, Cap, Part, _Program, gain, propose

SMALL, RANDOM = range(20), range(200)


def parts_of(seed, cells, largest):
    """The first of them has more than it needs, the second less."""
    dice = np.random.default_rng(seed)
    needs = [0.3, 2.0, *dice.uniform(0.5, 1.6, cells)]
    return [_part(dice, n, largest, needs[n]) for n in range(cells)]


def _part(dice, n, largest, need):
    limit = int(dice.integers(largest // 2, largest))
    free = int(dice.integers(limit // 2, limit + 1))
    demand = np.sort(dice.gamma(4, limit * need / 4, 50))
    return Part(n, limit, free, list(np.maximum(demand, limit - free)))


def best(parts, caps=()):
    """The most that any change could save: all of them are tried."""
    most = sum(part.free for part in parts)
    ways = [range(-part.free, (most if part.takes else 0) + 1) for part in parts]
    saved = [[part.cost() - part.cost(change) for change in way] for part, way in zip(parts, ways, strict=True)]
    tried = (places for places in product(*ways[:-1]) if -sum(places) in ways[-1])
    return max(
        sum(saved[n][change - ways[n].start] for n, change in enumerate((*places, -sum(places))))
        for places in tried
        if _keeps((*places, -sum(places)), caps)
    )


def _keeps(changes, caps):
    return all(sum(changes[pk] for pk in cap.parts) <= cap.most for cap in caps)


@pytest.mark.parametrize("seed", SMALL)
def test_it_lies_within_five_per_cent_of_the_best_there_is(seed):
    parts = parts_of(seed, cells=3 + seed % 2, largest=14)
    caps = [Cap(frozenset({0, 1}), 1)] if seed % 3 == 0 else []
    possible = best(parts, caps)

    found = gain(parts, propose(parts, caps))

    assert possible > 1
    assert found >= 0.95 * possible


def test_never_worse_than_doing_nothing_and_only_free_places_in_two_hundred_random_plans():
    moved = 0
    for seed in RANDOM:
        parts = parts_of(seed, cells=4 + seed % 5, largest=60)
        changes = propose(parts)
        moved += bool(changes)
        assert gain(parts, changes) >= 0
        assert sum(changes.values()) == 0
        assert all(changes.get(part.pk, 0) >= -part.free for part in parts)

    assert moved > 100


def test_a_ceiling_is_kept():
    donor, dry, other = Part(1, 100, 80, [20] * 50), Part(2, 10, 0, [60] * 50), Part(3, 10, 0, [30] * 50)

    changes = propose([donor, dry, other], [Cap(frozenset({2}), 5)])

    assert (changes[2], changes[3]) == (5, 20)


def test_the_reserve_gives_and_takes_nothing():
    reserve, dry = Part(1, 50, 50, [0] * 50, takes=False), Part(2, 10, 0, [30] * 50)
    full = Part(3, 40, 20, [20] * 50)

    assert propose([reserve, dry]) == {1: -20, 2: 20}
    assert propose([reserve, full]) == {}


def test_below_one_place_saved_nothing_is_proposed():
    assert propose([Part(1, 10, 5, [9.6] * 50), Part(2, 10, 5, [10.4] * 50)]) == {}


def test_a_program_that_forgot_the_free_places_would_be_found_out():
    """The control: with all places of the limit at its disposal it takes used ones too."""
    honest, greedy = (Part(1, 50, free, [10] * 50) for free in (5, 50))
    dry = Part(2, 10, 0, [60] * 50)

    assert propose([honest, dry])[1] == -5
    assert propose([greedy, dry])[1] == -40


def test_under_ceilings_that_cross_one_another_places_are_still_whole():
    """Of three ceilings over two cells each, half a place for every cell would use the most."""
    donor = Part(0, 100, 80, [20] * 50)
    dry = [Part(pk, 10, 0, [60] * 50) for pk in (1, 2, 3)]
    caps = [Cap(frozenset(pair), 1) for pair in ((1, 2), (2, 3), (1, 3))]

    changes = propose([donor, *dry], caps)

    assert changes[0] == -1
    assert sum(changes.values()) == 0


@pytest.mark.parametrize("seed", SMALL)
def test_ceilings_over_regions_and_categories_leave_whole_places_without_asking_for_them(seed):
    parts, dice = parts_of(seed, cells=30, largest=60), np.random.default_rng(seed)
    over = [range(n, n + 6) for n in range(0, 30, 6)] + [range(n, 30, 6) for n in range(6)]
    caps = [Cap(frozenset(cells), int(dice.integers(0, 20))) for cells in over]

    found = _Program(parts, caps)._solved(is_whole=False)

    assert found is not None
    assert np.abs(found - np.rint(found)).max() < NEARLY
