"""How often each stage is run: all of them now and then, those that make progress more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log, sqrt

CURIOSITY = 0.5
"""How much a stage that was seldom run is preferred to one that was run often."""

FORGETTING = 0.8
"""What a reward is worth one run of the stage later."""


@dataclass
class Bandit:
    """Runs and rewards of each arm, whose worth is a mean in which the latest count most.

    An upper confidence bound chooses; ties go to the arm that was named first.
    """

    arms: tuple[str, ...]
    runs: dict[str, int] = field(default_factory=dict)
    worth: dict[str, float] = field(default_factory=dict)

    def reward(self, arm: str, amount: float) -> None:
        """One run of ``arm`` has ended, with ``amount`` in [0, 1] of progress."""
        self.runs[arm] = self.runs.get(arm, 0) + 1
        share = max(1 - FORGETTING, 1 / self.runs[arm])
        self.worth[arm] = (1 - share) * self.worth.get(arm, 0.0) + share * amount

    def chosen(self, among: Iterable[str], planned: Iterable[str] = ()) -> str:
        """The arm to run next, if those ``planned`` run first with what they are worth now.

        >>> bandit = Bandit(("a", "b"))
        >>> for arm, amount in (("a", 0.6), ("b", 0.4)):
        ...     bandit.reward(arm, amount)
        >>> bandit.chosen("ab")
        'a'
        >>> bandit.chosen("ab", "aaaaaaa")
        'b'
        """
        runs = {arm: self.runs.get(arm, 0) for arm in self.arms}
        for arm in planned:
            runs[arm] += 1
        total = log(2 + sum(runs.values()))

        def bound(arm: str) -> float:
            if not runs[arm]:
                return float("inf")
            return self.worth.get(arm, 0.0) + CURIOSITY * sqrt(total / runs[arm])

        return max(among, key=bound)
