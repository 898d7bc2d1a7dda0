"""A run from a folder of TensorBoard: the scalars singular_values/1, singular_values/2, ..."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np

from dmfcheck.base.text_lines import Malformed
from dmfcheck.base.validation import BadInput

__all__ = ["read_events"]

TAG = re.compile(r"(?P<series>.*?)[/_ ]?(?P<index>\d+)")

WANTED = "singular_values"
"""The series that is taken where there are several."""


def read_events(folder: Path, label: str) -> tuple[Any, Any]:
    """(steps, values) of the scalars that one name with a number each has, float32.

    TensorBoard keeps scalars in float32. Raises :class:`~dmfcheck.base.validation.BadInput` where
    its package is not installed, and :class:`~dmfcheck.base.text_lines.Malformed` for a folder
    without such scalars.
    """
    try:
        from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    except ImportError:
        wrong = "is a folder of TensorBoard, which is not installed"
        raise BadInput(label, wrong, "pip install 'dmfcheck[tensorboard]'") from None
    events = EventAccumulator(str(folder), size_guidance={"scalars": 0, "tensors": 0})
    events.Reload()
    tags = events.Tags()
    series: dict[str, dict[int, str]] = {}
    for tag in (*tags["scalars"], *tags["tensors"]):
        if found := TAG.fullmatch(tag):
            series.setdefault(found["series"], {})[int(found["index"])] = tag
    if len(series) != 1 and WANTED not in series:
        names = ", ".join(sorted(series)) or "none"
        raise Malformed(f"has no scalars {WANTED}/1, {WANTED}/2, ... (numbered ones: {names})")
    chosen = series.get(WANTED) or next(iter(series.values()))
    columns = [_read(events, chosen[index], tags) for index in sorted(chosen)]
    steps = columns[0][0]
    if any(column[0] != steps for column in columns):
        raise Malformed("has singular values that are not recorded at the same steps")
    return steps, np.array([column[1] for column in columns], dtype=np.float32).T


def _read(events: Any, tag: str, tags: Any) -> tuple[list[int], list[float]]:
    if tag in tags["scalars"]:
        scalars = events.Scalars(tag)
        return [entry.step for entry in scalars], [entry.value for entry in scalars]
    from tensorboard.util import tensor_util

    tensors = events.Tensors(tag)
    values = [float(tensor_util.make_ndarray(entry.tensor_proto)) for entry in tensors]
    return [entry.step for entry in tensors], values
