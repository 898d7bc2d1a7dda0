(** order.rate: how the recovery times of two eigenvalues compare as the start shrinks. *)

Require Import Reals Lra Lia.
Require Import Powers Growth Descent Rank DeepFactorization Times Plateau RefutedLimits RefutedAsymptotics TwoLayers.
Open Scope R_scope.

Lemma ln_mono x y : 0 < x <= y -> ln x <= ln y.
Proof. intros [P [L | ->]]; [left; apply ln_increasing; assumption | lra]. Qed.

Lemma ln_quotient x y : 0 < x -> 0 < y -> ln (x / y) = ln x - ln y.
Proof.
  intros Hx Hy; unfold Rdiv; rewrite ln_mult, ln_Rinv by (try apply Rinv_0_lt_compat; assumption); ring.
Qed.

(** [ln x <= x - 1] *)
Lemma ln_below x : 0 < x -> ln x <= x - 1.
Proof.
  intros Hx; pose proof (exp_ineq1_le (ln x)) as E; rewrite exp_ln in E by exact Hx; lra.
Qed.

(** ** What a ratio of times says *)

Lemma ratio_of_times (Ki Kj gi gj Mi Mj D : R) :
  0 < gi -> 0 < gj -> 0 < Mj <= Mi -> Mi <= Ki * gi <= Mi + D -> Mj <= Kj * gj <= Mj + D ->
  Rabs (Ki / Kj - gj / gi) <= gj / gi * ((Mi - Mj + D) / Mj).
Proof.
  intros Gi Gj HM Hi Hj.
  assert (Pj : 0 < Kj) by (apply Rmult_lt_reg_r with gj; [exact Gj | lra]).
  assert (Pg : 0 < Kj * gj) by (apply Rmult_lt_0_compat; assumption).
  replace (Ki / Kj - gj / gi) with (gj / gi * ((Ki * gi - Kj * gj) / (Kj * gj))) by (field; lra).
  assert (Q : 0 < gj / gi) by (apply Rdiv_lt_0_compat; assumption).
  rewrite Rabs_mult, (Rabs_pos_eq (gj / gi)) by lra; apply Rmult_le_compat_l; [lra |].
  unfold Rdiv; rewrite Rabs_mult, (Rabs_pos_eq (/ (Kj * gj))) by (left; apply Rinv_0_lt_compat; exact Pg).
  apply Rmult_le_compat; [apply Rabs_pos | left; apply Rinv_0_lt_compat; exact Pg | |].
  - apply Rabs_le; lra.
  - apply Rinv_le_contravar; lra.
Qed.

(** ** Two layers *)

Lemma odds_step_grows eta lambda x :
  0 < eta -> eta * lambda <= / 2 -> 0 < x -> x ^ 2 < lambda ->
  (1 + eta * lambda) ^ 2 * odds lambda (x ^ 2) <= odds lambda (step 2 eta lambda x ^ 2)
  /\ 0 < step 2 eta lambda x /\ step 2 eta lambda x ^ 2 < lambda.
Proof.
  intros He Hs Hx Hl.
  set (y := x ^ 2) in *.
  assert (Py : 0 < y) by (apply pow_lt; exact Hx).
  set (e := eta * (lambda - y)); set (f := eta * y).
  assert (Pe : 0 < e) by (apply Rmult_lt_0_compat; lra).
  assert (Pf : 0 < f) by (apply Rmult_lt_0_compat; lra).
  assert (Eh : eta * lambda = e + f) by (unfold e, f; ring).
  rewrite Eh in *.
  assert (Es : step 2 eta lambda x = x * (1 + e)) by (unfold step, e, y; simpl; ring).
  assert (E2 : step 2 eta lambda x ^ 2 = y * (1 + e) ^ 2) by (rewrite Es, Rpow_mult_distr; reflexivity).
  assert (Ed : lambda - y * (1 + e) ^ 2 = (lambda - y) * (1 - 2 * f - f * e)) by (unfold e, f; ring).
  assert (Pd : 0 < 1 - 2 * f - f * e).
  { assert (0 < e * (2 - f)) by (apply Rmult_lt_0_compat; lra); lra. }
  assert (Low : (1 + (e + f)) ^ 2 * (1 - 2 * f - f * e) <= (1 + e) ^ 2).
  { assert (0 <= f * ((1 + (e + f)) ^ 2 * (2 + e) - (2 + 2 * e + f))).
    { apply Rmult_le_pos; [lra |].
      assert ((1 + (e + f)) ^ 2 >= 1 + 2 * (e + f)) by (pose proof (Rle_0_sqr (e + f)) as Q; unfold Rsqr in Q; simpl; lra).
      assert ((1 + (e + f)) ^ 2 * (2 + e) >= (1 + 2 * (e + f)) * (2 + e))
        by (apply Rmult_ge_compat_r; lra).
      assert (0 <= (e + f) * e) by (apply Rmult_le_pos; lra).
      lra. }
    simpl in *; lra. }
  assert (Eo : odds lambda (y * (1 + e) ^ 2) = odds lambda y * ((1 + e) ^ 2 / (1 - 2 * f - f * e))).
  { unfold odds; rewrite Ed; field; lra. }
  assert (Po : 0 < odds lambda y) by (apply Rdiv_lt_0_compat; lra).
  rewrite E2, Eo; split; [| split].
  - rewrite Rmult_comm; apply Rmult_le_compat_l; [lra |].
    apply Rmult_le_reg_r with (1 := Pd).
    unfold Rdiv; rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra; exact Low.
  - rewrite Es; apply Rmult_lt_0_compat; lra.
  - assert (0 < (lambda - y) * (1 - 2 * f - f * e)) by (apply Rmult_lt_0_compat; lra); lra.
Qed.

Lemma odds_orbit_grows eta lambda alpha k :
  0 < eta -> eta * lambda <= / 2 -> 0 < alpha -> alpha ^ 2 < lambda ->
  ((1 + eta * lambda) ^ 2) ^ k * odds lambda (alpha ^ 2) <= odds lambda (w 2 eta lambda alpha k)
  /\ 0 < d 2 eta lambda alpha k /\ w 2 eta lambda alpha k < lambda.
Proof.
  intros He Hs Ha Hal; induction k as [| k (IH1 & IH2 & IH3)].
  - unfold w, d; simpl in *; repeat split; lra.
  - destruct (odds_step_grows eta lambda (d 2 eta lambda alpha k) He Hs IH2 IH3) as (O1 & O2 & O3).
    split; [| split; [exact O2 | exact O3]].
    apply Rle_trans with (2 := O1); cbn [pow] in *.
    rewrite Rmult_assoc; apply Rmult_le_compat_l; [| exact IH1].
    pose proof (pow2_ge_0 (1 + eta * lambda)); simpl in *; lra.
Qed.

(** The recovery time of two layers, up to less than one growth: the start enters by [ln (theta lambda / alpha^2) / 2] alone. *)
Lemma two_layers_time eta lambda alpha theta K :
  0 < eta -> 0 < lambda -> scaled 2 eta lambda <= / 2 -> 0 < alpha -> 0 < theta < 1 -> alpha ^ 2 < theta * lambda ->
  recovered_first 2 eta lambda alpha theta K ->
  let M := ln (theta * lambda / alpha ^ 2) / 2 in
  let g := ln (1 + eta * lambda) in
  0 < M /\ M <= INR K * g /\ INR K * g < M + g - ln (1 - theta) / 2.
Proof.
  intros He Hl Hs Ha Ht Hal HK M g.
  assert (P : 0 < eta * lambda) by (apply Rmult_lt_0_compat; assumption).
  assert (Hs' : eta * lambda <= / 2) by (rewrite scaled_2 in Hs; assumption).
  pose proof (pow_lt alpha 2 Ha) as A2.
  assert (Pt : 0 < theta * lambda) by (apply Rmult_lt_0_compat; lra).
  assert (Tl : theta * lambda < lambda) by (rewrite <- (Rmult_1_l lambda) at 2; apply Rmult_lt_compat_r; lra).
  assert (EM : M = (ln (theta * lambda) - 2 * ln alpha) / 2).
  { unfold M; rewrite ln_quotient, ln_pow by assumption; simpl (INR 2); lra. }
  assert (Pg : 0 < g) by (unfold g; rewrite <- ln_1; apply ln_increasing; lra).
  split; [| split].
  - unfold M; assert (0 < ln (theta * lambda / alpha ^ 2)); [| lra].
    rewrite ln_quotient by assumption; pose proof (ln_increasing _ _ A2 Hal); lra.
  - pose proof (two_layers_lower eta lambda alpha theta K He Hl Hs Ha Hal ltac:(lra) HK) as L; fold g in L; lra.
  - destruct HK as [K1 K2]; destruct K as [| K].
    { unfold w, d in K1; cbn [orbit] in K1; lra. }
    destruct (odds_orbit_grows eta lambda alpha K He Hs' Ha ltac:(lra)) as (O1 & O2 & O3).
    specialize (K2 K ltac:(lia)).
    assert (PW : 0 < w 2 eta lambda alpha K) by (apply pow_lt; exact O2).
    assert (B : odds lambda (w 2 eta lambda alpha K) < theta / (1 - theta)).
    { unfold odds; apply Rmult_lt_reg_r with ((lambda - w 2 eta lambda alpha K) * (1 - theta)); [apply Rmult_lt_0_compat; lra |].
      replace (w 2 eta lambda alpha K / (lambda - w 2 eta lambda alpha K) * ((lambda - w 2 eta lambda alpha K) * (1 - theta)))
        with (w 2 eta lambda alpha K * (1 - theta)) by (field; lra).
      replace (theta / (1 - theta) * ((lambda - w 2 eta lambda alpha K) * (1 - theta)))
        with (theta * (lambda - w 2 eta lambda alpha K)) by (field; lra); lra. }
    assert (A : alpha ^ 2 / lambda <= odds lambda (alpha ^ 2)).
    { unfold odds, Rdiv; apply Rmult_le_compat_l; [lra |]; apply Rinv_le_contravar; lra. }
    assert (PA : 0 < alpha ^ 2 / lambda) by (apply Rdiv_lt_0_compat; assumption).
    assert (P2 : 0 < (1 + eta * lambda) ^ 2) by (apply pow_lt; lra).
    assert (PK : 0 < ((1 + eta * lambda) ^ 2) ^ K) by (apply pow_lt; exact P2).
    assert (C : ((1 + eta * lambda) ^ 2) ^ K * (alpha ^ 2 / lambda) < theta / (1 - theta)).
    { apply Rle_lt_trans with (2 := B), Rle_trans with (2 := O1), Rmult_le_compat_l; lra. }
    apply ln_increasing in C; [| apply Rmult_lt_0_compat; assumption].
    rewrite ln_mult, !ln_pow, !ln_quotient, ln_pow in C by (auto; lra).
    fold g in C; simpl (INR 2) in C; rewrite ln_mult in EM by lra; rewrite S_INR; lra.
Qed.

Theorem order_rate_two_layers (lambda_i lambda_j alpha eta theta : R) (Ki Kj : nat) :
  0 < lambda_j <= lambda_i -> 0 < eta -> scaled 2 eta lambda_i <= / 2 ->
  0 < alpha -> 0 < theta < 1 -> alpha ^ 2 < theta * lambda_j ->
  recovered_first 2 eta lambda_i alpha theta Ki -> recovered_first 2 eta lambda_j alpha theta Kj ->
  let limit := ln (1 + eta * lambda_j) / ln (1 + eta * lambda_i) in
  let size := ln (theta * lambda_j / alpha ^ 2) / 2 in
  let slack := ln (lambda_i / lambda_j / (1 - theta)) / 2 + ln (1 + eta * lambda_i) in
  0 < size /\ Rabs (INR Ki / INR Kj - limit) <= limit * (slack / size).
Proof.
  intros Hl He Hs Ha Ht Hal Hi Hj limit size slack.
  assert (Pi : 0 < eta * lambda_i) by (apply Rmult_lt_0_compat; lra).
  assert (Pj : 0 < eta * lambda_j) by (apply Rmult_lt_0_compat; lra).
  assert (Ij : eta * lambda_j <= eta * lambda_i) by (apply Rmult_le_compat_l; lra).
  assert (Ti : theta * lambda_j <= theta * lambda_i) by (apply Rmult_le_compat_l; lra).
  assert (Tj : 0 < theta * lambda_j) by (apply Rmult_lt_0_compat; lra).
  pose proof (pow_lt alpha 2 Ha) as A2.
  destruct (two_layers_time eta lambda_i alpha theta Ki He ltac:(lra) Hs Ha Ht ltac:(lra) Hi) as (Mi & Li & Ui).
  destruct (two_layers_time eta lambda_j alpha theta Kj He ltac:(lra) ltac:(rewrite scaled_2 in *; lra) Ha Ht Hal Hj) as (Mj & Lj & Uj).
  split; [exact Mj |].
  assert (Pgi : 0 < ln (1 + eta * lambda_i)) by (rewrite <- ln_1; apply ln_increasing; lra).
  assert (Pgj : 0 < ln (1 + eta * lambda_j)) by (rewrite <- ln_1; apply ln_increasing; lra).
  assert (Gij : ln (1 + eta * lambda_j) <= ln (1 + eta * lambda_i)) by (apply ln_mono; lra).
  set (Di := ln (theta * lambda_i / alpha ^ 2) / 2) in *.
  assert (E : Di - size = ln (lambda_i / lambda_j) / 2).
  { unfold Di, size; rewrite !ln_quotient, !ln_mult by lra; lra. }
  assert (Z : 0 <= ln (lambda_i / lambda_j)).
  { rewrite ln_quotient by lra; pose proof (ln_mono lambda_j lambda_i ltac:(lra)); lra. }
  assert (Es : slack = Di - size + (ln (1 + eta * lambda_i) - ln (1 - theta) / 2)).
  { unfold slack; rewrite E, (ln_quotient (lambda_i / lambda_j)) by (try apply Rdiv_lt_0_compat; lra); lra. }
  rewrite Es; apply ratio_of_times; try assumption; unfold size in *; lra.
Qed.

(** As the limit that the claim speaks of: the distance is at most a multiple of [1 / ln (1 / alpha)]. *)
Theorem order_rate_two_layers_limit (lambda_i lambda_j eta theta : R) :
  0 < lambda_j <= lambda_i -> 0 < eta -> scaled 2 eta lambda_i <= / 2 -> 0 < theta < 1 ->
  exists C a0, 0 < a0 < 1 /\ forall alpha Ki Kj, 0 < alpha < a0 ->
    recovered_first 2 eta lambda_i alpha theta Ki -> recovered_first 2 eta lambda_j alpha theta Kj ->
    Rabs (INR Ki / INR Kj - ln (1 + eta * lambda_j) / ln (1 + eta * lambda_i)) <= C / ln (/ alpha).
Proof.
  intros Hl He Hs Ht.
  set (limit := ln (1 + eta * lambda_j) / ln (1 + eta * lambda_i)).
  set (slack := ln (lambda_i / lambda_j / (1 - theta)) / 2 + ln (1 + eta * lambda_i)).
  assert (Pi : 0 < eta * lambda_i) by (apply Rmult_lt_0_compat; lra).
  assert (Pj : 0 < eta * lambda_j) by (apply Rmult_lt_0_compat; lra).
  assert (Tj : 0 < theta * lambda_j) by (apply Rmult_lt_0_compat; lra).
  assert (Pgi : 0 < ln (1 + eta * lambda_i)) by (rewrite <- ln_1; apply ln_increasing; lra).
  assert (Pgj : 0 < ln (1 + eta * lambda_j)) by (rewrite <- ln_1; apply ln_increasing; lra).
  assert (Pl : 0 < limit) by (apply Rdiv_lt_0_compat; assumption).
  assert (Ps : 0 <= slack).
  { unfold slack; rewrite !ln_quotient by (try apply Rdiv_lt_0_compat; lra).
    pose proof (ln_mono lambda_j lambda_i ltac:(lra)); pose proof (ln_below (1 - theta) ltac:(lra)); lra. }
  exists (2 * (limit * slack)), (Rmin (theta * lambda_j) (/ 2)).
  pose proof (Rmin_l (theta * lambda_j) (/ 2)); pose proof (Rmin_r (theta * lambda_j) (/ 2)).
  split; [split; [apply Rmin_glb_lt; lra | lra] |].
  intros alpha Ki Kj Ha Hi Hj.
  assert (A2 : alpha ^ 2 < theta * lambda_j).
  { assert (alpha * alpha < 1 * alpha) by (apply Rmult_lt_compat_r; lra); simpl; lra. }
  destruct (order_rate_two_layers lambda_i lambda_j alpha eta theta Ki Kj Hl He Hs ltac:(lra) Ht A2 Hi Hj) as [S B].
  fold limit slack in B; apply Rle_trans with (1 := B).
  pose proof (pow_lt alpha 2 ltac:(lra)) as P2.
  assert (L : 0 < ln (/ alpha)).
  { rewrite <- ln_1; apply ln_increasing; [lra |]; rewrite <- Rinv_1; apply Rinv_lt_contravar; lra. }
  (* theta lambda_j / alpha^2 >= 1 / alpha *)
  assert (Q : / 2 * ln (/ alpha) <= ln (theta * lambda_j / alpha ^ 2) / 2).
  { enough (ln (/ alpha) <= ln (theta * lambda_j / alpha ^ 2)) by lra.
    apply ln_mono; split; [apply Rinv_0_lt_compat; lra |].
    replace (/ alpha) with (alpha / alpha ^ 2) by (field; lra).
    apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; exact P2 | lra]. }
  unfold Rdiv; rewrite <- Rmult_assoc.
  replace (2 * (limit * slack) * / ln (/ alpha)) with (limit * slack * / (/ 2 * ln (/ alpha))) by (field; lra).
  apply Rmult_le_compat_l; [apply Rmult_le_pos; lra |]; apply Rinv_le_contravar; [lra | exact Q].
Qed.

(** ** order.rate_literal/small_steps *)

(** [2 / (2 + s) <= ln (1 + s) / s], by its derivative: [ln (1 + s) - 2 s / (2 + s)] does not fall. *)
Lemma ln_1p_above s : 0 <= s -> 2 * s / (2 + s) <= ln (1 + s).
Proof.
  intros [Hs | <-]; [| rewrite !Rplus_0_r, ln_1; lra].
  set (f := fun s => ln (1 + s) - 2 * s / (2 + s)).
  destruct (MVT_cor2 f (fun s => s ^ 2 / ((1 + s) * (2 + s) ^ 2)) 0 s Hs) as (c & Ec & Hc).
  - intros c Hc; unfold f.
    replace (c ^ 2 / ((1 + c) * (2 + c) ^ 2)) with (/ (1 + c) * (0 + 1) - ((2 * 1) * (2 + c) - (0 + 1) * (2 * c)) / Rsqr (2 + c))
      by (unfold Rsqr; field; lra).
    apply (derivable_pt_lim_minus (fun s => ln (1 + s)) (fun s => 2 * s / (2 + s))).
    + apply (derivable_pt_lim_comp (fun s => 1 + s) ln).
      * apply (derivable_pt_lim_plus (fun _ => 1) (fun s => s)); [apply derivable_pt_lim_const | apply derivable_pt_lim_id].
      * apply derivable_pt_lim_ln; lra.
    + apply (derivable_pt_lim_div (fun s => 2 * s) (fun s => 2 + s)); [| | lra].
      * apply (derivable_pt_lim_scal (fun s => s)), derivable_pt_lim_id.
      * apply (derivable_pt_lim_plus (fun _ => 2) (fun s => s)); [apply derivable_pt_lim_const | apply derivable_pt_lim_id].
  - assert (0 <= c ^ 2 / ((1 + c) * (2 + c) ^ 2)).
    { unfold Rdiv; apply Rmult_le_pos; [apply pow_le; lra |]; left; apply Rinv_0_lt_compat, Rmult_lt_0_compat; [lra | apply pow_lt; lra]. }
    assert (0 <= c ^ 2 / ((1 + c) * (2 + c) ^ 2) * (s - 0)) by (apply Rmult_le_pos; lra).
    assert (f 0 = 0) by (unfold f; rewrite !Rplus_0_r, ln_1; field).
    unfold f in *; lra.
Qed.

(** [ln (1 + s) / s] does not grow. *)
Lemma ln_1p_concave s t : 0 < s <= t -> s * ln (1 + t) <= t * ln (1 + s).
Proof.
  intros Hst.
  pose proof (ln_below ((1 + t) / (1 + s)) ltac:(apply Rdiv_lt_0_compat; lra)) as B.
  rewrite ln_quotient in B by lra.
  pose proof (ln_1p_above s ltac:(lra)) as A.
  (* ln (1 + s) >= s / (1 + s) *)
  assert (L : s / (1 + s) <= ln (1 + s)).
  { pose proof (ln_below (/ (1 + s)) ltac:(apply Rinv_0_lt_compat; lra)) as C; rewrite ln_Rinv in C by lra.
    replace (s / (1 + s)) with (1 - / (1 + s)) by (field; lra); lra. }
  replace ((1 + t) / (1 + s) - 1) with ((t - s) / (1 + s)) in B by (field; lra).
  apply (Rmult_le_compat_l s) in B; [| lra].
  apply (Rmult_le_compat_l (t - s)) in L; [| lra].
  replace (s * ((t - s) / (1 + s))) with ((t - s) * (s / (1 + s))) in B by (field; lra); lra.
Qed.

Theorem order_rate_small_steps (lambda_i lambda_j alpha eta theta : R) (Ki Kj : nat) :
  0 < lambda_j <= lambda_i -> 0 < eta -> scaled 2 eta lambda_i <= / 2 ->
  0 < alpha -> 0 < theta < 1 -> alpha ^ 2 < theta * lambda_j ->
  recovered_first 2 eta lambda_i alpha theta Ki -> recovered_first 2 eta lambda_j alpha theta Kj ->
  let s := eta * lambda_i / 2 in
  let size := ln (theta * lambda_j / alpha ^ 2) / 2 in
  let slack := ln (lambda_i / lambda_j / (1 - theta)) / 2 + ln (1 + eta * lambda_i) in
  0 < size
  /\ Rabs (INR Ki / INR Kj - lambda_j / lambda_i) <= lambda_j / lambda_i * (s + (1 + s) * (slack / size)).
Proof.
  intros Hl He Hs Ha Ht Hal Hi Hj s size slack.
  destruct (order_rate_two_layers lambda_i lambda_j alpha eta theta Ki Kj Hl He Hs Ha Ht Hal Hi Hj) as [S B].
  fold size slack in B, S; split; [exact S |].
  assert (Pi : 0 < eta * lambda_i) by (apply Rmult_lt_0_compat; lra).
  assert (Pj : 0 < eta * lambda_j) by (apply Rmult_lt_0_compat; lra).
  assert (Ij : eta * lambda_j <= eta * lambda_i) by (apply Rmult_le_compat_l; lra).
  assert (Pgi : 0 < ln (1 + eta * lambda_i)) by (rewrite <- ln_1; apply ln_increasing; lra).
  assert (Pgj : 0 < ln (1 + eta * lambda_j)) by (rewrite <- ln_1; apply ln_increasing; lra).
  set (gi := ln (1 + eta * lambda_i)) in *; set (gj := ln (1 + eta * lambda_j)) in *.
  assert (Pq : 0 < lambda_j / lambda_i) by (apply Rdiv_lt_0_compat; lra).
  (* q <= g_j / g_i <= q (1 + s) *)
  assert (Q1 : lambda_j / lambda_i <= gj / gi).
  { pose proof (ln_1p_concave (eta * lambda_j) (eta * lambda_i) ltac:(lra)) as C; fold gi gj in C.
    apply Rmult_le_reg_r with (eta * lambda_i * gi); [apply Rmult_lt_0_compat; assumption |].
    replace (lambda_j / lambda_i * (eta * lambda_i * gi)) with (eta * lambda_j * gi) by (field; lra).
    replace (gj / gi * (eta * lambda_i * gi)) with (eta * lambda_i * gj) by (field; lra); exact C. }
  assert (Q2 : gj / gi <= lambda_j / lambda_i * (1 + s)).
  { pose proof (ln_1p_above (eta * lambda_i) ltac:(lra)) as A; fold gi in A.
    pose proof (ln_below (1 + eta * lambda_j) ltac:(lra)) as U; fold gj in U.
    apply Rmult_le_reg_r with gi; [exact Pgi |].
    replace (gj / gi * gi) with gj by (field; lra).
    apply Rle_trans with (eta * lambda_j); [lra |].
    replace (eta * lambda_j) with (lambda_j / lambda_i * (1 + s) * (2 * (eta * lambda_i) / (2 + eta * lambda_i)))
      by (unfold s; field; lra).
    apply Rmult_le_compat_l; [| exact A].
    apply Rmult_le_pos; [lra | unfold s; lra]. }
  assert (Ps : 0 <= slack / size).
  { unfold Rdiv; apply Rmult_le_pos; [| left; apply Rinv_0_lt_compat; exact S].
    unfold slack; rewrite !ln_quotient by (try apply Rdiv_lt_0_compat; lra).
    pose proof (ln_mono lambda_j lambda_i ltac:(lra)); pose proof (ln_below (1 - theta) ltac:(lra)); fold gi; lra. }
  set (q := lambda_j / lambda_i) in *; set (g := gj / gi) in *; set (v := slack / size) in *.
  assert (V : g * v <= q * (1 + s) * v) by (apply Rmult_le_compat_r; assumption).
  replace (INR Ki / INR Kj - q) with (INR Ki / INR Kj - g + (g - q)) by ring.
  apply Rle_trans with (1 := Rabs_triang _ _); rewrite (Rabs_pos_eq (g - q)) by lra; lra.
Qed.
(* claim: order.rate_literal/small_steps
   As stated, with the slack and size of order.rate for the O(1 / ln (1 / alpha)). *)
