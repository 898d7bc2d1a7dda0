(** monotone.rank/starts, monotone.schedule, monotone.rank/powers and /any_power as the claims say them:
    of the effective rank, and of the powers of [w_i / w_1]. *)

Require Import Reals Lra Lia.
Require Import Powers Growth Descent Rank DeepFactorization.
Open Scope R_scope.

Section Claims.

Variables (N n : nat) (eta lambda start : nat -> R).
Hypothesis depth : (2 <= N)%nat.
Hypothesis spectrum : forall i, (i <= n)%nat -> lambda i <= lambda 0%nat.
Hypothesis starts : forall i, (i <= n)%nat -> 0 < start i <= start 0%nat /\ start i ^ N <= lambda i.
Hypothesis steps : forall k, 0 < eta k /\ scaled N (eta k) (lambda 0%nat) <= / INR N.

Let d i k := orbit N eta (lambda i) (start i) k.

Let positive i : (i <= n)%nat -> 0 < lambda i <= lambda 0%nat.
Proof.
  intros Hi; destruct (starts i Hi) as [[S _] B]; pose proof (pow_lt (start i) N S).
  pose proof (spectrum i Hi); lra.
Qed.

Let bounds i k : (i <= n)%nat -> 0 < d i k <= d 0%nat k.
Proof.
  intros Hi; unfold d.
  destruct (positive i Hi) as [L1 L2]; destruct (starts i Hi) as [[S1 S2] S3].
  destruct (starts 0%nat ltac:(lia)) as [[S4 _] S5].
  assert (E : forall k, 0 < eta k /\ eta k * root N (lambda 0%nat) ^ (2 * N - 2) <= / INR N).
  { intros j; rewrite (root_scaled N depth); apply steps. }
  rewrite <- (root_pow N depth (lambda i) L1).
  rewrite <- (root_pow N depth (lambda 0%nat)) by lra.
  assert (A1 : start i <= root N (lambda i)) by (apply le_root; auto).
  assert (A3 : start 0%nat <= root N (lambda 0%nat)) by (apply le_root; auto; lra).
  assert (A2 : root N (lambda i) <= root N (lambda 0%nat)) by (apply root_le; auto).
  split.
  - apply orbit_stays; auto; intros j; destruct (E j); split; [assumption |].
    apply step_size_smaller with (root N (lambda 0%nat)); auto; [lra |].
    pose proof (root_pos N (lambda i)); lra.
  - apply orbit_order; auto; lra.
Qed.

Let w_ratio i k : (i <= n)%nat -> 0 < d i k / d 0%nat k
  /\ d i k ^ N / d 0%nat k ^ N = Rpower (d i k / d 0%nat k) (INR N).
Proof.
  intros Hi; destruct (bounds i k Hi); split; [apply Rdiv_lt_0_compat; lra |].
  rewrite Rpower_pow by (apply Rdiv_lt_0_compat; lra).
  unfold Rdiv; rewrite Rpow_mult_distr, pow_inv; reflexivity.
Qed.

Let by_powers q : 1 <= q \/ (0 < q /\ forall k, eta (S k) <= eta k) ->
  let r := rank_of_power q N n eta lambda start in never_falls_again r /\ falls_then_rises r.
Proof. intros Hq; apply monotone_rank_general; auto. Qed.

Lemma effective_rank_unimodal :
  let r k := effective_rank (fun i => d i k ^ N) n in never_falls_again r /\ falls_then_rises r.
Proof using depth spectrum starts steps.
  intros r.
  assert (E : forall k, r k = rank_of_power (INR N) N n eta lambda start k).
  { intros k; unfold r, effective_rank; rewrite spectral_norm_first.
    2: { intros i Hi; destruct (bounds i k Hi); split; [apply pow_lt | apply pow_incr]; lra. }
    unfold nuclear_norm, Rdiv; rewrite Rmult_comm, sum_scale; unfold rank_of_power.
    apply sum_eq; intros i Hi; destruct (w_ratio i k Hi) as [_ W]; fold (d i k) (d 0%nat k).
    rewrite <- W, Rabs_pos_eq by (apply pow_le; destruct (bounds i k Hi); lra).
    unfold Rdiv; ring. }
  destruct (by_powers (INR N)) as [P Q].
  { left; replace 1 with (INR 1) by reflexivity; apply le_INR; lia. }
  split.
  - intros k; rewrite !E; intros A j; rewrite !E; apply P; exact A.
  - intros i j k; rewrite !E; apply Q.
Qed.

Lemma power_rank_unimodal p : 0 < p -> (forall k, eta (S k) <= eta k) ->
  let r k := sum_f_R0 (fun i => Rpower (d i k ^ N / d 0%nat k ^ N) p) n in
  never_falls_again r /\ falls_then_rises r.
Proof using depth spectrum starts steps.
  intros Hp He r.
  assert (E : forall k, r k = rank_of_power (INR N * p) N n eta lambda start k).
  { intros k; unfold r, rank_of_power; apply sum_eq; intros i Hi.
    destruct (w_ratio i k Hi) as [_ W]; rewrite W, Rpower_mult; reflexivity. }
  destruct (by_powers (INR N * p)) as [P Q].
  { right; split; [| exact He]; apply Rmult_lt_0_compat; [apply lt_0_INR; lia | exact Hp]. }
  split.
  - intros k; rewrite !E; intros A j; rewrite !E; apply P; exact A.
  - intros i j k; rewrite !E; apply Q.
Qed.

End Claims.

Theorem monotone_rank_starts (N n : nat) (lambda start : nat -> R) (eta : R) :
  (2 <= N)%nat -> (forall i, (i <= n)%nat -> lambda i <= lambda 0%nat) ->
  (forall i, (i <= n)%nat -> 0 < start i <= start 0%nat /\ start i ^ N <= lambda i) ->
  0 < eta -> scaled N eta (lambda 0%nat) <= / INR N ->
  let r k := effective_rank (fun i => w N eta (lambda i) (start i) k) n in
  never_falls_again r /\ falls_then_rises r.
Proof. intros HN Hl Hs He Hh; apply (effective_rank_unimodal N n (fun _ => eta)); auto. Qed.

Theorem monotone_schedule (N n : nat) (lambda eta : nat -> R) (alpha : R) :
  (2 <= N)%nat -> (forall i, (i <= n)%nat -> lambda i <= lambda 0%nat) ->
  0 < alpha -> (forall i, (i <= n)%nat -> alpha ^ N <= lambda i) ->
  (forall k, 0 < eta k /\ scaled N (eta k) (lambda 0%nat) <= / INR N) ->
  let r k := effective_rank (fun i => orbit N eta (lambda i) alpha k ^ N) n in
  never_falls_again r /\ falls_then_rises r.
Proof.
  intros HN Hl Ha Hs He; apply (effective_rank_unimodal N n eta lambda (fun _ => alpha)); auto.
  intros i Hi; split; [lra | auto].
Qed.

Theorem monotone_rank_any_power (N n : nat) (lambda : nat -> R) (alpha eta p : R) :
  (2 <= N)%nat -> (forall i, (i <= n)%nat -> lambda i <= lambda 0%nat) ->
  0 < alpha -> (forall i, (i <= n)%nat -> alpha ^ N <= lambda i) ->
  0 < eta -> scaled N eta (lambda 0%nat) <= / INR N -> 0 < p ->
  let r k := sum_f_R0 (fun i => Rpower (w N eta (lambda i) alpha k / w N eta (lambda 0%nat) alpha k) p) n in
  never_falls_again r /\ falls_then_rises r.
Proof.
  intros HN Hl Ha Hs He Hh Hp.
  apply (power_rank_unimodal N n (fun _ => eta) lambda (fun _ => alpha)); auto; [| intros; lra].
  intros i Hi; split; [lra | auto].
Qed.
