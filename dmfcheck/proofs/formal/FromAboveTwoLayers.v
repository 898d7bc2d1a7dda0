(** monotone.from_above/two_layers: from which side the effective rank of two layers comes to its limit. *)

Require Import Reals Lra Lia.
Require Import Powers Descent Rank DeepFactorization Plateau RefutedLimits RecoveryRates FromAbove.
Require Matrices.
Open Scope R_scope.

(** ** What a positive eigenvalue lacks *)

Section Positive.

Variables (eta lambda alpha : R).
Hypotheses (He : 0 < eta) (Hl : 0 < lambda) (Ha : 0 < alpha) (Hal : alpha ^ 2 < lambda) (Hs : 2 * (eta * lambda) < 1).

Let h := eta * lambda.
Let g := 1 - 2 * h.
Let lack k := 1 - w 2 eta lambda alpha k / lambda.
Let y0 := alpha ^ 2 / lambda.

Let h_pos : 0 < h.
Proof. apply Rmult_lt_0_compat; assumption. Qed.
Let y0_unit : 0 < y0 < 1.
Proof.
  unfold y0; split; [apply Rdiv_lt_0_compat; [apply pow_lt; exact Ha | exact Hl] |].
  apply Rmult_lt_reg_r with lambda; [exact Hl |]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l; lra.
Qed.

Lemma lack_next k : lack (S k) = lack k * (g + h * (2 - h) * lack k + h ^ 2 * lack k ^ 2).
Proof using Hl.
  unfold lack, w; change (d 2 eta lambda alpha (S k)) with (step 2 eta lambda (d 2 eta lambda alpha k)).
  rewrite step_2; set (x := d 2 eta lambda alpha k); unfold g, h; simpl; field; lra.
Qed.

Lemma lack_bounds k :
  0 < lack k <= lack 0 * (1 - 2 * h * y0) ^ k /\ lack 0 * g ^ k <= lack k
  /\ lack k * exp (lack 0 * (1 - 2 * h * y0) ^ k / (y0 * g)) <= lack 0 * g ^ k * exp (lack 0 / (y0 * g)).
Proof using He Hl Ha Hal Hs.
  set (rho := 1 - 2 * h * y0).
  assert (G : 0 < g < 1) by (unfold g, h in *; lra).
  assert (M0 : lack 0 = 1 - y0) by reflexivity.
  assert (Rh : 0 < rho < 1).
  { unfold rho; assert (0 < 2 * h * y0) by (apply Rmult_lt_0_compat; lra).
    assert (2 * h * y0 < 1 * 1) by (apply Rmult_gt_0_lt_compat; unfold h in *; lra); lra. }
  induction k as [| k (IH1 & IH2 & IH3)].
  - simpl; rewrite !Rmult_1_r; rewrite M0; repeat split; lra.
  - pose proof (lack_next k) as E; set (m := lack k) in *.
    assert (Pr : 0 < rho ^ k <= 1).
    { split; [apply pow_lt; lra |]; rewrite <- (pow1 k); apply pow_incr; lra. }
    assert (U : m <= 1 - y0).
    { apply Rle_trans with (1 := proj2 IH1); rewrite M0; rewrite <- (Rmult_1_r (1 - y0)) at 2; apply Rmult_le_compat_l; lra. }
    assert (Low : m * g <= lack (S k)).
    { rewrite E; apply Rmult_le_compat_l; [lra |].
      assert (0 <= h * (2 - h) * m) by (apply Rmult_le_pos; [apply Rmult_le_pos |]; unfold h in *; lra).
      assert (0 <= h ^ 2 * m ^ 2) by (apply Rmult_le_pos; apply pow_le; lra); lra. }
    assert (Up : lack (S k) <= m * (g + 2 * h * m)).
    { rewrite E; apply Rmult_le_compat_l; [lra |].
      assert (0 <= h ^ 2 * (m * (1 - m))) by (apply Rmult_le_pos; [apply pow_le; lra | apply Rmult_le_pos; lra]).
      simpl in *; lra. }
    assert (Up2 : m * (g + 2 * h * m) <= m * rho).
    { apply Rmult_le_compat_l; [lra |]; unfold g, rho.
      assert (2 * h * m <= 2 * h * (1 - y0)) by (apply Rmult_le_compat_l; lra); lra. }
    assert (Pg : 0 < m * g) by (apply Rmult_lt_0_compat; lra).
    split; [split; [lra |] |]; [| split].
    + cbn [pow]; apply Rle_trans with (m * rho); [lra |].
      replace (lack 0 * (rho * rho ^ k)) with (lack 0 * rho ^ k * rho) by ring; apply Rmult_le_compat_r; lra.
    + cbn [pow]; apply Rle_trans with (2 := Low).
      replace (lack 0 * (g * g ^ k)) with (lack 0 * g ^ k * g) by ring; apply Rmult_le_compat_r; lra.
    + (* m+ <= m g exp (2 h m / g) <= m g exp (2 h m_0 rho^k / g) *)
      assert (Z : lack (S k) <= m * g * exp (2 * h * (lack 0 * rho ^ k) / g)).
      { apply Rle_trans with (1 := Up).
        replace (m * (g + 2 * h * m)) with (m * g * (1 + 2 * h * m / g)) by (field; lra).
        apply Rmult_le_compat_l; [lra |].
        apply Rle_trans with (exp (2 * h * m / g)); [apply exp_ineq1_le |].
        assert (Q : 2 * h * m / g <= 2 * h * (lack 0 * rho ^ k) / g).
        { apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; lra |]; apply Rmult_le_compat_l; lra. }
        destruct Q as [Q | ->]; [left; apply exp_increasing; exact Q | lra]. }
      pose proof (exp_pos (lack 0 * rho ^ S k / (y0 * g))) as X.
      apply (Rmult_le_compat_r (exp (lack 0 * rho ^ S k / (y0 * g)))) in Z; [| lra].
      apply Rle_trans with (1 := Z).
      rewrite Rmult_assoc, <- exp_plus.
      replace (2 * h * (lack 0 * rho ^ k) / g + lack 0 * rho ^ S k / (y0 * g)) with (lack 0 * rho ^ k / (y0 * g)).
      2: { cbn [pow]; unfold rho at 3; field; split; lra. }
      cbn [pow]; replace (lack 0 * (g * g ^ k) * exp (lack 0 / (y0 * g))) with (g * (lack 0 * g ^ k * exp (lack 0 / (y0 * g)))) by ring.
      replace (m * g * exp (lack 0 * rho ^ k / (y0 * g))) with (g * (m * exp (lack 0 * rho ^ k / (y0 * g)))) by ring.
      apply Rmult_le_compat_l; lra.
Qed.

(** Between [m_0 (1 - 2h)^k] and [e^c] times that, [c = (1 - y_0) / (y_0 (1 - 2h))]. *)
Lemma lack_between k :
  0 < lack k /\ lack 0 * g ^ k <= lack k <= lack 0 * g ^ k * exp ((1 - y0) / (y0 * g)).
Proof using He Hl Ha Hal Hs.
  destruct (lack_bounds k) as ([A _] & B & C); split; [exact A |]; split; [exact B |].
  assert (M0 : lack 0 = 1 - y0) by reflexivity.
  assert (G : 0 < g) by (unfold g, h in *; lra).
  rewrite M0 in *; apply Rle_trans with (2 := C).
  rewrite <- (Rmult_1_r (lack k)) at 1; apply Rmult_le_compat_l; [lra |].
  set (z := (1 - y0) * (1 - 2 * h * y0) ^ k / (y0 * g)).
  assert (Z : 0 <= z).
  { assert (2 * h * y0 < 1 * 1) by (apply Rmult_gt_0_lt_compat; unfold h in *; lra).
    unfold z; apply Rmult_le_pos; [apply Rmult_le_pos; [lra | apply pow_le; lra] |].
    left; apply Rinv_0_lt_compat, Rmult_lt_0_compat; lra. }
  pose proof (exp_ineq1_le z); lra.
Qed.

End Positive.

(** ** A negative eigenvalue *)

(** [ln (1 - u z) >= z ln (1 - u)] *)
Lemma ln_chord u z : 0 <= u < 1 -> 0 <= z <= 1 -> z * ln (1 - u) <= ln (1 - u * z).
Proof.
  intros Hu Hz; set (p := 1 - u * z).
  assert (P : 0 < p).
  { unfold p; assert (u * z <= u * 1) by (apply Rmult_le_compat_l; lra); lra. }
  pose proof (ln_below ((1 - u) / p) ltac:(apply Rdiv_lt_0_compat; lra)) as A; rewrite ln_quotient in A by lra.
  pose proof (ln_below (/ p) ltac:(apply Rinv_0_lt_compat; lra)) as B; rewrite ln_Rinv in B by lra.
  apply (Rmult_le_compat_l z) in A; [| lra]; apply (Rmult_le_compat_l (1 - z)) in B; [| lra].
  assert (E : z * ((1 - u) / p - 1) + (1 - z) * (/ p - 1) = 0) by (unfold p; field; fold p; lra).
  lra.
Qed.

Section Negative.

Variables (eta lambda alpha : R).
Hypotheses (He : 0 < eta) (Hl : lambda < 0) (Ha : 0 < alpha) (Hs : eta * - lambda <= / 2) (Hu : eta * alpha ^ 2 < / 2).

Let c := 1 - eta * - lambda.
Let q := c ^ 2.
Let u0 := eta * alpha ^ 2 / c.

Let c_bounds : / 2 <= c < 1.
Proof. unfold c; assert (0 < eta * - lambda) by (apply Rmult_lt_0_compat; lra); lra. Qed.

Let q_bounds : 0 < q < 1.
Proof.
  unfold q; split; [apply pow_lt; lra |]; replace 1 with (1 ^ 2) by ring; apply pow_lt_strict; [lia | lra].
Qed.

Let u0_bounds : 0 < u0 < 1.
Proof.
  assert (P : 0 < eta * alpha ^ 2) by (apply Rmult_lt_0_compat; [exact He | apply pow_lt; exact Ha]).
  unfold u0; split; [apply Rdiv_lt_0_compat; lra |].
  apply Rmult_lt_reg_r with c; [lra |]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l; lra.
Qed.

Lemma negative_bounds k :
  0 < d 2 eta lambda alpha k <= alpha * c ^ k
  /\ alpha * c ^ k * exp (ln (1 - u0) / (1 - q) * (1 - q ^ k)) <= d 2 eta lambda alpha k.
Proof using He Hl Ha Hs Hu.
  set (sigma := ln (1 - u0) / (1 - q)).
  induction k as [| k [IH1 IH2]].
  - unfold d; cbn [orbit pow]; rewrite Rminus_eq_0, Rmult_0_r, exp_0; lra.
  - change (d 2 eta lambda alpha (S k)) with (step 2 eta lambda (d 2 eta lambda alpha k)); rewrite step_2.
    set (x := d 2 eta lambda alpha k) in *.
    assert (E : 1 + eta * (lambda - x ^ 2) = c * (1 - eta * x ^ 2 / c)) by (unfold c; field; fold c; lra).
    assert (Pc : 0 < c ^ k) by (apply pow_lt; lra).
    assert (X2 : x ^ 2 <= alpha ^ 2 * q ^ k).
    { unfold q; rewrite <- pow_mult, Nat.mul_comm, pow_mult, <- Rpow_mult_distr; apply pow_incr; lra. }
    assert (Qk : 0 < q ^ k <= 1).
    { split; [apply pow_lt; lra |]; rewrite <- (pow1 k); apply pow_incr; lra. }
    assert (V : eta * x ^ 2 / c <= u0 * q ^ k).
    { unfold u0; replace (eta * alpha ^ 2 / c * q ^ k) with (eta * (alpha ^ 2 * q ^ k) / c) by (field; lra).
      apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; lra |]; apply Rmult_le_compat_l; lra. }
    assert (V0 : 0 < eta * x ^ 2 / c).
    { apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat; [exact He | apply pow_lt; lra] | lra]. }
    assert (V1 : u0 * q ^ k <= u0 * 1) by (apply Rmult_le_compat_l; lra).
    rewrite E; split; [split |].
    + repeat apply Rmult_lt_0_compat; lra.
    + apply Rle_trans with (alpha * c ^ k * (c * 1)); [| cbn [pow]; lra].
      apply Rmult_le_compat; [lra | apply Rmult_le_pos; lra | lra |]; apply Rmult_le_compat_l; lra.
    + replace (alpha * c ^ S k * exp (sigma * (1 - q ^ S k)))
        with (alpha * c ^ k * exp (sigma * (1 - q ^ k)) * (c * exp (q ^ k * ln (1 - u0)))).
      2: { replace (sigma * (1 - q ^ S k)) with (sigma * (1 - q ^ k) + q ^ k * ln (1 - u0)); [rewrite exp_plus; cbn [pow]; ring |].
           unfold sigma; cbn [pow]; field; lra. }
      apply Rmult_le_compat.
      * apply Rmult_le_pos; [apply Rmult_le_pos; lra | left; apply exp_pos].
      * apply Rmult_le_pos; [lra | left; apply exp_pos].
      * exact IH2.
      * apply Rmult_le_compat_l; [lra |].
        apply Rle_trans with (1 - u0 * q ^ k); [| lra].
        rewrite <- (exp_ln (1 - u0 * q ^ k)) by lra.
        destruct (ln_chord u0 (q ^ k) ltac:(lra) ltac:(lra)) as [Q | ->]; [left; apply exp_increasing; exact Q | lra].
Qed.

(** Between [alpha^2 q^k] and [e^(-c_-)] times that, [c_- = -2 ln (1 - u_0) / (1 - q)]. *)
Lemma negative_between k :
  0 < w 2 eta lambda alpha k <= alpha ^ 2 * q ^ k
  /\ alpha ^ 2 * q ^ k * exp (2 * ln (1 - u0) / (1 - q)) <= w 2 eta lambda alpha k.
Proof using He Hl Ha Hs Hu.
  destruct (negative_bounds k) as [B1 B2].
  assert (Pc : 0 < c ^ k) by (apply pow_lt; lra).
  assert (Eq : alpha ^ 2 * q ^ k = (alpha * c ^ k) ^ 2).
  { unfold q; rewrite <- pow_mult, Nat.mul_comm, pow_mult, <- Rpow_mult_distr; reflexivity. }
  assert (Qk : 0 < q ^ k <= 1).
  { split; [apply pow_lt; lra |]; rewrite <- (pow1 k); apply pow_incr; lra. }
  rewrite Eq; unfold w; split; [split; [apply pow_lt; lra | apply pow_incr; lra] |].
  set (s := ln (1 - u0) / (1 - q)) in *.
  assert (S0 : s <= 0).
  { pose proof (ln_below (1 - u0) ltac:(lra)) as L; unfold s, Rdiv.
    rewrite <- (Rmult_0_l (/ (1 - q))); apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat |]; lra. }
  replace (2 * ln (1 - u0) / (1 - q)) with (s + s) by (unfold s; field; lra).
  rewrite exp_plus; replace ((alpha * c ^ k) ^ 2 * (exp s * exp s)) with ((alpha * c ^ k * exp s) ^ 2) by ring.
  pose proof (exp_pos s) as X; assert (Y : 0 < alpha * c ^ k) by (apply Rmult_lt_0_compat; assumption).
  apply pow_incr; split; [apply Rmult_le_pos; lra |].
  apply Rle_trans with (2 := B2); apply Rmult_le_compat_l; [lra |].
  assert (T : s <= s * (1 - q ^ k)).
  { rewrite <- (Rmult_1_r s) at 1; apply Rmult_le_compat_neg_l; lra. }
  destruct T as [T | <-]; [left; apply exp_increasing; exact T | lra].
Qed.

End Negative.

(** ** The side *)

(** What a step multiplies what is missing of [lambda] by, in the end, and what is left of it where it is negative. *)
Definition missing_rate (eta lambda : R) : R := 1 - 2 * eta * lambda.
Definition negative_rate (eta lambda : R) : R := (1 - eta * Rabs lambda) ^ 2.

(** [c] and [c_-] of the bounds above. *)
Definition positive_slack (eta lambda alpha : R) : R :=
  (1 - alpha ^ 2 / lambda) / (alpha ^ 2 / lambda * missing_rate eta lambda).
Definition negative_slack (eta lambda alpha : R) : R :=
  - 2 * ln (1 - eta * alpha ^ 2 / (1 - eta * Rabs lambda)) / (1 - negative_rate eta lambda).

(** [K] is late: where the negative eigenvalue [lambda j] is the slower, and where the positive one [lambda p] is. *)
Definition late_above (n : nat) (lambda : nat -> R) (alpha eta : R) (j K : nat) : Prop :=
  forall i, (i <= n)%nat -> 0 < lambda i ->
    0 <= INR K * ln (negative_rate eta (lambda j) / missing_rate eta (lambda i)) - ln (INR (n + 1) * lambda i / alpha ^ 2)
         - negative_slack eta (lambda j) alpha - positive_slack eta (lambda i) alpha.
Definition late_below (n : nat) (lambda : nat -> R) (alpha eta : R) (j p K : nat) : Prop :=
  let unit := 2 * INR (n + 1) / (lambda p * (1 - alpha ^ 2 / lambda p)) in
  0 <= INR K * ln (missing_rate eta (lambda p) / missing_rate eta (lambda 0%nat))
       - ln (unit * lambda 0%nat * (1 - alpha ^ 2 / lambda 0%nat)) - positive_slack eta (lambda 0%nat) alpha
  /\ 0 <= INR K * ln (missing_rate eta (lambda p) / negative_rate eta (lambda j)) - ln (unit * alpha ^ 2).

(** [j] is the negative eigenvalue nearest 0, [p] the least positive one; none is 0. *)
Definition two_layer_signs (n : nat) (lambda : nat -> R) (alpha eta : R) (j p : nat) : Prop :=
  (forall i, (i <= n)%nat -> lambda i <> 0 /\ lambda i <= lambda 0%nat)
  /\ (j <= n)%nat /\ lambda j < 0 /\ (forall i, (i <= n)%nat -> lambda i < 0 -> lambda i <= lambda j)
  /\ (p <= n)%nat /\ 0 < lambda p /\ (forall i, (i <= n)%nat -> 0 < lambda i -> lambda p <= lambda i)
  /\ 0 < alpha /\ alpha ^ 2 < lambda p /\ 0 < eta /\ eta * lambda 0%nat < / 2
  /\ (forall i, (i <= n)%nat -> lambda i < 0 -> eta * - lambda i <= / 2).

Lemma exp_mono x y : x <= y -> exp x <= exp y.
Proof. intros [H | ->]; [left; apply exp_increasing; exact H | lra]. Qed.

Lemma sum_const_le f c n : (forall i, (i <= n)%nat -> f i <= c) -> sum_f_R0 f n <= INR (n + 1) * c.
Proof.
  intros H; replace (INR (n + 1) * c) with (sum_f_R0 (fun _ => c) n).
  - apply sum_Rle; exact H.
  - rewrite sum_cte; replace (n + 1)%nat with (S n) by lia; ring.
Qed.

Ltac pos := first [assumption | apply Rmult_lt_0_compat; assumption | lra | repeat apply Rmult_lt_0_compat; assumption].

Section Side.

Variables (n : nat) (lambda : nat -> R) (alpha eta : R) (j p K : nat).
Hypothesis setting : two_layer_signs n lambda alpha eta j p.

Let W i := w 2 eta (lambda i) alpha K.
Let lack i := 1 - W i / lambda i.
Let r := effective_rank W n.
Let limit := effective_rank (fun i => Rmax (lambda i) 0) n.
Let T i := W i - Rmax (lambda i) 0 * (1 - lack 0%nat).

Let positive i : (i <= n)%nat -> 0 < lambda i ->
  alpha ^ 2 < lambda i /\ 2 * (eta * lambda i) < 1 /\ 0 < lack i /\
  (1 - alpha ^ 2 / lambda i) * missing_rate eta (lambda i) ^ K <= lack i
  /\ lack i <= (1 - alpha ^ 2 / lambda i) * missing_rate eta (lambda i) ^ K * exp (positive_slack eta (lambda i) alpha)
  /\ 0 < W i < lambda i.
Proof.
  intros Hi Pi; destruct setting as (S0 & _ & _ & _ & _ & _ & Sp & Ha & Hal & He & Hs & _).
  destruct (S0 i Hi) as [_ L0]; pose proof (Sp i Hi Pi) as Lp.
  assert (E0 : eta * lambda i <= eta * lambda 0%nat) by (apply Rmult_le_compat_l; lra).
  destruct (lack_between eta (lambda i) alpha He Pi Ha ltac:(lra) ltac:(lra) K) as (B1 & B2 & B3).
  destruct (two_layers_growth eta (lambda i) alpha K He Pi ltac:(rewrite scaled_2; lra) Ha ltac:(lra)) as [D _].
  assert (PW : 0 < W i) by (apply pow_lt; exact D).
  assert (Eg : missing_rate eta (lambda i) = 1 - 2 * (eta * lambda i)) by (unfold missing_rate; ring).
  assert (WL : W i < lambda i).
  { fold (W i) in B1; apply Rmult_lt_reg_r with (/ lambda i); [apply Rinv_0_lt_compat; exact Pi |].
    rewrite Rinv_r by lra; unfold Rdiv in B1; lra. }
  unfold positive_slack; rewrite Eg; repeat split; try lra; assumption.
Qed.

Let negative i : (i <= n)%nat -> lambda i < 0 ->
  0 < W i <= alpha ^ 2 * negative_rate eta (lambda i) ^ K
  /\ alpha ^ 2 * negative_rate eta (lambda i) ^ K * exp (- negative_slack eta (lambda i) alpha) <= W i.
Proof.
  intros Hi Ni; destruct setting as (S0 & _ & _ & _ & Hp & Pp & _ & Ha & Hal & He & Hs & Hn).
  destruct (S0 p Hp) as [_ L0].
  assert (E0 : eta * alpha ^ 2 < eta * lambda 0%nat) by (apply Rmult_lt_compat_l; lra).
  pose proof (negative_between eta (lambda i) alpha He Ni Ha (Hn i Hi Ni) ltac:(lra) K) as [B1 B2].
  unfold negative_slack, negative_rate; rewrite (Rabs_left (lambda i)) by exact Ni.
  split; [exact B1 |]; apply Rle_trans with (2 := B2); right; do 2 f_equal; unfold Rdiv; ring.
Qed.

Let side : r - limit = sum_f_R0 T n / W 0%nat /\ 0 < W 0%nat /\ 0 < lambda 0%nat.
Proof.
  pose proof setting as (S0 & _ & _ & _ & Hp & Pp & _ & Ha & Hal & He & Hs & Hn).
  destruct (S0 p Hp) as [_ L0].
  assert (P0 : 0 < lambda 0%nat) by lra.
  destruct (positive 0%nat ltac:(lia) P0) as (A0 & _ & K0 & _ & _ & W0).
  split; [| split; [lra | exact P0]].
  assert (W0a : alpha ^ 2 <= W 0%nat).
  { assert (I : forall k, alpha <= d 2 eta (lambda 0%nat) alpha k).
    { intros k; induction k as [| k IH]; [unfold d; cbn; lra |].
      destruct (step_monotone_no_overshoot 2 (lambda 0%nat) alpha eta ltac:(lia) P0 Ha A0 He ltac:(rewrite scaled_2; simpl; lra) k); lra. }
    unfold W, w; apply pow_incr; pose proof (I K); lra. }
  assert (Ord : forall i, (i <= n)%nat -> 0 <= W i <= W 0%nat).
  { intros i Hi; destruct (S0 i Hi) as [Nz Li]; destruct (Rlt_le_dec 0 (lambda i)) as [Pi | Zi].
    - destruct (positive i Hi Pi) as (Ai & _ & _ & _ & _ & Wi); split; [lra |].
      pose proof (w_bounds 2 1 (fun i0 => match i0 with O => lambda 0%nat | _ => lambda i end) alpha eta ltac:(lia)) as B.
      destruct B with (i := 1%nat) (k := K) as [_ B2]; try lia.
      + intros [| i0] _; lra.
      + exact Ha.
      + intros [| i0] _; lra.
      + exact He.
      + rewrite scaled_2; simpl; lra.
      + exact B2.
    - destruct (negative i Hi ltac:(lra)) as [[N1 N2] _]; split; [lra |]; apply Rle_trans with (1 := N2).
      apply Rle_trans with (2 := W0a); rewrite <- (Rmult_1_r (alpha ^ 2)) at 2.
      pose proof (pow_lt alpha 2 Ha); apply Rmult_le_compat_l; [lra |].
      rewrite <- (pow1 K); apply pow_incr; unfold negative_rate; rewrite Rabs_left by lra.
      pose proof (Hn i Hi ltac:(lra)); assert (0 < eta * - lambda i) by (apply Rmult_lt_0_compat; lra).
      split; [apply pow_le; lra |]; replace 1 with (1 ^ 2) at 2 by ring; apply pow_incr; lra. }
  assert (Er : r = sum_f_R0 W n / W 0%nat).
  { unfold r; rewrite effective_rank_sum by exact Ord; unfold Rdiv; rewrite (Rmult_comm (sum_f_R0 W n)), sum_scale.
    apply sum_eq; intros; ring. }
  assert (M0 : Rmax (lambda 0%nat) 0 = lambda 0%nat) by (apply Rmax_left; lra).
  assert (El : limit = sum_f_R0 (fun i => Rmax (lambda i) 0) n / lambda 0%nat).
  { unfold limit; rewrite effective_rank_sum.
    - rewrite M0; unfold Rdiv; rewrite Rmult_comm, sum_scale; apply sum_eq; intros; ring.
    - intros i Hi; rewrite M0; split; [apply Rmax_r |]; apply Rmax_lub; [apply S0, Hi | lra]. }
  assert (Et : sum_f_R0 T n = sum_f_R0 W n - (1 - lack 0%nat) * sum_f_R0 (fun i => Rmax (lambda i) 0) n).
  { rewrite sum_scale, sum_diff; apply sum_eq; intros; unfold T; ring. }
  rewrite Er, El, Et; unfold lack; field; lra.
Qed.

Theorem monotone_from_above_two_layers :
  (late_above n lambda alpha eta j K -> missing_rate eta (lambda p) < negative_rate eta (lambda j) -> limit < r)
  /\ (late_below n lambda alpha eta j p K -> negative_rate eta (lambda j) < missing_rate eta (lambda p) -> r < limit).
Proof using setting.
  destruct side as (Sd & W0 & P0).
  pose proof setting as (S0 & Hj & Nj & Sj & Hp & Pp & Sp & Ha & Hal & He & Hs & Hn).
  pose proof (pow_lt alpha 2 Ha) as A2.
  assert (Pn : 0 < INR (n + 1)) by (apply lt_0_INR; lia).
  destruct (positive 0%nat ltac:(lia) P0) as (_ & _ & L0 & L0' & L0'' & W0').
  destruct (positive p Hp Pp) as (Ap & _ & Lp & Lp' & _ & Wp).
  destruct (negative j Hj Nj) as [[Wj1 Wj2] Wj3].
  assert (Qj : 0 < negative_rate eta (lambda j)).
  { unfold negative_rate; rewrite Rabs_left by exact Nj; pose proof (Hn j Hj Nj); apply pow_lt; lra. }
  assert (Rate : forall i, (i <= n)%nat -> 0 < lambda i -> 0 < missing_rate eta (lambda i)).
  { intros i Hi Pi; destruct (S0 i Hi) as [_ Li]; unfold missing_rate.
    assert (eta * lambda i <= eta * lambda 0%nat) by (apply Rmult_le_compat_l; lra); lra. }
  assert (Unit : forall i, (i <= n)%nat -> 0 < lambda i -> 0 < 1 - alpha ^ 2 / lambda i < 1).
  { intros i Hi Pi; pose proof (Sp i Hi Pi) as Li.
    assert (0 < alpha ^ 2 / lambda i) by (apply Rdiv_lt_0_compat; assumption).
    assert (alpha ^ 2 / lambda i < 1); [| lra].
    apply Rmult_lt_reg_r with (lambda i); [exact Pi |]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l; lra. }
  split.
  - intros Late _.
    set (v := W j / INR (n + 1)).
    assert (Pv : 0 < v) by (apply Rdiv_lt_0_compat; assumption).
    (* lambda_i m_i <= |w_-| / (n + 1) *)
    assert (Small : forall i, (i <= n)%nat -> 0 < lambda i -> lambda i * lack i <= v).
    { intros i Hi Pi; destruct (positive i Hi Pi) as (_ & _ & _ & _ & U & _); destruct (Unit i Hi Pi) as [U1 U2].
      pose proof (Rate i Hi Pi) as Ri; specialize (Late i Hi Pi).
      set (g := missing_rate eta (lambda i)) in *; set (q := negative_rate eta (lambda j)) in *.
      set (cp := positive_slack eta (lambda i) alpha) in *; set (cn := negative_slack eta (lambda j) alpha) in *.
      rewrite !ln_quotient, ln_mult in Late by pos.
      pose proof (pow_lt g K Ri) as Pg; pose proof (pow_lt q K Qj) as Pq; pose proof (exp_pos cp) as Pe.
      apply Rle_trans with (lambda i * g ^ K * exp cp).
      - apply Rle_trans with (lambda i * ((1 - alpha ^ 2 / lambda i) * g ^ K * exp cp)); [apply Rmult_le_compat_l; lra |].
        assert (X : 0 < lambda i * g ^ K * exp cp) by (apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat |]; assumption).
        replace (lambda i * ((1 - alpha ^ 2 / lambda i) * g ^ K * exp cp)) with ((1 - alpha ^ 2 / lambda i) * (lambda i * g ^ K * exp cp)) by ring.
        rewrite <- (Rmult_1_l (lambda i * g ^ K * exp cp)) at 2; apply Rmult_le_compat_r; lra.
      - unfold v; apply Rmult_le_reg_l with (INR (n + 1)); [exact Pn |].
        replace (INR (n + 1) * (W j / INR (n + 1))) with (W j) by (field; lra).
        apply Rle_trans with (2 := Wj3).
        rewrite <- (exp_ln (lambda i)), <- (exp_ln (alpha ^ 2)), <- (exp_ln (g ^ K)), <- (exp_ln (q ^ K)) by assumption.
        rewrite <- (exp_ln (INR (n + 1))) at 1 by exact Pn.
        rewrite <- !exp_plus; apply exp_mono; rewrite (ln_pow g), (ln_pow q) by assumption; lra. }
    assert (Q : sum_f_R0 (fun i => (if Nat.eqb j i then W j + v else 0) - v) n <= sum_f_R0 T n).
    { apply sum_Rle; intros i Hi; unfold T; destruct (S0 i Hi) as [Nz Li].
      destruct (Nat.eqb_spec j i) as [<- | Ne]; [rewrite Rmax_right by lra; lra |].
      destruct (Rlt_le_dec 0 (lambda i)) as [Pi | Zi].
      - rewrite Rmax_left by lra; pose proof (Small i Hi Pi) as Sm; destruct (positive i Hi Pi) as (_ & _ & _ & _ & _ & Wi).
        assert (EW : W i = lambda i * (1 - lack i)) by (unfold lack; field; lra).
        assert (0 < lambda i * lack 0%nat) by (apply Rmult_lt_0_compat; assumption).
        rewrite EW; lra.
      - rewrite Rmax_right by lra; destruct (negative i Hi ltac:(lra)) as [[Wi _] _]; lra. }
    rewrite <- sum_diff, sum_cte in Q.
    pose proof (Matrices.sum_single n (fun _ => W j + v) j Hj) as S1; unfold Matrices.sum in S1; rewrite S1 in Q.
    assert (Ev : v * INR (S n) = W j) by (unfold v; replace (S n) with (n + 1)%nat by lia; field; lra).
    assert (0 < sum_f_R0 T n / W 0%nat) by (apply Rdiv_lt_0_compat; lra); lra.
  - intros [Late1 Late2] _; cbv zeta in Late1, Late2.
    destruct (Unit p Hp Pp) as [Up _]; destruct (Unit 0%nat ltac:(lia) P0) as [U0 _].
    pose proof (Rate p Hp Pp) as Rp; pose proof (Rate 0%nat ltac:(lia) P0) as R0.
    set (g := missing_rate eta (lambda p)) in *; set (g0 := missing_rate eta (lambda 0%nat)) in *.
    set (q := negative_rate eta (lambda j)) in *; set (c0 := positive_slack eta (lambda 0%nat) alpha) in *.
    set (mp := lambda p * (1 - alpha ^ 2 / lambda p)) in *.
    assert (Pmp : 0 < mp) by (apply Rmult_lt_0_compat; assumption).
    pose proof (pow_lt g K Rp) as PgK; pose proof (pow_lt g0 K R0) as Pg0K; pose proof (pow_lt q K Qj) as PqK.
    set (v := mp * g ^ K / (2 * INR (n + 1))).
    assert (Pv : 0 < v) by (apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat; assumption | lra]).
    assert (V : 2 * INR (n + 1) * v = mp * g ^ K) by (unfold v; field; lra).
    assert (Uu : 0 < 2 * INR (n + 1) / mp) by (apply Rdiv_lt_0_compat; lra).
    (* lambda_1 m_1 <= v, and alpha^2 q^K <= v *)
    assert (V1 : lambda 0%nat * lack 0%nat <= v).
    { rewrite !ln_quotient, !ln_mult, ln_quotient in Late1 by pos.
      rewrite (ln_mult 2) in Late1 by lra.
      apply Rle_trans with (lambda 0%nat * ((1 - alpha ^ 2 / lambda 0%nat) * g0 ^ K * exp c0)); [apply Rmult_le_compat_l; lra |].
      apply Rmult_le_reg_l with (2 * INR (n + 1)); [lra |]; rewrite V.
      rewrite <- (exp_ln (lambda 0%nat)) at 1 by assumption; rewrite <- (exp_ln (1 - alpha ^ 2 / lambda 0%nat)) by assumption.
      rewrite <- (exp_ln (g0 ^ K)), <- (exp_ln (g ^ K)), <- (exp_ln mp) by assumption.
      rewrite <- (exp_ln (2 * INR (n + 1))) by lra; rewrite (ln_mult 2) by lra.
      rewrite <- !exp_plus; apply exp_mono; rewrite !ln_pow by assumption; lra. }
    assert (V2 : alpha ^ 2 * q ^ K <= v).
    { rewrite !ln_quotient, ln_mult, ln_quotient in Late2 by pos.
      rewrite (ln_mult 2) in Late2 by lra.
      apply Rmult_le_reg_l with (2 * INR (n + 1)); [lra |]; rewrite V.
      rewrite <- (exp_ln (alpha ^ 2)), <- (exp_ln (q ^ K)), <- (exp_ln (g ^ K)), <- (exp_ln mp) by assumption.
      rewrite <- (exp_ln (2 * INR (n + 1))) by lra; rewrite (ln_mult 2) by lra.
      rewrite <- !exp_plus; apply exp_mono; rewrite (ln_pow g), (ln_pow q) by assumption; lra. }
    assert (V3 : 2 * INR (n + 1) * v <= lambda p * lack p).
    { rewrite V; unfold mp; rewrite Rmult_assoc; apply Rmult_le_compat_l; [lra | exact Lp']. }
    assert (Q : sum_f_R0 T n <= sum_f_R0 (fun i => v - (if Nat.eqb p i then lambda p * lack p else 0)) n).
    { apply sum_Rle; intros i Hi; unfold T; destruct (S0 i Hi) as [Nz Li].
      destruct (Rlt_le_dec 0 (lambda i)) as [Pi | Zi].
      - rewrite Rmax_left by lra; destruct (positive i Hi Pi) as (_ & _ & Lk & _ & _ & Wi).
        assert (EW : W i = lambda i * (1 - lack i)) by (unfold lack; field; lra).
        assert (A : lambda i * lack 0%nat <= lambda 0%nat * lack 0%nat) by (apply Rmult_le_compat_r; lra).
        assert (B : 0 < lambda i * lack i) by (apply Rmult_lt_0_compat; assumption).
        rewrite EW; destruct (Nat.eqb_spec p i) as [<- | Ne]; lra.
      - destruct (Nat.eqb_spec p i) as [<- | Ne]; [lra |].
        rewrite Rmax_right by lra; destruct (negative i Hi ltac:(lra)) as [[_ Wi] _].
        assert (Rq : negative_rate eta (lambda i) ^ K <= q ^ K).
        { assert (Ni : lambda i < 0) by lra; pose proof (Sj i Hi Ni) as Lj; pose proof (Hn i Hi Ni) as Hni.
          apply pow_incr; unfold q, negative_rate; rewrite !Rabs_left by lra; split; [apply pow_le; lra |].
          assert (eta * lambda i <= eta * lambda j) by (apply Rmult_le_compat_l; lra).
          apply pow_incr; lra. }
        assert (alpha ^ 2 * negative_rate eta (lambda i) ^ K <= alpha ^ 2 * q ^ K) by (apply Rmult_le_compat_l; lra); lra. }
    rewrite <- sum_diff, sum_cte in Q.
    pose proof (Matrices.sum_single n (fun _ => lambda p * lack p) p Hp) as S1; unfold Matrices.sum in S1; rewrite S1 in Q.
    replace (S n) with (n + 1)%nat in Q by lia.
    assert (0 < INR (n + 1) * v) by (apply Rmult_lt_0_compat; assumption).
    assert (N0 : sum_f_R0 T n < 0) by lra.
    assert (0 < - sum_f_R0 T n / W 0%nat) by (apply Rdiv_lt_0_compat; lra).
    unfold Rdiv in *; lra.
Qed.

End Side.
(* claim: monotone.from_above/two_layers
   As stated, at every step that meets the ledger's inequality of the side in question; the limit of r as in FromAbove.v. *)
