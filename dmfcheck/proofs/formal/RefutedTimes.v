(** Claims on recovery times and on crossings that are false, decided by computations with integers. *)

Require Import Reals Lra Lia ZArith Bool List.
Require Import Powers Descent Rank DeepFactorization Times Plateau Perturbed Intervals Refutations RefutedClaims.
Open Scope R_scope.

(** [K] is the first step at which the level is reached. *)
Definition first_at (W : nat -> interval) (level : interval) (K : nat) : bool :=
  at_most level (W K) && forallb (fun k => less (W k) level) (seq 0 K).

Lemma first_at_sound W (f : nat -> R) v t K :
  (forall k, has unit (W k) (f k)) -> has unit v t -> first_at W v K = true ->
  t <= f K /\ forall k, (k < K)%nat -> f k < t.
Proof.
  intros HW Hv; unfold first_at; rewrite andb_true_iff; intros [A B]; split.
  - exact (at_most_sound unit unit_pos _ _ _ _ Hv (HW K) A).
  - intros k Hk; rewrite forallb_forall in B.
    exact (less_sound unit unit_pos _ _ _ _ (HW k) Hv (B k ltac:(apply in_seq; lia))).
Qed.

Ltac recovered N en ed ln ld an ad tn td :=
  refine (first_at_sound (iw N (const unit en ed) (const unit ln ld) (const unit an ad))
            (w N (IZR en / IZR ed) (IZR ln / IZR ld) (IZR an / IZR ad)) (imul unit (const unit tn td) (const unit ln ld))
            (IZR tn / IZR td * (IZR ln / IZR ld)) _ _ _ _);
  [ intros; apply has_w; apply (has_const unit unit_pos); reflexivity
  | apply has_mul; [exact unit_pos | |]; apply (has_const unit unit_pos); reflexivity
  | vm_cast_no_check (eq_refl true) ].

Lemma recovered_one N eta alpha t K :
  recovered_first N eta (IZR 1 / IZR 1) alpha t K -> recovered_first N eta 1 alpha t K.
Proof. replace (IZR 1 / IZR 1) with 1 by lra; intros H; exact H. Qed.

(** ** order.depth/whole_steps *)

(** lambda = 1, [K t] the first step with [w >= t] at depth [N], [K' t] the same at depth [N + 1]. *)
Definition order_depth_whole_steps : Prop :=
  forall (N : nat) (alpha alpha' eta t1 t2 t3 : R) (K1 K2 K3 K1' K2' K3' : nat),
    (2 <= N)%nat -> 0 < alpha -> 0 < alpha' -> alpha ^ N = alpha' ^ (N + 1) ->
    0 < eta <= / INR (N + 1) -> t1 < t2 < 1 -> t3 <= t2 -> alpha ^ N <= t1 -> alpha ^ N < t3 ->
    recovered_first N eta 1 alpha t1 K1 -> recovered_first N eta 1 alpha t2 K2 -> recovered_first N eta 1 alpha t3 K3 ->
    recovered_first (N + 1) eta 1 alpha' t1 K1' -> recovered_first (N + 1) eta 1 alpha' t2 K2' ->
    recovered_first (N + 1) eta 1 alpha' t3 K3' ->
    (INR K2' - INR K1') / INR K3' <= (INR K2 - INR K1) / INR K3.

Theorem order_depth_whole_steps_is_false : ~ order_depth_whole_steps.
Proof.
  intros C.
  specialize (C 2%nat (IZR 64 / IZR 125) (IZR 16 / IZR 25) (IZR 1 / IZR 3) (IZR 3 / IZR 5) (IZR 7 / IZR 10)
                (IZR 3 / IZR 5) 3%nat 3%nat 3%nat 2%nat 3%nat 2%nat).
  enough (F : (INR 3 - INR 2) / INR 2 <= (INR 3 - INR 3) / INR 3) by (simpl in F; lra).
  apply C; try (simpl; lra); try lia; clear C; apply recovered_one.
  - recovered 2%nat 1%Z 3%Z 1%Z 1%Z 64%Z 125%Z 3%Z 5%Z.
  - recovered 2%nat 1%Z 3%Z 1%Z 1%Z 64%Z 125%Z 7%Z 10%Z.
  - recovered 2%nat 1%Z 3%Z 1%Z 1%Z 64%Z 125%Z 3%Z 5%Z.
  - recovered 3%nat 1%Z 3%Z 1%Z 1%Z 16%Z 25%Z 3%Z 5%Z.
  - recovered 3%nat 1%Z 3%Z 1%Z 1%Z 16%Z 25%Z 7%Z 10%Z.
  - recovered 3%nat 1%Z 3%Z 1%Z 1%Z 16%Z 25%Z 3%Z 5%Z.
Qed.
(* claim: order.depth/whole_steps
   As stated (decreases is read weakly, so what is refuted is less).  N = 2 and 3, alpha^N = (4/5)^6, eta = 1/3, t1 = t3 = 3/5,
   t2 = 7/10: widths 0/3 and 1/2. *)

(** ** order.depth_literal *)

Definition order_depth_literal : Prop :=
  forall (N : nat) (lambda_i lambda_j alpha eta theta : R) (Ki Kj Ki' Kj' : nat),
    (2 <= N)%nat -> 0 < lambda_j < lambda_i -> 0 < alpha < 1 -> theta < 1 ->
    alpha ^ N < theta * lambda_j -> alpha ^ (N + 1) < theta * lambda_j ->
    small_step N eta lambda_i -> small_step (N + 1) eta lambda_i ->
    recovered_first N eta lambda_i alpha theta Ki -> recovered_first N eta lambda_j alpha theta Kj ->
    recovered_first (N + 1) eta lambda_i alpha theta Ki' -> recovered_first (N + 1) eta lambda_j alpha theta Kj' ->
    (INR Kj - INR Ki) / INR Kj <= (INR Kj' - INR Ki') / INR Kj'.

Theorem order_depth_literal_is_false : ~ order_depth_literal.
Proof.
  intros C.
  specialize (C 2%nat (IZR 1 / IZR 1) (IZR 3 / IZR 4) (IZR 2 / IZR 3) (IZR 1 / IZR 3) (IZR 9 / IZR 10)
                3%nat 4%nat 4%nat 4%nat).
  enough (F : (INR 4 - INR 3) / INR 4 <= (INR 4 - INR 4) / INR 4) by (simpl in F; lra).
  apply C; try (simpl; lra); try lia; clear C.
  - apply small_step_2; lra.
  - apply small_step_3; lra.
  - recovered 2%nat 1%Z 3%Z 1%Z 1%Z 2%Z 3%Z 9%Z 10%Z.
  - recovered 2%nat 1%Z 3%Z 3%Z 4%Z 2%Z 3%Z 9%Z 10%Z.
  - recovered 3%nat 1%Z 3%Z 1%Z 1%Z 2%Z 3%Z 9%Z 10%Z.
  - recovered 3%nat 1%Z 3%Z 3%Z 4%Z 2%Z 3%Z 9%Z 10%Z.
Qed.
(* claim: order.depth_literal
   As stated (increases is read weakly).  lambda = (1, 3/4), alpha = 2/3, eta = 1/3, theta = 9/10: 1/4 at N = 2, 0 at N = 3. *)

(** ** rank.leading_last_literal *)

(** Its two parts.  [K i] is the first step with [w_i >= (1-delta) lambda_i]; the indices [0, ..., L-1] lead. *)
Definition leading_last_setting N n L (lambda : nat -> R) alpha eta delta : Prop :=
  (2 <= N)%nat /\ (2 <= L <= n + 1)%nat /\ (forall i j, (i <= j <= n)%nat -> 0 <= lambda j <= lambda i)
  /\ 0 < alpha /\ alpha ^ N <= lambda (L - 1)%nat /\ small_step N eta (lambda 0%nat) /\ 0 < delta < 1.

Definition leading_last_literal : Prop :=
  forall N n L lambda alpha eta delta (K : nat),
    leading_last_setting N n L lambda alpha eta delta ->
    recovered_first N eta (lambda (L - 1)%nat) alpha (1 - delta) K ->
    forall i, (i < L)%nat -> exists j, (j <= K)%nat /\ (1 - delta) * lambda i <= w N eta (lambda i) alpha j.

Definition leading_ahead_literal : Prop :=
  forall N n L lambda alpha eta delta (K i k : nat),
    leading_last_setting N n L lambda alpha eta delta -> (i < L)%nat ->
    recovered_first N eta (lambda i) alpha (1 - delta) K -> (K <= k)%nat ->
    w N eta (lambda i) alpha k / lambda i <= w N eta (lambda 0%nat) alpha k / lambda 0%nat.

Lemma leading_last_point :
  leading_last_setting 2 1 2 (rational (2 :: 1 :: nil)%Z 2) (67 / 100) (1 / 4) (11 / 100)
  /\ recovered_first 2 (1 / 4) (rational (2 :: 1 :: nil)%Z 2 1) (67 / 100) (1 - 11 / 100) 0.
Proof.
  split.
  - unfold leading_last_setting; repeat split; try lia; try (unfold rational; simpl; lra).
    + destruct j as [| [| j]]; try lia; unfold rational; simpl; lra.
    + destruct i as [| [| i]]; destruct j as [| [| j]]; try lia; unfold rational; simpl; lra.
    + replace (rational (2 :: 1 :: nil)%Z 2 0) with 1 by (unfold rational; simpl; lra).
      rewrite scaled_one; simpl; lra.
  - split; [unfold w, d, rational; simpl; lra | intros; lia].
Qed.

Theorem leading_last_literal_is_false : ~ leading_last_literal.
Proof.
  intros C; destruct leading_last_point as [S K].
  destruct (C _ _ _ _ _ _ _ _ S K 0%nat ltac:(lia)) as (j & J1 & J2).
  replace j with 0%nat in J2 by lia; unfold w, d, rational in J2; simpl in J2; lra.
Qed.

Theorem leading_ahead_literal_is_false : ~ leading_ahead_literal.
Proof.
  intros C; destruct leading_last_point as [S K].
  pose proof (C _ _ _ _ _ _ _ _ 1%nat 0%nat S ltac:(lia) K ltac:(lia)) as J.
  unfold w, d, rational in J; simpl in J; lra.
Qed.
(* claim: rank.leading_last_literal
   Stronger: each of its first two parts (K_1 = K_L; w_i/lambda_i <= w_1/lambda_1 from K_i on) is refuted, at diag(1, 1/2), N = 2,
   alpha = 67/100, delta = 11/100.  Its third part, the bound on r, is a consequence of the second and has no statement of its own. *)

(** ** step.perturbed_sharp/beyond and /negative_beyond *)

(** [w] never crosses [lambda] if [eta M^(2N-2) <= s]. *)
Definition never_crosses (N : nat) (sign s : R) : Prop :=
  forall lambda alpha beta eta M, 0 < lambda * sign -> 0 < beta < alpha -> alpha <= M -> Rabs lambda <= M ^ N ->
    0 < eta -> eta * M ^ (2 * N - 2) <= s ->
    forall k, (pw N eta lambda alpha beta 0 <= lambda -> pw N eta lambda alpha beta k <= lambda)
              /\ (lambda <= pw N eta lambda alpha beta 0 -> lambda <= pw N eta lambda alpha beta k).

Lemma crosses_up N en ed bn bd k :
  (0 < ed)%Z -> (0 < bd)%Z -> 0 < IZR bn / IZR bd < 1 -> 0 < IZR en / IZR ed ->
  at_most (ipw N (const unit en ed) (const unit 1 1) (const unit 1 1) (const unit bn bd) 0) (const unit 1 1)
  && less (const unit 1 1) (ipw N (const unit en ed) (const unit 1 1) (const unit 1 1) (const unit bn bd) k) = true ->
  ~ never_crosses N 1 (IZR en / IZR ed).
Proof.
  intros He Hb B E T C; apply andb_true_iff in T as [T1 T2].
  assert (H : forall j, has unit (ipw N (const unit en ed) (const unit 1 1) (const unit 1 1) (const unit bn bd) j)
                            (pw N (IZR en / IZR ed) (IZR 1 / IZR 1) (IZR 1 / IZR 1) (IZR bn / IZR bd) j)).
  { intros; apply has_pw; apply (has_const unit unit_pos); assumption || reflexivity. }
  pose proof (has_const unit unit_pos 1 1 ltac:(reflexivity)) as O.
  pose proof (at_most_sound unit unit_pos _ _ _ _ (H 0%nat) O T1) as A1.
  pose proof (less_sound unit unit_pos _ _ _ _ O (H k) T2) as A2.
  destruct (C (IZR 1 / IZR 1) (IZR 1 / IZR 1) (IZR bn / IZR bd) (IZR en / IZR ed) 1) with (k := k) as [C1 _]; rewrite ?pow1; try lra.
  - rewrite Rabs_pos_eq; lra.
Qed.

Lemma crosses_down N en ed bn bd k :
  (0 < ed)%Z -> (0 < bd)%Z -> 0 < IZR bn / IZR bd < 1 -> 0 < IZR en / IZR ed ->
  at_most (const unit (-1) 1) (ipw N (const unit en ed) (const unit (-1) 1) (const unit 1 1) (const unit bn bd) 0)
  && less (ipw N (const unit en ed) (const unit (-1) 1) (const unit 1 1) (const unit bn bd) k) (const unit (-1) 1) = true ->
  ~ never_crosses N (-1) (IZR en / IZR ed).
Proof.
  intros He Hb B E T C; apply andb_true_iff in T as [T1 T2].
  assert (H : forall j, has unit (ipw N (const unit en ed) (const unit (-1) 1) (const unit 1 1) (const unit bn bd) j)
                            (pw N (IZR en / IZR ed) (IZR (-1) / IZR 1) (IZR 1 / IZR 1) (IZR bn / IZR bd) j)).
  { intros; apply has_pw; apply (has_const unit unit_pos); assumption || reflexivity. }
  pose proof (has_const unit unit_pos (-1) 1 ltac:(reflexivity)) as O.
  pose proof (at_most_sound unit unit_pos _ _ _ _ O (H 0%nat) T1) as A1.
  pose proof (less_sound unit unit_pos _ _ _ _ (H k) O T2) as A2.
  destruct (C (IZR (-1) / IZR 1) (IZR 1 / IZR 1) (IZR bn / IZR bd) (IZR en / IZR ed) 1) with (k := k) as [_ C1]; rewrite ?pow1; try lra.
  - rewrite Rabs_left; lra.
Qed.

Theorem perturbed_sharp_beyond_is_false :
  ~ never_crosses 2 1 (IZR 29009 / IZR 62500)
  /\ ~ never_crosses 3 1 (IZR 9251 / IZR 31250)
  /\ ~ never_crosses 4 1 (IZR 21609 / IZR 100000)
  /\ ~ never_crosses 5 1 (IZR 16979 / IZR 100000)
  /\ ~ never_crosses 6 1 (IZR 139709 / IZR 1000000)
  /\ ~ never_crosses 7 1 (IZR 118639 / IZR 1000000)
  /\ ~ never_crosses 8 1 (IZR 25769 / IZR 250000)
  /\ ~ never_crosses 9 1 (IZR 1139 / IZR 12500)
  /\ ~ never_crosses 10 1 (IZR 81651 / IZR 1000000).
Proof.
  repeat apply Logic.conj.
  - apply (crosses_up 2 29009 62500 762247 1000000 6); [reflexivity | reflexivity | lra | lra | vm_cast_no_check (eq_refl true)].
  - apply (crosses_up 3 9251 31250 849489 1000000 7); [reflexivity | reflexivity | lra | lra | vm_cast_no_check (eq_refl true)].
  - apply (crosses_up 4 21609 100000 890569 1000000 8); [reflexivity | reflexivity | lra | lra | vm_cast_no_check (eq_refl true)].
  - apply (crosses_up 5 16979 100000 91423 100000 8); [reflexivity | reflexivity | lra | lra | vm_cast_no_check (eq_refl true)].
  - apply (crosses_up 6 139709 1000000 464773 500000 9); [reflexivity | reflexivity | lra | lra | vm_cast_no_check (eq_refl true)].
  - apply (crosses_up 7 118639 1000000 940243 1000000 9); [reflexivity | reflexivity | lra | lra | vm_cast_no_check (eq_refl true)].
  - apply (crosses_up 8 25769 250000 948129 1000000 10); [reflexivity | reflexivity | lra | lra | vm_cast_no_check (eq_refl true)].
  - apply (crosses_up 9 1139 12500 954181 1000000 10); [reflexivity | reflexivity | lra | lra | vm_cast_no_check (eq_refl true)].
  - apply (crosses_up 10 81651 1000000 479481 500000 10); [reflexivity | reflexivity | lra | lra | vm_cast_no_check (eq_refl true)].
Qed.
(* claim: step.perturbed_sharp/beyond
   Stronger: that w never crosses lambda is refuted alone, without monotone, and for M any bound of alpha and |lambda|^(1/N).
   N = 2, ..., 10 with the ledger's nine constants, each at alpha = lambda = M = 1. *)

Theorem perturbed_sharp_negative_beyond_is_false :
  ~ never_crosses 2 (-1) (IZR 235061 / IZR 500000)
  /\ ~ never_crosses 3 (-1) (IZR 298403 / IZR 1000000)
  /\ ~ never_crosses 4 (-1) (IZR 217271 / IZR 1000000)
  /\ ~ never_crosses 5 (-1) (IZR 85237 / IZR 500000)
  /\ ~ never_crosses 6 (-1) (IZR 140147 / IZR 1000000)
  /\ ~ never_crosses 7 (-1) (IZR 5947 / IZR 50000)
  /\ ~ never_crosses 8 (-1) (IZR 51647 / IZR 500000)
  /\ ~ never_crosses 9 (-1) (IZR 22821 / IZR 250000)
  /\ ~ never_crosses 10 (-1) (IZR 40889 / IZR 500000).
Proof.
  repeat apply Logic.conj.
  - apply (crosses_down 2 235061 500000 999999999 1000000000 6); [reflexivity | reflexivity | lra | lra | vm_cast_no_check (eq_refl true)].
  - apply (crosses_down 3 298403 1000000 999999999 1000000000 7); [reflexivity | reflexivity | lra | lra | vm_cast_no_check (eq_refl true)].
  - apply (crosses_down 4 217271 1000000 999999999 1000000000 8); [reflexivity | reflexivity | lra | lra | vm_cast_no_check (eq_refl true)].
  - apply (crosses_down 5 85237 500000 999999999 1000000000 9); [reflexivity | reflexivity | lra | lra | vm_cast_no_check (eq_refl true)].
  - apply (crosses_down 6 140147 1000000 999999999 1000000000 9); [reflexivity | reflexivity | lra | lra | vm_cast_no_check (eq_refl true)].
  - apply (crosses_down 7 5947 50000 999999999 1000000000 10); [reflexivity | reflexivity | lra | lra | vm_cast_no_check (eq_refl true)].
  - apply (crosses_down 8 51647 500000 999999999 1000000000 10); [reflexivity | reflexivity | lra | lra | vm_cast_no_check (eq_refl true)].
  - apply (crosses_down 9 22821 250000 999999999 1000000000 10); [reflexivity | reflexivity | lra | lra | vm_cast_no_check (eq_refl true)].
  - apply (crosses_down 10 40889 500000 999999999 1000000000 11); [reflexivity | reflexivity | lra | lra | vm_cast_no_check (eq_refl true)].
Qed.
(* claim: step.perturbed_sharp/negative_beyond
   As above, at alpha = -lambda = M = 1, beta = 1 - 10^-9. *)
