"""Arms that make progress are run more often, and no arm is forgotten."""

from collections import Counter

from dmfcheck.hunt.bandit import Bandit


def played(rewards, rounds):
    bandit, counts = Bandit(tuple(rewards)), Counter()
    for turn in range(rounds):
        arm = bandit.chosen(rewards)
        bandit.reward(arm, rewards[arm](turn))
        counts[arm] += 1
    return counts


def test_arms_that_never_ran_come_first_in_their_order():
    bandit = Bandit(("a", "b", "c"))
    bandit.reward("a", 1.0)
    assert bandit.chosen("abc") == "b"
    assert bandit.chosen("abc", ["b"]) == "c"


def test_the_best_arm_is_run_most_and_the_worst_now_and_then():
    counts = played({"a": lambda _: 0.0, "b": lambda _: 0.8, "c": lambda _: 0.4}, 300)
    assert counts["b"] > counts["c"] > counts["a"] >= 2


def test_what_an_arm_was_worth_is_forgotten():
    counts = played({"a": lambda turn: float(turn < 50), "b": lambda _: 0.3}, 300)
    assert counts["b"] > counts["a"]
