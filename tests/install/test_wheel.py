"""What is installed without a checkout: the package, and the property tests in it."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent.parent
TESTS = sorted((CHECKOUT / "properties").glob("*.py"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, CHECKOUT]
    subprocess.run(pip, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def run(wheel, tmp_path_factory):
    """Runs Python far from the checkout, with the wheel's package before any other."""
    place = tmp_path_factory.mktemp("elsewhere")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place / "site")

    def ran(*arguments):
        environment = {**os.environ, "PYTHONPATH": str(place / "site")}
        environment.pop("PYTEST_ADDOPTS", None)
        return subprocess.run(
            [sys.executable, *arguments],
            capture_output=True,
            text=True,
            cwd=place,
            env=environment,
            check=False,
        )

    found = Path(ran("-c", "import dmfcheck; print(dmfcheck.__file__)").stdout.strip())
    assert found.is_relative_to(place)
    return ran


def test_a_wheel_has_every_property_test(wheel):
    with zipfile.ZipFile(wheel) as archive:
        held = {
            name.rpartition("/")[2]: archive.read(name)
            for name in archive.namelist()
            if name.startswith("dmfcheck/properties/")
        }
    assert held == {path.name: path.read_bytes() for path in TESTS}
    assert len(held) > 20


def test_a_wheel_has_every_coq_file(wheel):
    formal = CHECKOUT / "dmfcheck" / "proofs" / "formal"
    with zipfile.ZipFile(wheel) as archive:
        held = {
            name.rpartition("/")[2]: archive.read(name)
            for name in archive.namelist()
            if name.startswith("dmfcheck/proofs/formal/") and name.endswith(".v")
        }
    assert held == {path.name: path.read_bytes() for path in formal.glob("*.v")}
    assert len(held) > 10


def test_an_editable_installation_has_no_copy_of_them():
    copies = [Path(folder) / "dmfcheck" / "properties" for folder in sys.path]
    assert not [copy for copy in copies if copy.exists()]


def test_the_properties_run_from_a_wheel(run):
    chosen = "test_order or the_limit_is_no_farther"  # from a theorem, and on real data
    ended = run("-m", "pytest", "--pyargs", "dmfcheck.properties", "-k", chosen)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "dmfcheck: profile quick, seed 0" in ended.stdout
    assert "passed" in ended.stdout
    assert re.search(r"^order\.preserved +holds +kernel +60/60", ended.stdout, flags=re.MULTILINE)


def test_the_study_of_real_data_finds_it(run):
    code = (
        "from dmfcheck.problems.studies.real import DATA, MATRICES; print(DATA, *MATRICES.values())"
    )
    folder, *rest = run("-c", code).stdout.split(maxsplit=1)
    assert Path(folder).parts[-2:] == ("dmfcheck", "data")
    names = {path.name for path in (CHECKOUT / "tests" / "data").iterdir() if path.name in rest[0]}
    assert names == {"digits_covariance.csv", "karate_club.mtx", "pagoda.csv"}
    assert all((Path(folder) / name).is_file() for name in names)


def test_mutants_are_held_against_the_tests_of_a_wheel(run):
    code = "import sys; from dmfcheck.commands.main import main; sys.exit(main())"
    ended = run("-c", code, "mutants", "reduction.scaling", "--json", "--workers", "1")
    assert (ended.returncode, ended.stderr) == (0, "")
    matrix = json.loads(ended.stdout)
    test = "test_reduction.py::test_scaled_coordinates_obey_the_normalised_recursion"
    assert [entry["killers"] for entry in matrix["mutants"]] == [[test]] * 4


def test_mutants_says_what_it_lacks(run):
    folder = run("-c", "import dmfcheck; print(dmfcheck.__path__[0], end='/properties')").stdout
    shutil.move(folder, f"{folder}-away")
    try:
        code = "import sys; from dmfcheck.commands.main import main; sys.exit(main())"
        ended = run("-c", code, "mutants", "reduction.scaling", "--json", "--workers", "1")
    finally:
        shutil.move(f"{folder}-away", folder)
    assert ended.returncode == 0
    assert ended.stderr == (
        "dmfcheck: the property tests (properties/, which a checkout and a wheel have) are not "
        "here: each mutant is tried on its own search alone\n"
    )
    matrix = json.loads(ended.stdout)
    assert (matrix["killed"], matrix["tests"]) == (4, {})
