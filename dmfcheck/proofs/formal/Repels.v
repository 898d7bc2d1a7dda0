(** step.convergent/sharp: above [2/N] the limit repels. *)

Require Import Reals Lra Lia.
Require Import Powers Descent FlowAndAbove.
Open Scope R_scope.

Lemma geometric_shift a m x : x ^ a * sum_f_R0 (fun i => x ^ i) m = sum_f_R0 (fun i => x ^ (a + i)) m.
Proof.
  induction m as [| m IH]; cbn [sum_f_R0]; [rewrite Nat.add_0_r; simpl; ring |].
  rewrite Rmult_plus_distr_l, IH, <- pow_add; reflexivity.
Qed.

Lemma geometric_tangent a m x :
  0 <= x -> INR (m + 1) - (1 - x) * (INR (m + 1) * INR a + INR m * INR (m + 1) / 2) <= sum_f_R0 (fun i => x ^ (a + i)) m.
Proof.
  intros Hx.
  assert (B : forall j, 1 - (1 - x) * INR j <= x ^ j).
  { intros j; pose proof (pow_tangent j 1 x ltac:(lra) Hx) as T; rewrite !pow1 in T; lra. }
  induction m as [| m IH]; cbn [sum_f_R0].
  - pose proof (B (a + 0)%nat) as B0; rewrite Nat.add_0_r in *; simpl; lra.
  - pose proof (B (a + S m)%nat) as Bm; rewrite plus_INR, S_INR in Bm.
    replace (INR (S m + 1)) with (INR m + 2) by (rewrite plus_INR, S_INR; simpl; ring).
    replace (INR (m + 1)) with (INR m + 1) in IH by (rewrite plus_INR; simpl; ring).
    rewrite S_INR; lra.
Qed.

Lemma geometric_count m x : 1 <= x -> INR (m + 1) <= sum_f_R0 (fun i => x ^ i) m.
Proof.
  intros Hx; induction m as [| m IH]; cbn [sum_f_R0]; [simpl; lra |].
  pose proof (pow_R1_Rle x (S m) Hx); replace (S m + 1)%nat with (S (m + 1)) by lia; rewrite S_INR; lra.
Qed.

Theorem step_convergent_repels (N : nat) (h x0 : R) :
  (2 <= N)%nat -> 2 / INR N < h -> 0 < x0 < 1 ->
  1 - x0 <= 2 * (h * INR N - 2) / (3 * h * INR N * (INR N - 1)) ->
  let x := orbit N (fun _ => h) 1 x0 in
  Rabs (1 - x 0%nat) < Rabs (1 - x 2%nat).
Proof.
  intros HN Hh Hx Near x.
  assert (N2 : 2 <= INR N) by (replace 2 with (INR 2) by (simpl; ring); apply le_INR; exact HN).
  assert (HhN : 2 < h * INR N).
  { apply (Rmult_lt_compat_r (INR N)) in Hh; [| lra]; replace (2 / INR N * INR N) with 2 in Hh by (field; lra); exact Hh. }
  assert (Ph : 0 < h) by (apply Rmult_lt_reg_r with (INR N); lra).
  set (phi := fun y => y ^ (N - 1) * geometric N y).
  assert (E : forall k, x (S k) - 1 = (x k - 1) * (1 - h * phi (x k))) by (intros k; apply step_excess; lia).
  assert (I1 : INR (N - 1) = INR N - 1) by (rewrite minus_INR by lia; reflexivity).
  assert (P0 : 2 <= h * phi x0).
  { pose proof (geometric_tangent (N - 1) (N - 1) x0 ltac:(lra)) as T.
    rewrite <- geometric_shift in T; fold (geometric N x0) in T; fold (phi x0) in T.
    replace (N - 1 + 1)%nat with N in T by lia; rewrite I1 in T.
    assert (D : 0 < 3 * h * INR N * (INR N - 1)) by (repeat apply Rmult_lt_0_compat; lra).
    apply (Rmult_le_compat_r _ _ _ (Rlt_le _ _ D)) in Near.
    unfold Rdiv in Near; rewrite (Rmult_assoc _ (/ _)), Rinv_l, Rmult_1_r in Near by lra.
    apply (Rmult_le_compat_l h) in T; [| lra].
    apply Rle_trans with (2 := T); lra. }
  pose proof (E 0%nat) as E0; pose proof (E 1%nat) as E1; change (x 0%nat) with x0 in *.
  assert (A : 1 - x0 <= x 1%nat - 1).
  { assert (0 <= (1 - x0) * (h * phi x0 - 2)) by (apply Rmult_le_pos; lra); lra. }
  assert (P1 : 2 < h * phi (x 1%nat)).
  { assert (G : INR N <= phi (x 1%nat)).
    { unfold phi, geometric.
      pose proof (geometric_count (N - 1) (x 1%nat) ltac:(lra)) as C; replace (N - 1 + 1)%nat with N in C by lia.
      pose proof (pow_R1_Rle (x 1%nat) (N - 1) ltac:(lra)) as R1.
      rewrite <- (Rmult_1_l (INR N)); apply Rmult_le_compat; lra. }
    apply (Rmult_le_compat_l h) in G; lra. }
  assert (B : (x 1%nat - 1) * 1 < (x 1%nat - 1) * (h * phi (x 1%nat) - 1)) by (apply Rmult_lt_compat_l; lra).
  rewrite (Rabs_pos_eq (1 - x0)) by lra.
  rewrite (Rabs_pos_eq (1 - x 2%nat)) by lra; lra.
Qed.
(* claim: step.convergent/sharp
   As stated, every N >= 2, near 1 from below: 1 - x_0 <= 2(hN-2)/(3hN(N-1)).  (step_convergent_sharp of Convergence.v: an orbit that converges
   has landed on 1.) *)
