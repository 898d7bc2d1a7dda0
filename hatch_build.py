"""What hatch does beside pyproject.toml: a wheel holds properties/, tests/data and the manual page.

An editable installation does not: its copies would grow old beside the checkout.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
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
            build_data["shared_data"][self._manual()] = "share/man/man1/dmfcheck.1"

    def _manual(self) -> str:
        """The file of the manual page, which the commands' own help makes."""
        make = [sys.executable, "-m", "dmfcheck.commands.man_page"]
        environment = {**os.environ, "PYTHONUTF8": "1"}
        options: dict[str, Any] = {"check": True, "capture_output": True}
        # Nothing in it but this interpreter and a module of the checkout.
        made = subprocess.run(make, cwd=self.root, env=environment, **options)  # noqa: S603
        self._folder = tempfile.mkdtemp(prefix="dmfcheck-man-")
        place = Path(self._folder) / "dmfcheck.1"
        place.write_bytes(made.stdout)
        return str(place)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Called by hatch when it has built ``version``."""
        if version == "standard":
            shutil.rmtree(self._folder)
