(** step.perturbed and perturbed.sign: the perturbed start reaches every eigenvalue, of either sign, and never crosses it. *)

Require Import Reals Lra Lia.
Require Import Powers Descent Perturbed.
Open Scope R_scope.

(** [s^(m-1) + s^(m-2) q + ... + q^(m-1)] *)
Fixpoint geo (m : nat) (q s : R) : R := match m with O => 0 | S j => s ^ j + q * geo j q s end.

Lemma geo_diff m q s : s ^ m - q ^ m = (s - q) * geo m q s.
Proof.
  induction m as [| m IH]; cbn [geo pow]; [ring |].
  replace (s * s ^ m - q * q ^ m) with ((s - q) * s ^ m + q * (s ^ m - q ^ m)) by ring; rewrite IH; ring.
Qed.

Lemma geo_nonneg m q s : 0 <= q -> 0 <= s -> 0 <= geo m q s.
Proof.
  intros Hq Hs; induction m as [| m IH]; cbn [geo]; [lra |].
  apply Rplus_le_le_0_compat; [apply pow_le; exact Hs | apply Rmult_le_pos; assumption].
Qed.

Lemma geo_le m q s x : 0 <= q <= x -> 0 <= s <= x -> geo (S m) q s <= INR (S m) * x ^ m.
Proof.
  intros Hq Hs; induction m as [| m IH]; [simpl; lra |].
  rewrite S_INR; change (geo (S (S m)) q s) with (s ^ S m + q * geo (S m) q s).
  pose proof (pow_incr s x (S m) Hs).
  pose proof (geo_nonneg (S m) q s ltac:(lra) ltac:(lra)) as G.
  assert (q * geo (S m) q s <= x * (INR (S m) * x ^ m)) by (apply Rmult_le_compat; lra).
  cbn [pow] in *; lra.
Qed.

Lemma geo_continuous m q (f : R -> R) : continuity f -> continuity (fun t => geo m q (f t)).
Proof.
  intros Cf; induction m as [| m IH]; cbn [geo]; [apply continuity_const; intros x y; reflexivity |].
  apply (continuity_plus (fun t => f t ^ m) (fun t => q * geo m q (f t))).
  - apply (continuity_comp f (fun x => x ^ m)); [exact Cf | apply derivable_continuous, derivable_pow].
  - apply (continuity_scal (fun t => geo m q (f t)) q IH).
Qed.

Section Perturbed.

Variables (N : nat) (c M lambda eta : R).
Hypotheses (HN : (2 <= N)%nat) (Hc : 1 < c) (Ec : (c - 1) * c ^ (N - 1) = 1) (HM : 0 < M)
           (Hl : Rabs lambda <= M ^ N) (He : 0 < eta).

Definition perturbed_L : R := c ^ (N - 1) + INR (N - 1) / c.

Hypothesis Hs : eta * (perturbed_L * M ^ (2 * N - 2)) <= 1.

Let m := (N - 2)%nat.
Let EN : N = S (S m).
Proof. unfold m; lia. Qed.

Let L_large : INR N < perturbed_L.
Proof.
  unfold perturbed_L.
  assert (I : INR (N - 1) = INR N - 1) by (rewrite minus_INR by lia; reflexivity).
  assert (N1 : 1 <= INR (N - 1)) by (replace 1 with (INR 1) by reflexivity; apply le_INR; lia).
  pose proof (pow_tangent (N - 1) 1 c ltac:(lra) ltac:(lra)) as T; rewrite !pow1 in T.
  assert (C : 0 < c - 2 + / c).
  { apply Rmult_lt_reg_r with c; [lra |]; replace ((c - 2 + / c) * c) with ((c - 1) * (c - 1)) by (field; lra).
    rewrite Rmult_0_l; apply Rmult_lt_0_compat; lra. }
  assert (INR (N - 1) * (c - 2 + / c) > 0) by (apply Rmult_lt_0_compat; lra).
  unfold Rdiv; lra.
Qed.

Let N2 : 2 <= INR N.
Proof. replace 2 with (INR 2) by (simpl; ring); apply le_INR; exact HN. Qed.

Let PM : 0 < M ^ (2 * N - 2).
Proof. apply pow_lt; exact HM. Qed.

(** [B = (q s)^(N-1) + p^2 q^(N-2) (s^(N-2) + ... + q^(N-2))] *)
Definition pull (p q s : R) : R := (q * s) ^ (N - 1) + p ^ 2 * q ^ (N - 2) * geo (N - 1) q s.

Definition left (p q : R) : R := lambda - p * q ^ (N - 1).

(** A step of any size [t]. *)
Lemma step_left t p q :
  let p' := p + t * q ^ (N - 1) * left p q in
  let s := q + t * p * q ^ (N - 2) * left p q in
  left p' s = left p q * (1 - t * pull p q s).
Proof using.
  intros p' s.
  assert (W : p' * s ^ (N - 1) - p * q ^ (N - 1) = t * left p q * pull p q s).
  { replace (p' * s ^ (N - 1) - p * q ^ (N - 1)) with ((p' - p) * s ^ (N - 1) + p * (s ^ (N - 1) - q ^ (N - 1))) by ring.
    rewrite geo_diff; unfold pull; rewrite Rpow_mult_distr.
    replace (p' - p) with (t * q ^ (N - 1) * left p q) by (unfold p'; ring).
    replace (s - q) with (t * p * q ^ (N - 2) * left p q) by (unfold s; ring).
    ring. }
  unfold left at 1; replace (p' * s ^ (N - 1)) with (p * q ^ (N - 1) + t * left p q * pull p q s) by lra.
  unfold left; ring.
Qed.

(** The height of [q]. *)
Lemma height p q :
  0 < q -> Rabs p * q ^ (N - 1) <= M ^ N -> q ^ 2 - p ^ 2 <= M ^ 2 -> q ^ 2 <= c * M ^ 2.
Proof using HN Hc Ec HM.
  intros Hq Hw Hd.
  pose proof (pow_lt M 2 HM) as M2.
  destruct (Rle_lt_dec (q ^ 2) (c * M ^ 2)) as [A | A]; [exact A | exfalso].
  assert (P2 : (c - 1) * M ^ 2 < p ^ 2) by lra.
  assert (C1 : 0 < (c - 1) * M ^ 2) by (apply Rmult_lt_0_compat; lra).
  assert (W2 : p ^ 2 * (q ^ 2) ^ (N - 1) <= (M ^ 2) ^ N).
  { replace (p ^ 2 * (q ^ 2) ^ (N - 1)) with ((Rabs p * q ^ (N - 1)) ^ 2).
    - rewrite <- pow_mult, (Nat.mul_comm 2 N), pow_mult; apply pow_incr; split; [| exact Hw].
      apply Rmult_le_pos; [apply Rabs_pos | apply pow_le; lra].
    - rewrite Rpow_mult_distr; f_equal; [rewrite <- !Rsqr_pow2; symmetry; apply Rsqr_abs |].
      rewrite <- !pow_mult; f_equal; lia. }
  assert (Q : (c * M ^ 2) ^ (N - 1) < (q ^ 2) ^ (N - 1)).
  { apply pow_lt_strict; [lia | split; [apply Rmult_le_pos |]; lra]. }
  assert (Pc : 0 < (c * M ^ 2) ^ (N - 1)) by (apply pow_lt, Rmult_lt_0_compat; lra).
  assert (R : (c - 1) * M ^ 2 * (c * M ^ 2) ^ (N - 1) < p ^ 2 * (q ^ 2) ^ (N - 1)).
  { apply Rmult_le_0_lt_compat; lra. }
  rewrite Rpow_mult_distr in R.
  replace ((c - 1) * M ^ 2 * (c ^ (N - 1) * (M ^ 2) ^ (N - 1))) with ((c - 1) * c ^ (N - 1) * (M ^ 2 * (M ^ 2) ^ (N - 1))) in R by ring.
  rewrite Ec, Rmult_1_l in R.
  replace (M ^ 2 * (M ^ 2) ^ (N - 1)) with ((M ^ 2) ^ N) in R by (rewrite tech_pow_Rmult; f_equal; lia).
  lra.
Qed.

Lemma sum_at_most p q :
  0 < q -> Rabs p <= q -> Rabs p * q ^ (N - 1) <= M ^ N -> q ^ 2 - p ^ 2 <= M ^ 2 ->
  q ^ (2 * N - 2) + INR (N - 1) * (p ^ 2 * q ^ (2 * N - 4)) <= perturbed_L * M ^ (2 * N - 2).
Proof using HN Hc Ec HM.
  intros Hq Hp Hw Hd.
  assert (N1 : 0 <= INR (N - 1)) by apply pos_INR.
  assert (I : INR (N - 1) = INR N - 1) by (rewrite minus_INR by lia; reflexivity).
  assert (P2 : p ^ 2 <= q ^ 2).
  { rewrite <- !Rsqr_pow2, (Rsqr_abs p); apply Rsqr_incr_1; [exact Hp | apply Rabs_pos | lra]. }
  pose proof (pow2_ge_0 p) as PP.
  destruct (Rle_lt_dec q M) as [A | A].
  - pose proof (pow_le q (2 * N - 4) ltac:(lra)) as Q4.
    pose proof (pow_incr q M (2 * N - 2) ltac:(lra)) as Q2.
    assert (E : q ^ (2 * N - 2) = q ^ 2 * q ^ (2 * N - 4)) by (rewrite <- pow_add; f_equal; lia).
    assert (p ^ 2 * q ^ (2 * N - 4) <= q ^ (2 * N - 2)) by (rewrite E; apply Rmult_le_compat_r; lra).
    assert (INR (N - 1) * (p ^ 2 * q ^ (2 * N - 4)) <= INR (N - 1) * q ^ (2 * N - 2)) by (apply Rmult_le_compat_l; lra).
    assert (INR N * q ^ (2 * N - 2) <= INR N * M ^ (2 * N - 2)) by (apply Rmult_le_compat_l; lra).
    assert (INR N * M ^ (2 * N - 2) <= perturbed_L * M ^ (2 * N - 2)) by (apply Rmult_le_compat_r; lra).
    rewrite I in *; lra.
  - pose proof (height p q Hq Hw Hd) as HT.
    pose proof (pow_lt M 2 HM) as M2; pose proof (pow_lt q 2 Hq) as Q2.
    set (s := q ^ 2 / M ^ 2).
    assert (Es : q ^ 2 = s * M ^ 2) by (unfold s; field; lra).
    assert (S1 : 1 < s).
    { apply Rmult_lt_reg_r with (M ^ 2); [exact M2 |]; rewrite <- Es, Rmult_1_l; apply pow_lt_strict; [lia | lra]. }
    assert (Sc : s <= c) by (apply Rmult_le_reg_r with (M ^ 2); [exact M2 |]; rewrite <- Es; exact HT).
    assert (EM : forall x, x ^ (2 * N - 2) = (x ^ 2) ^ (N - 1)) by (intros; rewrite <- pow_mult; f_equal; lia).
    assert (T1 : q ^ (2 * N - 2) = s ^ (N - 1) * M ^ (2 * N - 2)) by (rewrite !EM, Es, Rpow_mult_distr; reflexivity).
    assert (T2 : p ^ 2 * q ^ (2 * N - 4) <= / s * M ^ (2 * N - 2)).
    { apply Rmult_le_reg_r with (q ^ 2); [exact Q2 |].
      replace (/ s * M ^ (2 * N - 2) * q ^ 2) with (M ^ 2 * M ^ (2 * N - 2)) by (rewrite Es; field; lra).
      rewrite Rmult_assoc, <- !pow_add.
      replace (2 * N - 4 + 2)%nat with (2 * (N - 1))%nat by lia; replace (2 + (2 * N - 2))%nat with (N * 2)%nat by lia.
      rewrite (Nat.mul_comm 2 (N - 1)), !pow_mult, <- Rpow_mult_distr.
      rewrite <- (Rsqr_pow2 (M ^ N)), <- (Rsqr_pow2 (p * _)), (Rsqr_abs (p * _)), Rabs_mult.
      rewrite (Rabs_pos_eq (q ^ (N - 1))) by (apply pow_le; lra).
      apply Rsqr_incr_1; [exact Hw | | apply pow_le; lra].
      apply Rmult_le_pos; [apply Rabs_pos | apply pow_le; lra]. }
    assert (T3 : s ^ (N - 1) + INR (N - 1) * / s <= perturbed_L).
    { unfold perturbed_L, Rdiv.
      pose proof (pow_tangent (N - 1) s c ltac:(lra) ltac:(lra)) as T.
      pose proof (pow_R1_Rle s (pred (N - 1)) ltac:(lra)) as S0.
      assert (D : / s - / c <= c - s).
      { apply Rmult_le_reg_r with (s * c); [apply Rmult_lt_0_compat; lra |].
        replace ((/ s - / c) * (s * c)) with ((c - s) * 1) by (field; lra).
        apply Rmult_le_compat_l; [lra |].
        assert (1 * 1 <= s * c) by (apply Rmult_le_compat; lra); lra. }
      assert (INR (N - 1) * (/ s - / c) <= INR (N - 1) * (c - s)) by (apply Rmult_le_compat_l; lra).
      assert (INR (N - 1) * (c - s) <= INR (N - 1) * s ^ pred (N - 1) * (c - s)).
      { apply Rmult_le_compat_r; [lra |]; rewrite <- (Rmult_1_r (INR (N - 1))) at 1; apply Rmult_le_compat_l; lra. }
      lra. }
    rewrite T1.
    assert (INR (N - 1) * (p ^ 2 * q ^ (2 * N - 4)) <= INR (N - 1) * (/ s * M ^ (2 * N - 2))) by (apply Rmult_le_compat_l; lra).
    assert ((s ^ (N - 1) + INR (N - 1) * / s) * M ^ (2 * N - 2) <= perturbed_L * M ^ (2 * N - 2)) by (apply Rmult_le_compat_r; lra).
    lra.
Qed.

Definition invariant (p q : R) : Prop :=
  0 < q /\ Rabs p < q /\ q ^ 2 - p ^ 2 <= M ^ 2 /\ Rabs (p * q ^ (N - 1)) <= M ^ N
  /\ (q <= M \/ 0 <= p * left p q).

Lemma abs_w p q : 0 < q -> Rabs (p * q ^ (N - 1)) = Rabs p * q ^ (N - 1).
Proof using. intros Hq; rewrite Rabs_mult, (Rabs_pos_eq (q ^ (N - 1))); [reflexivity | apply pow_le; lra]. Qed.

(** [|e| < 1] *)
Lemma rate_small p q : invariant p q -> Rabs (eta * q ^ (N - 2) * left p q) < 1.
Proof using HN Hc Ec HM Hl He Hs.
  intros (Hq & Hp & Hd & Hw & Hg).
  pose proof (pow_le q (N - 2) ltac:(lra)) as Q0.
  rewrite !Rabs_mult, (Rabs_pos_eq eta), (Rabs_pos_eq (q ^ (N - 2))) by lra.
  assert (EM : M ^ (2 * N - 2) = M ^ (N - 2) * M ^ N) by (rewrite <- pow_add; f_equal; lia).
  pose proof (Rabs_pos (left p q)) as D0.
  pose proof (pow_lt M (N - 2) HM) as M0; pose proof (pow_lt M N HM) as MN.
  destruct (Rle_lt_dec q M) as [A | A].
  - assert (D : Rabs (left p q) <= 2 * M ^ N).
    { unfold left; apply Rle_trans with (1 := Rabs_triang _ _); rewrite Rabs_Ropp; lra. }
    pose proof (pow_incr q M (N - 2) ltac:(lra)) as Q1.
    apply Rle_lt_trans with (2 * (eta * M ^ (2 * N - 2))).
    + rewrite EM; replace (2 * (eta * (M ^ (N - 2) * M ^ N))) with (eta * M ^ (N - 2) * (2 * M ^ N)) by ring.
      apply Rmult_le_compat; [apply Rmult_le_pos; lra | lra | apply Rmult_le_compat_l; lra | exact D].
    + assert (0 < eta * M ^ (2 * N - 2)) by (apply Rmult_lt_0_compat; lra).
      assert (2 * (eta * M ^ (2 * N - 2)) < perturbed_L * (eta * M ^ (2 * N - 2))) by (apply Rmult_lt_compat_r; lra).
      lra.
  - destruct Hg as [Hg | Hg]; [lra |].
    (* p and lambda - w have the same sign, so |lambda - w| <= |lambda| *)
    assert (D : Rabs (left p q) <= M ^ N).
    { pose proof (pow_lt q (N - 1) Hq) as Q1; unfold left in *.
      assert (G : 0 <= p * q ^ (N - 1) * (lambda - p * q ^ (N - 1))).
      { replace (p * q ^ (N - 1) * (lambda - p * q ^ (N - 1))) with (p * (lambda - p * q ^ (N - 1)) * q ^ (N - 1)) by ring.
        apply Rmult_le_pos; lra. }
      set (w := p * q ^ (N - 1)) in *.
      apply Rle_trans with (2 := Hl).
      destruct (Rle_lt_dec 0 w) as [W | W].
      - destruct (Req_dec w 0) as [Z | Z]; [rewrite Z, Rminus_0_r; lra |].
        assert (0 <= lambda - w) by (apply Rmult_le_reg_l with w; lra).
        rewrite !Rabs_pos_eq; lra.
      - assert (lambda - w <= 0).
        { apply Rmult_le_reg_l with (- w); [lra |]; lra. }
        rewrite !Rabs_left1; lra. }
    pose proof (height p q Hq ltac:(rewrite <- abs_w by exact Hq; exact Hw) Hd) as HT.
    set (x := q / M).
    assert (X : q = x * M) by (unfold x; field; lra).
    assert (X1 : 1 < x) by (apply Rmult_lt_reg_r with M; lra).
    assert (X2 : x ^ 2 <= c).
    { apply Rmult_le_reg_r with (M ^ 2); [apply pow_lt; exact HM |]; rewrite <- Rpow_mult_distr, <- X; exact HT. }
    assert (X3 : x <= c) by (simpl in X2; assert (x * 1 <= x * x) by (apply Rmult_le_compat_l; lra); lra).
    assert (Q1 : q ^ (N - 2) <= c ^ (N - 2) * M ^ (N - 2)).
    { rewrite X, Rpow_mult_distr; apply Rmult_le_compat_r; [lra |]; apply pow_incr; lra. }
    assert (C1 : c ^ (N - 2) <= c ^ (N - 1)) by (apply Rle_pow; [lra | lia]).
    assert (C2 : c ^ (N - 1) < perturbed_L).
    { unfold perturbed_L; assert (0 < INR (N - 1) / c); [| lra].
      apply Rdiv_lt_0_compat; [apply lt_0_INR; lia | lra]. }
    apply Rle_lt_trans with (c ^ (N - 2) * (eta * M ^ (2 * N - 2))).
    + rewrite EM; replace (c ^ (N - 2) * (eta * (M ^ (N - 2) * M ^ N))) with (eta * (c ^ (N - 2) * M ^ (N - 2)) * M ^ N) by ring.
      apply Rmult_le_compat; [apply Rmult_le_pos; lra | lra | apply Rmult_le_compat_l; lra | exact D].
    + assert (0 < eta * M ^ (2 * N - 2)) by (apply Rmult_lt_0_compat; lra).
      assert (c ^ (N - 2) * (eta * M ^ (2 * N - 2)) < perturbed_L * (eta * M ^ (2 * N - 2))) by (apply Rmult_lt_compat_r; lra).
      lra.
Qed.

(** After a part [t] of the step the factors are still in order. *)
Lemma still_ordered t p q :
  invariant p q -> 0 <= t <= eta ->
  let e := t * q ^ (N - 2) * left p q in
  let p' := p + t * q ^ (N - 1) * left p q in
  let s := q + t * p * q ^ (N - 2) * left p q in
  Rabs e < 1 /\ s + p' = (q + p) * (1 + e) /\ s - p' = (q - p) * (1 - e)
  /\ 0 < s /\ Rabs p' < s /\ s ^ 2 - p' ^ 2 <= q ^ 2 - p ^ 2.
Proof using HN Hc Ec HM Hl He Hs.
  intros Inv Ht e p' s.
  pose proof (rate_small p q Inv) as R; destruct Inv as (Hq & Hp & Hd & Hw & Hg).
  assert (E1 : q ^ (N - 1) = q * q ^ (N - 2)) by (rewrite tech_pow_Rmult; f_equal; lia).
  assert (Re : Rabs e < 1).
  { apply Rle_lt_trans with (2 := R); unfold e; rewrite !Rabs_mult, (Rabs_pos_eq eta), (Rabs_pos_eq t) by lra.
    pose proof (Rabs_pos (left p q)); pose proof (Rabs_pos (q ^ (N - 2))).
    apply Rmult_le_compat_r; [lra |]; apply Rmult_le_compat_r; lra. }
  assert (U : s + p' = (q + p) * (1 + e)) by (unfold s, p', e; rewrite E1; ring).
  assert (V : s - p' = (q - p) * (1 - e)) by (unfold s, p', e; rewrite E1; ring).
  apply Rabs_def2 in Hp as [Hp1 Hp2]; apply Rabs_def2 in Re as [Re1 Re2].
  assert (U0 : 0 < s + p') by (rewrite U; apply Rmult_lt_0_compat; lra).
  assert (V0 : 0 < s - p') by (rewrite V; apply Rmult_lt_0_compat; lra).
  repeat split; try assumption; try lra.
  - apply Rabs_def1; lra.
  - apply Rabs_def1; lra.
  - replace (s ^ 2 - p' ^ 2) with ((s + p') * (s - p')) by ring; rewrite U, V.
    replace ((q + p) * (1 + e) * ((q - p) * (1 - e))) with (q ^ 2 - p ^ 2 - (q + p) * (q - p) * e ^ 2) by ring.
    assert (0 <= (q + p) * (q - p) * e ^ 2).
    { apply Rmult_le_pos; [apply Rmult_le_pos; lra | apply pow2_ge_0]. }
    lra.
Qed.

(** [eta B < 1]: no crossing. *)
Lemma pull_small p q :
  invariant p q -> left p q <> 0 ->
  let s := q + eta * p * q ^ (N - 2) * left p q in eta * pull p q s < 1.
Proof using HN Hc Ec HM Hl He Hs.
  intros Inv D0 s.
  destruct (still_ordered eta p q Inv ltac:(lra)) as (R1 & U & V & S0 & S1 & S2); fold s in S0, S1, S2.
  pose proof Inv as (Hq & Hp & Hd & Hw & Hg).
  assert (I : INR (N - 1) = INR N - 1) by (rewrite minus_INR by lia; reflexivity).
  assert (N1 : (N - 1 = S (N - 2))%nat) by lia.
  pose proof (pow2_ge_0 p) as PP.
  assert (P2 : p ^ 2 <= q ^ 2).
  { rewrite <- !Rsqr_pow2, (Rsqr_abs p); apply Rsqr_incr_1; [lra | apply Rabs_pos | lra]. }
  destruct (Rle_lt_dec (p * left p q) 0) as [A | A].
  - (* q does not grow *)
    assert (Q0 : q <= M).
    { destruct Hg as [Hg | Hg]; [exact Hg |].
      assert (Z : p = 0).
      { destruct (Rmult_integral p (left p q)) as [Z | Z]; [lra | exact Z | contradiction]. }
      rewrite Z in Hd; apply (pow_le_inv 2); [lia | lra | lra |]; simpl in *; lra. }
    assert (Sq : s <= q).
    { unfold s; assert (0 <= eta * q ^ (N - 2) * - (p * left p q)); [| lra].
      apply Rmult_le_pos; [apply Rmult_le_pos; [lra | apply pow_le; lra] | lra]. }
    assert (B : pull p q s <= INR N * M ^ (2 * N - 2)).
    { unfold pull.
      pose proof (pow_le q (N - 2) ltac:(lra)) as Q2.
      assert (B1 : (q * s) ^ (N - 1) <= q ^ (2 * N - 2)).
      { rewrite pow_2N_2, Rpow_mult_distr by exact HN.
        apply Rmult_le_compat_l; [apply pow_le; lra | apply pow_incr; lra]. }
      assert (B2 : geo (N - 1) q s <= INR (N - 1) * q ^ (N - 2)).
      { rewrite N1; apply geo_le; lra. }
      assert (B3 : p ^ 2 * q ^ (N - 2) * geo (N - 1) q s <= q ^ 2 * q ^ (N - 2) * (INR (N - 1) * q ^ (N - 2))).
      { apply Rmult_le_compat; [apply Rmult_le_pos; lra | apply geo_nonneg; lra | apply Rmult_le_compat_r; lra | exact B2]. }
      assert (B4 : q ^ 2 * q ^ (N - 2) * (INR (N - 1) * q ^ (N - 2)) = INR (N - 1) * q ^ (2 * N - 2)).
      { replace (2 * N - 2)%nat with (2 + (N - 2) + (N - 2))%nat by lia; rewrite !pow_add; ring. }
      pose proof (pow_incr q M (2 * N - 2) ltac:(lra)) as Q3.
      assert (INR N * q ^ (2 * N - 2) <= INR N * M ^ (2 * N - 2)) by (apply Rmult_le_compat_l; lra).
      rewrite I in *; lra. }
    apply (Rmult_le_compat_l eta) in B; [| lra].
    assert (INR N * M ^ (2 * N - 2) < perturbed_L * M ^ (2 * N - 2)) by (apply Rmult_lt_compat_r; lra).
    assert (eta * (INR N * M ^ (2 * N - 2)) < eta * (perturbed_L * M ^ (2 * N - 2))) by (apply Rmult_lt_compat_l; lra).
    lra.
  - (* both factors grow; let the step grow from 0 to eta *)
    set (g := fun t => q + t * p * q ^ (N - 2) * left p q).
    set (f := fun t => t * pull p q (g t) - 1).
    destruct (Rlt_le_dec (eta * pull p q s) 1) as [B | B]; [exact B | exfalso].
    assert (Ex : exists t, 0 < t <= eta /\ t * pull p q (g t) = 1).
    { destruct (Req_dec (eta * pull p q s) 1) as [Z | Z]; [exists eta; split; [lra | exact Z] |].
      assert (Cg : continuity g).
      { unfold g; apply (continuity_plus (fun _ => q) (fun t => t * p * q ^ (N - 2) * left p q)).
        - apply continuity_const; intros x y; reflexivity.
        - assert (C : continuity (fun t => p * q ^ (N - 2) * left p q * t)).
          { apply (continuity_scal (fun t => t)); apply derivable_continuous, derivable_id. }
          intros x; specialize (C x); intros e0 Pe; destruct (C e0 Pe) as (al & Pal & H); exists al; split; [exact Pal |].
          intros y Hy; specialize (H y Hy); cbn in *.
          replace (y * p * q ^ (N - 2) * left p q) with (p * q ^ (N - 2) * left p q * y) by ring.
          replace (x * p * q ^ (N - 2) * left p q) with (p * q ^ (N - 2) * left p q * x) by ring; exact H. }
      assert (Cf : continuity f).
      { unfold f; apply (continuity_minus (fun t => t * pull p q (g t)) (fun _ => 1)).
        - apply (continuity_mult (fun t => t) (fun t => pull p q (g t))); [apply derivable_continuous, derivable_id |].
          unfold pull; apply (continuity_plus (fun t => (q * g t) ^ (N - 1)) (fun t => p ^ 2 * q ^ (N - 2) * geo (N - 1) q (g t))).
          + apply (continuity_comp (fun t => q * g t) (fun x => x ^ (N - 1))).
            * apply (continuity_scal g); exact Cg.
            * apply derivable_continuous, derivable_pow.
          + apply (continuity_scal (fun t => geo (N - 1) q (g t))); apply geo_continuous; exact Cg.
        - apply continuity_const; intros x y; reflexivity. }
      destruct (IVT f 0 eta Cf He) as (t & Ht & Et).
      - unfold f; lra.
      - unfold f; change (g eta) with s; lra.
      - exists t; split.
        + split; [| lra]; destruct (Req_dec t 0) as [T0 | T0]; [| lra].
          rewrite T0 in Et; unfold f in Et; lra.
        + unfold f in Et; lra. }
    destruct Ex as (t & Ht & Et).
    destruct (still_ordered t p q Inv ltac:(lra)) as (_ & _ & _ & T0 & T1 & T2).
    pose proof (step_left t p q) as SL; cbv zeta in SL.
    change (q + t * p * q ^ (N - 2) * left p q) with (g t) in *.
    set (p' := p + t * q ^ (N - 1) * left p q) in *.
    rewrite Et in SL; replace (left p q * (1 - 1)) with 0 in SL by ring.
    assert (W : Rabs p' * g t ^ (N - 1) <= M ^ N).
    { rewrite <- abs_w by exact T0; unfold left in SL; replace (p' * g t ^ (N - 1)) with lambda by lra; exact Hl. }
    pose proof (sum_at_most p' (g t) T0 ltac:(lra) W ltac:(lra)) as SM.
    pose proof (pow_lt q (N - 2) Hq) as Q2; pose proof (pow_lt q (N - 1) Hq) as Q1.
    assert (Gq : q < g t).
    { unfold g; assert (0 < t * q ^ (N - 2) * (p * left p q)); [| lra].
      apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat |]; lra. }
    assert (Pp : p ^ 2 <= p' ^ 2).
    { unfold p'; replace ((p + t * q ^ (N - 1) * left p q) ^ 2)
        with (p ^ 2 + 2 * (t * q ^ (N - 1) * (p * left p q)) + (t * q ^ (N - 1) * left p q) ^ 2) by ring.
      pose proof (pow2_ge_0 (t * q ^ (N - 1) * left p q)).
      assert (0 < t * q ^ (N - 1) * (p * left p q)) by (apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat |]; lra).
      lra. }
    assert (B1 : pull p q (g t) < g t ^ (2 * N - 2) + INR (N - 1) * (p' ^ 2 * g t ^ (2 * N - 4))).
    { unfold pull; apply Rplus_lt_le_compat.
      - rewrite pow_2N_2, Rpow_mult_distr by exact HN.
        apply Rmult_lt_compat_r; [apply pow_lt; exact T0 |]; apply pow_lt_strict; [lia | lra].
      - assert (B2 : geo (N - 1) q (g t) <= INR (N - 1) * g t ^ (N - 2)) by (rewrite N1; apply geo_le; lra).
        pose proof (pow_incr q (g t) (N - 2) ltac:(lra)) as G2.
        apply Rle_trans with (p' ^ 2 * g t ^ (N - 2) * (INR (N - 1) * g t ^ (N - 2))).
        + apply Rmult_le_compat; [apply Rmult_le_pos; lra | apply geo_nonneg; lra | | exact B2].
          apply Rmult_le_compat; lra.
        + replace (2 * N - 4)%nat with (N - 2 + (N - 2))%nat by lia; rewrite pow_add; right; ring. }
    assert (B2 : pull p q (g t) < perturbed_L * M ^ (2 * N - 2)) by lra.
    assert (0 < perturbed_L * M ^ (2 * N - 2)) by (apply Rmult_lt_0_compat; lra).
    assert (t * pull p q (g t) < t * (perturbed_L * M ^ (2 * N - 2))) by (apply Rmult_lt_compat_l; lra).
    assert (t * (perturbed_L * M ^ (2 * N - 2)) <= eta * (perturbed_L * M ^ (2 * N - 2))) by (apply Rmult_le_compat_r; lra).
    lra.
Qed.

Lemma pull_large p q s : 0 < q -> 0 < s -> (q * s) ^ (N - 1) <= pull p q s.
Proof using.
  intros Hq H0; unfold pull.
  assert (0 <= p ^ 2 * q ^ (N - 2) * geo (N - 1) q s); [| lra].
  apply Rmult_le_pos; [apply Rmult_le_pos; [apply pow2_ge_0 | apply pow_le; lra] | apply geo_nonneg; lra].
Qed.

(** One step: what is left shrinks, with its sign, and everything persists. *)
Lemma perturbed_one_step p q :
  invariant p q ->
  let p' := fst (pstep N eta lambda (p, q)) in
  let s := snd (pstep N eta lambda (p, q)) in
  invariant p' s
  /\ exists f, left p' s = left p q * f /\ 0 < f /\ (left p q <> 0 -> f <= 1 - eta * (q * s) ^ (N - 1)).
Proof using HN Hc Ec HM Hl He Hs.
  intros Inv p' s.
  assert (Ep : p' = p + eta * q ^ (N - 1) * left p q) by reflexivity.
  assert (Es : s = q + eta * p * q ^ (N - 2) * left p q) by reflexivity.
  destruct (still_ordered eta p q Inv ltac:(lra)) as (R1 & U & V & S0 & S1 & S2).
  rewrite <- Ep, <- Es in *.
  pose proof Inv as (Hq & Hp & Hd & Hw & Hg).
  assert (F : exists f, left p' s = left p q * f /\ 0 < f /\ (left p q <> 0 -> f <= 1 - eta * (q * s) ^ (N - 1))).
  { pose proof (step_left eta p q) as SL; cbv zeta in SL; rewrite <- Ep, <- Es in SL.
    destruct (Req_dec (left p q) 0) as [Z | Z].
    - exists 1; rewrite SL, Z; split; [ring | split; [lra | intros; contradiction]].
    - exists (1 - eta * pull p q s); split; [exact SL |].
      pose proof (pull_small p q Inv Z) as PS; cbv zeta in PS; rewrite <- Es in PS.
      split; [lra |]; intros _.
      pose proof (pull_large p q s Hq S0) as PL; apply (Rmult_le_compat_l eta) in PL; lra. }
  split; [| exact F].
  destruct F as (f & F1 & F2 & F3).
  assert (Ff : f <= 1 \/ left p q = 0).
  { destruct (Req_dec (left p q) 0) as [Z | Z]; [right; exact Z | left].
    specialize (F3 Z); assert (0 < eta * (q * s) ^ (N - 1)); [| lra].
    apply Rmult_lt_0_compat; [exact He | apply pow_lt, Rmult_lt_0_compat; assumption]. }
  repeat split; try assumption; try lra.
  - (* |w'| <= M^N: w' is between w and lambda *)
    assert (W : p' * s ^ (N - 1) = p * q ^ (N - 1) * f + lambda * (1 - f) \/ p' * s ^ (N - 1) = lambda).
    { unfold left in F1; destruct Ff as [Ff | Ff]; [left | right; unfold left in Ff; rewrite Ff in F1]; lra. }
    destruct W as [W | W]; [| rewrite W; exact Hl].
    destruct Ff as [Ff | Ff].
    + rewrite W; apply Rle_trans with (1 := Rabs_triang _ _).
      rewrite (Rabs_mult _ f), (Rabs_mult lambda), (Rabs_pos_eq f), (Rabs_pos_eq (1 - f)) by lra.
      assert (Rabs (p * q ^ (N - 1)) * f <= M ^ N * f) by (apply Rmult_le_compat_r; lra).
      assert (Rabs lambda * (1 - f) <= M ^ N * (1 - f)) by (apply Rmult_le_compat_r; lra); lra.
    + assert (Z : left p' s = 0) by (rewrite F1, Ff; ring); unfold left in Z.
      replace (p' * s ^ (N - 1)) with lambda by lra; exact Hl.
  - destruct (Rle_lt_dec 0 (p * left p q)) as [A | A].
    + right; rewrite F1, Ep.
      replace ((p + eta * q ^ (N - 1) * left p q) * (left p q * f))
        with (f * (p * left p q + eta * q ^ (N - 1) * left p q ^ 2)) by ring.
      apply Rmult_le_pos; [lra |]; apply Rplus_le_le_0_compat; [exact A |].
      apply Rmult_le_pos; [apply Rmult_le_pos; [lra | apply pow_le; lra] | apply pow2_ge_0].
    + left; destruct Hg as [Hg | Hg]; [| lra].
      apply Rle_trans with (2 := Hg); rewrite Es.
      assert (0 <= eta * q ^ (N - 2) * - (p * left p q)); [| lra].
      apply Rmult_le_pos; [apply Rmult_le_pos; [lra | apply pow_le; lra] | lra].
Qed.

(** ** The orbit *)

Variables (alpha beta : R).
Hypotheses (Hb : 0 < beta < alpha) (Ham : alpha <= M).

Let P k := fst (porbit N eta lambda alpha beta k).
Let Q k := snd (porbit N eta lambda alpha beta k).

Let next k : P (S k) = fst (pstep N eta lambda (P k, Q k)) /\ Q (S k) = snd (pstep N eta lambda (P k, Q k)).
Proof. unfold P, Q; cbn [porbit]; destruct (porbit N eta lambda alpha beta k); split; reflexivity. Qed.

Lemma orbit_invariant k : invariant (P k) (Q k).
Proof using HN Hc Ec HM Hl He Hs Hb Ham.
  induction k as [| k IH].
  - unfold P, Q, invariant; cbn [porbit fst snd].
    assert (A : Rabs (alpha - beta) < alpha) by (rewrite Rabs_pos_eq; lra).
    repeat split; try lra.
    + assert (alpha ^ 2 <= M ^ 2) by (apply pow_incr; lra); pose proof (pow2_ge_0 (alpha - beta)); lra.
    + rewrite abs_w by lra.
      apply Rle_trans with (alpha * alpha ^ (N - 1)).
      * apply Rmult_le_compat_r; [apply pow_le |]; lra.
      * rewrite tech_pow_Rmult; replace (S (N - 1)) with N by lia; apply pow_incr; lra.
  - destruct (next k) as [-> ->]; apply (perturbed_one_step (P k) (Q k) IH).
Qed.

Let D k := left (P k) (Q k).

(** [q >= beta/2]: one of [q + p], [q - p] does not fall. *)
Lemma floor k :
  (0 <= D 0 -> 0 <= D k /\ 2 * alpha - beta <= Q k + P k) /\ (D 0 <= 0 -> D k <= 0 /\ beta <= Q k - P k).
Proof using HN Hc Ec HM Hl He Hs Hb Ham.
  induction k as [| k [IH1 IH2]].
  - split; intros; (split; [assumption |]); unfold P, Q; cbn [porbit fst snd]; lra.
  - pose proof (orbit_invariant k) as Inv.
    destruct (perturbed_one_step (P k) (Q k) Inv) as [_ (f & F1 & F2 & _)].
    destruct (next k) as [E1 E2]; rewrite <- E1, <- E2 in F1; fold (D k) (D (S k)) in F1.
    destruct (still_ordered eta (P k) (Q k) Inv ltac:(lra)) as (R1 & U & V & _).
    assert (E1' : P (S k) = P k + eta * Q k ^ (N - 1) * D k) by (rewrite E1; reflexivity).
    assert (E2' : Q (S k) = Q k + eta * P k * Q k ^ (N - 2) * D k) by (rewrite E2; reflexivity).
    fold (D k) in U, V; rewrite <- E1', <- E2' in U, V.
    destruct Inv as (Hq & Hp & _); apply Rabs_def2 in Hp as [Hp1 Hp2].
    pose proof (pow_lt (Q k) (N - 2) Hq) as Q2.
    assert (C : 0 < eta * Q k ^ (N - 2)) by (apply Rmult_lt_0_compat; lra).
    split; intros A.
    + destruct (IH1 A) as [B1 B2]; split; [rewrite F1; apply Rmult_le_pos; lra |].
      rewrite U; assert (0 <= (Q k + P k) * (eta * Q k ^ (N - 2) * D k)); [| lra].
      apply Rmult_le_pos; [lra | apply Rmult_le_pos; lra].
    + destruct (IH2 A) as [B1 B2]; split.
      * rewrite F1; assert (0 <= - D k * f) by (apply Rmult_le_pos; lra); lra.
      * rewrite V; assert (0 <= (Q k - P k) * (eta * Q k ^ (N - 2) * - D k)); [| lra].
        apply Rmult_le_pos; [lra | apply Rmult_le_pos; lra].
Qed.

Lemma q_floor k : beta / 2 <= Q k.
Proof using HN Hc Ec HM Hl He Hs Hb Ham.
  destruct (floor k) as [F1 F2]; destruct (orbit_invariant k) as (Hq & Hp & _); apply Rabs_def2 in Hp as [Hp1 Hp2].
  destruct (Rle_lt_dec 0 (D 0)) as [A | A]; [destruct (F1 A) | destruct (F2 ltac:(lra))]; lra.
Qed.

Lemma approach_one k :
  exists f, lambda - pw N eta lambda alpha beta (S k) = (lambda - pw N eta lambda alpha beta k) * f
            /\ 0 < f <= 1 - eta * (beta / 2) ^ (2 * N - 2) /\ Q k <= sqrt c * M.
Proof using HN Hc Ec HM Hl He Hs Hb Ham.
  pose proof (orbit_invariant k) as Inv.
  destruct (perturbed_one_step (P k) (Q k) Inv) as [_ (f & F1 & F2 & F3)].
  destruct (next k) as [E1 E2]; rewrite <- E1, <- E2 in F1; rewrite <- E2 in F3.
  pose proof Inv as (Hq & Hp & Hd & Hw & Hg).
  assert (H : Q k <= sqrt c * M).
  { pose proof (height (P k) (Q k) Hq ltac:(rewrite <- abs_w by exact Hq; exact Hw) Hd) as HT.
    apply (pow_le_inv 2); [lia | lra | apply Rmult_le_pos; [apply sqrt_pos | lra] |].
    rewrite Rpow_mult_distr, pow2_sqrt by lra; exact HT. }
  pose proof (q_floor k) as G1; pose proof (q_floor (S k)) as G2.
  assert (B : (beta / 2) ^ (2 * N - 2) <= (Q k * Q (S k)) ^ (N - 1)).
  { rewrite pow_2N_2, <- Rpow_mult_distr by exact HN; apply pow_incr; split; [apply Rmult_le_pos; lra |].
    apply Rmult_le_compat; lra. }
  apply (Rmult_le_compat_l eta) in B; [| lra].
  destruct (Req_dec (left (P k) (Q k)) 0) as [Z | Z].
  - (* at the limit: any factor serves *)
    assert (S : 0 < 1 - eta * (beta / 2) ^ (2 * N - 2)).
    { assert ((beta / 2) ^ (2 * N - 2) <= M ^ (2 * N - 2)) by (apply pow_incr; lra).
      assert (eta * (beta / 2) ^ (2 * N - 2) <= eta * M ^ (2 * N - 2)) by (apply Rmult_le_compat_l; lra).
      assert (0 < eta * M ^ (2 * N - 2)) by (apply Rmult_lt_0_compat; lra).
      assert (2 * (eta * M ^ (2 * N - 2)) < perturbed_L * (eta * M ^ (2 * N - 2))) by (apply Rmult_lt_compat_r; lra).
      lra. }
    exists (1 - eta * (beta / 2) ^ (2 * N - 2)); split; [| split; [lra | exact H]].
    change (left (P (Datatypes.S k)) (Q (Datatypes.S k)) = left (P k) (Q k) * (1 - eta * (beta / 2) ^ (2 * N - 2))).
    rewrite F1, Z; ring.
  - exists f; specialize (F3 Z); split; [exact F1 | split; [lra | exact H]].
Qed.

Lemma approach_rate k :
  Rabs (pw N eta lambda alpha beta k - lambda)
  <= Rabs (pw N eta lambda alpha beta 0 - lambda) * (1 - eta * (beta / 2) ^ (2 * N - 2)) ^ k.
Proof using HN Hc Ec HM Hl He Hs Hb Ham.
  induction k as [| k IH]; [simpl; lra |].
  destruct (approach_one k) as (f & F1 & F2 & _).
  replace (pw N eta lambda alpha beta (S k) - lambda) with ((pw N eta lambda alpha beta k - lambda) * f) by lra.
  rewrite Rabs_mult, (Rabs_pos_eq f) by lra; cbn [pow].
  replace (Rabs (pw N eta lambda alpha beta 0 - lambda) * ((1 - eta * (beta / 2) ^ (2 * N - 2)) * (1 - eta * (beta / 2) ^ (2 * N - 2)) ^ k))
    with (Rabs (pw N eta lambda alpha beta 0 - lambda) * (1 - eta * (beta / 2) ^ (2 * N - 2)) ^ k * (1 - eta * (beta / 2) ^ (2 * N - 2))) by ring.
  apply Rmult_le_compat; [apply Rabs_pos | lra | exact IH | lra].
Qed.

Lemma approach_converges : Un_cv (pw N eta lambda alpha beta) lambda.
Proof using HN Hc Ec HM Hl He Hs Hb Ham.
  set (rho := 1 - eta * (beta / 2) ^ (2 * N - 2)).
  assert (R : 0 < rho < 1).
  { destruct (approach_one 0) as (f & _ & F & _); fold rho in F; split; [lra |].
    unfold rho; assert (0 < eta * (beta / 2) ^ (2 * N - 2)); [| lra].
    apply Rmult_lt_0_compat; [exact He | apply pow_lt; lra]. }
  set (a := Rabs (pw N eta lambda alpha beta 0 - lambda)).
  assert (A : 0 <= a) by apply Rabs_pos.
  intros e Pe.
  destruct (pow_lt_1_zero rho ltac:(rewrite Rabs_pos_eq; lra) (e / (a + 1))) as [K HK].
  { apply Rdiv_lt_0_compat; lra. }
  exists K; intros k Hk; specialize (HK k Hk); rewrite Rabs_pos_eq in HK by (apply pow_le; lra).
  unfold R_dist; apply Rle_lt_trans with (1 := approach_rate k); fold a rho.
  pose proof (pow_lt rho k ltac:(lra)) as Pr.
  apply Rle_lt_trans with ((a + 1) * rho ^ k); [apply Rmult_le_compat_r; lra |].
  apply (Rmult_lt_compat_l (a + 1)) in HK; [| lra].
  replace ((a + 1) * (e / (a + 1))) with e in HK by (field; lra); exact HK.
Qed.

(** [w] moves to [lambda] monotonically, never crosses it, and [q] stays at most [sqrt c M]. *)
Lemma approach :
  Un_cv (pw N eta lambda alpha beta) lambda
  /\ ((forall k, pw N eta lambda alpha beta k <= pw N eta lambda alpha beta (S k) <= lambda)
      \/ (forall k, lambda <= pw N eta lambda alpha beta (S k) <= pw N eta lambda alpha beta k))
  /\ forall k, snd (porbit N eta lambda alpha beta k) <= sqrt c * M.
Proof using HN Hc Ec HM Hl He Hs Hb Ham.
  split; [exact approach_converges |]; split.
  - destruct (Rle_lt_dec 0 (D 0)) as [A | A]; [left | right]; intros k; destruct (floor k) as [F1 F2];
      destruct (approach_one k) as (f & E & F & _).
    + destruct (F1 A) as [B _]; change (D k) with (lambda - pw N eta lambda alpha beta k) in B.
      assert (0 < eta * (beta / 2) ^ (2 * N - 2)) by (apply Rmult_lt_0_compat; [exact He | apply pow_lt; lra]).
      assert (0 <= (lambda - pw N eta lambda alpha beta k) * f) by (apply Rmult_le_pos; lra).
      assert ((lambda - pw N eta lambda alpha beta k) * f <= (lambda - pw N eta lambda alpha beta k) * 1) by (apply Rmult_le_compat_l; lra).
      lra.
    + destruct (F2 ltac:(lra)) as [B _]; change (D k) with (lambda - pw N eta lambda alpha beta k) in B.
      assert (0 < eta * (beta / 2) ^ (2 * N - 2)) by (apply Rmult_lt_0_compat; [exact He | apply pow_lt; lra]).
      assert (0 <= (pw N eta lambda alpha beta k - lambda) * f) by (apply Rmult_le_pos; lra).
      assert ((pw N eta lambda alpha beta k - lambda) * f <= (pw N eta lambda alpha beta k - lambda) * 1) by (apply Rmult_le_compat_l; lra).
      lra.
  - intros k; destruct (approach_one k) as (f & _ & _ & H); exact H.
Qed.

End Perturbed.

Theorem step_perturbed (N : nat) (c M lambda eta alpha beta : R) :
  (2 <= N)%nat -> 1 < c -> (c - 1) * c ^ (N - 1) = 1 ->
  alpha <= M -> Rabs lambda <= M ^ N -> 0 < beta < alpha ->
  0 < eta -> eta * (perturbed_L N c * M ^ (2 * N - 2)) <= 1 ->
  Un_cv (pw N eta lambda alpha beta) lambda
  /\ ((forall k, pw N eta lambda alpha beta k <= pw N eta lambda alpha beta (S k) <= lambda)
      \/ (forall k, lambda <= pw N eta lambda alpha beta (S k) <= pw N eta lambda alpha beta k))
  /\ forall k, snd (porbit N eta lambda alpha beta k) <= sqrt c * M.
Proof. intros; apply approach; auto; lra. Qed.

Theorem perturbed_sign (N : nat) (c M lambda eta alpha beta : R) :
  (2 <= N)%nat -> 1 < c -> (c - 1) * c ^ (N - 1) = 1 ->
  alpha <= M -> Rabs lambda <= M ^ N -> 0 < beta < alpha ->
  0 < eta -> eta * (perturbed_L N c * M ^ (2 * N - 2)) <= 1 ->
  (forall k, Rabs (pw N eta lambda alpha beta k - lambda)
             <= Rabs (pw N eta lambda alpha beta 0 - lambda) * (1 - eta * (beta / 2) ^ (2 * N - 2)) ^ k)
  /\ Un_cv (pw N eta lambda alpha beta) lambda.
Proof.
  intros; split; [intros k; apply approach_rate with c M | apply approach_converges with c M]; auto; lra.
Qed.
(* claim: step.perturbed
   As stated, every N >= 2 and every real lambda.  Stronger: the exact c > 1 of (c-1) c^(N-1) = 1 (the ledger rounds 1/L_N down and c up, so it
   asks for more and claims less), and any M with alpha <= M, |lambda| <= M^N.  Monotone is meant weakly (at lambda the orbit stands still). *)
(* claim: perturbed.sign
   As stated, with the same remarks. *)
