(** monotone.schedule/small_powers is false: a power of a quarter, along steps of which one is a thousandth of the others. *)

Require Import Reals Lra Lia ZArith Bool List.
Require Import Powers Descent Rank DeepFactorization Intervals Refutations RefutedClaims RefutedLimits.
Open Scope R_scope.

(** ** Orbits with steps of different sizes *)

Fixpoint ischeduled (N : nat) (eta : nat -> interval) (lambda start : interval) (k : nat) : interval :=
  match k with O => start | S j => istep unit N (eta j) lambda (ischeduled N eta lambda start j) end.

Lemma has_scheduled N e eta l lambda a alpha k :
  (forall j, has unit (e j) (eta j)) -> has unit l lambda -> has unit a alpha ->
  has unit (ischeduled N e l a k) (orbit N eta lambda alpha k).
Proof.
  intros He Hl Ha; induction k as [| k IH]; cbn [ischeduled orbit]; [exact Ha |].
  apply has_step; auto using unit_pos.
Qed.

(** ** Fourth roots of squares *)

Lemma quarter_power x y : 0 < x -> 0 < y -> Rpower (x ^ 2 / y ^ 2) (/ 4) ^ 2 * y = x.
Proof.
  intros Hx Hy; assert (P : 0 < x / y) by (apply Rdiv_lt_0_compat; assumption).
  replace (x ^ 2 / y ^ 2) with ((x / y) ^ 2) by (field; lra).
  rewrite <- (Rpower_pow 2 (x / y)) by exact P; rewrite Rpower_mult.
  rewrite <- Rpower_pow by apply exp_pos; rewrite Rpower_mult.
  replace (INR 2 * / 4 * INR 2) with 1 by (simpl; lra); rewrite Rpower_1 by exact P; field; lra.
Qed.

(** [a/den <= (x/y)^(1/2) <= b/den] *)
Definition root_between (a b den : Z) (x y : interval) : bool :=
  positive x && positive y && at_most (imul unit (ipow unit (const unit a den) 2) y) x
  && at_most x (imul unit (ipow unit (const unit b den) 2) y).

Lemma root_between_sound a b den i j x y :
  (0 < den)%Z -> (0 <= a)%Z -> (0 <= b)%Z -> has unit i x -> has unit j y -> root_between a b den i j = true ->
  IZR a / IZR den <= Rpower (x ^ 2 / y ^ 2) (/ 4) <= IZR b / IZR den.
Proof.
  intros Hd Ha Hb Hx Hy O; unfold root_between in O; rewrite !andb_true_iff in O; destruct O as [[[O1 O2] O3] O4].
  pose proof (positive_sound unit unit_pos _ _ Hx O1) as Px; pose proof (positive_sound unit unit_pos _ _ Hy O2) as Py.
  pose proof (has_const unit unit_pos a den Hd) as A; pose proof (has_const unit unit_pos b den Hd) as B.
  pose proof (at_most_sound unit unit_pos _ _ _ _ (has_mul _ unit_pos _ _ _ _ (has_pow _ unit_pos _ _ 2 A) Hy) Hx O3) as L.
  pose proof (at_most_sound unit unit_pos _ _ _ _ Hx (has_mul _ unit_pos _ _ _ _ (has_pow _ unit_pos _ _ 2 B) Hy) O4) as U.
  pose proof (quarter_power x y Px Py) as Q.
  set (z := Rpower (x ^ 2 / y ^ 2) (/ 4)) in *; assert (Pz : 0 < z) by apply exp_pos.
  assert (Pd : 0 < / IZR den) by (apply Rinv_0_lt_compat, IZR_lt; exact Hd).
  apply IZR_le in Ha; apply IZR_le in Hb.
  assert (A0 : 0 <= IZR a / IZR den) by (apply Rmult_le_pos; lra).
  assert (B0 : 0 <= IZR b / IZR den) by (apply Rmult_le_pos; lra).
  split; apply (pow_le_inv 2); try lia; try lra; apply Rmult_le_reg_r with y; lra.
Qed.

(** ** The claim *)

Definition monotone_small_powers : Prop :=
  forall (N n : nat) (lambda eta : nat -> R) (alpha p : R),
    (2 <= N)%nat -> (forall i, (i <= n)%nat -> 0 < lambda i <= lambda 0%nat) ->
    0 < alpha -> (forall i, (i <= n)%nat -> alpha ^ N <= lambda i) -> (forall k, small_step N (eta k) (lambda 0%nat)) -> 0 < p ->
    falls_then_rises (fun k =>
      sum_f_R0 (fun i => Rpower (orbit N eta (lambda i) alpha k ^ N / orbit N eta (lambda 0%nat) alpha k ^ N) p) n).

Definition schedule (k : nat) : R := match k with 2%nat => IZR 1 / IZR 2000 | _ => IZR 1 / IZR 2 end.
Definition ischedule (k : nat) : interval := match k with 2%nat => const unit 1 2000 | _ => const unit 1 2 end.

(** The spectrum: 1, seven times 100/121, and 81/169 = alpha^2, which stays. *)
Definition multiple (i : nat) : R :=
  match i with O => IZR 1 / IZR 1 | 8%nat => IZR 81 / IZR 169 | _ => IZR 100 / IZR 121 end.

Theorem monotone_small_powers_is_false : ~ monotone_small_powers.
Proof.
  intros C.
  set (alpha := IZR 9 / IZR 13).
  assert (F := C 2%nat 8%nat multiple schedule alpha (/ 4)).
  specialize (F ltac:(lia)); clear C.
  assert (L : forall i, 0 < multiple i <= multiple 0 /\ alpha ^ 2 <= multiple i).
  { intros i; unfold alpha; destruct i as [| [| [| [| [| [| [| [| [| i]]]]]]]]]; simpl; lra. }
  specialize (F ltac:(intros; apply L) ltac:(unfold alpha; lra) ltac:(intros; apply L)).
  assert (St : forall k, small_step 2 (schedule k) (multiple 0)).
  { intros k; apply small_step_2; [simpl; lra |]; destruct k as [| [| [| k]]]; simpl; lra. }
  specialize (F St ltac:(lra)).
  set (x := fun k => orbit 2 schedule (IZR 100 / IZR 121) alpha k); set (y := fun k => orbit 2 schedule (IZR 1 / IZR 1) alpha k).
  set (z := fun k => orbit 2 schedule (IZR 81 / IZR 169) alpha k).
  set (s := fun k => Rpower (x k ^ 2 / y k ^ 2) (/ 4)); set (t := fun k => Rpower (z k ^ 2 / y k ^ 2) (/ 4)).
  assert (Hs : forall j, has unit (ischedule j) (schedule j)).
  { intros [| [| [| j]]]; apply (has_const unit unit_pos); reflexivity. }
  set (X := fun k => ischeduled 2 ischedule (const unit 100 121) (const unit 9 13) k).
  set (Y := fun k => ischeduled 2 ischedule (const unit 1 1) (const unit 9 13) k).
  set (Z := fun k => ischeduled 2 ischedule (const unit 81 169) (const unit 9 13) k).
  assert (HX : forall k, has unit (X k) (x k)).
  { intros k; apply has_scheduled; [exact Hs | number 100%Z 121%Z | number 9%Z 13%Z]. }
  assert (HY : forall k, has unit (Y k) (y k)).
  { intros k; apply has_scheduled; [exact Hs | number 1%Z 1%Z | number 9%Z 13%Z]. }
  assert (HZ : forall k, has unit (Z k) (z k)).
  { intros k; apply has_scheduled; [exact Hs | number 81%Z 169%Z | number 9%Z 13%Z]. }
  assert (E : forall k, (2 <= k <= 4)%nat ->
    sum_f_R0 (fun i => Rpower (orbit 2 schedule (multiple i) alpha k ^ 2 / orbit 2 schedule (multiple 0) alpha k ^ 2) (/ 4)) 8
    = 1 + 7 * s k + t k).
  { intros k Hk; cbn [sum_f_R0 multiple]; fold (x k) (y k) (z k); fold (s k) (t k).
    assert (Py : 0 < y k).
    { apply (positive_sound unit unit_pos (Y k)); [apply HY |].
      destruct k as [| [| [| [| [| k]]]]]; try lia; vm_cast_no_check (eq_refl true). }
    replace (y k ^ 2 / y k ^ 2) with 1 by (field; lra).
    unfold Rpower at 1; rewrite ln_1, Rmult_0_r, exp_0; ring. }
  pose proof (F 2%nat 3%nat 4%nat ltac:(lia)) as P; cbv beta in P; rewrite !E in P by lia.
  assert (S2 : IZR 949245258503 / IZR 1000000000000 <= s 2%nat <= IZR 949245258504 / IZR 1000000000000).
  { apply (root_between_sound _ _ _ (X 2%nat) (Y 2%nat)); try lia; [apply HX | apply HY | vm_cast_no_check (eq_refl true)]. }
  assert (T2 : IZR 841928881611 / IZR 1000000000000 <= t 2%nat <= IZR 841928881612 / IZR 1000000000000).
  { apply (root_between_sound _ _ _ (Z 2%nat) (Y 2%nat)); try lia; [apply HZ | apply HY | vm_cast_no_check (eq_refl true)]. }
  assert (S3 : IZR 949246647297 / IZR 1000000000000 <= s 3%nat <= IZR 949246647298 / IZR 1000000000000).
  { apply (root_between_sound _ _ _ (X 3%nat) (Y 3%nat)); try lia; [apply HX | apply HY | vm_cast_no_check (eq_refl true)]. }
  assert (T3 : IZR 841919175697 / IZR 1000000000000 <= t 3%nat <= IZR 841919175698 / IZR 1000000000000).
  { apply (root_between_sound _ _ _ (Z 3%nat) (Y 3%nat)); try lia; [apply HZ | apply HY | vm_cast_no_check (eq_refl true)]. }
  assert (S4 : IZR 950604102452 / IZR 1000000000000 <= s 4%nat <= IZR 950604102453 / IZR 1000000000000).
  { apply (root_between_sound _ _ _ (X 4%nat) (Y 4%nat)); try lia; [apply HX | apply HY | vm_cast_no_check (eq_refl true)]. }
  assert (T4 : IZR 832386834166 / IZR 1000000000000 <= t 4%nat <= IZR 832386834167 / IZR 1000000000000).
  { apply (root_between_sound _ _ _ (Z 4%nat) (Y 4%nat)); try lia; [apply HZ | apply HY | vm_cast_no_check (eq_refl true)]. }
  lra.
Qed.
(* claim: monotone.schedule/small_powers
   As stated, for schedules without end.  Refuted at N = 2, p = 1/4, 1, 100/121 (seven times), 81/169, alpha = 9/13, steps 1/2 but for
   the third, 1/2000: after 2, 3 and 4 steps. *)
