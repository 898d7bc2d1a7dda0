(** The perturbed start: the quoted step, no perturbation, and the first factor ahead. *)

Require Import Reals Lra Lia.
Require Import Powers Descent DeepFactorization Plateau Nonpositive Perturbed StepPerturbed.
Open Scope R_scope.

Section Steps.

Variables (N : nat) (c M eta : R).
Hypotheses (HN : (2 <= N)%nat) (Hc : 1 < c) (HM : 0 < M) (He : 0 < eta).

Let N2 : 2 <= INR N.
Proof. replace 2 with (INR 2) by (simpl; ring); apply le_INR; exact HN. Qed.
Let I : INR (N - 1) = INR N - 1.
Proof. rewrite minus_INR by lia; reflexivity. Qed.

Lemma L_above_2 : 2 < perturbed_L N c.
Proof using HN Hc.
  unfold perturbed_L.
  pose proof (pow_tangent (N - 1) 1 c ltac:(lra) ltac:(lra)) as T; rewrite !pow1 in T.
  assert (C : 0 < c - 2 + / c).
  { apply Rmult_lt_reg_r with c; [lra |]; replace ((c - 2 + / c) * c) with ((c - 1) * (c - 1)) by (field; lra).
    rewrite Rmult_0_l; apply Rmult_lt_0_compat; lra. }
  assert (0 < INR (N - 1) * (c - 2 + / c)) by (apply Rmult_lt_0_compat; lra).
  unfold Rdiv; lra.
Qed.

Lemma half_step : eta * (perturbed_L N c * M ^ (2 * N - 2)) <= 1 -> 2 * (eta * M ^ (2 * N - 2)) < 1.
Proof using HN Hc HM He.
  intros Hs; pose proof L_above_2 as L.
  assert (P : 0 < eta * M ^ (2 * N - 2)) by (apply Rmult_lt_0_compat; [exact He | apply pow_lt; exact HM]).
  assert (2 * (eta * M ^ (2 * N - 2)) < perturbed_L N c * (eta * M ^ (2 * N - 2))) by (apply Rmult_lt_compat_r; lra).
  lra.
Qed.

Lemma quoted_perturbed_small :
  eta < / (9 * INR N * (c * M) ^ (2 * N - 2)) -> eta * (perturbed_L N c * M ^ (2 * N - 2)) <= 1.
Proof using HN Hc HM He.
  intros Hs.
  pose proof (pow_lt M (2 * N - 2) HM) as PM.
  pose proof (pow_R1_Rle c (2 * N - 2) ltac:(lra)) as PC.
  assert (PCM : 0 < 9 * INR N * (c * M) ^ (2 * N - 2)).
  { apply Rmult_lt_0_compat; [lra |]; apply pow_lt, Rmult_lt_0_compat; lra. }
  assert (Q : eta * (9 * INR N * (c * M) ^ (2 * N - 2)) < 1).
  { apply (Rmult_lt_compat_r _ _ _ PCM) in Hs; rewrite Rinv_l in Hs; lra. }
  apply Rle_trans with (eta * (9 * INR N * (c * M) ^ (2 * N - 2))); [| lra].
  apply Rmult_le_compat_l; [lra |]; rewrite Rpow_mult_distr, <- Rmult_assoc; apply Rmult_le_compat_r; [lra |].
  unfold perturbed_L.
  assert (c ^ (N - 1) <= c ^ (2 * N - 2)) by (apply Rle_pow; [lra | lia]).
  assert (INR (N - 1) / c <= INR (N - 1) * 1).
  { apply Rmult_le_compat_l; [rewrite I; lra |]; rewrite <- Rinv_1; apply Rinv_le_contravar; lra. }
  assert (INR N * 1 <= INR N * c ^ (2 * N - 2)) by (apply Rmult_le_compat_l; lra).
  assert (1 * c ^ (2 * N - 2) <= INR N * c ^ (2 * N - 2)) by (apply Rmult_le_compat_r; lra).
  rewrite I in *; lra.
Qed.

End Steps.

Theorem step_quoted_perturbed (N : nat) (c M lambda eta alpha beta : R) :
  (2 <= N)%nat -> 1 < c -> (c - 1) * c ^ (N - 1) = 1 -> alpha <= M -> Rabs lambda <= M ^ N -> 0 < beta < alpha ->
  0 < eta -> eta < / (9 * INR N * (c * M) ^ (2 * N - 2)) ->
  Un_cv (pw N eta lambda alpha beta) lambda
  /\ ((forall k, pw N eta lambda alpha beta k <= pw N eta lambda alpha beta (S k) <= lambda)
      \/ (forall k, lambda <= pw N eta lambda alpha beta (S k) <= pw N eta lambda alpha beta k))
  /\ forall k, snd (porbit N eta lambda alpha beta k) <= sqrt c * M.
Proof.
  intros HN Hc Ec HM Hl Hb He Hs.
  apply step_perturbed; auto.
  apply quoted_perturbed_small; auto; lra.
Qed.
(* claim: step.quoted_perturbed
   As stated, every N >= 2, with the remarks of step.perturbed. *)

(** ** No perturbation *)

Lemma unperturbed_orbit N eta lambda alpha k :
  (2 <= N)%nat -> porbit N eta lambda alpha 0 k = (d N eta lambda alpha k, d N eta lambda alpha k).
Proof.
  intros HN; induction k as [| k IH]; [unfold d; cbn; f_equal; ring |].
  cbn [porbit]; rewrite IH; unfold pstep, d; cbn [orbit]; fold (d N eta lambda alpha k).
  set (x := d N eta lambda alpha k); unfold step.
  assert (E1 : x ^ (N - 1) = x * x ^ (N - 2)) by (rewrite tech_pow_Rmult; f_equal; lia).
  assert (E2 : x ^ N = x * x ^ (N - 1)) by (rewrite tech_pow_Rmult; f_equal; lia).
  rewrite E2, E1; f_equal; ring.
Qed.

(** [1/x^m] grows by at least [m a] in each step if [x+ = x (1 - y)], [y >= a x^m]. *)
Lemma algebraic_decay (m : nat) (a : R) (x : nat -> R) :
  0 <= a -> (forall k, 0 < x k) -> (forall k, exists y, x (S k) = x k * (1 - y) /\ a * x k ^ m <= y < 1) ->
  forall k, (x k / x 0%nat) ^ m <= / (1 + INR m * a * INR k * x 0%nat ^ m).
Proof.
  intros Ha P S k.
  pose proof (pow_lt _ m (P 0%nat)) as P0.
  assert (Nm : 0 <= INR m * a) by (apply Rmult_le_pos; [apply pos_INR | exact Ha]).
  assert (U : / x 0%nat ^ m + INR m * a * INR k <= / x k ^ m).
  { induction k as [| k IH]; [simpl; lra |].
    destruct (S k) as (y & E & Y1 & Y2); rewrite E, Rpow_mult_distr, Rinv_mult, S_INR.
    pose proof (pow_lt _ m (P k)) as Pk.
    assert (Ay : 0 <= y) by (apply Rle_trans with (2 := Y1), Rmult_le_pos; lra).
    assert (Q : 1 + INR m * y <= / (1 - y) ^ m).
    { rewrite <- pow_inv.
      pose proof (pow_tangent m 1 (/ (1 - y)) ltac:(lra) ltac:(left; apply Rinv_0_lt_compat; lra)) as T.
      rewrite !pow1 in T.
      assert (y <= / (1 - y) - 1).
      { apply Rmult_le_reg_r with (1 - y); [lra |].
        replace ((/ (1 - y) - 1) * (1 - y)) with y by (field; lra).
        assert (0 <= y * y) by (apply Rmult_le_pos; lra); lra. }
      assert (INR m * y <= INR m * (/ (1 - y) - 1)) by (apply Rmult_le_compat_l; [apply pos_INR | lra]); lra. }
    assert (Pi : 0 < / x k ^ m) by (apply Rinv_0_lt_compat; exact Pk).
    assert (V : a <= / x k ^ m * y).
    { apply Rmult_le_reg_l with (x k ^ m); [exact Pk |]; rewrite <- Rmult_assoc, Rinv_r by lra; lra. }
    assert (INR m * a <= INR m * (/ x k ^ m * y)) by (apply Rmult_le_compat_l; [apply pos_INR | exact V]).
    assert (/ x k ^ m * (1 + INR m * y) <= / x k ^ m * / (1 - y) ^ m) by (apply Rmult_le_compat_l; lra).
    lra. }
  pose proof (pow_lt _ m (P k)) as Pk; pose proof (pos_INR k) as Nk.
  assert (B : 0 <= INR m * a * INR k * x 0%nat ^ m) by (apply Rmult_le_pos; [apply Rmult_le_pos |]; lra).
  unfold Rdiv; rewrite Rpow_mult_distr, pow_inv.
  set (b := 1 + INR m * a * INR k * x 0%nat ^ m); assert (Pb : 0 < b) by (unfold b; lra).
  apply Rmult_le_reg_r with (1 := Pb); rewrite (Rinv_l b) by lra.
  replace (x k ^ m * / x 0%nat ^ m * b) with (x k ^ m * (/ x 0%nat ^ m + INR m * a * INR k)) by (unfold b; field; lra).
  apply (Rmult_le_compat_l (x k ^ m)) in U; [| lra]; rewrite Rinv_r in U; lra.
Qed.

Lemma geometric_decay (a : R) (x : nat -> R) :
  0 <= a < 1 -> (forall k, 0 < x k) -> (forall k, x (S k) <= x k * (1 - a)) ->
  forall k, x k / x 0%nat <= (1 - a) ^ k.
Proof.
  intros Ha P S k; apply Rmult_le_reg_r with (x 0%nat); [apply P |].
  unfold Rdiv; rewrite Rmult_assoc, Rinv_l, Rmult_1_r by (apply Rgt_not_eq, P).
  induction k as [| k IH]; [simpl; lra |].
  apply Rle_trans with (1 := S k); cbn [pow].
  replace ((1 - a) * (1 - a) ^ k * x 0%nat) with ((1 - a) ^ k * x 0%nat * (1 - a)) by ring.
  apply Rmult_le_compat_r; lra.
Qed.

Theorem perturbed_sign_unperturbed (N : nat) (c M l eta alpha : R) :
  (2 <= N)%nat -> 1 < c -> 0 < alpha <= M -> 0 < l <= M ^ N ->
  0 < eta -> eta * (perturbed_L N c * M ^ (2 * N - 2)) <= 1 ->
  let x := d N eta (- l) alpha in
  (forall k, porbit N eta (- l) alpha 0 k = (x k, x k)) /\ (forall k, 0 < x k)
  /\ (forall k, (x k / alpha) ^ (N - 2) <= / (1 + INR (N - 2) * (eta * l) * INR k * alpha ^ (N - 2)))
  /\ (N = 2%nat -> forall k, x k / alpha <= (1 - eta * l) ^ k)
  /\ Un_cv x 0 /\ Un_cv (w N eta (- l) alpha) 0.
Proof.
  intros HN Hc Ha Hl He Hs x.
  pose proof (half_step N c M eta HN Hc ltac:(lra) He Hs) as Hh.
  assert (El : Rabs (- l) = l) by (rewrite Rabs_Ropp, Rabs_pos_eq; lra).
  assert (Sh : share N eta (- l) alpha < 1).
  { unfold share; rewrite El.
    pose proof (pow_incr alpha M (N - 2) ltac:(lra)); pose proof (pow_incr alpha M N ltac:(lra)).
    pose proof (pow_lt alpha (N - 2) ltac:(lra)); pose proof (pow_lt alpha N ltac:(lra)).
    apply Rle_lt_trans with (eta * M ^ (N - 2) * (2 * M ^ N)).
    - apply Rmult_le_compat; [apply Rmult_le_pos; lra | lra | apply Rmult_le_compat_l; lra | lra].
    - replace (2 * N - 2)%nat with (N - 2 + N)%nat in Hh by lia; rewrite pow_add in Hh; lra. }
  destruct (step_nonpositive N (- l) alpha eta HN ltac:(lra) ltac:(lra) He ltac:(apply Rlt_le; exact Sh)) as [B Cv].
  fold x in B, Cv.
  assert (E : forall k, x (S k) = x k * (1 - share N eta (- l) (x k))).
  { intros k; rewrite <- step_share by (assumption || lra); reflexivity. }
  assert (P : forall k, 0 < x k <= alpha).
  { intros k; induction k as [| k IH]; [unfold x, d; cbn; lra |].
    destruct (B k) as (_ & B1 & _); split; [| lra].
    rewrite E; apply Rmult_lt_0_compat; [lra |].
    destruct (share_incr N eta (- l) (x k) alpha ltac:(lra) ltac:(lra)); lra. }
  assert (Y : forall k, eta * l * x k ^ (N - 2) <= share N eta (- l) (x k) < 1).
  { intros k; pose proof (P k) as Pk.
    destruct (share_incr N eta (- l) (x k) alpha ltac:(lra) ltac:(lra)); split; [| lra].
    unfold share; rewrite El; pose proof (pow_lt (x k) (N - 2) ltac:(lra)); pose proof (pow_lt (x k) N ltac:(lra)).
    assert (0 <= eta * x k ^ (N - 2) * x k ^ N) by (apply Rmult_le_pos; [apply Rmult_le_pos |]; lra); lra. }
  split; [intros k; apply unperturbed_orbit; exact HN |].
  split; [intros k; apply P |]; split; [| split; [| split; [exact Cv |]]].
  - intros k; apply (algebraic_decay (N - 2) (eta * l) x).
    + apply Rmult_le_pos; lra.
    + intros j; apply P.
    + intros j; exists (share N eta (- l) (x j)); split; [apply E | apply Y].
  - intros -> k; apply (geometric_decay (eta * l) x).
    + pose proof (Y 0%nat) as Y0; simpl in Y0; split; [apply Rmult_le_pos; lra | lra].
    + intros j; apply P.
    + intros j; rewrite E; apply Rmult_le_compat_l; [destruct (P j); lra |].
      pose proof (Y j) as Yj; simpl in Yj; lra.
  - replace 0 with (0 ^ N) by (apply pow_i; lia).
    apply (continuity_seq (fun y => y ^ N) x 0); [| exact Cv].
    apply derivable_continuous_pt, derivable_pt_pow.
Qed.
(* claim: perturbed.sign/unperturbed
   As stated, every N >= 2.  Stronger: any c > 1 serves, not only that of (c-1) c^(N-1) = 1. *)

(** ** The first factor ahead, beta < 0 *)

Lemma exchanged eta lambda alpha b k :
  porbit 2 eta lambda alpha (- b) k
  = (snd (porbit 2 eta lambda (alpha + b) b k), fst (porbit 2 eta lambda (alpha + b) b k)).
Proof.
  induction k as [| k IH]; [cbn; f_equal; ring |].
  cbn [porbit]; rewrite IH; destruct (porbit 2 eta lambda (alpha + b) b k) as [p q]; cbn; f_equal; ring.
Qed.

Theorem perturbed_sign_larger_first (c M lambda eta alpha beta : R) :
  1 < c -> (c - 1) * c ^ 1 = 1 -> 0 < alpha -> beta < 0 -> alpha - beta <= M -> Rabs lambda <= M ^ 2 ->
  0 < eta -> eta * (perturbed_L 2 c * M ^ 2) <= 1 ->
  (forall k, Rabs (pw 2 eta lambda alpha beta k - lambda)
             <= Rabs (pw 2 eta lambda alpha beta 0 - lambda) * (1 - eta * (beta / 2) ^ 2) ^ k)
  /\ Un_cv (pw 2 eta lambda alpha beta) lambda.
Proof.
  intros Hc Ec Ha Hb HM Hl He Hs.
  assert (E : forall k, pw 2 eta lambda alpha beta k = pw 2 eta lambda (alpha - beta) (- beta) k).
  { intros k; pose proof (exchanged eta lambda alpha (- beta) k) as X; rewrite Ropp_involutive in X.
    change (alpha + - beta) with (alpha - beta) in X; unfold pw; rewrite X; cbn; ring. }
  destruct (perturbed_sign 2 c M lambda eta (alpha - beta) (- beta)) as [R C]; auto; try lra.
  split.
  - intros k; rewrite !E; replace ((beta / 2) ^ 2) with ((- beta / 2) ^ 2) by (simpl; field); apply R.
  - intros e Pe; destruct (C e Pe) as [K HK]; exists K; intros k Hk; rewrite E; apply HK, Hk.
Qed.
(* claim: perturbed.sign/larger_first
   As stated; M is any bound of alpha - beta and of |lambda|^(1/2), and c the exact one. *)

Theorem perturbed_sign_stalls (N : nat) (c M l eta alpha beta : R) :
  (3 <= N)%nat -> 1 < c -> 0 < alpha -> beta < 0 -> alpha - beta <= M -> 0 < l <= M ^ N ->
  0 < eta -> eta * (perturbed_L N c * M ^ (2 * N - 2)) <= 1 ->
  let P k := fst (porbit N eta (- l) alpha beta k) in
  let Q k := snd (porbit N eta (- l) alpha beta k) in
  (forall k, 0 < P k /\ 0 < Q k)
  /\ (forall k, (Q k / alpha) ^ (N - 3)
                <= / (1 + INR (N - 3) * (eta * l * (Rabs beta / 2)) * INR k * alpha ^ (N - 3)))
  /\ (N = 3%nat -> forall k, Q k / alpha <= (1 - eta * l * (Rabs beta / 2)) ^ k)
  /\ Un_cv Q 0 /\ Un_cv (pw N eta (- l) alpha beta) 0.
Proof.
  intros HN Hc Ha Hb HM Hl He Hs P Q.
  pose proof (half_step N c M eta ltac:(lia) Hc ltac:(lra) He Hs) as Hh.
  rewrite (Rabs_left beta) by exact Hb.
  assert (EM : M ^ (2 * N - 2) = M ^ (N - 2) * M ^ N) by (rewrite <- pow_add; f_equal; lia).
  set (y := fun k => eta * P k * Q k ^ (N - 3) * (l + P k * Q k ^ (N - 1))).
  assert (Nx : forall k, Q (S k) = Q k * (1 - y k)
                         /\ P (S k) = P k - eta * Q k ^ (N - 1) * (l + P k * Q k ^ (N - 1))).
  { intros k; unfold y, P, Q; cbn [porbit]; destruct (porbit N eta (- l) alpha beta k) as [p q]; cbn [fst snd pstep].
    replace (q ^ (N - 2)) with (q * q ^ (N - 3)) by (rewrite tech_pow_Rmult; f_equal; lia).
    split; ring. }
  assert (Inv : forall k, 0 < Q k /\ - beta <= P k - Q k /\ P k <= M /\ Q k <= alpha).
  { intros k; induction k as [| k (I1 & I2 & I3 & I4)]; [unfold P, Q; cbn; lra |].
    destruct (Nx k) as [N1 N2].
    pose proof (pow_lt (Q k) (N - 3) I1) as Q3; pose proof (pow_lt (Q k) (N - 1) I1) as Q1; pose proof (pow_lt (Q k) (N - 2) I1) as Q2.
    assert (Wb : 0 < l + P k * Q k ^ (N - 1) <= 2 * M ^ N).
    { assert (0 < P k * Q k ^ (N - 1)) by (apply Rmult_lt_0_compat; lra).
      assert (P k * Q k ^ (N - 1) <= M * M ^ (N - 1)).
      { apply Rmult_le_compat; [lra | lra | lra |]; apply pow_incr; lra. }
      rewrite tech_pow_Rmult in *; replace (S (N - 1)) with N in * by lia; lra. }
    assert (Yb : 0 < y k < 1).
    { unfold y; split; [repeat apply Rmult_lt_0_compat; lra |].
      apply Rle_lt_trans with (eta * M ^ (N - 2) * (2 * M ^ N)); [| rewrite EM in Hh; lra].
      apply Rmult_le_compat; [repeat apply Rmult_le_pos; lra | lra | | lra].
      rewrite Rmult_assoc; apply Rmult_le_compat_l; [lra |].
      replace (M ^ (N - 2)) with (M * M ^ (N - 3)) by (rewrite tech_pow_Rmult; f_equal; lia).
      apply Rmult_le_compat; [lra | lra | lra | apply pow_incr; lra]. }
    assert (Dp : 0 < eta * Q k ^ (N - 1) * (l + P k * Q k ^ (N - 1))) by (apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat |]; lra).
    assert (Df : P (S k) - Q (S k) = (P k - Q k) * (1 + eta * Q k ^ (N - 2) * (l + P k * Q k ^ (N - 1)))).
    { rewrite N1, N2; unfold y.
      replace (Q k ^ (N - 1)) with (Q k * (Q k * Q k ^ (N - 3))) by (rewrite !tech_pow_Rmult; f_equal; lia).
      replace (Q k ^ (N - 2)) with (Q k * Q k ^ (N - 3)) by (rewrite tech_pow_Rmult; f_equal; lia); ring. }
    assert (0 <= (P k - Q k) * (eta * Q k ^ (N - 2) * (l + P k * Q k ^ (N - 1)))).
    { apply Rmult_le_pos; [lra |]; apply Rmult_le_pos; [apply Rmult_le_pos |]; lra. }
    assert (0 < Q k * y k) by (apply Rmult_lt_0_compat; lra).
    split; [rewrite N1; apply Rmult_lt_0_compat; lra |].
    rewrite N1 in *; rewrite N2 in *; repeat split; lra. }
  assert (Y : forall k, eta * l * (- beta / 2) * Q k ^ (N - 3) <= y k < 1).
  { intros k; destruct (Inv k) as (I1 & I2 & I3 & I4).
    pose proof (pow_lt (Q k) (N - 3) I1) as Q3; pose proof (pow_lt (Q k) (N - 1) I1) as Q1.
    assert (W0 : 0 < P k * Q k ^ (N - 1)) by (apply Rmult_lt_0_compat; lra).
    split.
    - unfold y; replace (eta * l * (- beta / 2) * Q k ^ (N - 3)) with (eta * (- beta / 2) * Q k ^ (N - 3) * l) by ring.
      apply Rmult_le_compat; [repeat apply Rmult_le_pos; lra | lra | | lra].
      apply Rmult_le_compat_r; [lra |]; apply Rmult_le_compat_l; lra.
    - destruct (Inv (S k)) as (J1 & _); destruct (Nx k) as [N1 _]; rewrite N1 in J1.
      assert (0 < 1 - y k); [| lra]; apply Rmult_lt_reg_l with (Q k); lra. }
  assert (A0 : 0 <= eta * l * (- beta / 2)) by (apply Rmult_le_pos; [apply Rmult_le_pos |]; lra).
  assert (A1 : 0 < eta * l * (- beta / 2)) by (apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat |]; lra).
  assert (CvQ : Un_cv Q 0).
  { apply shrinks_to_0.
    - intros k; destruct (Inv k); lra.
    - intros k; destruct (Nx k) as [-> _]; destruct (Inv k) as (I1 & _); pose proof (Y k).
      pose proof (pow_lt (Q k) (N - 3) I1) as Q3.
      assert (0 <= eta * l * (- beta / 2) * Q k ^ (N - 3)) by (apply Rmult_le_pos; lra).
      assert (0 <= Q k * y k) by (apply Rmult_le_pos; lra); lra.
    - intros e Pe; destruct (Rle_lt_dec e alpha) as [Le | Le].
      + exists (Rmax 0 (1 - eta * l * (- beta / 2) * e ^ (N - 3))).
        pose proof (pow_lt e (N - 3) Pe) as E3.
        assert (0 < eta * l * (- beta / 2) * e ^ (N - 3)) by (apply Rmult_lt_0_compat; lra).
        split; [split; [apply Rmax_l | apply Rmax_lub_lt; lra] |].
        intros k Hk; destruct (Nx k) as [-> _]; destruct (Inv k) as (I1 & _); rewrite Rmult_comm.
        apply Rmult_le_compat_r; [lra |]; apply Rle_trans with (2 := Rmax_r _ _).
        pose proof (pow_incr e (Q k) (N - 3) ltac:(lra)) as E4; pose proof (Y k).
        assert (eta * l * (- beta / 2) * e ^ (N - 3) <= eta * l * (- beta / 2) * Q k ^ (N - 3)) by (apply Rmult_le_compat_l; lra).
        lra.
      + exists 0; split; [lra |]; intros k Hk; destruct (Inv k) as (_ & _ & _ & I4); lra. }
  split; [intros k; destruct (Inv k); lra |].
  split; [| split; [| split; [exact CvQ |]]].
  - intros k; apply (algebraic_decay (N - 3) (eta * l * (- beta / 2)) Q); [exact A0 | intros j; apply Inv |].
    intros j; exists (y j); split; [apply Nx | apply Y].
  - intros -> k; apply (geometric_decay (eta * l * (- beta / 2)) Q); [| intros j; apply Inv |].
    + pose proof (Y 0%nat) as Y0; simpl (Q 0%nat ^ (3 - 3)) in Y0; lra.
    + intros j; destruct (Nx j) as [-> _]; destruct (Inv j) as (I1 & _); pose proof (Y j) as Yj; simpl (Q j ^ (3 - 3)) in Yj.
      apply Rmult_le_compat_l; lra.
  - assert (Cp : Un_cv (fun k => Q k ^ (N - 1)) 0).
    { replace 0 with (0 ^ (N - 1)) by (apply pow_i; lia).
      apply (continuity_seq (fun z => z ^ (N - 1)) Q 0); [| exact CvQ].
      apply derivable_continuous_pt, derivable_pt_pow. }
    intros e Pe; destruct (Cp (e / M) ltac:(apply Rdiv_lt_0_compat; lra)) as [K HK]; exists K; intros k Hk.
    specialize (HK k Hk); destruct (Inv k) as (I1 & I2 & I3 & _).
    pose proof (pow_lt (Q k) (N - 1) I1) as Q1.
    unfold R_dist in *; rewrite Rminus_0_r in *; change (pw N eta (- l) alpha beta k) with (P k * Q k ^ (N - 1)).
    rewrite Rabs_pos_eq in HK by lra; rewrite Rabs_pos_eq by (apply Rmult_le_pos; lra).
    apply Rle_lt_trans with (M * Q k ^ (N - 1)); [apply Rmult_le_compat_r; lra |].
    apply (Rmult_lt_compat_l M) in HK; [| lra]; replace (M * (e / M)) with e in HK by (field; lra); exact HK.
Qed.
(* claim: perturbed.sign/stalls
   As stated, every N >= 3.  Stronger: any c > 1 serves; M is any bound of alpha - beta and of |lambda|^(1/N). *)
