(** Each eigenvalue of the product against the largest, the onset of the rise, and both sides of the pair. *)

Require Import Reals Lra Lia.
Require Import Powers Growth AnyPower Descent Rank DeepFactorization Plateau Nonpositive.
Open Scope R_scope.

Section Ratio.

Variables (N : nat) (lambda_1 alpha eta : R).
Hypotheses (HN : (2 <= N)%nat) (H1 : 0 < lambda_1) (Ha : 0 < alpha) (Hal : alpha ^ N <= lambda_1)
           (He : 0 < eta) (Hs : scaled N eta lambda_1 <= / INR N).

Let l1 := root N lambda_1.
Let El : l1 ^ N = lambda_1.
Proof. apply root_pow; assumption. Qed.
Let Al : alpha <= l1.
Proof. apply le_root; assumption. Qed.
Let Sl : eta * l1 ^ (2 * N - 2) <= / INR N.
Proof. unfold l1; rewrite root_scaled by exact HN; exact Hs. Qed.

Let N2 : 2 <= INR N.
Proof. replace 2 with (INR 2) by (simpl; ring); apply le_INR; exact HN. Qed.

(** The largest rises. *)
Lemma first_rises k : 0 < d N eta lambda_1 alpha k <= d N eta lambda_1 alpha (S k).
Proof using HN H1 Ha Hal He Hs.
  unfold d; rewrite <- El; cbn [orbit].
  assert (O : 0 < orbit N (fun _ => eta) (l1 ^ N) alpha k <= l1).
  { apply orbit_stays; [exact HN | intros _; split; assumption | split; assumption]. }
  pose proof (step_stays N HN eta l1 _ He Sl O); lra.
Qed.

(** An eigenvalue that is at most the start falls. *)
Lemma low_falls lambda k :
  Rabs lambda <= lambda_1 -> lambda <= alpha ^ N ->
  0 <= d N eta lambda alpha (S k) <= d N eta lambda alpha k.
Proof using HN H1 Ha Hal He Hs.
  intros Hl Hal'; destruct (Rle_lt_dec lambda 0) as [Z | P].
  - assert (Q : eta * alpha ^ (N - 2) * (Rabs lambda + alpha ^ N) <= 1).
    { apply Rle_trans with (eta * l1 ^ (N - 2) * (2 * l1 ^ N)).
      - pose proof (pow_incr alpha l1 (N - 2) ltac:(lra)); pose proof (pow_lt alpha (N - 2) Ha).
        pose proof (pow_lt alpha N Ha); pose proof (Rabs_pos lambda).
        apply Rmult_le_compat; [apply Rmult_le_pos; lra | lra | apply Rmult_le_compat_l; lra | rewrite El; lra].
      - replace (eta * l1 ^ (N - 2) * (2 * l1 ^ N)) with (2 * (eta * l1 ^ (2 * N - 2))).
        2: { replace (2 * N - 2)%nat with (N - 2 + N)%nat by lia; rewrite pow_add; ring. }
        assert (/ INR N <= / 2) by (apply Rinv_le_contravar; lra); lra. }
    destruct (step_nonpositive N lambda alpha eta HN Z Ha He Q) as [B _].
    destruct (B k) as (_ & B1 & _); destruct (B (S k)) as (B2 & _ & _); split; assumption.
  - assert (R1 : root N lambda <= alpha).
    { apply (pow_le_inv N); [lia | left; apply root_pos | lra |]; rewrite root_pow; assumption. }
    pose proof (root_pos N lambda) as Pr.
    assert (Sa : eta * alpha ^ (2 * N - 2) <= / INR N).
    { apply Rle_trans with (2 := Sl); apply Rmult_le_compat_l; [lra |]; apply pow_incr; lra. }
    unfold d; rewrite <- (root_pow N HN lambda P); cbn [orbit].
    pose proof (orbit_from_above N eta (root N lambda) alpha HN ltac:(lra) ltac:(lra) Sa k) as O.
    set (x := orbit N (fun _ => eta) (root N lambda ^ N) alpha k) in *.
    assert (Sx : eta * x ^ (2 * N - 2) <= / INR N).
    { apply Rle_trans with (2 := Sa); apply Rmult_le_compat_l; [lra |]; apply pow_incr; lra. }
    pose proof (step_from_above N eta (root N lambda) x HN ltac:(lra) ltac:(lra) Sx); lra.
Qed.

Theorem monotone_ratio_full (lambda_i : R) :
  Rabs lambda_i <= lambda_1 ->
  let ratio k := w N eta lambda_i alpha k / w N eta lambda_1 alpha k in
  (0 < alpha ^ N < lambda_i -> never_falls_again ratio /\ falls_then_rises ratio)
  /\ (lambda_i <= alpha ^ N -> forall k, ratio (S k) <= ratio k).
Proof using HN H1 Ha Hal He Hs.
  intros Hl ratio; split.
  - intros [A B]; pose proof (Rle_abs lambda_i).
    apply (monotone_ratio N lambda_1 lambda_i alpha eta); auto; lra.
  - intros L k; unfold ratio, w, Rdiv.
    destruct (first_rises k) as [F1 F2]; pose proof (low_falls lambda_i k Hl L) as G.
    apply Rmult_le_compat.
    + apply pow_le; lra.
    + left; apply Rinv_0_lt_compat, pow_lt; lra.
    + apply pow_incr; lra.
    + apply Rinv_le_contravar; [apply pow_lt; lra | apply pow_incr; lra].
Qed.

End Ratio.
(* claim: monotone.ratio
   As stated, every N >= 2, with the condition |lambda_i| <= lambda_1 (|lambda_n| <= lambda_1 in the ledger's setup).  Stronger in the first case:
   once the ratio does not fall it never falls again. *)

(** ** monotone.onset *)

Section Onset.

Variables (N n : nat) (lambda : nat -> R) (alpha eta : R).
Hypotheses (HN : (2 <= N)%nat) (Hl : forall i, (i <= n)%nat -> 0 < lambda i <= lambda 0%nat)
           (Ha : 0 < alpha) (Hal : forall i, (i <= n)%nat -> alpha ^ N <= lambda i)
           (He : 0 < eta) (Hs : scaled N eta (lambda 0%nat) <= / INR N).

Let phi i k := d N eta (lambda i) alpha k ^ (N - 2) * (lambda i - w N eta (lambda i) alpha k).
Let r k := effective_rank (fun i => w N eta (lambda i) alpha k) n.

Let rank_sum k : r k = sum_f_R0 (fun i => w N eta (lambda i) alpha k / w N eta (lambda 0%nat) alpha k) n.
Proof.
  unfold r; apply effective_rank_sum; intros i Hi.
  destruct (w_bounds N n lambda alpha eta HN Hl Ha Hal He Hs i k Hi); lra.
Qed.

Theorem monotone_onset_phi (k : nat) :
  (forall i, (1 <= i <= n)%nat -> phi 0%nat k <= phi i k) -> forall j, (k <= j)%nat -> r j <= r (S j).
Proof using HN Hl Ha Hal He Hs.
  intros P j Hj; unfold r.
  apply (monotone_onset N n lambda alpha eta k HN Hl Ha Hal He Hs); [| exact Hj].
  intros i Hi; destruct i as [| i].
  - pose proof (w_bounds N n lambda alpha eta HN Hl Ha Hal He Hs 0 k ltac:(lia)).
    pose proof (w_bounds N n lambda alpha eta HN Hl Ha Hal He Hs 0 (S k) ltac:(lia)).
    unfold Rdiv; rewrite !Rinv_r by lra; lra.
  - specialize (P (S i) ltac:(lia)).
    pose proof (DeepFactorization.d_bounds N n lambda alpha eta HN Hl Ha Hal He Hs (S i) k Hi) as D.
    pose proof (first_rises N (lambda 0%nat) alpha eta HN ltac:(apply Hl; lia) Ha ltac:(apply Hal; lia) He Hs k) as F.
    assert (L0 : d N eta (lambda 0%nat) alpha (S k) = d N eta (lambda 0%nat) alpha k * (1 + eta * phi 0%nat k)).
    { unfold d; cbn [orbit]; rewrite step_growth by exact HN; unfold growth, phi, w, d; ring. }
    assert (Li : d N eta (lambda (S i)) alpha (S k) = d N eta (lambda (S i)) alpha k * (1 + eta * phi (S i) k)).
    { unfold d; cbn [orbit]; rewrite step_growth by exact HN; unfold growth, phi, w, d; ring. }
    unfold w; rewrite L0, Li, !Rpow_mult_distr; fold (w N eta (lambda 0%nat) alpha k).
    set (x := d N eta (lambda 0%nat) alpha k) in *; set (y := d N eta (lambda (S i)) alpha k) in *.
    set (s := 1 + eta * phi 0%nat k) in *; set (t := 1 + eta * phi (S i) k) in *.
    assert (Ps : 1 <= s).
    { apply Rmult_le_reg_l with x; [lra |]; rewrite <- L0; lra. }
    assert (St : s <= t) by (unfold s, t; apply Rplus_le_compat_l, Rmult_le_compat_l; lra).
    pose proof (pow_lt x N ltac:(lra)) as X; pose proof (pow_lt s N ltac:(lra)) as SN.
    pose proof (pow_incr s t N ltac:(lra)) as ST; pose proof (pow_lt y N ltac:(lra)) as Y.
    unfold w; fold x; apply Rmult_le_reg_r with (x ^ N * s ^ N); [apply Rmult_lt_0_compat; assumption |].
    replace (y ^ N / x ^ N * (x ^ N * s ^ N)) with (y ^ N * s ^ N) by (field; lra).
    replace (y ^ N * t ^ N / (x ^ N * s ^ N) * (x ^ N * s ^ N)) with (y ^ N * t ^ N) by (field; lra).
    apply Rmult_le_compat_l; lra.
Qed.

Theorem monotone_onset_share (k k' : nat) :
  (k <= k')%nat -> w N eta (lambda 0%nat) alpha k / lambda 0%nat * r k <= r k'.
Proof using HN Hl Ha Hal He Hs.
  intros Hk; rewrite !rank_sum, sum_scale; apply sum_Rle; intros i Hi.
  assert (Up : forall i j, (i <= n)%nat -> 0 < d N eta (lambda i) alpha j <= d N eta (lambda i) alpha (S j)
                                       /\ w N eta (lambda i) alpha j <= lambda i).
  { clear i Hi Hk; intros i j Hi; destruct (Hl i Hi) as [P1 P2].
    pose proof (Hs) as Hs'; rewrite <- (root_scaled N HN) in Hs'.
    assert (R1 : root N (lambda i) <= root N (lambda 0%nat)) by (apply root_le; auto).
    pose proof (root_pos N (lambda i)) as Pr.
    assert (Si : eta * root N (lambda i) ^ (2 * N - 2) <= / INR N).
    { apply Rle_trans with (2 := Hs'); apply Rmult_le_compat_l; [lra |]; apply pow_incr; lra. }
    assert (A : alpha <= root N (lambda i)) by (apply le_root; auto).
    unfold w, d; rewrite <- (root_pow N HN (lambda i) P1).
    assert (O : 0 < orbit N (fun _ => eta) (root N (lambda i) ^ N) alpha j <= root N (lambda i)).
    { apply orbit_stays; [exact HN | intros _; split; assumption | lra]. }
    cbn [orbit]; pose proof (step_stays N HN eta _ _ He Si O); split; [lra |].
    apply pow_incr; lra. }
  assert (Mono : w N eta (lambda i) alpha k <= w N eta (lambda i) alpha k').
  { induction Hk as [| k' _ IH]; [lra |]; apply Rle_trans with (1 := IH).
    unfold w; apply pow_incr; destruct (Up i k' Hi) as [U _]; lra. }
  destruct (w_bounds N n lambda alpha eta HN Hl Ha Hal He Hs 0 k ltac:(lia)) as [B0 _].
  destruct (w_bounds N n lambda alpha eta HN Hl Ha Hal He Hs 0 k' ltac:(lia)) as [B1 _].
  destruct (w_bounds N n lambda alpha eta HN Hl Ha Hal He Hs i k Hi) as [B2 _].
  destruct (Up 0%nat k' ltac:(lia)) as [_ U]; destruct (Hl 0%nat ltac:(lia)) as [L0 _].
  set (a := w N eta (lambda 0%nat) alpha k) in *; set (b := w N eta (lambda i) alpha k) in *.
  replace (a / lambda 0%nat * (b / a)) with (b * / lambda 0%nat) by (field; lra).
  unfold Rdiv; apply Rmult_le_compat; [lra | left; apply Rinv_0_lt_compat; lra | exact Mono |].
  apply Rinv_le_contravar; lra.
Qed.

End Onset.
(* claim: monotone.onset
   As stated, from any step with phi_1 <= min phi_i on (the first such step is one of them); every N >= 2 and n. *)
(* claim: monotone.onset/any_scale
   The same theorem: phi_1(k) <= min phi_i(k) and k' >= k give r(k'+1) >= r(k'). *)
(* claim: monotone.onset/share
   As stated, every N >= 2 and n. *)

(** ** monotone.pair *)

Theorem monotone_pair (N : nat) (h l1 d1 l d : R) :
  (2 <= N)%nat -> 0 <= h -> h * l1 ^ (2 * N - 2) <= / INR N -> 0 < d <= l -> l <= l1 -> d <= d1 <= l1 ->
  let s := growth N h (l ^ N) d in
  let s1 := growth N h (l1 ^ N) d1 in
  let s' := growth N h (l ^ N) (d * s) in
  let s1' := growth N h (l1 ^ N) (d1 * s1) in
  let T := s ^ N * ((s' ^ N - s1' ^ N) / (s ^ N - s1 ^ N)) in
  let kappa := kappa (N - 2) (leading N h l1 d1) (INR N) 1 s1 in
  0 <= kappa /\ (s1 < s -> kappa <= T) /\ (s < s1 -> T <= kappa).
Proof.
  intros HN Hh Hs Hd Hl Hd1 s s1 s' s1' T kap.
  assert (N1 : 1 <= INR N) by (replace 1 with (INR 1) by reflexivity; apply le_INR; lia).
  pose proof (growth_at_least_1 N h l d Hh Hd) as Gs; fold s in Gs.
  pose proof (growth_at_least_1 N h l1 d1 Hh ltac:(lra)) as Gs1; fold s1 in Gs1.
  destruct (leading_small N HN h l1 d1 Hh Hs ltac:(lra)) as [L0 L1].
  pose proof (pair N HN (INR N) h 1 l1 d1 l d ltac:(split; [lra | left; exact N1]) Hh Hs Hd Hl Hd1) as P.
  cbv zeta in P; fold s s1 in P; rewrite Rmult_1_l in P; fold s' s1' in P; fold kap in P.
  assert (Low : 1 <= s' /\ 1 <= s1').
  { pose proof (next_growth_first N HN h 1 l1 d1) as F; fold s1 in F; rewrite Rmult_1_l in F; fold s1' in F.
    pose proof (next_growth_bound N HN h 1 l1 d1 l d Hh ltac:(lra) Hd Hl ltac:(lra)) as B; fold s in B.
    rewrite Rmult_1_l in B; fold s' in B.
    pose proof (bound_at_least_1 (N - 2) (leading N h l1 d1) L0 L1 1 s ltac:(lra) Gs).
    pose proof (bound_at_least_1 (N - 2) (leading N h l1 d1) L0 L1 1 s1 ltac:(lra) Gs1).
    rewrite F; lra. }
  assert (Pds : 0 < d * s) by (apply Rmult_lt_0_compat; lra).
  rewrite !Rpower_pow in P by lra.
  rewrite Rpow_mult_distr in P.
  pose proof (pow_lt d N ltac:(lra)) as Pd.
  assert (P' : kap * (s ^ N - s1 ^ N) <= s ^ N * (s' ^ N - s1' ^ N)).
  { apply Rmult_le_reg_l with (d ^ N); [exact Pd | lra]. }
  split; [apply kappa_nonneg; try assumption; lra |]; split; intros C.
  - assert (D : 0 < s ^ N - s1 ^ N) by (pose proof (pow_lt_strict N s1 s ltac:(lia) ltac:(lra)); lra).
    apply Rmult_le_reg_r with (1 := D); unfold T.
    replace (s ^ N * ((s' ^ N - s1' ^ N) / (s ^ N - s1 ^ N)) * (s ^ N - s1 ^ N))
      with (s ^ N * (s' ^ N - s1' ^ N)) by (field; lra); exact P'.
  - assert (D : 0 < s1 ^ N - s ^ N) by (pose proof (pow_lt_strict N s s1 ltac:(lia) ltac:(lra)); lra).
    apply Rmult_le_reg_r with (1 := D); unfold T.
    replace (s ^ N * ((s' ^ N - s1' ^ N) / (s ^ N - s1 ^ N)) * (s1 ^ N - s ^ N))
      with (- (s ^ N * (s' ^ N - s1' ^ N))) by (field; lra); lra.
Qed.
(* claim: monotone.pair
   Both sides, every N >= 2: T_A >= kappa for s > s_1 and T_B <= kappa for s < s_1, kappa = s_1 G(s_1)^(N-1) G'(s_1) >= 0 with the power N - 1 as
   Rpower.  On the eigenvalues' region of monotone.rank: d <= l, l <= l_1, d <= d_1 <= l_1, h l_1^(2N-2) <= 1/N. *)
