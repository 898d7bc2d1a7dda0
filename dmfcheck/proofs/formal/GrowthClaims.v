(** monotone.rank/growth, monotone.schedule/growth and monotone.pair as the claims say them: along the orbits, with
    [G], [G'] and [kappa] written out. *)

Require Import Reals Lra Lia.
Require Import Powers Growth AnyPower Descent Rank DeepFactorization RankClaims.
Open Scope R_scope.

(** [G] and [G'] of the claims, [H = eta d_1^(N-2) lambda_1]. *)
Definition next_growth_bound (N : nat) (H s : R) : R :=
  1 + H * s ^ (N - 2) - (1 + H) * s ^ (2 * N - 2) + s ^ (2 * N - 1).
Definition next_growth_slope (N : nat) (H s : R) : R :=
  H * (INR (N - 2) * s ^ (N - 3)) - (1 + H) * (INR (2 * N - 2) * s ^ (2 * N - 3)) + INR (2 * N - 1) * s ^ (2 * N - 2).

Lemma next_growth_slope_correct N H s :
  derivable_pt_lim (next_growth_bound N H) s (next_growth_slope N H s).
Proof.
  unfold next_growth_bound, next_growth_slope.
  replace (N - 3)%nat with (pred (N - 2)) by lia; replace (2 * N - 3)%nat with (pred (2 * N - 2)) by lia.
  replace (INR (2 * N - 1) * s ^ (2 * N - 2)) with (INR (2 * N - 1) * s ^ pred (2 * N - 1)) by (do 2 f_equal; lia).
  replace (H * (INR (N - 2) * s ^ pred (N - 2))) with (0 + H * (INR (N - 2) * s ^ pred (N - 2))) by ring.
  apply (derivable_pt_lim_plus (fun s => 1 + H * s ^ (N - 2) - (1 + H) * s ^ (2 * N - 2)) (fun s => s ^ (2 * N - 1)));
    [| apply derivable_pt_lim_pow].
  apply (derivable_pt_lim_minus (fun s => 1 + H * s ^ (N - 2)) (fun s => (1 + H) * s ^ (2 * N - 2))).
  - apply (derivable_pt_lim_plus (fun _ => 1) (fun s => H * s ^ (N - 2))); [apply derivable_pt_lim_const |].
    apply (derivable_pt_lim_scal (fun s => s ^ (N - 2))), derivable_pt_lim_pow.
  - apply (derivable_pt_lim_scal (fun s => s ^ (2 * N - 2))), derivable_pt_lim_pow.
Qed.

Lemma next_growth_bound_G N H s : (2 <= N)%nat -> next_growth_bound N H s = G (N - 2) H s.
Proof.
  intros HN; unfold next_growth_bound, G.
  replace (2 * (N - 2) + 2)%nat with (2 * N - 2)%nat by lia; replace (2 * (N - 2) + 3)%nat with (2 * N - 1)%nat by lia.
  reflexivity.
Qed.

Lemma next_growth_slope_G' N H s : (2 <= N)%nat -> next_growth_slope N H s = G' (N - 2) H s.
Proof.
  intros HN; unfold next_growth_slope, G'.
  replace (pred (N - 2)) with (N - 3)%nat by lia.
  replace (2 * (N - 2) + 1)%nat with (2 * N - 3)%nat by lia.
  replace (2 * (N - 2) + 2)%nat with (2 * N - 2)%nat by lia; replace (2 * (N - 2) + 3)%nat with (2 * N - 1)%nat by lia.
  reflexivity.
Qed.

Lemma kappa_pow N H t s : (2 <= N)%nat -> 0 < bound (N - 2) H t s ->
  kappa (N - 2) H (INR N) t s
  = s * t * next_growth_slope N H s * (1 + t * (next_growth_bound N H s - 1)) ^ (N - 1).
Proof.
  intros HN B; unfold kappa.
  replace (INR N - 1) with (INR (N - 1)) by (rewrite minus_INR by lia; reflexivity).
  rewrite Rpower_pow by exact B; rewrite next_growth_slope_G', next_growth_bound_G by exact HN.
  unfold bound; ring.
Qed.

Section Schedule.

Variables (N n : nat) (eta lambda : nat -> R) (alpha : R).
Hypotheses (HN : (2 <= N)%nat) (Hl : forall i, (i <= n)%nat -> lambda i <= lambda 0%nat)
           (Ha : 0 < alpha) (Hal : forall i, (i <= n)%nat -> alpha ^ N <= lambda i)
           (He : forall k, 0 < eta k /\ scaled N (eta k) (lambda 0%nat) <= / INR N).

Let x i k := orbit N eta (lambda i) alpha k.
Let s i k := x i (S k) / x i k.
Let change k := sum_f_R0 (fun i => x i k ^ N * (s i k ^ N - s 0%nat k ^ N)) n.
Let H k := eta k * x 0%nat k ^ (N - 2) * lambda 0%nat.
Let t k := eta (S k) / eta k.
Let factor k :=
  s 0%nat k * t k * next_growth_slope N (H k) (s 0%nat k)
  * (1 + t k * (next_growth_bound N (H k) (s 0%nat k) - 1)) ^ (N - 1).
(** [T_i], for [s_i <> s_1] *)
Let T i k := s i k ^ N * ((s i (S k) ^ N - s 0%nat (S k) ^ N) / (s i k ^ N - s 0%nat k ^ N)).

Let l i := root N (lambda i).

Let positive i : (i <= n)%nat -> 0 < lambda i.
Proof. intros Hi; pose proof (Hal i Hi); pose proof (pow_lt alpha N Ha); lra. Qed.

Let l_pow i : (i <= n)%nat -> l i ^ N = lambda i.
Proof. intros Hi; apply root_pow; [exact HN | apply positive, Hi]. Qed.

Let l_steps k : 0 < eta k /\ eta k * l 0%nat ^ (2 * N - 2) <= / INR N.
Proof. destruct (He k); split; [assumption |]; unfold l; rewrite root_scaled by exact HN; assumption. Qed.

Let l_below i : (i <= n)%nat -> 0 < alpha <= l i.
Proof. intros Hi; split; [exact Ha |]; apply le_root; auto. Qed.

Let l_largest i : (i <= n)%nat -> 0 < l i <= l 0%nat.
Proof.
  intros Hi; split; [apply root_pos |]; apply root_le; [exact HN |].
  pose proof (positive i Hi); pose proof (Hl i Hi); lra.
Qed.

Let x_bounds i k : (i <= n)%nat -> 0 < x i k <= l i.
Proof.
  intros Hi; unfold x; rewrite <- (l_pow i Hi).
  apply orbit_stays; [exact HN | | apply l_below, Hi].
  intros j; destruct (l_steps j); split; [assumption |].
  apply step_size_smaller with (l 0%nat); [lra | | assumption]; pose proof (l_largest i Hi); lra.
Qed.

Let x_first i k : (i <= n)%nat -> x i k <= x 0%nat k.
Proof.
  intros Hi; unfold x; rewrite <- (l_pow i Hi), <- (l_pow 0%nat) by lia.
  apply orbit_order; [exact HN | exact l_steps | apply l_below, Hi | apply l_largest, Hi |].
  pose proof (l_below 0%nat ltac:(lia)); lra.
Qed.

Let s_growth i k : (i <= n)%nat -> s i k = growth N (eta k) (l i ^ N) (x i k).
Proof.
  intros Hi; pose proof (x_bounds i k Hi); unfold s.
  change (x i (S k)) with (step N (eta k) (lambda i) (x i k)).
  rewrite step_growth, l_pow by assumption; field; lra.
Qed.

Let x_next i k : (i <= n)%nat -> x i (S k) = x i k * growth N (eta k) (l i ^ N) (x i k).
Proof.
  intros Hi; change (x i (S k)) with (step N (eta k) (lambda i) (x i k)).
  rewrite step_growth, l_pow by assumption; reflexivity.
Qed.

Let s_large i k : (i <= n)%nat -> 1 <= s i k.
Proof.
  intros Hi; rewrite s_growth by exact Hi.
  apply growth_at_least_1; [destruct (He k); lra | apply x_bounds, Hi].
Qed.

Let H_leading k : H k = leading N (eta k) (l 0%nat) (x 0%nat k).
Proof. unfold H, leading; rewrite l_pow by lia; reflexivity. Qed.

Let H_small k : 0 <= H k /\ INR (N - 2 + 2) * H k <= 1.
Proof.
  rewrite H_leading; destruct (l_steps k); apply leading_small; [exact HN | lra | assumption |].
  apply x_bounds; lia.
Qed.

Let t_pos k : 0 < t k.
Proof. destruct (He k); destruct (He (S k)); apply Rdiv_lt_0_compat; assumption. Qed.

Let factor_kappa k : factor k = kappa (N - 2) (H k) (INR N) (t k) (s 0%nat k).
Proof.
  destruct (H_small k) as [H0 H1].
  pose proof (bound_at_least_1 (N - 2) (H k) H0 H1 (t k) (s 0%nat k) ltac:(pose proof (t_pos k); lra) (s_large 0%nat k ltac:(lia))).
  rewrite kappa_pow; [reflexivity | exact HN | lra].
Qed.

(** One eigenvalue: its term in [S_{k+1}] is at least [kappa_t] times its term in [S_k]. *)
Let term i k : (i <= n)%nat ->
  factor k * (x i k ^ N * (s i k ^ N - s 0%nat k ^ N)) <= x i (S k) ^ N * (s i (S k) ^ N - s 0%nat (S k) ^ N).
Proof.
  intros Hi; destruct (l_steps k) as [E1 E2].
  assert (Et : eta (S k) = t k * eta k) by (unfold t; field; lra).
  assert (N1 : 1 <= INR N) by (replace 1 with (INR 1) by reflexivity; apply le_INR; lia).
  pose proof (pair N HN (INR N) (eta k) (t k) (l 0%nat) (x 0%nat k) (l i) (x i k)
                ltac:(split; [pose proof (t_pos k); lra | left; exact N1]) ltac:(lra) E2 (x_bounds i k Hi)
                ltac:(apply l_largest, Hi) ltac:(split; [apply x_first, Hi | apply x_bounds; lia])) as P.
  cbv zeta in P; rewrite <- Et in P.
  rewrite <- !x_next, <- !s_growth, <- H_leading, <- factor_kappa in P by (exact Hi || lia).
  pose proof (x_bounds i k Hi); pose proof (x_bounds i (S k) Hi).
  pose proof (s_large i k Hi); pose proof (s_large 0%nat k ltac:(lia)).
  pose proof (s_large i (S k) Hi); pose proof (s_large 0%nat (S k) ltac:(lia)).
  rewrite !Rpower_pow in P by lra; exact P.
Qed.

Theorem monotone_schedule_growth (k : nat) : 0 <= factor k /\ factor k * change k <= change (S k).
Proof using HN Hl Ha Hal He.
  split.
  - rewrite factor_kappa; destruct (H_small k) as [H0 H1]; apply (kappa_nonneg _ _ H0 H1).
    + pose proof (t_pos k); lra.
    + apply s_large; lia.
  - unfold change; rewrite sum_scale; apply sum_Rle; intros i Hi; apply term, Hi.
Qed.

Theorem monotone_schedule_pair (i k : nat) :
  (i <= n)%nat -> (s 0%nat k < s i k -> factor k <= T i k) /\ (s i k < s 0%nat k -> T i k <= factor k).
Proof using HN Hl Ha Hal He.
  intros Hi; pose proof (term i k Hi) as P.
  pose proof (x_bounds i k Hi) as X; pose proof (pow_lt (x i k) N ltac:(lra)) as XN.
  pose proof (s_large i k Hi) as S1; pose proof (s_large 0%nat k ltac:(lia)) as S0.
  assert (E : x i (S k) ^ N = x i k ^ N * s i k ^ N).
  { rewrite <- Rpow_mult_distr; f_equal; unfold s; field; lra. }
  rewrite E in P; clear E.
  set (d := s i k ^ N - s 0%nat k ^ N) in *; set (d' := s i (S k) ^ N - s 0%nat (S k) ^ N) in *.
  assert (P' : factor k * d <= s i k ^ N * d').
  { apply Rmult_le_reg_l with (x i k ^ N); [exact XN | lra]. }
  split; intros C.
  - assert (D : 0 < d) by (pose proof (pow_lt_strict N (s 0%nat k) (s i k) ltac:(lia) ltac:(lra)); unfold d; lra).
    apply Rmult_le_reg_r with (1 := D); unfold T; fold d d'.
    replace (s i k ^ N * (d' / d) * d) with (s i k ^ N * d') by (field; lra); exact P'.
  - assert (D : 0 < - d) by (pose proof (pow_lt_strict N (s i k) (s 0%nat k) ltac:(lia) ltac:(lra)); unfold d; lra).
    apply Rmult_le_reg_r with (1 := D); unfold T; fold d d'.
    replace (s i k ^ N * (d' / d) * - d) with (- (s i k ^ N * d')) by (field; lra); lra.
Qed.

End Schedule.

Section Constant.

Variables (N n : nat) (lambda : nat -> R) (alpha eta : R).
Hypotheses (HN : (2 <= N)%nat) (Hl : forall i, (i <= n)%nat -> lambda i <= lambda 0%nat)
           (Ha : 0 < alpha) (Hal : forall i, (i <= n)%nat -> alpha ^ N <= lambda i)
           (He : 0 < eta) (Hs : scaled N eta (lambda 0%nat) <= / INR N).

Let x i k := d N eta (lambda i) alpha k.
Let s i k := x i (S k) / x i k.
Let change k := sum_f_R0 (fun i => x i k ^ N * (s i k ^ N - s 0%nat k ^ N)) n.
Let H k := eta * x 0%nat k ^ (N - 2) * lambda 0%nat.
Let kappa k :=
  s 0%nat k * next_growth_bound N (H k) (s 0%nat k) ^ (N - 1) * next_growth_slope N (H k) (s 0%nat k).
Let T i k := s i k ^ N * ((s i (S k) ^ N - s 0%nat (S k) ^ N) / (s i k ^ N - s 0%nat k ^ N)).

Let kappa_factor k :
  s 0%nat k * (eta / eta) * next_growth_slope N (H k) (s 0%nat k)
  * (1 + eta / eta * (next_growth_bound N (H k) (s 0%nat k) - 1)) ^ (N - 1) = kappa k.
Proof.
  replace (eta / eta) with 1 by (field; lra).
  replace (1 + 1 * (next_growth_bound N (H k) (s 0%nat k) - 1)) with (next_growth_bound N (H k) (s 0%nat k)) by ring.
  unfold kappa; ring.
Qed.

Theorem monotone_rank_growth (k : nat) : 0 <= kappa k /\ kappa k * change k <= change (S k).
Proof using HN Hl Ha Hal He Hs.
  rewrite <- kappa_factor.
  exact (monotone_schedule_growth N n (fun _ => eta) lambda alpha HN Hl Ha Hal (fun _ => Logic.conj He Hs) k).
Qed.

Theorem monotone_pair_growth (i k : nat) :
  (i <= n)%nat -> (s 0%nat k < s i k -> kappa k <= T i k) /\ (s i k < s 0%nat k -> T i k <= kappa k).
Proof using HN Hl Ha Hal He Hs.
  rewrite <- kappa_factor.
  exact (monotone_schedule_pair N n (fun _ => eta) lambda alpha HN Hl Ha Hal (fun _ => Logic.conj He Hs) i k).
Qed.

End Constant.
(* claim: monotone.schedule/growth
   monotone_schedule_growth: as stated, every N >= 2 and n. *)
(* claim: monotone.rank/growth
   monotone_rank_growth: as stated, every N >= 2 and n. *)
(* claim: monotone.pair
   monotone_pair_growth: as stated, along the orbits, every N >= 2; monotone_schedule_pair: the same for any steps. *)
