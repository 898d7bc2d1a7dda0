"""reduction.decoupling: its theorem."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Theorem

TRAINED = Theorem(
    name="trained_diagonal",
    file="MatrixDescent.v",
    statement=r"""(n N : nat) (V What : matrix) (lambda : vector) (alpha eta : R) :
  (2 <= N)%nat -> orthogonal n V -> eqm n What (conj n V lambda) ->
  forall k, eqm n (trained n N What alpha eta k) (conj n V (fun i => w N eta (lambda i) alpha k))""",
)

KERNEL = {
    "reduction.decoupling": Formal(
        theorems=(TRAINED,),
        reading=(
            (
                r"\hat W",
                "conj n V lambda = V diag(lambda) V^T, V real orthogonal",
            ),
            (
                "W_j(0)",
                "alpha I for every j",
            ),
            (
                r"\text{every } W_j(k) \text{ is diagonal in the basis}",
                "the product of the factors is V diag(w_i(k)) V^T, with the recursion of w",
            ),
        ),
        missing="it of normal targets that are not symmetric, nor of starts other than alpha I",
    ),
}
