(** monotone.from_above: with a negative eigenvalue and three layers or more, the effective rank comes to its limit from above. *)

Require Import Reals Lra Lia.
Require Import Powers Descent Rank DeepFactorization Plateau Nonpositive Ratio.
Require Matrices.
Open Scope R_scope.

Lemma spectral_norm_le e n b : (forall i, (i <= n)%nat -> Rabs (e i) <= b) -> spectral_norm e n <= b.
Proof.
  intros H; induction n as [| n IH]; cbn [spectral_norm]; [apply H; lia |].
  apply Rmax_lub; [apply IH; intros; apply H; lia | apply H; lia].
Qed.

Lemma spectral_norm_ge e n : Rabs (e 0%nat) <= spectral_norm e n.
Proof.
  induction n as [| n IH]; cbn [spectral_norm]; [lra |]; apply Rle_trans with (1 := IH), Rmax_l.
Qed.

(** A geometric sequence falls below one whose quotients come to 1. *)
Lemma geometric_loses (x : nat -> R) (A rho : R) :
  (forall k, 0 < x k) -> 0 <= A -> 0 < rho < 1 ->
  (exists K, forall k, (K <= k)%nat -> (1 + rho) / 2 * x k <= x (S k)) ->
  exists K, forall k, (K <= k)%nat -> A * rho ^ k < x k.
Proof.
  intros P HA Hr [K H].
  set (s := (1 + rho) / 2) in *.
  assert (Hs : rho < s < 1) by (unfold s; lra).
  assert (L : forall j, s ^ j * x K <= x (K + j)%nat).
  { intros j; induction j as [| j IH]; [rewrite Nat.add_0_r; simpl; lra |].
    rewrite Nat.add_succ_r; apply Rle_trans with (2 := H (K + j)%nat ltac:(lia)); cbn [pow].
    rewrite Rmult_assoc; apply Rmult_le_compat_l; lra. }
  set (q := rho / s).
  assert (Hq : 0 < q < 1).
  { unfold q; split; [apply Rdiv_lt_0_compat; lra |].
    apply Rmult_lt_reg_r with s; [lra |]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l; lra. }
  pose proof (P K) as PK; pose proof (pow_lt rho K ltac:(lra)) as RK.
  assert (AK : 0 <= A * rho ^ K) by (apply Rmult_le_pos; lra).
  destruct (pow_lt_1_zero q ltac:(rewrite Rabs_pos_eq; lra) (x K / (A * rho ^ K + 1))) as [J HJ].
  { apply Rdiv_lt_0_compat; lra. }
  exists (K + J)%nat; intros k Hk; replace k with (K + (k - K))%nat by lia.
  set (j := (k - K)%nat); specialize (HJ j ltac:(unfold j; lia)).
  apply Rlt_le_trans with (2 := L j); rewrite pow_add, <- Rmult_assoc.
  pose proof (pow_lt q j ltac:(lra)) as Qj; rewrite Rabs_pos_eq in HJ by lra.
  assert (E : rho ^ j = q ^ j * s ^ j) by (rewrite <- Rpow_mult_distr; f_equal; unfold q; field; lra).
  pose proof (pow_lt s j ltac:(lra)) as Sj.
  rewrite E, <- Rmult_assoc, (Rmult_comm (s ^ j)); apply Rmult_lt_compat_r; [exact Sj |].
  apply Rle_lt_trans with ((A * rho ^ K + 1) * q ^ j); [apply Rmult_le_compat_r; lra |].
  apply (Rmult_lt_compat_l (A * rho ^ K + 1)) in HJ; [| lra].
  replace ((A * rho ^ K + 1) * (x K / (A * rho ^ K + 1))) with (x K) in HJ by (field; lra); exact HJ.
Qed.

Theorem monotone_from_above (N n : nat) (lambda : nat -> R) (alpha eta : R) :
  (3 <= N)%nat -> 0 < lambda 0%nat ->
  (forall i, (i <= n)%nat -> Rabs (lambda i) <= lambda 0%nat) ->
  (exists i, (i <= n)%nat /\ lambda i < 0) ->
  0 < alpha -> (forall i, (i <= n)%nat -> 0 < lambda i -> alpha ^ N < lambda i) ->
  0 < eta -> scaled N eta (lambda 0%nat) <= / INR N ->
  let r k := effective_rank (fun i => w N eta (lambda i) alpha k) n in
  let limit := effective_rank (fun i => Rmax (lambda i) 0) n in
  exists K, forall k, (K <= k)%nat -> limit < r k.
Proof.
  intros HN H0 Hl (j & Hj & Nj) Ha Hal He Hs r limit.
  assert (HN2 : (2 <= N)%nat) by lia.
  assert (N2 : 2 <= INR N) by (replace 2 with (INR 2) by (simpl; ring); apply le_INR; lia).
  pose proof (Hal 0%nat ltac:(lia) H0) as A0.
  pose proof Hs as Hs'; rewrite <- (root_scaled N HN2) in Hs'; set (l0 := root N (lambda 0%nat)) in *.
  assert (El0 : l0 ^ N = lambda 0%nat) by (apply root_pow; assumption).
  pose proof (root_pos N (lambda 0%nat)) as Pl0; fold l0 in Pl0.
  (* positive eigenvalues: what is left is geometric *)
  set (rho := 1 - eta * (alpha ^ (N - 1) * alpha ^ (N - 1))).
  set (B := INR N * l0 ^ (N - 1) * l0).
  assert (Pa : 0 < eta * (alpha ^ (N - 1) * alpha ^ (N - 1))).
  { apply Rmult_lt_0_compat; [exact He |]; apply Rmult_lt_0_compat; apply pow_lt; exact Ha. }
  assert (Al0 : alpha < l0) by (apply lt_root; auto).
  assert (Hrho : 0 < rho < 1).
  { split; [| unfold rho; lra].
    assert (eta * (alpha ^ (N - 1) * alpha ^ (N - 1)) <= eta * l0 ^ (2 * N - 2)).
    { rewrite <- pow_2N_2 by exact HN2; apply Rmult_le_compat_l; [lra |]; apply pow_incr; lra. }
    assert (/ INR N <= / 2) by (apply Rinv_le_contravar; lra).
    unfold rho; lra. }
  assert (Left : forall i k, (i <= n)%nat -> 0 < lambda i -> 0 < w N eta (lambda i) alpha k <= lambda i
                                           /\ lambda i - w N eta (lambda i) alpha k <= B * rho ^ k).
  { intros i k Hi Pi.
    pose proof (root_pow N HN2 (lambda i) Pi) as E; pose proof (root_pos N (lambda i)) as Pr.
    assert (Li : lambda i <= lambda 0%nat) by (pose proof (Rle_abs (lambda i)); pose proof (Hl i Hi); lra).
    assert (R1 : root N (lambda i) <= l0) by (apply root_le; auto).
    assert (Ar : alpha < root N (lambda i)) by (apply lt_root; auto).
    assert (Si : eta * root N (lambda i) ^ (2 * N - 2) <= / INR N) by (apply step_size_smaller with l0; auto; lra).
    set (l := root N (lambda i)) in *.
    destruct (convergence_rate N HN2 eta l alpha He Si ltac:(lra) k) as [C1 C2].
    unfold w, d; rewrite <- E; set (x := orbit N (fun _ => eta) (l ^ N) alpha k) in *.
    split; [split; [apply pow_lt; lra | apply pow_incr; lra] |].
    pose proof (pow_diff_le N x l ltac:(lra)) as D; replace (pred N) with (N - 1)%nat in D by lia.
    assert (Q0 : 0 <= 1 - eta * alpha ^ (N - 1) * l ^ (N - 1) <= rho).
    { assert (alpha ^ (N - 1) <= l ^ (N - 1)) by (apply pow_incr; lra).
      pose proof (pow_lt alpha (N - 1) Ha).
      assert (eta * alpha ^ (N - 1) * alpha ^ (N - 1) <= eta * alpha ^ (N - 1) * l ^ (N - 1))
        by (apply Rmult_le_compat_l; [apply Rmult_le_pos |]; lra).
      split; [| unfold rho; lra].
      assert (eta * alpha ^ (N - 1) * l ^ (N - 1) <= eta * l ^ (2 * N - 2)).
      { rewrite pow_2N_2 by exact HN2; rewrite Rmult_assoc; apply Rmult_le_compat_l; [lra |].
        apply Rmult_le_compat_r; [apply pow_le |]; lra. }
      assert (/ INR N <= / 2) by (apply Rinv_le_contravar; lra); lra. }
    apply Rle_trans with (1 := D); unfold B.
    assert (L1 : l ^ (N - 1) <= l0 ^ (N - 1)) by (apply pow_incr; lra).
    pose proof (pow_lt l (N - 1) Pr).
    replace (INR N * l0 ^ (N - 1) * l0 * rho ^ k) with (INR N * l0 ^ (N - 1) * (l0 * rho ^ k)) by ring.
    apply Rmult_le_compat; [apply Rmult_le_pos; lra | lra | apply Rmult_le_compat_l; lra |].
    apply Rle_trans with (1 := C2); apply Rmult_le_compat; [lra | apply pow_le; lra | lra | apply pow_incr; lra]. }
  (* the negative one *)
  set (x := d N eta (lambda j) alpha).
  assert (Sh : share N eta (lambda j) alpha < 1).
  { unfold share; pose proof (Hl j Hj) as Lj.
    pose proof (pow_incr alpha l0 (N - 2) ltac:(lra)); pose proof (pow_incr alpha l0 N ltac:(lra)).
    pose proof (pow_lt alpha (N - 2) Ha); pose proof (pow_lt alpha N Ha); pose proof (Rabs_pos (lambda j)).
    apply Rle_lt_trans with (eta * l0 ^ (N - 2) * (2 * l0 ^ N)).
    - apply Rmult_le_compat; [apply Rmult_le_pos; lra | lra | apply Rmult_le_compat_l; lra | lra].
    - replace (2 * N - 2)%nat with (N - 2 + N)%nat in Hs' by lia; rewrite pow_add in Hs'.
      assert (N3 : 3 <= INR N) by (replace 3 with (INR 3) by (simpl; ring); apply le_INR; lia).
      assert (/ INR N <= / 3) by (apply Rinv_le_contravar; lra); lra. }
  destruct (step_nonpositive N (lambda j) alpha eta HN2 ltac:(lra) Ha He (Rlt_le _ _ Sh)) as [D0 Cx]; fold x in D0, Cx.
  assert (E : forall k, x (S k) = x k * (1 - share N eta (lambda j) (x k))).
  { intros k; rewrite <- step_share by (assumption || lra); reflexivity. }
  assert (P : forall k, 0 < x k <= alpha).
  { intros k; induction k as [| k IH]; [unfold x, d; cbn; lra |].
    destruct (D0 k) as (_ & B1 & _); split; [| lra].
    rewrite E; apply Rmult_lt_0_compat; [lra |].
    destruct (share_incr N eta (lambda j) (x k) alpha ltac:(lra) ltac:(lra)); lra. }
  assert (Slow : exists K, forall k, (K <= k)%nat -> (1 + rho) / 2 * x k ^ N <= x (S k) ^ N).
  { (* N share <= (1 - rho) / 2 from some step on *)
    set (g := eta * (lambda 0%nat + alpha ^ N)).
    assert (Pg : 0 < g) by (unfold g; pose proof (pow_lt alpha N Ha); apply Rmult_lt_0_compat; lra).
    assert (Sg : forall k, share N eta (lambda j) (x k) <= g * alpha ^ (N - 3) * x k).
    { intros k; pose proof (P k) as Pk; unfold share, g.
      replace (x k ^ (N - 2)) with (x k * x k ^ (N - 3)) by (rewrite tech_pow_Rmult; f_equal; lia).
      pose proof (pow_incr (x k) alpha (N - 3) ltac:(lra)); pose proof (pow_incr (x k) alpha N ltac:(lra)).
      pose proof (pow_lt (x k) (N - 3) ltac:(lra)); pose proof (pow_lt (x k) N ltac:(lra)).
      pose proof (Hl j Hj); pose proof (Rabs_pos (lambda j)).
      replace (eta * (lambda 0%nat + alpha ^ N) * alpha ^ (N - 3) * x k)
        with (eta * (x k * alpha ^ (N - 3)) * (lambda 0%nat + alpha ^ N)) by ring.
      apply Rmult_le_compat; [apply Rmult_le_pos; [lra | apply Rmult_le_pos; lra] | lra | | lra].
      apply Rmult_le_compat_l; [lra |]; apply Rmult_le_compat_l; lra. }
    set (G := INR N * (g * alpha ^ (N - 3))).
    assert (PG : 0 < G).
    { unfold G; apply Rmult_lt_0_compat; [lra |]; apply Rmult_lt_0_compat; [lra | apply pow_lt; lra]. }
    destruct (Cx ((1 - rho) / 2 / G)) as [K HK]; [apply Rdiv_lt_0_compat; lra |].
    exists K; intros k Hk; specialize (HK k Hk); unfold R_dist in HK; rewrite Rminus_0_r, Rabs_pos_eq in HK by (pose proof (P k); lra).
    destruct (share_incr N eta (lambda j) (x k) alpha ltac:(lra) ltac:(pose proof (P k); lra)) as [S1 S2].
    set (y := share N eta (lambda j) (x k)) in *.
    assert (Q : INR N * y <= (1 - rho) / 2).
    { apply (Rmult_lt_compat_l G) in HK; [| lra]; replace (G * ((1 - rho) / 2 / G)) with ((1 - rho) / 2) in HK by (field; lra).
      assert (INR N * y <= INR N * (g * alpha ^ (N - 3) * x k)) by (apply Rmult_le_compat_l; [lra | apply Sg]).
      unfold G in HK; lra. }
    rewrite E, Rpow_mult_distr, (Rmult_comm ((1 + rho) / 2)); fold y.
    apply Rmult_le_compat_l; [apply pow_le; pose proof (P k); lra |].
    pose proof (pow_tangent N 1 (1 - y) ltac:(lra) ltac:(lra)) as T; rewrite !pow1 in T; lra. }
  destruct (geometric_loses (fun k => x k ^ N) (INR (n + 1) * B) rho) as [K HK]; auto.
  { intros k; apply pow_lt, P. }
  { apply Rmult_le_pos; [apply pos_INR |]; unfold B.
    apply Rmult_le_pos; [apply Rmult_le_pos; [lra | apply pow_le; lra] | lra]. }
  exists K; intros k Hk; specialize (HK k Hk); cbn beta in HK.
  (* each eigenvalue of the product in absolute value *)
  set (W := fun i => w N eta (lambda i) alpha k).
  assert (Wle : forall i, (i <= n)%nat -> Rabs (W i) <= lambda 0%nat).
  { intros i Hi; destruct (Rlt_le_dec 0 (lambda i)) as [Pi | Zi].
    - destruct (Left i k Hi Pi) as [[L1 L2] _]; fold (W i) in L1, L2; rewrite Rabs_pos_eq by lra.
      pose proof (Rle_abs (lambda i)); pose proof (Hl i Hi); lra.
    - assert (Bd : forall m, 0 <= d N eta (lambda i) alpha m <= alpha).
      { intros m; induction m as [| m IH]; [unfold d; cbn; lra |].
        pose proof (low_falls N (lambda 0%nat) alpha eta HN2 H0 Ha ltac:(lra) He Hs (lambda i) m (Hl i Hi)
                      ltac:(pose proof (pow_lt alpha N Ha); lra)); lra. }
      unfold W, w; rewrite Rabs_pos_eq by (apply pow_le, Bd).
      apply Rle_trans with (alpha ^ N); [apply pow_incr, Bd | lra]. }
  assert (W0 : 0 < W 0%nat <= lambda 0%nat) by (apply (Left 0%nat k ltac:(lia) H0)).
  assert (Sp : 0 < spectral_norm W n <= lambda 0%nat).
  { split; [| apply spectral_norm_le; exact Wle].
    apply Rlt_le_trans with (2 := spectral_norm_ge W n); rewrite Rabs_pos_eq; lra. }
  assert (Lim : limit = sum_f_R0 (fun i => Rmax (lambda i) 0) n / lambda 0%nat).
  { assert (M0 : Rmax (lambda 0%nat) 0 = lambda 0%nat) by (apply Rmax_left; lra).
    unfold limit; rewrite effective_rank_sum.
    - rewrite M0; unfold Rdiv; rewrite Rmult_comm, sum_scale; apply sum_eq; intros; ring.
    - intros i Hi; rewrite M0; split; [apply Rmax_r |]; apply Rmax_lub; [| lra].
      pose proof (Rle_abs (lambda i)); pose proof (Hl i Hi); lra. }
  assert (Nu : sum_f_R0 (fun i => Rmax (lambda i) 0) n < nuclear_norm W n).
  { assert (Q : sum_f_R0 (fun i => Rmax (lambda i) 0 + (if Nat.eqb j i then x k ^ N else 0)) n
                <= sum_f_R0 (fun i => Rabs (W i) + B * rho ^ k) n).
    { apply sum_Rle; intros i Hi.
      assert (PB : 0 <= B * rho ^ k).
      { destruct (Left 0%nat k ltac:(lia) H0) as [[_ L1] L2]; lra. }
      destruct (Nat.eqb_spec j i) as [<- | Ne].
      - rewrite Rmax_right by lra; change (W j) with (x k ^ N); pose proof (pow_lt (x k) N ltac:(apply P)).
        rewrite Rabs_pos_eq; lra.
      - destruct (Rlt_le_dec 0 (lambda i)) as [Pi | Zi].
        + rewrite Rmax_left by lra; destruct (Left i k Hi Pi) as [[L1 _] L2]; fold (W i) in L1, L2.
          rewrite Rabs_pos_eq; lra.
        + rewrite Rmax_right by lra; pose proof (Rabs_pos (W i)); lra. }
    rewrite !sum_plus, sum_cte in Q.
    pose proof (Matrices.sum_single n (fun _ => x k ^ N) j Hj) as Sg; unfold Matrices.sum in Sg.
    rewrite Sg in Q; unfold nuclear_norm.
    replace (S n) with (n + 1)%nat in Q by lia; lra. }
  rewrite Lim; unfold r, effective_rank; fold W.
  assert (Np : 0 <= nuclear_norm W n) by (apply cond_pos_sum; intros; apply Rabs_pos).
  apply Rlt_le_trans with (nuclear_norm W n / lambda 0%nat).
  - apply Rmult_lt_compat_r; [apply Rinv_0_lt_compat; exact H0 | exact Nu].
  - apply Rmult_le_compat_l; [exact Np |]; apply Rinv_le_contravar; lra.
Qed.
(* claim: monotone.from_above
   As stated, every N >= 3 and n, eigenvalues of any signs (zeros too) with |lambda_i| <= lambda_1 and alpha^N < lambda_i for the positive ones;
   late = from some step on.  The limit of r is written as the effective rank of the limit of the product, eigenvalues max(lambda_i, 0);
   that it is the limit is effective_rank_limit (Denoising.v). *)
