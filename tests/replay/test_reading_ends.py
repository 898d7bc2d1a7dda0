"""Second readings at points where an end of an interval, or a limit, is met exactly."""

from dmfcheck import claim
from dmfcheck.replay.verify import verify_content


def test_a_plateau_of_one_step_has_no_step_before_it():
    """K_1 = 1 is also the first step with w_2 >= delta': w_2(1) = delta' and K_2 = 1."""
    verdict = claim("rank.plateau").examine(
        depth=2,
        spectrum="1,5/8",
        rank=1,
        alpha="1/2",
        eta="1/2",
        steps=1,
        delta="135/256",
        quiet_level="361/1024",
    )
    assert (verdict.name, verdict.certificate["margin"]) == ("holds", "0")
    replay = verify_content(verdict.certificate)
    assert (replay.verdict, replay.second_reading) == ("holds", True)


def test_who_has_arrived_comes_no_nearer():
    """x_1 = 1 exactly: |1 - x_3| < |1 - x_1| fails, and the statement says so."""
    subject = claim("step.convergent")
    assert r"\text{ or } x_k = 1" in subject.statement
    verdict = subject.examine(depth=2, eigenvalue=1, alpha="2/3", eta="9/10", steps=3)
    assert (verdict.name, verdict.certificate["bits"]) == ("holds", 0)
    replay = verify_content(verdict.certificate)
    assert (replay.verdict, replay.second_reading) == ("holds", True)
