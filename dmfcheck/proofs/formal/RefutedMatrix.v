(** reduction.nonnormal: a diagonalisable target that is not normal does not decouple. *)

Require Import Reals Lra Lia.
Require Import Powers Descent Matrices MatrixDescent.
Open Scope R_scope.

Definition diagonalisable_decouples : Prop :=
  forall (n N : nat) (V V' What : matrix) (lambda : vector) (alpha eta : R),
    (2 <= N)%nat -> eqm n (mul n V V') one -> eqm n (mul n V' V) one ->
    eqm n What (mul n V (mul n (diag lambda) V')) -> 0 < alpha -> 0 < eta ->
    forall k j a b, (j < N)%nat -> (a <= n)%nat -> (b <= n)%nat -> a <> b ->
    mul n V' (mul n (descent n N What (fun _ => eta) (fun _ => scale alpha one) k j) V) a b = 0.

(** A matrix of size 2. *)
Definition of_rows (a b c e : R) : matrix :=
  fun i j => match i, j with O, O => a | O, _ => b | _, O => c | _, _ => e end.

Definition two_by_two (P : nat -> nat -> Prop) : Prop := P 0%nat 0%nat /\ P 0%nat 1%nat /\ P 1%nat 0%nat /\ P 1%nat 1%nat.

Lemma eqm_2 A B : two_by_two (fun i j => A i j = B i j) -> eqm 1 A B.
Proof.
  intros (P & Q & S & T) i j Hi Hj.
  destruct i as [| [| i]]; destruct j as [| [| j]]; try lia; assumption.
Qed.

Ltac entries := apply eqm_2; unfold two_by_two;
  cbv [mul sum sum_f_R0 one diag tr sub add scale of_rows Nat.eqb]; repeat split; lra.

(** Two factors of size 2. *)
Lemma descend_2 What eta W A B :
  eqm 1 (W 0%nat) A -> eqm 1 (W 1%nat) B ->
  eqm 1 (descend 1 2 What eta W 0%nat) (sub A (scale eta (mul 1 (tr B) (sub (mul 1 B A) What))))
  /\ eqm 1 (descend 1 2 What eta W 1%nat) (sub B (scale eta (mul 1 (sub (mul 1 B A) What) (tr A)))).
Proof.
  intros HA HB; unfold descend, gradient; cbn [product Nat.sub Nat.add]; split.
  - rewrite HA, HB, !mul_one_r; unfold one; intros i j Hi Hj.
    assert (E : eqm 1 (tr (diag (fun _ => 1))) (diag (fun _ => 1))).
    { intros a b Ha Hb; unfold tr, diag; rewrite Nat.eqb_sym; destruct (Nat.eqb_spec a b); subst; reflexivity. }
    revert i j Hi Hj; change (eqm 1 (sub A (scale eta (mul 1 (tr B) (mul 1 (sub (mul 1 B A) What) (tr (diag (fun _ => 1)))))))
      (sub A (scale eta (mul 1 (tr B) (sub (mul 1 B A) What))))).
    rewrite E; fold one; rewrite mul_one_r; reflexivity.
  - rewrite HA, HB, !mul_one_r.
    assert (E : eqm 1 (tr one) one).
    { intros a b Ha Hb; unfold tr, one, diag; rewrite Nat.eqb_sym; destruct (Nat.eqb_spec a b); subst; reflexivity. }
    rewrite E, mul_one_l; reflexivity.
Qed.

Theorem diagonalisable_decouples_is_false : ~ diagonalisable_decouples.
Proof.
  intros C.
  set (V := of_rows 1 2 0 (-1)); set (What := of_rows 1 1 0 (1 / 2)).
  specialize (C 1%nat 2%nat V V What (fun i => match i with O => 1 | _ => 1 / 2 end) (1 / 2) (1 / 4) ltac:(lia)).
  assert (V1 : eqm 1 (mul 1 V V) one) by (unfold V; entries).
  specialize (C V1 V1).
  assert (T : eqm 1 What (mul 1 V (mul 1 (diag (fun i => match i with O => 1 | _ => 1 / 2 end)) V))) by (unfold V, What; entries).
  specialize (C T ltac:(lra) ltac:(lra) 2%nat 0%nat 0%nat 1%nat ltac:(lia) ltac:(lia) ltac:(lia) ltac:(lia)).
  set (s0 := fun _ : nat => scale (1 / 2) one) in C.
  set (A0 := of_rows (1 / 2) 0 0 (1 / 2)).
  assert (S0 : eqm 1 (scale (1 / 2) one) A0) by (unfold A0; entries).
  destruct (descend_2 What (1 / 4) s0 A0 A0 S0 S0) as [P Q].
  set (A1 := of_rows (19 / 32) (1 / 8) 0 (17 / 32)).
  assert (P1 : eqm 1 (descend 1 2 What (1 / 4) s0 0%nat) A1) by (rewrite P; unfold A0, A1, What; entries).
  assert (Q1 : eqm 1 (descend 1 2 What (1 / 4) s0 1%nat) A1) by (rewrite Q; unfold A0, A1, What; entries).
  destruct (descend_2 What (1 / 4) (descend 1 2 What (1 / 4) s0) A1 A1 P1 Q1) as [P2 _].
  set (A2 := sub A1 (scale (1 / 4) (mul 1 (tr A1) (sub (mul 1 A1 A1) What)))) in P2.
  assert (E : mul 1 V (mul 1 A2 V) 0%nat 1%nat = 0).
  { rewrite <- C.
    assert (F : eqm 1 (mul 1 V (mul 1 (descent 1 2 What (fun _ => 1 / 4) s0 2%nat 0%nat) V)) (mul 1 V (mul 1 A2 V))).
    { cbn [descent]; rewrite P2; reflexivity. }
    symmetry; apply F; lia. }
  revert E; unfold A2, A1, V, What; cbv [mul sum sum_f_R0 tr sub scale of_rows]; lra.
Qed.
(* claim: reduction.nonnormal
   As stated, for real eigenvalues and eigenvectors: V' = V^-1.  Refuted at n = 2, N = 2, [[1, 1], [0, 1/2]], alpha = 1/2,
   eta = 1/4, by the off-diagonal entry of the first factor after two steps. *)
