"""The variables of the theory, each once: what its claims range over."""

from __future__ import annotations

from fractions import Fraction

from dmfcheck.claims.domain import Variable
from dmfcheck.claims.dynamics_variables import parameters_of
from dmfcheck.dynamics.start import Perturbed
from dmfcheck.dynamics.updates.heavy_ball import HeavyBall
from dmfcheck.dynamics.updates.schedule import Schedule
from dmfcheck.dynamics.updates.weight_decay import WeightDecay

ZERO, ONE = Fraction(0), Fraction(1)


def _depths(low: int, high: int, meaning: str = "number N of factors") -> Variable:
    return Variable("depth", "integer", Fraction(low), Fraction(high), meaning=meaning)


def _steps(low: int, high: int | None, meaning: str = "number of steps") -> Variable:
    most = None if high is None else Fraction(high)
    return Variable("steps", "integer", Fraction(low), most, meaning=meaning)


def _positive(name: str, meaning: str) -> Variable:
    return Variable(name, "number", ZERO, None, log_scale=True, open_low=True, meaning=meaning)


def _negative(name: str, meaning: str) -> Variable:
    return Variable(name, "number", None, ZERO, open_high=True, meaning=meaning)


def _between(name: str, meaning: str) -> Variable:
    """Between 0 and 1, without the ends."""
    return Variable(name, "number", ZERO, ONE, open_low=True, open_high=True, meaning=meaning)


# Depths N and numbers of steps.
DEPTH = _depths(2, 50)
DEEP = _depths(3, 50)
DEEPER = _depths(3, 50, "number N >= 3 of factors")
TWO_LAYERS = _depths(2, 2, "N = 2")
UP_TO_FOUR = _depths(2, 4)
UP_TO_FIVE = _depths(2, 5)
THREE_TO_EIGHT = _depths(3, 8)
TWO_TO_TEN = _depths(2, 10)
"""Where boxes have enclosed the sharp step, see :mod:`dmfcheck.theory.step.perturbed_sharp`."""

STEPS = _steps(1, None)
TWO_STEPS = _steps(2, None, "number of steps, 2 or more")
UP_TO_3_STEPS = _steps(1, 3)
UP_TO_4_STEPS = _steps(1, 4, "number of steps: exact digits are multiplied by 2N-1 at each")
UP_TO_6_STEPS = _steps(1, 6)
UP_TO_60_STEPS = _steps(1, 60)
UP_TO_4000_STEPS = _steps(1, 4000)
INITIAL_STEPS = Variable("few", "integer", ZERO, None, meaning="number of initial steps")
ONSET_STEP = Variable("step", "integer", ZERO, None, meaning="a step k from the onset on")
LATER = Variable("later", "integer", ZERO, None, meaning="a step k' >= k")
BOUND = _positive("bound", "the proposed bound, in steps")

# The start and the update.
ALPHA, BETA = parameters_of(Perturbed)
START_BELOW_ONE = _between("alpha", "start alpha I, below 1")
COMMON_ROOT = _between(
    "root", "s: alpha = s^{N+1} for depth N and s^N for depth N+1, so alpha^N is matched"
)
ANY_BETA = Variable("beta", "number", meaning="W_1(0) = (alpha - beta) I, beta of either sign")
NEGATIVE_BETA = _negative("beta", "W_1(0) = (alpha + |beta|) I")
PERTURBATION = _positive("beta", "perturbation")
ETA = _positive("eta", "step size")
EXCESS = _between("excess", "c - 1, h_1 = c/N")
(SCHEDULE,) = parameters_of(Schedule)
(MOMENTUM,) = parameters_of(HeavyBall)
(DECAY,) = parameters_of(WeightDecay)

# One eigenvalue.
EIGENVALUE = Variable("eigenvalue", "number", meaning="lambda, of either sign")
NONZERO_EIGENVALUE = Variable("eigenvalue", "number", meaning="lambda, of either sign, not 0")
POSITIVE_EIGENVALUE = _positive("eigenvalue", "lambda > 0")
NONPOSITIVE_EIGENVALUE = Variable("eigenvalue", "number", None, ZERO, meaning="lambda <= 0")
NEGATIVE_EIGENVALUE = _negative("eigenvalue", "lambda = -l < 0")
NEGATIVE_MULTIPLE = _negative("eigenvalue", "What = lambda I, lambda < 0")
ROOT_REAL = Variable("root_real", "number", meaning="Re rho, lambda = rho^N")
ROOT_IMAGINARY = Variable("root_imaginary", "number", meaning="Im rho, lambda = rho^N")
POSITION = Variable("position", "number", ZERO, meaning="where the map is differentiated")

# Scaled coordinates x = d / lambda^{1/N} and h = eta lambda^{2-2/N}, and the flow in them.
SCALE = _positive("scale", "lambda^{1/N}")
UNIT_START = _positive("start", "x_0")
UNIT_STEP = _positive("step", "h")
FLOW_START = Variable(
    "start", "number", ZERO, ONE, log_scale=True, open_low=True, open_high=True, meaning="x_0"
)
FLOW_LEVEL = _between("level", "b")
FLOW_TIME = _positive("time", "flow time t")

# Levels of recovery, and plateaus between them.
ACCURACY = _positive("accuracy", "eps: recovered when |d - lambda_+^{1/N}| <= eps")
FRACTION = _between("fraction", "theta: recovered when w >= theta lambda")
START_VALUE = _between("start_value", "alpha^N / lambda")
LOW = _between("low", "t1: the transition begins at w = t1 lambda")
MIDDLE = _between("middle", "t3: the level that the width is relative to")
HIGH = _between("high", "t2: the transition ends at w = t2 lambda")
RANK = Variable("rank", "integer", ONE, None, meaning="L, the rank of the plateau")
DELTA = _between("delta", "recovered: w >= (1 - delta) lambda")
QUIET_LEVEL = _positive("quiet_level", "delta': not yet grown while w <= delta'")

# Spectra.
POSITIVE_SPECTRUM = Variable(
    "spectrum", "spectrum", ZERO, None, open_low=True, meaning="positive eigenvalues"
)
NONNEGATIVE_SPECTRUM = Variable("spectrum", "spectrum", ZERO, None, meaning="eigenvalues >= 0")
SEMIDEFINITE_SPECTRUM = Variable(
    "spectrum", "spectrum", ZERO, None, meaning="eigenvalues of a positive semidefinite What"
)
REAL_SPECTRUM = Variable("spectrum", "spectrum", meaning="eigenvalues of any sign")
SIGNED_SPECTRUM = Variable(
    "spectrum", "spectrum", meaning="eigenvalues of What, of any sign", sizes=("n",)
)
MODES = Variable(
    "modes", "matrix", meaning="rows (lambda_i, d_i(0)), the leading one first", sizes=("n", 2)
)
POWER = Variable(
    "power",
    "number",
    ZERO,
    None,
    open_low=True,
    meaning="p of r_p = sum_i (w_i/w_1)^p",
    largest_denominator=12,
)

# Matrices.
SQUARE_TARGET = Variable("target", "matrix", meaning="What, n x n", sizes=("n", "n"))
TWO_BY_TWO = Variable("target", "matrix", meaning="What, 2 x 2", sizes=(2, 2))
TRIANGLE = Variable("target", "matrix", meaning="What = [[a, b], [0, d]]", sizes=(2, 2))
DIAGONALISABLE = Variable(
    "target", "matrix", meaning="What = [[a, b], [0, d]], a != d", sizes=(2, 2)
)
TARGET_BLOCKS = Variable(
    "target",
    "matrix",
    meaning="V^T What V: a 2 x 2 block a I + b J, then real eigenvalues",
    sizes=("n", "n"),
)
SQUARE_FACTORS = Variable(
    "starts", "matrices", meaning="W_1, ..., W_N, n x n each", sizes=("depth", "n", "n")
)
FACTOR_BLOCKS = Variable(
    "starts",
    "matrices",
    meaning="V^T W_j(0) V, of the same block form, one for each factor",
    sizes=("depth", "n", "n"),
)
ROTATION = Variable(
    "basis", "matrix", -ONE, ONE, meaning="orthogonal V, What = V Lambda V^T", sizes=("n", "n")
)
LEFT = Variable("left", "matrix", -ONE, ONE, meaning="U, m x m orthogonal", sizes=("m", "m"))
RIGHT = Variable("right", "matrix", -ONE, ONE, meaning="V, n x n orthogonal", sizes=("n", "n"))
TRUTH_FACTOR = Variable(
    "factor",
    "matrix",
    meaning="B with W* = B B^T in the eigenbasis of What, n x r",
    sizes=("n", "r"),
)
NOISE = _positive("noise", "a bound of ||E||")
