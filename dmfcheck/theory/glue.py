"""The glue that proofs share: theorems of ``proofs/formal/Glue.v``, and symbolic scaling."""

from __future__ import annotations

from dmfcheck.theory.formal import Theorem
from dmfcheck.theory.proof import Kernel, Lemma, Symbolic

KEPT = Theorem(
    name="kept_by_every_step",
    file="Glue.v",
    statement=r"""(A : Type) (P : A -> Prop) (f : A -> A) (x : nat -> A) :
  (forall k, x (S k) = f (x k)) -> (forall a, P a -> P (f a)) -> P (x 0%nat) ->
  forall k, P (x k)""",
)
RISES = Theorem(
    name="rises_to_fixed_point",
    file="Glue.v",
    statement=r"""(f : R -> R) (x : nat -> R) (top : R) :
  (forall k, x (S k) = f (x k)) -> continuity f ->
  (forall y, x 0%nat <= y < top -> y < f y) ->
  (forall k, x k <= x (S k) <= top) -> Un_cv x top""",
)
FALLS = Theorem(
    name="falls_to_fixed_point",
    file="Glue.v",
    statement=r"""(f : R -> R) (x : nat -> R) (bottom : R) :
  (forall k, x (S k) = f (x k)) -> continuity f ->
  (forall y, bottom < y <= x 0%nat -> f y < y) ->
  (forall k, bottom <= x (S k) <= x k) -> Un_cv x bottom""",
)
ONCE = Theorem(
    name="falls_then_rises_once",
    file="Glue.v",
    statement=r"""(r : nat -> R) :
  (forall k, r k <= r (S k) -> r (S k) <= r (S (S k))) ->
  forall i j k, (i <= j <= k)%nat -> r j <= r i \/ r j <= r k""",
)
ADD_UP = Theorem(
    name="parts_add_up",
    file="Glue.v",
    statement=r"""(n : nat) (kappa : R) (before after : nat -> R) :
  (forall i, (i <= n)%nat -> kappa * before i <= after i) ->
  kappa * sum_f_R0 before n <= sum_f_R0 after n""",
)
LARGER = Theorem(
    name="larger_power",
    file="Glue.v",
    statement=r"""(N : nat) (s g next lead change kappa : R) :
  0 <= s -> 0 <= g <= next ->
  kappa * change <= s ^ N * (g ^ N - lead ^ N) ->
  kappa * change <= s ^ N * (next ^ N - lead ^ N)""",
)
FALLS_BY = Theorem(
    name="falls_add_up",
    file="Glue.v",
    statement=r"""(u : nat -> R) (a : R) :
  (forall k, u k - a <= u (S k)) -> forall K, u 0%nat - INR K * a <= u K""",
)
AT_MOST = Theorem(
    name="first_time_at_most",
    file="Glue.v",
    statement=r"""(r : nat -> R) (q b : R) (K : nat) :
  1 < q -> 0 < r 0%nat -> 0 < b -> (forall k, q * r k <= r (S k)) ->
  (forall k, (k < K)%nat -> r k < b) -> (1 <= K)%nat ->
  (INR K - 1) * ln q < ln (b / r 0%nat)""",
)
AT_LEAST = Theorem(
    name="first_time_at_least",
    file="Glue.v",
    statement=r"""(r : nat -> R) (q b : R) (K : nat) :
  1 < q -> 0 < r 0%nat -> 0 < b -> (forall k, r (S k) <= q * r k) -> b <= r K ->
  ln (b / r 0%nat) <= INR K * ln q""",
)
THEOREMS = (KEPT, RISES, FALLS, ONCE, ADD_UP, LARGER, FALLS_BY, AT_MOST, AT_LEAST)

SCALING = Lemma(
    "scaling",
    r"(\lambda, \alpha, \eta) \text{ enter only through } (x_0, h)",
    Symbolic("scaling"),
)


def induction(*rests_on: str) -> Lemma:
    """What one step keeps, every step keeps.

    >>> induction("no overshoot").rests_on
    ('no overshoot',)
    """
    return Lemma("induction", r"P(x) \implies P(x^+), \text{ so } P(x_k)", Kernel(KEPT), rests_on)


def rises(to: str, *rests_on: str) -> Lemma:
    """What rises below a point, which is the only fixed one ahead, tends to it."""
    return Lemma("limit", rf"x < x^+ \le {to} \implies x_k \to {to}", Kernel(RISES), rests_on)


def falls(to: str, *rests_on: str) -> Lemma:
    """The same from above."""
    return Lemma("limit", rf"x > x^+ \ge {to} \implies x_k \to {to}", Kernel(FALLS), rests_on)


def falls_then_rises(*rests_on: str) -> Lemma:
    """What never falls again once it has not fallen falls, then rises."""
    return Lemma(
        "falls, then rises",
        r"S_k \ge 0 \implies S_{k+1} \ge 0, \text{ so } r \text{ falls, then rises}",
        Kernel(ONCE),
        rests_on,
    )


def sum_of_parts(*rests_on: str) -> Lemma:
    """A bound of every part is one of the sum."""
    return Lemma("sum", r"S_{k+1} \ge \kappa S_k", Kernel(ADD_UP), rests_on)
