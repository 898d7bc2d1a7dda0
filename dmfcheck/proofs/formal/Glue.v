(** What turns one-step lemmas into claims about every step, and about limits: the glue of
    `dmfcheck prove`, for any step and any sequence. *)

Require Import Reals Lra Lia.
Open Scope R_scope.

(** What one step keeps, every step keeps. *)
Theorem kept_by_every_step (A : Type) (P : A -> Prop) (f : A -> A) (x : nat -> A) :
  (forall k, x (S k) = f (x k)) -> (forall a, P a -> P (f a)) -> P (x 0%nat) ->
  forall k, P (x k).
Proof. intros E K B k; induction k as [| k IH]; [exact B | rewrite E; apply K, IH]. Qed.

(** A sequence that rises below [top], and whose step moves up every point between its start and
    [top], tends to [top]. *)
Theorem rises_to_fixed_point (f : R -> R) (x : nat -> R) (top : R) :
  (forall k, x (S k) = f (x k)) -> continuity f ->
  (forall y, x 0%nat <= y < top -> y < f y) ->
  (forall k, x k <= x (S k) <= top) -> Un_cv x top.
Proof.
  intros E C M B.
  assert (G : Un_growing x) by (intros k; apply B).
  assert (U : has_ub x).
  { exists top; intros y [k Hk]; subst y.
    destruct k as [| k]; [pose proof (B 0%nat) | pose proof (B k)]; lra. }
  destruct (growing_cv x G U) as [l L].
  assert (F : f l = l).
  { apply (UL_sequence (fun k => x (S k))).
    - intros eps He; destruct (continuity_seq f x l (C l) L eps He) as [n Hn].
      exists n; intros k Hk; rewrite E; apply Hn, Hk.
    - intros eps He; destruct (L eps He) as [n Hn]; exists n; intros k Hk; apply Hn; lia. }
  assert (A : x 0%nat <= l) by (apply (growing_ineq x l G L)).
  assert (T : l <= top).
  { apply (@Rle_cv_lim (fun k => x (S k)) (fun _ => top)).
    - intros k; apply B.
    - intros eps He; destruct (L eps He) as [n Hn]; exists n; intros k Hk; apply Hn; lia.
    - intros eps He; exists 0%nat; intros k _; unfold R_dist; rewrite Rminus_diag_eq, Rabs_R0; lra. }
  destruct (Rle_lt_dec top l) as [Q | Q]; [replace top with l by lra; exact L |].
  pose proof (M l (conj A Q)); lra.
Qed.

(** The same from above. *)
Theorem falls_to_fixed_point (f : R -> R) (x : nat -> R) (bottom : R) :
  (forall k, x (S k) = f (x k)) -> continuity f ->
  (forall y, bottom < y <= x 0%nat -> f y < y) ->
  (forall k, bottom <= x (S k) <= x k) -> Un_cv x bottom.
Proof.
  intros E C M B.
  assert (D : Un_cv (fun k => - x k) (- bottom)).
  { apply (rises_to_fixed_point (fun y => - f (- y))).
    - intros k; rewrite E; f_equal; f_equal; lra.
    - intros y; apply continuity_pt_opp.
      apply (continuity_pt_comp Ropp f); [apply continuity_pt_opp, derivable_continuous_pt, derivable_pt_id | apply C].
    - intros y Hy; pose proof (M (- y)); lra.
    - intros k; pose proof (B k); lra. }
  intros eps He; destruct (D eps He) as [n Hn]; exists n; intros k Hk.
  specialize (Hn k Hk); unfold R_dist in *.
  replace (x k - bottom) with (- (- x k - - bottom)) by lra; rewrite Rabs_Ropp; exact Hn.
Qed.

(** A sequence that never falls again once it has not fallen: no value of it exceeds both an
    earlier and a later one. *)
Theorem falls_then_rises_once (r : nat -> R) :
  (forall k, r k <= r (S k) -> r (S k) <= r (S (S k))) ->
  forall i j k, (i <= j <= k)%nat -> r j <= r i \/ r j <= r k.
Proof.
  intros P.
  assert (Q : forall j, r j <= r (S j) -> forall k, (j <= k)%nat -> r j <= r k /\ r k <= r (S k)).
  { intros j A k Hk; induction Hk as [| k Hk [I1 I2]]; [lra |].
    split; [lra | apply P, I2]. }
  intros i j k [Hij Hjk]; revert k Hjk.
  induction Hij as [| j Hij IH]; intros k Hjk; [left; lra |].
  destruct (Rle_lt_dec (r j) (r (S j))) as [U | D].
  - right; apply (Q (S j) (P j U) k Hjk).
  - destruct (IH (S j) ltac:(lia)) as [A | A]; [left; lra | lra].
Qed.

(** What holds of every part holds of the sum. *)
Theorem parts_add_up (n : nat) (kappa : R) (before after : nat -> R) :
  (forall i, (i <= n)%nat -> kappa * before i <= after i) ->
  kappa * sum_f_R0 before n <= sum_f_R0 after n.
Proof.
  intros P; induction n as [| n IH]; cbn [sum_f_R0]; [apply P; lia |].
  pose proof (P (S n) ltac:(lia)); pose proof (IH ltac:(intros; apply P; lia)); lra.
Qed.

(** What holds with a bound of the next growth factor holds with the factor itself. *)
Theorem larger_power (N : nat) (s g next lead change kappa : R) :
  0 <= s -> 0 <= g <= next ->
  kappa * change <= s ^ N * (g ^ N - lead ^ N) ->
  kappa * change <= s ^ N * (next ^ N - lead ^ N).
Proof.
  intros S0 [G0 GN] A; apply Rle_trans with (1 := A).
  apply Rmult_le_compat_l; [apply pow_le, S0 | pose proof (pow_incr g next N (conj G0 GN)); lra].
Qed.

(** What falls by at most [a] at a step falls by at most [K a] in [K] of them. *)
Theorem falls_add_up (u : nat -> R) (a : R) :
  (forall k, u k - a <= u (S k)) -> forall K, u 0%nat - INR K * a <= u K.
Proof.
  intros P K; induction K as [| K IH]; [cbn; lra |].
  rewrite S_INR; pose proof (P K); lra.
Qed.

Lemma grows_at_least (r : nat -> R) (q : R) :
  0 < q -> (forall k, q * r k <= r (S k)) -> forall K, q ^ K * r 0%nat <= r K.
Proof.
  intros Q P K; induction K as [| K IH]; [cbn; lra |].
  apply Rle_trans with (2 := P K); cbn [pow]; rewrite Rmult_assoc.
  apply Rmult_le_compat_l; [lra | exact IH].
Qed.

(** The first time at which a sequence that is multiplied by [q] or more reaches [b]. *)
Theorem first_time_at_most (r : nat -> R) (q b : R) (K : nat) :
  1 < q -> 0 < r 0%nat -> 0 < b -> (forall k, q * r k <= r (S k)) ->
  (forall k, (k < K)%nat -> r k < b) -> (1 <= K)%nat ->
  (INR K - 1) * ln q < ln (b / r 0%nat).
Proof.
  intros Q R0 B P F H; destruct K as [| K]; [lia |].
  pose proof (grows_at_least r q ltac:(lra) P K) as G; pose proof (F K ltac:(lia)) as L.
  assert (PQ : 0 < q ^ K) by (apply pow_lt; lra).
  rewrite S_INR; replace (INR K + 1 - 1) with (INR K) by lra.
  rewrite <- ln_pow by lra; apply ln_increasing; [exact PQ |].
  apply Rmult_lt_reg_r with (r 0%nat); [exact R0 |].
  unfold Rdiv; rewrite Rmult_assoc, Rinv_l by lra; lra.
Qed.

(** And of one that is multiplied by [q] at most. *)
Theorem first_time_at_least (r : nat -> R) (q b : R) (K : nat) :
  1 < q -> 0 < r 0%nat -> 0 < b -> (forall k, r (S k) <= q * r k) -> b <= r K ->
  ln (b / r 0%nat) <= INR K * ln q.
Proof.
  intros Q R0 B P H.
  assert (G : forall k, r k <= q ^ k * r 0%nat).
  { intros k; induction k as [| k IH]; [cbn; lra |].
    apply Rle_trans with (1 := P k); cbn [pow]; rewrite Rmult_assoc.
    apply Rmult_le_compat_l; [lra | exact IH]. }
  rewrite <- ln_pow by lra.
  assert (A : b / r 0%nat <= q ^ K).
  { apply Rmult_le_reg_r with (r 0%nat); [exact R0 |].
    unfold Rdiv; rewrite Rmult_assoc, Rinv_l by lra; pose proof (G K); lra. }
  assert (D : 0 < b / r 0%nat) by (apply Rdiv_lt_0_compat; assumption).
  destruct A as [A | A]; [apply Rlt_le, ln_increasing; assumption | rewrite A; lra].
Qed.
