"""perturbed.*: the theorems about the sign of the limit."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Quoted, Theorem

INVARIANT = Theorem(
    name="perturbed_invariant",
    file="Perturbed.v",
    statement=r"""(N : nat) (eta lambda p q : R) :
  (2 <= N)%nat ->
  let e := rate N eta lambda (p, q) in
  let p' := fst (pstep N eta lambda (p, q)) in
  let q' := snd (pstep N eta lambda (p, q)) in
  q' + p' = (q + p) * (1 + e) /\ q' - p' = (q - p) * (1 - e)
  /\ q' ^ 2 - p' ^ 2 = (q ^ 2 - p ^ 2) * (1 - e ^ 2)""",
)

SIGN = Theorem(
    name="perturbed_sign",
    file="StepPerturbed.v",
    statement=r"""(N : nat) (c M lambda eta alpha beta : R) :
  (2 <= N)%nat -> 1 < c -> (c - 1) * c ^ (N - 1) = 1 ->
  alpha <= M -> Rabs lambda <= M ^ N -> 0 < beta < alpha ->
  0 < eta -> eta * (perturbed_L N c * M ^ (2 * N - 2)) <= 1 ->
  (forall k, Rabs (pw N eta lambda alpha beta k - lambda)
             <= Rabs (pw N eta lambda alpha beta 0 - lambda) * (1 - eta * (beta / 2) ^ (2 * N - 2)) ^ k)
  /\ Un_cv (pw N eta lambda alpha beta) lambda""",
)

UNPERTURBED = Theorem(
    name="perturbed_sign_unperturbed",
    file="PerturbedSigns.v",
    statement=r"""(N : nat) (c M l eta alpha : R) :
  (2 <= N)%nat -> 1 < c -> 0 < alpha <= M -> 0 < l <= M ^ N ->
  0 < eta -> eta * (perturbed_L N c * M ^ (2 * N - 2)) <= 1 ->
  let x := d N eta (- l) alpha in
  (forall k, porbit N eta (- l) alpha 0 k = (x k, x k)) /\ (forall k, 0 < x k)
  /\ (forall k, (x k / alpha) ^ (N - 2) <= / (1 + INR (N - 2) * (eta * l) * INR k * alpha ^ (N - 2)))
  /\ (N = 2%nat -> forall k, x k / alpha <= (1 - eta * l) ^ k)
  /\ Un_cv x 0 /\ Un_cv (w N eta (- l) alpha) 0""",
)

LARGER_FIRST = Theorem(
    name="perturbed_sign_larger_first",
    file="PerturbedSigns.v",
    statement=r"""(c M lambda eta alpha beta : R) :
  1 < c -> (c - 1) * c ^ 1 = 1 -> 0 < alpha -> beta < 0 -> alpha - beta <= M -> Rabs lambda <= M ^ 2 ->
  0 < eta -> eta * (perturbed_L 2 c * M ^ 2) <= 1 ->
  (forall k, Rabs (pw 2 eta lambda alpha beta k - lambda)
             <= Rabs (pw 2 eta lambda alpha beta 0 - lambda) * (1 - eta * (beta / 2) ^ 2) ^ k)
  /\ Un_cv (pw 2 eta lambda alpha beta) lambda""",
)

STALLS = Theorem(
    name="perturbed_sign_stalls",
    file="PerturbedSigns.v",
    statement=r"""(N : nat) (c M l eta alpha beta : R) :
  (3 <= N)%nat -> 1 < c -> 0 < alpha -> beta < 0 -> alpha - beta <= M -> 0 < l <= M ^ N ->
  0 < eta -> eta * (perturbed_L N c * M ^ (2 * N - 2)) <= 1 ->
  let P k := fst (porbit N eta (- l) alpha beta k) in
  let Q k := snd (porbit N eta (- l) alpha beta k) in
  (forall k, 0 < P k /\ 0 < Q k)
  /\ (forall k, (Q k / alpha) ^ (N - 3)
                <= / (1 + INR (N - 3) * (eta * l * (Rabs beta / 2)) * INR k * alpha ^ (N - 3)))
  /\ (N = 3%nat -> forall k, Q k / alpha <= (1 - eta * l * (Rabs beta / 2)) ^ k)
  /\ Un_cv Q 0 /\ Un_cv (pw N eta (- l) alpha beta) 0""",
)

KERNEL = {
    "perturbed.invariant": Formal(
        theorems=(INVARIANT,),
        reading=(
            (r"e = \eta q^{N-2}(\lambda - w)", "rate N eta lambda (p, q), w = p q ^ (N - 1)"),
            (
                r"u^+ = u(1+e),\ v^+ = v(1-e)",
                ("q' + p' = (q + p) * (1 + e), q' - p' = (q - p) * (1 - e), one pstep from (p, q)"),
            ),
            (
                r"q^2-p^2 \text{ is multiplied by } 1-e^2",
                "q' ^ 2 - p' ^ 2 = (q ^ 2 - p ^ 2) * (1 - e ^ 2)",
            ),
        ),
        stronger="every N, where the claim is tested up to 50, and all real p, q, eta, lambda",
    ),
    "perturbed.sign": Formal(
        theorems=(SIGN,),
        reading=(
            (r"0 < \beta < \alpha", "the same"),
            (
                r"\eta \le 1/(L_N M^{2N-2})",
                (
                    "eta * (perturbed_L N c * M ^ (2 * N - 2)) <= 1, with the exact root c of "
                    "(c - 1) c ^ (N - 1) = 1"
                ),
            ),
            (
                r"M = \max(\alpha,|\lambda|^{1/N})",
                "any M with alpha <= M, Rabs lambda <= M ^ N, of which this is the least",
            ),
            (
                r"|w(k) - \lambda| \le |w(0) - \lambda| (1 - \eta (\beta/2)^{2N-2})^k",
                "the same, for every k",
            ),
            (r"w \to \lambda \text{ for either sign}", "Un_cv pw lambda, lambda any real number"),
        ),
        stronger=(
            "every N, where the claim is tested up to 50; the exact c and L_N, where the "
            "claim rounds 1/L_N down and c up"
        ),
    ),
    "perturbed.sign/unperturbed": Formal(
        theorems=(UNPERTURBED,),
        reading=(
            (
                r"\beta = 0,\ \lambda = -l < 0",
                "porbit ... alpha 0 with - l, 0 < l: both factors are the identical start's x",
            ),
            (
                r"\eta \le 1/(L_N M^{2N-2})",
                (
                    "eta * (perturbed_L N c * M ^ (2 * N - 2)) <= 1 for some c > 1, which "
                    "that of step.perturbed is"
                ),
            ),
            (
                r"M = \max(\alpha,|\lambda|^{1/N})",
                "any M with alpha <= M, Rabs lambda <= M ^ N, of which this is the least",
            ),
            ("d > 0", "0 < x k for every k"),
            (
                r"(d(k)/\alpha)^{N-2} \le 1/(1 + (N-2)\eta l k \alpha^{N-2})\ (N = 2: d(k)/\alpha \le (1-\eta l)^k)",
                "the same",
            ),
            (r"w \to 0", "Un_cv (w N eta (- l) alpha) 0"),
        ),
        stronger="every N, where the claim is tested up to 50; any c > 1 serves",
    ),
    "perturbed.sign/larger_first": Formal(
        theorems=(LARGER_FIRST,),
        reading=(
            (r"N = 2,\ \beta < 0", "pw 2, beta < 0, 0 < alpha"),
            (r"\eta \le 1/(L_N M^{2N-2})", "eta * (perturbed_L 2 c * M ^ 2) <= 1"),
            (
                r"M = \max(\alpha,\alpha-\beta,|\lambda|^{1/N})",
                "any M with alpha - beta <= M, Rabs lambda <= M ^ 2",
            ),
            (
                r"|w(k) - \lambda| \le |w(0) - \lambda| (1 - \eta (\beta/2)^2)^k",
                "the same, for every k",
            ),
        ),
        stronger="w tends to lambda; the exact c, as in step.perturbed",
    ),
    "perturbed.sign/stalls": Formal(
        theorems=(STALLS,),
        reading=(
            (
                r"N \ge 3,\ \beta < 0,\ \lambda = -l < 0",
                "(3 <= N)%nat, beta < 0, 0 < l, the eigenvalue - l",
            ),
            (
                r"\eta \le 1/(L_N M^{2N-2})",
                (
                    "eta * (perturbed_L N c * M ^ (2 * N - 2)) <= 1 for some c > 1, which "
                    "that of step.perturbed is"
                ),
            ),
            (
                r"M = \max(\alpha,\alpha-\beta,|\lambda|^{1/N})",
                "any M with alpha - beta <= M, l <= M ^ N",
            ),
            ("p, q > 0", "0 < P k, 0 < Q k for every k"),
            (
                r"(q(k)/\alpha)^{N-3} \le 1/(1 + (N-3)\eta l k |\beta| \alpha^{N-3}/2)\ (N = 3: q(k)/\alpha \le (1-\eta l|\beta|/2)^k)",
                "the same",
            ),
            (r"w \to 0", "Un_cv (pw N eta (- l) alpha beta) 0"),
        ),
        stronger="every N, where the claim is tested up to 50; any c > 1 serves",
    ),
}

DEFINED = (
    Quoted(
        "Perturbed.v",
        r"""Definition rate (N : nat) (eta lambda : R) (pq : R * R) : R :=
  eta * snd pq ^ (N - 2) * (lambda - fst pq * snd pq ^ (N - 1)).""",
        r"e = \eta q^{N-2}(\lambda - w)",
    ),
)
