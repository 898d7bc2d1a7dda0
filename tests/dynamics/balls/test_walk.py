"""The search for a first passage, on scripted orbits: what it concludes from what it is told."""

from __future__ import annotations

from flint import arb, ctx

from dmfcheck.base.verdict import Undecided
from dmfcheck.dynamics.balls.bracket import HittingTime
from dmfcheck.dynamics.balls.decay import SlowCount
from dmfcheck.dynamics.balls.walk import LAST_STRETCH, MILESTONES, first_passage_of


class Scripted:
    """The state is the step; ``doubtful`` steps are undecided below 1024 bits, or always."""

    def __init__(self, level, doubtful=(), always=(), counts=None, stray_at=None, exact=None):
        self.level = level
        self.doubtful, self.always = doubtful, always
        self.counts = counts or {}
        self.stray_at, self.exact = stray_at, exact
        self.leaps = {}
        self.asked = []

    def start(self):
        return 0

    def step(self, state):
        return state + 1

    def reached(self, state):
        if state in self.always or (state in self.doubtful and ctx.prec < 1024):
            return None
        return state >= self.level

    def stray(self, state):
        return "lost" if state == self.stray_at else None

    def count(self, state):
        steps = state or 0
        self.asked.append(steps)
        return self.counts.get(steps, "no count here")

    def leap(self, state, *, forced):
        return self.leaps.get((state or 0, forced))

    def settles(self, step):
        return None if self.exact is None else step >= self.exact


def count(value, error, bits=128):
    return SlowCount(arb(value), arb(error), bits)


def test_a_level_reached_within_the_walk():
    assert first_passage_of(Scripted(700)) == HittingTime(700, 700, 192, 0, "orbit")


def test_a_doubtful_step_is_asked_again_at_more_bits():
    assert first_passage_of(Scripted(7, doubtful=(7,))) == HittingTime(7, 7, 1024, 0, "orbit")
    assert first_passage_of(Scripted(7, doubtful=(6,))) == HittingTime(7, 7, 1024, 0, "orbit")


def test_a_lasting_doubt_is_a_bracket_or_settled_exactly():
    assert first_passage_of(Scripted(7, always=(5, 6))) == HittingTime(5, 7, 1024, 0, "orbit")
    for exact in (5, 6, 7):
        found = first_passage_of(Scripted(7, always=(5, 6), exact=exact))
        assert found == HittingTime(exact, exact, 1024, 0, "exact")


def test_a_count_at_the_start_is_enough():
    orbit = Scripted(10**9, counts={0: count(10**9 - 0.5, 0.25, 4000)})
    assert first_passage_of(orbit) == HittingTime(10**9, 10**9, 4000, 0, "potential")
    assert orbit.asked == [0]


def test_counts_from_milestones_are_added_to_the_steps_and_intersected():
    first, second = MILESTONES[1:3]
    orbit = Scripted(
        10**9,
        counts={
            0: count(10**6, 10),
            first: count(10**6 - first + 8.5, 10),
            second: count(10**6 - second + 5.5, 10),
        },
    )
    found = first_passage_of(orbit)
    assert (found.lo, found.hi, found.method) == (10**6 - 1, 10**6 + 10, "potential")
    assert orbit.asked == list(MILESTONES)


def test_a_hopeless_count_is_only_tried_again_at_the_end():
    orbit = Scripted(10**9, counts={0: count(10**12, 10**6)})
    found = first_passage_of(orbit)
    assert (found.lo, found.hi) == (10**12 - 10**6, 10**12 + 10**6)
    assert orbit.asked == [0, MILESTONES[-1]]


def test_without_a_count_the_last_reason_is_given():
    found = first_passage_of(Scripted(10**9))
    assert found == Undecided(
        f"K >= {MILESTONES[-1] + 1}, but after {MILESTONES[-1]} steps no count here"
    )


def test_a_stray_orbit_stops_the_walk():
    found = first_passage_of(Scripted(10**9, stray_at=41))
    assert found == Undecided("K >= 1, but step 42 cannot be taken: lost")


def test_a_leap_is_followed_by_steps():
    orbit = Scripted(10**9 + 50)
    orbit.leaps = {(0, False): (10**9, 10**9, 10**9)}
    assert first_passage_of(orbit).lo == first_passage_of(orbit).hi == 10**9 + 50
    orbit.level += LAST_STRETCH
    assert isinstance(first_passage_of(orbit), Undecided)


def test_the_width_of_a_forced_leap_is_that_of_the_bracket():
    last = MILESTONES[-1]
    orbit = Scripted(10**9 + 50)
    orbit.leaps = {(last, True): (10**9 - last, 10**9 - last + 3, 10**9)}
    found = first_passage_of(orbit)
    assert (found.lo, found.hi, found.method) == (10**9 + 50, 10**9 + 53, "orbit")


def test_a_leap_that_may_pass_the_level_is_not_taken():
    orbit = Scripted(500)
    orbit.leaps = {(0, False): (600, 600, 600)}
    assert first_passage_of(orbit).lo == 500
    orbit = Scripted(500, always=(450,))
    orbit.leaps = {(0, False): (450, 450, 450)}
    assert first_passage_of(orbit) == HittingTime(450, 500, 1024, 0, "orbit")
