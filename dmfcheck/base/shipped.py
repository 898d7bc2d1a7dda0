"""The folders that a checkout has beside the package, and a wheel within it."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def properties_folder() -> Path | None:
    """The folder of property tests, None where there is none, as in a copy of the package alone.

    >>> properties_folder().name
    'properties'
    """
    folders = (PACKAGE / "properties", PACKAGE.parent / "properties")
    return next((folder for folder in folders if (folder / "test_step.py").is_file()), None)


def data_folder() -> Path:
    """The folder of the matrices of real data, which may be missing in a copy of the package alone.

    >>> (data_folder() / "karate_club.mtx").is_file()
    True
    """
    within = PACKAGE / "data"
    return within if within.is_dir() else PACKAGE.parent / "tests" / "data"
