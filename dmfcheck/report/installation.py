"""What is installed here, and whether it works: versions, extras, caches, Coq, a self-test."""

from __future__ import annotations

import platform
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

__all__ = ["Check", "installation"]

DISTRIBUTION = "dmfcheck"

USES = {
    "bench": "peers of the benchmarks of the engines",
    "cluster": "hunts on a Dask cluster",
    "explore": "`dmfcheck explore`",
    "figures": "`dmfcheck plot`",
    "jax": "overlays of runs in JAX, whose tests need it",
    "report": "`dmfcheck report`",
    "studies": "comparisons with other methods",
    "tensorboard": "`dmfcheck overlay` of a TensorBoard folder",
}
"""What an extra is for."""

DEVELOPING = "test"
"""The extra of who changes dmfcheck."""

SELF_TEST_SECONDS = 30.0
"""Loading and compiling included; a few seconds are usual."""

COQ_SECONDS = 10.0


@dataclass(frozen=True)
class Check:
    """``ok`` is False where something is broken; what is optional and lacks is not."""

    name: str
    ok: bool
    detail: str

    def as_json(self) -> dict[str, Any]:
        """The keys of ``dmfcheck doctor --json``.

        >>> Check("python", True, "3.11.2").as_json()
        {'name': 'python', 'ok': True, 'detail': '3.11.2'}
        """
        return {"name": self.name, "ok": self.ok, "detail": self.detail}


def installation() -> Iterator[Check]:
    """Each check in turn; one that raises is not ok.

    >>> next(installation()).name
    'python'
    """
    named: dict[str, Callable[[], tuple[bool, str]]] = {
        "python": _python,
        DISTRIBUTION: _itself,
        "dependencies": _dependencies,
        **{f"extra {extra}": partial(_extra, extra) for extra in _extras()},
        "coq": _coq,
        "compiled loops": _compiled_loops,
        "compiled theorems": _compiled_theorems,
        "enclosed constants": _enclosed_constants,
        "derived forms": _derived_forms,
        "kill matrices": _kill_matrices,
        "self-test": _self_test,
    }
    for name, check in named.items():
        try:
            ok, detail = check()
        except Exception as error:  # noqa: BLE001 - whatever is broken here is what is asked for
            ok, detail = False, f"{type(error).__name__}: {error}"
        yield Check(name, ok, " ".join(detail.split()))


def _python() -> tuple[bool, str]:
    return sys.version_info >= (3, 11), f"{platform.python_version()} at {sys.executable}"


def _itself() -> tuple[bool, str]:
    from dmfcheck import __version__

    return True, f"{__version__} at {Path(__file__).parents[1]}"


def _dependencies() -> tuple[bool, str]:
    found = [_installed(entry) for entry in _required() if not entry[2]]
    return all(ok for ok, _ in found), ", ".join(text for _, text in found)


def _extra(extra: str) -> tuple[bool, str]:
    """Broken is an extra with a release that is too old, not one that is not installed."""
    wanted = [entry for entry in _required() if entry[2] == extra]
    known = [_installed(entry) for entry in wanted if _version(entry[0]) is not None]
    use = f"; for {USES[extra]}" if extra in USES else ""
    if len(known) < len(wanted):
        lacking = ", ".join(name for name, _, _ in wanted if _version(name) is None)
        install = f"pip install 'dmfcheck[{extra}]'"
        return all(ok for ok, _ in known), f"not installed ({lacking}){use}: {install}"
    return all(ok for ok, _ in known), ", ".join(text for _, text in known) + use


def _extras() -> list[str]:
    return sorted({extra for _, _, extra in _required()} - {"", DEVELOPING})


def _required() -> list[tuple[str, str, str]]:
    """(name, least release, extra or "") of all that the distribution requires."""
    found = []
    for line in metadata.requires(DISTRIBUTION) or ():
        needed = re.match(r"([\w.-]+)\s*>=\s*([\w.]+)", line)
        if needed is None:
            raise ValueError(f"the requirement {line!r} is not understood")
        extra = re.search(r"extra\s*==\s*['\"](\w+)['\"]", line)
        found.append((needed[1], needed[2], extra[1] if extra else ""))
    return found


def _installed(entry: tuple[str, str, str]) -> tuple[bool, str]:
    name, least, _ = entry
    version = _version(name)
    if version is None:
        return False, f"{name} is not installed"
    if _numbers(version) < _numbers(least):
        return False, f"{name} {version} is older than {least}"
    return True, f"{name} {version}"


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _numbers(version: str) -> list[int]:
    """The release of a version, without what follows it.

    >>> _numbers("2.13.0+cpu"), _numbers("1.0rc1")
    ([2, 13], [1])
    """
    release = re.match(r"\d+(\.\d+)*", version)
    numbers = [int(part) for part in release[0].split(".")] if release else [0]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return numbers


def _coq() -> tuple[bool, str]:
    from dmfcheck.base.programs import run_program

    compiler = shutil.which("coqc")
    if compiler is None:
        return True, "not installed; for `dmfcheck prove ID --kernel`: apt-get install coq"
    ended = run_program([compiler, "--version"], Path(), COQ_SECONDS)
    lines = ended.output.splitlines() or [f"{compiler} does not say its version"]
    return ended.code == 0, f"{lines[0]}, {compiler}"


def _compiled_loops() -> tuple[bool, str]:
    from dmfcheck.dynamics.floats.kernels import identical_orbit

    folder = getattr(identical_orbit(2)._cache, "cache_path", None)
    return True, f"kept in {folder}" if folder else "compiled anew by every process"


def _compiled_theorems() -> tuple[bool, str]:
    from dmfcheck.base.kept import kept_folder, kept_size
    from dmfcheck.proofs.coq import KEPT

    folder = kept_folder(KEPT)
    if folder is None:
        return True, "compiled anew by every proof"
    return True, f"kept in {folder} ({kept_size(folder)})"


def _enclosed_constants() -> tuple[bool, str]:
    from dmfcheck.theory.kept_constants import KEPT, MOST

    return _kept(KEPT, f"those of the last {MOST} sources", "enclosed")


def _derived_forms() -> tuple[bool, str]:
    from dmfcheck.dynamics.kept_derivations import KEPT, MOST

    return _kept(KEPT, f"the last {MOST}", "derived")


def _kill_matrices() -> tuple[bool, str]:
    from dmfcheck.testing.kept_matrix import KEPT, MOST

    return _kept(KEPT, f"the last {MOST}", "found")


def _kept(kind: str, which: str, done: str) -> tuple[bool, str]:
    from dmfcheck.base.kept import kept_folder, kept_size

    folder = kept_folder(kind)
    if folder is None:
        return True, f"{done} anew by every command"
    return True, f"kept in {folder} ({kept_size(folder)}), {which}"


def _self_test() -> tuple[bool, str]:
    """A certified hitting time and a refutation, each decided again by other means."""
    from dmfcheck.base.bounds import within

    with within(SELF_TEST_SECONDS):
        done = [_hitting_time(), _refutation(), _float_orbit()]
        return True, ", ".join(done)
    return False, f"not done within {SELF_TEST_SECONDS:g} s"


def _hitting_time() -> str:
    from dmfcheck.base.certificate import hitting_time_certificate
    from dmfcheck.dynamics.balls.hitting_time import hitting_time
    from dmfcheck.replay.verify import verify_content

    h, start, level = Fraction(1, 8), Fraction(1, 10), Fraction(1, 2)
    found = hitting_time(2, h, start, level)
    # By the recursion itself.
    x, steps = 0.1, 0
    while x < 0.5:
        x, steps = x + 0.125 * x * (1 - x * x), steps + 1
    if not found.lo == found.hi == steps:
        raise ArithmeticError(f"the hitting time {found.lo}..{found.hi} is not {steps}")
    replay = verify_content(hitting_time_certificate(2, h, start, level, found.lo, found.hi))
    if replay.verdict != "holds":
        raise ArithmeticError(f"its certificate is {replay.verdict}: {replay.reason}")
    return "hitting time"


def _refutation() -> str:
    from dmfcheck.replay.verify import verify_content
    from dmfcheck.theory.ledger import ledger

    false = next(known for known in ledger().values() if known.exact and known.counterexamples)
    verdict = false.examine(**false.counterexamples[0])
    if verdict.name != "refuted":
        raise ArithmeticError(f"{false.id} is {verdict.name} at its counterexample")
    replay = verify_content(getattr(verdict, "certificate", {}))
    if replay.verdict != "refuted":
        raise ArithmeticError(f"the certificate of it is {replay.verdict}: {replay.reason}")
    return "counterexample"


def _float_orbit() -> str:
    import numpy as np

    from dmfcheck.dynamics.balls.orbit import identical_orbit
    from dmfcheck.dynamics.known import end_to_end_orbit
    from dmfcheck.dynamics.problem import Problem

    problem = Problem.from_spectrum("1", depth=3, alpha="1/10", eta="1/8")
    measured = end_to_end_orbit(problem, 200)[:, 0]
    enclosed = identical_orbit(3, 1, "1/10", "1/8", 200, bits=64)
    apart = float(np.max(np.abs(measured - [float(d) ** 3 for d in enclosed])))
    if not apart < 1e-12:
        raise ArithmeticError(f"the float64 orbit is {apart:.2g} off the enclosed one")
    return "compiled descent"
