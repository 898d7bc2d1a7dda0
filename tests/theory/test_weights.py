"""weights.decay: where it ends, by a recursion of its own."""

import pytest


def ends(depth, decay, start, *, eta=0.02, eigenvalue=1.0, steps=60_000):
    d = start
    for _ in range(steps):
        d += eta * (d ** (depth - 1) * (eigenvalue - d**depth) - decay * d)
    return d**depth


@pytest.mark.parametrize("decay", [0.0, 0.3, 0.9, 1.2])
def test_two_factors_threshold_softly(decay):
    assert ends(2, decay, 0.01) == pytest.approx(max(1 - decay, 0), abs=1e-9)


@pytest.mark.parametrize("depth", [3, 4, 6])
def test_more_factors_keep_the_better_part_of_an_eigenvalue_or_nothing(depth):
    # c^* is the largest pull d^{N-2} (1 - d^N), at d^N = (N-2)/(2N-2).
    peak = (depth - 2) / (2 * depth - 2)
    most = peak ** (1 - 2 / depth) * (1 - peak)
    kept = ends(depth, 0.98 * most, 0.9)
    assert kept > peak
    assert ends(depth, 1.02 * most, 0.9) < 1e-3
    # And a small start is lost at a decay at which a larger one is kept.
    small = 0.5 * (0.98 * most) ** (1 / (depth - 2))
    assert ends(depth, 0.98 * most, small) < 1e-3
