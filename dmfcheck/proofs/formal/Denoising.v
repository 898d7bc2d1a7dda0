(** Stopping: the limit is a projection, and the error on a plateau. *)

Require Import Reals Lra Lia Setoid Morphisms.
Require Import Powers Descent Rank DeepFactorization Plateau Nonpositive Ratio Matrices MatrixDescent.
Open Scope R_scope.

Definition semidefinite (n : nat) (A : matrix) : Prop := forall x, 0 <= dot n x (app n A x).

(** The positive semidefinite part of [V diag(lambda) V^T]. *)
Definition positive_part (n : nat) (V : matrix) (lambda : vector) : matrix := conj n V (fun i => Rmax (lambda i) 0).

Section Projection.

Variables (n : nat) (V : matrix) (lambda : vector).
Hypothesis V_orthogonal : orthogonal n V.

Lemma column_conj e j : (j <= n)%nat -> dot n (fun i => V i j) (app n (conj n V e) (fun i => V i j)) = e j.
Proof using V_orthogonal.
  intros Hj; rewrite dot_app_conj; rewrite <- (sum_single n e j Hj).
  apply sum_ext; intros k Hk.
  rewrite column_coordinates by assumption; rewrite (Nat.eqb_sym k j); destruct (Nat.eqb j k); ring.
Qed.

Lemma inner_conj_conj e f : inner n (conj n V e) (conj n V f) = sum n (fun k => e k * f k).
Proof using V_orthogonal.
  rewrite inner_conj; apply sum_ext; intros k Hk; rewrite column_conj by exact Hk; reflexivity.
Qed.

Lemma inner_comm A B : inner n A B = inner n B A.
Proof using. unfold inner; apply sum_ext; intros i _; apply sum_ext; intros; ring. Qed.

Lemma inner_sub_l A B C : inner n (sub A B) C = inner n A C - inner n B C.
Proof using.
  unfold inner, sub; rewrite sum_sub; apply sum_ext; intros i _; rewrite sum_sub; apply sum_ext; intros; ring.
Qed.

(** Squares of Frobenius norms. *)
Theorem stopping_projection (What W : matrix) :
  eqm n What (conj n V lambda) -> semidefinite n W ->
  let P := positive_part n V lambda in
  inner n (sub P W) (sub P W) <= inner n (sub What W) (sub What W).
Proof using V_orthogonal.
  intros HW HP P.
  set (m := fun i => Rmax (- lambda i) 0).
  set (Q := conj n V m).
  assert (E : eqm n (sub What W) (add (sub P W) (scale (-1) Q))).
  { rewrite HW; unfold P, positive_part, Q; intros i j Hi Hj; unfold sub, add, scale.
    rewrite !conj_entry by assumption.
    assert (S : sum n (fun k => V i k * (lambda k * V j k))
                = sum n (fun k => V i k * (Rmax (lambda k) 0 * V j k)) - sum n (fun k => V i k * (m k * V j k))).
    { rewrite sum_sub; apply sum_ext; intros k _; unfold m, Rmax.
      destruct (Rle_dec (lambda k) 0), (Rle_dec (- lambda k) 0); try ring; try (assert (lambda k = 0) by lra; rewrite H; ring).
      }
    rewrite S; ring. }
  rewrite E, inner_add_scale, (inner_sub_l P W Q).
  assert (A : inner n P Q = 0).
  { unfold P, positive_part, Q; rewrite inner_conj_conj; apply sum_zero; intros k _; unfold m, Rmax.
    destruct (Rle_dec (lambda k) 0), (Rle_dec (- lambda k) 0); try ring; lra. }
  assert (B : 0 <= inner n W Q).
  { rewrite inner_comm; unfold Q; rewrite inner_conj; apply sum_nonneg; intros k _.
    apply Rmult_le_pos; [apply Rmax_r | apply HP]. }
  assert (C : 0 <= inner n Q Q).
  { unfold Q; rewrite inner_conj_conj; apply sum_nonneg; intros k _; apply Rle_0_sqr. }
  lra.
Qed.

End Projection.

(** An eigenvalue of the identical start tends to its positive part. *)
Lemma positive_part_limit (N : nat) (lambda alpha eta M : R) :
  (2 <= N)%nat -> 0 < alpha <= M -> Rabs lambda <= M ^ N -> 0 < eta -> eta * M ^ (2 * N - 2) <= / INR N ->
  Un_cv (w N eta lambda alpha) (Rmax lambda 0).
Proof.
  intros HN Ha Hl He Hs.
  assert (N2 : 2 <= INR N) by (replace 2 with (INR 2) by (simpl; ring); apply le_INR; exact HN).
  assert (Small : forall x, 0 <= x <= M -> eta * x ^ (2 * N - 2) <= / INR N).
  { intros x Hx; apply Rle_trans with (2 := Hs); apply Rmult_le_compat_l; [lra | apply pow_incr; exact Hx]. }
  unfold Rmax; destruct (Rle_dec lambda 0) as [Z | Z].
  - assert (Q : eta * alpha ^ (N - 2) * (Rabs lambda + alpha ^ N) <= 1).
    { apply Rle_trans with (eta * M ^ (N - 2) * (2 * M ^ N)).
      - pose proof (pow_incr alpha M (N - 2) ltac:(lra)); pose proof (pow_incr alpha M N ltac:(lra)).
        pose proof (pow_lt alpha (N - 2) ltac:(lra)); pose proof (pow_lt alpha N ltac:(lra)); pose proof (Rabs_pos lambda).
        apply Rmult_le_compat; [apply Rmult_le_pos; lra | lra | apply Rmult_le_compat_l; lra | lra].
      - replace (2 * N - 2)%nat with (N - 2 + N)%nat in Hs by lia; rewrite pow_add in Hs.
        assert (/ INR N <= / 2) by (apply Rinv_le_contravar; lra); lra. }
    destruct (step_nonpositive N lambda alpha eta HN Z ltac:(lra) He Q) as [_ C].
    replace 0 with (0 ^ N) by (apply pow_i; lia).
    apply (continuity_seq (fun y => y ^ N) (d N eta lambda alpha) 0); [| exact C].
    apply derivable_continuous_pt, derivable_pt_pow.
  - assert (P : 0 < lambda) by lra.
    pose proof (root_pow N HN lambda P) as E; pose proof (root_pos N lambda) as Pr.
    set (l := root N lambda) in *.
    assert (C : Un_cv (d N eta lambda alpha) l).
    { unfold d; rewrite <- E.
      destruct (Rlt_le_dec alpha l) as [A | A].
      - apply convergence; auto; [| lra].
        apply Small; split; [lra |]; apply (pow_le_inv N); [lia | lra | lra |].
        rewrite E; pose proof (Rle_abs lambda); lra.
      - apply convergence_from_above; auto; try lra; apply Small; lra. }
    rewrite <- E at 2.
    apply (continuity_seq (fun y => y ^ N) (d N eta lambda alpha) l); [| exact C].
    apply derivable_continuous_pt, derivable_pt_pow.
Qed.

Lemma limit_of_max u v a b : Un_cv u a -> Un_cv v b -> Un_cv (fun k => Rmax (u k) (v k)) (Rmax a b).
Proof.
  intros U V e He; destruct (U e He) as [K HK], (V e He) as [L HL]; exists (Nat.max K L); intros k Hk.
  specialize (HK k ltac:(lia)); specialize (HL k ltac:(lia)); unfold R_dist in *.
  apply Rabs_def2 in HK; apply Rabs_def2 in HL.
  apply Rabs_def1; unfold Rmax; destruct (Rle_dec (u k) (v k)), (Rle_dec a b); lra.
Qed.

(** The effective rank of the identical start tends to that of the positive part. *)
Theorem effective_rank_limit (N n : nat) (lambda : nat -> R) (alpha eta M : R) :
  (2 <= N)%nat -> 0 < lambda 0%nat -> 0 < alpha <= M -> (forall i, (i <= n)%nat -> Rabs (lambda i) <= M ^ N) ->
  0 < eta -> eta * M ^ (2 * N - 2) <= / INR N ->
  Un_cv (fun k => effective_rank (fun i => w N eta (lambda i) alpha k) n)
        (effective_rank (fun i => Rmax (lambda i) 0) n).
Proof.
  intros HN H0 Ha Hl He Hs.
  assert (One : forall i, (i <= n)%nat -> Un_cv (fun k => Rabs (w N eta (lambda i) alpha k)) (Rabs (Rmax (lambda i) 0))).
  { intros i Hi; apply cv_cvabs, positive_part_limit with M; auto. }
  unfold effective_rank, Rdiv.
  apply (CV_mult (fun k => nuclear_norm (fun i => w N eta (lambda i) alpha k) n)
                 (fun k => / spectral_norm (fun i => w N eta (lambda i) alpha k) n)).
  - unfold nuclear_norm; clear Hl H0; induction n as [| p IH]; cbn [sum_f_R0]; [apply One; lia |].
    apply (CV_plus (fun k => sum_f_R0 (fun i => Rabs (w N eta (lambda i) alpha k)) p)
             (fun k => Rabs (w N eta (lambda (S p)) alpha k))); [apply IH; intros; apply One; lia | apply One; lia].
  - assert (P : 0 < spectral_norm (fun i => Rmax (lambda i) 0) n).
    { clear - H0; induction n as [| p IH]; cbn [spectral_norm]; [| apply Rlt_le_trans with (1 := IH), Rmax_l].
      pose proof (Rle_abs (Rmax (lambda 0%nat) 0)); pose proof (Rmax_l (lambda 0%nat) 0); lra. }
    apply (continuity_seq (fun y => / y) (fun k => spectral_norm (fun i => w N eta (lambda i) alpha k) n)).
    + change (continuity_pt (/ id)%F (spectral_norm (fun i => Rmax (lambda i) 0) n)).
      apply continuity_pt_inv; [apply derivable_continuous_pt, derivable_pt_id | unfold id; lra].
    + clear Hl H0 P; induction n as [| p IH]; cbn [spectral_norm]; [apply One; lia |].
      apply (limit_of_max (fun k => spectral_norm (fun i => w N eta (lambda i) alpha k) p)
               (fun k => Rabs (w N eta (lambda (S p)) alpha k))); [apply IH; intros; apply One; lia | apply One; lia].
Qed.

(** It is the limit of the identical start. *)
Theorem limit_is_positive_part (n N : nat) (V What : matrix) (lambda : vector) (alpha eta M : R) :
  (2 <= N)%nat -> orthogonal n V -> eqm n What (conj n V lambda) ->
  0 < alpha <= M -> (forall i, (i <= n)%nat -> Rabs (lambda i) <= M ^ N) ->
  0 < eta -> eta * M ^ (2 * N - 2) <= / INR N ->
  forall i j, (i <= n)%nat -> (j <= n)%nat ->
  Un_cv (fun k => trained n N What alpha eta k i j) (positive_part n V lambda i j).
Proof.
  intros HN HV HW Ha Hl He Hs i j Hi Hj.
  assert (One : forall m, (m <= n)%nat -> Un_cv (w N eta (lambda m) alpha) (Rmax (lambda m) 0))
    by (intros m Hm; apply positive_part_limit with M; auto).
  assert (C : Un_cv (fun k => conj n V (fun m => w N eta (lambda m) alpha k) i j) (positive_part n V lambda i j)).
  { unfold positive_part; rewrite conj_entry by assumption.
    assert (Q : forall p, (p <= n)%nat ->
              Un_cv (fun k => sum_f_R0 (fun m => V i m * (w N eta (lambda m) alpha k * V j m)) p)
                    (sum_f_R0 (fun m => V i m * (Rmax (lambda m) 0 * V j m)) p)).
    { assert (T : forall m, (m <= n)%nat ->
                Un_cv (fun k => V i m * (w N eta (lambda m) alpha k * V j m)) (V i m * (Rmax (lambda m) 0 * V j m))).
      { intros m Hm.
        apply (CV_mult (fun _ => V i m) (fun k => w N eta (lambda m) alpha k * V j m)).
        - intros e Pe; exists 0%nat; intros; rewrite R_dist_eq; exact Pe.
        - apply (CV_mult (w N eta (lambda m) alpha) (fun _ => V j m)); [apply One; exact Hm |].
          intros e Pe; exists 0%nat; intros; rewrite R_dist_eq; exact Pe. }
      intros p Hp; induction p as [| p IH]; [apply T, Hp |].
      cbn [sum_f_R0].
      apply (CV_plus (fun k => sum_f_R0 (fun m => V i m * (w N eta (lambda m) alpha k * V j m)) p)
               (fun k => V i (S p) * (w N eta (lambda (S p)) alpha k * V j (S p)))).
      - apply IH; lia.
      - apply T, Hp. }
    specialize (Q n (le_n n)).
    intros e Pe; destruct (Q e Pe) as [K HK]; exists K; intros k Hk.
    rewrite conj_entry by assumption; apply HK, Hk. }
  intros e Pe; destruct (C e Pe) as [K HK]; exists K; intros k Hk.
  rewrite (trained_diagonal n N V What lambda alpha eta HN HV HW k i j Hi Hj).
  apply HK, Hk.
Qed.
(* claim: stopping.projection
   As stated on real matrices, for squares of the norms, with E = What - W* (stopping_projection); that What_+ is the limit of the identical
   start is limit_is_positive_part, for eta <= 1/(N M^(2N-2)) with M >= alpha, M^N >= |lambda_i|, entry by entry. *)

(** ** The plateau *)

(** Frobenius norm. *)
Definition frobenius (n : nat) (A : matrix) : R := sqrt (inner n A A).

Lemma inner_nonneg n A : 0 <= inner n A A.
Proof. unfold inner; apply sum_nonneg; intros; apply sum_nonneg; intros; apply Rle_0_sqr. Qed.

Lemma cauchy_schwarz n A B : inner n A B <= frobenius n A * frobenius n B.
Proof.
  pose proof (inner_nonneg n A) as PA; pose proof (inner_nonneg n B) as PB.
  unfold frobenius; rewrite <- sqrt_mult by assumption.
  destruct (Rle_lt_dec (inner n A B) 0) as [Z | Z]; [pose proof (sqrt_pos (inner n A A * inner n B B)); lra |].
  rewrite <- (sqrt_square (inner n A B)) by lra; apply sqrt_le_1_alt.
  set (a := inner n A A) in *; set (b := inner n A B) in *; set (c := inner n B B) in *.
  assert (Q : forall t, 0 <= a + t * (2 * b) + t ^ 2 * c).
  { intros t; unfold a, b, c; rewrite <- inner_add_scale; apply inner_nonneg. }
  destruct (Req_dec c 0) as [C | C].
  - specialize (Q (- (a + 1) / (2 * b))); rewrite C in Q.
    replace (a + - (a + 1) / (2 * b) * (2 * b) + (- (a + 1) / (2 * b)) ^ 2 * 0) with (-1) in Q by (field; lra); lra.
  - specialize (Q (- b / c)).
    replace (a + - b / c * (2 * b) + (- b / c) ^ 2 * c) with ((a * c - b * b) / c) in Q by (field; lra).
    assert (0 <= (a * c - b * b) / c * c) by (apply Rmult_le_pos; lra).
    replace ((a * c - b * b) / c * c) with (a * c - b * b) in * by (field; lra); lra.
Qed.

Lemma triangle n A B : frobenius n (add A B) <= frobenius n A + frobenius n B.
Proof.
  pose proof (inner_nonneg n A) as PA; pose proof (inner_nonneg n B) as PB.
  pose proof (cauchy_schwarz n A B) as CS.
  pose proof (sqrt_pos (inner n A A)); pose proof (sqrt_pos (inner n B B)).
  assert (E : inner n (add A B) (add A B) = inner n A A + 2 * inner n A B + inner n B B).
  { assert (S : eqm n (add A B) (add A (scale 1 B))) by (intros i j _ _; unfold add, scale; ring).
    rewrite S, inner_add_scale; ring. }
  unfold frobenius at 1; rewrite E.
  rewrite <- (sqrt_square (frobenius n A + frobenius n B)) by (unfold frobenius; lra).
  apply sqrt_le_1_alt.
  pose proof (sqrt_sqrt (inner n A A) PA) as SA; pose proof (sqrt_sqrt (inner n B B) PB) as SB.
  fold (frobenius n A) in SA; fold (frobenius n B) in SB; lra.
Qed.

Section Plateau.

Variables (N n L : nat) (lambda : nat -> R) (alpha eta delta delta' : R) (k : nat).
Hypotheses (HN : (2 <= N)%nat) (HL : (1 <= L <= n + 1)%nat)
  (Hl : forall i j, (i <= j <= n)%nat -> lambda j <= lambda i)
  (Ha : 0 < alpha) (Hal : alpha ^ N <= lambda (L - 1)%nat) (Had : alpha ^ N <= delta')
  (Hdecay : lambda n <= 0 -> eta * alpha ^ (N - 2) * (Rabs (lambda n) + alpha ^ N) <= 1)
  (He : 0 < eta) (Hs : scaled N eta (lambda 0%nat) <= / INR N) (Hd : 0 < delta < 1)
  (HK1 : forall i, (i < L)%nat -> exists j, (j <= k)%nat /\ (1 - delta) * lambda i <= w N eta (lambda i) alpha j)
  (HK2 : (L <= n)%nat -> exists j, (k <= j)%nat /\ w N eta (lambda L) alpha j <= delta').

Let P0 : 0 < alpha ^ N.
Proof. apply pow_lt; exact Ha. Qed.

Let Lead i : (i < L)%nat -> alpha ^ N <= lambda i <= lambda 0%nat.
Proof.
  intros Hi; pose proof (Hl i (L - 1)%nat ltac:(lia)); pose proof (Hl 0%nat i ltac:(lia)); lra.
Qed.

Let Hs' : eta * root N (lambda 0%nat) ^ (2 * N - 2) <= / INR N.
Proof. rewrite root_scaled by exact HN; exact Hs. Qed.

Let Up i j : alpha ^ N <= lambda i <= lambda 0%nat ->
  0 < d N eta (lambda i) alpha j <= root N (lambda i) /\ d N eta (lambda i) alpha j <= d N eta (lambda i) alpha (S j).
Proof.
  intros Hi; pose proof (root_pow N HN (lambda i) ltac:(lra)) as E.
  pose proof (root_pos N (lambda i)) as Pr.
  assert (Ar : alpha <= root N (lambda i)) by (apply le_root; auto; lra).
  assert (Rr : root N (lambda i) <= root N (lambda 0%nat)) by (apply root_le; auto; lra).
  assert (Sz : eta * root N (lambda i) ^ (2 * N - 2) <= / INR N).
  { apply step_size_smaller with (root N (lambda 0%nat)); auto; lra. }
  unfold d; set (l := root N (lambda i)) in *; rewrite <- E; cbn [orbit].
  assert (O : 0 < orbit N (fun _ => eta) (l ^ N) alpha j <= l) by (apply orbit_stays; auto; lra).
  pose proof (step_stays N HN eta _ _ He Sz O); lra.
Qed.

Let UpW i j j' : alpha ^ N <= lambda i <= lambda 0%nat -> (j <= j')%nat ->
  w N eta (lambda i) alpha j <= w N eta (lambda i) alpha j'.
Proof.
  intros Hi Hj; induction Hj as [| j' _ IH]; [lra |].
  apply Rle_trans with (1 := IH); unfold w; apply pow_incr; destruct (Up i j' Hi); lra.
Qed.

Lemma plateau_leading i : (i < L)%nat -> (1 - delta) * lambda i <= w N eta (lambda i) alpha k <= lambda i.
Proof using HN HL Hl Ha Hal Had Hdecay He Hs Hd HK1 HK2.
  intros Hi; pose proof (Lead i Hi) as B; split.
  - destruct (HK1 i Hi) as [j [J1 J2]]; apply Rle_trans with (1 := J2); apply UpW; auto.
  - unfold w; rewrite <- (root_pow N HN (lambda i) ltac:(lra)) at 2.
    destruct (Up i k B) as [U _]; apply pow_incr; lra.
Qed.

Lemma plateau_others i : (L <= i <= n)%nat -> 0 <= w N eta (lambda i) alpha k <= delta'.
Proof using HN HL Hl Ha Hal Had Hdecay He Hs Hd HK1 HK2.
  intros Hi; pose proof (Hl 0%nat i ltac:(lia)) as I2.
  destruct (Rlt_le_dec (alpha ^ N) (lambda i)) as [G | G].
  - destruct (Up i k ltac:(lra)) as [U _]; split; [unfold w; apply pow_le; lra |].
    pose proof (Hl L i ltac:(lia)) as LL; pose proof (Hl 0%nat L ltac:(lia)) as L0.
    destruct (HK2 ltac:(lia)) as [j [J1 J2]].
    apply Rle_trans with (2 := J2); apply Rle_trans with (w N eta (lambda L) alpha k); [| apply UpW; auto; lra].
    unfold w; apply pow_incr; split; [lra |]; unfold d.
    assert (Aj : alpha <= root N (lambda i)) by (apply le_root; auto; lra).
    assert (Rj : root N (lambda i) <= root N (lambda L)) by (apply root_le; auto; lra).
    assert (Ri : root N (lambda L) <= root N (lambda 0%nat)) by (apply root_le; auto; lra).
    pose proof (root_pos N (lambda i)).
    rewrite <- (root_pow N HN (lambda i)), <- (root_pow N HN (lambda L)) by lra.
    apply orbit_order; auto; try lra.
    intros _; split; [exact He |]; apply step_size_smaller with (root N (lambda 0%nat)); auto; lra.
  - assert (H0 : 0 < lambda 0%nat) by (pose proof (Lead 0%nat ltac:(lia)); lra).
    assert (A0 : alpha ^ N <= lambda 0%nat) by (pose proof (Lead 0%nat ltac:(lia)); lra).
    assert (B : forall j, 0 <= d N eta (lambda i) alpha j <= alpha).
    { destruct (Rle_lt_dec (lambda i) 0) as [Z | Z].
      - assert (Li : lambda n <= lambda i) by (apply Hl; lia).
        assert (Q : eta * alpha ^ (N - 2) * (Rabs (lambda i) + alpha ^ N) <= 1).
        { apply Rle_trans with (2 := Hdecay ltac:(lra)); apply Rmult_le_compat_l.
          - apply Rmult_le_pos; [lra | apply pow_le; lra].
          - rewrite !Rabs_left1 by lra; lra. }
        destruct (step_nonpositive N (lambda i) alpha eta HN Z Ha He Q) as [F _].
        intros j; split; [apply F |]; induction j as [| j IH]; [unfold d; cbn; lra |].
        pose proof (F j); lra.
      - intros j; induction j as [| j IH]; [unfold d; cbn; lra |].
        assert (Ab : Rabs (lambda i) <= lambda 0%nat) by (rewrite Rabs_right; lra).
        pose proof (low_falls N (lambda 0%nat) alpha eta HN H0 Ha A0 He Hs (lambda i) j Ab G); lra. }
    destruct (B k) as [B1 B2]; unfold w; split; [apply pow_le; lra |].
    apply Rle_trans with (2 := Had); apply pow_incr; lra.
Qed.

Lemma plateau_error (V What W : matrix) :
  orthogonal n V -> eqm n What (conj n V lambda) ->
  let WL := conj n V (fun i => if Nat.ltb i L then lambda i else 0) in
  frobenius n (sub (trained n N What alpha eta k) W)
  <= frobenius n (sub WL W)
     + sqrt (delta ^ 2 * sum n (fun i => if Nat.ltb i L then lambda i ^ 2 else 0) + INR (n + 1 - L) * delta' ^ 2).
Proof using HN HL Hl Ha Hal Had Hdecay He Hs Hd HK1 HK2.
  intros HV HW WL.
  set (wk := fun i => w N eta (lambda i) alpha k).
  set (top := fun i => if Nat.ltb i L then lambda i else 0).
  set (D := conj n V (fun i => wk i - top i)).
  assert (E : eqm n (sub (trained n N What alpha eta k) W) (add (sub WL W) D)).
  { rewrite (trained_diagonal n N V What lambda alpha eta HN HV HW k); fold wk.
    unfold D; rewrite <- (conj_sub n V wk top); change (conj n V top) with WL; intros i j _ _; unfold add, sub; ring. }
  unfold frobenius at 1; rewrite E; fold (frobenius n (add (sub WL W) D)).
  apply Rle_trans with (1 := triangle n (sub WL W) D); apply Rplus_le_compat_l.
  unfold frobenius; apply sqrt_le_1_alt.
  unfold D; rewrite inner_conj_conj by exact HV.
  rewrite <- (count_others L n HL), sum_mult_l.
  rewrite (Rmult_comm _ (delta' ^ 2)); rewrite (sum_scale (delta' ^ 2)); fold (sum n (fun i => delta' ^ 2 * (if Nat.ltb i L then 0 else 1))).
  rewrite sum_add; apply sum_mono; intros i Hi; unfold top.
  destruct (Nat.ltb_spec i L) as [C | C].
  - pose proof (plateau_leading i C) as B; fold (wk i) in B; pose proof (Lead i C).
    assert (Q : (lambda i - wk i) ^ 2 <= (delta * lambda i) ^ 2) by (apply pow_incr; lra).
    rewrite Rpow_mult_distr in Q; simpl in *; lra.
  - pose proof (plateau_others i ltac:(lia)) as B; fold (wk i) in B.
    assert (Q : wk i ^ 2 <= delta' ^ 2) by (apply pow_incr; lra).
    simpl in *; lra.
Qed.

End Plateau.

Theorem stopping_plateau (N n L : nat) (V What W : matrix) (lambda : vector) (alpha eta delta delta' : R) (k : nat) :
  (2 <= N)%nat -> (1 <= L <= n + 1)%nat -> orthogonal n V -> eqm n What (conj n V lambda) ->
  (forall i j, (i <= j <= n)%nat -> lambda j <= lambda i) ->
  0 < alpha -> alpha ^ N <= lambda (L - 1)%nat -> alpha ^ N <= delta' ->
  (lambda n <= 0 -> eta * alpha ^ (N - 2) * (Rabs (lambda n) + alpha ^ N) <= 1) ->
  0 < eta -> scaled N eta (lambda 0%nat) <= / INR N -> 0 < delta < 1 ->
  (forall i, (i < L)%nat -> exists j, (j <= k)%nat /\ (1 - delta) * lambda i <= w N eta (lambda i) alpha j) ->
  ((L <= n)%nat -> exists j, (k <= j)%nat /\ w N eta (lambda L) alpha j <= delta') ->
  let WL := conj n V (fun i => if Nat.ltb i L then lambda i else 0) in
  frobenius n (sub (trained n N What alpha eta k) W)
  <= frobenius n (sub WL W)
     + sqrt (delta ^ 2 * sum n (fun i => if Nat.ltb i L then lambda i ^ 2 else 0) + INR (n + 1 - L) * delta' ^ 2).
Proof. intros; apply plateau_error; auto. Qed.
(* claim: stopping.plateau
   As stated on real symmetric matrices, every N >= 2 and n, any W*; eigenvalues below lambda_L of either sign, and
   alpha^N <= lambda_L, alpha^N <= delta' as for rank.plateau. *)
