"""What hatch does beside pyproject.toml: a wheel holds properties/, as dmfcheck.properties.

An editable installation does not: its copies would grow old beside the checkout.
"""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Properties(BuildHookInterface):
    """Adds the property tests to a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatch before it builds ``version``: "standard" or "editable"."""
        if version == "standard":
            build_data["force_include"]["properties"] = "dmfcheck/properties"
