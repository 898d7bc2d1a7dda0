"""Installed, the plugin makes not a bit of difference to the tests of other projects."""

import json
import os
import re
import subprocess
import sys

import pytest
from hypothesis.internal.constants_ast import constants_from_module

import dmfcheck
from dmfcheck.testing import pytest_files, pytest_plugin

# Every test says what it drew, and under which settings.
PROJECT = {
    "conftest.py": """
import json
import os
import pytest

PROFILE = dict(max_examples=17, deadline=100, derandomize=True, database=None)

@pytest.fixture
def seen(request, tmp_path_factory):
    drawn = []
    yield drawn
    with open(f"seen-{request.node.name}.json", "w") as file:
        json.dump(drawn, file)

def pytest_configure():
    if os.environ.get('OWN'):
        from hypothesis import settings
        settings.register_profile("ours", **PROFILE)
        settings.load_profile("ours")
""",
    "helper.py": "LIMIT = 1234",
    "test_numbers.py": """
import random
import time
import helper
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

some = settings(suppress_health_check=list(HealthCheck))

@given(st.tuples(st.integers(), st.text(), st.floats()))
@some
def test_drawn(seen, values):
    seen.append(repr(values))

@given(st.integers())
@settings(some, max_examples=3, phases=[Phase.generate])
def test_too_slow(seen, n):
    seen.append(n)
    time.sleep(0.4)

@given(st.integers())
@settings(some, max_examples=400)
def test_constants(seen, n):
    seen.append(n)

@given(st.integers())
@some
def test_false(seen, n):
    seen.append(n)
    assert n < 1000

def test_settings(seen):
    now = settings()
    seen.append([repr(now), settings.get_current_profile_name(), repr(now.database)])

def test_random(seen):
    seen.append(random.random() if "pytest_randomly" in __import__("sys").modules else 0)
""",
    "test_async.py": """
import pytest

@pytest.mark.asyncio
async def test_waits(seen):
    import asyncio
    await asyncio.sleep(0)
    seen.append("waited")
""",
    "pytest.ini": """
[pytest]
asyncio_mode = strict
asyncio_default_fixture_loop_scope = function
markers =
    asyncio
""",
}
SEED = "--hypothesis-seed=11"
NO_RANDOMLY, NO_ASYNCIO = ("-p", "no:randomly"), ("-p", "no:asyncio", "--ignore=test_async.py")
PLAIN = (*NO_RANDOMLY, *NO_ASYNCIO)
CASES = {
    "by its defaults": ({}, [SEED, *PLAIN]),
    "on CI": ({"CI": "1"}, ["-p", "no:xdist", *PLAIN]),
    "with its own profile": ({"OWN": "1"}, PLAIN),
    "with a named profile": ({"OWN": "1"}, ["--hypothesis-profile=ours", *PLAIN]),
    "in random order": ({}, [SEED, "--randomly-seed=3", *NO_ASYNCIO]),
    "with asyncio": ({}, [SEED, *NO_RANDOMLY]),
    "on two workers": ({"OWN": "1", "CI": "1"}, ["-n", "2", "-p", "no:cacheprovider", *PLAIN]),
}


def ran(folder, files, environment, *arguments):
    """(what pytest printed but for times and its list of plugins, what the tests saw)."""
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    kept = {name: text for name, text in os.environ.items() if name not in ("CI", "PYTEST_ADDOPTS")}
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=folder,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    seen = {path.name: path.read_text() for path in folder.glob("seen-*.json")}
    # Some releases of Hypothesis print the variables of a timer, to many digits.
    times = r"plugins: .*|in \d+\.\d+s|\d+\.\d+ ?ms|\d+\.\d{4,}(e-\d+)?"
    plain = re.sub(times, "", ended.stdout + ended.stderr)
    return [text.replace(str(folder), "") for text in (plain, json.dumps(seen, sort_keys=True))]


def whoever_ran_it(printed):
    """The lines in any order, without the name of a worker: chance decides both."""
    anonymous = re.sub(r"\[gw\d\]", "[worker]", printed)
    ordered = re.sub(
        r"^[.F]+(?= +\[)", lambda marks: "".join(sorted(marks[0])), anonymous, flags=re.M
    )
    return sorted(ordered.splitlines())


@pytest.mark.parametrize("case", CASES)
def test_a_project_of_others_runs_as_without_it(tmp_path, case):
    environment, arguments = CASES[case]
    printed, seen = ran(tmp_path / "with", PROJECT, environment, *arguments)
    without = ran(tmp_path / "without", PROJECT, environment, *arguments, "-p", "no:dmfcheck")
    if "two workers" in case:
        assert whoever_ran_it(printed) == whoever_ran_it(without[0])
    else:
        assert printed == without[0]
    assert seen == without[1]
    # It did run, and failed where it should: an example, and the deadline but where CI has none.
    slow = environment == {"CI": "1"}
    assert f"{1 + (not slow)} failed, {4 + slow + ('asyncio' in case)} passed" in printed
    assert "1234" in seen
    assert ("Using --randomly-seed=3" in printed) == ("random" in case)


def test_nobody_is_given_a_seed(tmp_path):
    seen = [ran(tmp_path / name, PROJECT, {}, *PLAIN, "-k", "drawn")[1] for name in "ab"]
    assert seen[0] != seen[1]


IMPORTS = """
import sys

def test_imports():
    heavy = {name for name in sys.modules if name.partition(".")[0] in ("numpy", "hypothesis")}
    assert not heavy
    ours = {name for name in sys.modules if name.partition(".")[0] == "dmfcheck"}
    below = {name.removeprefix("dmfcheck") for name in ours}
    plugins = {".report.pytest_report", ".testing.pytest_plugin", ".testing.pytest_files"}
    assert below == {"", ".report", ".testing", *plugins}
"""


def test_nothing_is_imported_for_others(tmp_path):
    assert "1 passed" in ran(tmp_path / "it", {"test_imports.py": IMPORTS}, {}, *PLAIN)[0]


def test_what_every_run_loads_has_no_constant_that_hypothesis_would_draw():
    for module in (dmfcheck, pytest_files, pytest_plugin):
        assert list(constants_from_module(module)) == [], module.__name__


MIXED = {
    "conftest.py": PROJECT["conftest.py"],
    "test_local.py": """
from hypothesis import given, settings, strategies as st

@given(st.integers())
def test_it(n):
    import dmfcheck.testing

@given(st.integers())
@settings(max_examples=100, deadline=7)
def test_explicit(n):
    pass

def test_shown(seen):
    for test in test_it, test_explicit:
        used = test._hypothesis_internal_use_settings
        seen.append([used.max_examples, used.deadline and used.deadline.microseconds])
        seen[-1].append(used.database is None)
    seen.append(settings.get_current_profile_name())
""",
}
# A file that only speaks of dmfcheck.testing does not use it.
MIXED["test_others.py"] = "# dmfcheck.testing\n" + MIXED["test_local.py"].replace(
    "import dmfcheck.testing", "pass"
).replace("test_shown", "test_told")


@pytest.mark.parametrize(
    ("environment", "arguments", "own", "others"),
    [
        (
            {},
            [],
            [[60, None, True], [100, 7000, True], "dmfcheck-quick"],
            [[100, 200_000, False], [100, 7000, False], "default"],
        ),
        (
            {"OWN": "1"},
            ["--dmf-profile", "deep"],
            [[3000, None, True], [100, 7000, True], "dmfcheck-deep"],
            [[17, 100_000, True], [100, 7000, True], "ours"],
        ),
        # A profile that somebody chose stays.
        ({"OWN": "1"}, [], *[[[17, 100_000, True], [100, 7000, True], "ours"]] * 2),
        (
            {"CI": "1"},
            ["--hypothesis-profile", "dmfcheck-quick"],
            *[[[60, None, True], [100, 7000, True], "dmfcheck-quick"]] * 2,
        ),
    ],
)
def test_settings_are_put_on_the_tests_of_dmfcheck_only(
    tmp_path, environment, arguments, own, others
):
    printed, seen = ran(
        tmp_path / "it", MIXED, environment, *arguments, *PLAIN, "-k", "test_shown or test_told"
    )
    assert "2 passed, 4 deselected" in printed
    assert f"dmfcheck: profile {own[-1].removeprefix('dmfcheck-')}, seed 0" in printed
    shown = json.loads(seen)
    assert json.loads(shown["seen-test_shown.json"]) == own
    assert json.loads(shown["seen-test_told.json"]) == others


CLAIMS = """
from dataclasses import replace
from dmfcheck import claim

mine = replace(claim("order.depth"), id="my.width")
"""


@pytest.mark.parametrize("workers", ["0", "1"])
@pytest.mark.parametrize("name", ["test_local.py", "claims.py"])
def test_the_header_says_what_is_in_force_on_any_number_of_workers(tmp_path, workers, name):
    files = {**MIXED, "claims.py": CLAIMS}
    options = ["-n", workers, "--dmf-seed", "5", *PLAIN, "-k", "test_shown or my.width"]
    printed, _ = ran(tmp_path / "it", files, {}, name, *options)
    assert "1 passed" in printed
    assert printed.count("dmfcheck: profile quick, seed 5\n") == 1
