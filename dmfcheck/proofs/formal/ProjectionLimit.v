(** stopping.projection/limit: how far the product is from its limit. *)

Require Import Reals Lra Lia.
Require Import Powers Descent Rank DeepFactorization Plateau Nonpositive Matrices MatrixDescent Denoising.
Open Scope R_scope.

(** [lambda <= 0]: [1/d^(2N-2)] grows by at least [(2N-2) eta] in each step. *)
Theorem nonpositive_rate (N : nat) (lambda alpha eta : R) :
  (2 <= N)%nat -> lambda <= 0 -> 0 < alpha -> 0 < eta ->
  eta * alpha ^ (N - 2) * (Rabs lambda + alpha ^ N) < 1 ->
  forall k, 0 < d N eta lambda alpha k
            /\ / alpha ^ (2 * N - 2) + INR (2 * N - 2) * eta * INR k <= / d N eta lambda alpha k ^ (2 * N - 2).
Proof.
  intros HN Hl Ha He Hq; fold (share N eta lambda alpha) in Hq.
  set (m := (2 * N - 2)%nat).
  destruct (step_nonpositive N lambda alpha eta HN Hl Ha He (Rlt_le _ _ Hq)) as [B _].
  intros k; set (x := d N eta lambda alpha) in *.
  assert (E : forall k, x (S k) = x k * (1 - share N eta lambda (x k))).
  { intros j; rewrite <- step_share by assumption; reflexivity. }
  assert (P : forall k, 0 < x k <= alpha).
  { intros j; induction j as [| j IH]; [unfold x, d; cbn; lra |].
    destruct (B j) as (_ & B1 & _); split; [| lra]; rewrite E; apply Rmult_lt_0_compat; [lra |].
    destruct (share_incr N eta lambda (x j) alpha ltac:(lra) ltac:(lra)); lra. }
  split; [apply P |].
  induction k as [| k IH]; [unfold x, d; simpl; lra |].
  pose proof (P k) as Pk.
  destruct (share_incr N eta lambda (x k) alpha ltac:(lra) ltac:(lra)) as [S1 S2].
  set (y := share N eta lambda (x k)) in *.
  assert (Y : eta * x k ^ m <= y).
  { unfold y, share, m; replace (2 * N - 2)%nat with (N - 2 + N)%nat by lia; rewrite pow_add, <- Rmult_assoc.
    apply Rmult_le_compat_l; [apply Rmult_le_pos; [lra | apply pow_le; lra] |].
    pose proof (Rabs_pos lambda); lra. }
  rewrite E; fold y; rewrite Rpow_mult_distr, Rinv_mult, S_INR.
  pose proof (pow_lt (x k) m ltac:(lra)) as Pm.
  assert (Q : 1 + INR m * y <= / (1 - y) ^ m).
  { rewrite <- pow_inv.
    pose proof (pow_tangent m 1 (/ (1 - y)) ltac:(lra) ltac:(left; apply Rinv_0_lt_compat; lra)) as T.
    rewrite !pow1 in T.
    assert (y <= / (1 - y) - 1).
    { apply Rmult_le_reg_r with (1 - y); [lra |].
      replace ((/ (1 - y) - 1) * (1 - y)) with y by (field; lra).
      assert (0 <= y * y) by (apply Rmult_le_pos; lra); lra. }
    assert (INR m * y <= INR m * (/ (1 - y) - 1)) by (apply Rmult_le_compat_l; [apply pos_INR | lra]); lra. }
  assert (Pi : 0 < / x k ^ m) by (apply Rinv_0_lt_compat; exact Pm).
  assert (V : eta <= / x k ^ m * y).
  { apply Rmult_le_reg_l with (x k ^ m); [exact Pm |]; rewrite <- Rmult_assoc, Rinv_r by lra; lra. }
  assert (INR m * eta <= INR m * (/ x k ^ m * y)) by (apply Rmult_le_compat_l; [apply pos_INR | exact V]).
  assert (/ x k ^ m * (1 + INR m * y) <= / x k ^ m * / (1 - y) ^ m) by (apply Rmult_le_compat_l; lra).
  lra.
Qed.

(** The same for the eigenvalue of the product: [w^2 = (d^(2N-2))^(N/(N-1))]. *)
Lemma nonpositive_square (N : nat) (lambda alpha eta : R) (k : nat) :
  (2 <= N)%nat -> lambda <= 0 -> 0 < alpha -> 0 < eta ->
  eta * alpha ^ (N - 2) * (Rabs lambda + alpha ^ N) <= 1 ->
  w N eta lambda alpha k ^ 2
  <= Rpower (/ alpha ^ (2 * N - 2) + INR (2 * N - 2) * eta * INR k) (- (INR N / INR (N - 1))).
Proof.
  intros HN Hl Ha He [Hq | Hq].
  2: { (* it is at the start, or has landed on 0 *)
    destruct k as [| k].
    - simpl (INR 0); rewrite Rmult_0_r, Rplus_0_r; unfold w, d; cbn [orbit]; rewrite Rpower_Ropp.
      assert (N1 : 0 < INR (N - 1)) by (apply lt_0_INR; lia).
      unfold Rpower; rewrite ln_Rinv by (apply pow_lt; exact Ha).
      rewrite ln_pow by exact Ha; rewrite <- exp_Ropp.
      replace (- (INR N / INR (N - 1) * - (INR (2 * N - 2) * ln alpha))) with (INR (N * 2) * ln alpha).
      + rewrite <- ln_pow by exact Ha; rewrite exp_ln by (apply pow_lt; exact Ha); rewrite pow_mult; lra.
      + replace (2 * N - 2)%nat with (2 * (N - 1))%nat by lia; rewrite !mult_INR; simpl (INR 2); field; lra.
    - assert (Z : d N eta lambda alpha (S k) = 0).
      { induction k as [| k IH].
        - unfold d; cbn [orbit]; unfold step.
          replace (N - 1)%nat with (S (N - 2)) by lia; cbn [pow].
          rewrite Rabs_left1 in Hq by lra.
          replace (alpha + eta * (alpha * alpha ^ (N - 2)) * (lambda - alpha ^ N))
            with (alpha * (1 - eta * alpha ^ (N - 2) * (- lambda + alpha ^ N))) by ring.
          rewrite Hq; ring.
        - unfold d in *; cbn [orbit] in *; rewrite IH; unfold step.
          rewrite !pow_i by lia; ring. }
      unfold w; rewrite Z, pow_i by lia; rewrite pow_i by lia; left; apply exp_pos. }
  destruct (nonpositive_rate N lambda alpha eta HN Hl Ha He Hq k) as [P U].
  set (x := d N eta lambda alpha k) in *; set (b := / alpha ^ (2 * N - 2) + INR (2 * N - 2) * eta * INR k) in *.
  assert (N1 : 0 < INR (N - 1)) by (apply lt_0_INR; lia).
  assert (Pb : 0 < b).
  { unfold b; assert (0 < / alpha ^ (2 * N - 2)) by (apply Rinv_0_lt_compat, pow_lt; exact Ha).
    assert (0 <= INR (2 * N - 2) * eta * INR k) by (apply Rmult_le_pos; [apply Rmult_le_pos; [apply pos_INR | lra] | apply pos_INR]).
    lra. }
  set (z := / x ^ (2 * N - 2)) in *.
  assert (Pz : 0 < z) by (apply Rinv_0_lt_compat, pow_lt; exact P).
  assert (E : w N eta lambda alpha k ^ 2 = Rpower z (- (INR N / INR (N - 1)))).
  { unfold w; fold x; unfold z; rewrite Rpower_Ropp.
    assert (Pm : 0 < x ^ (2 * N - 2)) by (apply pow_lt; exact P).
    assert (I : Rpower (/ x ^ (2 * N - 2)) (INR N / INR (N - 1)) = / Rpower (x ^ (2 * N - 2)) (INR N / INR (N - 1))).
    { unfold Rpower; rewrite ln_Rinv by exact Pm; rewrite <- exp_Ropp; f_equal; ring. }
    rewrite I, Rinv_inv, <- (Rpower_pow (2 * N - 2) x P), Rpower_mult.
    replace (INR (2 * N - 2) * (INR N / INR (N - 1))) with (INR (N * 2)).
    - rewrite Rpower_pow by exact P; rewrite pow_mult; reflexivity.
    - replace (2 * N - 2)%nat with (2 * (N - 1))%nat by lia; rewrite !mult_INR; simpl (INR 2); field; lra. }
  rewrite E, !Rpower_Ropp; apply Rinv_le_contravar; [apply exp_pos |].
  apply Rpower_incr; [| lra]; left; apply Rdiv_lt_0_compat; [apply lt_0_INR; lia | exact N1].
Qed.

Theorem stopping_projection_limit (N n : nat) (V What : matrix) (lambda : vector) (alpha eta delta : R) (k : nat) :
  (2 <= N)%nat -> orthogonal n V -> eqm n What (conj n V lambda) ->
  0 < alpha -> (forall i, (i <= n)%nat -> 0 < lambda i -> alpha ^ N <= lambda i) ->
  0 < eta -> (forall i, (i <= n)%nat -> 0 < lambda i -> scaled N eta (lambda i) <= / INR N) ->
  (forall i, (i <= n)%nat -> lambda i <= 0 -> eta * alpha ^ (N - 2) * (Rabs (lambda i) + alpha ^ N) <= 1) ->
  0 < delta < 1 ->
  (forall i, (i <= n)%nat -> 0 < lambda i ->
     exists j, (j <= k)%nat /\ (1 - delta) * lambda i <= w N eta (lambda i) alpha j) ->
  let D := sub (trained n N What alpha eta k) (positive_part n V lambda) in
  let b := Rpower (/ alpha ^ (2 * N - 2) + INR (2 * N - 2) * eta * INR k) (- (INR N / INR (N - 1))) in
  inner n D D <= sum n (fun i => if Rlt_dec 0 (lambda i) then delta ^ 2 * lambda i ^ 2 else b).
Proof.
  intros HN HV HW Ha Hal He Hs Hdecay Hd HK D b.
  assert (ED : eqm n D (conj n V (fun i => w N eta (lambda i) alpha k - Rmax (lambda i) 0))).
  { unfold D, positive_part; rewrite (trained_diagonal n N V What lambda alpha eta HN HV HW k); apply conj_sub. }
  rewrite ED, inner_conj_conj by exact HV; apply sum_mono; intros i Hi.
  assert (N2 : 2 <= INR N) by (replace 2 with (INR 2) by (simpl; ring); apply le_INR; exact HN).
  destruct (Rlt_dec 0 (lambda i)) as [P | P].
  - rewrite Rmax_left by lra; destruct (HK i Hi P) as (j & J1 & J2); pose proof (Hal i Hi P) as Ai.
    pose proof (root_pow N HN (lambda i) P) as E; pose proof (root_pos N (lambda i)) as Pr.
    assert (Si : eta * root N (lambda i) ^ (2 * N - 2) <= / INR N) by (rewrite root_scaled by exact HN; auto).
    assert (Ar : alpha <= root N (lambda i)) by (apply le_root; auto; lra).
    assert (O : forall m, 0 < d N eta (lambda i) alpha m <= root N (lambda i)
                          /\ d N eta (lambda i) alpha m <= d N eta (lambda i) alpha (S m)).
    { intros m; unfold d; set (l := root N (lambda i)) in *; rewrite <- E; cbn [orbit].
      assert (Om : 0 < orbit N (fun _ => eta) (l ^ N) alpha m <= l) by (apply orbit_stays; auto; lra).
      pose proof (step_stays N HN eta _ _ He Si Om); lra. }
    assert (Mono : w N eta (lambda i) alpha j <= w N eta (lambda i) alpha k).
    { assert (G : forall p, w N eta (lambda i) alpha j <= w N eta (lambda i) alpha (j + p)).
      { intros p; induction p as [| p IH]; [rewrite Nat.add_0_r; lra |]; apply Rle_trans with (1 := IH).
        rewrite Nat.add_succ_r; unfold w; apply pow_incr; destruct (O (j + p)%nat); lra. }
      replace k with (j + (k - j))%nat by lia; apply G. }
    assert (Up : w N eta (lambda i) alpha k <= lambda i).
    { unfold w; rewrite <- E at 2; apply pow_incr; destruct (O k); lra. }
    assert (Q : (lambda i - w N eta (lambda i) alpha k) ^ 2 <= (delta * lambda i) ^ 2) by (apply pow_incr; lra).
    rewrite Rpow_mult_distr in Q; simpl in *; lra.
  - rewrite Rmax_right by lra; rewrite Rminus_0_r.
    replace (w N eta (lambda i) alpha k * w N eta (lambda i) alpha k) with (w N eta (lambda i) alpha k ^ 2) by ring.
    apply nonpositive_square; auto; [lra |]; apply Hdecay; auto; lra.
Qed.
(* claim: stopping.projection/limit
   As stated on real symmetric matrices, every N >= 2 and n, the sum written over the eigenvalues: delta^2 lambda_i^2 for the positive ones and the
   power for each of the others. *)
