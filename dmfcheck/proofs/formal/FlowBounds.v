(** time.flow_bounds: the descent against the flow. *)

Require Import Reals Lra Lia.
Require Import Powers Descent Rank DeepFactorization Times Refutations Nonpositive.
Open Scope R_scope.

Definition speed (N : nat) (x : R) : R := x ^ (N - 1) * (1 - x ^ N).

Lemma mean_value (f f' : R -> R) a b :
  a <= b -> (forall c, a <= c <= b -> derivable_pt_lim f c (f' c)) -> (forall c, a <= c <= b -> 0 <= f' c) -> f a <= f b.
Proof.
  intros [H | ->] D P; [| lra].
  destruct (MVT_cor2 f f' a b H D) as (c & E & Hc).
  assert (0 <= f' c * (b - a)) by (apply Rmult_le_pos; [apply P |]; lra); lra.
Qed.

Section Flow.

Variables (N : nat) (h : R) (T : R -> R).
Hypotheses (HN : (2 <= N)%nat) (Hh : 0 < h) (Hc : h * INR N <= 1).
Hypothesis flow : forall x, 0 < x < 1 -> derivable_pt_lim T x (/ speed N x).

Let c := h * INR N.
Let N2 : 2 <= INR N.
Proof. replace 2 with (INR 2) by (simpl; ring); apply le_INR; exact HN. Qed.
Let Pc : 0 < c.
Proof. apply Rmult_lt_0_compat; lra. Qed.

Lemma speed_pos x : 0 < x < 1 -> 0 < speed N x.
Proof using HN Hh Hc flow.
  intros Hx; unfold speed; apply Rmult_lt_0_compat; [apply pow_lt; lra |].
  pose proof (pow_lt_strict N x 1 ltac:(lia) ltac:(lra)) as P; rewrite pow1 in P; lra.
Qed.

Lemma time_incr x y : 0 < x <= y -> y < 1 -> T x <= T y.
Proof using HN Hh Hc flow.
  intros Hx Hy; apply (mean_value T (fun z => / speed N z)); [lra | |].
  - intros z Hz; apply flow; lra.
  - intros z Hz; left; apply Rinv_0_lt_compat, speed_pos; lra.
Qed.

Lemma time_incr_strict x y : 0 < x < y -> y < 1 -> T x < T y.
Proof using HN Hh Hc flow.
  intros Hx Hy; destruct (MVT_cor2 T (fun z => / speed N z) x y) as (z & E & Hz); [lra | intros; apply flow; lra |].
  assert (0 < / speed N z * (y - x)) by (apply Rmult_lt_0_compat; [apply Rinv_0_lt_compat, speed_pos |]; lra); lra.
Qed.

(** [f' <= N/2] *)
Lemma speed_slope x : 0 <= x <= 1 ->
  INR (N - 1) * x ^ (N - 2) * (1 - x ^ N) + x ^ (N - 1) * (0 - INR N * x ^ (N - 1)) <= INR N / 2.
Proof using HN Hh Hc flow.
  intros Hx.
  assert (I : INR (N - 1) = INR N - 1) by (rewrite minus_INR by lia; reflexivity).
  assert (E : x ^ (N - 1) * x ^ (N - 1) = x ^ (N - 2) * x ^ N) by (rewrite <- !pow_add; f_equal; lia).
  pose proof (pow_le x (N - 2) ltac:(lra)) as P; pose proof (pow_le x N ltac:(lra)) as Q.
  pose proof (pow_incr x 1 (N - 2) ltac:(lra)) as P1; rewrite pow1 in P1.
  set (s := x ^ (N - 2)) in *; set (X := x ^ N) in *; set (n := INR N) in *.
  replace (INR (N - 1) * s * (1 - X) + x ^ (N - 1) * (0 - n * x ^ (N - 1))) with (s * ((n - 1) - (2 * n - 1) * X)).
  2: { rewrite I; replace (x ^ (N - 1) * (0 - n * x ^ (N - 1))) with (- n * (x ^ (N - 1) * x ^ (N - 1))) by ring; rewrite E; ring. }
  destruct (Rle_lt_dec ((n - 2) / 2) ((2 * n - 1) * X)) as [A | A].
  - destruct (Rle_lt_dec 0 ((n - 1) - (2 * n - 1) * X)) as [B | B].
    + apply Rle_trans with (1 * (n - 1 - (2 * n - 1) * X)); [apply Rmult_le_compat_r; lra | lra].
    + assert (0 <= s * - (n - 1 - (2 * n - 1) * X)) by (apply Rmult_le_pos; lra); lra.
  - assert (Sh : s <= n / (2 * (n - 1))).
    { assert (X4 : X <= / 4).
      { apply Rmult_le_reg_l with (2 * n - 1); [lra |]; lra. }
      destruct (Nat.eq_dec N 2) as [-> | N3]; [unfold n in *; simpl in *; lra |].
      destruct (Nat.eq_dec N 3) as [E3 | N4].
      - assert (En : n = 3) by (unfold n; rewrite E3; simpl; ring).
        rewrite En in *.
        assert (X8 : x ^ 3 <= (3 / 4) ^ 3) by (unfold X in X4; rewrite E3 in X4; simpl in *; lra).
        assert (x <= 3 / 4) by (apply (pow_le_inv 3); [lia | lra | lra | exact X8]).
        unfold s; rewrite E3; simpl; lra.
      - assert (S2 : s <= / 2).
        { apply (pow_le_inv 2); [lia | exact P | lra |].
          apply Rle_trans with X; [| simpl; lra].
          unfold s, X; rewrite <- pow_mult.
          replace ((N - 2) * 2)%nat with (N + (N - 4))%nat by lia; rewrite pow_add.
          pose proof (pow_incr x 1 (N - 4) ltac:(lra)) as Z; rewrite pow1 in Z.
          rewrite <- (Rmult_1_r (x ^ N)) at 2; apply Rmult_le_compat_l; [exact Q | exact Z]. }
        assert (/ 2 <= n / (2 * (n - 1))); [| lra].
        apply Rmult_le_reg_r with (2 * (n - 1)); [lra |].
        unfold Rdiv; rewrite Rmult_assoc, Rinv_l by lra; lra. }
    apply Rle_trans with (s * (n - 1)).
    + apply Rmult_le_compat_l; [exact P |]; assert (0 <= (2 * n - 1) * X) by (apply Rmult_le_pos; lra); lra.
    + apply Rle_trans with (n / (2 * (n - 1)) * (n - 1)); [apply Rmult_le_compat_r; lra | right; field; lra].
Qed.

Lemma speed_derivative x :
  derivable_pt_lim (speed N) x (INR (N - 1) * x ^ (N - 2) * (1 - x ^ N) + x ^ (N - 1) * (0 - INR N * x ^ (N - 1))).
Proof using HN Hh Hc flow.
  unfold speed; apply (derivable_pt_lim_mult (fun y => y ^ (N - 1)) (fun y => 1 - y ^ N)).
  - replace (N - 2)%nat with (pred (N - 1)) by lia; apply derivable_pt_lim_pow.
  - apply (derivable_pt_lim_minus (fun _ => 1) (fun y => y ^ N)); [apply derivable_pt_lim_const |].
    replace (N - 1)%nat with (pred N) by lia; apply derivable_pt_lim_pow.
Qed.

(** Along a step, [y = x + u h f(x)]. *)
Lemma along x u :
  0 < x < 1 -> 0 <= u <= 1 ->
  let y := x + u * (h * speed N x) in
  x <= y < 1 /\ (1 - c * u) * speed N x <= speed N y /\ speed N y <= (1 + c / 2 * u) * speed N x.
Proof using HN Hh Hc flow.
  intros Hx Hu y.
  pose proof (speed_pos x Hx) as Pf.
  assert (Py : x <= y).
  { unfold y; assert (0 <= u * (h * speed N x)) by (apply Rmult_le_pos; [lra |]; apply Rmult_le_pos; lra); lra. }
  assert (Y1 : y < 1).
  { assert (Hs : h * 1 ^ (2 * N - 2) <= / INR N).
    { rewrite pow1, Rmult_1_r; apply Rmult_le_reg_r with (INR N); [lra |]; rewrite Rinv_l; lra. }
    destruct (step_monotone N HN h 1 x Hh Hs Hx) as [_ M]; rewrite pow1 in M.
    apply Rle_lt_trans with (2 := M); unfold y, step, speed; apply Rplus_le_compat_l.
    replace (h * x ^ (N - 1) * (1 - x ^ N)) with (1 * (h * (x ^ (N - 1) * (1 - x ^ N)))) by ring.
    apply Rmult_le_compat_r; [apply Rmult_le_pos; [lra | unfold speed in Pf; lra] | lra]. }
  split; [split; assumption |]; split.
  - pose proof (pow_diff_le N x y ltac:(lra)) as D; replace (pred N) with (N - 1)%nat in D by lia.
    pose proof (pow_incr y 1 (N - 1) ltac:(lra)) as Y2; rewrite pow1 in Y2.
    pose proof (pow_incr x 1 (N - 1) ltac:(lra)) as X2; rewrite pow1 in X2.
    pose proof (pow_incr x y (N - 1) ltac:(lra)) as XY; pose proof (pow_lt x (N - 1) ltac:(lra)) as X0.
    pose proof (pow_lt_strict N x 1 ltac:(lia) ltac:(lra)) as XN; rewrite pow1 in XN.
    assert (V : 1 - y ^ N >= (1 - c * u) * (1 - x ^ N)).
    { assert (INR N * y ^ (N - 1) * (y - x) <= INR N * 1 * (y - x)).
      { apply Rmult_le_compat_r; [lra |]; apply Rmult_le_compat_l; lra. }
      assert (INR N * 1 * (y - x) = c * u * (x ^ (N - 1) * (1 - x ^ N))) by (unfold y, speed, c; ring).
      assert (c * u * (x ^ (N - 1) * (1 - x ^ N)) <= c * u * (1 * (1 - x ^ N))).
      { apply Rmult_le_compat_l; [apply Rmult_le_pos; lra |]; apply Rmult_le_compat_r; lra. }
      lra. }
    assert (Cu : 0 <= 1 - c * u).
    { assert (c * u <= 1 * 1) by (apply Rmult_le_compat; unfold c in *; lra); lra. }
    unfold speed.
    replace ((1 - c * u) * (x ^ (N - 1) * (1 - x ^ N))) with (x ^ (N - 1) * ((1 - c * u) * (1 - x ^ N))) by ring.
    apply Rmult_le_compat; [lra | apply Rmult_le_pos; lra | exact XY | lra].
  - assert (D : INR N / 2 * x - speed N x <= INR N / 2 * y - speed N y).
    { apply (mean_value (fun z => INR N / 2 * z - speed N z)
        (fun z => INR N / 2 * 1 - (INR (N - 1) * z ^ (N - 2) * (1 - z ^ N) + z ^ (N - 1) * (0 - INR N * z ^ (N - 1)))) x y Py).
      - intros z _; apply (derivable_pt_lim_minus (fun z => INR N / 2 * z) (speed N)); [| apply speed_derivative].
        apply (derivable_pt_lim_scal (fun z => z)); apply derivable_pt_lim_id.
      - intros z Hz; pose proof (speed_slope z ltac:(lra)); lra. }
    assert (INR N / 2 * (y - x) = c / 2 * u * speed N x) by (unfold y, c; field).
    lra.
Qed.

(** What a step covers of [T]. *)
Lemma step_time x :
  0 < x < 1 ->
  h * (ln (1 + c / 2) / (c / 2)) <= T (x + h * speed N x) - T x
  /\ (c < 1 -> T (x + h * speed N x) - T x <= h * (- ln (1 - c) / c)).
Proof using HN Hh Hc flow.
  intros Hx.
  pose proof (speed_pos x Hx) as Pf.
  set (psi := fun u => T (x + u * (h * speed N x))).
  assert (D : forall u, 0 <= u <= 1 -> derivable_pt_lim psi u (/ speed N (x + u * (h * speed N x)) * (0 + 1 * (h * speed N x)))).
  { intros u Hu; destruct (along x u Hx Hu) as [A _].
    apply (derivable_pt_lim_comp (fun u => x + u * (h * speed N x)) T).
    - apply (derivable_pt_lim_plus (fun _ => x) (fun u => u * (h * speed N x))); [apply derivable_pt_lim_const |].
      assert (Q : derivable_pt_lim (fun u => u * (h * speed N x)) u (1 * (h * speed N x) + u * 0)).
      { apply (derivable_pt_lim_mult (fun u => u) (fun _ => h * speed N x)); [apply derivable_pt_lim_id | apply derivable_pt_lim_const]. }
      replace (1 * (h * speed N x)) with (1 * (h * speed N x) + u * 0) by ring; exact Q.
    - apply flow; lra. }
  assert (P0 : psi 0 = T x) by (unfold psi; f_equal; ring).
  assert (P1 : psi 1 = T (x + h * speed N x)) by (unfold psi; f_equal; ring).
  split.
  - set (g := fun u => h * (/ (c / 2) * ln (1 + c / 2 * u))).
    assert (Dg : forall u, 0 <= u <= 1 -> derivable_pt_lim g u (h * (/ (c / 2) * (/ (1 + c / 2 * u) * (0 + c / 2 * 1))))).
    { intros u Hu; unfold g.
      apply (derivable_pt_lim_scal (fun u => / (c / 2) * ln (1 + c / 2 * u))).
      apply (derivable_pt_lim_scal (fun u => ln (1 + c / 2 * u))).
      apply (derivable_pt_lim_comp (fun u => 1 + c / 2 * u) ln).
      - apply (derivable_pt_lim_plus (fun _ => 1) (fun u => c / 2 * u)); [apply derivable_pt_lim_const |].
        apply (derivable_pt_lim_scal (fun u => u)); apply derivable_pt_lim_id.
      - apply derivable_pt_lim_ln; assert (0 <= c / 2 * u) by (apply Rmult_le_pos; lra); lra. }
    assert (M : psi 0 - g 0 <= psi 1 - g 1).
    { apply (mean_value (fun u => psi u - g u) (fun u => / speed N (x + u * (h * speed N x)) * (0 + 1 * (h * speed N x))
                                               - h * (/ (c / 2) * (/ (1 + c / 2 * u) * (0 + c / 2 * 1))))); [lra | |].
      - intros u Hu; apply (derivable_pt_lim_minus psi g); [apply D | apply Dg]; exact Hu.
      - intros u Hu; destruct (along x u Hx Hu) as (A & _ & B).
        set (y := x + u * (h * speed N x)) in *.
        pose proof (speed_pos y ltac:(lra)) as Py.
        assert (C : 0 <= c / 2 * u) by (apply Rmult_le_pos; lra).
        replace (h * (/ (c / 2) * (/ (1 + c / 2 * u) * (0 + c / 2 * 1)))) with (h * / (1 + c / 2 * u)) by (field; lra).
        replace (/ speed N y * (0 + 1 * (h * speed N x))) with (h * (speed N x * / speed N y)) by (field; lra).
        assert (/ (1 + c / 2 * u) <= speed N x * / speed N y); [| assert (h * / (1 + c / 2 * u) <= h * (speed N x * / speed N y)) by (apply Rmult_le_compat_l; lra); lra].
        apply Rmult_le_reg_r with ((1 + c / 2 * u) * speed N y); [apply Rmult_lt_0_compat; lra |].
        replace (/ (1 + c / 2 * u) * ((1 + c / 2 * u) * speed N y)) with (speed N y) by (field; lra).
        replace (speed N x * / speed N y * ((1 + c / 2 * u) * speed N y)) with ((1 + c / 2 * u) * speed N x) by (field; lra).
        exact B. }
    rewrite P0, P1 in M; unfold g in M; rewrite Rmult_0_r, Rplus_0_r, ln_1, Rmult_1_r in M.
    unfold Rdiv in *; rewrite (Rmult_comm (ln _)); lra.
  - intros C1; set (g := fun u => h * (/ c * - ln (1 - c * u))).
    assert (Pu : forall u, 0 <= u <= 1 -> 0 < 1 - c * u).
    { intros u Hu; assert (c * u <= c * 1) by (apply Rmult_le_compat_l; lra); lra. }
    assert (Dg : forall u, 0 <= u <= 1 -> derivable_pt_lim g u (h * (/ c * - (/ (1 - c * u) * (0 - c * 1))))).
    { intros u Hu; unfold g.
      apply (derivable_pt_lim_scal (fun u => / c * - ln (1 - c * u))).
      apply (derivable_pt_lim_scal (fun u => - ln (1 - c * u))).
      apply (derivable_pt_lim_opp (fun u => ln (1 - c * u))).
      apply (derivable_pt_lim_comp (fun u => 1 - c * u) ln).
      - apply (derivable_pt_lim_minus (fun _ => 1) (fun u => c * u)); [apply derivable_pt_lim_const |].
        apply (derivable_pt_lim_scal (fun u => u)); apply derivable_pt_lim_id.
      - apply derivable_pt_lim_ln, Pu; exact Hu. }
    assert (M : g 0 - psi 0 <= g 1 - psi 1).
    { apply (mean_value (fun u => g u - psi u) (fun u => h * (/ c * - (/ (1 - c * u) * (0 - c * 1)))
                                               - / speed N (x + u * (h * speed N x)) * (0 + 1 * (h * speed N x)))); [lra | |].
      - intros u Hu; apply (derivable_pt_lim_minus g psi); [apply Dg | apply D]; exact Hu.
      - intros u Hu; destruct (along x u Hx Hu) as (A & B & _).
        set (y := x + u * (h * speed N x)) in *.
        pose proof (speed_pos y ltac:(lra)) as Py; pose proof (Pu u Hu) as Q.
        replace (h * (/ c * - (/ (1 - c * u) * (0 - c * 1)))) with (h * / (1 - c * u)) by (field; lra).
        replace (/ speed N y * (0 + 1 * (h * speed N x))) with (h * (speed N x * / speed N y)) by (field; lra).
        assert (speed N x * / speed N y <= / (1 - c * u)); [| assert (h * (speed N x * / speed N y) <= h * / (1 - c * u)) by (apply Rmult_le_compat_l; lra); lra].
        apply Rmult_le_reg_r with ((1 - c * u) * speed N y); [apply Rmult_lt_0_compat; lra |].
        replace (/ (1 - c * u) * ((1 - c * u) * speed N y)) with (speed N y) by (field; lra).
        replace (speed N x * / speed N y * ((1 - c * u) * speed N y)) with ((1 - c * u) * speed N x) by (field; lra).
        exact B. }
    rewrite P0, P1 in M; unfold g in M; rewrite Rmult_0_r, Rminus_0_r, ln_1, Rmult_1_r in M.
    unfold Rdiv in *; rewrite (Rmult_comm (- ln _)); lra.
Qed.

Lemma flow_bounds (x0 b : R) (K : nat) :
  0 < x0 < b -> b < 1 -> recovered_first N h 1 x0 (b ^ N) K ->
  let flow_steps := (T b - T x0) / h in
  (c < 1 -> c / - ln (1 - c) * flow_steps <= INR K)
  /\ INR K < 1 + c / 2 / ln (1 + c / 2) * flow_steps.
Proof using HN Hh Hc flow.
  intros Hx Hb [K1 K2] steps; rewrite Rmult_1_r in K1.
  set (x := d N h 1 x0).
  assert (Nx : forall k, x (S k) = x k + h * speed N (x k)).
  { intros k; change (x (S k)) with (step N h 1 (x k)); unfold step, speed; ring. }
  assert (X : forall k, x0 <= x k < 1).
  { intros k; induction k as [| k IH]; [unfold x, d; cbn; lra |].
    destruct (along (x k) 1 ltac:(lra) ltac:(lra)) as [A _]; rewrite Nx; rewrite Rmult_1_l in A; lra. }
  assert (BK : b <= x K).
  { apply (pow_le_inv N); [lia | lra | destruct (X K); lra | exact K1]. }
  set (lo := h * (ln (1 + c / 2) / (c / 2))); set (hi := h * (- ln (1 - c) / c)).
  assert (Lo : forall k, INR k * lo <= T (x k) - T x0).
  { intros k; induction k as [| k IH]; [unfold x, d; simpl; lra |].
    destruct (step_time (x k) ltac:(pose proof (X k); lra)) as [S1 _]; rewrite <- Nx in S1; fold lo in S1.
    rewrite S_INR; lra. }
  assert (Lp : 0 < ln (1 + c / 2)) by (rewrite <- ln_1; apply ln_increasing; lra).
  split.
  - intros C1.
    assert (Hi : forall k, T (x k) - T x0 <= INR k * hi).
    { intros k; induction k as [| k IH]; [unfold x, d; simpl; lra |].
      destruct (step_time (x k) ltac:(pose proof (X k); lra)) as [_ S1]; specialize (S1 C1); rewrite <- Nx in S1; fold hi in S1.
      rewrite S_INR; lra. }
    pose proof (time_incr b (x K) ltac:(lra) ltac:(apply X)) as TB.
    pose proof (Hi K) as HK.
    assert (Lm : 0 < - ln (1 - c)).
    { pose proof (ln_increasing (1 - c) 1 ltac:(lra) ltac:(lra)) as Q; rewrite ln_1 in Q; lra. }
    assert (Q : T b - T x0 <= INR K * hi) by lra.
    unfold steps; apply Rmult_le_reg_r with (- ln (1 - c) / c * h).
    { apply Rmult_lt_0_compat; [apply Rdiv_lt_0_compat |]; lra. }
    replace (c / - ln (1 - c) * ((T b - T x0) / h) * (- ln (1 - c) / c * h)) with (T b - T x0) by (field; lra).
    replace (INR K * (- ln (1 - c) / c * h)) with (INR K * hi) by (unfold hi; ring); exact Q.
  - destruct K as [| K]; [unfold x, d in BK; cbn in BK; lra |].
    specialize (K2 K ltac:(lia)); rewrite Rmult_1_r in K2; unfold w in K2; fold (x K) in K2.
    assert (XK : x K < b).
    { destruct (Rlt_le_dec (x K) b) as [A | A]; [exact A |]; pose proof (pow_incr b (x K) N ltac:(lra)); lra. }
    pose proof (time_incr_strict (x K) b ltac:(pose proof (X K); lra) Hb) as TB; pose proof (Lo K) as LK.
    rewrite S_INR; assert (INR K < c / 2 / ln (1 + c / 2) * steps); [| lra].
    unfold steps; apply Rmult_lt_reg_r with lo.
    { unfold lo; apply Rmult_lt_0_compat; [exact Hh |]; apply Rdiv_lt_0_compat; lra. }
    replace (c / 2 / ln (1 + c / 2) * ((T b - T x0) / h) * lo) with (T b - T x0) by (unfold lo; field; repeat split; lra).
    lra.
Qed.

End Flow.

Theorem time_flow_bounds (N : nat) (h : R) (T : R -> R) (x0 b : R) (K : nat) :
  (2 <= N)%nat -> 0 < h -> h * INR N <= 1 ->
  (forall x, 0 < x < 1 -> derivable_pt_lim T x (/ speed N x)) ->
  0 < x0 < b -> b < 1 -> recovered_first N h 1 x0 (b ^ N) K ->
  let c := h * INR N in
  let flow_steps := (T b - T x0) / h in
  (c < 1 -> c / - ln (1 - c) * flow_steps <= INR K)
  /\ INR K < 1 + c / 2 / ln (1 + c / 2) * flow_steps.
Proof. intros; apply flow_bounds; auto. Qed.
(* claim: time.flow_bounds
   Every N >= 2, scaled coordinates (lambda = 1), for any T with T' = 1/(x^(N-1) (1 - x^N)) on (0, 1), which determines T(b) - T(x_0).  The lower
   bound is stated for c < 1: at c = 1 its factor c/(-ln(1-c)) is 0. *)
