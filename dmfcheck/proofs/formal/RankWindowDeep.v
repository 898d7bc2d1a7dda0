(** rank.window for three layers or more. *)

Require Import Reals Lra Lia.
Require Import Powers Growth Descent Rank DeepFactorization Times Plateau TwoLayers RecoveryRates DeepTimes RankWindow FlowBounds.
Open Scope R_scope.

(** [speed] of FlowBounds.v: that of an eigenvalue in scaled coordinates. *)

Lemma speed_derivative N x :
  (2 <= N)%nat -> derivable_pt_lim (speed N) x (x ^ (N - 2) * (INR (N - 1) - INR (2 * N - 1) * x ^ N)).
Proof.
  intros HN.
  assert (E : forall y, speed N y = y ^ (N - 1) - y ^ (2 * N - 1)).
  { intros y; unfold speed; replace (2 * N - 1)%nat with (N - 1 + N)%nat by lia; rewrite pow_add; ring. }
  assert (D : derivable_pt_lim (fun y => y ^ (N - 1) - y ^ (2 * N - 1)) x
                (INR (N - 1) * x ^ pred (N - 1) - INR (2 * N - 1) * x ^ pred (2 * N - 1))).
  { apply (derivable_pt_lim_minus (fun y => y ^ (N - 1)) (fun y => y ^ (2 * N - 1))); apply derivable_pt_lim_pow. }
  replace (x ^ (N - 2) * (INR (N - 1) - INR (2 * N - 1) * x ^ N))
    with (INR (N - 1) * x ^ pred (N - 1) - INR (2 * N - 1) * x ^ pred (2 * N - 1)).
  - intros e He; destruct (D e He) as [r Hr]; exists r; intros t T1 T2; rewrite !E; apply Hr; assumption.
  - replace (pred (N - 1)) with (N - 2)%nat by lia; replace (pred (2 * N - 1)) with (N - 2 + N)%nat by lia.
    rewrite pow_add; ring.
Qed.

(** It rises, then falls: over an interval it is least at an end. *)
Lemma speed_least_at_ends N a b x :
  (2 <= N)%nat -> 0 < a -> a <= x <= b -> Rmin (speed N a) (speed N b) <= speed N x.
Proof.
  intros HN Ha Hx.
  assert (P : 0 < INR (2 * N - 1)) by (apply lt_0_INR; lia).
  destruct (Rle_lt_dec (INR (2 * N - 1) * x ^ N) (INR (N - 1))) as [C | C].
  - apply Rle_trans with (1 := Rmin_l _ _).
    destruct Hx as [[Hx | <-] _]; [| lra].
    destruct (MVT_cor2 (speed N) (fun y => y ^ (N - 2) * (INR (N - 1) - INR (2 * N - 1) * y ^ N)) a x Hx) as (c & Ec & Hc).
    { intros c _; apply speed_derivative; exact HN. }
    pose proof (pow_incr c x N ltac:(lra)) as Q; apply (Rmult_le_compat_l (INR (2 * N - 1))) in Q; [| lra].
    assert (0 <= c ^ (N - 2) * (INR (N - 1) - INR (2 * N - 1) * c ^ N) * (x - a)).
    { apply Rmult_le_pos; [apply Rmult_le_pos; [apply pow_le |] |]; lra. }
    lra.
  - apply Rle_trans with (1 := Rmin_r _ _).
    destruct Hx as [Hxa [Hx | ->]]; [| lra].
    destruct (MVT_cor2 (speed N) (fun y => y ^ (N - 2) * (INR (N - 1) - INR (2 * N - 1) * y ^ N)) x b Hx) as (c & Ec & Hc).
    { intros c _; apply speed_derivative; exact HN. }
    pose proof (pow_incr x c N ltac:(lra)) as Q; apply (Rmult_le_compat_l (INR (2 * N - 1))) in Q; [| lra].
    assert (0 <= c ^ (N - 2) * (INR (2 * N - 1) * c ^ N - INR (N - 1)) * (b - x)).
    { apply Rmult_le_pos; [apply Rmult_le_pos; [apply pow_le |] |]; lra. }
    lra.
Qed.

(** ** The time of an eigenvalue in scaled coordinates: first until [x >= a], then until [x >= b] *)

Section Scaled.

Variables (N : nat) (h kap : R).
Hypotheses (HN : (3 <= N)%nat) (Hh : 0 < h) (Hs : h <= / INR N) (Hk : 0 < kap < 1).

Let m := (N - 2)%nat.
Let tau := (1 - kap) / (1 + 3 * kap).
Let N3 : 3 <= INR N.
Proof. replace 3 with (INR 3) by (simpl; ring); apply le_INR; exact HN. Qed.
Let Em : INR m = INR N - 2.
Proof. unfold m; rewrite minus_INR by lia; simpl (INR 2); ring. Qed.

Let tau_unit : 0 < tau < 1.
Proof.
  unfold tau; split; [apply Rdiv_lt_0_compat; lra |].
  apply Rmult_lt_reg_r with (1 + 3 * kap); [lra |]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l; lra.
Qed.

(** The rate at which [x^(-m)] falls while [x^m < tau]. *)
Let rate := INR m * h * (2 * kap / (1 + kap)).
Let rate_pos : 0 < rate.
Proof.
  unfold rate; repeat apply Rmult_lt_0_compat; try lra; apply Rinv_0_lt_compat; lra.
Qed.

Lemma falls_early x : 0 < x < 1 -> x ^ m < tau -> rate <= / x ^ m - / step N h 1 x ^ m.
Proof using HN Hh Hs Hk.
  intros Hx Ht; apply Rle_trans with (2 := inverse_falls N h HN Hh x Hx).
  destruct (gain_bounds N h HN Hh x Hx) as [G _].
  pose proof (pow_lt x m ltac:(lra)) as Pm; pose proof (pow_lt x N ltac:(lra)) as PN.
  assert (X : x ^ N <= x ^ m).
  { replace N with (m + 2)%nat by (unfold m; lia); rewrite pow_add.
    rewrite <- (Rmult_1_r (x ^ m)) at 2; apply Rmult_le_compat_l; [lra |].
    pose proof (pow_incr x 1 2 ltac:(lra)) as P; rewrite pow1 in P; exact P. }
  assert (Y : (INR m + 1) / 2 * gain N h x <= tau / 2).
  { unfold gain; fold m.
    assert (A : (INR m + 1) * h <= 1).
    { apply Rle_trans with (INR N * / INR N); [| rewrite Rinv_r; lra].
      apply Rmult_le_compat; lra. }
    assert (B : h * x ^ m * (1 - x ^ N) <= h * tau).
    { apply Rle_trans with (h * x ^ m * 1); [apply Rmult_le_compat_l; [apply Rmult_le_pos |]; lra |].
      rewrite Rmult_1_r; apply Rmult_le_compat_l; lra. }
    apply (Rmult_le_compat_l (INR m + 1)) in B; [| lra].
    apply (Rmult_le_compat_r tau) in A; [| lra]; lra. }
  assert (T1 : 1 - tau = 4 * kap / (1 + 3 * kap)) by (unfold tau; field; lra).
  assert (T2 : 1 - tau / 2 = (1 + 7 * kap) / (2 * (1 + 3 * kap))) by (unfold tau; field; lra).
  assert (K : 2 * kap / (1 + kap) <= (1 - tau) * (1 - tau / 2)).
  { rewrite T1, T2; apply Rmult_le_reg_r with ((1 + kap) * (1 + 3 * kap) ^ 2).
    { apply Rmult_lt_0_compat; [lra | apply pow_lt; lra]. }
    replace (2 * kap / (1 + kap) * ((1 + kap) * (1 + 3 * kap) ^ 2)) with (2 * kap * (1 + 3 * kap) ^ 2) by (field; lra).
    replace (4 * kap / (1 + 3 * kap) * ((1 + 7 * kap) / (2 * (1 + 3 * kap))) * ((1 + kap) * (1 + 3 * kap) ^ 2))
      with (2 * kap * ((1 + 7 * kap) * (1 + kap))) by (field; lra).
    apply Rmult_le_compat_l; [lra |].
    assert (0 <= 2 * kap * (1 - kap)) by (apply Rmult_le_pos; lra); simpl; lra. }
  unfold rate; fold m; rewrite (Rmult_assoc (INR m * h)); apply Rmult_le_compat_l; [apply Rmult_le_pos; lra |].
  apply Rle_trans with (1 := K), Rmult_le_compat; lra.
Qed.

Variables (x0 b : R).
Hypotheses (start : 0 < x0 < 1) (Hb : 0 < b < 1).
Let x k := orbit N (fun _ => h) 1 x0 k.
Let a := root m tau.
Let crossing := Rmax 0 (b - a) / Rmin (speed N a) (speed N b).

Let a_pow : a ^ m = tau.
Proof. unfold a, root; rewrite <- Rpower_pow by apply Rpower_pos; rewrite Rpower_mult, Rinv_l, Rpower_1; lra. Qed.

Let a_unit : 0 < a < 1.
Proof.
  assert (P : 0 < a) by apply exp_pos; split; [exact P |].
  destruct (Rlt_le_dec a 1) as [L | L]; [exact L |]; pose proof (pow_R1_Rle a m L); lra.
Qed.

Let speed_pos y : 0 < y < 1 -> 0 < speed N y.
Proof.
  intros Hy; unfold speed; pose proof (pow_lt_strict N y 1 ltac:(lia) ltac:(lra)) as Q; rewrite pow1 in Q.
  apply Rmult_lt_0_compat; [apply pow_lt |]; lra.
Qed.

Let slowest := Rmin (speed N a) (speed N b).
Let slowest_pos : 0 < slowest.
Proof. apply Rmin_glb_lt; apply speed_pos; [exact a_unit | exact Hb]. Qed.

Lemma orbit_before k :
  (forall j, (j < k)%nat -> x j < b) ->
  (x k < a /\ INR k * rate <= / x0 ^ m - / x k ^ m)
  \/ (a <= x k /\ INR k <= / x0 ^ m / rate + Rmax 0 (x k - a) / (h * slowest)).
Proof using HN Hh Hs Hk start Hb.
  assert (HS : 0 < h * slowest) by (apply Rmult_lt_0_compat; assumption).
  assert (P0 : 0 < / x0 ^ m) by (apply Rinv_0_lt_compat, pow_lt; lra).
  induction k as [| k IH]; intros B.
  - change (x 0%nat) with x0; destruct (Rlt_le_dec x0 a) as [L | L]; [left | right]; split; try assumption.
    + simpl; lra.
    + simpl; apply Rplus_le_le_0_compat; apply Rmult_le_pos; try lra.
      * left; apply Rinv_0_lt_compat; exact rate_pos.
      * apply Rmax_l.
      * left; apply Rinv_0_lt_compat; exact HS.
  - assert (W : 0 < x k < 1) by exact (orbit_within N h HN Hh Hs x0 start k).
    pose proof (step_within N h HN Hh Hs (x k) W) as W'; change (step N h 1 (x k)) with (x (S k)) in W'.
    rewrite S_INR; destruct (IH ltac:(intros; apply B; lia)) as [[L R] | [L R]].
    + assert (T : x k ^ m < tau).
      { rewrite <- a_pow; apply pow_lt_strict; [unfold m; lia | lra]. }
      pose proof (falls_early (x k) W T) as F; change (step N h 1 (x k)) with (x (S k)) in F.
      destruct (Rlt_le_dec (x (S k)) a) as [M | M]; [left; split; [exact M | lra] | right; split; [exact M |]].
      assert (Q : 0 < / x (S k) ^ m) by (apply Rinv_0_lt_compat, pow_lt; lra).
      assert (Z : INR k + 1 <= / x0 ^ m / rate).
      { apply Rmult_le_reg_r with rate; [exact rate_pos |].
        replace (/ x0 ^ m / rate * rate) with (/ x0 ^ m) by (field; split; apply Rgt_not_eq; [apply pow_lt; lra | exact rate_pos]); lra. }
      assert (0 <= Rmax 0 (x (S k) - a) / (h * slowest)).
      { apply Rmult_le_pos; [apply Rmax_l | left; apply Rinv_0_lt_compat; exact HS]. }
      lra.
    + right; split; [lra |].
      rewrite Rmax_right in R by lra; rewrite Rmax_right by lra.
      assert (D : h * slowest <= x (S k) - x k).
      { change (x (S k)) with (step N h 1 (x k)); unfold step.
        replace (x k + h * x k ^ (N - 1) * (1 - x k ^ N) - x k) with (h * speed N (x k)) by (unfold speed; ring).
        apply Rmult_le_compat_l; [lra |]; apply speed_least_at_ends; [lia | lra |].
        split; [exact L | left; apply B; lia]. }
      assert (E : (x (S k) - a) / (h * slowest) = (x k - a) / (h * slowest) + (x (S k) - x k) / (h * slowest)) by (field; lra).
      assert (1 <= (x (S k) - x k) / (h * slowest)).
      { apply Rmult_le_reg_r with (h * slowest); [exact HS |]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l; lra. }
      rewrite E; lra.
Qed.

Lemma time_before (K : nat) :
  (forall j, (j < K)%nat -> x j < b) -> INR K < 1 + / x0 ^ m / rate + crossing / h.
Proof using HN Hh Hs Hk start Hb.
  intros B.
  assert (HS : 0 < h * slowest) by (apply Rmult_lt_0_compat; assumption).
  assert (P0 : 0 < / x0 ^ m / rate).
  { apply Rdiv_lt_0_compat; [apply Rinv_0_lt_compat, pow_lt; lra | exact rate_pos]. }
  assert (C0 : 0 <= crossing / h).
  { unfold crossing, Rdiv; repeat apply Rmult_le_pos; try apply Rmax_l; left; apply Rinv_0_lt_compat; assumption. }
  destruct K as [| K]; [simpl; lra |].
  rewrite S_INR; pose proof (B K ltac:(lia)) as BK.
  assert (W : 0 < x K < 1) by exact (orbit_within N h HN Hh Hs x0 start K).
  destruct (orbit_before K ltac:(intros; apply B; lia)) as [[L R] | [L R]].
  - assert (Q : 0 < / x K ^ m) by (apply Rinv_0_lt_compat, pow_lt; lra).
    assert (INR K < / x0 ^ m / rate); [| lra].
    apply Rmult_lt_reg_r with rate; [exact rate_pos |].
    replace (/ x0 ^ m / rate * rate) with (/ x0 ^ m) by (field; split; apply Rgt_not_eq; [apply pow_lt; lra | exact rate_pos]); lra.
  - rewrite Rmax_right in R by lra.
    assert (E : crossing / h = (b - a) / (h * slowest)).
    { unfold crossing; rewrite Rmax_right by lra; fold slowest; field; lra. }
    rewrite E.
    assert ((x K - a) / (h * slowest) < (b - a) / (h * slowest)).
    { apply Rmult_lt_compat_r; [apply Rinv_0_lt_compat; exact HS | lra]. }
    lra.
Qed.

End Scaled.

(** ** In the coordinates of the claim *)

(** [h_L] times a bound of the steps from the level [tau^(N/m)] to [1 - delta]. *)
Definition crossing (N : nat) (kappa delta : R) : R :=
  let first := root (N - 2) ((1 - kappa) / (1 + 3 * kappa)) in
  let last := root N (1 - delta) in
  Rmax 0 (last - first) / Rmin (speed N first) (speed N last).

(** [alpha <= a_0], with [s] steps lost to rounding. *)
Definition deep_start (s : R) (N L : nat) (lambda : nat -> R) (alpha eta delta delta' : R) : Prop :=
  let la := lambda (L - 1)%nat in
  let kappa := lambda L / la in
  (/ root N delta' ^ (N - 2) / kappa + INR (N - 2) * eta * la * (s + crossing N kappa delta / scaled N eta la))
    * (2 * kappa / (1 - kappa))
  <= / alpha ^ (N - 2).

Theorem rank_window_deep (s : R) (N n L : nat) (lambda : nat -> R) (alpha eta delta delta' : R) :
  1 <= s -> (3 <= N)%nat -> window_setting N n L lambda alpha eta delta delta' ->
  deep_start s N L lambda alpha eta delta delta' -> window_not_empty N L lambda alpha eta delta delta'.
Proof.
  intros Hs1 HN (HL & Hl & Gap & Hd' & Hd & Ha & He & Hs) St; unfold deep_start in St; cbv zeta in St.
  assert (HN2 : (2 <= N)%nat) by lia.
  destruct (Hl (L - 1)%nat L ltac:(lia)) as [Pmu _]; destruct (Hl (L - 1)%nat (L - 1)%nat ltac:(lia)) as [Pla _].
  set (la := lambda (L - 1)%nat) in *; set (mu := lambda L) in *; set (m := (N - 2)%nat) in *.
  assert (Pm : 0 < INR m) by (apply lt_0_INR; unfold m; lia).
  set (kap := mu / la) in *.
  assert (Hk : 0 < kap < 1).
  { unfold kap; split; [apply Rdiv_lt_0_compat; assumption |].
    apply Rmult_lt_reg_r with la; [exact Pla |]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l; lra. }
  assert (Small : forall l, 0 < l <= lambda 0%nat -> 0 < scaled N eta l <= / INR N).
  { intros l Pl; rewrite <- (root_scaled N HN2) in *; pose proof (root_pos N l); split.
    - apply Rmult_lt_0_compat; [exact He | apply pow_lt; assumption].
    - apply step_size_smaller with (root N (lambda 0%nat)); [lra | | exact Hs].
      split; [lra | apply root_le; auto]. }
  destruct (Hl 0%nat (L - 1)%nat ltac:(lia)) as [_ La0]; fold la in La0.
  destruct (Hl 0%nat L ltac:(lia)) as [_ Mu0]; fold mu in Mu0.
  destruct (Small la ltac:(lra)) as [Ph _]; set (hL := scaled N eta la) in *.
  set (b := root N (1 - delta)).
  assert (Hb : 0 < b < 1).
  { split; [apply root_pos |].
    pose proof (root_pow N HN2 (1 - delta) ltac:(lra)) as E; fold b in E.
    destruct (Rlt_le_dec b 1) as [Lb | Lb]; [exact Lb |]; pose proof (pow_R1_Rle b N Lb); lra. }
  set (C := crossing N kap delta) in *.
  assert (PC : 0 <= C).
  { assert (Ta : 0 < (1 - kap) / (1 + 3 * kap) < 1).
    { split; [apply Rdiv_lt_0_compat; lra |].
      apply Rmult_lt_reg_r with (1 + 3 * kap); [lra |]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l; lra. }
    set (a := root m ((1 - kap) / (1 + 3 * kap))).
    assert (Pa : 0 < a < 1).
    { split; [apply exp_pos |].
      assert (E : a ^ m = (1 - kap) / (1 + 3 * kap)).
      { unfold a, root; rewrite <- Rpower_pow by apply Rpower_pos; rewrite Rpower_mult, Rinv_l, Rpower_1; lra. }
      destruct (Rlt_le_dec a 1) as [La | La]; [exact La |]; pose proof (pow_R1_Rle a m La); lra. }
    assert (Sp : forall y, 0 < y < 1 -> 0 < speed N y).
    { intros y Hy; unfold speed; pose proof (pow_lt_strict N y 1 ltac:(lia) ltac:(lra)) as Q; rewrite pow1 in Q.
      apply Rmult_lt_0_compat; [apply pow_lt |]; lra. }
    unfold C, crossing; fold m a b; apply Rmult_le_pos; [apply Rmax_l |].
    left; apply Rinv_0_lt_compat, Rmin_glb_lt; apply Sp; assumption. }
  set (v := / root N delta' ^ m) in *.
  assert (Pv : 0 < v) by (apply Rinv_0_lt_compat, pow_lt, root_pos).
  set (u := / alpha ^ m) in *.
  assert (Pu : 0 < u) by (apply Rinv_0_lt_compat, pow_lt; exact Ha).
  set (c := INR m * eta * la).
  assert (Pc : 0 < c) by (unfold c; repeat apply Rmult_lt_0_compat; assumption).
  (* the start: u (1 - kappa) / (2 kappa) >= v / kappa + c (s + C / h_L) *)
  assert (St' : v / kap + c * (s + C / hL) <= u * ((1 - kap) / (2 * kap))).
  { apply Rmult_le_reg_r with (2 * kap / (1 - kap)); [apply Rdiv_lt_0_compat; lra |].
    replace (u * ((1 - kap) / (2 * kap)) * (2 * kap / (1 - kap))) with u by (field; lra); exact St. }
  assert (Q0 : 0 <= c * (s + C / hL)).
  { apply Rmult_le_pos; [lra |]; apply Rplus_le_le_0_compat; [lra |].
    apply Rmult_le_pos; [exact PC | left; apply Rinv_0_lt_compat; exact Ph]. }
  assert (Vu : v < u).
  { assert (A : v / kap <= u * ((1 - kap) / (2 * kap))) by lra.
    apply (Rmult_le_compat_r kap) in A; [| lra].
    replace (v / kap * kap) with v in A by (field; lra).
    replace (u * ((1 - kap) / (2 * kap)) * kap) with (u * ((1 - kap) / 2)) in A by (field; lra).
    assert (0 < u * kap) by (apply Rmult_lt_0_compat; lra); lra. }
  assert (Ad : alpha ^ N < delta').
  { assert (R : alpha < root N delta').
    { destruct (Rlt_le_dec alpha (root N delta')) as [Q | Q]; [exact Q |].
      assert (u <= v); [| lra].
      unfold u, v; apply Rinv_le_contravar; [apply pow_lt, root_pos |]; apply pow_incr; split; [left; apply root_pos | exact Q]. }
    rewrite <- (root_pow N HN2 delta') by lra; apply pow_lt_strict; [lia | lra]. }
  split; [lra |]; intros K1 _ (i & Hi & HK1).
  destruct (Hl i (L - 1)%nat ltac:(lia)) as [_ Li]; destruct (Hl 0%nat i ltac:(lia)) as [Pi Li0]; fold la in Li.
  (* K1 < 1 + u (1 + kappa) / (2 kappa c) + C / h_L *)
  assert (B : INR K1 < 1 + u * ((1 + kap) / (2 * kap)) / c + C / hL).
  { destruct (Small (lambda i) ltac:(lra)) as [Phi Shi].
    set (l := root N (lambda i)); set (h := scaled N eta (lambda i)) in *.
    pose proof (root_pos N (lambda i)) as Pl; fold l in Pl.
    pose proof (root_pow N HN2 (lambda i) Pi) as El; fold l in El.
    pose proof (root_scaled N HN2 eta (lambda i)) as Eh; fold l h in Eh.
    set (x0 := alpha / l).
    assert (Al : alpha < l) by (apply lt_root; auto; lra).
    assert (Ex : alpha = l * x0) by (unfold x0; field; lra).
    assert (H0 : 0 < x0 < 1).
    { split; [apply Rdiv_lt_0_compat; assumption |]; apply Rmult_lt_reg_l with l; [exact Pl |]; lra. }
    pose proof (time_before N h kap HN Phi Shi Hk x0 b H0 Hb K1) as T.
    assert (T1 : forall j, (j < K1)%nat -> orbit N (fun _ => h) 1 x0 j < b).
    { intros j Hj; destruct HK1 as [_ K2]; specialize (K2 j Hj).
      assert (R : orbit N (fun _ => eta) (lambda i) alpha j / l = orbit N (fun _ => h) 1 x0 j)
        by exact (reduction_scaling N (fun _ => eta) (lambda i) alpha HN2 Pi j).
      pose proof (orbit_within N h HN Phi Shi x0 H0 j) as W; set (y := orbit N (fun _ => h) 1 x0 j) in *.
      assert (Ed : d N eta (lambda i) alpha j = l * y) by (rewrite <- R; unfold d; field; lra).
      unfold w in K2; rewrite Ed, Rpow_mult_distr, El in K2.
      destruct (Rlt_le_dec y b) as [Q | Q]; [exact Q | exfalso].
      pose proof (pow_incr b y N ltac:(lra)) as P; unfold b in P; rewrite root_pow in P by (auto; lra).
      apply (Rmult_le_compat_l (lambda i)) in P; lra. }
    specialize (T T1); fold m in T.
    change (Rmax 0 (b - root m ((1 - kap) / (1 + 3 * kap))) / Rmin (speed N (root m ((1 - kap) / (1 + 3 * kap)))) (speed N b))
      with C in T.
    apply Rlt_le_trans with (1 := T).
    apply Rplus_le_compat.
    - apply Rplus_le_compat_l.
      (* x_0^(-m) / h = u / (eta lambda_i) *)
      assert (E : / x0 ^ m / (INR m * h * (2 * kap / (1 + kap))) = u * ((1 + kap) / (2 * kap)) / (INR m * eta * lambda i)).
      { unfold u; rewrite <- Eh, <- El; replace (2 * N - 2)%nat with (m + N)%nat by (unfold m; lia).
        rewrite pow_add, Ex, Rpow_mult_distr; field.
        repeat split; try lra; apply pow_nonzero; lra. }
      rewrite E; unfold Rdiv; apply Rmult_le_compat_l.
      + apply Rmult_le_pos; [lra |]; left; apply Rdiv_lt_0_compat; lra.
      + apply Rinv_le_contravar; [exact Pc |]; unfold c; apply Rmult_le_compat_l; [apply Rmult_le_pos |]; lra.
    - apply Rmult_le_compat_l; [exact PC |]; apply Rinv_le_contravar; [exact Ph |].
      unfold hL, h; rewrite <- !(root_scaled N HN2); apply Rmult_le_compat_l; [lra |].
      apply pow_incr; split; [left; apply root_pos | apply root_le; auto]. }
  (* the time at which mu reaches delta' *)
  destruct (Small mu ltac:(lra)) as [_ Smu].
  set (theta := delta' / mu).
  assert (Et : theta * mu = delta') by (unfold theta; field; lra).
  assert (Ht : theta < 1) by (apply Rmult_lt_reg_r with mu; lra).
  destruct (recovery N mu alpha eta theta HN2 Pmu Ha ltac:(lra) He Smu Ht) as [K' HK'].
  pose proof (time_deep_lower N mu alpha eta theta K' HN Pmu Ha ltac:(lra) Ht He Smu HK') as T; cbv zeta in T.
  rewrite Et in T; fold m u v in T.
  assert (Kc : INR m * eta * mu = kap * c) by (unfold kap, c; field; lra).
  rewrite Kc in T.
  assert (F : 1 + u * ((1 + kap) / (2 * kap)) / c + C / hL <= (u - v) / (kap * c)).
  { apply Rmult_le_reg_r with c; [exact Pc |].
    replace ((u - v) / (kap * c) * c) with (u / kap - v / kap) by (field; lra).
    replace ((1 + u * ((1 + kap) / (2 * kap)) / c + C / hL) * c) with (u * ((1 + kap) / (2 * kap)) + c * (1 + C / hL)) by (field; lra).
    assert (c * (1 + C / hL) <= c * (s + C / hL)) by (apply Rmult_le_compat_l; lra).
    replace (u * ((1 - kap) / (2 * kap))) with (u / kap - u * ((1 + kap) / (2 * kap))) in St' by (field; lra); lra. }
  exists K1; split; [lia |]; fold mu.
  destruct HK' as [_ K2]; specialize (K2 K1); rewrite Et in K2; left; apply K2, INR_lt; lra.
Qed.
(* claim: rank.window and /sharper at N >= 3
   As stated, with any s >= 1 for the steps lost to rounding. *)
