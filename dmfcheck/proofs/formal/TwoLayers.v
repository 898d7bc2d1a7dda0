(** Two layers: any order of the starts, and weight decay.  Any depth: the scaling, and pairs of eigenvalues under other measures. *)

Require Import Reals Lra Lia.
Require Import Powers Growth AnyPower Descent Rank DeepFactorization Plateau RefutedClaims RefutedLimits.
Open Scope R_scope.

(** ** reduction.scaling *)

Lemma step_scaled N eta l x : (2 <= N)%nat -> step N eta (l ^ N) (l * x) = l * step N (eta * l ^ (2 * N - 2)) 1 x.
Proof.
  intros HN; unfold step; rewrite !Rpow_mult_distr, (pow_2N_2 N l HN).
  replace (l ^ N) with (l * l ^ (N - 1)) by (rewrite tech_pow_Rmult; f_equal; lia); ring.
Qed.

Theorem reduction_scaling (N : nat) (eta : nat -> R) (lambda alpha : R) :
  (2 <= N)%nat -> 0 < lambda ->
  forall k, orbit N eta lambda alpha k / root N lambda
            = orbit N (fun j => scaled N (eta j) lambda) 1 (alpha / root N lambda) k.
Proof.
  intros HN Hl k; pose proof (root_pos N lambda) as P; induction k as [| k IH]; [reflexivity |].
  cbn [orbit]; rewrite <- IH, <- (root_scaled N HN).
  set (l := root N lambda) in *; set (x := orbit N eta lambda alpha k).
  assert (E : x = l * (x / l)) by (field; lra).
  rewrite E at 1; replace lambda with (l ^ N) by (apply root_pow; assumption).
  rewrite step_scaled by exact HN; field; lra.
Qed.
(* claim: reduction.scaling
   Stronger: any steps eta_k, whatever their sign and size, any start; every N >= 2 and lambda > 0. *)

(** ** monotone.start *)

Lemma pair_two_layers h l1 d1 l d :
  0 <= h -> h * l1 ^ 2 <= / 2 -> 0 < d <= l -> l <= l1 -> 0 < d1 <= l1 ->
  let s := growth 2 h (l ^ 2) d in
  let s1 := growth 2 h (l1 ^ 2) d1 in
  kappa 0 (leading 2 h l1 d1) 2 1 s1 * (d ^ 2 * (s ^ 2 - s1 ^ 2))
  <= (d * s) ^ 2 * (growth 2 h (l ^ 2) (d * s) ^ 2 - growth 2 h (l1 ^ 2) (d1 * s1) ^ 2).
Proof.
  intros Hh Hs Hd Hl Hd1 s s1.
  assert (D2 : (2 <= 2)%nat) by lia.
  destruct (leading_small 2 D2 h l1 d1 Hh ltac:(simpl in *; lra) ltac:(lra)) as [L0 L1].
  pose proof (growth_at_least_1 2 h l d Hh Hd) as Gs; fold s in Gs.
  pose proof (growth_at_least_1 2 h l1 d1 Hh ltac:(lra)) as Gs1; fold s1 in Gs1.
  pose proof (bound_tangent _ _ L0 L1 2 1 s s1 ltac:(lra) ltac:(lra) Gs Gs1) as T.
  pose proof (next_growth_first 2 D2 h 1 l1 d1) as F; fold s1 in F; rewrite Rmult_1_l in F.
  pose proof (next_growth_bound 2 D2 h 1 l1 d l d Hh ltac:(lra) Hd Hl ltac:(lra)) as B; fold s in B.
  rewrite Rmult_1_l in B; change (leading 2 h l1 d) with (leading 2 h l1 d1) in B.
  pose proof (bound_at_least_1 _ _ L0 L1 1 s ltac:(lra) Gs) as B1.
  pose proof (bound_at_least_1 _ _ L0 L1 1 s1 ltac:(lra) Gs1) as B2.
  rewrite F; change (2 - 2)%nat with 0%nat in *.
  set (H := leading 2 h l1 d1) in *; set (b := bound 0 H 1 s) in *; set (b1 := bound 0 H 1 s1) in *.
  set (kap := kappa 0 H 2 1 s1) in *.
  assert (E : forall x, 0 < x -> Rpower x 2 = x ^ 2).
  { intros x Hx; replace 2 with (INR 2) at 1 by (simpl; ring); apply Rpower_pow; exact Hx. }
  rewrite !E in T by lra.
  set (g := growth 2 h (l ^ 2) (d * s)) in *.
  assert (G : b ^ 2 <= g ^ 2) by (apply pow_incr; lra).
  pose proof (pow_lt d 2 ltac:(lra)) as Pd; pose proof (pow_lt s 2 ltac:(lra)) as Ps.
  rewrite Rpow_mult_distr.
  apply Rle_trans with (d ^ 2 * (s ^ 2 * (b ^ 2 - b1 ^ 2))).
  - replace (kap * (d ^ 2 * (s ^ 2 - s1 ^ 2))) with (d ^ 2 * (kap * (s ^ 2 - s1 ^ 2))) by ring.
    apply Rmult_le_compat_l; lra.
  - rewrite Rmult_assoc; apply Rmult_le_compat_l; [lra |]; apply Rmult_le_compat_l; lra.
Qed.

Theorem monotone_start (n : nat) (lambda start : nat -> R) (eta : R) :
  (forall i, (i <= n)%nat -> 0 < start i /\ start i ^ 2 <= lambda i /\ lambda i <= lambda 0%nat) ->
  0 < eta -> scaled 2 eta (lambda 0%nat) <= / 2 ->
  let r k := relative_sum (fun i => w 2 eta (lambda i) (start i) k) n in
  never_falls_again r /\ falls_then_rises r.
Proof.
  intros Hs He Hh r.
  enough (P : never_falls_again r) by (split; [exact P | apply unimodal; exact P]).
  assert (D2 : (2 <= 2)%nat) by lia.
  assert (Pl : forall i, (i <= n)%nat -> 0 < lambda i).
  { intros i Hi; destruct (Hs i Hi) as (A & B & _); pose proof (pow_lt _ 2 A); lra. }
  set (l := fun i => root 2 (lambda i)).
  assert (El : forall i, (i <= n)%nat -> l i ^ 2 = lambda i) by (intros; apply root_pow; auto).
  assert (Lp : forall i, 0 < l i) by (intros; apply root_pos).
  assert (L0 : forall i, (i <= n)%nat -> l i <= l 0%nat).
  { intros i Hi; apply root_le; [lia |]; destruct (Hs i Hi) as (_ & _ & C); pose proof (Pl i Hi); lra. }
  assert (Sz : forall i, (i <= n)%nat -> eta * l i ^ 2 <= / 2).
  { intros i Hi; rewrite El by exact Hi; rewrite scaled_2 in Hh by (apply Pl; lia).
    destruct (Hs i Hi) as (_ & _ & C); apply Rle_trans with (2 := Hh); apply Rmult_le_compat_l; lra. }
  set (x := fun i k => d 2 eta (lambda i) (start i) k).
  assert (X : forall i k, (i <= n)%nat -> 0 < x i k <= l i).
  { intros i k Hi; unfold x, d; rewrite <- (El i Hi); apply orbit_stays; [exact D2 | |].
    - intros _; split; [exact He |]; simpl (2 * 2 - 2)%nat; simpl (INR 2).
      pose proof (Sz i Hi); simpl in *; lra.
    - destruct (Hs i Hi) as (A & B & _); split; [exact A |].
      apply le_root; auto. }
  set (s := fun i k => growth 2 eta (l i ^ 2) (x i k)).
  assert (Nx : forall i k, (i <= n)%nat -> x i (S k) = x i k * s i k).
  { intros i k Hi; unfold s; rewrite El by exact Hi; rewrite <- step_growth by exact D2; reflexivity. }
  assert (S1 : forall i k, (i <= n)%nat -> 1 <= s i k).
  { intros i k Hi; apply growth_at_least_1; [lra | apply X; exact Hi]. }
  set (change := fun k => sum_f_R0 (fun i => x i k ^ 2 * (s i k ^ 2 - s 0%nat k ^ 2)) n).
  assert (Ch : forall k, r (S k) - r k = change k * / (x 0%nat k * s 0%nat k) ^ 2).
  { intros k; unfold r, relative_sum, Rdiv.
    rewrite !(Rmult_comm (sum_f_R0 _ n)), !sum_scale, sum_diff; unfold change; rewrite Rmult_comm, sum_scale.
    apply sum_eq; intros i Hi; unfold w.
    fold (x i k) (x 0%nat k) (x i (S k)) (x 0%nat (S k)); rewrite !Nx by (exact Hi || lia).
    pose proof (X 0%nat k ltac:(lia)); pose proof (S1 0%nat k ltac:(lia)).
    field; split; apply Rgt_not_eq; lra. }
  apply never_falls_again_intro; intros k A.
  destruct (X 0%nat k ltac:(lia)) as [X1 X2]; pose proof (S1 0%nat k ltac:(lia)) as T1.
  assert (C0 : 0 <= change k).
  { assert (I : 0 < / (x 0%nat k * s 0%nat k) ^ 2).
    { apply Rinv_0_lt_compat, pow_lt, Rmult_lt_0_compat; lra. }
    apply Rmult_le_reg_r with (1 := I); rewrite <- Ch; lra. }
  set (kap := kappa 0 (leading 2 eta (l 0%nat) (x 0%nat k)) 2 1 (s 0%nat k)).
  assert (K0 : 0 <= kap).
  { destruct (leading_small 2 D2 eta (l 0%nat) (x 0%nat k) ltac:(lra)
                ltac:(pose proof (Sz 0%nat ltac:(lia)); simpl in *; lra) ltac:(lra)) as [Q0 Q1].
    apply (kappa_nonneg 0 _ Q0 Q1); lra. }
  assert (C1 : kap * change k <= change (S k)).
  { unfold change; rewrite sum_scale; apply sum_Rle; intros i Hi.
    pose proof (pair_two_layers eta (l 0%nat) (x 0%nat k) (l i) (x i k) ltac:(lra) (Sz 0%nat ltac:(lia)) (X i k Hi)
                  (L0 i Hi) ltac:(lra)) as P.
    cbv zeta in P; fold (s i k) (s 0%nat k) in P; fold kap in P.
    rewrite <- !Nx in P by (exact Hi || lia); exact P. }
  assert (C2 : 0 <= change (S k)) by (apply Rle_trans with (2 := C1), Rmult_le_pos; assumption).
  destruct (X 0%nat (S k) ltac:(lia)) as [Y1 _]; pose proof (S1 0%nat (S k) ltac:(lia)) as U1.
  assert (0 <= change (S k) * / (x 0%nat (S k) * s 0%nat (S k)) ^ 2).
  { apply Rmult_le_pos; [exact C2 |]; left; apply Rinv_0_lt_compat, pow_lt, Rmult_lt_0_compat; lra. }
  pose proof (Ch (S k)); lra.
Qed.
(* claim: monotone.start
   As stated, every n and any order of the starts; stronger: once the sum does not fall it never falls again. *)

(** ** monotone.decay/two_layers *)

Lemma decayed_shift eta c lambda alpha k :
  decayed 2 eta c lambda alpha k = orbit 2 (fun _ => eta) (lambda - c) alpha k.
Proof.
  induction k as [| k IH]; [reflexivity |].
  cbn [decayed orbit]; rewrite IH; unfold step; simpl; ring.
Qed.

Theorem monotone_decay_two_layers (n : nat) (lambda : nat -> R) (alpha eta c : R) :
  (forall i, (i <= n)%nat -> lambda i <= lambda 0%nat) ->
  0 < alpha -> (forall i, (i <= n)%nat -> alpha ^ 2 <= lambda i - c) ->
  0 < eta -> eta * (lambda 0%nat - c) <= / 2 ->
  let r k := effective_rank (fun i => decayed 2 eta c (lambda i) alpha k ^ 2) n in
  never_falls_again r /\ falls_then_rises r.
Proof.
  intros Hl Ha Hal He Hs r.
  pose proof (pow_lt alpha 2 Ha) as A2.
  assert (P0 : 0 < lambda 0%nat - c) by (pose proof (Hal 0%nat ltac:(lia)); lra).
  destruct (monotone_rank 2 n (fun i => lambda i - c) alpha eta ltac:(lia)) as [M1 M2]; auto.
  { intros i Hi; pose proof (Hal i Hi); pose proof (Hl i Hi); lra. }
  { rewrite scaled_2 by exact P0; simpl; lra. }
  set (r' := fun k => effective_rank (fun i => w 2 eta (lambda i - c) alpha k) n) in *.
  assert (E : forall k, r k = r' k).
  { intros k; unfold r, r', effective_rank, nuclear_norm; f_equal.
    - apply sum_eq; intros i _; rewrite decayed_shift; reflexivity.
    - clear; induction n as [| m IH]; cbn [spectral_norm]; [rewrite decayed_shift; reflexivity |].
      rewrite IH, decayed_shift; reflexivity. }
  split.
  - intros k; rewrite !E; intros A j; rewrite !E; apply M1; exact A.
  - intros i j k; rewrite !E; apply M2.
Qed.
(* claim: monotone.decay/two_layers
   As stated, for any c (also c < 0), every n; stronger: once r does not fall it never falls again. *)

(** ** Two eigenvalues *)

Lemma falls_then_rises_map (f : R -> R) (P : R -> Prop) r :
  (forall x y, P x -> P y -> x <= y -> f x <= f y) -> (forall k, P (r k)) ->
  falls_then_rises r -> falls_then_rises (fun k => f (r k)).
Proof. intros M Q F i j k H; destruct (F i j k H) as [A | A]; [left | right]; apply M; auto. Qed.

Section Pair.

Variables (N : nat) (lambda : nat -> R) (alpha eta : R).
Hypotheses (HN : (2 <= N)%nat) (Hl : forall i, (i <= 1)%nat -> 0 < lambda i <= lambda 0%nat)
           (Ha : 0 < alpha) (Hal : forall i, (i <= 1)%nat -> alpha ^ N <= lambda i)
           (He : 0 < eta) (Hs : scaled N eta (lambda 0%nat) <= / INR N).

Let W i k := w N eta (lambda i) alpha k.
Let x k := W 1 k / W 0 k.

Let x_unit k : 0 < x k <= 1.
Proof.
  destruct (w_bounds N 1 lambda alpha eta HN Hl Ha Hal He Hs 1 k ltac:(lia)) as [A B].
  destruct (w_bounds N 1 lambda alpha eta HN Hl Ha Hal He Hs 0 k ltac:(lia)) as [C _].
  fold (W 1 k) (W 0 k) in *; unfold x; split; [apply Rdiv_lt_0_compat; lra |].
  apply Rmult_le_reg_r with (W 0 k); [lra |]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l; lra.
Qed.

Let x_falls : falls_then_rises x.
Proof.
  destruct (monotone_ratio N (lambda 0%nat) (lambda 1%nat) alpha eta HN (Hl 1%nat ltac:(lia)) Ha (Hal 1%nat ltac:(lia)) He Hs)
    as [_ F]; exact F.
Qed.

Theorem participation_pair : falls_then_rises (fun k => participation (fun i => W i k) 1).
Proof using HN Hl Ha Hal He Hs.
  assert (E : forall k, participation (fun i => W i k) 1 = (1 + x k) ^ 2 / (1 + x k ^ 2)).
  { intros k; unfold participation; cbn [sum_f_R0]; unfold x.
    destruct (w_bounds N 1 lambda alpha eta HN Hl Ha Hal He Hs 1 k ltac:(lia)) as [A _].
    destruct (w_bounds N 1 lambda alpha eta HN Hl Ha Hal He Hs 0 k ltac:(lia)) as [C _].
    fold (W 1 k) (W 0 k) in *.
    pose proof (pow_lt _ 2 A); pose proof (pow_lt _ 2 C).
    field; repeat split; simpl in *; lra. }
  intros i j k H; rewrite !E; revert i j k H.
  apply (falls_then_rises_map (fun y => (1 + y) ^ 2 / (1 + y ^ 2)) (fun y => 0 < y <= 1)); [| exact x_unit | exact x_falls].
  intros a b Pa Pb Hab.
  pose proof (pow_lt a 2 ltac:(lra)); pose proof (pow_lt b 2 ltac:(lra)).
  apply Rmult_le_reg_r with ((1 + a ^ 2) * (1 + b ^ 2)); [apply Rmult_lt_0_compat; lra |].
  replace ((1 + a) ^ 2 / (1 + a ^ 2) * ((1 + a ^ 2) * (1 + b ^ 2))) with ((1 + a) ^ 2 * (1 + b ^ 2)) by (field; lra).
  replace ((1 + b) ^ 2 / (1 + b ^ 2) * ((1 + a ^ 2) * (1 + b ^ 2))) with ((1 + b) ^ 2 * (1 + a ^ 2)) by (field; lra).
  assert (0 <= 2 * ((b - a) * (1 - a * b))).
  { apply Rmult_le_pos; [lra |]; apply Rmult_le_pos; [lra |].
    assert (a * b <= 1 * 1) by (apply Rmult_le_compat; lra); lra. }
  simpl; lra.
Qed.

(** [exp (- sum p ln p)] with [p = w / sum w] *)
Definition entropy_rank (e : nat -> R) (n : nat) : R :=
  exp (- sum_f_R0 (fun i => e i / sum_f_R0 e n * ln (e i / sum_f_R0 e n)) n).

Theorem entropy_pair : falls_then_rises (fun k => entropy_rank (fun i => W i k) 1).
Proof using HN Hl Ha Hal He Hs.
  set (f := fun y => ln (1 + y) - y / (1 + y) * ln y).
  assert (E : forall k, entropy_rank (fun i => W i k) 1 = exp (f (x k))).
  { intros k; unfold entropy_rank; cbn [sum_f_R0]; f_equal; unfold f, x.
    destruct (w_bounds N 1 lambda alpha eta HN Hl Ha Hal He Hs 1 k ltac:(lia)) as [A _].
    destruct (w_bounds N 1 lambda alpha eta HN Hl Ha Hal He Hs 0 k ltac:(lia)) as [C _].
    fold (W 1 k) (W 0 k) in *; set (a := W 0 k) in *; set (b := W 1 k) in *.
    replace (1 + b / a) with ((a + b) * / a) by (field; lra).
    unfold Rdiv; rewrite !ln_mult, !ln_Rinv by (try apply Rinv_0_lt_compat; lra).
    field; split; lra. }
  intros i j k H; rewrite !E; revert i j k H.
  apply (falls_then_rises_map (fun y => exp (f y)) (fun y => 0 < y <= 1)); [| exact x_unit | exact x_falls].
  intros a b Pa Pb [Hab | ->]; [| lra].
  assert (Q : f a <= f b).
  { destruct (MVT_cor2 f (fun y => - ln y * / (1 + y) ^ 2) a b Hab) as (c & Ec & Hc).
    - intros c Hc; unfold f.
      replace (- ln c * / (1 + c) ^ 2)
        with (/ (1 + c) * (0 + 1) - ((1 * (1 + c) - (0 + 1) * c) / Rsqr (1 + c) * ln c + c / (1 + c) * / c))
        by (unfold Rsqr; field; lra).
      apply (derivable_pt_lim_minus (fun y => ln (1 + y)) (fun y => y / (1 + y) * ln y)).
      + apply (derivable_pt_lim_comp (fun y => 1 + y) ln).
        * apply (derivable_pt_lim_plus (fun _ => 1) (fun y => y)); [apply derivable_pt_lim_const | apply derivable_pt_lim_id].
        * apply derivable_pt_lim_ln; lra.
      + apply (derivable_pt_lim_mult (fun y => y / (1 + y)) ln).
        * apply (derivable_pt_lim_div (fun y => y) (fun y => 1 + y) c 1 (0 + 1)); [apply derivable_pt_lim_id | | lra].
          apply (derivable_pt_lim_plus (fun _ => 1) (fun y => y)); [apply derivable_pt_lim_const | apply derivable_pt_lim_id].
        * apply derivable_pt_lim_ln; lra.
    - assert (ln c <= 0) by (rewrite <- ln_1; left; apply ln_increasing; lra).
      assert (0 < / (1 + c) ^ 2) by (apply Rinv_0_lt_compat, pow_lt; lra).
      assert (0 <= - ln c * / (1 + c) ^ 2 * (b - a)) by (apply Rmult_le_pos; [apply Rmult_le_pos |]; lra).
      lra. }
  destruct Q as [Q | Q]; [left; apply exp_increasing; exact Q | right; rewrite Q; reflexivity].
Qed.

End Pair.
(* claim: monotone.participation/pair
   n = 2, every N >= 2, the hypotheses of monotone.rank. *)
(* claim: monotone.entropy/pair
   n = 2, every N >= 2, the hypotheses of monotone.rank. *)
