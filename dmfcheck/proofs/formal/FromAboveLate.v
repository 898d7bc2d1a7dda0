(** monotone.from_above with the steps that are late: the inequality that the claim means by it. *)

Require Import Reals Lra Lia.
Require Import Powers Descent Rank DeepFactorization Plateau Nonpositive Ratio TwoLayers FlowAndAbove FromAbove.
Require Matrices.
Open Scope R_scope.

Lemma root_of_pow m z : (1 <= m)%nat -> 0 < z -> root m (z ^ m) = z.
Proof.
  intros Hm Hz; assert (P : 0 < INR m) by (apply lt_0_INR; lia).
  unfold root; rewrite <- (Rpower_pow m z Hz), Rpower_mult, Rinv_r by lra; apply Rpower_1; exact Hz.
Qed.

Lemma root_incr m x y : (1 <= m)%nat -> 0 < x <= y -> root m x <= root m y.
Proof.
  intros Hm H; apply Rle_Rpower_l; [left; apply Rinv_0_lt_compat, lt_0_INR; lia | exact H].
Qed.

(** [q = eta alpha^(N-2) (|lambda| + alpha^N)], and a lower bound of the eigenvalue of the product after [K] steps. *)
Definition negative_floor (N : nat) (eta lambda alpha : R) (K : nat) : R :=
  let m := (N - 2)%nat in
  let q := eta * alpha ^ m * (Rabs lambda + alpha ^ N) in
  let u := (1 + INR K * INR m * q / (1 - q) ^ (m + 1)) / alpha ^ m in
  / root m (u ^ N).

Lemma negative_floor_below (N : nat) (eta lambda alpha : R) (K : nat) :
  (3 <= N)%nat -> 0 < eta -> lambda < 0 -> 0 < alpha -> share N eta lambda alpha < 1 ->
  0 < negative_floor N eta lambda alpha K <= w N eta lambda alpha K.
Proof.
  intros HN He Hl Ha Hq.
  assert (HN2 : (2 <= N)%nat) by lia.
  unfold negative_floor; set (m := (N - 2)%nat).
  change (eta * alpha ^ m * (Rabs lambda + alpha ^ N)) with (share N eta lambda alpha).
  set (q := share N eta lambda alpha) in *.
  assert (Q0 : 0 < q).
  { unfold q, share; pose proof (Rabs_pos lambda); pose proof (pow_lt alpha N Ha).
    apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat; [exact He | apply pow_lt; exact Ha] | lra]. }
  pose proof (pow_lt alpha m Ha) as Pam; pose proof (pow_lt (1 - q) (m + 1) ltac:(lra)) as P1.
  set (g := INR m * q / (1 - q) ^ (m + 1) / alpha ^ m).
  assert (G0 : 0 <= g).
  { assert (P2 : 0 < / (1 - q) ^ (m + 1)) by (apply Rinv_0_lt_compat; exact P1).
    assert (P3 : 0 < / alpha ^ m) by (apply Rinv_0_lt_compat; exact Pam); pose proof (pos_INR m).
    unfold g, Rdiv; apply Rmult_le_pos; [apply Rmult_le_pos; [apply Rmult_le_pos |] |]; lra. }
  assert (Eu : forall k, (1 + INR k * INR m * q / (1 - q) ^ (m + 1)) / alpha ^ m = / alpha ^ m + INR k * g).
  { intros k; unfold g; field; split; apply Rgt_not_eq; assumption. }
  rewrite Eu.
  set (x := d N eta lambda alpha).
  destruct (step_nonpositive N lambda alpha eta HN2 ltac:(lra) Ha He (Rlt_le _ _ Hq)) as [D0 _]; fold x in D0.
  assert (E : forall k, x (S k) = x k * (1 - share N eta lambda (x k))).
  { intros k; rewrite <- step_share by (assumption || lra); reflexivity. }
  assert (B : forall k, 0 < x k <= alpha /\ / x k ^ m <= / alpha ^ m + INR k * g).
  { intros k; induction k as [| k [IH1 IH2]].
    - change (x 0%nat) with alpha; simpl; split; lra.
    - pose proof (pow_lt (x k) m ltac:(lra)) as Pxm.
      set (e := share N eta lambda (x k)).
      (* e <= q (x / alpha)^m <= q *)
      assert (E0 : 0 < e).
      { unfold e, share; pose proof (Rabs_pos lambda); pose proof (pow_lt (x k) N ltac:(lra)).
        apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat; [exact He | exact Pxm] | lra]. }
      assert (E1 : / x k ^ m * e <= q / alpha ^ m).
      { unfold e, q, share; fold m.
        replace (/ x k ^ m * (eta * x k ^ m * (Rabs lambda + x k ^ N))) with (eta * (Rabs lambda + x k ^ N)) by (field; lra).
        replace (eta * alpha ^ m * (Rabs lambda + alpha ^ N) / alpha ^ m) with (eta * (Rabs lambda + alpha ^ N)) by (field; lra).
        apply Rmult_le_compat_l; [lra |]; pose proof (pow_incr (x k) alpha N ltac:(lra)); lra. }
      assert (E2 : e <= q).
      { apply Rle_trans with (x k ^ m * (q / alpha ^ m)).
        - apply (Rmult_le_compat_l (x k ^ m)) in E1; [| lra].
          rewrite <- Rmult_assoc, Rinv_r, Rmult_1_l in E1 by lra; exact E1.
        - replace q with (alpha ^ m * (q / alpha ^ m)) at 2 by (field; lra).
          apply Rmult_le_compat_r; [left; apply Rdiv_lt_0_compat; lra |]; apply pow_incr; lra. }
      fold e in E; rewrite E; fold e.
      split; [split; [apply Rmult_lt_0_compat; lra |]; apply Rle_trans with (x k * 1); [apply Rmult_le_compat_l |]; lra |].
      rewrite Rpow_mult_distr, Rinv_mult, S_INR.
      (* (1 - e)^(-m) <= 1 + m e (1 - q)^(-m-1) *)
      assert (Z : / (1 - e) ^ m <= 1 + INR m * e * / (1 - q) ^ (m + 1)).
      { rewrite <- pow_inv; set (z := / (1 - e)).
        assert (Z1 : 1 <= z) by (unfold z; rewrite <- Rinv_1; apply Rinv_le_contravar; lra).
        pose proof (pow_diff_le m 1 z ltac:(lra)) as T; rewrite pow1 in T.
        assert (Ez : z - 1 = e * z) by (unfold z; field; lra).
        assert (Zp : z ^ pred m * z = z ^ m).
        { replace m with (S (pred m)) at 2 by (unfold m; lia); cbn [pow]; ring. }
        rewrite Ez in T; replace (INR m * z ^ pred m * (e * z)) with (INR m * e * z ^ m) in T by (rewrite <- Zp; ring).
        assert (C : z ^ m <= / (1 - q) ^ (m + 1)).
        { apply Rle_trans with (z ^ (m + 1)).
          - rewrite pow_add, pow_1; rewrite <- (Rmult_1_r (z ^ m)) at 1; apply Rmult_le_compat_l; [apply pow_le; lra | exact Z1].
          - rewrite <- pow_inv; apply pow_incr; split; [lra |]; unfold z; apply Rinv_le_contravar; lra. }
        assert (0 <= INR m * e) by (apply Rmult_le_pos; [apply pos_INR | lra]).
        apply (Rmult_le_compat_l (INR m * e)) in C; lra. }
      assert (Pi : 0 < / x k ^ m) by (apply Rinv_0_lt_compat; exact Pxm).
      apply (Rmult_le_compat_l (/ x k ^ m)) in Z; [| lra].
      assert (W : / x k ^ m * (INR m * e * / (1 - q) ^ (m + 1)) <= g).
      { replace (/ x k ^ m * (INR m * e * / (1 - q) ^ (m + 1))) with (/ x k ^ m * e * (INR m * / (1 - q) ^ (m + 1))) by ring.
        replace g with (q / alpha ^ m * (INR m * / (1 - q) ^ (m + 1))) by (unfold g; field; split; apply Rgt_not_eq; assumption).
        apply Rmult_le_compat_r; [apply Rmult_le_pos; [apply pos_INR | left; apply Rinv_0_lt_compat; exact P1] | exact E1]. }
      lra. }
  destruct (B K) as [X1 X2]; set (u := / alpha ^ m + INR K * g) in *.
  pose proof (pow_lt (x K) m ltac:(lra)) as Pxm; pose proof (pow_lt (x K) N ltac:(lra)) as PxN.
  assert (Pi : 0 < / x K ^ m) by (apply Rinv_0_lt_compat; exact Pxm).
  split; [apply Rinv_0_lt_compat, exp_pos |].
  unfold w; fold (x K).
  rewrite <- (Rinv_inv (x K ^ N)); apply Rinv_le_contravar; [apply Rinv_0_lt_compat; exact PxN |].
  rewrite <- (root_of_pow m (/ x K ^ N)) by (try (apply Rinv_0_lt_compat; exact PxN); unfold m; lia).
  apply root_incr; [unfold m; lia |]; split; [apply pow_lt, Rinv_0_lt_compat; exact PxN |].
  replace ((/ x K ^ N) ^ m) with ((/ x K ^ m) ^ N); [apply pow_incr; lra |].
  rewrite !pow_inv, <- !pow_mult; f_equal; f_equal; apply Nat.mul_comm.
Qed.

(** What a positive eigenvalue still lacks after [K] steps, at most. *)
Definition lack (N : nat) (eta lambda alpha : R) (K : nat) : R :=
  let x0 := alpha / root N lambda in
  INR N * (1 - x0) * (1 - scaled N eta lambda * (x0 ^ (N - 1) * geometric N x0)) ^ K.

Lemma lack_above (N : nat) (eta lambda alpha : R) (K : nat) :
  (2 <= N)%nat -> 0 < eta -> 0 < lambda -> 0 < alpha -> alpha ^ N < lambda -> scaled N eta lambda <= / INR N ->
  0 < w N eta lambda alpha K < lambda /\ lambda - w N eta lambda alpha K < lambda * lack N eta lambda alpha K.
Proof.
  intros HN He Hl Ha Hal Hs.
  assert (PN : 0 < INR N) by (apply lt_0_INR; lia).
  pose proof (root_pos N lambda) as Pl; pose proof (root_pow N HN lambda Hl) as El.
  unfold lack; pose proof (root_scaled N HN eta lambda) as Eh.
  set (l := root N lambda) in *; set (h := scaled N eta lambda) in *; set (x0 := alpha / l).
  assert (Ph : 0 < h) by (rewrite <- Eh; apply Rmult_lt_0_compat; [exact He | apply pow_lt; exact Pl]).
  assert (Al : alpha < l) by (apply lt_root; auto).
  assert (Ex : alpha = l * x0) by (unfold x0; field; lra).
  assert (H0 : 0 < x0 < 1).
  { split; [apply Rdiv_lt_0_compat; assumption |]; apply Rmult_lt_reg_l with l; [exact Pl |]; lra. }
  set (x := orbit N (fun _ => h) 1 x0).
  assert (R : forall k, d N eta lambda alpha k = l * x k).
  { intros k; assert (Q : orbit N (fun _ => eta) lambda alpha k / l = x k)
      by exact (reduction_scaling N (fun _ => eta) lambda alpha HN Hl k).
    rewrite <- Q; unfold d; field; lra. }
  set (phi := fun y => y ^ (N - 1) * geometric N y).
  assert (Mono : forall y z, 0 <= y <= z -> phi y <= phi z).
  { intros y z H; unfold phi; apply Rmult_le_compat; [apply pow_le; lra | apply cond_pos_sum; intros; apply pow_le; lra | |].
    - apply pow_incr; exact H.
    - apply geometric_incr; exact H. }
  assert (Top : h * phi x0 < 1).
  { assert (A : phi x0 < INR N).
    { pose proof (Mono x0 1 ltac:(lra)) as M.
      unfold phi at 2, geometric in M; rewrite pow1 in M.
      rewrite (sum_eq _ (fun _ => 1)) in M by (intros; apply pow1); rewrite sum_cte in M.
      replace (S (N - 1)) with N in M by lia.
      unfold phi in *; destruct M as [M | M]; [lra |].
      (* the first term alone is smaller *)
      exfalso; pose proof (geometric_diff N x0 ltac:(lia)) as D.
      pose proof (pow_diff_le N x0 1 ltac:(lra)) as U; rewrite !pow1 in U.
      pose proof (pow_lt_strict (N - 1) x0 1 ltac:(lia) ltac:(lra)) as L; rewrite pow1 in L.
      assert (G : geometric N x0 <= INR N).
      { apply Rmult_le_reg_l with (1 - x0); lra. }
      assert (P : 0 < geometric N x0).
      { apply Rmult_lt_reg_l with (1 - x0); [lra |].
        pose proof (pow_lt_strict N x0 1 ltac:(lia) ltac:(lra)) as V; rewrite pow1 in V; lra. }
      assert (x0 ^ (N - 1) * geometric N x0 < 1 * geometric N x0) by (apply Rmult_lt_compat_r; lra); lra. }
    apply Rlt_le_trans with (h * INR N); [apply Rmult_lt_compat_l; lra |].
    apply Rle_trans with (/ INR N * INR N); [apply Rmult_le_compat_r; lra | rewrite Rinv_l; lra]. }
  assert (B : forall k, x0 <= x k < 1 /\ 1 - x k <= (1 - x0) * (1 - h * phi x0) ^ k).
  { intros k; induction k as [| k [IH1 IH2]]; [change (x 0%nat) with x0; simpl; lra |].
    pose proof (step_monotone N HN h 1 (x k) Ph) as M; rewrite !pow1 in M.
    specialize (M ltac:(lra) ltac:(lra)); change (step N h 1 (x k)) with (x (S k)) in M.
    split; [lra |].
    pose proof (step_excess N h (x k) ltac:(lia)) as E; change (step N h 1 (x k)) with (x (S k)) in E; fold (phi (x k)) in E.
    pose proof (Mono x0 (x k) ltac:(lra)) as Q; apply (Rmult_le_compat_l h) in Q; [| lra].
    cbn [pow]; apply Rle_trans with ((1 - x k) * (1 - h * phi x0)).
    - assert ((1 - x k) * (1 - h * phi (x k)) <= (1 - x k) * (1 - h * phi x0)) by (apply Rmult_le_compat_l; lra); lra.
    - replace ((1 - x0) * ((1 - h * phi x0) * (1 - h * phi x0) ^ k)) with ((1 - x0) * (1 - h * phi x0) ^ k * (1 - h * phi x0)) by ring.
      apply Rmult_le_compat_r; lra. }
  destruct (B K) as [B1 B2].
  assert (EW : w N eta lambda alpha K = lambda * x K ^ N) by (unfold w; rewrite R, Rpow_mult_distr, El; reflexivity).
  pose proof (pow_lt (x K) N ltac:(lra)) as PX; pose proof (pow_lt_strict N (x K) 1 ltac:(lia) ltac:(lra)) as QX; rewrite pow1 in QX.
  rewrite EW; split.
  - split; [apply Rmult_lt_0_compat; assumption |]; rewrite <- (Rmult_1_r lambda) at 2; apply Rmult_lt_compat_l; assumption.
  - replace (lambda - lambda * x K ^ N) with (lambda * (1 - x K ^ N)) by ring; apply Rmult_lt_compat_l; [exact Hl |].
    apply Rlt_le_trans with (INR N * (1 - x K)).
    + (* 1 - X < N (1 - x) *)
      replace N with (S (N - 1)) by lia; rewrite S_INR; cbn [pow].
      pose proof (pow_tangent (N - 1) 1 (x K) ltac:(lra) ltac:(lra)) as T; rewrite !pow1 in T.
      pose proof (pow_lt_strict (N - 1) (x K) 1 ltac:(lia) ltac:(lra)) as V; rewrite pow1 in V.
      assert (x K * (1 - x K ^ (N - 1)) < 1 * (1 - x K ^ (N - 1))) by (apply Rmult_lt_compat_r; lra); lra.
    + fold (phi x0); rewrite Rmult_assoc; apply Rmult_le_compat_l; lra.
Qed.

Theorem monotone_from_above_late (N n : nat) (lambda : nat -> R) (alpha eta : R) (j K : nat) :
  (3 <= N)%nat -> 0 < lambda 0%nat ->
  (forall i, (i <= n)%nat -> Rabs (lambda i) <= lambda 0%nat) ->
  (j <= n)%nat -> lambda j < 0 ->
  0 < alpha -> (forall i, (i <= n)%nat -> 0 < lambda i -> alpha ^ N < lambda i) ->
  0 < eta -> scaled N eta (lambda 0%nat) <= / INR N ->
  (* K is late *)
  eta * alpha ^ (N - 2) * (Rabs (lambda j) + alpha ^ N) < 1 ->
  sum_f_R0 (fun i => if Rlt_dec 0 (lambda i) then lambda i * lack N eta (lambda i) alpha K else 0) n
    <= negative_floor N eta (lambda j) alpha K ->
  let r k := effective_rank (fun i => w N eta (lambda i) alpha k) n in
  let limit := effective_rank (fun i => Rmax (lambda i) 0) n in
  limit < r K.
Proof.
  intros HN H0 Hl Hj Nj Ha Hal He Hs Hq Late r limit.
  assert (HN2 : (2 <= N)%nat) by lia.
  pose proof (Hal 0%nat ltac:(lia) H0) as A0.
  pose proof Hs as Hs'; rewrite <- (root_scaled N HN2) in Hs'; set (l0 := root N (lambda 0%nat)) in *.
  pose proof (root_pos N (lambda 0%nat)) as Pl0; fold l0 in Pl0.
  assert (Pos : forall i, (i <= n)%nat -> 0 < lambda i ->
            0 < w N eta (lambda i) alpha K < lambda i
            /\ lambda i - w N eta (lambda i) alpha K < lambda i * lack N eta (lambda i) alpha K).
  { intros i Hi Pi; apply lack_above; auto.
    rewrite <- (root_scaled N HN2); apply step_size_smaller with l0; auto; [lra |].
    pose proof (root_pos N (lambda i)); split; [lra |]; apply root_le; [exact HN2 |].
    pose proof (Rle_abs (lambda i)); pose proof (Hl i Hi); lra. }
  destruct (negative_floor_below N eta (lambda j) alpha K HN He Nj Ha Hq) as [F0 F1].
  set (W := fun i => w N eta (lambda i) alpha K).
  assert (Wle : forall i, (i <= n)%nat -> 0 <= W i <= lambda 0%nat).
  { intros i Hi; destruct (Rlt_le_dec 0 (lambda i)) as [Pi | Zi].
    - destruct (Pos i Hi Pi) as [[L1 L2] _]; fold (W i) in L1, L2.
      pose proof (Rle_abs (lambda i)); pose proof (Hl i Hi); lra.
    - assert (Bd : forall k, 0 <= d N eta (lambda i) alpha k <= alpha).
      { intros k; induction k as [| k IH]; [unfold d; cbn; lra |].
        pose proof (low_falls N (lambda 0%nat) alpha eta HN2 H0 Ha ltac:(lra) He Hs (lambda i) k (Hl i Hi)
                      ltac:(pose proof (pow_lt alpha N Ha); lra)); lra. }
      unfold W, w; split; [apply pow_le, Bd |].
      apply Rle_trans with (alpha ^ N); [apply pow_incr, Bd | lra]. }
  destruct (Pos 0%nat ltac:(lia) H0) as [W0 _]; fold (W 0%nat) in W0.
  assert (Sp : 0 < spectral_norm W n <= lambda 0%nat).
  { split; [| apply spectral_norm_le; intros i Hi; rewrite Rabs_pos_eq; apply Wle, Hi].
    apply Rlt_le_trans with (2 := spectral_norm_ge W n); rewrite Rabs_pos_eq; lra. }
  assert (Lim : limit = sum_f_R0 (fun i => Rmax (lambda i) 0) n / lambda 0%nat).
  { assert (M0 : Rmax (lambda 0%nat) 0 = lambda 0%nat) by (apply Rmax_left; lra).
    unfold limit; rewrite effective_rank_sum.
    - rewrite M0; unfold Rdiv; rewrite Rmult_comm, sum_scale; apply sum_eq; intros; ring.
    - intros i Hi; rewrite M0; split; [apply Rmax_r |]; apply Rmax_lub; [| lra].
      pose proof (Rle_abs (lambda i)); pose proof (Hl i Hi); lra. }
  assert (Nu : sum_f_R0 (fun i => Rmax (lambda i) 0) n < nuclear_norm W n).
  { set (T := fun i => if Rlt_dec 0 (lambda i) then lambda i * lack N eta (lambda i) alpha K else 0) in *.
    (* the first eigenvalue lacks strictly less *)
    set (gap := T 0%nat - (lambda 0%nat - W 0%nat)).
    assert (G0 : 0 < gap).
    { unfold gap, T; destruct (Rlt_dec 0 (lambda 0%nat)) as [_ | C]; [| contradiction].
      destruct (Pos 0%nat ltac:(lia) H0) as [_ L]; fold (W 0%nat) in L; lra. }
    assert (J0 : j <> 0%nat) by (intros ->; lra).
    assert (Q : sum_f_R0 (fun i => Rmax (lambda i) 0 + ((if Nat.eqb j i then W j else 0) + (if Nat.eqb 0 i then gap else 0))) n
                <= sum_f_R0 (fun i => Rabs (W i) + T i) n).
    { apply sum_Rle; intros i Hi; rewrite Rabs_pos_eq by (apply Wle, Hi).
      destruct (Nat.eqb_spec j i) as [<- | Ne].
      - rewrite (proj2 (Nat.eqb_neq 0 j)) by lia; rewrite Rmax_right by lra.
        unfold T; destruct (Rlt_dec 0 (lambda j)); lra.
      - destruct (Nat.eqb_spec 0 i) as [<- | Nz].
        + rewrite Rmax_left by lra; unfold gap; lra.
        + unfold T; destruct (Rlt_dec 0 (lambda i)) as [Pi | Zi].
          * rewrite Rmax_left by lra; destruct (Pos i Hi Pi) as [_ L]; fold (W i) in L; lra.
          * rewrite Rmax_right by lra; pose proof (Wle i Hi); lra. }
    rewrite !sum_plus in Q.
    pose proof (Matrices.sum_single n (fun _ => W j) j Hj) as S1; unfold Matrices.sum in S1.
    pose proof (Matrices.sum_single n (fun _ => gap) 0 ltac:(lia)) as S2; unfold Matrices.sum in S2.
    rewrite S1, S2 in Q; unfold nuclear_norm; fold (W j) in F1; lra. }
  rewrite Lim; unfold r, effective_rank; fold W.
  assert (Np : 0 <= nuclear_norm W n) by (apply cond_pos_sum; intros; apply Rabs_pos).
  apply Rlt_le_trans with (nuclear_norm W n / lambda 0%nat).
  - apply Rmult_lt_compat_r; [apply Rinv_0_lt_compat; exact H0 | exact Nu].
  - apply Rmult_le_compat_l; [exact Np |]; apply Rinv_le_contravar; lra.
Qed.
(* claim: monotone.from_above
   monotone_from_above_late: as stated, at every step that meets the ledger's inequality, for any negative eigenvalue; monotone_from_above: that some
   step on all do it. *)
