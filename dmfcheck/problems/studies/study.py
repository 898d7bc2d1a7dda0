"""What a study is: numbered tasks that can run anywhere in any order, and a table made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.instances.rates import Rate

Task = Mapping[str, Any]
"""Arguments of one task; numbers and text only, so that it can go to another process."""

Result = Mapping[str, Any]
"""What one task found; JSON values only, so that it can wait in a file."""

MODULES = {
    "completion": "completion",
    "plateaus": "plateaus",
    "recovery": "recovery",
    "gaussian": "gaussian",
    "real": "real",
}


@dataclass(frozen=True)
class Table:
    """The summary of a study: ``rows`` beneath ``columns``, and the rates of the claims."""

    columns: Sequence[str]
    rows: Sequence[Mapping[str, Any]]
    rates: Sequence[Rate]


@dataclass(frozen=True)
class Study:
    """A study: its ``question``, how many repetitions it has by default, and its three parts.

    ``tasks(runs, seed)`` lists the tasks, ``work(task)`` does one (the result depends on the task
    alone) and ``summary(tasks, results, seed)`` makes the table. ``settings`` states the ensemble.
    """

    name: str
    question: str
    runs: int
    settings: Mapping[str, Any]
    tasks: Callable[[int, int], list[Task]]
    work: Callable[[Task], Result]
    summary: Callable[[Sequence[Task], Sequence[Result], int], Table]


def study_named(name: str) -> Study:
    """The study of that name; raises :class:`~dmfcheck.base.validation.BadInput` if there is none.

    >>> study_named("completion").runs >= 20
    True
    """
    if name not in MODULES:
        raise BadInput("NAME", f"is {name!r}, which is no study", ", ".join(MODULES))
    study: Study = import_module(f"dmfcheck.problems.studies.{MODULES[name]}").STUDY
    return study
