(** Eigenvalues of the target that are not positive, and the step size that is quoted for both signs. *)

Require Import Reals Lra Lia.
Require Import Powers Descent DeepFactorization Plateau.
Open Scope R_scope.

(** A sequence that shrinks by a factor below 1 wherever it is at least [e], for every [e > 0]. *)
Lemma shrinks_to_0 (x : nat -> R) :
  (forall k, 0 <= x k) -> (forall k, x (S k) <= x k) ->
  (forall e, 0 < e -> exists rho, 0 <= rho < 1 /\ forall k, e <= x k -> x (S k) <= rho * x k) ->
  Un_cv x 0.
Proof.
  intros P D S e He.
  destruct (S e He) as (rho & Hr & Q).
  assert (B : forall k, x k < e \/ x k <= x 0%nat * rho ^ k).
  { intros k; induction k as [| k IH]; [right; simpl; lra |].
    destruct IH as [IH | IH]; [left; pose proof (D k); lra |].
    destruct (Rlt_le_dec (x k) e) as [A | A]; [left; pose proof (D k); lra |].
    right; apply Rle_trans with (1 := Q k A); cbn [pow].
    replace (x 0%nat * (rho * rho ^ k)) with (rho * (x 0%nat * rho ^ k)) by ring.
    apply Rmult_le_compat_l; lra. }
  destruct (pow_lt_1_zero rho ltac:(rewrite Rabs_pos_eq; lra) (e / (x 0%nat + 1))) as [K HK].
  { pose proof (P 0%nat); apply Rdiv_lt_0_compat; lra. }
  exists K; intros k Hk; unfold R_dist; rewrite Rminus_0_r, Rabs_pos_eq by apply P.
  destruct (B k) as [B' | B']; [exact B' |].
  apply Rle_lt_trans with (1 := B').
  specialize (HK k Hk); rewrite Rabs_pos_eq in HK by (apply pow_le; lra).
  pose proof (P 0%nat) as P0.
  apply Rle_lt_trans with ((x 0%nat + 1) * rho ^ k).
  - apply Rmult_le_compat_r; [apply pow_le; lra | lra].
  - apply (Rmult_lt_compat_l (x 0%nat + 1)) in HK; [| lra].
    replace ((x 0%nat + 1) * (e / (x 0%nat + 1))) with e in HK by (field; lra); exact HK.
Qed.

(** What a step takes off, as a share of the iterate: [q(d) = eta d^(N-2) (|lambda| + d^N)]. *)
Definition share (N : nat) (eta lambda d : R) : R := eta * d ^ (N - 2) * (Rabs lambda + d ^ N).

Lemma step_share N eta lambda d :
  (2 <= N)%nat -> lambda <= 0 -> step N eta lambda d = d * (1 - share N eta lambda d).
Proof.
  intros HN Hl; unfold step, share; rewrite Rabs_left1 by exact Hl.
  replace (N - 1)%nat with (S (N - 2)) by lia; cbn [pow]; ring.
Qed.

Lemma share_incr N eta lambda x y :
  0 <= eta -> 0 <= x <= y -> 0 <= share N eta lambda x <= share N eta lambda y.
Proof.
  intros He H; unfold share.
  pose proof (Rabs_pos lambda) as A.
  pose proof (pow_incr x y (N - 2) H); pose proof (pow_incr x y N H).
  pose proof (pow_le x (N - 2) ltac:(lra)); pose proof (pow_le x N ltac:(lra)).
  split; [repeat apply Rmult_le_pos; lra |].
  apply Rmult_le_compat; [apply Rmult_le_pos; lra | lra | apply Rmult_le_compat_l; lra | lra].
Qed.

Lemma share_pos N eta lambda x : 0 < eta -> 0 < x -> 0 < share N eta lambda x.
Proof.
  intros He H; unfold share; pose proof (Rabs_pos lambda).
  pose proof (pow_lt x (N - 2) H); pose proof (pow_lt x N H).
  apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat |]; lra.
Qed.

Theorem step_nonpositive (N : nat) (lambda alpha eta : R) :
  (2 <= N)%nat -> lambda <= 0 -> 0 < alpha -> 0 < eta ->
  eta * alpha ^ (N - 2) * (Rabs lambda + alpha ^ N) <= 1 ->
  let x := d N eta lambda alpha in
  (forall k, 0 <= x k /\ x (S k) <= x k /\ (0 < x k -> x (S k) < x k)) /\ Un_cv x 0.
Proof.
  intros HN Hl Ha He Hq x; fold (share N eta lambda alpha) in Hq.
  assert (E : forall k, x (S k) = x k * (1 - share N eta lambda (x k))).
  { intros k; rewrite <- step_share by assumption; reflexivity. }
  assert (B : forall k, 0 <= x k <= alpha).
  { intros k; induction k as [| k IH]; [unfold x, d; cbn; lra |].
    destruct (share_incr N eta lambda (x k) alpha ltac:(lra) IH) as [S1 S2]; rewrite E; split.
    - apply Rmult_le_pos; lra.
    - apply Rle_trans with (x k * 1); [apply Rmult_le_compat_l |]; lra. }
  assert (D : forall k, x (S k) <= x k).
  { intros k; destruct (share_incr N eta lambda (x k) alpha ltac:(lra) (B k)) as [S1 S2].
    pose proof (Rmult_le_pos (x k) _ (proj1 (B k)) S1); rewrite E; lra. }
  split.
  - intros k; destruct (B k) as [B1 B2]; split; [exact B1 | split; [apply D |]].
    intros P; rewrite E.
    pose proof (Rmult_lt_0_compat _ _ P (share_pos N eta lambda (x k) He P)); lra.
  - apply shrinks_to_0; [apply B | exact D |].
    intros e Pe; destruct (Rle_lt_dec e alpha) as [L | L].
    + exists (1 - share N eta lambda e).
      pose proof (share_pos N eta lambda e He Pe).
      destruct (share_incr N eta lambda e alpha ltac:(lra) ltac:(lra)) as [_ S2].
      split; [lra |]; intros k Hk; rewrite E, Rmult_comm.
      apply Rmult_le_compat_r; [apply B |].
      destruct (share_incr N eta lambda e (x k) ltac:(lra) ltac:(lra)); lra.
    + exists 0; split; [lra |]; intros k Hk; destruct (B k); lra.
Qed.
(* claim: step.nonpositive
   Every N >= 2.  Stronger: the decrease is strict wherever d_k > 0, and the limit 0 is proved.  eta > 0 and alpha > 0 are written out.
   On the eigenvalue recursion; MatrixDescent.v has the decoupling that leads to it. *)

Lemma even_pow_abs n x : Nat.Even n -> Rabs x ^ n = x ^ n.
Proof.
  intros [m ->]; rewrite !pow_mult; f_equal.
  rewrite <- !Rsqr_pow2; symmetry; apply Rsqr_abs.
Qed.

Lemma even_less_2 N : (2 <= N)%nat -> Nat.Even N -> Nat.Even (N - 2).
Proof. intros HN [m ->]; exists (m - 1)%nat; lia. Qed.

Lemma share_even N eta lambda x :
  (2 <= N)%nat -> Nat.Even N -> share N eta lambda x = share N eta lambda (Rabs x).
Proof.
  intros HN E; unfold share; rewrite (even_pow_abs N x E), (even_pow_abs (N - 2) x); [reflexivity |].
  apply even_less_2; assumption.
Qed.

Theorem step_nonpositive_even (N : nat) (lambda alpha eta : R) :
  (2 <= N)%nat -> Nat.Even N -> lambda <= 0 -> 0 < alpha -> 0 < eta ->
  eta * alpha ^ (N - 2) * (Rabs lambda + alpha ^ N) < 2 ->
  let x k := Rabs (d N eta lambda alpha k) in
  (forall k, x (S k) <= x k /\ (0 < x k -> x (S k) < x k)) /\ Un_cv x 0
  /\ Un_cv (d N eta lambda alpha) 0.
Proof.
  intros HN Ev Hl Ha He Hq x; fold (share N eta lambda alpha) in Hq.
  assert (E : forall k, x (S k) = x k * Rabs (1 - share N eta lambda (x k))).
  { intros k; unfold x; rewrite <- share_even, <- Rabs_mult, <- step_share by assumption; reflexivity. }
  assert (P : forall k, 0 <= x k) by (intros; apply Rabs_pos).
  assert (F : forall k, x k <= alpha -> Rabs (1 - share N eta lambda (x k)) <= 1).
  { intros k Hk; destruct (share_incr N eta lambda (x k) alpha ltac:(lra) (conj (P k) Hk)).
    apply Rabs_le; lra. }
  assert (B : forall k, x k <= alpha).
  { intros k; induction k as [| k IH]; [unfold x, d; cbn; rewrite Rabs_pos_eq; lra |].
    rewrite E; apply Rle_trans with (x k * 1); [apply Rmult_le_compat_l; auto | lra]. }
  assert (D : forall k, x (S k) <= x k).
  { intros k; pose proof (Rmult_le_compat_l (x k) _ _ (P k) (F k (B k))); rewrite E; lra. }
  assert (C : Un_cv x 0).
  { apply shrinks_to_0; [exact P | exact D |].
    intros e Pe; destruct (Rle_lt_dec e alpha) as [L | L].
    - set (a := 1 - share N eta lambda e); set (b := share N eta lambda alpha - 1).
      pose proof (share_pos N eta lambda e He Pe).
      destruct (share_incr N eta lambda e alpha ltac:(lra) ltac:(lra)) as [_ S2].
      exists (Rmax (Rmax a b) 0).
      pose proof (Rmax_l a b); pose proof (Rmax_r a b).
      pose proof (Rmax_l (Rmax a b) 0); pose proof (Rmax_r (Rmax a b) 0).
      split.
      + split; [lra |]; apply Rmax_lub_lt; [apply Rmax_lub_lt; unfold a, b; lra | lra].
      + intros k Hk; rewrite E, Rmult_comm; apply Rmult_le_compat_r; [apply P |].
        destruct (share_incr N eta lambda e (x k) ltac:(lra) ltac:(lra)).
        destruct (share_incr N eta lambda (x k) alpha ltac:(lra) (conj (P k) (B k))).
        apply Rabs_le; unfold a, b in *; lra.
    - exists 0; split; [lra |]; intros k Hk; pose proof (B k); lra. }
  split; [| split; [exact C |]].
  - intros k; split; [apply D |]; intros Q; rewrite E.
    apply Rlt_le_trans with (x k * 1); [| lra]; apply Rmult_lt_compat_l; [exact Q |].
    pose proof (share_pos N eta lambda (x k) He Q).
    destruct (share_incr N eta lambda (x k) alpha ltac:(lra) (conj (P k) (B k))).
    apply Rabs_def1; lra.
  - intros e Pe; destruct (C e Pe) as [K HK]; exists K; intros k Hk.
    specialize (HK k Hk); unfold R_dist, x in *; rewrite Rminus_0_r in *.
    rewrite Rabs_Rabsolu in HK; exact HK.
Qed.
(* claim: step.nonpositive/even
   Every even N >= 2.  Stronger: strict wherever d_k is not 0, and the limit 0 is proved.  eta > 0 and alpha > 0 are written out. *)

Theorem step_nonpositive_cycle (N : nat) (lambda alpha eta : R) :
  (2 <= N)%nat -> Nat.Even N -> lambda <= 0 -> 0 < alpha ->
  eta * alpha ^ (N - 2) * (Rabs lambda + alpha ^ N) = 2 ->
  d N eta lambda alpha 1 = - alpha /\ d N eta lambda alpha 2 = alpha.
Proof.
  intros HN Ev Hl Ha Hq; fold (share N eta lambda alpha) in Hq.
  assert (E1 : d N eta lambda alpha 1 = - alpha).
  { change (step N eta lambda alpha = - alpha); rewrite step_share, Hq by assumption; ring. }
  split; [exact E1 |].
  change (step N eta lambda (d N eta lambda alpha 1) = alpha).
  rewrite E1, step_share, share_even, Rabs_Ropp, Rabs_pos_eq, Hq by (assumption || lra); ring.
Qed.
(* claim: step.nonpositive/cycle
   As stated, every even N >= 2; lambda <= 0 is the hypothesis of the family. *)

(** ** The quoted step size, [1/((3N-2) M^(2N-2))] *)

Lemma quoted_small (N : nat) (M x eta : R) :
  (2 <= N)%nat -> 0 < M -> 0 < eta -> eta < / ((3 * INR N - 2) * M ^ (2 * N - 2)) ->
  0 <= x <= M -> eta * x ^ (2 * N - 2) <= / INR N.
Proof.
  intros HN HM He Hs Hx.
  assert (N2 : 2 <= INR N) by (replace 2 with (INR 2) by (simpl; ring); apply le_INR; exact HN).
  pose proof (pow_lt M (2 * N - 2) HM) as PM.
  pose proof (pow_incr x M (2 * N - 2) Hx) as X.
  apply Rle_trans with (eta * M ^ (2 * N - 2)); [apply Rmult_le_compat_l; lra |].
  rewrite Rinv_mult in Hs.
  apply (Rmult_lt_compat_r (M ^ (2 * N - 2)) _ _ PM) in Hs.
  rewrite Rmult_assoc, Rinv_l, Rmult_1_r in Hs by lra.
  apply Rle_trans with (/ (3 * INR N - 2)); [lra | apply Rinv_le_contravar; lra].
Qed.

(** The distance to the limit from above shrinks geometrically. *)
Lemma from_above_distance N h l x :
  (2 <= N)%nat -> 0 <= h -> 0 < l <= x ->
  step N h (l ^ N) x - l <= (x - l) * (1 - h * l ^ (2 * N - 2)).
Proof.
  intros HN Hh Hx; unfold step; rewrite (pow_2N_2 N l HN).
  pose proof (pow_diff_ge (N - 1) l x ltac:(lra)) as D; replace (S (N - 1)) with N in D by lia.
  pose proof (pow_incr l x (N - 1) ltac:(lra)) as P.
  pose proof (pow_lt l (N - 1) ltac:(lra)) as Q.
  assert (A : l ^ (N - 1) * (x - l) <= x ^ (N - 1) * (x - l)) by (apply Rmult_le_compat_r; lra).
  assert (A' : l ^ (N - 1) * (x - l) <= x ^ N - l ^ N).
  { pose proof (pow_diff_le N l x ltac:(lra)).
    pose proof (pow_tangent N l x ltac:(lra) ltac:(lra)) as T; replace (pred N) with (N - 1)%nat in T by lia.
    assert (1 <= INR N) by (replace 1 with (INR 1) by reflexivity; apply le_INR; lia).
    assert (0 <= l ^ (N - 1) * (x - l)) by (apply Rmult_le_pos; lra).
    assert (1 * (l ^ (N - 1) * (x - l)) <= INR N * (l ^ (N - 1) * (x - l))) by (apply Rmult_le_compat_r; lra).
    lra. }
  assert (B : l ^ (N - 1) * (l ^ (N - 1) * (x - l)) <= x ^ (N - 1) * (x ^ N - l ^ N)).
  { apply Rmult_le_compat; try lra; apply Rmult_le_pos; lra. }
  apply (Rmult_le_compat_l h) in B; [lra | exact Hh].
Qed.

Lemma convergence_from_above N h l start :
  (2 <= N)%nat -> 0 < h -> 0 < l <= start -> h * start ^ (2 * N - 2) <= / INR N ->
  Un_cv (orbit N (fun _ => h) (l ^ N) start) l.
Proof.
  intros HN Hh Hl Hs.
  set (q := 1 - h * l ^ (2 * N - 2)).
  assert (N2 : 2 <= INR N) by (replace 2 with (INR 2) by (simpl; ring); apply le_INR; exact HN).
  assert (Pl : 0 < h * l ^ (2 * N - 2)) by (apply Rmult_lt_0_compat; [| apply pow_lt]; lra).
  assert (Hq : 0 <= q < 1).
  { unfold q; split; [| lra].
    pose proof (pow_incr l start (2 * N - 2) ltac:(lra)) as P.
    apply (Rmult_le_compat_l h) in P; [| lra].
    assert (/ INR N <= / 2) by (apply Rinv_le_contravar; lra); lra. }
  assert (B : forall k, 0 <= orbit N (fun _ => h) (l ^ N) start k - l <= (start - l) * q ^ k).
  { intros k; induction k as [| k [IH1 IH2]]; [cbn; lra |].
    pose proof (orbit_from_above N h l start HN ltac:(lra) ltac:(lra) Hs (S k)) as O.
    split; [lra |]; cbn [orbit pow] in *; set (y := orbit N (fun _ => h) (l ^ N) start k) in *.
    pose proof (from_above_distance N h l y HN ltac:(lra) ltac:(lra)) as F; fold q in F.
    apply Rle_trans with (1 := F).
    replace ((start - l) * (q * q ^ k)) with ((start - l) * q ^ k * q) by ring.
    apply Rmult_le_compat_r; lra. }
  intros e Pe.
  destruct (pow_lt_1_zero q ltac:(rewrite Rabs_pos_eq; lra) (e / (start - l + 1))) as [K HK].
  { apply Rdiv_lt_0_compat; lra. }
  exists K; intros k Hk; specialize (HK k Hk); destruct (B k) as [B1 B2].
  pose proof (pow_le q k ltac:(lra)) as Pq.
  rewrite Rabs_pos_eq in HK by exact Pq.
  unfold R_dist; rewrite Rabs_pos_eq by exact B1.
  apply Rle_lt_trans with (1 := B2).
  apply Rle_lt_trans with ((start - l + 1) * q ^ k); [apply Rmult_le_compat_r; lra |].
  apply (Rmult_lt_compat_l (start - l + 1)) in HK; [| lra].
  replace ((start - l + 1) * (e / (start - l + 1))) with e in HK by (field; lra); exact HK.
Qed.

Theorem step_quoted (N : nat) (lambda alpha eta : R) :
  (2 <= N)%nat -> 0 < lambda -> 0 < alpha -> 0 < eta ->
  let M := Rmax alpha (root N lambda) in
  eta < / ((3 * INR N - 2) * M ^ (2 * N - 2)) ->
  let x := d N eta lambda alpha in
  Un_cv x (root N lambda)
  /\ ((forall k, x k <= x (S k) <= root N lambda) \/ (forall k, root N lambda <= x (S k) <= x k)).
Proof.
  intros HN Hl Ha He M Hs x.
  pose proof (root_pow N HN lambda Hl) as E; pose proof (root_pos N lambda) as Pl.
  pose proof (Rmax_l alpha (root N lambda)) as M1; pose proof (Rmax_r alpha (root N lambda)) as M2.
  fold M in M1, M2; clearbody M; set (l := root N lambda) in *.
  assert (Sl : eta * l ^ (2 * N - 2) <= / INR N) by (apply (quoted_small N M); auto; lra).
  assert (Sa : eta * alpha ^ (2 * N - 2) <= / INR N) by (apply (quoted_small N M); auto; lra).
  unfold x, d; clearbody l; rewrite <- E; clear E M1 M2.
  destruct (Rlt_le_dec alpha l) as [A | A].
  - split; [apply convergence; auto |]; left; intros k.
    pose proof (orbit_stays N HN (fun _ => eta) l alpha (fun _ => conj He Sl) ltac:(lra) k) as O.
    cbn [orbit]; apply step_stays; assumption.
  - split; [apply convergence_from_above; auto; lra |]; right; intros k.
    pose proof (orbit_from_above N eta l alpha HN ltac:(lra) ltac:(lra) Sa k) as O.
    cbn [orbit]; apply step_from_above; auto; try lra.
    apply Rle_trans with (2 := Sa); apply Rmult_le_compat_l; [lra |]; apply pow_incr; lra.
Qed.
(* claim: step.quoted
   Every N >= 2, from either side of the limit; monotone is meant weakly (at the limit the orbit is constant).  Otherwise as stated. *)

Theorem step_quoted_nonpositive (N : nat) (lambda alpha eta : R) :
  (2 <= N)%nat -> lambda <= 0 -> 0 < alpha -> 0 < eta ->
  forall M, alpha <= M -> Rabs lambda <= M ^ N -> eta < / ((3 * INR N - 2) * M ^ (2 * N - 2)) ->
  let x := d N eta lambda alpha in
  (forall k, 0 < x (S k) < x k) /\ Un_cv x 0.
Proof.
  intros HN Hl Ha He M HM HlM Hs x.
  assert (N2 : 2 <= INR N) by (replace 2 with (INR 2) by (simpl; ring); apply le_INR; exact HN).
  pose proof (pow_lt M (2 * N - 2) ltac:(lra)) as PM.
  assert (Hs' : eta * M ^ (2 * N - 2) < / 4).
  { rewrite Rinv_mult in Hs.
    apply (Rmult_lt_compat_r (M ^ (2 * N - 2)) _ _ PM) in Hs.
    rewrite Rmult_assoc, Rinv_l, Rmult_1_r in Hs by lra.
    apply Rlt_le_trans with (1 := Hs); apply Rinv_le_contravar; lra. }
  assert (Q : share N eta lambda alpha < 1).
  { unfold share.
    replace (2 * N - 2)%nat with (N - 2 + N)%nat in Hs' by lia; rewrite pow_add in Hs'.
    pose proof (pow_incr alpha M (N - 2) ltac:(lra)); pose proof (pow_incr alpha M N ltac:(lra)).
    pose proof (pow_lt alpha (N - 2) Ha); pose proof (pow_lt alpha N Ha); pose proof (Rabs_pos lambda).
    apply Rle_lt_trans with (eta * M ^ (N - 2) * (2 * M ^ N)); [| lra].
    apply Rmult_le_compat; [apply Rmult_le_pos; lra | lra | apply Rmult_le_compat_l; lra | lra]. }
  destruct (step_nonpositive N lambda alpha eta HN Hl Ha He ltac:(apply Rlt_le, Q)) as [B C]; fold x in B, C.
  assert (P : forall k, 0 < x k <= alpha).
  { intros k; induction k as [| k IH]; [unfold x, d; cbn; lra |].
    destruct (B k) as (_ & B2 & _); split; [| lra].
    unfold x, d; cbn [orbit]; fold (d N eta lambda alpha k); fold (x k).
    rewrite step_share by assumption; apply Rmult_lt_0_compat; [lra |].
    destruct (share_incr N eta lambda (x k) alpha ltac:(lra) ltac:(lra)); lra. }
  split; [| exact C]; intros k; split; [apply P |]; apply B, P.
Qed.
(* claim: step.quoted/nonpositive
   Stronger: any M with alpha <= M and |lambda| <= M^N, of which max(alpha, |lambda|^(1/N)) is the least; the decrease is strict. *)

Lemma derivative_ext f g x l :
  (forall y, f y = g y) -> derivable_pt_lim f x l -> derivable_pt_lim g x l.
Proof.
  intros E D e He; destruct (D e He) as [dl Hd]; exists dl; intros h Hh Lh.
  rewrite <- !E; apply Hd; assumption.
Qed.

Theorem step_quoted_monotone_map (N : nat) (lambda eta M x : R) :
  (2 <= N)%nat -> 0 < M -> 0 <= eta -> eta <= / ((3 * INR N - 2) * M ^ (2 * N - 2)) ->
  0 <= x <= M -> Rabs lambda <= M ^ N ->
  exists D, derivable_pt_lim (step N eta lambda) x D /\ 0 <= D.
Proof.
  intros HN HM He Hs Hx Hl.
  assert (N2 : 2 <= INR N) by (replace 2 with (INR 2) by (simpl; ring); apply le_INR; exact HN).
  assert (EN : INR (N - 1) = INR N - 1) by (rewrite minus_INR by lia; reflexivity).
  exists (1 + eta * (INR (N - 1) * x ^ (N - 2) * (lambda - x ^ N) + x ^ (N - 1) * (0 - INR N * x ^ (N - 1)))).
  split.
  - unfold step.
    apply (derivable_pt_lim_plus (fun y => y) (fun y => eta * y ^ (N - 1) * (lambda - y ^ N))).
    + apply derivable_pt_lim_id.
    + assert (D : derivable_pt_lim (fun y => eta * (y ^ (N - 1) * (lambda - y ^ N))) x
                    (eta * (INR (N - 1) * x ^ (N - 2) * (lambda - x ^ N)
                            + x ^ (N - 1) * (0 - INR N * x ^ (N - 1))))).
      { apply (derivable_pt_lim_scal (fun y => y ^ (N - 1) * (lambda - y ^ N))).
        apply (derivable_pt_lim_mult (fun y => y ^ (N - 1)) (fun y => lambda - y ^ N)).
        - replace (N - 2)%nat with (pred (N - 1)) by lia; apply derivable_pt_lim_pow.
        - apply (derivable_pt_lim_minus (fun _ => lambda) (fun y => y ^ N)).
          + apply derivable_pt_lim_const.
          + replace (N - 1)%nat with (pred N) by lia; apply derivable_pt_lim_pow. }
      revert D; apply derivative_ext; intros y; ring.
  - assert (Hl2 : - M ^ N <= lambda) by (pose proof (Rle_abs (- lambda)) as A; rewrite Rabs_Ropp in A; lra).
    pose proof (pow_lt M (2 * N - 2) HM) as PM.
    rewrite Rinv_mult in Hs.
    apply (Rmult_le_compat_r (M ^ (2 * N - 2)) _ _ ltac:(lra)) in Hs.
    rewrite Rmult_assoc, Rinv_l, Rmult_1_r in Hs by lra.
    assert (Hs' : eta * ((3 * INR N - 2) * M ^ (2 * N - 2)) <= 1).
    { apply (Rmult_le_compat_l (3 * INR N - 2)) in Hs; [| lra]; rewrite Rinv_r in Hs; lra. }
    assert (E1 : M ^ (2 * N - 2) = M ^ (N - 2) * M ^ N) by (rewrite <- pow_add; f_equal; lia).
    assert (E2 : M ^ (2 * N - 2) = M ^ (N - 1) * M ^ (N - 1)) by (apply pow_2N_2; exact HN).
    pose proof (pow_incr x M (N - 2) Hx); pose proof (pow_incr x M N Hx); pose proof (pow_incr x M (N - 1) Hx).
    pose proof (pow_le x (N - 2) ltac:(lra)); pose proof (pow_le x N ltac:(lra)); pose proof (pow_le x (N - 1) ltac:(lra)).
    assert (A : x ^ (N - 2) * (x ^ N - lambda) <= M ^ (N - 2) * (2 * M ^ N)).
    { apply Rle_trans with (x ^ (N - 2) * (2 * M ^ N)).
      - apply Rmult_le_compat_l; lra.
      - apply Rmult_le_compat_r; lra. }
    assert (B : x ^ (N - 1) * x ^ (N - 1) <= M ^ (N - 1) * M ^ (N - 1)) by (apply Rmult_le_compat; lra).
    apply (Rmult_le_compat_l (INR N - 1)) in A; [| lra].
    apply (Rmult_le_compat_l (INR N)) in B; [| lra].
    rewrite <- E2 in B.
    assert (A' : (INR N - 1) * (M ^ (N - 2) * (2 * M ^ N)) = 2 * (INR N - 1) * M ^ (2 * N - 2))
      by (rewrite E1; ring).
    rewrite A' in A.
    assert (C : eta * ((INR N - 1) * (x ^ (N - 2) * (x ^ N - lambda)) + INR N * (x ^ (N - 1) * x ^ (N - 1)))
                <= eta * ((3 * INR N - 2) * M ^ (2 * N - 2))) by (apply Rmult_le_compat_l; lra).
    rewrite EN; lra.
Qed.
(* claim: step.quoted/monotone_map
   Every N >= 2, any M > 0.  As stated: the derivative exists and is nonnegative. *)
