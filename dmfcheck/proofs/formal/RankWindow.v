(** rank.window: how small a start makes the plateau of rank [L] begin before it ends. *)

Require Import Reals Lra Lia.
Require Import Powers Growth Descent Rank DeepFactorization Times Plateau RefutedLimits TwoLayers RecoveryRates DeepTimes.
Open Scope R_scope.

(** The eigenvalues [0, ..., L-1] lead; [lambda L] is the first that does not, and is above the level [delta']. *)
Definition window_setting (N n L : nat) (lambda : nat -> R) (alpha eta delta delta' : R) : Prop :=
  (1 <= L <= n)%nat /\ (forall i j, (i <= j <= n)%nat -> 0 < lambda j <= lambda i)
  /\ lambda L < lambda (L - 1)%nat /\ 0 < delta' < lambda L /\ 0 < delta < 1
  /\ 0 < alpha /\ 0 < eta /\ scaled N eta (lambda 0%nat) <= / INR N.

(** [K1 <= K2]: [K1] is the greatest of the recovery times of the indices [0, ..., L-1], and [w_L] is at most [delta'] at
    the start and at some step from [K1] on. *)
Definition window_not_empty (N L : nat) (lambda : nat -> R) (alpha eta delta delta' : R) : Prop :=
  alpha ^ N <= delta' /\ forall K1,
    (forall i, (i < L)%nat -> exists j, (j <= K1)%nat /\ recovered_first N eta (lambda i) alpha (1 - delta) j) ->
    (exists i, (i < L)%nat /\ recovered_first N eta (lambda i) alpha (1 - delta) K1) ->
    exists k, (K1 <= k)%nat /\ w N eta (lambda L) alpha k <= delta'.

(** ** Two layers *)

(** [(1 + s) ln (1 + s) / s] does not fall. *)
Lemma entropy_slope s t : 0 < s <= t -> (1 + s) * ln (1 + s) * t <= (1 + t) * ln (1 + t) * s.
Proof.
  intros Hst.
  pose proof (ln_below ((1 + s) / (1 + t)) ltac:(apply Rdiv_lt_0_compat; lra)) as B.
  rewrite ln_quotient in B by lra.
  replace ((1 + s) / (1 + t) - 1) with (- ((t - s) / (1 + t))) in B by (field; lra).
  apply (Rmult_le_compat_l (1 + t)) in B; [| lra].
  replace ((1 + t) * - ((t - s) / (1 + t))) with (s - t) in B by (field; lra).
  pose proof (ln_below (1 + s) ltac:(lra)) as A.
  assert (0 <= (t - s) * (s - ln (1 + s))) by (apply Rmult_le_pos; lra).
  apply (Rmult_le_compat_l s) in B; lra.
Qed.

(** The bound [ln (A lambda) / ln (1 + eta lambda)] of a recovery time is greatest for the least eigenvalue. *)
Lemma two_layers_last A u r :
  27 / 8 <= A -> 0 < u -> 1 <= r -> r * u <= / 2 -> ln (A * r) * ln (1 + u) <= ln A * ln (1 + r * u).
Proof.
  intros HA Hu [Hr | <-] Hru; [| rewrite Rmult_1_r, Rmult_1_l; lra].
  assert (Lu : u < r * u) by (rewrite <- (Rmult_1_l u) at 1; apply Rmult_lt_compat_r; lra).
  set (g := ln (1 + u)).
  assert (Pg : 0 < g) by (unfold g; rewrite <- ln_1; apply ln_increasing; lra).
  assert (L32 : 0 < ln (3 / 2)) by (rewrite <- ln_1; apply ln_increasing; lra).
  assert (LA : 3 * ln (3 / 2) <= ln A).
  { replace 3 with (INR 3) at 1 by (simpl; ring); rewrite <- ln_pow by lra; apply ln_mono; split; [apply pow_lt; lra | simpl; lra]. }
  (* c ln (1 + s) - g ln s does not fall on [u, r u] *)
  set (c := 3 * ln (3 / 2)) in *.
  destruct (MVT_cor2 (fun s => c * ln (1 + s) - g * ln s) (fun s => c * / (1 + s) - g * / s) u (r * u) Lu) as (s & Es & Hs).
  - intros s Hs.
    apply (derivable_pt_lim_minus (fun s => c * ln (1 + s)) (fun s => g * ln s)).
    + apply (derivable_pt_lim_scal (fun s => ln (1 + s))).
      replace (/ (1 + s)) with (/ (1 + s) * (0 + 1)) by ring.
      apply (derivable_pt_lim_comp (fun s => 1 + s) ln).
      * apply (derivable_pt_lim_plus (fun _ => 1) (fun s => s)); [apply derivable_pt_lim_const | apply derivable_pt_lim_id].
      * apply derivable_pt_lim_ln; lra.
    + apply (derivable_pt_lim_scal ln), derivable_pt_lim_ln; lra.
  - assert (D : 0 <= c * / (1 + s) - g * / s).
    { assert (G : g <= ln (1 + s)) by (apply ln_mono; lra).
      pose proof (entropy_slope s (/ 2) ltac:(lra)) as E; replace (1 + / 2) with (3 / 2) in E by lra.
      assert (Q : g * (1 + s) <= c * s).
      { apply Rle_trans with (ln (1 + s) * (1 + s)); [apply Rmult_le_compat_r; lra | unfold c; lra]. }
      apply Rmult_le_reg_r with ((1 + s) * s); [apply Rmult_lt_0_compat; lra |].
      rewrite Rmult_0_l; replace ((c * / (1 + s) - g * / s) * ((1 + s) * s)) with (c * s - g * (1 + s)) by (field; lra); lra. }
    assert (D' : 0 <= (c * / (1 + s) - g * / s) * (r * u - u)) by (apply Rmult_le_pos; lra).
    cbv beta in Es; fold g in Es; rewrite (ln_mult r u) in Es by lra; rewrite (ln_mult A r) by lra.
    assert (G : g <= ln (1 + r * u)) by (apply ln_mono; lra).
    assert ((ln (1 + r * u) - g) * c <= (ln (1 + r * u) - g) * ln A) by (apply Rmult_le_compat_l; lra).
    lra.
Qed.

Definition two_layers_start (e L : nat) (lambda : nat -> R) (alpha eta delta delta' : R) : Prop :=
  let rho := ln (1 + eta * lambda (L - 1)%nat) / ln (1 + eta * lambda L) in
  alpha ^ 2 <= Rpower (delta * Rpower delta' rho / ((1 - delta) * lambda (L - 1)%nat * (1 + eta * lambda (L - 1)%nat) ^ e))
                      (/ (rho - 1))
  /\ alpha ^ 2 <= 8 / 27 * ((1 - delta) / delta * lambda (L - 1)%nat).

Theorem rank_window_two_layers (e n L : nat) (lambda : nat -> R) (alpha eta delta delta' : R) :
  (2 <= e)%nat -> window_setting 2 n L lambda alpha eta delta delta' -> two_layers_start e L lambda alpha eta delta delta' ->
  window_not_empty 2 L lambda alpha eta delta delta'.
Proof.
  intros He2 (HL & Hl & Gap & Hd' & Hd & Ha & He & Hs) [S1 S2].
  destruct (Hl (L - 1)%nat L ltac:(lia)) as [Pmu _]; destruct (Hl (L - 1)%nat (L - 1)%nat ltac:(lia)) as [Pla _].
  destruct (Hl 0%nat (L - 1)%nat ltac:(lia)) as [_ La0].
  set (la := lambda (L - 1)%nat) in *; set (mu := lambda L) in *.
  rewrite scaled_2 in Hs by (destruct (Hl 0%nat 0%nat ltac:(lia)); assumption); simpl (INR 2) in Hs.
  pose proof (pow_lt alpha 2 Ha) as A2.
  assert (Pe : 0 < eta * mu) by (apply Rmult_lt_0_compat; assumption).
  assert (Me : eta * mu < eta * la) by (apply Rmult_lt_compat_l; assumption).
  set (g := ln (1 + eta * la)) in *; set (g' := ln (1 + eta * mu)) in *.
  assert (Pg' : 0 < g') by (unfold g'; rewrite <- ln_1; apply ln_increasing; lra).
  assert (Pgg : g' < g) by (apply ln_increasing; lra).
  set (A := (1 - delta) / delta * la / alpha ^ 2).
  assert (PA : 27 / 8 <= A).
  { unfold A; apply Rmult_le_reg_r with (alpha ^ 2); [exact A2 |].
    replace ((1 - delta) / delta * la / alpha ^ 2 * alpha ^ 2) with ((1 - delta) / delta * la) by (field; lra); lra. }
  assert (LA : ln A = ln (1 - delta) - ln delta + ln la - 2 * ln alpha).
  { assert (0 < (1 - delta) / delta) by (apply Rdiv_lt_0_compat; lra).
    unfold A; rewrite ln_quotient, ln_mult, ln_quotient, ln_pow by (assumption || lra || (apply Rmult_lt_0_compat; assumption)).
    simpl (INR 2); ring. }
  assert (LA0 : 0 < ln A) by (rewrite <- ln_1; apply ln_increasing; lra).
  (* the start, in logarithms: ln A + e g <= (g / g') (ln delta' - 2 ln alpha) *)
  assert (Y : ln A / g + 2 <= (ln delta' - 2 * ln alpha) / g').
  { cbv zeta in S1; fold g g' in S1; set (rho := g / g') in *.
    assert (Hr : 1 < rho).
    { unfold rho; apply Rmult_lt_reg_r with g'; [exact Pg' |]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l; lra. }
    assert (PR : 0 < Rpower delta' rho) by apply exp_pos.
    assert (P1 : 0 < (1 - delta) * la) by (apply Rmult_lt_0_compat; lra).
    assert (P2 : 0 < (1 + eta * la) ^ e) by (apply pow_lt; lra).
    set (c := delta * Rpower delta' rho / ((1 - delta) * la * (1 + eta * la) ^ e)) in *.
    assert (Lc : ln c = ln delta + rho * ln delta' - (ln (1 - delta) + ln la + INR e * g)).
    { unfold c; rewrite ln_quotient, !ln_mult, ln_pow by (try apply Rmult_lt_0_compat; lra).
      unfold Rpower; rewrite ln_exp; fold g; reflexivity. }
    pose proof (ln_mono _ _ (Logic.conj A2 S1)) as S1'; clear S1; rename S1' into S1.
    rewrite ln_pow in S1 by exact Ha; unfold Rpower in S1 at 1; rewrite ln_exp in S1.
    apply (Rmult_le_compat_l (rho - 1)) in S1; [| lra].
    replace ((rho - 1) * (/ (rho - 1) * ln c)) with (ln c) in S1 by (field; lra).
    rewrite Lc in S1; simpl (INR 2) in S1.
    assert (E2 : 2 * g <= INR e * g).
    { apply Rmult_le_compat_r; [lra |]; replace 2 with (INR 2) by (simpl; ring); apply le_INR; exact He2. }
    apply Rmult_le_reg_r with g; [lra |].
    replace ((ln A / g + 2) * g) with (ln A + 2 * g) by (field; lra).
    replace ((ln delta' - 2 * ln alpha) / g' * g) with (rho * (ln delta' - 2 * ln alpha)) by (unfold rho; field; lra).
    lra. }
  assert (Q0 : 0 < ln A / g) by (apply Rdiv_lt_0_compat; lra).
  assert (Y0 : 0 < ln delta' - 2 * ln alpha).
  { apply Rmult_lt_reg_r with (/ g'); [apply Rinv_0_lt_compat; exact Pg' |]; unfold Rdiv in *; lra. }
  assert (Ad : alpha ^ 2 < delta').
  { apply ln_lt_inv; [exact A2 | lra |]; rewrite ln_pow by exact Ha; simpl (INR 2); lra. }
  split; [lra |]; intros K1 _ (i & Hi & HK1).
  (* K1 < 1 + ln A / (2 g) *)
  assert (B : INR K1 < 1 + ln A / g / 2).
  { destruct (Hl i (L - 1)%nat ltac:(lia)) as [_ Li]; destruct (Hl 0%nat i ltac:(lia)) as [Pi Li0]; fold la in Li.
    assert (Ei : eta * la <= eta * lambda i) by (apply Rmult_le_compat_l; lra).
    assert (Ei0 : eta * lambda i <= eta * lambda 0%nat) by (apply Rmult_le_compat_l; lra).
    destruct (Rlt_le_dec (alpha ^ 2) ((1 - delta) * lambda i)) as [C | C].
    - destruct (two_layers_time eta (lambda i) alpha (1 - delta) K1 He Pi ltac:(rewrite scaled_2; lra) Ha ltac:(lra) C HK1)
        as (_ & _ & U).
      set (gi := ln (1 + eta * lambda i)) in *.
      assert (Pgi : 0 < gi) by (unfold gi; rewrite <- ln_1; apply ln_increasing; lra).
      replace (1 - (1 - delta)) with delta in U by ring.
      rewrite ln_quotient, ln_mult, ln_pow in U by (try apply Rmult_lt_0_compat; lra); simpl (INR 2) in U.
      set (r := lambda i / la).
      assert (Hr : 1 <= r).
      { unfold r; apply Rmult_le_reg_r with la; [exact Pla |]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l; lra. }
      pose proof (two_layers_last A (eta * la) r PA ltac:(lra) Hr) as T.
      replace (r * (eta * la)) with (eta * lambda i) in T by (unfold r; field; lra).
      specialize (T ltac:(lra)); fold g gi in T.
      rewrite ln_mult in T by lra; unfold r in T; rewrite ln_quotient, LA in T by lra.
      (* K1 gi < gi + (ln A + ln r) / 2 <= gi (1 + ln A / (2 g)) *)
      apply Rmult_lt_reg_r with gi; [exact Pgi |].
      apply Rlt_le_trans with (gi + (ln (1 - delta) - ln delta + ln (lambda i) - 2 * ln alpha) / 2); [lra |].
      assert (T' : ln (1 - delta) - ln delta + ln (lambda i) - 2 * ln alpha <= ln A / g * gi).
      { apply Rmult_le_reg_r with g; [lra |].
        replace (ln A / g * gi * g) with (ln A * gi) by (field; lra); rewrite LA; lra. }
      lra.
    - destruct K1 as [| K1]; [simpl; lra |].
      destruct HK1 as [_ K2]; specialize (K2 0%nat ltac:(lia)); unfold w, d in K2; cbn [orbit] in K2; lra. }
  exists K1; split; [lia |]; fold mu.
  assert (eta * la <= eta * lambda 0%nat) by (apply Rmult_le_compat_l; lra).
  assert (Smu : scaled 2 eta mu <= / 2) by (rewrite scaled_2; lra).
  destruct (two_layers_growth eta mu alpha K1 He Pmu Smu Ha ltac:(lra)) as [D1 D2].
  assert (P1 : 0 < (1 + eta * mu) ^ K1) by (apply pow_lt; lra).
  apply Rle_trans with ((alpha * (1 + eta * mu) ^ K1) ^ 2); [unfold w; apply pow_incr; lra |].
  left; apply ln_lt_inv; [apply pow_lt, Rmult_lt_0_compat; assumption | lra |].
  rewrite ln_pow, ln_mult, ln_pow by (try apply Rmult_lt_0_compat; lra); fold g'; simpl (INR 2).
  assert (Z : INR K1 * 2 < (ln delta' - 2 * ln alpha) / g') by lra.
  apply (Rmult_lt_compat_r g') in Z; [| exact Pg'].
  replace ((ln delta' - 2 * ln alpha) / g' * g') with (ln delta' - 2 * ln alpha) in Z by (field; lra); lra.
Qed.
(* claim: rank.window and /sharper at N = 2
   As stated, with any exponent e >= 2. *)
