"""The soak of certificates in small: what changes the meaning is rejected, what keeps it is not."""

import importlib.util
import sys
from pathlib import Path


def _soak():
    path = Path(__file__).parents[1] / "soak" / "soak_certificates.py"
    spec = importlib.util.spec_from_file_location("soak_certificates", path)
    module = sys.modules["soak_certificates"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_two_thousand_single_mutations():
    counts, wrong = _soak().soak(2000, seed=9, report=lambda *_, **__: None)
    assert not wrong
    assert sum(counts.values()) == 2000
    assert counts["changed and rejected"] > 1300
    assert counts["kept and accepted"] > 300
    assert counts["changed and undecided"] + counts["changed and too long"] < 20
