(** order.depth: a deeper product makes a relatively sharper transition, along the gradient flow. *)

Require Import Reals Lra Lia.
Require Import Powers Descent Rank DeepFactorization RecoveryRates FlowBounds.
Open Scope R_scope.

(** ** Two rates, of which the second falls against the first *)

Section Weights.

Variables F G f rho : R -> R.
Hypothesis dF : forall y, 0 < y < 1 -> derivable_pt_lim F y (f y).
Hypothesis dG : forall y, 0 < y < 1 -> derivable_pt_lim G y (rho y * f y).
Hypothesis f_pos : forall y, 0 < y < 1 -> 0 < f y.
Hypothesis rho_falls : forall y z, 0 < y < z -> z < 1 -> rho z < rho y.
Hypothesis rho_pos : forall y, 0 < y < 1 -> 0 < rho y.

Lemma gains u v : 0 < u < v -> v < 1 ->
  0 < F v - F u /\ rho v * (F v - F u) < G v - G u < rho u * (F v - F u).
Proof using All.
  intros Hu Hv.
  destruct (MVT_cor2 F f u v ltac:(lra)) as (c & Ec & Hc); [intros y Hy; apply dF; lra |].
  pose proof (f_pos c ltac:(lra)) as Pc.
  split; [rewrite Ec; apply Rmult_lt_0_compat; lra |].
  assert (D : forall k y, 0 < y < 1 -> derivable_pt_lim (fun y => G y - k * F y) y ((rho y - k) * f y)).
  { intros k y Hy; replace ((rho y - k) * f y) with (rho y * f y - k * f y) by ring.
    apply (derivable_pt_lim_minus G (fun y => k * F y)); [apply dG; exact Hy |].
    apply (derivable_pt_lim_scal F), dF; exact Hy. }
  split.
  - destruct (MVT_cor2 (fun y => G y - rho v * F y) (fun y => (rho y - rho v) * f y) u v ltac:(lra)) as (a & Ea & Ha).
    { intros y Hy; apply D; lra. }
    pose proof (rho_falls a v ltac:(lra) Hv) as Q; pose proof (f_pos a ltac:(lra)).
    assert (0 < (rho a - rho v) * f a * (v - u)) by (repeat apply Rmult_lt_0_compat; lra); lra.
  - destruct (MVT_cor2 (fun y => G y - rho u * F y) (fun y => (rho y - rho u) * f y) u v ltac:(lra)) as (a & Ea & Ha).
    { intros y Hy; apply D; lra. }
    pose proof (rho_falls u a ltac:(lra) ltac:(lra)) as Q; pose proof (f_pos a ltac:(lra)).
    assert (0 < (rho u - rho a) * f a * (v - u)) by (repeat apply Rmult_lt_0_compat; lra); lra.
Qed.

(** Over a later interval, which it may overlap, the gain of [G] is the smaller share. *)
Lemma later_gains_less y0 t1 t2 t3 :
  0 < y0 <= t1 -> t1 < t2 < 1 -> y0 < t3 <= t2 -> y0 < t1 \/ t3 < t2 ->
  0 < F t3 - F y0 /\ 0 < G t3 - G y0 /\
  (G t2 - G t1) / (G t3 - G y0) < (F t2 - F t1) / (F t3 - F y0).
Proof using All.
  intros H0 H12 H3 Proper.
  destruct (gains y0 t3 ltac:(lra) ltac:(lra)) as (PF & PG & _).
  pose proof (rho_pos t3 ltac:(lra)) as R3; pose proof (rho_pos t1 ltac:(lra)) as R1.
  assert (PG0 : 0 < G t3 - G y0).
  { assert (0 < rho t3 * (F t3 - F y0)) by (apply Rmult_lt_0_compat; lra); lra. }
  split; [exact PF |]; split; [exact PG0 |].
  assert (K : (G t2 - G t1) * (F t3 - F y0) < (F t2 - F t1) * (G t3 - G y0)).
  { destruct (gains t1 t2 ltac:(lra) ltac:(lra)) as (P12 & _ & U12).
    destruct (Rle_lt_dec t3 t1) as [C | C].
    - (* apart *)
      assert (R : rho t1 <= rho t3).
      { destruct C as [C | ->]; [left; apply rho_falls; lra | lra]. }
      apply Rlt_trans with (rho t1 * (F t2 - F t1) * (F t3 - F y0)); [apply Rmult_lt_compat_r; assumption |].
      apply Rle_lt_trans with ((F t2 - F t1) * (rho t3 * (F t3 - F y0))).
      + replace (rho t1 * (F t2 - F t1) * (F t3 - F y0)) with ((F t2 - F t1) * (rho t1 * (F t3 - F y0))) by ring.
        apply Rmult_le_compat_l; [lra |]; apply Rmult_le_compat_r; lra.
      + apply Rmult_lt_compat_l; lra.
    - (* a over [y0, t1], b over [t1, t3], c over [t3, t2] *)
      destruct (gains t1 t3 ltac:(lra) ltac:(lra)) as (Pb & Lb & Ub).
      assert (A : F t1 - F y0 = 0 /\ G t1 - G y0 = 0 /\ y0 = t1
                  \/ 0 < F t1 - F y0 /\ rho t1 * (F t1 - F y0) < G t1 - G y0).
      { destruct (Req_dec y0 t1) as [-> | Ne]; [left; repeat split; ring |].
        right; destruct (gains y0 t1 ltac:(lra) ltac:(lra)) as (P & L & _); split; assumption. }
      assert (E : F t2 - F t3 = 0 /\ G t2 - G t3 = 0 /\ t3 = t2
                  \/ 0 < F t2 - F t3 /\ G t2 - G t3 < rho t3 * (F t2 - F t3)).
      { destruct (Req_dec t3 t2) as [-> | Ne]; [left; repeat split; ring |].
        right; destruct (gains t3 t2 ltac:(lra) ltac:(lra)) as (P & _ & U); split; assumption. }
      pose proof (rho_falls t1 t3 ltac:(lra) ltac:(lra)) as R13.
      set (a := F t1 - F y0) in *; set (A' := G t1 - G y0) in *.
      set (b := F t3 - F t1) in *; set (B' := G t3 - G t1) in *.
      set (c := F t2 - F t3) in *; set (C' := G t2 - G t3) in *.
      replace (G t2 - G t1) with (B' + C') by (unfold B', C'; ring).
      replace (F t3 - F y0) with (a + b) by (unfold a, b; ring).
      replace (F t2 - F t1) with (b + c) by (unfold b, c; ring).
      replace (G t3 - G y0) with (A' + B') by (unfold A', B'; ring).
      enough (0 < (b * A' - a * B') + (c * A' - a * C') + (c * B' - b * C')) by lra.
      assert (T1 : a = 0 /\ A' = 0 /\ y0 = t1 \/ 0 < a /\ 0 < b * A' - a * B').
      { destruct A as [A | (Pa & La)]; [left; exact A | right; split; [exact Pa |]].
        assert (b * (rho t1 * a) < b * A') by (apply Rmult_lt_compat_l; lra).
        assert (a * B' < a * (rho t1 * b)) by (apply Rmult_lt_compat_l; lra); lra. }
      assert (T3 : c = 0 /\ C' = 0 /\ t3 = t2 \/ 0 < c /\ 0 < c * B' - b * C').
      { destruct E as [E | (Pc & Uc)]; [left; exact E | right; split; [exact Pc |]].
        assert (b * C' < b * (rho t3 * c)) by (apply Rmult_lt_compat_l; lra).
        assert (c * (rho t3 * b) < c * B') by (apply Rmult_lt_compat_l; lra); lra. }
      destruct T1 as [(Za & ZA & Ey) | (Pa & T1)]; destruct T3 as [(Zc & ZC & Et) | (Pc & T3)].
      + exfalso; lra.
      + rewrite Za, ZA; lra.
      + rewrite Zc, ZC; lra.
      + destruct A as [(Z & _) | (_ & La)]; [lra |]; destruct E as [(Z & _) | (_ & Uc)]; [lra |].
        assert (c * (rho t1 * a) < c * A') by (apply Rmult_lt_compat_l; lra).
        assert (a * C' < a * (rho t3 * c)) by (apply Rmult_lt_compat_l; lra).
        assert (0 < (rho t1 - rho t3) * (a * c)) by (apply Rmult_lt_0_compat; [lra | apply Rmult_lt_0_compat; assumption]).
        lra. }
  apply Rmult_lt_reg_r with ((G t3 - G y0) * (F t3 - F y0)); [apply Rmult_lt_0_compat; assumption |].
  replace ((G t2 - G t1) / (G t3 - G y0) * ((G t3 - G y0) * (F t3 - F y0))) with ((G t2 - G t1) * (F t3 - F y0)) by (field; lra).
  replace ((F t2 - F t1) / (F t3 - F y0) * ((G t3 - G y0) * (F t3 - F y0))) with ((F t2 - F t1) * (G t3 - G y0)) by (field; lra).
  exact K.
Qed.

End Weights.

(** ** The times of the flow as functions of [y = w / lambda] *)

(** [T] is the time of the flow at depth [N]: from [x0] to [x] it takes [T x - T x0], in units of [lambda^(2/N - 2)]. *)
Definition flow_time (N : nat) (T : R -> R) : Prop :=
  forall x, 0 < x < 1 -> derivable_pt_lim T x (/ speed N x).

(** The relative width of the transition of [w / lambda] from [t1] to [t2], from [y0] on, against the time to [t3]. *)
Definition width (N : nat) (T : R -> R) (y0 t1 t2 t3 : R) : R :=
  (T (root N t2) - T (root N t1)) / (T (root N t3) - T (root N y0)).

Lemma root_unit N y : (1 <= N)%nat -> 0 < y < 1 -> 0 < root N y < 1.
Proof.
  intros HN Hy; split; [apply root_pos |].
  unfold root, Rpower; rewrite <- exp_0; apply exp_increasing.
  assert (L : ln y < 0) by (rewrite <- ln_1; apply ln_increasing; lra).
  assert (P : 0 < / INR N) by (apply Rinv_0_lt_compat, lt_0_INR; lia).
  rewrite <- (Rmult_0_r (/ INR N)); apply Rmult_lt_compat_l; assumption.
Qed.

Lemma flow_time_derivative (N : nat) (T : R -> R) (y : R) :
  (2 <= N)%nat -> flow_time N T -> 0 < y < 1 ->
  derivable_pt_lim (fun y => T (root N y)) y (/ INR N * Rpower y (2 / INR N - 2) * / (1 - y)).
Proof.
  intros HN HT Hy.
  assert (PN : 0 < INR N) by (apply lt_0_INR; lia).
  pose proof (root_unit N y ltac:(lia) Hy) as Hr.
  assert (Er : root N y ^ N = y) by (apply root_pow; [lia | lra]).
  assert (Es : speed N (root N y) = Rpower y ((INR N - 1) / INR N) * (1 - y)).
  { unfold speed; rewrite Er; f_equal; rewrite <- Rpower_pow by apply root_pos; unfold root; rewrite Rpower_mult; f_equal.
    rewrite minus_INR by lia; simpl (INR 1); field; lra. }
  replace (/ INR N * Rpower y (2 / INR N - 2) * / (1 - y))
    with (/ speed N (root N y) * (/ INR N * Rpower y (/ INR N - 1))).
  - apply (derivable_pt_lim_comp (root N) T); [| apply HT; exact Hr].
    apply derivable_pt_lim_power; lra.
  - rewrite Es, Rinv_mult.
    replace (2 / INR N - 2) with (/ INR N - 1 + - ((INR N - 1) / INR N)) by (field; lra).
    rewrite Rpower_plus, Rpower_Ropp; ring.
Qed.

Theorem order_depth (N : nat) (T T' : R -> R) (y0 t1 t2 t3 : R) :
  (2 <= N)%nat -> flow_time N T -> flow_time (N + 1) T' ->
  0 < y0 <= t1 -> t1 < t2 < 1 -> y0 < t3 <= t2 -> y0 < t1 \/ t3 < t2 ->
  width (N + 1) T' y0 t1 t2 t3 < width N T y0 t1 t2 t3.
Proof.
  intros HN HT HT' H0 H12 H3 Proper.
  assert (PN : 2 <= INR N) by (replace 2 with (INR 2) by (simpl; ring); apply le_INR; exact HN).
  assert (EN : INR (N + 1) = INR N + 1) by (rewrite plus_INR; simpl; ring).
  set (rho := fun y => INR N / INR (N + 1) * Rpower y (2 / INR (N + 1) - 2 / INR N)).
  assert (Ex : 2 / INR (N + 1) - 2 / INR N < 0).
  { rewrite EN; assert (2 / (INR N + 1) < 2 / INR N); [| lra].
    apply Rmult_lt_compat_l; [lra |]; apply Rinv_lt_contravar; [apply Rmult_lt_0_compat |]; lra. }
  destruct (later_gains_less (fun y => T (root N y)) (fun y => T' (root (N + 1) y))
              (fun y => / INR N * Rpower y (2 / INR N - 2) * / (1 - y)) rho) with (y0 := y0) (t1 := t1) (t2 := t2) (t3 := t3)
    as (_ & _ & Q); try assumption.
  - intros y Hy; apply flow_time_derivative; assumption.
  - intros y Hy.
    replace (rho y * (/ INR N * Rpower y (2 / INR N - 2) * / (1 - y)))
      with (/ INR (N + 1) * Rpower y (2 / INR (N + 1) - 2) * / (1 - y)).
    + apply flow_time_derivative; [lia | exact HT' | exact Hy].
    + replace (2 / INR (N + 1) - 2) with (2 / INR (N + 1) - 2 / INR N + (2 / INR N - 2)) by ring.
      rewrite Rpower_plus; unfold rho; field; rewrite EN; lra.
  - intros y Hy; pose proof (Rpower_pos y (2 / INR N - 2)).
    repeat apply Rmult_lt_0_compat; try assumption; apply Rinv_0_lt_compat; lra.
  - intros y z Hy Hz; unfold rho; apply Rmult_lt_compat_l; [apply Rdiv_lt_0_compat; rewrite ?EN; lra |].
    unfold Rpower; apply exp_increasing.
    assert (ln y < ln z) by (apply ln_increasing; lra).
    rewrite !(Rmult_comm (2 / INR (N + 1) - 2 / INR N)).
    assert (0 < (ln z - ln y) * - (2 / INR (N + 1) - 2 / INR N)) by (apply Rmult_lt_0_compat; lra); lra.
  - intros y Hy; unfold rho; apply Rmult_lt_0_compat; [apply Rdiv_lt_0_compat; rewrite ?EN; lra | apply Rpower_pos].
Qed.
(* claim: order.depth
   As stated, every N >= 2: T is any time of the flow, a function with the derivative 1 / (x^(N-1) (1 - x^N)). *)

(** From the same [alpha] in place of the same [alpha^N], [lambda = 1]. *)
Theorem order_depth_same_start (N : nat) (T T' : R -> R) (alpha t1 t2 t3 : R) :
  (2 <= N)%nat -> flow_time N T -> flow_time (N + 1) T' ->
  0 < alpha < 1 -> alpha ^ N <= t1 -> t1 < t2 < 1 -> alpha ^ N < t3 <= t2 ->
  width (N + 1) T' (alpha ^ (N + 1)) t1 t2 t3 < width N T (alpha ^ N) t1 t2 t3.
Proof.
  intros HN HT HT' Ha H1 H12 H3.
  assert (PN : 2 <= INR N) by (replace 2 with (INR 2) by (simpl; ring); apply le_INR; exact HN).
  assert (P0 : 0 < alpha ^ N) by (apply pow_lt; lra).
  assert (P1 : 0 < alpha ^ (N + 1) < alpha ^ N).
  { split; [apply pow_lt; lra |]; replace (N + 1)%nat with (S N) by lia; cbn [pow].
    assert (alpha * alpha ^ N < 1 * alpha ^ N) by (apply Rmult_lt_compat_r; lra); lra. }
  (* at depth N + 1 an earlier start only takes longer *)
  set (G := fun y => T' (root (N + 1) y)).
  assert (Up : forall u v, 0 < u < v -> v < 1 -> G u < G v).
  { intros u v Hu Hv.
    destruct (MVT_cor2 G (fun y => / INR (N + 1) * Rpower y (2 / INR (N + 1) - 2) * / (1 - y)) u v ltac:(lra)) as (c & Ec & Hc).
    { intros y Hy; apply flow_time_derivative; [lia | exact HT' | lra]. }
    pose proof (Rpower_pos c (2 / INR (N + 1) - 2)).
    assert (0 < INR (N + 1)) by (apply lt_0_INR; lia).
    assert (0 < / INR (N + 1) * Rpower c (2 / INR (N + 1) - 2) * / (1 - c) * (v - u)).
    { repeat apply Rmult_lt_0_compat; try assumption; try (apply Rinv_0_lt_compat; lra); lra. }
    lra. }
  assert (Less : width (N + 1) T' (alpha ^ (N + 1)) t1 t2 t3 < width (N + 1) T' (alpha ^ N) t1 t2 t3).
  { unfold width; fold (G t1) (G t2) (G t3) (G (alpha ^ N)) (G (alpha ^ (N + 1))).
    pose proof (Up t1 t2 ltac:(lra) ltac:(lra)); pose proof (Up (alpha ^ N) t3 ltac:(lra) ltac:(lra)).
    pose proof (Up (alpha ^ (N + 1)) (alpha ^ N) ltac:(lra) ltac:(lra)).
    apply Rmult_lt_compat_l; [lra |]; apply Rinv_lt_contravar; [apply Rmult_lt_0_compat |]; lra. }
  destruct (Rlt_le_dec (alpha ^ N) t1) as [C | C].
  - apply Rlt_trans with (1 := Less); apply order_depth; try assumption; try lra; left; exact C.
  - destruct (Rlt_le_dec t3 t2) as [E | E].
    + apply Rlt_trans with (1 := Less); apply order_depth; try assumption; try lra; right; exact E.
    + (* both intervals are the same at depth N, where the width is 1 *)
      apply Rlt_le_trans with (1 := Less).
      replace t1 with (alpha ^ N) in * by lra; replace t2 with t3 in * by lra.
      unfold width; pose proof (Up (alpha ^ N) t3 ltac:(lra) ltac:(lra)) as U; unfold G in U.
      assert (V : T (root N (alpha ^ N)) < T (root N t3)).
      { destruct (MVT_cor2 (fun y => T (root N y)) (fun y => / INR N * Rpower y (2 / INR N - 2) * / (1 - y)) (alpha ^ N) t3
                    ltac:(lra)) as (c & Ec & Hc).
        { intros y Hy; apply flow_time_derivative; [lia | exact HT | lra]. }
        pose proof (Rpower_pos c (2 / INR N - 2)).
        assert (0 < / INR N * Rpower c (2 / INR N - 2) * / (1 - c) * (t3 - alpha ^ N)).
        { repeat apply Rmult_lt_0_compat; try assumption; try (apply Rinv_0_lt_compat; lra); lra. }
        lra. }
      unfold Rdiv; rewrite !Rinv_r by lra; lra.
Qed.
(* claim: order.depth/same_start
   As stated, every N >= 2. *)
