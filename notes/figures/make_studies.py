"""Draw the figures of the studies: ``python notes/figures/make_studies.py`` (extra ``figures``).

Reads what ``dmfcheck study NAME -o notes/studies/NAME.json`` wrote and draws NAME.png beside this
file; with names as arguments only those.
"""

import json
import sys
from pathlib import Path

import matplotlib as mpl
import matplotlib.ticker

mpl.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

from dmfcheck.dynamics.floats.cut_short import complete
from dmfcheck.dynamics.instances.instances import Setting, draw
from dmfcheck.dynamics.instances.sensing import descend_measured
from dmfcheck.dynamics.instances.starts import start_factors

HERE = Path(__file__).parent
STUDIES = HERE.parent / "studies"
COLOURS = {1: "0.55", 2: "#1b6ca8", 3: "#c8553d", 4: "#3c8d5a"}
INK = "#333333"


def spread(axis, rows, x, name, **style):
    """Means with their intervals against ``x``, and a line through them."""
    values = [row[name] for row in rows]
    middle = np.array([value.get("mean", value.get("rate")) for value in values])
    ends = np.abs([[value[end] for value in values] for end in ("low", "high")] - middle)
    axis.errorbar(x, middle, yerr=ends, capsize=2.5, lw=1.6, ms=4, marker="o", **style)


def completion(rows):
    """Error against start scale, one line per depth, beside the least nuclear norm."""
    figure, axes = plt.subplots(1, 2, figsize=(8.6, 3.6), sharey=True, layout="constrained")
    for axis, count in zip(axes, (2000, 5000), strict=True):
        chosen = [row for row in rows if row["observations"] == count]
        for depth, colour in COLOURS.items():
            line = [row for row in chosen if row["method"] == f"depth {depth}"]
            line.sort(key=lambda row: row["scale"])
            x = [row["scale"] for row in line]
            spread(axis, line, x, "error", color=colour, label=f"depth {depth}")
        (nuclear,) = [row for row in chosen if row["scale"] is None]
        least = nuclear["error"]["mean"]
        if least > 1e-3:
            axis.axhline(least, color=INK, ls="--", lw=1.2)
        where = "dashed" if least > 1e-3 else f"{least:.0e}, below"
        axis.set_title(f"{count} of 10000 entries; least nuclear norm: {where}", fontsize=9)
        axis.set(xscale="log", yscale="log", xlabel="start scale ||W(0)||/||W*||")
    axes[0].set_ylabel("||W - W*||_F / ||W*||_F")
    axes[0].legend(frameon=False, fontsize=8)
    return figure


def plateaus(rows):
    """One descent per depth, and the rate of the ensembles."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(8.6, 3.6), layout="constrained")
    for depth in (2, 3, 4):
        setting = Setting(20, 3, 400, depth, 1e-4)
        truth, A = draw(setting, [0])
        start = start_factors("gaussian", 20, 20, depth, 1e-4, np.random.default_rng([0, 1]))
        run = complete(
            descend_measured(
                A, A.apply(truth), start, tolerance=1e-3, steps=20_000, share=0.5, log_every=1
            )
        )
        reached = run.times[np.argmax(run.fits < 5e-3)]
        left.plot(run.times / reached, run.effective_ranks, color=COLOURS[depth], lw=1.6)
    left.set(xlim=(0, 1.15), ylim=(0.9, 3), xlabel="time / time of recovery")
    left.set_ylabel("effective rank of W(k)")
    left.set_title("one random start (scale 1e-4) at each depth", fontsize=9)
    names = list(dict.fromkeys(row["ensemble"] for row in rows))
    for depth in (2, 3, 4):
        for scale, fill in ((1e-4, COLOURS[depth]), (1e-2, "white")):
            chosen = [row for row in rows if (row["depth"], row["scale"]) == (depth, scale)]
            y = [names.index(row["ensemble"]) + 0.2 * (depth - 3) for row in chosen]
            rates = [row["rises in plateaus"] for row in chosen]
            low, high = ([rate[end] for rate in rates] for end in ("low", "high"))
            if fill != "white":
                right.hlines(y, low, high, color=COLOURS[depth], lw=1.4)
            right.plot(
                [rate["rate"] for rate in rates],
                y,
                "o",
                ms=5,
                mec=COLOURS[depth],
                mfc=fill,
                label=f"depth {depth}, scale {scale:g}",
            )
    right.set_yticks(range(len(names)), [name.replace(".plateaus", "") for name in names])
    right.invert_yaxis()
    right.set(xlim=(-0.03, 1.03), xlabel="rate of rising in three plateaus")
    right.legend(frameon=False, fontsize=7, ncols=3, loc="lower center", bbox_to_anchor=(0.4, 1.0))
    return figure


def recovery(rows):
    """Error against measurements, one panel per rank, one line per depth."""
    figure, axes = plt.subplots(1, 3, figsize=(9.6, 3.4), layout="constrained")
    for axis, rank in zip(axes, (1, 3), strict=False):
        for depth, colour in COLOURS.items():
            line = [r for r in rows if (r["rank"], r["depth"], r["scale"]) == (rank, depth, 1e-3)]
            x = [row["per freedom"] for row in line]
            spread(axis, line, x, "error", color=colour, label=f"depth {depth}")
        axis.set(yscale="log", xlabel="measurements per degree of freedom")
        axis.set_title(f"rank {rank}, start scale 1e-3", fontsize=9)
    for depth, colour in COLOURS.items():
        line = [r for r in rows if (r["rank"], r["per freedom"], r["depth"]) == (3, 2.0, depth)]
        spread(axes[2], line, [row["scale"] for row in line], "error", color=colour)
    axes[2].set(xscale="log", yscale="log", xlabel="start scale ||W(0)||/||W*||")
    axes[2].set_title("rank 3, 2 measurements per degree", fontsize=9)
    axes[0].set_ylabel("||W - W*||_F / ||W*||_F")
    axes[0].legend(frameon=False, fontsize=8)
    return figure


METHODS = {
    "best step": "#c8553d",
    "best plateau": "#e0a458",
    "chosen plateau": "#1b6ca8",
    "shrinkage": "#3c8d5a",
    "converged": "0.55",
}


def gaussian(rows):
    """Errors of every method at depth 3."""
    figure, axis = plt.subplots(figsize=(6.4, 3.4), layout="constrained")
    methods = {**METHODS, "threshold at rank": INK}
    deep = [row for row in rows if row["depth"] == 3]
    for i, (name, colour) in enumerate(methods.items()):
        x = np.arange(len(deep)) + 0.12 * (i - 2.5)
        spread(axis, deep, x, name, color=colour, label=name, ls="none")
    axis.set_xticks(range(len(deep)), [f"{row['signal']} signal" for row in deep])
    axis.set(ylabel="error / ||E||_F", ylim=(0.35, 0.85))
    axis.legend(frameon=False, fontsize=8, ncols=3)
    return figure


def real(rows):
    """Errors against the noise level, one panel per matrix, depth 3."""
    names = list(dict.fromkeys(row["matrix"] for row in rows))
    figure, axes = plt.subplots(1, len(names), figsize=(9.6, 3.5), layout="constrained")
    methods = {**METHODS, "chosen, sigma known": "#7a4fa3"}
    for axis, matrix in zip(axes, names, strict=True):
        line = [row for row in rows if (row["matrix"], row["depth"]) == (matrix, 3)]
        for name, colour in methods.items():
            dashes = "--" if name.endswith("known") else "-"
            spread(axis, line, range(len(line)), name, color=colour, label=name, ls=dashes)
        axis.set(yscale="log", xlabel="noise level")
        axis.set_xticks(range(len(line)), [str(row["level"]) for row in line])
        axis.yaxis.set_major_formatter(mpl.ticker.StrMethodFormatter("{x:g}"))
        axis.yaxis.set_minor_formatter(mpl.ticker.StrMethodFormatter("{x:g}"))
        axis.set_title(matrix, fontsize=9)
    axes[0].set_ylabel("error / ||E||_F")
    axes[0].legend(frameon=False, fontsize=7)
    return figure


FIGURES = {
    "completion": completion,
    "plateaus": plateaus,
    "recovery": recovery,
    "gaussian": gaussian,
    "real": real,
}

RENAMED = {"plateaus": "plateaus-study"}

for name in sys.argv[1:] or FIGURES:
    drawn = FIGURES[name](json.loads((STUDIES / f"{name}.json").read_text())["rows"])
    for panel in drawn.axes:
        panel.spines[["top", "right"]].set_visible(False)
    # The plateaus of the theory have a figure of that name.
    drawn.savefig(HERE / f"{RENAMED.get(name, name)}.png", dpi=110)
