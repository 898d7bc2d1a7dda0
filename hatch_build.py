"""What hatch does beside pyproject.toml: a wheel holds properties/ and the matrices of tests/data.

An editable installation does not: its copies would grow old beside the checkout.
"""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA = ("README.md", "digits_covariance.csv", "karate_club.mtx", "pagoda.csv")


class Properties(BuildHookInterface):
    """Adds the property tests to a wheel, and the real data that they and a study are about."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatch before it builds ``version``: "standard" or "editable"."""
        if version == "standard":
            included = build_data["force_include"]
            included["properties"] = "dmfcheck/properties"
            for name in DATA:
                included[f"tests/data/{name}"] = f"dmfcheck/data/{name}"
