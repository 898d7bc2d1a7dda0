"""Tests of pages and figures; those that need a browser are left out where none is."""

import shutil

import pytest


def pytest_collection_modifyitems(config, items):
    if shutil.which("chromium"):
        return
    without = [item for item in items if item.get_closest_marker("browser")]
    config.hook.pytest_deselected(items=without)
    items[:] = [item for item in items if item not in without]


FOUND = {
    "rank.plateau": {
        "verdict": "holds",
        "drawn": 40,
        "satisfied": 30,
        "certified": 20,
        "swept": 10,
        "tightest_margin": 0.125,
        "where": {"depth": 3, "eta": "1/8"},
    },
    "step.quoted": {"verdict": "refuted", "refuted": 1, "drawn": 1, "satisfied": 1},
    "monotone.momentum": {
        "verdict": "refuted",
        "counterexample": {
            "depth": 2,
            "spectrum": ["1", "1/4"],
            "alpha": "1/2",
            "eta": "1/2",
            "momentum": "1/2",
            "steps": 9,
        },
    },
}
"""What a run may have found of three claims."""


@pytest.fixture(scope="session")
def page():
    """The page of the whole ledger with what is in ``FOUND``."""
    from dmfcheck.report.ledger_page import ledger_page
    from dmfcheck.theory.sharp_catalogue import sharp_constants

    return ledger_page(FOUND, sharp_constants("step.monotone"))
