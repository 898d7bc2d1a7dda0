"""Draw plateaus.png: ``python notes/figures/make_plateaus.py`` (needs the extra ``figures``).

Effective rank of W(k) on real float64 descents in a random basis (seed 0), depths 2, 3 and 4 from
the same end-to-end scale alpha^N = 10^-4, and the certified plateaus with their bounds.
"""

from fractions import Fraction
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

from dmfcheck import Problem
from dmfcheck.problems.prediction import predict_spectrum
from dmfcheck.problems.real_descent import random_target, record_descent

SPECTRUM = "4,2,1,1/2"
DELTA = Fraction(1, 10)
STARTS = {2: "1/100", 3: "0.0464", 4: "1/10"}
STEPS = {2: "1/10", 3: "1/30", 4: "1/80"}
COLOURS = {2: "#1b6ca8", 3: "#c8553d", 4: "#3c8d5a"}

figure, axes = plt.subplots(3, 1, figsize=(8, 6.4), sharey=True, layout="constrained")
for axis, depth in zip(axes, STARTS, strict=True):
    parameters = {"depth": depth, "alpha": STARTS[depth], "eta": STEPS[depth]}
    problem = Problem.from_spectrum(SPECTRUM, **parameters)
    prediction = predict_spectrum(SPECTRUM, **parameters, delta=DELTA)
    last = max(entry.hitting_time[1] for entry in prediction.eigenvalues) * 5 // 4
    target, basis = random_target(problem, seed=0)
    record, _ = record_descent(problem, target, basis, last)
    sizes = np.abs(record.components)
    axis.plot(sizes.sum(axis=1) / sizes.max(axis=1), color=COLOURS[depth], lw=1.8)
    for plateau in prediction.plateaus:
        stop = last if plateau.stop is None else min(plateau.stop, last)
        axis.fill_between(
            [plateau.start, stop],
            float(plateau.lower),
            float(plateau.upper),
            color=COLOURS[depth],
            alpha=0.22,
            lw=0,
        )
    for rank in range(1, problem.size + 1):
        axis.axhline(float(sum(problem.spectrum[:rank]) / 4), color="0.8", lw=0.6, zorder=0)
    axis.set_ylabel(f"effective rank\ndepth {depth}")
    axis.margins(x=0)
    axis.spines[["top", "right"]].set_visible(False)
axes[0].set_ylim(0.9, 2.6)
axes[0].set_title("real descent (line) and certified plateaus (bands)", fontsize=10)
axes[-1].set_xlabel("step k")
figure.savefig(Path(__file__).with_name("plateaus.png"), dpi=110)
