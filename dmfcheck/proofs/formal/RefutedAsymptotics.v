(** Claims that fail as the start goes to 0 or the level to 1, for two layers. *)

Require Import Reals Lra Lia ZArith.
Require Import Powers Descent Rank DeepFactorization Times Plateau Intervals RefutedClaims RefutedTimes RefutedLimits.
Open Scope R_scope.

(** The least number of steps that a growth by [1 + eta lambda] allows. *)
Lemma two_layers_lower eta lambda alpha theta K :
  0 < eta -> 0 < lambda -> scaled 2 eta lambda <= / 2 -> 0 < alpha -> alpha ^ 2 < theta * lambda -> theta < 1 ->
  recovered_first 2 eta lambda alpha theta K ->
  ln (theta * lambda) - 2 * ln alpha <= INR K * (2 * ln (1 + eta * lambda)).
Proof.
  intros He Hl Hs Ha Hal Ht [HK _].
  assert (P : 0 < eta * lambda) by (apply Rmult_lt_0_compat; assumption).
  assert (Tl : theta * lambda < lambda).
  { rewrite <- (Rmult_1_l lambda) at 2; apply Rmult_lt_compat_r; lra. }
  pose proof (pow_lt alpha 2 Ha) as A2.
  destruct (two_layers_growth eta lambda alpha K He Hl Hs Ha ltac:(lra)) as [D1 D2].
  assert (PK : 0 < (1 + eta * lambda) ^ K) by (apply pow_lt; lra).
  assert (Q : theta * lambda <= (alpha * (1 + eta * lambda) ^ K) ^ 2).
  { apply Rle_trans with (1 := HK); unfold w; apply pow_incr; lra. }
  assert (L : ln (theta * lambda) <= ln ((alpha * (1 + eta * lambda) ^ K) ^ 2)).
  { destruct Q as [Q | Q]; [left; apply ln_increasing; lra | right; rewrite Q; reflexivity]. }
  set (t := ln (theta * lambda)) in *.
  rewrite ln_pow, ln_mult, ln_pow in L by (try apply Rmult_lt_0_compat; lra).
  simpl (INR 2) in L; lra.
Qed.

(** [T(x) = ln x - (1/2) ln (1 - x^2)]: the time of the flow at [N = 2], up to a constant. *)
Definition flow_time_2 (x : R) : R := ln x - / 2 * ln (1 - x ^ 2).

Lemma flow_time_2_derivative x : 0 < x < 1 -> derivable_pt_lim flow_time_2 x (/ (x * (1 - x ^ 2))).
Proof.
  intros Hx.
  assert (X2 : 0 < 1 - x ^ 2).
  { assert (x ^ 2 < 1); [| lra]; replace 1 with (1 ^ 2) by ring; apply pow_lt_strict; [lia | lra]. }
  replace (/ (x * (1 - x ^ 2))) with (/ x - / 2 * (/ (1 - x ^ 2) * (0 - INR 2 * x ^ 1))) by (simpl; field; simpl in X2; lra).
  apply (derivable_pt_lim_minus ln (fun x => / 2 * ln (1 - x ^ 2))).
  - apply derivable_pt_lim_ln; lra.
  - apply (derivable_pt_lim_scal (fun x => ln (1 - x ^ 2))).
    apply (derivable_pt_lim_comp (fun x => 1 - x ^ 2) ln).
    + apply (derivable_pt_lim_minus (fun _ => 1) (fun x => x ^ 2)); [apply derivable_pt_lim_const |].
      apply (derivable_pt_lim_pow x 2).
    + apply derivable_pt_lim_ln; exact X2.
Qed.

(** ** time.flow_difference *)

Definition flow_difference : Prop :=
  forall h b, 0 < h -> h * 2 <= 1 -> 0 < b < 1 ->
    exists B, forall x0 K, 0 < x0 < b -> recovered_first 2 h 1 x0 (b ^ 2) K ->
      INR K - (flow_time_2 b - flow_time_2 x0) / h <= B.

Lemma ln_5_4 : 0 < ln (5 / 4) < / 4.
Proof.
  split; [rewrite <- ln_1; apply ln_increasing; lra |].
  rewrite <- (ln_exp (/ 4)); apply ln_increasing; [lra |].
  pose proof (exp_ineq1 (/ 4) ltac:(lra)); lra.
Qed.

Theorem flow_difference_is_false : ~ flow_difference.
Proof.
  intros C; destruct (C (1 / 4) (1 / 2) ltac:(lra) ltac:(lra) ltac:(lra)) as [B HB].
  destruct ln_5_4 as [L1 L2]; set (g := ln (5 / 4)) in *.
  (* Y = ln (b / x0) *)
  set (c := - / 2 * ln (1 - (1 / 2) ^ 2)).
  set (Y := (Rabs B + Rabs (4 * c) + 1) / (/ g - 4)).
  assert (G : 0 < / g - 4).
  { assert (/ / 4 < / g) by (apply Rinv_lt_contravar; [apply Rmult_lt_0_compat |]; lra).
    rewrite Rinv_inv in *; lra. }
  pose proof (Rabs_pos B); pose proof (Rabs_pos (4 * c)); pose proof (Rle_abs B); pose proof (Rle_abs (4 * c)).
  assert (EY : Y * (/ g - 4) = Rabs B + Rabs (4 * c) + 1) by (unfold Y, Rdiv; rewrite Rmult_assoc, Rinv_l; lra).
  assert (PY : 0 < Y) by (apply Rdiv_lt_0_compat; lra).
  set (x0 := 1 / 2 * exp (- Y)).
  assert (X0 : 0 < x0 < 1 / 2).
  { unfold x0; pose proof (exp_pos (- Y)).
    assert (exp (- Y) < 1) by (rewrite <- exp_0; apply exp_increasing; lra); lra. }
  assert (Lx : ln x0 = ln (1 / 2) - Y).
  { unfold x0; rewrite ln_mult, ln_exp by (try apply exp_pos; lra); ring. }
  assert (X2 : x0 ^ 2 < (1 / 2) ^ 2) by (apply pow_lt_strict; [lia | lra]).
  assert (Sc : scaled 2 (1 / 4) 1 <= / 2) by (rewrite scaled_2; lra).
  destruct (recovery 2 1 x0 (1 / 4) ((1 / 2) ^ 2) ltac:(lia) ltac:(lra) ltac:(lra) ltac:(simpl in *; lra) ltac:(lra)
              ltac:(simpl; exact Sc) ltac:(simpl; lra)) as [K HK].
  specialize (HB x0 K X0 HK).
  pose proof (two_layers_lower (1 / 4) 1 x0 ((1 / 2) ^ 2) K ltac:(lra) ltac:(lra) Sc ltac:(lra) ltac:(lra)
                ltac:(simpl; lra) HK) as L.
  replace (1 + 1 / 4 * 1) with (5 / 4) in L by lra; fold g in L.
  rewrite Rmult_1_r, ln_pow in L by lra; simpl (INR 2) in L.
  assert (L' : Y <= INR K * g) by lra.
  unfold flow_time_2 in HB; rewrite Lx in HB.
  assert (N0 : ln (1 - x0 ^ 2) <= 0).
  { rewrite <- ln_1; pose proof (pow_lt x0 2 ltac:(lra)); left; apply ln_increasing; simpl in *; lra. }
  assert (HB' : INR K - 4 * Y - 4 * c <= B) by (unfold c; lra).
  assert (Q : Y * / g <= INR K).
  { apply Rmult_le_reg_r with g; [lra |]; rewrite Rmult_assoc, Rinv_l; lra. }
  lra.
Qed.
(* claim: time.flow_difference
   The claim at N = 2 (one depth refutes it), lambda = 1, T in closed form (flow_time_2_derivative).  Refuted at h = 1/4, b = 1/2. *)

(** ** time.flow_difference/early *)

Definition flow_difference_early : Prop :=
  forall h x0, 0 < h -> h * 2 <= 1 -> 0 < x0 < 1 ->
    exists B, forall b K, x0 < b < 1 -> recovered_first 2 h 1 x0 (b ^ 2) K ->
      - B <= INR K - (flow_time_2 b - flow_time_2 x0) / h.

Theorem flow_difference_early_is_false : ~ flow_difference_early.
Proof.
  intros C; destruct (C (1 / 4) (9 / 10) ltac:(lra) ltac:(lra) ltac:(lra)) as [B HB].
  set (q := 1 - 1 / 4 * (9 / 10) * (1 + 9 / 10)).
  assert (Eq : q = 5725 / 10000) by (unfold q; lra).
  (* - ln q > 1/2 *)
  assert (Lq : ln q < - / 2).
  { assert (E : exp (/ 2) * exp (/ 2) <= 3).
    { rewrite <- exp_plus; replace (/ 2 + / 2) with 1 by lra; apply exp_le_3. }
    assert (U : exp (/ 2) <= 174 / 100).
    { destruct (Rle_lt_dec (exp (/ 2)) (174 / 100)) as [A | A]; [exact A |].
      assert (174 / 100 * (174 / 100) <= exp (/ 2) * exp (/ 2)) by (apply Rmult_le_compat; lra); lra. }
    rewrite <- (ln_exp (- / 2)); apply ln_increasing; [lra |]; rewrite exp_Ropp, Eq.
    pose proof (exp_pos (/ 2)).
    apply Rmult_lt_reg_r with (exp (/ 2)); [lra |]; rewrite Rinv_l; lra. }
  assert (Sc : scaled 2 (1 / 4) 1 <= / INR 2) by (rewrite scaled_2; simpl; lra).
  set (x := d 2 (1 / 4) 1 (9 / 10)).
  assert (X : forall k, 9 / 10 <= x k < 1).
  { intros k; induction k as [| k IH]; [unfold x, d; simpl; lra |].
    destruct (step_monotone_no_overshoot 2 1 (9 / 10) (1 / 4) ltac:(lia) ltac:(lra) ltac:(lra) ltac:(simpl; lra)
                ltac:(lra) Sc k) as [M _].
    destruct (step_monotone_no_overshoot 2 1 (9 / 10) (1 / 4) ltac:(lia) ltac:(lra) ltac:(lra) ltac:(simpl; lra)
                ltac:(lra) Sc (S k)) as [_ [M1 M2]].
    fold (x k) (x (S k)) in M; split; [lra |].
    destruct (Rlt_le_dec (x (S k)) 1) as [A | A]; [exact A |].
    unfold w in M2; fold (x (S k)) in M2; pose proof (pow_R1_Rle (x (S k)) 2 A); lra. }
  assert (Q : forall k, 1 - x k <= 1 / 10 * q ^ k).
  { intros k; induction k as [| k IH]; [unfold x, d; simpl; lra |].
    pose proof (X k) as Xk.
    assert (E : 1 - x (S k) = (1 - x k) * (1 - 1 / 4 * (x k * (1 + x k)))).
    { change (x (S k)) with (step 2 (1 / 4) 1 (x k)); unfold step; simpl; ring. }
    rewrite E; cbn [pow].
    assert (9 / 10 * (1 + 9 / 10) <= x k * (1 + x k)) by (apply Rmult_le_compat; lra).
    apply Rle_trans with ((1 - x k) * q); [apply Rmult_le_compat_l; unfold q; lra |].
    replace (1 / 10 * (q * q ^ k)) with (1 / 10 * q ^ k * q) by ring.
    apply Rmult_le_compat_r; lra. }
  (* L = ln ((1 - x0) / (1 - b)) *)
  set (g := - ln q).
  assert (G : 0 < 2 - / g).
  { assert (/ g < / / 2) by (apply Rinv_lt_contravar; [apply Rmult_lt_0_compat |]; unfold g; lra).
    rewrite Rinv_inv in *; lra. }
  assert (Pg : 0 < g) by (unfold g; lra).
  pose proof (Rabs_pos B) as RB; pose proof (Rle_abs B) as RB'.
  set (L := (Rabs B + 10) / (2 - / g)).
  assert (EL : L * (2 - / g) = Rabs B + 10) by (unfold L, Rdiv; rewrite Rmult_assoc, Rinv_l; lra).
  assert (PL : 0 < L) by (apply Rdiv_lt_0_compat; lra).
  set (b := 1 - 1 / 10 * exp (- L)).
  assert (Eb : 0 < exp (- L) < 1).
  { split; [apply exp_pos |]; rewrite <- exp_0; apply exp_increasing; lra. }
  assert (Hb : 9 / 10 < b < 1) by (unfold b; lra).
  assert (Lb : ln (1 - b) = ln (1 / 10) - L).
  { replace (1 - b) with (1 / 10 * exp (- L)) by (unfold b; ring); rewrite ln_mult, ln_exp by lra; ring. }
  assert (B2 : (9 / 10) ^ 2 < b ^ 2) by (apply pow_lt_strict; [lia | lra]).
  assert (B3 : b ^ 2 < 1) by (replace 1 with (1 ^ 2) by ring; apply pow_lt_strict; [lia | lra]).
  destruct (recovery 2 1 (9 / 10) (1 / 4) (b ^ 2) ltac:(lia) ltac:(lra) ltac:(lra) ltac:(simpl in *; lra) ltac:(lra)
              Sc ltac:(lra)) as [K HK].
  specialize (HB b K Hb HK); destruct HK as [K1 K2].
  assert (UK : INR K < 1 + L / g).
  { assert (0 < L / g) by (apply Rdiv_lt_0_compat; lra).
    destruct K as [| K]; [simpl; lra |].
    specialize (K2 K ltac:(lia)); rewrite Rmult_1_r in K2; unfold w in K2; fold (x K) in K2.
    assert (x K < b).
    { destruct (Rlt_le_dec (x K) b) as [A | A]; [exact A |]; pose proof (pow_incr b (x K) 2 ltac:(lra)); lra. }
    assert (Pq : 0 < q ^ K) by (apply pow_lt; lra).
    assert (U : ln (1 - b) < ln (1 / 10 * q ^ K)).
    { apply ln_increasing; [lra |]; pose proof (Q K); lra. }
    rewrite Lb, (ln_mult (1 / 10) (q ^ K)), (ln_pow q ltac:(lra) K) in U by lra.
    rewrite S_INR; assert (INR K < L / g); [| lra].
    apply Rmult_lt_reg_r with g; [lra |]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l by lra; unfold g; lra. }
  (* T(b) - T(x0) >= L / 2 - 1 *)
  assert (T : L / 2 - 1 <= flow_time_2 b - flow_time_2 (9 / 10)).
  { unfold flow_time_2.
    replace (1 - b ^ 2) with ((1 - b) * (1 + b)) by ring.
    replace (1 - (9 / 10) ^ 2) with (1 / 10 * (19 / 10)) by (simpl; lra).
    rewrite (ln_mult (1 - b) (1 + b)), (ln_mult (1 / 10) (19 / 10)), Lb by lra.
    assert (ln (9 / 10) <= ln b) by (left; apply ln_increasing; lra).
    assert (ln (1 + b) <= 1).
    { apply Rle_trans with (ln (exp 1)); [| rewrite ln_exp; lra]; left; apply ln_increasing; [lra |].
      pose proof (exp_ineq1 1 ltac:(lra)); lra. }
    assert (0 <= ln (19 / 10)) by (rewrite <- ln_1; left; apply ln_increasing; lra).
    lra. }
  assert (L / g = L * / g) by reflexivity.
  lra.
Qed.
(* claim: time.flow_difference/early
   The claim at N = 2, lambda = 1.  Refuted at h = 1/4, x_0 = 9/10. *)

(** ** order.rate_literal *)

Definition rate_literal : Prop :=
  forall lambda_i lambda_j eta theta,
    0 < lambda_j < lambda_i -> 0 < eta -> scaled 2 eta lambda_i <= / 2 -> 0 < theta < 1 ->
    forall e, 0 < e -> exists a0, 0 < a0 /\ forall alpha Ki Kj, 0 < alpha < a0 ->
      recovered_first 2 eta lambda_i alpha theta Ki -> recovered_first 2 eta lambda_j alpha theta Kj ->
      Rabs (INR Ki / INR Kj - lambda_j / lambda_i) < e.

Lemma ln_pow_lt a b m n : 0 < a -> 0 < b -> a ^ m < b ^ n -> INR m * ln a < INR n * ln b.
Proof.
  intros Ha Hb H; rewrite <- !ln_pow by assumption; apply ln_increasing; [apply pow_lt; exact Ha | exact H].
Qed.

Theorem rate_literal_is_false : ~ rate_literal.
Proof.
  intros C.
  assert (Sc : forall l, 0 < l <= 1 -> scaled 2 (2 / 5) l <= / 2) by (intros; rewrite scaled_2; lra).
  destruct (C 1 (1 / 2) (2 / 5) (1 / 2) ltac:(lra) ltac:(lra) ltac:(apply Sc; lra) ltac:(lra) (2 / 100) ltac:(lra))
    as (a0 & P0 & H); clear C.
  set (a := ln (12 / 10)); set (b := ln (14 / 10)).
  assert (Pa : 0 < a) by (unfold a; rewrite <- ln_1; apply ln_increasing; lra).
  assert (Pb : 0 < b) by (unfold b; rewrite <- ln_1; apply ln_increasing; lra).
  assert (AB : 13 * b < 25 * a).
  { pose proof (ln_pow_lt (14 / 10) (12 / 10) 13 25 ltac:(lra) ltac:(lra) ltac:(simpl; lra)) as Q.
    replace (INR 13) with 13 in Q by (simpl; lra); replace (INR 25) with 25 in Q by (simpl; lra); exact Q. }
  set (l2 := ln 2).
  assert (P2 : 0 < l2) by (unfold l2; rewrite <- ln_1; apply ln_increasing; lra).
  assert (Lh : ln (1 / 2) = - l2).
  { unfold l2; replace (1 / 2) with (/ 2) by lra; apply ln_Rinv; lra. }
  (* Y = - 2 ln alpha *)
  set (gap := / b - 52 / 100 * / a).
  assert (Pg : 0 < gap).
  { unfold gap; apply Rmult_lt_reg_r with (a * b); [apply Rmult_lt_0_compat; assumption |].
    rewrite Rmult_0_l; replace ((/ b - 52 / 100 * / a) * (a * b)) with (a - 52 / 100 * b) by (field; lra); lra. }
  set (Y0 := (104 / 100 + l2 * / b) / gap).
  set (Y := Rmax (Rmax (Y0 + 1) (1 - 2 * ln a0)) (2 * l2 + 1)).
  pose proof (Rmax_l (Rmax (Y0 + 1) (1 - 2 * ln a0)) (2 * l2 + 1)) as M1.
  pose proof (Rmax_r (Rmax (Y0 + 1) (1 - 2 * ln a0)) (2 * l2 + 1)) as M2.
  pose proof (Rmax_l (Y0 + 1) (1 - 2 * ln a0)) as M3; pose proof (Rmax_r (Y0 + 1) (1 - 2 * ln a0)) as M4.
  fold Y in M1, M2.
  set (alpha := exp (- Y / 2)).
  assert (Pal : 0 < alpha) by apply exp_pos.
  assert (La : ln alpha = - Y / 2) by apply ln_exp.
  assert (A0 : alpha < a0) by (apply ln_lt_inv; [exact Pal | exact P0 | lra]).
  assert (A2 : alpha ^ 2 < 1 / 4).
  { apply ln_lt_inv; [apply pow_lt; exact Pal | lra |].
    rewrite ln_pow, La by exact Pal; replace (1 / 4) with (1 / 2 * (1 / 2)) by lra.
    rewrite ln_mult, Lh by lra; simpl (INR 2); lra. }
  destruct (recovery 2 1 alpha (2 / 5) (1 / 2) ltac:(lia) ltac:(lra) Pal ltac:(lra) ltac:(lra)
              ltac:(simpl; apply Sc; lra) ltac:(lra)) as [Ki HKi].
  destruct (recovery 2 (1 / 2) alpha (2 / 5) (1 / 2) ltac:(lia) ltac:(lra) Pal ltac:(lra) ltac:(lra)
              ltac:(simpl; apply Sc; lra) ltac:(lra)) as [Kj HKj].
  specialize (H alpha Ki Kj ltac:(lra) HKi HKj).
  pose proof (two_layers_lower (2 / 5) 1 alpha (1 / 2) Ki ltac:(lra) ltac:(lra) ltac:(apply Sc; lra) Pal ltac:(lra)
                ltac:(lra) HKi) as Li.
  destruct (time_two_layer (2 / 5) (1 / 2) ltac:(lra) ltac:(lra) ltac:(lra) alpha (1 / 2) Kj Pal ltac:(lra) ltac:(lra) HKj)
    as [_ Uj].
  replace (1 + 2 / 5 * 1) with (14 / 10) in Li by lra; replace (1 + 2 / 5 * (1 / 2)) with (12 / 10) in Uj by lra.
  fold b in Li; fold a in Uj; rewrite Rmult_1_r, Lh, La in Li.
  (* rho_0 >= 2 alpha^2 *)
  pose proof (pow_lt alpha 2 Pal) as PA.
  assert (R : ln (1 / 2 / (1 - 1 / 2) / odds (1 / 2) (alpha ^ 2)) <= Y - l2).
  { assert (E : 1 / 2 / (1 - 1 / 2) / odds (1 / 2) (alpha ^ 2) = (1 / 2 - alpha ^ 2) * / alpha ^ 2).
    { unfold odds; field; lra. }
    rewrite E, ln_mult, ln_Rinv, ln_pow, La by (try apply Rinv_0_lt_compat; lra).
    assert (ln (1 / 2 - alpha ^ 2) <= ln (1 / 2)) by (left; apply ln_increasing; lra).
    simpl (INR 2); lra. }
  assert (Uj' : INR Kj < 1 + (Y - l2) * (/ 2 * / a)).
  { apply Rlt_le_trans with (1 := Uj); apply Rplus_le_compat_l; unfold Rdiv at 1; rewrite Rinv_mult.
    apply Rmult_le_compat_r; [| exact R].
    assert (0 < / a) by (apply Rinv_0_lt_compat; exact Pa); lra. }
  assert (Li' : (Y - l2) * (/ 2 * / b) <= INR Ki).
  { apply Rmult_le_reg_r with b; [exact Pb |].
    replace ((Y - l2) * (/ 2 * / b) * b) with ((Y - l2) * / 2) by (field; lra); lra. }
  assert (Nj : 0 < INR Kj).
  { destruct Kj as [| Kj]; [| apply lt_0_INR; lia].
    destruct HKj as [Z _]; change (w 2 (2 / 5) (1 / 2) alpha 0) with (alpha ^ 2) in Z; lra. }
  apply Rabs_def2 in H as [H _].
  assert (H' : INR Ki < 52 / 100 * INR Kj).
  { apply Rmult_lt_reg_r with (/ INR Kj); [apply Rinv_0_lt_compat; exact Nj |].
    rewrite Rmult_assoc, Rinv_r by lra; unfold Rdiv in H; lra. }
  assert (EY : Y0 * gap = 104 / 100 + l2 * / b) by (unfold Y0; field; lra).
  assert (Pia : 0 < / a) by (apply Rinv_0_lt_compat; exact Pa).
  assert (Pib : 0 < / b) by (apply Rinv_0_lt_compat; exact Pb).
  assert (F : Y0 * gap < Y * gap) by (apply Rmult_lt_compat_r; lra).
  assert (G : l2 * (52 / 100 * / a) >= 0) by (apply Rle_ge, Rmult_le_pos; lra).
  unfold gap in *; lra.
Qed.
(* claim: order.rate_literal
   The limit of K_i/K_j as alpha -> 0, without the O(1/ln(1/alpha)): less is claimed, so more is refuted.  lambda = (1, 1/2), eta = 2/5,
   theta = 1/2, where the limit is ln(6/5)/ln(7/5) = .5419. *)

(** ** rank.window_literal *)

(** At [N = 2].  [K1] is the greatest of the recovery times of the indices [0, ..., L-1]. *)
Definition window_literal : Prop :=
  forall (n L : nat) (lambda : nat -> R) (alpha eta delta delta' : R) (K1 : nat),
    (1 <= L <= n)%nat -> (forall i j, (i <= j <= n)%nat -> 0 < lambda j <= lambda i) ->
    lambda L < lambda (L - 1)%nat -> 0 < delta' < lambda L -> 0 < delta < 1 ->
    0 < alpha -> 0 < eta -> scaled 2 eta (lambda 0%nat) <= / 2 ->
    let rho := ln (1 + eta * lambda (L - 1)%nat) / ln (1 + eta * lambda L) in
    alpha ^ 2 <= Rpower (delta * Rpower delta' rho / ((1 - delta) * lambda (L - 1)%nat * (1 + eta * lambda (L - 1)%nat) ^ 4))
                        (/ (rho - 1)) ->
    (forall i, (i < L)%nat -> exists j, (j <= K1)%nat /\ recovered_first 2 eta (lambda i) alpha (1 - delta) j) ->
    (exists i, (i < L)%nat /\ recovered_first 2 eta (lambda i) alpha (1 - delta) K1) ->
    exists k, (K1 <= k)%nat /\ w 2 eta (lambda L) alpha k <= delta'.

Theorem window_literal_is_false : ~ window_literal.
Proof.
  intros C.
  set (l := fun i : nat => match i with O => 8 | 1%nat => 1 | _ => 1 / 2 end).
  specialize (C 2%nat 2%nat l (3 / 8) (1 / 16) (9 / 10) (1 / 7) 3%nat ltac:(lia)).
  assert (O : forall i j, (i <= j <= 2)%nat -> 0 < l j <= l i).
  { intros i j Hij; destruct i as [| [| [| i]]]; destruct j as [| [| [| j]]]; try lia; simpl; lra. }
  assert (R0 : recovered_first 2 (1 / 16) (l 0%nat) (3 / 8) (1 - 9 / 10) 3).
  { replace (l 0%nat) with (IZR 8 / IZR 1) by (unfold l; lra); replace (1 - 9 / 10) with (IZR 1 / IZR 10) by lra.
    recovered 2%nat 1%Z 16%Z 8%Z 1%Z 3%Z 8%Z 1%Z 10%Z. }
  assert (R1 : recovered_first 2 (1 / 16) (l 1%nat) (3 / 8) (1 - 9 / 10) 0).
  { split; [unfold w, d, l; simpl; lra | intros; lia]. }
  destruct C as (k & K1 & K2).
  - exact O.
  - simpl; lra.
  - simpl; lra.
  - lra.
  - lra.
  - lra.
  - rewrite scaled_2; simpl; lra.
  - cbn [l Nat.sub].
    set (a := ln (1 + 1 / 16 * 1)); set (b := ln (1 + 1 / 16 * (1 / 2))).
    assert (Pa : 0 < a) by (unfold a; rewrite <- ln_1; apply ln_increasing; lra).
    assert (Pb : 0 < b) by (unfold b; rewrite <- ln_1; apply ln_increasing; lra).
    assert (AB : 19 * b < 10 * a).
    { pose proof (ln_pow_lt (1 + 1 / 16 * (1 / 2)) (1 + 1 / 16 * 1) 19 10 ltac:(lra) ltac:(lra) ltac:(simpl; lra)) as Q.
      replace (INR 19) with 19 in Q by (simpl; lra); replace (INR 10) with 10 in Q by (simpl; lra); exact Q. }
    set (rho := a / b).
    assert (Hr : 19 / 10 < rho).
    { unfold rho; apply Rmult_lt_reg_r with b; [exact Pb |]; unfold Rdiv at 2; rewrite Rmult_assoc, Rinv_l; lra. }
    (* the logarithms of both sides, times rho - 1 *)
    assert (P9 : 0 < Rpower (1 / 7) rho) by apply exp_pos.
    set (c := 9 / 10 * Rpower (1 / 7) rho / ((1 - 9 / 10) * 1 * (1 + 1 / 16 * 1) ^ 4)).
    assert (D : 0 < (1 - 9 / 10) * 1 * (1 + 1 / 16 * 1) ^ 4) by (simpl; lra).
    assert (Pc : 0 < c) by (unfold c; apply Rdiv_lt_0_compat; lra).
    assert (Lc : ln c = ln 9 - rho * ln 7 - 4 * a).
    { unfold c.
      replace (9 / 10 * Rpower (1 / 7) rho / ((1 - 9 / 10) * 1 * (1 + 1 / 16 * 1) ^ 4))
        with (9 * Rpower (1 / 7) rho * / (1 + 1 / 16 * 1) ^ 4) by (field; lra).
      rewrite !ln_mult, ln_Rinv, ln_pow by (try apply Rinv_0_lt_compat; try apply Rmult_lt_0_compat; simpl; lra).
      unfold Rpower; rewrite ln_exp; replace (1 / 7) with (/ 7) by lra; rewrite ln_Rinv by lra.
      fold a; simpl (INR 4); ring. }
    assert (L1 : ln ((3 / 8) ^ 2) = ln 9 - ln 64).
    { replace ((3 / 8) ^ 2) with (9 * / 64) by (simpl; lra); rewrite ln_mult, ln_Rinv by lra; ring. }
    assert (S1 : ln 7 + ln 9 < ln 64).
    { rewrite <- ln_mult by lra; apply ln_increasing; lra. }
    (* (9/64)^9 <= 9^10 / (7^19 (17/16)^40) *)
    assert (S2 : 19 * ln 7 + 40 * a < 9 * ln 64 + ln 9).
    { assert (Q : ln (7 ^ 19 * (1 + 1 / 16 * 1) ^ 40) < ln (64 ^ 9 * 9)).
      { apply ln_increasing; [apply Rmult_lt_0_compat; apply pow_lt; lra |].
        replace (1 + 1 / 16 * 1) with (17 / 16) by lra; simpl; lra. }
      rewrite !ln_mult, !ln_pow in Q by (try apply pow_lt; lra); fold a in Q.
      replace (INR 19) with 19 in Q by (simpl; lra); replace (INR 40) with 40 in Q by (simpl; lra);
        replace (INR 9) with 9 in Q by (simpl; lra); lra. }
    assert (Fin : (rho - 1) * (ln 9 - ln 64) <= ln 9 - rho * ln 7 - 4 * a).
    { assert (0 <= (rho - 19 / 10) * (ln 64 - ln 7 - ln 9)) by (apply Rmult_le_pos; lra); lra. }
    assert (Q : ln ((3 / 8) ^ 2) <= / (rho - 1) * ln c).
    { rewrite L1, Lc; apply Rmult_le_reg_l with (rho - 1); [lra |].
      rewrite <- Rmult_assoc, Rinv_r by lra; lra. }
    unfold Rpower; fold c.
    rewrite <- (exp_ln ((3 / 8) ^ 2)) by (simpl; lra).
    destruct Q as [Q | Q]; [left; apply exp_increasing; exact Q | right; rewrite Q; reflexivity].
  - intros i Hi; destruct i as [| [| i]]; [exists 3%nat; split; [lia | exact R0] | exists 0%nat; split; [lia | exact R1] | lia].
  - exists 0%nat; split; [lia | exact R0].
  - assert (M : forall j, 1 / 7 < w 2 (1 / 16) (1 / 2) (3 / 8) (1 + j)).
    { intros j; induction j as [| j IH].
      { refine (less_sound unit unit_pos (const unit 1 7) (iw 2 (const unit 1 16) (const unit 1 2) (const unit 3 8) 1)
                  (IZR 1 / IZR 7) (w 2 (IZR 1 / IZR 16) (IZR 1 / IZR 2) (IZR 3 / IZR 8) 1) _ _ _).
        - number 1%Z 7%Z.
        - apply has_w; [number 1%Z 16%Z | number 1%Z 2%Z | number 3%Z 8%Z].
        - vm_compute; reflexivity. }
      apply Rlt_le_trans with (1 := IH); unfold w; apply pow_incr.
      destruct (step_monotone_no_overshoot 2 (1 / 2) (3 / 8) (1 / 16) ltac:(lia) ltac:(lra) ltac:(lra) ltac:(simpl; lra)
                  ltac:(lra) ltac:(rewrite scaled_2; simpl; lra) (1 + j)) as [M1 _].
      destruct (two_layers_growth (1 / 16) (1 / 2) (3 / 8) (1 + j)) as [G _]; try (simpl; lra).
      { rewrite scaled_2; lra. }
      replace (1 + S j)%nat with (S (1 + j)) by lia; lra. }
    specialize (M (k - 1)%nat); replace (1 + (k - 1))%nat with k in M by lia.
    change (l 2%nat) with (1 / 2) in K2; lra.
Qed.
(* claim: rank.window_literal
   The half of the claim at N = 2, which refutes it.  (8, 1, 1/2), L = 2, alpha = 3/8, eta = 1/16, delta = 9/10, delta' = 1/7: K_1 = 3, and w_3
   is above delta' from the first step on. *)
