(** monotone.momentum/order: an overdamped heavy ball rises without overshoot and keeps the order. *)

Require Import Reals Lra Lia.
Require Import Powers Descent Rank DeepFactorization RefutedClaims.
Open Scope R_scope.

Section Ball.

Variables (N : nat) (eta m r l0 : R).
Hypotheses (HN : (2 <= N)%nat) (He : 0 < eta) (Hr : 0 <= r <= 1) (Hm : m = r ^ 2).
Hypothesis Hs : INR N * (eta * l0 ^ (2 * N - 2)) <= (1 - r) ^ 2.

Let c := INR N * (eta * l0 ^ (2 * N - 2)).
Let force (l x : R) : R := eta * x ^ (N - 1) * (l ^ N - x ^ N).

(** Something that loses at most [c] of itself at a step keeps at least [r] of itself, if it did so before. *)
Lemma keeps_share (y before F : R) : 0 <= y -> r * before <= y -> - (c * y) <= F -> r * y <= y + F + m * (y - before).
Proof using Hr Hm Hs.
  intros Hy Hb HF.
  assert (A : r * (r * before) <= r * y) by (apply Rmult_le_compat_l; lra).
  assert (B : 0 <= ((1 - r) ^ 2 - c) * y) by (apply Rmult_le_pos; unfold c in *; lra).
  rewrite Hm; simpl in *; lra.
Qed.

(** The force between two places falls by at most [c] times their distance. *)
Lemma force_falls l a b : 0 <= a <= b -> b <= l -> l <= l0 -> - (c * (b - a)) <= force l b - force l a.
Proof using HN He.
  intros Ha Hb Hl; unfold force, c.
  pose proof (pow_incr a b (N - 1) Ha) as P1; pose proof (pow_incr a l N ltac:(lra)) as P2.
  pose proof (pow_le a (N - 1) ltac:(lra)) as P0; pose proof (pow_incr b l0 (N - 1) ltac:(lra)) as P3.
  pose proof (pow_diff_le N a b Ha) as D; replace (pred N) with (N - 1)%nat in D by lia.
  assert (A : a ^ (N - 1) * (l ^ N - a ^ N) <= b ^ (N - 1) * (l ^ N - a ^ N)) by (apply Rmult_le_compat_r; lra).
  assert (B : b ^ (N - 1) * (b ^ N - a ^ N) <= b ^ (N - 1) * (INR N * b ^ (N - 1) * (b - a))) by (apply Rmult_le_compat_l; lra).
  assert (C : b ^ (N - 1) * b ^ (N - 1) <= l0 ^ (2 * N - 2)).
  { rewrite pow_2N_2 by exact HN; apply Rmult_le_compat; lra. }
  apply (Rmult_le_compat_l (INR N * (b - a))) in C; [| apply Rmult_le_pos; [apply pos_INR | lra]].
  assert (E : - (INR N * l0 ^ (2 * N - 2) * (b - a)) <= b ^ (N - 1) * (l ^ N - b ^ N) - a ^ (N - 1) * (l ^ N - a ^ N)) by lra.
  apply (Rmult_le_compat_l eta) in E; lra.
Qed.

Let ball (l alpha : R) (k : nat) : R * R := heavy N eta m (l ^ N) alpha k.

Lemma ball_next l alpha k :
  ball l alpha (S k) = (fst (ball l alpha k) + force l (fst (ball l alpha k)) + m * (fst (ball l alpha k) - snd (ball l alpha k)),
                        fst (ball l alpha k)).
Proof using.
  unfold ball; cbn [heavy]; destruct (heavy N eta m (l ^ N) alpha k) as [x before]; cbn [fst snd]; unfold force; f_equal; ring.
Qed.

(** One eigenvalue: [(x, before)] has [before <= x <= l], and the distance to [l] keeps its share. *)
Lemma ball_rises l alpha k : 0 < alpha <= l -> l <= l0 ->
  alpha <= snd (ball l alpha k) <= fst (ball l alpha k) /\ r * (l - snd (ball l alpha k)) <= l - fst (ball l alpha k)
  /\ fst (ball l alpha k) <= l.
Proof using HN He Hr Hm Hs.
  intros Ha Hl; induction k as [| k (IH1 & IH2 & IH3)].
  - unfold ball; cbn [heavy fst snd]; repeat split; try lra.
    rewrite <- (Rmult_1_l (l - alpha)) at 2; apply Rmult_le_compat_r; lra.
  - rewrite ball_next; cbn [fst snd]; set (x := fst (ball l alpha k)) in *; set (b := snd (ball l alpha k)) in *.
    assert (F0 : 0 <= force l x).
    { pose proof (pow_incr x l N ltac:(lra)); unfold force.
      apply Rmult_le_pos; [apply Rmult_le_pos; [lra | apply pow_le; lra] | lra]. }
    assert (F1 : force l x <= c * (l - x)).
    { pose proof (force_falls l x l ltac:(lra) ltac:(lra) Hl) as F.
      assert (Z : force l l = 0) by (unfold force; ring); lra. }
    assert (M0 : 0 <= m * (x - b)) by (apply Rmult_le_pos; [rewrite Hm; apply pow_le |]; lra).
    pose proof (keeps_share (l - x) (l - b) (- force l x) ltac:(lra) IH2 ltac:(lra)) as K.
    assert (K0 : 0 <= r * (l - x)) by (apply Rmult_le_pos; lra).
    repeat split; lra.
Qed.

(** Two eigenvalues: the larger stays ahead. *)
Lemma ball_ordered l l' alpha k : 0 < alpha <= l' -> l' <= l -> l <= l0 ->
  r * (snd (ball l alpha k) - snd (ball l' alpha k)) <= fst (ball l alpha k) - fst (ball l' alpha k)
  /\ fst (ball l' alpha k) <= fst (ball l alpha k).
Proof using HN He Hr Hm Hs.
  intros Ha Hl Hl0; induction k as [| k [IH1 IH2]].
  - unfold ball; cbn [heavy fst snd]; lra.
  - destruct (ball_rises l alpha k ltac:(lra) Hl0) as (R1 & _ & R3).
    destruct (ball_rises l' alpha k Ha ltac:(lra)) as (R1' & _ & R3').
    rewrite !ball_next; cbn [fst snd].
    set (x := fst (ball l alpha k)) in *; set (y := fst (ball l' alpha k)) in *.
    set (bx := snd (ball l alpha k)) in *; set (b := snd (ball l' alpha k)) in *.
    pose proof (force_falls l y x ltac:(lra) R3 Hl0) as F.
    assert (G : force l' y <= force l y).
    { unfold force; apply Rmult_le_compat_l; [apply Rmult_le_pos; [lra | apply pow_le; lra] |].
      pose proof (pow_incr l' l N ltac:(lra)); lra. }
    pose proof (keeps_share (x - y) (bx - b) (force l x - force l' y) ltac:(lra) IH1 ltac:(lra)) as K.
    assert (K0 : 0 <= r * (x - y)) by (apply Rmult_le_pos; lra).
    split; lra.
Qed.

End Ball.

Theorem monotone_momentum_order (N n : nat) (lambda : nat -> R) (alpha eta m : R) :
  (2 <= N)%nat -> (forall i, (i <= n)%nat -> 0 < lambda i <= lambda 0%nat) ->
  0 < alpha -> (forall i, (i <= n)%nat -> alpha ^ N <= lambda i) ->
  0 < eta -> scaled N eta (lambda 0%nat) <= / INR N ->
  0 <= m <= (1 - sqrt (scaled N eta (lambda 0%nat) * INR N)) ^ 2 ->
  let d i k := fst (heavy N eta m (lambda i) alpha k) in
  forall i k, (i <= n)%nat ->
    d i k <= d i (S k) /\ d i k ^ N <= lambda i
    /\ forall j, (j <= n)%nat -> lambda j <= lambda i -> d j k <= d i k.
Proof.
  intros HN Hl Ha Hal He Hs Hm d i k Hi.
  assert (PN : 0 < INR N) by (apply lt_0_INR; lia).
  pose proof (root_scaled N HN eta (lambda 0%nat)) as Eh; set (l0 := root N (lambda 0%nat)) in *.
  set (h := scaled N eta (lambda 0%nat)) in *.
  assert (Ph : 0 < h) by (rewrite <- Eh; apply Rmult_lt_0_compat; [exact He | apply pow_lt, root_pos]).
  set (q := sqrt (h * INR N)) in *.
  assert (Q0 : 0 <= q) by apply sqrt_pos.
  assert (Q2 : q * q = h * INR N) by (apply sqrt_sqrt, Rmult_le_pos; lra).
  assert (Q3 : h * INR N <= 1) by (apply (Rmult_le_compat_r (INR N)) in Hs; [rewrite Rinv_l in Hs; lra | lra]).
  assert (Q1 : q <= 1) by (apply Rsqr_incr_0; unfold Rsqr; lra).
  set (r := sqrt m).
  assert (R0 : 0 <= r) by apply sqrt_pos.
  assert (R2 : r * r = m) by (apply sqrt_sqrt; lra).
  assert (R1 : r <= 1 - q) by (apply Rsqr_incr_0; unfold Rsqr; simpl in *; lra).
  assert (Sz : INR N * (eta * l0 ^ (2 * N - 2)) <= (1 - r) ^ 2).
  { rewrite Eh; replace (INR N * h) with (q * q) by lra.
    replace ((1 - r) ^ 2) with ((1 - r) * (1 - r)) by ring; apply Rmult_le_compat; lra. }
  assert (L : forall j, (j <= n)%nat -> 0 < alpha <= root N (lambda j) /\ root N (lambda j) <= l0 /\ root N (lambda j) ^ N = lambda j).
  { intros j Hj; destruct (Hl j Hj); split; [split; [exact Ha | apply le_root; auto] |]; split; [apply root_le; auto | apply root_pow; auto]. }
  assert (Em : m = r ^ 2) by (simpl; lra).
  destruct (L i Hi) as (Li & Li0 & Ei).
  destruct (ball_rises N eta m r l0 HN He ltac:(lra) Em Sz _ _ k Li Li0) as (B1 & _ & B3).
  destruct (ball_rises N eta m r l0 HN He ltac:(lra) Em Sz _ _ (S k) Li Li0) as (C1 & _ & _).
  rewrite ball_next in C1; rewrite Ei in B1, B3, C1; cbn [fst snd] in C1.
  split; [| split].
  - pose proof (ball_next N eta m (root N (lambda i)) alpha k) as E; cbv beta zeta in E; rewrite Ei in E; unfold d; rewrite E; cbn [fst]; lra.
  - apply Rle_trans with (root N (lambda i) ^ N); [unfold d; apply pow_incr; lra | right; exact Ei].
  - intros j Hj Hij; destruct (L j Hj) as (Lj & Lj0 & Ej); destruct (Hl j Hj).
    destruct (ball_ordered N eta m r l0 HN He ltac:(lra) Em Sz (root N (lambda i)) (root N (lambda j)) alpha k Lj) as [_ O].
    + apply root_le; auto.
    + exact Li0.
    + rewrite Ei, Ej in O; exact O.
Qed.
(* claim: monotone.momentum/order
   As stated, every N >= 2 and n; alpha^N = lambda_n too. *)
