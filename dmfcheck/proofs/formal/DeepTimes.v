(** Three layers or more: the recovery time from above, and order.rate. *)

Require Import Reals Lra Lia.
Require Import Powers Growth Descent Rank DeepFactorization Times Plateau TwoLayers RecoveryRates.
Open Scope R_scope.

(** [(1 + y)^(-m) <= 1 - m y + m (m + 1) y^2 / 2] *)
Lemma inverse_power_above m y : 0 <= y -> / (1 + y) ^ m <= 1 - INR m * y + INR m * (INR m + 1) / 2 * y ^ 2.
Proof.
  intros Hy; induction m as [| m IH]; [simpl; lra |].
  cbn [pow]; rewrite Rinv_mult, S_INR.
  apply Rmult_le_reg_l with (1 + y); [lra |].
  rewrite <- Rmult_assoc, Rinv_r, Rmult_1_l by lra; apply Rle_trans with (1 := IH).
  assert (0 <= y ^ 2 * y * ((INR m + 1) * (INR m + 2) / 2)).
  { pose proof (pos_INR m); apply Rmult_le_pos; [apply Rmult_le_pos; [apply pow_le |] |]; try lra.
    assert (0 <= (INR m + 1) * (INR m + 2)) by (apply Rmult_le_pos; lra); lra. }
  replace (y * 1) with y by ring; simpl in *; lra.
Qed.

(** [y <= (1 + h) ln (1 + y)] for [y <= h] *)
Lemma log_above y h : 0 <= y <= h -> y <= (1 + h) * ln (1 + y).
Proof.
  intros Hy.
  pose proof (ln_below (/ (1 + y)) ltac:(apply Rinv_0_lt_compat; lra)) as L; rewrite ln_Rinv in L by lra.
  assert (L' : y / (1 + y) <= ln (1 + y)) by (replace (y / (1 + y)) with (1 - / (1 + y)) by (field; lra); lra).
  assert (P : 0 <= y / (1 + y)) by (apply Rmult_le_pos; [lra |]; left; apply Rinv_0_lt_compat; lra).
  apply Rle_trans with ((1 + h) * (y / (1 + y))); [| apply Rmult_le_compat_l; lra].
  apply Rmult_le_reg_r with (1 + y); [lra |].
  replace ((1 + h) * (y / (1 + y)) * (1 + y)) with ((1 + h) * y) by (field; lra).
  rewrite Rmult_comm; apply Rmult_le_compat_r; lra.
Qed.

Section Scaled.

Variables (N : nat) (h : R).
Hypotheses (HN : (3 <= N)%nat) (Hh : 0 < h) (Hs : h <= / INR N).

Let HN2 : (2 <= N)%nat.
Proof. lia. Qed.
Let m := (N - 2)%nat.
Let N3 : 3 <= INR N.
Proof. replace 3 with (INR 3) by (simpl; ring); apply le_INR; exact HN. Qed.
Let Em : INR m = INR N - 2.
Proof. unfold m; rewrite minus_INR by lia; simpl (INR 2); ring. Qed.

(** The growth of a step less one. *)
Definition gain (x : R) : R := h * x ^ (N - 2) * (1 - x ^ N).

Lemma step_gain x : step N h 1 x = x * (1 + gain x).
Proof using HN. rewrite step_growth by lia; reflexivity. Qed.

Lemma step_within x : 0 < x < 1 -> x < step N h 1 x < 1.
Proof using HN Hh Hs.
  intros Hx; pose proof (step_monotone N HN2 h 1 x Hh) as M; rewrite !pow1 in M; apply M; [lra | exact Hx].
Qed.

Lemma gain_bounds x : 0 < x < 1 -> 0 < gain x <= h.
Proof using Hh HN.
  intros Hx; unfold gain; fold m.
  pose proof (pow_lt x m ltac:(lra)); pose proof (pow_incr x 1 m ltac:(lra)) as P; rewrite pow1 in P.
  pose proof (pow_lt x N ltac:(lra)); pose proof (pow_lt_strict N x 1 ltac:(lia) ltac:(lra)) as Q; rewrite pow1 in Q.
  split; [repeat apply Rmult_lt_0_compat; lra |].
  apply Rle_trans with (h * 1 * 1); [| lra].
  apply Rmult_le_compat; [apply Rmult_le_pos; lra | lra | apply Rmult_le_compat_l; lra | lra].
Qed.

(** [x^(-m)] falls by at least this. *)
Lemma inverse_falls x : 0 < x < 1 ->
  INR m * h * (1 - x ^ N) * (1 - (INR m + 1) / 2 * gain x) <= / x ^ m - / step N h 1 x ^ m.
Proof using HN Hh.
  intros Hx; rewrite step_gain, Rpow_mult_distr, Rinv_mult.
  destruct (gain_bounds x Hx) as [G _].
  pose proof (inverse_power_above m (gain x) ltac:(lra)) as I.
  pose proof (pow_lt x m ltac:(lra)) as Px.
  assert (Pi : 0 < / x ^ m) by (apply Rinv_0_lt_compat; exact Px).
  apply (Rmult_le_compat_l (/ x ^ m)) in I; [| lra].
  assert (E : / x ^ m * gain x = h * (1 - x ^ N)) by (unfold gain; fold m; field; lra).
  replace (/ x ^ m * (1 - INR m * gain x + INR m * (INR m + 1) / 2 * gain x ^ 2))
    with (/ x ^ m - INR m * (/ x ^ m * gain x) * (1 - (INR m + 1) / 2 * gain x)) in I by (simpl; field; lra).
  rewrite E in I; lra.
Qed.

Definition saturation (x : R) : R := x ^ 2 / 2 - ln (1 - x ^ N) / INR N.

Lemma saturation_step x : 0 < x < 1 -> h * x ^ N <= saturation (step N h 1 x) - saturation x.
Proof using HN Hh Hs.
  intros Hx; pose proof (step_within x Hx) as Sw; set (y := step N h 1 x) in *.
  pose proof (pow_lt_strict N x 1 ltac:(lia) ltac:(lra)) as Qx; rewrite pow1 in Qx.
  pose proof (pow_lt_strict N y 1 ltac:(lia) ltac:(lra)) as Qy; rewrite pow1 in Qy.
  pose proof (pow_tangent N x y ltac:(lra) ltac:(lra)) as T; replace (pred N) with (N - 1)%nat in T by lia.
  (* (1/N) ln ((1 - X) / (1 - Y)) >= (Y - X) / (N (1 - X)) *)
  pose proof (ln_below ((1 - y ^ N) / (1 - x ^ N)) ltac:(apply Rdiv_lt_0_compat; lra)) as L.
  rewrite ln_quotient in L by lra.
  replace ((1 - y ^ N) / (1 - x ^ N) - 1) with (- ((y ^ N - x ^ N) / (1 - x ^ N))) in L by (field; lra).
  assert (A : x ^ (N - 1) * (y - x) / (1 - x ^ N) <= ln (1 - x ^ N) / INR N - ln (1 - y ^ N) / INR N).
  { apply Rmult_le_reg_l with (INR N); [lra |].
    replace (INR N * (ln (1 - x ^ N) / INR N - ln (1 - y ^ N) / INR N)) with (ln (1 - x ^ N) - ln (1 - y ^ N)) by (field; lra).
    apply Rle_trans with ((y ^ N - x ^ N) / (1 - x ^ N)); [| lra].
    replace (INR N * (x ^ (N - 1) * (y - x) / (1 - x ^ N))) with (INR N * x ^ (N - 1) * (y - x) * / (1 - x ^ N)) by (field; lra).
    apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; lra | lra]. }
  assert (Sq : x * (y - x) <= y ^ 2 / 2 - x ^ 2 / 2) by (pose proof (Rle_0_sqr (y - x)) as Q; unfold Rsqr in Q; simpl; lra).
  (* h X = (y - x) x / (1 - X) *)
  assert (E : h * x ^ N = x * (y - x) + x ^ (N + 1) * (y - x) / (1 - x ^ N)).
  { replace (y - x) with (h * x ^ (N - 1) * (1 - x ^ N)) by (unfold y, step; ring).
    replace (N + 1)%nat with (S N) by lia; replace N with (S (N - 1)) at 1 by lia; cbn [pow]; field; lra. }
  assert (B : x ^ (N + 1) * (y - x) / (1 - x ^ N) <= x ^ (N - 1) * (y - x) / (1 - x ^ N)).
  { unfold Rdiv; apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; lra |]; apply Rmult_le_compat_r; [lra |].
    replace (N + 1)%nat with (N - 1 + 2)%nat by lia; rewrite pow_add.
    rewrite <- (Rmult_1_r (x ^ (N - 1))) at 2; apply Rmult_le_compat_l; [apply pow_le; lra |].
    pose proof (pow_incr x 1 2 ltac:(lra)) as P; rewrite pow1 in P; exact P. }
  unfold saturation; lra.
Qed.

(** What rises by at least [m h] at every step. *)
Definition clock (x : R) : R :=
  - / x ^ m + INR m * saturation x + INR m * h * ((INR m + 1) / 2) * (1 + h) * ln x.

Lemma clock_step x : 0 < x < 1 -> INR m * h <= clock (step N h 1 x) - clock x.
Proof using HN Hh Hs.
  intros Hx; pose proof (inverse_falls x Hx) as I; pose proof (saturation_step x Hx) as F.
  destruct (gain_bounds x Hx) as [G1 G2]; pose proof (log_above (gain x) h ltac:(lra)) as L.
  assert (E : ln (step N h 1 x) = ln x + ln (1 + gain x)) by (rewrite step_gain; apply ln_mult; lra).
  unfold clock; rewrite E; clear E.
  assert (Pm : 0 < INR m) by lra.
  pose proof (pow_lt x N ltac:(lra)) as PX; pose proof (pow_lt_strict N x 1 ltac:(lia) ltac:(lra)) as QX; rewrite pow1 in QX.
  apply (Rmult_le_compat_l (INR m)) in F; [| lra].
  assert (C : 0 <= INR m * h * ((INR m + 1) / 2)) by (repeat apply Rmult_le_pos; lra).
  apply (Rmult_le_compat_l _ _ _ C) in L.
  (* (1 - X) (1 - c y) >= 1 - X - c y *)
  assert (D : 0 <= INR m * h * ((INR m + 1) / 2) * gain x * x ^ N)
    by (apply Rmult_le_pos; [apply Rmult_le_pos; [exact C | lra] | lra]).
  lra.
Qed.

Lemma clock_incr x y : 0 < x <= y -> y < 1 -> clock x <= clock y.
Proof using HN Hh.
  intros Hx Hy; unfold clock, saturation.
  pose proof (pow_incr x y m ltac:(lra)); pose proof (pow_lt x m ltac:(lra)).
  pose proof (pow_incr x y N ltac:(lra)); pose proof (pow_incr x y 2 ltac:(lra)).
  pose proof (pow_lt_strict N y 1 ltac:(lia) ltac:(lra)) as Q; rewrite pow1 in Q.
  assert (/ y ^ m <= / x ^ m) by (apply Rinv_le_contravar; lra).
  pose proof (ln_mono (1 - y ^ N) (1 - x ^ N) ltac:(lra)) as L.
  assert (ln (1 - y ^ N) / INR N <= ln (1 - x ^ N) / INR N).
  { apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat |]; lra. }
  pose proof (ln_mono x y Hx) as M.
  assert (INR m * (x ^ 2 / 2 - ln (1 - x ^ N) / INR N) <= INR m * (y ^ 2 / 2 - ln (1 - y ^ N) / INR N))
    by (apply Rmult_le_compat_l; lra).
  assert (INR m * h * ((INR m + 1) / 2) * (1 + h) * ln x <= INR m * h * ((INR m + 1) / 2) * (1 + h) * ln y)
    by (apply Rmult_le_compat_l; [repeat apply Rmult_le_pos; lra | exact M]).
  lra.
Qed.

Variable x0 : R.
Hypothesis start : 0 < x0 < 1.
Let x k := orbit N (fun _ => h) 1 x0 k.

Lemma orbit_within k : 0 < x k < 1.
Proof using HN Hh Hs start.
  induction k as [| k IH]; [exact start |].
  change (x (S k)) with (step N h 1 (x k)); pose proof (step_within (x k) IH); lra.
Qed.

Lemma clock_orbit k : INR k * (INR m * h) <= clock (x k) - clock x0.
Proof using HN Hh Hs start.
  induction k as [| k IH]; [simpl; change (x 0%nat) with x0; lra |].
  pose proof (clock_step (x k) (orbit_within k)) as C; change (step N h 1 (x k)) with (x (S k)) in C.
  rewrite S_INR; lra.
Qed.

Lemma deep_time_above (theta : R) (K : nat) :
  0 < theta < 1 -> x0 ^ N < theta -> theta <= x K ^ N -> (forall k, (k < K)%nat -> x k ^ N < theta) ->
  INR m * h * INR K <= / x0 ^ m - / root N theta ^ m
    + INR m * (/ 2 - ln (1 - theta) / INR N + h + (INR m + 1) / 2 * h * (1 + h) * (ln (theta / x0 ^ N) / INR N)).
Proof using HN Hh Hs start.
  intros Ht H0 HK Hk; destruct K as [| K]; [change (x 0%nat) with x0 in HK; lra |].
  pose proof (Hk K ltac:(lia)) as B; pose proof (clock_orbit K) as C; pose proof (orbit_within K) as Hx.
  pose proof (root_pos N theta) as Pr; pose proof (root_pow N HN2 theta ltac:(lra)) as Er.
  set (b := root N theta) in *.
  assert (Hb : x K <= b) by (apply le_root; [exact HN2 | lra | lra | lra]).
  assert (Hb1 : b < 1).
  { destruct (Rlt_le_dec b 1) as [L | L]; [exact L |]; pose proof (pow_R1_Rle b N L); lra. }
  pose proof (clock_incr (x K) b ltac:(lra) Hb1) as I.
  assert (Lb : ln b = ln theta / INR N).
  { unfold b, root, Rpower; rewrite ln_exp; unfold Rdiv; ring. }
  assert (Lx : ln (theta / x0 ^ N) / INR N = ln b - ln x0).
  { rewrite ln_quotient, ln_pow, Lb by (try apply pow_lt; lra); field; lra. }
  assert (Sx : 0 <= saturation x0).
  { unfold saturation; pose proof (pow_lt x0 N ltac:(lra)) as P; pose proof (pow_lt x0 2 ltac:(lra)).
    pose proof (ln_below (1 - x0 ^ N) ltac:(lra)) as L.
    assert (ln (1 - x0 ^ N) / INR N <= 0).
    { unfold Rdiv; rewrite <- (Rmult_0_l (/ INR N)); apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat |]; lra. }
    lra. }
  assert (Sb : saturation b <= / 2 - ln (1 - theta) / INR N).
  { unfold saturation; rewrite Er; pose proof (pow_incr b 1 2 ltac:(lra)) as P; rewrite pow1 in P; lra. }
  rewrite Lx; unfold clock in C, I; rewrite S_INR.
  apply (Rmult_le_compat_l (INR m)) in Sb; [| lra].
  assert (0 <= INR m * saturation x0) by (apply Rmult_le_pos; lra).
  lra.
Qed.

End Scaled.

(** ** In the coordinates of the claim *)

(** What [m eta lambda K] can exceed [alpha^(-m) - tau^(-m)] by. *)
Definition delay (N : nat) (eta theta alpha lambda : R) : R :=
  let m := INR (N - 2) in
  let h := scaled N eta lambda in
  m * (/ 2 - ln (1 - theta) / INR N + h + (m + 1) / 2 * h * (1 + h) * (ln (theta * lambda / alpha ^ N) / INR N))
  / root N lambda ^ (N - 2).

Lemma root_mult N a b : 0 < a -> 0 < b -> root N (a * b) = root N a * root N b.
Proof. intros Ha Hb; unfold root; rewrite Rpower_mult_distr; auto. Qed.

Lemma deep_time (N : nat) (lambda alpha eta theta : R) (K : nat) :
  (3 <= N)%nat -> 0 < lambda -> 0 < alpha -> 0 < theta < 1 -> alpha ^ N < theta * lambda ->
  0 < eta -> scaled N eta lambda <= / INR N -> recovered_first N eta lambda alpha theta K ->
  let size := / alpha ^ (N - 2) - / root N (theta * lambda) ^ (N - 2) in
  0 < size /\ size <= INR K * (INR (N - 2) * eta * lambda) <= size + delay N eta theta alpha lambda.
Proof.
  intros HN Hl Ha Ht Hal He Hs HK size.
  assert (HN2 : (2 <= N)%nat) by lia.
  set (m := (N - 2)%nat) in *.
  assert (Pm : 0 < INR m) by (apply lt_0_INR; unfold m; lia).
  assert (Tl : 0 < theta * lambda) by (apply Rmult_lt_0_compat; lra).
  pose proof (time_deep_lower N lambda alpha eta theta K HN Hl Ha Hal ltac:(lra) He Hs HK) as L; cbv zeta in L; fold m size in L.
  assert (C : 0 < INR m * eta * lambda) by (repeat apply Rmult_lt_0_compat; assumption).
  assert (At : alpha < root N (theta * lambda)) by (apply lt_root; auto).
  pose proof (root_pos N (theta * lambda)) as Pt.
  assert (Sz : 0 < size).
  { unfold size; assert (/ root N (theta * lambda) ^ m < / alpha ^ m); [| lra].
    apply Rinv_lt_contravar; [apply Rmult_lt_0_compat; apply pow_lt; lra |]; apply pow_lt_strict; [unfold m; lia | lra]. }
  split; [exact Sz | split].
  { apply Rmult_le_reg_r with (/ (INR m * eta * lambda)); [apply Rinv_0_lt_compat; exact C |].
    replace (INR K * (INR m * eta * lambda) * / (INR m * eta * lambda)) with (INR K) by (field; lra); exact L. }
  (* scaled *)
  pose proof (root_pow N HN2 lambda Hl) as El; pose proof (root_pos N lambda) as Pl.
  pose proof (root_scaled N HN2 eta lambda) as Eh; set (l := root N lambda) in *; set (h := scaled N eta lambda) in *.
  assert (Ph : 0 < h) by (rewrite <- Eh; apply Rmult_lt_0_compat; [exact He | apply pow_lt; exact Pl]).
  assert (Al : alpha < l) by (apply lt_root; auto; apply Rlt_trans with (1 := Hal); rewrite <- (Rmult_1_l lambda) at 2; apply Rmult_lt_compat_r; lra).
  set (x0 := alpha / l).
  assert (Ex : alpha = l * x0) by (unfold x0; field; lra).
  assert (H0 : 0 < x0 < 1).
  { split; [apply Rdiv_lt_0_compat; assumption |]; apply Rmult_lt_reg_l with l; [exact Pl |]; lra. }
  assert (W : forall k, w N eta lambda alpha k = lambda * orbit N (fun _ => h) 1 x0 k ^ N).
  { intros k.
    assert (R : orbit N (fun _ => eta) lambda alpha k / l = orbit N (fun _ => h) 1 x0 k)
      by exact (reduction_scaling N (fun _ => eta) lambda alpha HN2 Hl k).
    rewrite <- R; unfold w, d; rewrite <- El at 2; rewrite <- Rpow_mult_distr; f_equal; field; lra. }
  destruct HK as [K1 K2].
  assert (X0 : x0 ^ N < theta).
  { apply Rmult_lt_reg_l with lambda; [exact Hl |]; rewrite <- El at 1; rewrite <- Rpow_mult_distr, <- Ex; lra. }
  pose proof (deep_time_above N h HN Ph Hs x0 H0 theta K Ht X0) as T.
  assert (T1 : theta <= orbit N (fun _ => h) 1 x0 K ^ N).
  { rewrite W in K1; apply Rmult_le_reg_l with lambda; lra. }
  specialize (T T1); fold m in T.
  assert (T2 : forall k, (k < K)%nat -> orbit N (fun _ => h) 1 x0 k ^ N < theta).
  { intros k Hk; specialize (K2 k Hk); rewrite W in K2; apply Rmult_lt_reg_l with lambda; lra. }
  specialize (T T2).
  pose proof (pow_lt l m Pl) as Plm.
  apply (Rmult_le_compat_l (/ l ^ m)) in T; [| left; apply Rinv_0_lt_compat; exact Plm].
  assert (E1 : / l ^ m * (INR m * h * INR K) = INR K * (INR m * eta * lambda)).
  { rewrite <- Eh, <- El; replace (2 * N - 2)%nat with (m + N)%nat by (unfold m; lia); rewrite pow_add; field; lra. }
  assert (E2 : / l ^ m * (/ x0 ^ m - / root N theta ^ m) = size).
  { unfold size; rewrite root_mult by lra; fold l; rewrite Ex, !Rpow_mult_distr.
    field; repeat split; apply pow_nonzero, Rgt_not_eq; try exact Pl; try apply root_pos; apply H0. }
  assert (E3 : theta / x0 ^ N = theta * lambda / alpha ^ N).
  { rewrite Ex, Rpow_mult_distr, El; field; split; [apply pow_nonzero |]; lra. }
  rewrite E1, Rmult_plus_distr_l, E2, E3 in T; apply Rle_trans with (1 := T).
  unfold delay; fold m h l; apply Rplus_le_compat_l; right; unfold Rdiv; ring.
Qed.

Theorem order_rate_deep (N : nat) (lambda_i lambda_j alpha eta theta : R) (Ki Kj : nat) :
  (3 <= N)%nat -> 0 < lambda_j <= lambda_i -> 0 < eta -> scaled N eta lambda_i <= / INR N ->
  0 < alpha -> 0 < theta < 1 -> alpha ^ N < theta * lambda_j ->
  recovered_first N eta lambda_i alpha theta Ki -> recovered_first N eta lambda_j alpha theta Kj ->
  let tau lambda := root N (theta * lambda) in
  let size := / alpha ^ (N - 2) - / tau lambda_j ^ (N - 2) in
  let slack := / tau lambda_j ^ (N - 2) - / tau lambda_i ^ (N - 2)
               + Rmax (delay N eta theta alpha lambda_i) (delay N eta theta alpha lambda_j) in
  0 < size /\ Rabs (INR Ki / INR Kj - lambda_j / lambda_i) <= lambda_j / lambda_i * (slack / size).
Proof.
  intros HN Hl He Hs Ha Ht Hal Hi Hj tau size slack.
  assert (HN2 : (2 <= N)%nat) by lia.
  assert (Sj : scaled N eta lambda_j <= / INR N).
  { rewrite <- (root_scaled N HN2) in *; apply step_size_smaller with (root N lambda_i); [lra | | exact Hs].
    pose proof (root_pos N lambda_j); split; [lra | apply root_le; auto]. }
  assert (Ti : theta * lambda_j <= theta * lambda_i) by (apply Rmult_le_compat_l; lra).
  destruct (deep_time N lambda_i alpha eta theta Ki HN ltac:(lra) Ha Ht ltac:(lra) He Hs Hi) as (Zi & Li & Ui).
  destruct (deep_time N lambda_j alpha eta theta Kj HN ltac:(lra) Ha Ht Hal He Sj Hj) as (Zj & Lj & Uj).
  fold (tau lambda_i) in Zi, Li, Ui; fold (tau lambda_j) in Zj, Lj, Uj; fold size in Zj, Lj, Uj.
  split; [exact Zj |].
  set (Mi := / alpha ^ (N - 2) - / tau lambda_i ^ (N - 2)) in *.
  assert (Pm : 0 < INR (N - 2)) by (apply lt_0_INR; lia).
  assert (Gi : 0 < INR (N - 2) * eta * lambda_i) by (repeat apply Rmult_lt_0_compat; lra).
  assert (Gj : 0 < INR (N - 2) * eta * lambda_j) by (repeat apply Rmult_lt_0_compat; lra).
  pose proof (Rmax_l (delay N eta theta alpha lambda_i) (delay N eta theta alpha lambda_j)).
  pose proof (Rmax_r (delay N eta theta alpha lambda_i) (delay N eta theta alpha lambda_j)).
  assert (Mij : size <= Mi).
  { unfold size, Mi; assert (/ tau lambda_i ^ (N - 2) <= / tau lambda_j ^ (N - 2)); [| lra].
    pose proof (root_pos N (theta * lambda_j)) as Pj; fold (tau lambda_j) in Pj.
    apply Rinv_le_contravar; [apply pow_lt; exact Pj |]; apply pow_incr; split; [lra |].
    apply root_le; [exact HN2 |]; split; [apply Rmult_lt_0_compat; lra | exact Ti]. }
  replace (lambda_j / lambda_i) with (INR (N - 2) * eta * lambda_j / (INR (N - 2) * eta * lambda_i)) by (field; lra).
  replace slack with (Mi - size + Rmax (delay N eta theta alpha lambda_i) (delay N eta theta alpha lambda_j))
    by (unfold slack, Mi, size; ring).
  apply ratio_of_times; try assumption; lra.
Qed.

(** As the limit that the claim speaks of: the distance is at most a multiple of [alpha^(N-2) ln (1 / alpha)]. *)
Lemma delay_log (N : nat) (eta theta lambda : R) :
  (3 <= N)%nat -> 0 < lambda -> 0 < theta -> 0 < eta ->
  exists P, 0 <= P /\ forall alpha, 0 < alpha -> 1 <= ln (/ alpha) -> delay N eta theta alpha lambda <= P * ln (/ alpha).
Proof.
  intros HN Hl Ht He.
  assert (HN2 : (2 <= N)%nat) by lia.
  set (m := INR (N - 2)); set (h := scaled N eta lambda).
  set (q := m / root N lambda ^ (N - 2)); set (c := (m + 1) / 2 * h * (1 + h)).
  set (A := / 2 - ln (1 - theta) / INR N + h + c * (ln (theta * lambda) / INR N)).
  assert (Pm : 0 < m) by (apply lt_0_INR; lia).
  assert (Ph : 0 < h).
  { unfold h; rewrite <- (root_scaled N HN2); apply Rmult_lt_0_compat; [exact He | apply pow_lt, root_pos]. }
  assert (Pq : 0 < q) by (apply Rdiv_lt_0_compat; [exact Pm | apply pow_lt, root_pos]).
  assert (Pc : 0 < c) by (unfold c; apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat; [lra | exact Ph] | lra]).
  pose proof (Rabs_pos A); pose proof (Rle_abs A).
  exists (q * (Rabs A + c)); split; [apply Rmult_le_pos; lra |].
  intros alpha Ha HL; set (L := ln (/ alpha)) in *.
  assert (PN : 0 < INR N) by (apply lt_0_INR; lia).
  assert (E : ln (theta * lambda / alpha ^ N) / INR N = ln (theta * lambda) / INR N + L).
  { unfold L; rewrite ln_quotient, ln_pow, ln_Rinv by (try apply Rmult_lt_0_compat; try apply pow_lt; assumption).
    field; lra. }
  replace (delay N eta theta alpha lambda) with (q * (A + c * L)).
  - rewrite Rmult_assoc; apply Rmult_le_compat_l; [lra |].
    assert (Rabs A * 1 <= Rabs A * L) by (apply Rmult_le_compat_l; lra); lra.
  - unfold delay; rewrite E; fold m h; unfold A, c, q, Rdiv; ring.
Qed.

Theorem order_rate_deep_limit (N : nat) (lambda_i lambda_j eta theta : R) :
  (3 <= N)%nat -> 0 < lambda_j <= lambda_i -> 0 < eta -> scaled N eta lambda_i <= / INR N -> 0 < theta < 1 ->
  exists C a0, 0 < a0 < 1 /\ forall alpha Ki Kj, 0 < alpha < a0 ->
    recovered_first N eta lambda_i alpha theta Ki -> recovered_first N eta lambda_j alpha theta Kj ->
    Rabs (INR Ki / INR Kj - lambda_j / lambda_i) <= C * (alpha ^ (N - 2) * ln (/ alpha)).
Proof.
  intros HN Hl He Hs Ht.
  assert (HN2 : (2 <= N)%nat) by lia.
  destruct (delay_log N eta theta lambda_i HN ltac:(lra) ltac:(lra) He) as (Pi & Pi0 & Di).
  destruct (delay_log N eta theta lambda_j HN ltac:(lra) ltac:(lra) He) as (Pj & Pj0 & Dj).
  set (tau := root N (theta * lambda_j)).
  assert (Pt : 0 < tau) by apply root_pos.
  assert (Tj : 0 < theta * lambda_j) by (apply Rmult_lt_0_compat; lra).
  set (q := lambda_j / lambda_i).
  assert (Pq : 0 < q) by (apply Rdiv_lt_0_compat; lra).
  set (C := / tau ^ (N - 2) + (Pi + Pj)).
  assert (Ptm : 0 < / tau ^ (N - 2)) by (apply Rinv_0_lt_compat, pow_lt; exact Pt).
  exists (2 * (q * C)), (Rmin (tau / 2) (/ 3)).
  pose proof (Rmin_l (tau / 2) (/ 3)); pose proof (Rmin_r (tau / 2) (/ 3)).
  split; [split; [apply Rmin_glb_lt; lra | lra] |].
  intros alpha Ki Kj Ha Hi Hj.
  assert (HL : 1 <= ln (/ alpha)).
  { rewrite <- (ln_exp 1); apply ln_mono; split; [apply exp_pos |].
    apply Rle_trans with (1 := exp_le_3); rewrite <- (Rinv_inv 3); apply Rinv_le_contravar; lra. }
  set (L := ln (/ alpha)) in *.
  assert (Ht2 : alpha ^ (N - 2) <= / 2 * tau ^ (N - 2)).
  { replace (N - 2)%nat with (S (N - 3)) by lia; cbn [pow].
    pose proof (pow_incr alpha tau (N - 3) ltac:(lra)); pose proof (pow_lt alpha (N - 3) ltac:(lra)).
    rewrite <- Rmult_assoc; apply Rmult_le_compat; lra. }
  assert (Hal : alpha ^ N < theta * lambda_j).
  { rewrite <- (root_pow N HN2 (theta * lambda_j) Tj); fold tau; apply pow_lt_strict; [lia | lra]. }
  destruct (order_rate_deep N lambda_i lambda_j alpha eta theta Ki Kj HN Hl He Hs ltac:(lra) Ht Hal Hi Hj) as [S B].
  fold q tau in B, S; apply Rle_trans with (1 := B).
  pose proof (Di alpha ltac:(lra) HL) as DI; pose proof (Dj alpha ltac:(lra) HL) as DJ; fold L in DI, DJ.
  set (slack := / tau ^ (N - 2) - _ + _) in *; set (size := / alpha ^ (N - 2) - / tau ^ (N - 2)) in *.
  assert (Pi' : 0 <= Pi * L) by (apply Rmult_le_pos; lra).
  assert (Pj' : 0 <= Pj * L) by (apply Rmult_le_pos; lra).
  assert (Hsl : slack <= C * L).
  { assert (/ tau ^ (N - 2) * 1 <= / tau ^ (N - 2) * L) by (apply Rmult_le_compat_l; lra).
    assert (0 < / root N (theta * lambda_i) ^ (N - 2)) by (apply Rinv_0_lt_compat, pow_lt, root_pos).
    assert (Rmax (delay N eta theta alpha lambda_i) (delay N eta theta alpha lambda_j) <= Pi * L + Pj * L)
      by (apply Rmax_lub; lra).
    unfold slack, C; lra. }
  pose proof (pow_lt alpha (N - 2) ltac:(lra)) as Pam.
  assert (Hsz : / (2 * alpha ^ (N - 2)) <= size).
  { unfold size; assert (/ tau ^ (N - 2) <= / (2 * alpha ^ (N - 2))) by (apply Rinv_le_contravar; lra).
    replace (/ alpha ^ (N - 2)) with (2 * / (2 * alpha ^ (N - 2))) by (field; lra); lra. }
  assert (CL : 0 <= C * L) by (apply Rmult_le_pos; unfold C; lra).
  replace (2 * (q * C) * (alpha ^ (N - 2) * L)) with (q * (C * L * (2 * alpha ^ (N - 2)))) by ring.
  apply Rmult_le_compat_l; [lra |].
  apply Rmult_le_reg_r with size; [exact S |]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
  apply Rle_trans with (1 := Hsl); rewrite <- (Rmult_1_r (C * L)) at 1.
  replace (C * L * (2 * alpha ^ (N - 2)) * size) with (C * L * (2 * alpha ^ (N - 2) * size)) by ring.
  apply Rmult_le_compat_l; [exact CL |].
  apply (Rmult_le_compat_l (2 * alpha ^ (N - 2))) in Hsz; [rewrite Rinv_r in Hsz; lra | lra].
Qed.
(* claim: order.rate
   For N = 2 order_rate_two_layers and _limit of RecoveryRates.v, for N >= 3 order_rate_deep and _limit: as stated, for the ledger's slack and size
   and as limits with their O(..). *)
