(** The perturbed identical start: the first factor [p], each of the others [q]. *)

Require Import Reals Lra Lia.
Require Import Powers Descent.
Open Scope R_scope.

Definition pstep (N : nat) (eta lambda : R) (pq : R * R) : R * R :=
  let '(p, q) := pq in
  (p + eta * q ^ (N - 1) * (lambda - p * q ^ (N - 1)),
   q + eta * p * q ^ (N - 2) * (lambda - p * q ^ (N - 1))).

(** [W_1(0) = (alpha - beta) I], the other factors [alpha I]. *)
Fixpoint porbit (N : nat) (eta lambda alpha beta : R) (k : nat) : R * R :=
  match k with
  | O => (alpha - beta, alpha)
  | S j => pstep N eta lambda (porbit N eta lambda alpha beta j)
  end.

Definition pw (N : nat) (eta lambda alpha beta : R) (k : nat) : R :=
  fst (porbit N eta lambda alpha beta k) * snd (porbit N eta lambda alpha beta k) ^ (N - 1).

(** [e = eta q^(N-2) (lambda - w)] *)
Definition rate (N : nat) (eta lambda : R) (pq : R * R) : R :=
  eta * snd pq ^ (N - 2) * (lambda - fst pq * snd pq ^ (N - 1)).

Theorem perturbed_invariant (N : nat) (eta lambda p q : R) :
  (2 <= N)%nat ->
  let e := rate N eta lambda (p, q) in
  let p' := fst (pstep N eta lambda (p, q)) in
  let q' := snd (pstep N eta lambda (p, q)) in
  q' + p' = (q + p) * (1 + e) /\ q' - p' = (q - p) * (1 - e)
  /\ q' ^ 2 - p' ^ 2 = (q ^ 2 - p ^ 2) * (1 - e ^ 2).
Proof.
  intros HN e p' q'.
  assert (E : q ^ (N - 1) = q * q ^ (N - 2)).
  { replace (N - 1)%nat with (S (N - 2)) by lia; reflexivity. }
  unfold p', q', e, rate, pstep; cbn [fst snd]; rewrite E.
  split; [| split]; ring.
Qed.
(* claim: perturbed.invariant
   As stated, for every N >= 2 and all real p, q, eta, lambda.  (1 - e^2 <= 1 is a square.) *)
