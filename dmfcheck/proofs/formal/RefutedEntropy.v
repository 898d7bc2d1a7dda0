(** monotone.entropy is false: bounds of logarithms at intervals, and its smallest counterexample. *)

Require Import Reals Lra Lia ZArith Bool List.
Require Import Powers Descent Rank DeepFactorization Intervals Refutations RefutedClaims TwoLayers.
Open Scope R_scope.

(** ** Logarithms

    [(1 + y/M)^M <= exp y <= (1 - y/M)^(-M)] for [M = 2^n], by [n] squarings. *)

Fixpoint squared (i : interval) (n : nat) : interval :=
  match n with O => i | S m => squared (imul unit i i) m end.

Lemma has_squared n i x : has unit i x -> has unit (squared i n) (x ^ (2 ^ n)).
Proof.
  revert i x; induction n as [| n IH]; intros i x H; cbn [squared Nat.pow]; [rewrite pow_1; exact H |].
  rewrite pow_mult.
  apply IH; replace (x ^ 2) with (x * x) by ring; apply has_mul; [exact unit_pos | exact H | exact H].
Qed.

(** [1 + y / 2^n], [y] in units *)
Definition near_one (y : Z) (n : nat) : interval :=
  ((unit + y / 2 ^ Z.of_nat n)%Z, (unit + up y (2 ^ Z.of_nat n))%Z).

Section Logarithms.

Let U := IZR unit.
Let PU : 0 < U.
Proof. apply IZR_lt; exact unit_pos. Qed.

Lemma two_pow n : IZR (2 ^ Z.of_nat n) = 2 ^ n.
Proof. rewrite <- pow_IZR; reflexivity. Qed.

Lemma has_near_one y n : has unit (near_one y n) (1 + IZR y / U / 2 ^ n).
Proof.
  assert (P : (0 < 2 ^ Z.of_nat n)%Z) by (apply Z.pow_pos_nonneg; lia).
  pose proof (floor_le y _ P) as L; pose proof (le_up y _ P) as H; rewrite two_pow in L, H.
  assert (P2 : 0 < 2 ^ n) by (apply pow_lt; lra).
  unfold has, near_one; cbn [fst snd]; rewrite !plus_IZR; fold U.
  replace ((1 + IZR y / U / 2 ^ n) * U) with (U + IZR y / 2 ^ n) by (field; split; apply Rgt_not_eq; assumption).
  split; apply Rplus_le_compat_l; apply Rmult_le_reg_r with (1 := P2);
    unfold Rdiv; rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra; assumption.
Qed.

Lemma exp_below y n : 0 < 1 + y / 2 ^ n -> (1 + y / 2 ^ n) ^ (2 ^ n) <= exp y.
Proof.
  intros H; assert (P2 : 0 < 2 ^ n) by (apply pow_lt; lra).
  apply Rle_trans with (exp (y / 2 ^ n) ^ (2 ^ n)).
  - apply pow_incr; split; [lra |]; apply exp_ineq1_le.
  - right; rewrite <- Rpower_pow by apply exp_pos; unfold Rpower; rewrite ln_exp, pow_INR.
    f_equal; replace (INR 2) with 2 by reflexivity; field; lra.
Qed.

(** [ln x <= y], and [y <= ln x] *)
Definition up_ok (n : nat) (y : Z) (i : interval) : bool :=
  positive (near_one y n) && at_most i (squared (near_one y n) n).
Definition low_ok (n : nat) (y : Z) (i : interval) : bool :=
  positive (near_one (- y) n) && at_most (unit, unit) (imul unit i (squared (near_one (- y) n) n)).

Lemma up_ok_sound n y i x : 0 < x -> has unit i x -> up_ok n y i = true -> ln x <= IZR y / U.
Proof.
  intros Px H O; apply andb_true_iff in O as [O1 O2].
  pose proof (has_near_one y n) as Y.
  pose proof (positive_sound unit unit_pos _ _ Y O1) as P.
  pose proof (at_most_sound unit unit_pos _ _ _ _ H (has_squared n _ _ Y) O2) as Q.
  pose proof (exp_below _ n P) as E.
  rewrite <- (ln_exp (IZR y / U)).
  destruct (Rle_lt_or_eq_dec x (exp (IZR y / U)) ltac:(lra)) as [L | ->]; [left; apply ln_increasing; lra | lra].
Qed.

Lemma low_ok_sound n y i x : 0 < x -> has unit i x -> low_ok n y i = true -> IZR y / U <= ln x.
Proof.
  intros Px H O; apply andb_true_iff in O as [O1 O2].
  pose proof (has_near_one (- y) n) as Y.
  pose proof (positive_sound unit unit_pos _ _ Y O1) as P.
  assert (One : has unit (unit, unit) 1) by (unfold has; cbn [fst snd]; lra).
  pose proof (at_most_sound unit unit_pos _ _ _ _ One (has_mul unit unit_pos _ _ _ _ H (has_squared n _ _ Y)) O2) as Q.
  pose proof (exp_below _ n P) as E.
  assert (M : x * (1 + IZR (- y) / U / 2 ^ n) ^ (2 ^ n) <= x * exp (IZR (- y) / U)) by (apply Rmult_le_compat_l; lra).
  replace (IZR (- y) / U) with (- (IZR y / U)) in M by (rewrite opp_IZR; unfold Rdiv; ring).
  rewrite exp_Ropp in M; pose proof (exp_pos (IZR y / U)) as Pe.
  assert (L : exp (IZR y / U) <= x).
  { apply Rmult_le_reg_r with (/ exp (IZR y / U)); [apply Rinv_0_lt_compat; exact Pe |].
    rewrite Rinv_r by lra.
    replace (IZR (- y) / U) with (- (IZR y / U)) in Q by (rewrite opp_IZR; unfold Rdiv; ring); lra. }
  rewrite <- (ln_exp (IZR y / U)).
  destruct (Rle_lt_or_eq_dec _ _ L) as [L' | ->]; [left; apply ln_increasing; lra | lra].
Qed.

(** [ln x] within [10^-7] of [h / 10^8]: [h] is proposed, and checked. *)
Definition iln (h : Z) : interval := (fst (const unit (h - 10) (10 ^ 8)), snd (const unit (h + 10) (10 ^ 8))).
Definition ln_ok (h : Z) (i : interval) : bool := positive i && up_ok 24 (snd (iln h)) i && low_ok 24 (fst (iln h)) i.

Lemma has_ln h i x : has unit i x -> ln_ok h i = true -> 0 < x /\ has unit (iln h) (ln x).
Proof.
  intros H O; unfold ln_ok in O; apply andb_true_iff in O as [O O3]; apply andb_true_iff in O as [O1 O2].
  pose proof (positive_sound unit unit_pos _ _ H O1) as P; split; [exact P |].
  pose proof (up_ok_sound _ _ _ _ P H O2) as A; pose proof (low_ok_sound _ _ _ _ P H O3) as B.
  unfold has; fold U; split; apply Rmult_le_reg_r with (/ U); try (apply Rinv_0_lt_compat; exact PU);
    rewrite (Rmult_assoc (ln x)), Rinv_r, Rmult_1_r by (apply Rgt_not_eq; exact PU); assumption.
Qed.

End Logarithms.

(** ** Entropy *)

(** [W ln W - sum w ln w], [W] their sum: [W] times the entropy of the shares.  The logarithms of [W] and of each [w] are
    proposed in [H] and [h]. *)
Definition ientropy (H : Z) (h : list Z) (e : nat -> interval) (n : nat) : interval :=
  isub (imul unit (isum e n) (iln H)) (isum (fun i => imul unit (e i) (iln (nth i h 0%Z))) n).
Definition entropy_ok (H : Z) (h : list Z) (e : nat -> interval) (n : nat) : bool :=
  ln_ok H (isum e n) && forallb (fun i => ln_ok (nth i h 0%Z) (e i)) (seq 0 (S n)).

Lemma has_entropy T h e f n :
  (forall i, has unit (e i) (f i)) -> entropy_ok T h e n = true ->
  let W := sum_f_R0 f n in
  0 < W /\ has unit (ientropy T h e n) (W * - sum_f_R0 (fun i => f i / W * ln (f i / W)) n).
Proof.
  intros H O W; apply andb_true_iff in O as [O1 O2].
  assert (S : has unit (isum e n) W) by (apply has_sum; intros; apply H).
  destruct (has_ln _ _ _ S O1) as [PW LW].
  assert (P : forall i, (i <= n)%nat -> 0 < f i /\ has unit (iln (nth i h 0%Z)) (ln (f i))).
  { intros i Hi; rewrite forallb_forall in O2; apply (has_ln _ (e i)); [apply H | apply O2, in_seq; lia]. }
  split; [exact PW |].
  replace (W * - sum_f_R0 (fun i => f i / W * ln (f i / W)) n) with (W * ln W - sum_f_R0 (fun i => f i * ln (f i)) n).
  - unfold ientropy; apply has_sub; [apply has_mul; auto using unit_pos |].
    apply has_sum; intros i Hi; apply has_mul; [exact unit_pos | apply H | apply P, Hi].
  - replace (W * - sum_f_R0 (fun i => f i / W * ln (f i / W)) n)
      with (- (W * sum_f_R0 (fun i => f i / W * ln (f i / W)) n)) by ring.
    assert (E : W * sum_f_R0 (fun i => f i / W * ln (f i / W)) n
                = sum_f_R0 (fun i => f i * ln (f i)) n - ln W * W); [| rewrite E; ring].
    unfold W at 5; rewrite !sum_scale, sum_diff; apply sum_eq; intros i Hi; destruct (P i Hi) as [Pi _].
    unfold Rdiv; rewrite ln_mult, ln_Rinv by (try apply Rinv_0_lt_compat; assumption); field; lra.
Qed.

(** The entropy of [e] is below that of [e']. *)
Definition entropy_less (T : Z) (h : list Z) (e : nat -> interval) (T' : Z) (h' : list Z) (e' : nat -> interval) (n : nat) : bool :=
  entropy_ok T h e n && entropy_ok T' h' e' n
  && less (imul unit (ientropy T h e n) (isum e' n)) (imul unit (ientropy T' h' e' n) (isum e n)).

Lemma entropy_less_sound T h e T' h' e' f f' n :
  (forall i, has unit (e i) (f i)) -> (forall i, has unit (e' i) (f' i)) -> entropy_less T h e T' h' e' n = true ->
  entropy_rank f n < entropy_rank f' n.
Proof.
  intros H H' O; apply andb_true_iff in O as [O O3]; apply andb_true_iff in O as [O1 O2].
  destruct (has_entropy T h e f n H O1) as [P E]; destruct (has_entropy T' h' e' f' n H' O2) as [P' E'].
  assert (S : has unit (isum e n) (sum_f_R0 f n)) by (apply has_sum; intros; apply H).
  assert (S' : has unit (isum e' n) (sum_f_R0 f' n)) by (apply has_sum; intros; apply H').
  pose proof (less_sound unit unit_pos _ _ _ _ (has_mul _ unit_pos _ _ _ _ E S') (has_mul _ unit_pos _ _ _ _ E' S) O3) as L.
  unfold entropy_rank; apply exp_increasing.
  set (W := sum_f_R0 f n) in *; set (W' := sum_f_R0 f' n) in *.
  apply Rmult_lt_reg_l with (W * W'); [apply Rmult_lt_0_compat; assumption | lra].
Qed.

(** ** monotone.entropy *)

Definition monotone_entropy : Prop :=
  forall (N n : nat) (lambda : nat -> R) (alpha eta : R),
    (2 <= N)%nat -> (forall i, (i <= n)%nat -> 0 < lambda i <= lambda 0%nat) ->
    0 < alpha -> (forall i, (i <= n)%nat -> alpha ^ N <= lambda i) -> small_step N eta (lambda 0%nat) ->
    falls_then_rises (fun k => entropy_rank (fun i => w N eta (lambda i) alpha k) n).

Theorem monotone_entropy_is_false : ~ monotone_entropy.
Proof.
  intros C.
  set (l := (200 :: 155 :: 36 :: nil)%Z).
  set (wi := fun k i => w 2 (IZR 1 / IZR 4) (rational l 100 i) (IZR 3 / IZR 5) k).
  assert (F : falls_then_rises (fun k => entropy_rank (fun i => wi k i) 2)).
  { apply C; [lia | each | lra | each |].
    split; [lra |]; rewrite RefutedLimits.scaled_2; unfold rational; cbn; lra. }
  set (W := fun k i => iw 2 (const unit 1 4) (irational l 100 i) (const unit 3 5) k).
  assert (H : forall k i, has unit (W k i) (wi k i)).
  { intros; apply has_w; [number 1%Z 4%Z | spectrum_has | number 3%Z 5%Z]. }
  assert (Up : entropy_rank (wi 5%nat) 2 < entropy_rank (wi 6%nat) 2).
  { apply (entropy_less_sound
      135572601 (69305553 :: 41855232 :: (-102165125) :: nil)%Z (W 5%nat)
      136170080 (69314717 :: 43361554 :: (-102165125) :: nil)%Z (W 6%nat)); [apply H | apply H | vm_cast_no_check (eq_refl true)]. }
  assert (Down : entropy_rank (wi 11%nat) 2 < entropy_rank (wi 6%nat) 2).
  { apply (entropy_less_sound
      136353630 (69314718 :: 43825222 :: (-102165125) :: nil)%Z (W 11%nat)
      136170080 (69314717 :: 43361554 :: (-102165125) :: nil)%Z (W 6%nat)); [apply H | apply H | vm_cast_no_check (eq_refl true)]. }
  destruct (F 5%nat 6%nat 11%nat ltac:(lia)) as [A | A]; cbv beta in A; unfold wi in *; lra.
Qed.
(* claim: monotone.entropy
   As stated.  Refuted at N = 2, (2, 31/20, 9/25), alpha = 3/5, eta = 1/4, which has alpha^2 = lambda_n and h = 1/2: k = 5, 6, 11. *)
