"""What is in force while a test of dmfcheck is imported or run: a Hypothesis profile and one seed.

Both are taken back afterwards, so that the tests of others are drawn as if dmfcheck were not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dmfcheck.base import seeds

PROFILES = {"quick": 60, "deep": 3000}
"""Examples of each property test under each profile."""

PREFIX = "dmfcheck-"
BUILT_IN = ("default", "ci")
"""The profiles that Hypothesis loads by itself; any other was chosen by somebody."""


def register() -> None:
    """Register ``dmfcheck-quick`` and ``dmfcheck-deep``, on top of the profile in force."""
    from hypothesis import HealthCheck, settings

    for name, examples in PROFILES.items():
        settings.register_profile(
            f"{PREFIX}{name}",
            max_examples=examples,
            deadline=None,
            # The same seed must give the same run, so no examples are kept from earlier ones.
            database=None,
            # Where the variable CI is set, Hypothesis would draw by the test's code, not the seed.
            derandomize=False,
            print_blob=False,
            suppress_health_check=[HealthCheck.too_slow],
        )


def chosen_profile(config: Any) -> str | None:
    """The profile of dmfcheck that its tests get, None where one of somebody else stays.

    ``--hypothesis-profile`` stays, and so does what a conftest loads unless ``--dmf-profile`` is
    given.
    """
    from hypothesis import settings

    if config.getoption("--hypothesis-profile", default=None) is not None:
        return None
    chosen = config.getoption("--dmf-profile")
    if chosen is None:
        name = settings.get_current_profile_name().removesuffix("-with-explain-phase")
        verbosity = config.getoption("--hypothesis-verbosity", default=None)
        if name.removesuffix(f"-with-{verbosity}-verbosity") not in BUILT_IN:
            return None
    return f"{PREFIX}{chosen or 'quick'}"


@contextmanager
def in_force(config: Any) -> Iterator[None]:
    """The profile and the seed of dmfcheck, until the block ends.

    The settings of a test are those of the profile in force when it is defined, its seed the one
    in force when it runs; both are set as Hypothesis' own plugin does for a whole run.
    """
    from hypothesis import core, settings

    seed = config.getoption("--dmf-seed")
    seeds.use(seed)
    before, forced = settings.get_current_profile_name(), core.global_force_seed
    chosen = chosen_profile(config)
    if chosen is not None:
        register()
        settings.load_profile(chosen)
    if config.getoption("--hypothesis-seed", default=None) is None:
        core.global_force_seed = seed
    try:
        yield
    finally:
        core.global_force_seed = forced
        # A file that loads a profile of its own keeps it, as without dmfcheck.
        if settings.get_current_profile_name() == chosen:
            settings.load_profile(before)


def header(config: Any) -> str:
    """The profile and the seed in force, so that the run can be repeated."""
    from hypothesis import settings

    chosen = chosen_profile(config) or settings.get_current_profile_name()
    line = f"dmfcheck: profile {chosen.removeprefix(PREFIX)}, seed {config.getoption('--dmf-seed')}"
    given = config.getoption("--hypothesis-seed", default=None)
    return line if given is None else f"{line}, Hypothesis' seed {given}"
