(** False claims about limits and about every start. *)

Require Import Reals Lra Lia.
Require Import Powers Descent Rank DeepFactorization Times Plateau Nonpositive Refutations.
Open Scope R_scope.

Lemma scaled_2 eta lambda : 0 < lambda -> scaled 2 eta lambda = eta * lambda.
Proof.
  intros Hl; unfold scaled; f_equal; simpl (INR 2).
  replace (2 - 2 / (1 + 1)) with 1 by field; apply Rpower_1; exact Hl.
Qed.

Lemma step_2 eta lambda x : step 2 eta lambda x = x * (1 + eta * (lambda - x ^ 2)).
Proof. unfold step; simpl; ring. Qed.

Lemma two_layers_growth eta lambda alpha k :
  0 < eta -> 0 < lambda -> scaled 2 eta lambda <= / 2 -> 0 < alpha -> alpha ^ 2 < lambda ->
  0 < d 2 eta lambda alpha k <= alpha * (1 + eta * lambda) ^ k.
Proof.
  intros He Hl Hs Ha Hal.
  assert (P : 0 < eta * lambda) by (apply Rmult_lt_0_compat; assumption).
  assert (D : forall j, 0 < d 2 eta lambda alpha j).
  { intros j; induction j as [| j IH]; [exact Ha |].
    destruct (step_monotone_no_overshoot 2 lambda alpha eta ltac:(lia) Hl Ha Hal He Hs j); lra. }
  split; [apply D |].
  induction k as [| k IH]; [unfold d; simpl; lra |].
  apply Rle_trans with (d 2 eta lambda alpha k * (1 + eta * lambda)).
  - change (d 2 eta lambda alpha (S k)) with (step 2 eta lambda (d 2 eta lambda alpha k)); rewrite step_2.
    pose proof (D k) as Dk; pose proof (pow_lt _ 2 Dk).
    apply Rmult_le_compat_l; [lra |].
    assert (0 < eta * d 2 eta lambda alpha k ^ 2) by (apply Rmult_lt_0_compat; lra); lra.
  - cbn [pow]; replace (alpha * ((1 + eta * lambda) * (1 + eta * lambda) ^ k))
      with (alpha * (1 + eta * lambda) ^ k * (1 + eta * lambda)) by ring.
    apply Rmult_le_compat_r; lra.
Qed.

(** ** monotone.literal/few_steps *)

Definition one_and_half (i : nat) : R := match i with O => 1 | _ => 1 / 2 end.

Theorem few_steps_are_not_few (K : nat) :
  exists alpha, 0 < alpha /\ alpha ^ 2 <= 1 / 2
    /\ let r k := effective_rank (fun i => w 2 (1 / 8) (one_and_half i) alpha k) 1 in r (S K) < r K.
Proof.
  set (alpha := / 4 * / (1 + 1 / 8 * 1) ^ K).
  assert (PK : 1 <= (1 + 1 / 8 * 1) ^ K) by (apply pow_R1_Rle; lra).
  assert (Ha : 0 < alpha) by (apply Rmult_lt_0_compat; [| apply Rinv_0_lt_compat]; lra).
  assert (Ea : alpha * (1 + 1 / 8 * 1) ^ K = / 4) by (unfold alpha; field; lra).
  assert (A4 : alpha <= / 4).
  { rewrite <- Ea; rewrite <- (Rmult_1_r alpha) at 1; apply Rmult_le_compat_l; lra. }
  assert (A2 : alpha ^ 2 <= / 16).
  { simpl; rewrite Rmult_1_r; replace (/ 16) with (/ 4 * / 4) by lra; apply Rmult_le_compat; lra. }
  exists alpha; split; [exact Ha |]; split; [lra |]; intros r.
  assert (Hl : forall i, (i <= 1)%nat -> 0 < one_and_half i <= one_and_half 0) by (intros [| i] _; simpl; lra).
  assert (Hal : forall i, (i <= 1)%nat -> alpha ^ 2 <= one_and_half i) by (intros [| i] _; cbn [one_and_half]; lra).
  assert (Hs : scaled 2 (1 / 8) (one_and_half 0) <= / INR 2) by (rewrite scaled_2; simpl; lra).
  pose proof (w_bounds 2 1 one_and_half alpha (1 / 8) ltac:(lia) Hl Ha Hal ltac:(lra) Hs) as B.
  pose proof (DeepFactorization.d_bounds 2 1 one_and_half alpha (1 / 8) ltac:(lia) Hl Ha Hal ltac:(lra) Hs) as D.
  assert (E : forall k, r k = 1 + w 2 (1 / 8) (1 / 2) alpha k / w 2 (1 / 8) 1 alpha k).
  { intros k; unfold r; rewrite effective_rank_sum.
    - pose proof (B 0%nat k ltac:(lia)) as B0; cbn [sum_f_R0 one_and_half] in *; field; lra.
    - intros i Hi; destruct (B i k Hi); lra. }
  rewrite !E; apply Rplus_lt_compat_l.
  pose proof (D 1%nat K ltac:(lia)) as D2; pose proof (D 0%nat K ltac:(lia)) as D1; cbn [one_and_half] in D1, D2.
  destruct (two_layers_growth (1 / 8) 1 alpha K) as [_ G]; try lra.
  { rewrite scaled_2; lra. }
  rewrite Ea in G.
  unfold w; change (d 2 (1 / 8) (1 / 2) alpha (S K)) with (step 2 (1 / 8) (1 / 2) (d 2 (1 / 8) (1 / 2) alpha K)).
  change (d 2 (1 / 8) 1 alpha (S K)) with (step 2 (1 / 8) 1 (d 2 (1 / 8) 1 alpha K)).
  rewrite !step_2.
  set (x := d 2 (1 / 8) 1 alpha K) in *; set (y := d 2 (1 / 8) (1 / 2) alpha K) in *.
  assert (X2 : x ^ 2 <= / 16).
  { simpl; rewrite Rmult_1_r; replace (/ 16) with (/ 4 * / 4) by lra; apply Rmult_le_compat; lra. }
  pose proof (pow_lt y 2 ltac:(lra)) as Y2.
  assert (Y3 : y ^ 2 <= x ^ 2) by (apply pow_incr; lra).
  set (s := 1 + 1 / 8 * (1 - x ^ 2)); set (t := 1 + 1 / 8 * (1 / 2 - y ^ 2)).
  assert (St : 1 < t < s) by (unfold s, t; lra).
  assert (Px : 0 < x ^ 2) by lra.
  rewrite !Rpow_mult_distr.
  assert (Q : t ^ 2 < s ^ 2) by (apply pow_lt_strict; [lia | lra]).
  assert (Ps : 0 < s ^ 2) by (apply pow_lt; lra).
  apply Rmult_lt_reg_r with (x ^ 2 * s ^ 2); [apply Rmult_lt_0_compat; assumption |].
  replace (y ^ 2 * t ^ 2 / (x ^ 2 * s ^ 2) * (x ^ 2 * s ^ 2)) with (y ^ 2 * t ^ 2) by (field; lra).
  replace (y ^ 2 / x ^ 2 * (x ^ 2 * s ^ 2)) with (y ^ 2 * s ^ 2) by (field; lra).
  apply Rmult_lt_compat_l; lra.
Qed.

Definition monotone_literal_few_steps : Prop :=
  exists K, forall (N n : nat) (lambda : nat -> R) (alpha eta : R),
    (2 <= N)%nat -> (forall i j, (i <= j <= n)%nat -> 0 <= lambda j <= lambda i) -> 0 < lambda 0%nat ->
    0 < alpha -> alpha ^ N <= lambda 0%nat -> 0 < eta -> scaled N eta (lambda 0%nat) <= / INR N ->
    let r k := effective_rank (fun i => w N eta (lambda i) alpha k) n in
    forall k, (K <= k)%nat -> r k <= r (S k).

Theorem monotone_literal_few_steps_is_false : ~ monotone_literal_few_steps.
Proof.
  intros [K C]; destruct (few_steps_are_not_few K) as (alpha & A1 & A2 & A3).
  specialize (C 2%nat 1%nat one_and_half alpha (1 / 8) ltac:(lia)); cbv zeta in *.
  assert (P : forall i j, (i <= j <= 1)%nat -> 0 <= one_and_half j <= one_and_half i).
  { intros i j Hij; destruct i as [| [| i]]; destruct j as [| [| j]]; try lia; simpl; lra. }
  assert (S : scaled 2 (1 / 8) (one_and_half 0) <= / INR 2) by (rewrite scaled_2; simpl; lra).
  assert (A2' : alpha ^ 2 <= one_and_half 0) by (cbn [one_and_half]; lra).
  specialize (C P ltac:(simpl; lra) A1 A2' ltac:(lra) S K (le_n K)); lra.
Qed.
(* claim: monotone.literal/few_steps
   As stated: no number K of initial steps serves all instances.  Stronger: it fails for N = 2, diag(1, 1/2), eta = 1/8 alone, with
   alpha^2 <= lambda_n, for every K, by the choice of alpha. *)

(** ** monotone.from_above/one_positive *)

Definition one_positive (N : nat) : Prop :=
  forall lambda m alpha eta L,
    0 < lambda -> 0 < m -> 0 < alpha -> alpha ^ N < lambda -> 0 < eta -> scaled N eta lambda < / INR N -> eta * m <= / 2 ->
    let r k := effective_rank (fun i => w N eta (match i with O => lambda | _ => - m end) alpha k) 1 in
    Un_cv r L ->
    (0 < (1 - eta * m) ^ 2 - (1 - 2 * eta * lambda) -> exists K, forall k, (K <= k)%nat -> L < r k)
    /\ ((1 - eta * m) ^ 2 - (1 - 2 * eta * lambda) < 0 -> exists K, forall k, (K <= k)%nat -> r k < L).

Theorem one_positive_is_false : ~ one_positive 2.
Proof.
  intros C; specialize (C 1 2 (1 / 2) (1 / 10) 1); cbv zeta in C.
  set (r := fun k => effective_rank (fun i => w 2 (1 / 10) (match i with O => 1 | _ => - (2) end) (1 / 2) k) 1) in *.
  set (a := fun k => w 2 (1 / 10) 1 (1 / 2) k); set (b := fun k => w 2 (1 / 10) (- (2)) (1 / 2) k).
  assert (A : forall k, 1 / 4 <= a k).
  { intros k; unfold a, w; assert (1 / 2 <= d 2 (1 / 10) 1 (1 / 2) k).
    { induction k as [| k IH]; [unfold d; simpl; lra |].
      destruct (step_monotone_no_overshoot 2 1 (1 / 2) (1 / 10) ltac:(lia) ltac:(lra) ltac:(lra) ltac:(simpl; lra)
                  ltac:(lra) ltac:(rewrite scaled_2; simpl; lra) k); lra. }
    replace (1 / 4) with ((1 / 2) ^ 2) by (simpl; lra); apply pow_incr; lra. }
  destruct (step_quoted_nonpositive 2 (- (2)) (1 / 2) (1 / 10) ltac:(lia) ltac:(lra) ltac:(lra) ltac:(lra) (3 / 2) ltac:(lra))
    as [B1 B2].
  { rewrite Rabs_left; simpl; lra. }
  { simpl; lra. }
  assert (D : forall k, 0 < d 2 (1 / 10) (- (2)) (1 / 2) k <= 1 / 2).
  { intros k; induction k as [| k IH]; [unfold d; simpl; lra | pose proof (B1 k); lra]. }
  assert (B : forall k, 0 < b k <= 1 / 4).
  { intros k; unfold b, w; pose proof (D k); split; [apply pow_lt; lra |].
    replace (1 / 4) with ((1 / 2) ^ 2) by (simpl; lra); apply pow_incr; lra. }
  assert (E : forall k, r k = 1 + b k / a k).
  { intros k; unfold r; rewrite effective_rank_sum.
    - cbn [sum_f_R0]; fold (a k) (b k); pose proof (A k); field; lra.
    - intros i Hi; fold (a k); destruct i as [| i]; [fold (a k); pose proof (A k); lra |].
      fold (b k); pose proof (A k); pose proof (B k); lra. }
  assert (Cv : Un_cv r 1).
  { assert (Cb : Un_cv b 0).
    { replace 0 with (0 ^ 2) by (simpl; ring).
      apply (continuity_seq (fun x => x ^ 2) (d 2 (1 / 10) (- (2)) (1 / 2)) 0); [| exact B2].
      apply derivable_continuous_pt, derivable_pt_pow. }
    intros e Pe; destruct (Cb (e / 4) ltac:(lra)) as [K HK]; exists K; intros k Hk.
    specialize (HK k Hk); unfold R_dist in *; rewrite E.
    pose proof (A k); pose proof (B k); rewrite Rminus_0_r, Rabs_pos_eq in HK by lra.
    replace (1 + b k / a k - 1) with (b k / a k) by ring.
    rewrite Rabs_pos_eq by (left; apply Rdiv_lt_0_compat; lra).
    apply Rmult_lt_reg_r with (a k); [lra |].
    replace (b k / a k * a k) with (b k) by (field; lra).
    assert (e * (1 / 4) <= e * a k) by (apply Rmult_le_compat_l; lra); lra. }
  destruct C as [_ C]; try (simpl; lra); try exact Cv.
  { rewrite scaled_2; simpl; lra. }
  destruct C as [K HK]; [simpl; lra |].
  specialize (HK K (le_n K)); rewrite E in HK.
  pose proof (A K); pose proof (B K).
  assert (0 < b K / a K) by (apply Rdiv_lt_0_compat; lra); lra.
Qed.
(* claim: monotone.from_above/one_positive
   One positive and one negative eigenvalue, late = for all steps from some step on.  Refuted at N = 2, diag(1, -2), alpha = 1/2,
   eta = 1/10: (4/5)^2 < 4/5, but r is above its limit 1 at every step. *)

(** ** stopping.always_better *)

Definition stopping_always_better : Prop :=
  forall (N : nat) (target noise alpha eta : R),
    (2 <= N)%nat -> 0 <= target -> noise <> 0 -> 0 < target + noise -> 0 < alpha -> alpha ^ N < target + noise ->
    0 < eta -> scaled N eta (target + noise) <= / INR N ->
    exists k, Rabs (w N eta (target + noise) alpha k - target) <= Rabs (target + noise - target).

Theorem stopping_always_better_is_false : ~ stopping_always_better.
Proof.
  intros C; destruct (C 2%nat 1 (- (1 / 10)) (1 / 2) (1 / 4)) as [k Hk]; try (simpl; lra); [lia | rewrite scaled_2; simpl; lra |].
  destruct (step_monotone_no_overshoot 2 (1 + - (1 / 10)) (1 / 2) (1 / 4) ltac:(lia) ltac:(lra) ltac:(lra) ltac:(simpl; lra)
              ltac:(lra) ltac:(rewrite scaled_2; simpl; lra) k) as [_ U].
  rewrite !Rabs_left in Hk; lra.
Qed.
(* claim: stopping.always_better
   The claim for 1 x 1 matrices, which it contains; every step k counts, not only an early one; E <> 0, for What_+ <> W*.  W* = 1, E = -1/10. *)
