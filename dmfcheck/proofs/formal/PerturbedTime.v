(** perturbed.time: how long two layers take to reach a negative eigenvalue. *)

Require Import Reals Lra Lia.
Require Import Powers Descent Perturbed StepPerturbed PerturbedSigns.
Open Scope R_scope.

(** [T] is the first step with [w <= - theta l]. *)
Definition reached_first (eta l alpha beta theta : R) (T : nat) : Prop :=
  pw 2 eta (- l) alpha beta T <= - (theta * l)
  /\ forall k, (k < T)%nat -> - (theta * l) < pw 2 eta (- l) alpha beta k.

(** [(1+a) (a+g)^2 >= 2a + g] for [a >= 1], in the form that is used. *)
Lemma growth_beyond f g : 0 <= f -> 0 <= g -> (1 + f + g) ^ 2 * (1 - g * (2 + f)) <= (1 + f) ^ 2.
Proof.
  intros Hf Hg; set (a := 1 + f); replace (2 + f) with (1 + a) by (unfold a; ring).
  assert (A : 1 <= a) by (unfold a; lra).
  assert (B : 2 * a + g <= (1 + a) * (a + g) ^ 2).
  { assert (Q : a + 2 * (a * g) <= (a + g) ^ 2).
    { assert (a * 1 <= a * a) by (apply Rmult_le_compat_l; lra); pose proof (Rle_0_sqr g); unfold Rsqr in *; simpl; lra. }
    assert (P : 0 <= a * g) by (apply Rmult_le_pos; lra).
    assert (G : 1 * g <= a * g) by (apply Rmult_le_compat_r; lra).
    apply Rle_trans with (2 * (a + g) ^ 2); [lra |].
    apply Rmult_le_compat_r; [apply pow2_ge_0 | lra]. }
  apply (Rmult_le_compat_l g) in B; [| exact Hg]; lra.
Qed.

Section Time.

Variables (c M l eta alpha beta theta : R).
Hypotheses (Hc : 1 < c) (Ec : (c - 1) * c ^ 1 = 1) (HM : alpha <= M) (Hl : 0 < l <= M ^ 2) (Hb : 0 < beta < alpha)
  (He : 0 < eta) (Hs : eta * (perturbed_L 2 c * M ^ 2) <= 1) (Ht : 0 < theta < 1)
  (Hbt : beta * (2 * alpha - beta) <= 2 * l * sqrt (1 - theta ^ 2)).

Let h := eta * l.
Let w k := pw 2 eta (- l) alpha beta k.
Let u k := snd (porbit 2 eta (- l) alpha beta k) + fst (porbit 2 eta (- l) alpha beta k).
Let v k := snd (porbit 2 eta (- l) alpha beta k) - fst (porbit 2 eta (- l) alpha beta k).
Let f k := eta * (l + w k).

Let Ph : 0 < h.
Proof. apply Rmult_lt_0_compat; lra. Qed.

Let small : 2 * (eta * M ^ 2) < 1.
Proof. apply (half_step 2 c M eta); auto; lra. Qed.

Let h_small : h < 1 / 2.
Proof. assert (h <= eta * M ^ 2) by (apply Rmult_le_compat_l; lra); lra. Qed.

Let w_uv k : w k = (u k ^ 2 - v k ^ 2) / 4.
Proof. unfold w, u, v, pw; simpl; field. Qed.

Let next k : u (S k) = u k * (1 - f k) /\ v (S k) = v k * (1 + f k).
Proof.
  pose proof (perturbed_invariant 2 eta (- l) (fst (porbit 2 eta (- l) alpha beta k)) (snd (porbit 2 eta (- l) alpha beta k)) (le_n 2)) as P.
  rewrite <- surjective_pairing in P; cbv zeta in P; destruct P as (A & B & _).
  unfold u, v; cbn [porbit]; rewrite A, B; unfold rate, f, w, pw; simpl; split; ring.
Qed.

Let falls : (forall k, w (S k) <= w k) /\ forall k, - l <= w k <= M ^ 2.
Proof.
  destruct (step_perturbed 2 c M (- l) eta alpha beta) as (_ & [A | A] & _); auto.
  - rewrite Rabs_Ropp, Rabs_right; lra.
  - exfalso; destruct (A 0%nat); unfold pw in *; cbn in *.
    assert (0 < (alpha - beta) * (alpha * 1)) by (apply Rmult_lt_0_compat; lra); lra.
  - assert (W0 : w 0 <= M ^ 2).
    { unfold w, pw; cbn; assert ((alpha - beta) * (alpha * 1) <= M * M) by (apply Rmult_le_compat; lra); lra. }
    split; [intros k; apply A |]; intros k; induction k as [| k IH]; [split; [destruct (A 0%nat); unfold w; lra | exact W0] |].
    destruct (A k); unfold w in *; lra.
Qed.

Let f_range k : 0 <= f k < 1.
Proof.
  destruct falls as [_ B]; specialize (B k); unfold f; split; [apply Rmult_le_pos; lra |].
  assert (eta * (l + w k) <= eta * (M ^ 2 + M ^ 2)) by (apply Rmult_le_compat_l; lra); lra.
Qed.

Let f_h k : f k = h + eta * w k.
Proof. unfold f, h; ring. Qed.

Let pos k : 0 < u k /\ beta <= v k.
Proof.
  induction k as [| k [A B]]; [unfold u, v; cbn; lra |].
  destruct (next k) as [-> ->]; pose proof (f_range k); split; [apply Rmult_lt_0_compat; lra |].
  assert (v k * 1 <= v k * (1 + f k)) by (apply Rmult_le_compat_l; lra); lra.
Qed.

Let product k : u k * v k <= beta * (2 * alpha - beta).
Proof.
  induction k as [| k IH]; [unfold u, v; cbn; lra |].
  destruct (next k) as [-> ->]; pose proof (f_range k); destruct (pos k) as [A B].
  assert (0 <= u k * v k * (f k * f k)) by (apply Rmult_le_pos; apply Rmult_le_pos; lra); lra.
Qed.

(** [v^2 l >= beta^2 (1+h)^(2k) (l - max(-w, 0))] *)
Let grows k : beta ^ 2 * (1 + h) ^ (2 * k) * (l - Rmax (- w k) 0) <= v k ^ 2 * l.
Proof.
  induction k as [| k IH].
  - replace (2 * 0)%nat with 0%nat by lia; replace (v 0) with beta by (unfold v; cbn; ring); cbn [pow].
    assert (l - Rmax (- w 0) 0 <= l) by (pose proof (Rmax_r (- w 0) 0); lra).
    assert (0 <= beta * beta) by apply Rle_0_sqr.
    assert (beta * beta * (l - Rmax (- w 0) 0) <= beta * beta * l) by (apply Rmult_le_compat_l; lra); lra.
  - destruct (next k) as [_ V]; pose proof (f_range k) as F; destruct (pos k) as [Pu Pv].
    replace (2 * S k)%nat with (2 + 2 * k)%nat by lia; rewrite pow_add, V.
    set (b := beta ^ 2 * (1 + h) ^ (2 * k)) in *.
    assert (Pb : 0 <= b) by (apply Rmult_le_pos; apply pow_le; lra).
    replace (beta ^ 2 * ((1 + h) ^ 2 * (1 + h) ^ (2 * k)) * (l - Rmax (- w (S k)) 0))
      with (b * ((1 + h) ^ 2 * (l - Rmax (- w (S k)) 0))) by (unfold b; ring).
    replace ((v k * (1 + f k)) ^ 2 * l) with (v k ^ 2 * l * (1 + f k) ^ 2) by ring.
    assert (Pl : 0 <= (1 + f k) ^ 2) by apply pow2_ge_0.
    apply Rle_trans with (b * (l - Rmax (- w k) 0) * (1 + f k) ^ 2); [| apply Rmult_le_compat_r; assumption].
    rewrite Rmult_assoc; apply Rmult_le_compat_l; [exact Pb |].
    destruct (Rle_lt_dec 0 (w k)) as [P | P].
    + rewrite (Rmax_right (- w k)) by lra; rewrite Rminus_0_r.
      assert (h <= f k) by (rewrite f_h; assert (0 <= eta * w k) by (apply Rmult_le_pos; lra); lra).
      assert ((1 + h) ^ 2 <= (1 + f k) ^ 2) by (apply pow_incr; lra).
      pose proof (Rmax_r (- w (S k)) 0); pose proof (pow2_ge_0 (1 + h)).
      apply Rle_trans with ((1 + h) ^ 2 * l); [apply Rmult_le_compat_l; lra | rewrite (Rmult_comm l); apply Rmult_le_compat_r; lra].
    + rewrite (Rmax_left (- w k)) by lra.
      set (m := - w k); set (g := eta * m).
      assert (Eh : h = f k + g) by (unfold g, m; rewrite f_h; ring).
      assert (M' : m * (1 + f k) ^ 2 <= - w (S k)).
      { destruct (next k) as [U _]; pose proof (w_uv k) as Wk; pose proof (w_uv (S k)) as W'; rewrite U, V in W'.
        unfold m; rewrite W', Wk.
        assert (0 <= u k ^ 2 * f k) by (apply Rmult_le_pos; [apply pow2_ge_0 | lra]); lra. }
      pose proof (Rmax_l (- w (S k)) 0).
      apply Rle_trans with ((1 + h) ^ 2 * (l - m * (1 + f k) ^ 2)); [apply Rmult_le_compat_l; [apply pow2_ge_0 | lra] |].
      apply Rmult_le_reg_l with eta; [exact He |].
      assert (Ef : eta * (l - m) = f k) by (unfold m, f; ring).
      replace (eta * ((1 + h) ^ 2 * (l - m * (1 + f k) ^ 2))) with ((1 + f k + g) ^ 2 * (eta * (l - m) - g * (2 * f k + f k ^ 2)))
        by (rewrite Eh; unfold g; ring).
      rewrite Ef; replace (f k - g * (2 * f k + f k ^ 2)) with (f k * (1 - g * (2 + f k))) by ring.
      replace (eta * ((l - m) * (1 + f k) ^ 2)) with (f k * (1 + f k) ^ 2) by (rewrite <- Ef at 1; ring).
      replace ((1 + f k + g) ^ 2 * (f k * (1 - g * (2 + f k)))) with (f k * ((1 + f k + g) ^ 2 * (1 - g * (2 + f k)))) by ring.
      apply Rmult_le_compat_l; [lra |]; apply growth_beyond; [lra |].
      unfold g, m; apply Rmult_le_pos; lra.
Qed.

Let R := ln (1 + h).

Let PR : 0 < R.
Proof. unfold R; rewrite <- ln_1; apply ln_increasing; lra. Qed.

(** Before the level is reached. *)
Lemma time_before K : - (theta * l) < w K -> (1 + h) ^ (2 * K) <= 2 * l / beta ^ 2 * ((1 + theta) / (1 - theta)).
Proof using Hc Ec HM Hl Hb He Hs Ht Hbt.
  intros HK; pose proof (grows K) as G; destruct (pos K) as [Pu Pv]; pose proof (product K) as P.
  assert (Pb : 0 < beta ^ 2) by (apply pow_lt; lra).
  assert (Pp : 0 < (1 + h) ^ (2 * K)) by (apply pow_lt; lra).
  assert (Tl : 0 < theta * l) by (apply Rmult_lt_0_compat; lra).
  (* v^2 <= 2 l (1 + theta) *)
  assert (Sq : (u K * v K) ^ 2 <= 4 * l ^ 2 * (1 - theta ^ 2)).
  { assert (T2 : 0 <= 1 - theta ^ 2).
    { assert (theta * theta <= 1 * 1) by (apply Rmult_le_compat; lra); simpl; lra. }
    replace (4 * l ^ 2 * (1 - theta ^ 2)) with ((2 * l * sqrt (1 - theta ^ 2)) ^ 2)
      by (rewrite !Rpow_mult_distr, pow2_sqrt by exact T2; ring).
    apply pow_incr; split; [apply Rmult_le_pos; lra | lra]. }
  assert (V2 : v K ^ 2 <= 2 * l * (1 + theta)).
  { destruct (Rle_lt_dec (v K ^ 2) (2 * l * (1 + theta))) as [A | A]; [exact A | exfalso].
    pose proof (w_uv K) as W.
    assert (U2 : 2 * l * (1 - theta) < u K ^ 2) by lra.
    assert (Z : 2 * l * (1 - theta) * (2 * l * (1 + theta)) < u K ^ 2 * v K ^ 2).
    { assert (0 < l * (1 - theta)) by (apply Rmult_lt_0_compat; lra).
      assert (0 < l * (1 + theta)) by (apply Rmult_lt_0_compat; lra).
      apply Rmult_le_0_lt_compat; lra. }
    rewrite Rpow_mult_distr in Sq; lra. }
  assert (Top : beta ^ 2 * (1 + h) ^ (2 * K) * (1 - theta) <= v K ^ 2).
  { apply Rmult_le_reg_r with l; [lra |]; apply Rle_trans with (2 := G).
    rewrite Rmult_assoc; apply Rmult_le_compat_l; [apply Rmult_le_pos; lra |].
    unfold Rmax; destruct (Rle_dec (- w K) 0); lra. }
  apply Rmult_le_reg_l with (beta ^ 2 * (1 - theta)); [apply Rmult_lt_0_compat; lra |].
  replace (beta ^ 2 * (1 - theta) * (2 * l / beta ^ 2 * ((1 + theta) / (1 - theta)))) with (2 * l * (1 + theta)) by (field; lra).
  lra.
Qed.

(** [ln v <= ln beta + k R + eta/(1+h) (u_0^2 - u_k^2)/(4h(2-h))] *)
Let grows_at_most k :
  ln (v k) <= ln beta + INR k * R + eta / (1 + h) * ((2 * alpha - beta) ^ 2 - u k ^ 2) / (4 * h * (2 - h)).
Proof.
  induction k as [| k IH].
  - simpl (INR 0).
    replace (v 0) with beta by (unfold v; cbn; ring); replace (u 0) with (2 * alpha - beta) by (unfold u; cbn; ring).
    unfold Rdiv; rewrite Rminus_diag_eq by reflexivity; lra.
  - destruct (next k) as [U V]; pose proof (f_range k) as F; destruct (pos k) as [Pu Pv].
    rewrite V, ln_mult, S_INR by lra.
    set (D := 4 * h * (2 - h)) in *.
    assert (PD : 0 < D) by (unfold D; apply Rmult_lt_0_compat; lra).
    assert (Pe : 0 < eta / (1 + h)) by (apply Rdiv_lt_0_compat; lra).
    assert (St : ln (1 + f k) <= R + eta / (1 + h) * (u k ^ 2 - u (S k) ^ 2) / D).
    { assert (Q : 0 <= eta / (1 + h) * (u k ^ 2 - u (S k) ^ 2) / D).
      { apply Rmult_le_pos; [apply Rmult_le_pos; [lra |] | left; apply Rinv_0_lt_compat; exact PD].
        rewrite U, Rpow_mult_distr.
        assert ((1 - f k) ^ 2 <= 1) by (rewrite <- (pow1 2); apply pow_incr; lra).
        assert (u k ^ 2 * (1 - f k) ^ 2 <= u k ^ 2 * 1) by (apply Rmult_le_compat_l; [apply pow2_ge_0 | lra]); lra. }
      destruct (Rle_lt_dec (w k) 0) as [P | P].
      - apply Rle_trans with R; [| lra]; unfold R.
        assert (eta * w k <= 0) by (assert (0 <= eta * - w k) by (apply Rmult_le_pos; lra); lra).
        assert (X : 1 + f k <= 1 + h) by (rewrite f_h; lra).
        destruct X as [X | X]; [left; apply ln_increasing; lra | rewrite X; lra].
      - assert (Pw : 0 < eta * w k) by (apply Rmult_lt_0_compat; lra).
        assert (A : ln (1 + f k) <= R + eta * w k / (1 + h)).
        { unfold R; replace (1 + f k) with ((1 + h) * (1 + eta * w k / (1 + h))) by (rewrite f_h; field; lra).
          assert (0 < eta * w k / (1 + h)) by (apply Rdiv_lt_0_compat; lra).
          rewrite ln_mult by lra; apply Rplus_le_compat_l.
          pose proof (exp_ineq1_le (eta * w k / (1 + h))) as X.
          rewrite <- (ln_exp (eta * w k / (1 + h))) at 2.
          destruct X as [X | X]; [left; apply ln_increasing; lra | rewrite X; lra]. }
        apply Rle_trans with (1 := A); apply Rplus_le_compat_l.
        replace (eta * w k / (1 + h)) with (eta / (1 + h) * w k) by (field; lra).
        unfold Rdiv at 2; rewrite (Rmult_assoc (eta / (1 + h))); apply Rmult_le_compat_l; [lra |].
        apply Rmult_le_reg_r with D; [exact PD |]; rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
        assert (W : w k <= u k ^ 2 / 4) by (rewrite w_uv; pose proof (pow2_ge_0 (v k)); lra).
        assert (H1 : (1 - f k) ^ 2 <= (1 - h) ^ 2) by (apply pow_incr; rewrite f_h in *; lra).
        rewrite U, Rpow_mult_distr.
        assert (u k ^ 2 * (1 - f k) ^ 2 <= u k ^ 2 * (1 - h) ^ 2) by (apply Rmult_le_compat_l; [apply pow2_ge_0 | exact H1]).
        apply Rle_trans with (u k ^ 2 / 4 * D); [apply Rmult_le_compat_r; lra |]; unfold D; lra. }
    unfold Rdiv in *; lra.
Qed.

Lemma time_at_least T : w T <= - (theta * l) ->
  (ln (2 * sqrt l / beta) + / 2 * ln theta - (2 * alpha - beta) ^ 2 / (4 * l * (2 - h) * (1 + h))) / R <= INR T.
Proof using Hc Ec HM Hl Hb He Hs Ht.
  intros HT; apply Rmult_le_reg_r with R; [exact PR |]; unfold Rdiv at 1; rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
  pose proof (grows_at_most T) as G; destruct (pos T) as [Pu Pv].
  assert (Sl : 0 < sqrt l) by (apply sqrt_lt_R0; lra).
  assert (St : 0 < sqrt theta) by (apply sqrt_lt_R0; lra).
  assert (V2 : 2 * sqrt l * sqrt theta <= v T).
  { apply (pow_le_inv 2); [lia | left; apply Rmult_lt_0_compat; lra | lra |].
    rewrite !Rpow_mult_distr, !pow2_sqrt by lra; pose proof (w_uv T) as W; pose proof (pow2_ge_0 (u T)); lra. }
  assert (Lt : ln (sqrt theta) = / 2 * ln theta).
  { rewrite <- Rpower_sqrt by lra; unfold Rpower; rewrite ln_exp; reflexivity. }
  assert (L : ln (2 * sqrt l) + / 2 * ln theta <= ln (v T)).
  { rewrite <- Lt, <- ln_mult by lra.
    destruct V2 as [V2 | V2]; [left; apply ln_increasing; [apply Rmult_lt_0_compat; lra | exact V2] | rewrite V2; lra]. }
  unfold Rdiv at 1; rewrite ln_mult, ln_Rinv by (try apply Rinv_0_lt_compat; lra).
  assert (B : eta / (1 + h) * ((2 * alpha - beta) ^ 2 - u T ^ 2) / (4 * h * (2 - h))
              <= (2 * alpha - beta) ^ 2 / (4 * l * (2 - h) * (1 + h))).
  { replace ((2 * alpha - beta) ^ 2 / (4 * l * (2 - h) * (1 + h))) with (eta / (1 + h) * (2 * alpha - beta) ^ 2 / (4 * h * (2 - h)))
      by (unfold h; field; fold h; repeat split; lra).
    apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat, Rmult_lt_0_compat; lra |].
    apply Rmult_le_compat_l; [left; apply Rdiv_lt_0_compat; lra |]; pose proof (pow2_ge_0 (u T)); lra. }
  lra.
Qed.

End Time.

Theorem perturbed_time_sharper (c M l eta alpha beta theta : R) (T : nat) :
  1 < c -> (c - 1) * c ^ 1 = 1 -> alpha <= M -> 0 < l <= M ^ 2 -> 0 < beta < alpha ->
  0 < eta -> eta * (perturbed_L 2 c * M ^ 2) <= 1 -> 0 < theta < 1 ->
  beta * (2 * alpha - beta) <= 2 * l * sqrt (1 - theta ^ 2) -> reached_first eta l alpha beta theta T ->
  INR T <= 1 + (/ 2 * ln (2 * l / beta ^ 2) + / 2 * ln ((1 + theta) / (1 - theta))) / ln (1 + eta * l).
Proof.
  intros Hc Ec HM Hl Hb He Hs Ht Hbt [_ H].
  assert (Ph : 0 < eta * l) by (apply Rmult_lt_0_compat; lra).
  assert (PR : 0 < ln (1 + eta * l)) by (rewrite <- ln_1; apply ln_increasing; lra).
  assert (P1 : 0 < 2 * l / beta ^ 2) by (apply Rdiv_lt_0_compat; [lra | apply pow_lt; lra]).
  assert (P2 : 0 < (1 + theta) / (1 - theta)) by (apply Rdiv_lt_0_compat; lra).
  assert (Q : forall K, (K < T)%nat -> INR K * ln (1 + eta * l) <= / 2 * ln (2 * l / beta ^ 2) + / 2 * ln ((1 + theta) / (1 - theta))).
  { intros K HK; pose proof (time_before c M l eta alpha beta theta Hc Ec HM Hl Hb He Hs Ht Hbt K (H K HK)) as B.
    assert (L : ln ((1 + eta * l) ^ (2 * K)) <= ln (2 * l / beta ^ 2 * ((1 + theta) / (1 - theta)))).
    { destruct B as [B | B]; [left; apply ln_increasing; [apply pow_lt; lra | exact B] | rewrite B; lra]. }
    rewrite ln_pow, ln_mult, mult_INR in L by lra; simpl (INR 2) in L; lra. }
  assert (Z : 0 <= / 2 * ln (2 * l / beta ^ 2) + / 2 * ln ((1 + theta) / (1 - theta))).
  { assert (W0 : - (theta * l) < pw 2 eta (- l) alpha beta 0).
    { unfold pw; cbn; assert (0 < (alpha - beta) * (alpha * 1)) by (apply Rmult_lt_0_compat; lra).
      assert (0 < theta * l) by (apply Rmult_lt_0_compat; lra); lra. }
    pose proof (time_before c M l eta alpha beta theta Hc Ec HM Hl Hb He Hs Ht Hbt 0 W0) as B.
    replace ((1 + eta * l) ^ (2 * 0)) with 1 in B by reflexivity.
    assert (L : ln 1 <= ln (2 * l / beta ^ 2 * ((1 + theta) / (1 - theta)))).
    { destruct B as [B | B]; [left; apply ln_increasing; lra | rewrite <- B; lra]. }
    rewrite ln_1, ln_mult in L by assumption; lra. }
  destruct T as [| K].
  - change (INR 0) with 0; assert (0 <= (/ 2 * ln (2 * l / beta ^ 2) + / 2 * ln ((1 + theta) / (1 - theta))) / ln (1 + eta * l)); [| lra].
    apply Rmult_le_pos; [exact Z | left; apply Rinv_0_lt_compat; exact PR].
  - rewrite S_INR; specialize (Q K ltac:(lia)).
    set (Y := / 2 * ln (2 * l / beta ^ 2) + / 2 * ln ((1 + theta) / (1 - theta))) in *.
    assert (INR K <= Y / ln (1 + eta * l)); [| lra].
    apply Rmult_le_reg_r with (ln (1 + eta * l)); [exact PR |].
    unfold Rdiv; rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra; exact Q.
Qed.
(* claim: perturbed.time/sharper
   As stated, with the exact c of L_2 and any M with alpha <= M, l <= M^2. *)

Theorem perturbed_time (c M l eta alpha beta theta : R) (T : nat) :
  1 < c -> (c - 1) * c ^ 1 = 1 -> alpha <= M -> 0 < l <= M ^ 2 -> 0 < beta < alpha ->
  0 < eta -> eta * (perturbed_L 2 c * M ^ 2) <= 1 -> 0 < theta < 1 ->
  beta * (2 * alpha - beta) <= 2 * l * sqrt (1 - theta ^ 2) -> reached_first eta l alpha beta theta T ->
  let h := eta * l in
  let R := ln (1 + h) in
  (ln (2 * sqrt l / beta) + / 2 * ln theta - (2 * alpha - beta) ^ 2 / (4 * l * (2 - h) * (1 + h))) / R <= INR T
  /\ INR T <= 1 + (/ 2 * ln (4 * l / beta ^ 2) + / 2 * ln ((1 + theta) / (1 - theta))) / R.
Proof.
  intros Hc Ec HM Hl Hb He Hs Ht Hbt HT h R.
  assert (Ph : 0 < h) by (apply Rmult_lt_0_compat; lra).
  assert (PR : 0 < R) by (unfold R; rewrite <- ln_1; apply ln_increasing; lra).
  split.
  - destruct HT as [HT _]; apply (time_at_least c M l eta alpha beta theta); assumption.
  - apply Rle_trans with (1 := perturbed_time_sharper c M l eta alpha beta theta T Hc Ec HM Hl Hb He Hs Ht Hbt HT).
    apply Rplus_le_compat_l; fold h; fold R; apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; exact PR |].
    assert (Pb : 0 < / beta ^ 2) by (apply Rinv_0_lt_compat, pow_lt; lra).
    assert (ln (2 * l / beta ^ 2) < ln (4 * l / beta ^ 2)); [| lra].
    apply ln_increasing; [apply Rmult_lt_0_compat; lra | apply Rmult_lt_compat_r; lra].
Qed.
(* claim: perturbed.time
   As perturbed_time_sharper. *)

Theorem perturbed_reached (c M l eta alpha beta theta : R) :
  1 < c -> (c - 1) * c ^ 1 = 1 -> alpha <= M -> 0 < l <= M ^ 2 -> 0 < beta < alpha ->
  0 < eta -> eta * (perturbed_L 2 c * M ^ 2) <= 1 -> theta < 1 ->
  exists T, reached_first eta l alpha beta theta T.
Proof.
  intros Hc Ec HM Hl Hb He Hs Ht.
  destruct (perturbed_sign 2 c M (- l) eta alpha beta) as [_ C]; auto; [rewrite Rabs_Ropp, Rabs_right; lra |].
  destruct (C ((1 - theta) * l)) as [K HK]; [apply Rmult_lt_0_compat; lra |].
  specialize (HK K (le_n K)); unfold R_dist in HK; apply Rabs_def2 in HK.
  assert (Q : pw 2 eta (- l) alpha beta K <= - (theta * l)) by lra; clear HK C.
  assert (D : forall j, (exists i, (i < j)%nat /\ reached_first eta l alpha beta theta i)
                        \/ forall i, (i < j)%nat -> - (theta * l) < pw 2 eta (- l) alpha beta i).
  { induction j as [| j [(i & I1 & I2) | IH]]; [right; intros; lia | left; exists i; split; [lia | exact I2] |].
    destruct (Rle_lt_dec (pw 2 eta (- l) alpha beta j) (- (theta * l))) as [A | A].
    - left; exists j; split; [lia | split; assumption].
    - right; intros i Hi; destruct (Nat.eq_dec i j) as [-> | E]; [exact A | apply IH; lia]. }
  destruct (D (S K)) as [(i & _ & I) | F]; [exists i; exact I |].
  specialize (F K ltac:(lia)); lra.
Qed.
