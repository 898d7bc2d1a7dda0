(** Claims that are false: each as it is stated, and one counterexample, decided by a computation with integers. *)

Require Import Reals Lra Lia ZArith Bool List.
Require Import Powers Descent Rank DeepFactorization Times Perturbed Intervals Refutations.
Open Scope R_scope.

Definition unit : Z := (2 ^ 80)%Z.
Lemma unit_pos : (0 < unit)%Z.
Proof. reflexivity. Qed.

(** Spectra [c/e] for [c] in a list. *)
Definition rational (l : list Z) (e : Z) (i : nat) : R := IZR (nth i l 0%Z) / IZR e.
Definition irational (l : list Z) (e : Z) (i : nat) : interval := const unit (nth i l 0%Z) e.

Lemma has_rational l e i : (0 < e)%Z -> has unit (irational l e i) (rational l e i).
Proof. intros He; apply has_const; [exact unit_pos | exact He]. Qed.

Ltac number a b := apply (has_const unit unit_pos a b); reflexivity.
Ltac spectrum_has := intros; apply has_rational; reflexivity.
Ltac each := let i := fresh "i" in let Hi := fresh "Hi" in
  intros i Hi; repeat (destruct i as [| i]; [unfold rational; cbn; lra |]); lia.

(** The hypotheses that most of these claims share. *)
Definition small_step (N : nat) (eta lambda : R) : Prop := 0 < eta /\ scaled N eta lambda <= / INR N.

Lemma small_step_2 eta lambda : lambda = 1 -> 0 < eta <= 1 / 2 -> small_step 2 eta lambda.
Proof. intros -> H; split; [lra | rewrite scaled_one; simpl; lra]. Qed.

Lemma small_step_3 eta lambda : lambda = 1 -> 0 < eta <= 1 / 3 -> small_step 3 eta lambda.
Proof. intros -> H; split; [lra | rewrite scaled_one; simpl; lra]. Qed.

Definition iw (N : nat) (e l d : interval) (k : nat) : interval := ipow unit (iorbit unit N e l d k) N.

Lemma has_w N e l x eta lambda alpha k :
  has unit e eta -> has unit l lambda -> has unit x alpha -> has unit (iw N e l x k) (w N eta lambda alpha k).
Proof. intros; apply has_pow; [exact unit_pos |]; apply has_orbit; auto using unit_pos. Qed.

(** ** monotone.literal *)

Definition monotone_literal : Prop :=
  forall (N n : nat) (lambda : nat -> R) (alpha eta : R),
    (2 <= N)%nat -> (forall i j, (i <= j <= n)%nat -> 0 <= lambda j <= lambda i) -> 0 < lambda 0%nat ->
    0 < alpha -> alpha ^ N <= lambda 0%nat -> small_step N eta (lambda 0%nat) ->
    falls_then_rises (fun k => effective_rank (fun i => w N eta (lambda i) alpha k) n).

Theorem monotone_literal_is_false : ~ monotone_literal.
Proof.
  intros C.
  set (l := (2 :: 1 :: 0 :: nil)%Z).
  specialize (C 2%nat 2%nat (rational l 2) (IZR 1 / IZR 2) (IZR 1 / IZR 2) ltac:(lia)).
  assert (F : falls_then_rises
    (fun k => effective_rank (fun i => w 2 (IZR 1 / IZR 2) (rational l 2 i) (IZR 1 / IZR 2) k) 2)).
  { apply C; try (unfold rational; cbn; lra).
    - intros i j Hij; unfold rational.
      destruct i as [| [| [| i]]]; destruct j as [| [| [| j]]]; try lia; cbn; lra.
    - apply small_step_2; unfold rational; cbn; lra. }
  set (W := fun i k => iw 2 (const unit 1 2) (irational l 2 i) (const unit 1 2) k).
  revert F; refine (peak_sound unit unit_pos
    (fun k => isum (fun i => iabs (W i k)) 2) (fun k => ilargest (fun i => W i k) 2)
    (fun k => nuclear_norm (fun i => w 2 (IZR 1 / IZR 2) (rational l 2 i) (IZR 1 / IZR 2) k) 2)
    (fun k => spectral_norm (fun i => w 2 (IZR 1 / IZR 2) (rational l 2 i) (IZR 1 / IZR 2) k) 2) 4 6 7 _ _ _ _).
  - intros k; apply has_nuclear; [exact unit_pos |]; intros i _; apply has_w; [number 1%Z 2%Z | spectrum_has | number 1%Z 2%Z].
  - intros k; apply has_largest; [exact unit_pos |]; intros i _; apply has_w; [number 1%Z 2%Z | spectrum_has | number 1%Z 2%Z].
  - lia.
  - vm_cast_no_check (eq_refl true).
Qed.
(* claim: monotone.literal
   As stated: any N >= 2 and any positive semidefinite spectrum, alpha^N <= lambda_1.
   Refuted at N = 2, diag(1, 1/2, 0), alpha = 1/2, eta = 1/2 (k = 4, 6, 7). *)

(** ** monotone.participation *)

Definition participation (e : nat -> R) (n : nat) : R := sum_f_R0 e n ^ 2 / sum_f_R0 (fun i => e i ^ 2) n.

Definition monotone_participation : Prop :=
  forall (N n : nat) (lambda : nat -> R) (alpha eta : R),
    (2 <= N)%nat -> (forall i, (i <= n)%nat -> 0 < lambda i <= lambda 0%nat) ->
    0 < alpha -> (forall i, (i <= n)%nat -> alpha ^ N <= lambda i) -> small_step N eta (lambda 0%nat) ->
    falls_then_rises (fun k => participation (fun i => w N eta (lambda i) alpha k) n).

Theorem monotone_participation_is_false : ~ monotone_participation.
Proof.
  intros C.
  set (l := (20 :: 12 :: 12 :: 12 :: 12 :: 12 :: 12 :: 12 :: 12 :: 12 :: 12 :: 5 :: 5 :: 5 :: 5 :: 5 :: nil)%Z).
  set (wi := fun i k => w 2 (IZR 1 / IZR 2) (rational l 20 i) (IZR 1 / IZR 2) k).
  assert (F : falls_then_rises (fun k => participation (fun i => wi i k) 15)).
  { apply C; [lia | each | lra | each |].
    apply small_step_2; unfold rational; cbn; lra. }
  set (W := fun i k => iw 2 (const unit 1 2) (irational l 20 i) (const unit 1 2) k).
  assert (H : forall i k, has unit (W i k) (wi i k)).
  { intros; apply has_w; [number 1%Z 2%Z | spectrum_has | number 1%Z 2%Z]. }
  revert F; refine (peak_sound unit unit_pos
    (fun k => ipow unit (isum (fun i => W i k) 15) 2) (fun k => isum (fun i => ipow unit (W i k) 2) 15)
    (fun k => sum_f_R0 (fun i => wi i k) 15 ^ 2) (fun k => sum_f_R0 (fun i => wi i k ^ 2) 15) 4 5 6 _ _ _ _).
  - intros k; apply has_pow; [exact unit_pos |]; apply has_sum; intros; apply H.
  - intros k; apply has_sum; intros; apply has_pow; [exact unit_pos | apply H].
  - lia.
  - vm_cast_no_check (eq_refl true).
Qed.
(* claim: monotone.participation
   As stated.  Refuted at N = 2, h = 1/2, alpha = 1/2, eigenvalues 1, 3/5 (10 times), 1/4 (5 times), alpha^2 = lambda_n
   (k = 4, 5, 6). *)

(** ** monotone.start/deep *)

(** [sum_i w_i / w_1] *)
Definition relative_sum (e : nat -> R) (n : nat) : R := sum_f_R0 e n / e 0%nat.

Definition monotone_start_deep : Prop :=
  forall (N n : nat) (lambda start : nat -> R) (eta : R),
    (3 <= N)%nat ->
    (forall i, (i <= n)%nat -> 0 < start i /\ start i ^ N <= lambda i /\ lambda i <= lambda 0%nat) ->
    small_step N eta (lambda 0%nat) ->
    falls_then_rises (fun k => relative_sum (fun i => w N eta (lambda i) (start i) k) n).

Theorem monotone_start_deep_is_false : ~ monotone_start_deep.
Proof.
  intros C.
  set (l := (10 :: 9 :: nil)%Z); set (x := (1 :: 2 :: nil)%Z).
  set (wi := fun i k => w 3 (IZR 1 / IZR 3) (rational l 10 i) (rational x 4 i) k).
  assert (F : falls_then_rises (fun k => relative_sum (fun i => wi i k) 1)).
  { apply C; [lia | each |].
    apply small_step_3; unfold rational; cbn; lra. }
  set (W := fun i k => iw 3 (const unit 1 3) (irational l 10 i) (irational x 4 i) k).
  assert (H : forall i k, has unit (W i k) (wi i k)).
  { intros; apply has_w; [number 1%Z 3%Z | spectrum_has | spectrum_has]. }
  revert F; refine (peak_sound unit unit_pos
    (fun k => isum (fun i => W i k) 1) (fun k => W 0%nat k)
    (fun k => sum_f_R0 (fun i => wi i k) 1) (fun k => wi 0%nat k) 0 4 5 _ _ _ _).
  - intros k; apply has_sum; intros; apply H.
  - intros k; apply H.
  - lia.
  - vm_cast_no_check (eq_refl true).
Qed.
(* claim: monotone.start/deep
   As stated (one N >= 3 refutes it).  N = 3, h = 1/3, spectrum (1, 9/10), starts (1/4, 1/2): k = 0, 4, 5. *)

(** ** monotone.start/effective_rank *)

Definition monotone_start_effective_rank : Prop :=
  forall (n : nat) (lambda start : nat -> R) (eta : R),
    (forall i, (i <= n)%nat -> 0 < start i /\ start i ^ 2 <= lambda i /\ lambda i <= lambda 0%nat) ->
    small_step 2 eta (lambda 0%nat) ->
    falls_then_rises (fun k => effective_rank (fun i => w 2 eta (lambda i) (start i) k) n).

Theorem monotone_start_effective_rank_is_false : ~ monotone_start_effective_rank.
Proof.
  intros C.
  set (l := (10 :: 9 :: nil)%Z); set (x := (1 :: 2 :: nil)%Z).
  set (wi := fun i k => w 2 (IZR 1 / IZR 2) (rational l 10 i) (rational x 4 i) k).
  assert (F : falls_then_rises (fun k => effective_rank (fun i => wi i k) 1)).
  { apply C; [each |].
    apply small_step_2; unfold rational; cbn; lra. }
  set (W := fun i k => iw 2 (const unit 1 2) (irational l 10 i) (irational x 4 i) k).
  assert (H : forall i k, has unit (W i k) (wi i k)).
  { intros; apply has_w; [number 1%Z 2%Z | spectrum_has | spectrum_has]. }
  revert F; refine (peak_sound unit unit_pos
    (fun k => isum (fun i => iabs (W i k)) 1) (fun k => ilargest (fun i => W i k) 1)
    (fun k => nuclear_norm (fun i => wi i k) 1) (fun k => spectral_norm (fun i => wi i k) 1) 0 5 6 _ _ _ _).
  - intros k; apply has_nuclear; [exact unit_pos |]; intros; apply H.
  - intros k; apply has_largest; [exact unit_pos |]; intros; apply H.
  - lia.
  - vm_cast_no_check (eq_refl true).
Qed.
(* claim: monotone.start/effective_rank
   As stated.  Refuted at h = 1/2, spectrum (1, 9/10), starts (1/4, 1/2): k = 0, 5, 6. *)

(** ** monotone.momentum *)

(** The iterate and the one before it. *)
Fixpoint heavy (N : nat) (eta m lambda alpha : R) (k : nat) : R * R :=
  match k with
  | O => (alpha, alpha)
  | S j => let '(x, before) := heavy N eta m lambda alpha j in
           (x + eta * x ^ (N - 1) * (lambda - x ^ N) + m * (x - before), x)
  end.

Fixpoint iheavy (N : nat) (e m l a : interval) (k : nat) : interval * interval :=
  match k with
  | O => (a, a)
  | S j => let '(x, before) := iheavy N e m l a j in
           (iadd (iadd x (imul unit (imul unit e (ipow unit x (N - 1))) (isub l (ipow unit x N))))
                 (imul unit m (isub x before)), x)
  end.

Lemma has_heavy N e m l a eta mu lambda alpha k :
  has unit e eta -> has unit m mu -> has unit l lambda -> has unit a alpha ->
  has unit (fst (iheavy N e m l a k)) (fst (heavy N eta mu lambda alpha k))
  /\ has unit (snd (iheavy N e m l a k)) (snd (heavy N eta mu lambda alpha k)).
Proof.
  intros He Hm Hl Ha; pose proof unit_pos as U; induction k as [| k IH]; cbn [iheavy heavy]; [split; assumption |].
  destruct (iheavy N e m l a k) as [i j], (heavy N eta mu lambda alpha k) as [x y].
  cbn [fst snd] in *; destruct IH as [I1 I2]; split; [| exact I1].
  apply has_add; [apply has_add; [exact I1 |] |].
  - apply has_mul; [exact U | apply has_mul; [exact U | exact He | apply has_pow; [exact U | exact I1]] |].
    apply has_sub; [exact Hl | apply has_pow; [exact U | exact I1]].
  - apply has_mul; [exact U | exact Hm | apply has_sub; assumption].
Qed.

Definition monotone_momentum : Prop :=
  forall (N n : nat) (lambda : nat -> R) (alpha eta m : R),
    (2 <= N)%nat -> (forall i, (i <= n)%nat -> 0 < lambda i <= lambda 0%nat) ->
    0 < alpha -> (forall i, (i <= n)%nat -> alpha ^ N <= lambda i) -> small_step N eta (lambda 0%nat) ->
    0 <= m < 1 ->
    falls_then_rises (fun k => effective_rank (fun i => fst (heavy N eta m (lambda i) alpha k) ^ N) n).

Theorem monotone_momentum_is_false : ~ monotone_momentum.
Proof.
  intros C.
  set (l := (4 :: 1 :: nil)%Z).
  set (wi := fun i k => fst (heavy 2 (IZR 1 / IZR 2) (IZR 1 / IZR 2) (rational l 4 i) (IZR 1 / IZR 2) k) ^ 2).
  assert (F : falls_then_rises (fun k => effective_rank (fun i => wi i k) 1)).
  { apply C; [lia | each | lra | each | | lra].
    apply small_step_2; unfold rational; cbn; lra. }
  set (W := fun i k => ipow unit (fst (iheavy 2 (const unit 1 2) (const unit 1 2) (irational l 4 i) (const unit 1 2) k)) 2).
  assert (H : forall i k, has unit (W i k) (wi i k)).
  { intros; apply has_pow; [exact unit_pos |]; apply has_heavy; [number 1%Z 2%Z | number 1%Z 2%Z | spectrum_has | number 1%Z 2%Z]. }
  revert F; refine (peak_sound unit unit_pos
    (fun k => isum (fun i => iabs (W i k)) 1) (fun k => ilargest (fun i => W i k) 1)
    (fun k => nuclear_norm (fun i => wi i k) 1) (fun k => spectral_norm (fun i => wi i k) 1) 3 6 7 _ _ _ _).
  - intros k; apply has_nuclear; [exact unit_pos |]; intros; apply H.
  - intros k; apply has_largest; [exact unit_pos |]; intros; apply H.
  - lia.
  - vm_cast_no_check (eq_refl true).
Qed.
(* claim: monotone.momentum
   As stated, with momentum 0 <= m < 1 and d^- = d at the start.  Refuted at N = 2, h = 1/2, m = 1/2, spectrum (1, 1/4),
   alpha = 1/2: k = 3, 6, 7. *)

(** ** monotone.decay *)

Fixpoint decayed (N : nat) (eta c lambda alpha : R) (k : nat) : R :=
  match k with
  | O => alpha
  | S j => let x := decayed N eta c lambda alpha j in x + eta * (x ^ (N - 1) * (lambda - x ^ N) - c * x)
  end.

Fixpoint idecayed (N : nat) (e c l a : interval) (k : nat) : interval :=
  match k with
  | O => a
  | S j => let x := idecayed N e c l a j in
           iadd x (imul unit e (isub (imul unit (ipow unit x (N - 1)) (isub l (ipow unit x N))) (imul unit c x)))
  end.

Lemma has_decayed N e c l a eta r lambda alpha k :
  has unit e eta -> has unit c r -> has unit l lambda -> has unit a alpha ->
  has unit (idecayed N e c l a k) (decayed N eta r lambda alpha k).
Proof.
  intros He Hc Hl Ha; pose proof unit_pos as U; induction k as [| k IH]; cbn [idecayed decayed]; [assumption |].
  cbv zeta; apply has_add; [exact IH |]; apply has_mul; [exact U | exact He |]; apply has_sub.
  - apply has_mul; [exact U | apply has_pow; [exact U | exact IH] |].
    apply has_sub; [exact Hl | apply has_pow; [exact U | exact IH]].
  - apply has_mul; [exact U | exact Hc | exact IH].
Qed.

Definition monotone_decay : Prop :=
  forall (N n : nat) (lambda : nat -> R) (alpha eta c : R),
    (2 <= N)%nat -> (forall i, (i <= n)%nat -> 0 < lambda i <= lambda 0%nat) ->
    0 < alpha -> (forall i, (i <= n)%nat -> alpha ^ N <= lambda i) -> small_step N eta (lambda 0%nat) ->
    0 <= c ->
    falls_then_rises (fun k => effective_rank (fun i => decayed N eta c (lambda i) alpha k ^ N) n).

Theorem monotone_decay_is_false : ~ monotone_decay.
Proof.
  intros C.
  set (l := (10 :: 8 :: 3 :: nil)%Z).
  set (wi := fun i k => decayed 2 (IZR 1 / IZR 2) (IZR 1 / IZR 6) (rational l 10 i) (IZR 1 / IZR 2) k ^ 2).
  assert (F : falls_then_rises (fun k => effective_rank (fun i => wi i k) 2)).
  { apply C; [lia | each | lra | each | | lra].
    apply small_step_2; unfold rational; cbn; lra. }
  set (W := fun i k => ipow unit (idecayed 2 (const unit 1 2) (const unit 1 6) (irational l 10 i) (const unit 1 2) k) 2).
  assert (H : forall i k, has unit (W i k) (wi i k)).
  { intros; apply has_pow; [exact unit_pos |]; apply has_decayed; [number 1%Z 2%Z | number 1%Z 6%Z | spectrum_has | number 1%Z 2%Z]. }
  revert F; refine (peak_sound unit unit_pos
    (fun k => isum (fun i => iabs (W i k)) 2) (fun k => ilargest (fun i => W i k) 2)
    (fun k => nuclear_norm (fun i => wi i k) 2) (fun k => spectral_norm (fun i => wi i k) 2) 4 6 7 _ _ _ _).
  - intros k; apply has_nuclear; [exact unit_pos |]; intros; apply H.
  - intros k; apply has_largest; [exact unit_pos |]; intros; apply H.
  - lia.
  - vm_cast_no_check (eq_refl true).
Qed.
(* claim: monotone.decay
   As stated, with c >= 0.  Refuted at N = 2, h = 1/2, c = 1/6, spectrum (1, 4/5, 3/10), alpha = 1/2: k = 4, 6, 7. *)

(** ** monotone.literal/perturbed *)

Fixpoint iperturbed (N : nat) (e l p q : interval) (k : nat) : interval * interval :=
  match k with
  | O => (p, q)
  | S j => let '(x, y) := iperturbed N e l p q j in
           let left := isub l (imul unit x (ipow unit y (N - 1))) in
           (iadd x (imul unit (imul unit e (ipow unit y (N - 1))) left),
            iadd y (imul unit (imul unit (imul unit e x) (ipow unit y (N - 2))) left))
  end.

Lemma has_perturbed N e l a b eta lambda alpha beta k :
  has unit e eta -> has unit l lambda -> has unit a alpha -> has unit b beta ->
  has unit (fst (iperturbed N e l (isub a b) a k)) (fst (porbit N eta lambda alpha beta k))
  /\ has unit (snd (iperturbed N e l (isub a b) a k)) (snd (porbit N eta lambda alpha beta k)).
Proof.
  intros He Hl Ha Hb; pose proof unit_pos as U; induction k as [| k IH]; cbn [iperturbed porbit].
  { cbn [fst snd]; split; [apply has_sub |]; assumption. }
  destruct (iperturbed N e l (isub a b) a k) as [i j], (porbit N eta lambda alpha beta k) as [x y].
  unfold pstep; cbn [fst snd] in *; destruct IH as [I1 I2].
  assert (D : has unit (isub l (imul unit i (ipow unit j (N - 1)))) (lambda - x * y ^ (N - 1))).
  { apply has_sub; [exact Hl | apply has_mul; [exact U | exact I1 | apply has_pow; assumption]]. }
  split; apply has_add; try assumption; apply has_mul; try assumption.
  - apply has_mul; [exact U | exact He | apply has_pow; assumption].
  - apply has_mul; [exact U | apply has_mul; assumption | apply has_pow; assumption].
Qed.

Definition ipw (N : nat) (e l a b : interval) (k : nat) : interval :=
  let '(x, y) := iperturbed N e l (isub a b) a k in imul unit x (ipow unit y (N - 1)).

Lemma has_pw N e l a b eta lambda alpha beta k :
  has unit e eta -> has unit l lambda -> has unit a alpha -> has unit b beta ->
  has unit (ipw N e l a b k) (pw N eta lambda alpha beta k).
Proof.
  intros He Hl Ha Hb; destruct (has_perturbed N e l a b eta lambda alpha beta k He Hl Ha Hb) as [I1 I2].
  unfold ipw, pw; destruct (iperturbed N e l (isub a b) a k) as [i j]; cbn [fst snd] in *.
  apply has_mul; [exact unit_pos | exact I1 | apply has_pow; [exact unit_pos | exact I2]].
Qed.

(** [s N] is the constant of the step: [1/L_N], or what it is rounded down to. *)
Definition monotone_literal_perturbed (s : nat -> R) : Prop :=
  forall (N n : nat) (M : R) (lambda : nat -> R) (alpha beta eta : R),
    (2 <= N)%nat -> 0 < beta < alpha ->
    alpha <= M -> (forall i, (i <= n)%nat -> Rabs (lambda i) <= M ^ N) -> 0 < eta -> eta * M ^ (2 * N - 2) <= s N ->
    falls_then_rises (fun k => effective_rank (fun i => pw N eta (lambda i) alpha beta k) n).

Theorem monotone_literal_perturbed_is_false (s : nat -> R) : 2 / 5 <= s 2%nat -> ~ monotone_literal_perturbed s.
Proof.
  intros Hs2 C.
  set (l := (1 :: -2 :: nil)%Z).
  set (wi := fun i k => pw 2 (IZR 1 / IZR 5) (rational l 1 i) (IZR 1 / IZR 2) (IZR 3 / IZR 8) k).
  assert (F : falls_then_rises (fun k => effective_rank (fun i => wi i k) 1)).
  { pose proof (sqrt_sqrt 2 ltac:(lra)) as S2; pose proof (sqrt_pos 2) as P2.
    apply (C 2%nat 1%nat (sqrt 2)); [lia | lra | | | lra |].
    - apply Rsqr_incr_0; unfold Rsqr; lra.
    - intros i Hi; destruct i as [| [| i]]; [| | lia]; unfold rational; cbn.
      + rewrite Rabs_pos_eq; lra.
      + rewrite Rabs_left; lra.
    - cbn [Nat.sub Nat.mul Nat.add].
      replace (sqrt 2 ^ 2) with 2 by (simpl; lra); lra. }
  set (W := fun i k => ipw 2 (const unit 1 5) (irational l 1 i) (const unit 1 2) (const unit 3 8) k).
  assert (H : forall i k, has unit (W i k) (wi i k)).
  { intros; apply has_pw; [number 1%Z 5%Z | spectrum_has | number 1%Z 2%Z | number 3%Z 8%Z]. }
  revert F; refine (peak_sound unit unit_pos
    (fun k => isum (fun i => iabs (W i k)) 1) (fun k => ilargest (fun i => W i k) 1)
    (fun k => nuclear_norm (fun i => wi i k) 1) (fun k => spectral_norm (fun i => wi i k) 1) 1 3 4 _ _ _ _).
  - intros k; apply has_nuclear; [exact unit_pos |]; intros; apply H.
  - intros k; apply has_largest; [exact unit_pos |]; intros; apply H.
  - lia.
  - vm_cast_no_check (eq_refl true).
Qed.
(* claim: monotone.literal/perturbed
   As stated, for every constant s N of the step with s 2 >= 2/5: 1/L_2 = .447..., and so is what the ledger rounds it down to; and for every
   M with alpha <= M and |lambda_i| <= M^N.  Refuted at N = 2, M = sqrt 2, diag(1, -2), alpha = 1/2, beta = 3/8, eta = 1/5: k = 1, 3, 4. *)
