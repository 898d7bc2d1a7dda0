"""What is installed without a checkout: the sdist, its wheel, and the property tests in both."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from dmfcheck import __version__
from dmfcheck.commands.man_page import man_page

CHECKOUT = Path(__file__).parent.parent.parent
TESTS = sorted((CHECKOUT / "properties").glob("*.py"))

TOP = {"README.md", "CHANGELOG.md", "CITATION.cff", "LICENSE", "pyproject.toml", "hatch_build.py"}
SOURCE = {".py", ".v", ".md", ".html", ".css", ".js", ".typed"}
DATA = {".csv", ".mtx", ".txt", ".png"}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder of the sdist of this checkout, and of the wheel that is made of the sdist."""
    folder = tmp_path_factory.mktemp("built")
    build = [sys.executable, "-m", "build", "--outdir", folder, CHECKOUT]
    subprocess.run(build, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def wheel(built):
    """The wheel of the sdist of this checkout."""
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def unpacked(built, tmp_path_factory):
    """The folder of the sdist, far from the checkout."""
    (path,) = built.glob("*.tar.gz")
    place = tmp_path_factory.mktemp("unpacked")
    shutil.unpack_archive(path, place, filter="data")
    (folder,) = place.iterdir()
    return folder


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


def test_one_version_is_stated_everywhere(built, unpacked, wheel):
    assert {path.name for path in built.iterdir()} == {
        f"dmfcheck-{__version__}.tar.gz",
        f"dmfcheck-{__version__}-py3-none-any.whl",
    }
    citation = (CHECKOUT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {__version__}\n" in citation
    stated = [(unpacked / "PKG-INFO").read_text(encoding="utf-8")]
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        stated.append(archive.read(name).decode())
    assert all(f"\nVersion: {__version__}\n" in text for text in stated)


def test_an_sdist_has_every_file_as_it_is(unpacked):
    kept = {
        path.relative_to(CHECKOUT)
        for folder in ("dmfcheck", "properties", "tests", "notes")
        for path in (CHECKOUT / folder).rglob("*")
        if path.suffix in SOURCE
    }
    there = {path.relative_to(unpacked) for path in unpacked.rglob("*") if path.is_file()}
    for path in kept | {Path(name) for name in TOP}:
        assert (unpacked / path).read_bytes() == (CHECKOUT / path).read_bytes(), path
    assert {path.suffix for path in there} <= SOURCE | {".cff", ".toml", ".json", ".svg", ""} | DATA
    assert {str(path) for path in there if len(path.parts) == 1} == {*TOP, "PKG-INFO", ".gitignore"}


def test_the_properties_run_from_an_sdist(unpacked):
    code = "import dmfcheck; print(dmfcheck.__file__)"
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "PYTEST_ADDOPTS": ""}
    for arguments, said in (
        (["-c", code], str(unpacked)),
        (["-m", "pytest", "-n", "0", "properties/test_order.py"], "passed"),
    ):
        ended = subprocess.run(
            [sys.executable, *arguments],
            capture_output=True,
            text=True,
            cwd=unpacked,
            env=environment,
            check=False,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        assert said in ended.stdout


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


def test_a_wheel_has_the_manual_page(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("/dmfcheck.1")]
        held = archive.read(name).decode()
    assert name.endswith(".data/data/share/man/man1/dmfcheck.1")
    assert held == man_page()


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
