(** rectangular.aligned: a rectangular target and a start aligned with its singular vectors. *)

Require Import Reals Lra Lia.
Require FunctionalExtensionality.
Require Import Powers Descent Rank DeepFactorization Matrices.
Open Scope R_scope.

Section Rectangular.

Import FunctionalExtensionality.

(** The factor [W j] has the rows [0, ..., s (j+1)] and the columns [0, ..., s j]; singular values have the indices [0, ..., r].
    [Q 0 = V], [Q N = U], the others are in between; the first [r+1] columns of each are orthonormal. *)
Variables (N r : nat) (s : nat -> nat) (Q : nat -> matrix).
Hypothesis HN : (2 <= N)%nat.
Hypothesis orthonormal : forall j k l, (j <= N)%nat -> (k <= r)%nat -> (l <= r)%nat ->
  sum (s j) (fun c => Q j c k * Q j c l) = if Nat.eqb k l then 1 else 0.

(** [A diag(e) B^T] *)
Definition between (A : matrix) (e : vector) (B : matrix) : matrix :=
  fun a b => sum r (fun k => A a k * (e k * B b k)).

(** [W_(lo+len) ... W_lo], [len + 1] factors. *)
Fixpoint rproduct (W : nat -> matrix) (lo len : nat) : matrix :=
  match len with
  | O => W lo
  | S p => mul (s (lo + S p)) (W (lo + S p)%nat) (rproduct W lo p)
  end.

Definition rgradient (What : matrix) (W : nat -> matrix) (j : nat) : matrix :=
  let E := sub (rproduct W 0 (N - 1)) What in
  let E1 := if Nat.eqb j (N - 1) then E else mul (s N) (tr (rproduct W (S j) (N - 2 - j))) E in
  if Nat.eqb j 0 then E1 else mul (s 0%nat) E1 (tr (rproduct W 0 (j - 1))).

Fixpoint rdescent (What : matrix) (eta : nat -> R) (start : nat -> matrix) (k : nat) : nat -> matrix :=
  match k with
  | O => start
  | S p => fun j => sub (rdescent What eta start p j) (scale (eta p) (rgradient What (rdescent What eta start p) j))
  end.

Lemma between_mul A e j f C :
  (j <= N)%nat -> mul (s j) (between A e (Q j)) (between (Q j) f C) = between A (fun k => e k * f k) C.
Proof using HN orthonormal.
  intros Hj; extensionality a; extensionality b; unfold mul, between.
  rewrite (sum_ext (s j) _ (fun c => sum r (fun k => sum r (fun l => A a k * e k * (f l * C b l) * (Q j c k * Q j c l))))).
  2: { intros c _; rewrite sum_mult_r; apply sum_ext; intros k _; rewrite sum_mult_l; apply sum_ext; intros; ring. }
  unfold sum at 1; rewrite (swap r (fun c k => sum r (fun l => A a k * e k * (f l * C b l) * (Q j c k * Q j c l))) (s j)).
  apply sum_ext; intros k Hk.
  rewrite (swap r (fun c l => A a k * e k * (f l * C b l) * (Q j c k * Q j c l)) (s j)).
  rewrite (sum_ext r _ (fun l => if Nat.eqb k l then A a k * e k * (f l * C b l) else 0)).
  - rewrite sum_single by exact Hk; ring.
  - intros l Hl.
    rewrite <- (sum_scale (A a k * e k * (f l * C b l)) (fun c => Q j c k * Q j c l)).
    fold (sum (s j) (fun c => Q j c k * Q j c l)); rewrite orthonormal by assumption.
    destruct (Nat.eqb k l); ring.
Qed.

Lemma between_tr A e B : tr (between A e B) = between B e A.
Proof using. extensionality a; extensionality b; unfold tr, between; apply sum_ext; intros; ring. Qed.

Lemma between_sub A e f B : sub (between A e B) (between A f B) = between A (fun k => e k - f k) B.
Proof using.
  extensionality a; extensionality b; unfold sub, between; rewrite sum_sub; apply sum_ext; intros; ring.
Qed.

Lemma between_scale c A e B : scale c (between A e B) = between A (fun k => c * e k) B.
Proof using.
  extensionality a; extensionality b; unfold scale, between; rewrite sum_mult_l; apply sum_ext; intros; ring.
Qed.

Lemma between_ext A e f B : (forall k, e k = f k) -> between A e B = between A f B.
Proof using. intros H; f_equal; extensionality k; apply H. Qed.

Lemma rproduct_between W e lo len :
  (forall j, (lo <= j <= lo + len)%nat -> W j = between (Q (S j)) e (Q j)) -> (lo + len < N)%nat ->
  rproduct W lo len = between (Q (S (lo + len))) (fun k => e k ^ S len) (Q lo).
Proof using HN orthonormal.
  induction len as [| p IH]; intros H HB; cbn [rproduct].
  - rewrite H by lia; rewrite Nat.add_0_r; apply between_ext; intros; ring.
  - rewrite IH by (intros; try apply H; lia); rewrite (H (lo + S p)%nat) by lia.
    replace (S (lo + p)) with (lo + S p)%nat by lia.
    rewrite between_mul by lia; apply between_ext; intros; reflexivity.
Qed.

Lemma aligned (sigma d0 : vector) (eta : nat -> R) (k : nat) :
  let What := between (Q N) sigma (Q 0%nat) in
  let start j := between (Q (S j)) d0 (Q j) in
  (forall j, (j < N)%nat ->
     rdescent What eta start k j = between (Q (S j)) (fun i => orbit N eta (sigma i) (d0 i) k) (Q j))
  /\ rproduct (rdescent What eta start k) 0 (N - 1)
     = between (Q N) (fun i => orbit N eta (sigma i) (d0 i) k ^ N) (Q 0%nat).
Proof using HN orthonormal.
  intros What start.
  assert (F : forall j, (j < N)%nat ->
     rdescent What eta start k j = between (Q (S j)) (fun i => orbit N eta (sigma i) (d0 i) k) (Q j)).
  { induction k as [| p IH]; intros j Hj; [reflexivity |].
    cbn [rdescent orbit]; set (W := rdescent What eta start p) in *.
    set (e := fun i => orbit N eta (sigma i) (d0 i) p) in *.
    assert (PE : sub (rproduct W 0 (N - 1)) What = between (Q N) (fun i => e i ^ N - sigma i) (Q 0%nat)).
    { rewrite (rproduct_between W e) by (intros; try apply IH; lia).
      replace (S (0 + (N - 1))) with N by lia; unfold What; rewrite between_sub; apply between_ext; intros i.
      replace (S (N - 1)) with N by lia; reflexivity. }
    assert (G : rgradient What W j = between (Q (S j)) (fun i => e i ^ (N - 1) * (e i ^ N - sigma i)) (Q j)).
    { unfold rgradient; rewrite PE.
      assert (L : (if Nat.eqb j (N - 1) then between (Q N) (fun i => e i ^ N - sigma i) (Q 0%nat)
                   else mul (s N) (tr (rproduct W (S j) (N - 2 - j))) (between (Q N) (fun i => e i ^ N - sigma i) (Q 0%nat)))
                  = between (Q (S j)) (fun i => e i ^ (N - 1 - j) * (e i ^ N - sigma i)) (Q 0%nat)).
      { destruct (Nat.eqb_spec j (N - 1)) as [-> | Ne].
        - replace (S (N - 1)) with N by lia; replace (N - 1 - (N - 1))%nat with 0%nat by lia; apply between_ext; intros; simpl; ring.
        - rewrite (rproduct_between W e) by (intros; try apply IH; lia).
          replace (S (S j + (N - 2 - j))) with N by lia; rewrite between_tr, between_mul by lia.
          replace (S (N - 2 - j)) with (N - 1 - j)%nat by lia; reflexivity. }
      rewrite L; destruct (Nat.eqb_spec j 0) as [-> | Nz].
      - rewrite Nat.sub_0_r; reflexivity.
      - rewrite (rproduct_between W e 0 (j - 1)) by (intros; try apply IH; lia).
        replace (S (0 + (j - 1))) with j by lia; replace (S (j - 1)) with j by lia.
        rewrite between_tr, between_mul by lia; apply between_ext; intros i.
        replace (N - 1)%nat with (N - 1 - j + j)%nat at 2 by lia; rewrite pow_add; ring. }
    rewrite G, (IH j Hj), between_scale, between_sub; apply between_ext; intros i; unfold step; fold (e i); ring. }
  split; [exact F |].
  rewrite (rproduct_between _ (fun i => orbit N eta (sigma i) (d0 i) k)) by (intros; try apply F; lia).
  replace (S (0 + (N - 1))) with N by lia; replace (S (N - 1)) with N by lia; reflexivity.
Qed.

End Rectangular.

Theorem rectangular_aligned (N r : nat) (s : nat -> nat) (Q : nat -> matrix) (sigma d0 : vector) (eta : nat -> R) (k : nat) :
  (2 <= N)%nat ->
  (forall j k l, (j <= N)%nat -> (k <= r)%nat -> (l <= r)%nat ->
     sum (s j) (fun c => Q j c k * Q j c l) = if Nat.eqb k l then 1 else 0) ->
  let What := between r (Q N) sigma (Q 0%nat) in
  let start j := between r (Q (S j)) d0 (Q j) in
  (forall j, (j < N)%nat ->
     rdescent N s What eta start k j = between r (Q (S j)) (fun i => orbit N eta (sigma i) (d0 i) k) (Q j))
  /\ rproduct s (rdescent N s What eta start k) 0 (N - 1)
     = between r (Q N) (fun i => orbit N eta (sigma i) (d0 i) k ^ N) (Q 0%nat).
Proof. intros; apply aligned; assumption. Qed.
(* claim: rectangular.aligned
   Stronger: any diagonal starts d0 (alpha in the claim), any steps, any shapes of the inner factors, any orthonormal frames Q_j between the factors
   (the identity in the claim).  U Sigma V^T and the starts are written as sums over the r + 1 singular values; an empty product is left out
   of the gradient instead of being an identity. *)
