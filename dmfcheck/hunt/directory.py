"""The folder of a hunt: its settings, the log of its shards, and a lock while it runs.

Every shard is on the disk before the next is taken in, so a hunt that is killed loses the shards in
flight and nothing else; the log alone says where it stood.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from dmfcheck.base.files import write_whole
from dmfcheck.base.validation import BadInput

LOCK = "lock"
CERTIFICATE, SNIPPET, SUMMARY = "certificate.json", "snippet.py", "summary.json"


class HuntDirectory:
    """The files of one hunt; every path given to it is ``argument`` in a refusal.

    What else keeps a log of numbered entries has ``word``, ``settings_name``, ``log_name``,
    ``entry`` and ``schema`` of its own.
    """

    word = "hunt"
    settings_name, log_name, entry = "hunt.json", "shards.jsonl", "shard"
    schema = "dmfcheck-hunt/1"

    def __init__(self, path: Path, argument: str) -> None:
        self.path = path
        self.argument = argument

    @contextmanager
    def locked(self, *, create: bool) -> Iterator[None]:
        """Hold the folder, made if ``create``, until the block or the process ends.

        The lock is the kernel's: it ends with the process, however that ends. Raises
        :class:`~dmfcheck.base.validation.BadInput` if another process holds it.
        """
        lock = FileLock(self.path / LOCK, timeout=0)
        try:
            if create:
                self.path.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout:
            raise self._refusal(
                f"is in use by another {self.word}", "a folder of its own"
            ) from None
        except OSError as error:
            raise self._refusal(f"cannot be used ({error.strerror})", "a folder") from None
        try:
            yield
        finally:
            lock.release()

    @property
    def _new(self) -> str:
        return f"a new folder, or --resume to go on with the {self.word} in it"

    def _refusal(self, wrong: str, accepted: str) -> BadInput:
        return BadInput(self.argument, f"{str(self.path)!r} {wrong}", accepted)

    def require_hunt(self) -> None:
        """Refuse a folder without one, before a lock is made in it."""
        try:
            found = (self.path / self.settings_name).is_file()
        except (OSError, ValueError):  # a name too long, or with a null character
            found = False
        if not found:
            raise self._refusal(f"holds no {self.word}", f"the folder of an earlier {self.word}")

    def begin(self, settings: Mapping[str, Any]) -> None:
        """Write the settings; refuses a folder that has some."""
        if (self.path / self.settings_name).exists():
            raise self._refusal(f"holds a {self.word} already", self._new)
        (self.path / self.log_name).unlink(missing_ok=True)
        content = {"schema": self.schema, **settings}
        write_whole(
            self.path / self.settings_name, json.dumps(content, indent=2) + "\n", self.argument
        )

    def settings(self) -> dict[str, Any]:
        """The settings that the hunt began with."""
        try:
            content = json.loads((self.path / self.settings_name).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            content = None
        if not isinstance(content, dict) or content.get("schema") != self.schema:
            raise self._refusal(f"holds no {self.word} that this version can read", self._new)
        return content

    def results(self) -> list[dict[str, Any]]:
        """The entries on record, in order; a last line that was cut off is dropped from it."""
        log = self.path / self.log_name
        if not log.exists():
            return []
        content = log.read_bytes()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            os.truncate(log, whole)
        try:
            records = [json.loads(line) for line in content[:whole].splitlines()]
            numbers = [record.pop(self.entry) for record in records]
        except (ValueError, KeyError, AttributeError, RecursionError):
            numbers = [-1]
        if numbers != list(range(len(numbers))):
            raise self._refusal(f"has a damaged {self.log_name}", self._new)
        return records

    def append(self, number: int, result: Mapping[str, Any]) -> None:
        """Put a shard, or another entry, on record; it is on the disk when this returns."""
        line = json.dumps({self.entry: number, **result}) + "\n"
        with (self.path / self.log_name).open("ab") as log:
            log.write(line.encode())
            log.flush()
            os.fsync(log.fileno())

    def write(self, name: str, content: str) -> Path:
        """Write one of the files of the outcome, whole or not at all."""
        write_whole(self.path / name, content, self.argument)
        return self.path / name
