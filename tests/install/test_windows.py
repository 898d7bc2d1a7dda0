"""Where Python lacks what only Unix has, everything can be imported, and a hunt's folder locked.

The modules and names below are those that the manual marks "Availability: Unix".
"""

import subprocess
import sys

BEFORE = """
import os, signal, sys

MODULES = {"fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty"}
SIGNALS = {"SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGUSR1", "alarm",
    "getitimer", "pause", "pthread_kill", "pthread_sigmask", "setitimer", "siginterrupt",
    "sigpending", "sigtimedwait", "sigwait"}
CALLS = {"fork", "forkpty", "getegid", "geteuid", "getgid", "getpgid", "getuid", "killpg",
    "mkfifo", "nice", "sched_getaffinity", "setsid", "sysconf", "wait3", "wait4", "O_NONBLOCK",
    "O_NOCTTY"}

class Missing:
    def find_spec(name, path=None, target=None):
        if name in MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

for name in MODULES:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Missing)
for module, names in ((signal, SIGNALS), (os, CALLS)):
    for name in names:
        delattr(module, name)
"""

EVERYTHING = """
import dmfcheck.testing.pytest_plugin
from dmfcheck.base import seeds
seeds.import_everything()
assert not MODULES & set(sys.modules), MODULES & set(sys.modules)
"""

LOCK = """
from pathlib import Path
from dmfcheck.hunt.directory import HuntDirectory
from dmfcheck.base.validation import BadInput
with HuntDirectory(Path(sys.argv[1]), "-o").locked(create=True):
    try:
        HuntDirectory(Path(sys.argv[1]), "-o").locked(create=True).__enter__()
    except BadInput as refusal:
        print(refusal)
"""


# filelock says this on a Unix without fcntl only.
QUIET = "ignore:only soft file lock is available:UserWarning"


def run(script, *arguments):
    return subprocess.run(
        [sys.executable, "-W", QUIET, "-c", BEFORE + script, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_module_can_be_imported():
    ended = run(EVERYTHING)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_folder_is_locked(tmp_path):
    ended = run(LOCK, str(tmp_path))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "is in use by another hunt" in ended.stdout


def test_a_command_answers():
    ended = run(
        "from dmfcheck.commands.main import main; sys.exit(main())", "claims", "step.monotone"
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "step.monotone" in ended.stdout


def test_the_test_would_notice():
    assert "No module named 'fcntl'" in run("import fcntl").stderr
    assert "SIGKILL" in run("signal.SIGKILL").stderr
