import hashlib
import signal

pytest_plugins = ["pytester"]

# A shell that starts a command with "&" has it ignore interrupts, which tests send and raise.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# It remakes the shipped matrices from packages that the project does not depend on.
collect_ignore = ["data/make.py"]
# Scripts, which import one another from their folder.
collect_ignore_glob = ["benchmarks/*.py"]

LONGEST_ID = 100  # characters


def pytest_make_parametrize_id(val: object) -> str | None:
    """A long text by its beginning and a digest: every process keeps the names of all tests, and
    a test of size limits, named by its 200 MB of input, had pytest take gigabytes.
    """
    if not isinstance(val, str | bytes) or len(val) <= LONGEST_ID:
        return None
    data = val if isinstance(val, bytes) else val.encode(errors="surrogatepass")
    beginning = val[: LONGEST_ID - 20]
    shown = beginning if isinstance(beginning, str) else beginning.decode("ascii", "replace")
    return f"{shown.encode('unicode_escape').decode()}...{hashlib.sha256(data).hexdigest()[:16]}"
