(** Sums of so many terms, and orthonormal vectors that span given ones. *)

Require Import Reals Lra Lia.
Require Import Matrices.
Open Scope R_scope.

(** ** Sums of [m] terms *)

(** [f 0 + ... + f (m-1)] *)
Fixpoint below (m : nat) (f : nat -> R) : R := match m with O => 0 | S p => below p f + f p end.

Lemma below_sum f n : sum_f_R0 f n = below (S n) f.
Proof. induction n as [| n IH]; cbn [sum_f_R0 below] in *; [ring | rewrite IH; reflexivity]. Qed.

Lemma below_ext m f g : (forall i, (i < m)%nat -> f i = g i) -> below m f = below m g.
Proof. induction m as [| m IH]; intros H; cbn; [reflexivity |]; rewrite IH, H by (intros; try apply H; lia); reflexivity. Qed.

Lemma below_add m f g : below m (fun i => f i + g i) = below m f + below m g.
Proof. induction m as [| m IH]; cbn; [ring | rewrite IH; ring]. Qed.

Lemma below_scale m c f : below m (fun i => c * f i) = c * below m f.
Proof. induction m as [| m IH]; cbn; [ring | rewrite IH; ring]. Qed.

Lemma below_le m f g : (forall i, (i < m)%nat -> f i <= g i) -> below m f <= below m g.
Proof.
  induction m as [| m IH]; intros H; cbn; [lra |].
  pose proof (IH ltac:(intros; apply H; lia)); pose proof (H m ltac:(lia)); lra.
Qed.

Lemma below_0 m : below m (fun _ => 0) = 0.
Proof. induction m as [| m IH]; cbn; [ring | rewrite IH; ring]. Qed.

Lemma below_const m c : below m (fun _ => c) = INR m * c.
Proof. induction m as [| m IH]; cbn [below]; [simpl; ring | rewrite IH, S_INR; ring]. Qed.

Lemma below_nonneg m f : (forall i, (i < m)%nat -> 0 <= f i) -> 0 <= below m f.
Proof. intros H; rewrite <- (below_0 m); apply below_le; exact H. Qed.

Lemma below_swap m p f : below m (fun i => below p (fun j => f i j)) = below p (fun j => below m (fun i => f i j)).
Proof.
  induction m as [| m IH]; cbn [below]; [symmetry; apply below_0 |].
  rewrite IH, <- below_add; reflexivity.
Qed.

Lemma below_single m k f : (k < m)%nat -> below m (fun i => (if Nat.eqb i k then 1 else 0) * f i) = f k.
Proof.
  induction m as [| m IH]; intros Hk; [lia |]; cbn [below].
  destruct (Nat.eqb_spec m k) as [-> | Ne].
  - rewrite (below_ext k _ (fun _ => 0)), below_0; [ring |].
    intros i Hi; replace (Nat.eqb i k) with false by (symmetry; apply Nat.eqb_neq; lia); ring.
  - rewrite IH by lia; ring.
Qed.

(** Zeros of a sum of terms that are not negative. *)
Lemma below_zero m f i : (forall j, (j < m)%nat -> 0 <= f j) -> below m f = 0 -> (i < m)%nat -> f i = 0.
Proof.
  induction m as [| m IH]; intros P E Hi; [lia |]; cbn [below] in E.
  pose proof (below_nonneg m f ltac:(intros; apply P; lia)); pose proof (P m ltac:(lia)).
  destruct (Nat.eq_dec i m) as [-> | Ne]; [lra |]; apply IH; [intros; apply P; lia | lra | lia].
Qed.

(** ** Orthonormal vectors that span given ones *)

Section Span.

Variable m : nat.

Definition along (x y : vector) : R := below m (fun i => x i * y i).

Lemma along_comm x y : along x y = along y x.
Proof. apply below_ext; intros; ring. Qed.

Lemma along_add x y z : along x (fun i => y i + z i) = along x y + along x z.
Proof. unfold along; rewrite <- below_add; apply below_ext; intros; ring. Qed.

Lemma along_scale c x y : along x (fun i => c * y i) = c * along x y.
Proof. unfold along; rewrite <- below_scale; apply below_ext; intros; ring. Qed.

Lemma along_below r c (x : nat -> vector) y :
  along y (fun i => below r (fun k => c k * x k i)) = below r (fun k => c k * along y (x k)).
Proof.
  induction r as [| r IH]; cbn [below].
  - unfold along; rewrite (below_ext m _ (fun _ => 0)), below_0 by (intros; ring); reflexivity.
  - rewrite along_add, IH, along_scale; reflexivity.
Qed.

Lemma along_pos x : 0 <= along x x.
Proof. apply below_nonneg; intros; apply Rle_0_sqr. Qed.

Lemma along_ext x y z : (forall i, (i < m)%nat -> y i = z i) -> along x y = along x z.
Proof. intros H; apply below_ext; intros i Hi; rewrite H by exact Hi; reflexivity. Qed.

Definition orthonormal_family (r : nat) (x : nat -> vector) : Prop :=
  forall k l, (k < r)%nat -> (l < r)%nat -> along (x k) (x l) = if Nat.eqb k l then 1 else 0.

Definition in_span (r : nat) (x : nat -> vector) (b : vector) : Prop :=
  forall i, (i < m)%nat -> b i = below r (fun k => along (x k) b * x k i).

(** Gram and Schmidt. *)
Lemma orthonormal_span (b : nat -> vector) (q : nat) :
  exists r x, (r <= q)%nat /\ orthonormal_family r x
    /\ (forall j, (j < q)%nat -> in_span r x (b j))
    /\ (forall i, (i < m)%nat -> (forall j, (j < q)%nat -> b j i = 0) -> forall k, (k < r)%nat -> x k i = 0).
Proof.
  induction q as [| q (r & x & Hr & O & Sp & Z)].
  - exists 0%nat, (fun _ _ => 0); repeat split; try lia; intros ? ? ?; lia.
  - set (u := fun i => b q i + - below r (fun k => along (x k) (b q) * x k i)).
    assert (U : forall l, (l < r)%nat -> along (x l) u = 0).
    { intros l Hl; unfold u.
      rewrite (along_ext (x l) _ (fun i => b q i + -1 * below r (fun k => along (x k) (b q) * x k i))) by (intros; ring).
      rewrite along_add, along_scale, along_below.
      rewrite (below_ext r _ (fun k => (if Nat.eqb k l then 1 else 0) * along (x k) (b q))).
      - rewrite below_single by exact Hl; ring.
      - intros k Hk; rewrite O by assumption; rewrite Nat.eqb_sym; ring. }
    destruct (Req_dec (along u u) 0) as [E | E].
    + exists r, x; split; [lia |]; split; [exact O |]; split.
      * intros j Hj; destruct (Nat.eq_dec j q) as [-> | Ne]; [| apply Sp; lia].
        intros i Hi; pose proof (below_zero m (fun i => u i * u i) i ltac:(intros; apply Rle_0_sqr) E Hi) as Q.
        apply Rmult_integral in Q; unfold u in Q; destruct Q; lra.
      * intros i Hi H; apply Z; [exact Hi |]; intros j Hj; apply H; lia.
    + assert (P : 0 < along u u) by (pose proof (along_pos u); lra).
      set (s := sqrt (along u u)); assert (Ps : 0 < s) by (apply sqrt_lt_R0; exact P).
      assert (Es : s * s = along u u) by (apply sqrt_sqrt; lra).
      set (x' := fun k => if Nat.ltb k r then x k else fun i => / s * u i).
      assert (L : forall k, (k < r)%nat -> x' k = x k).
      { intros k Hk; unfold x'; replace (Nat.ltb k r) with true by (symmetry; apply Nat.ltb_lt; exact Hk); reflexivity. }
      assert (T : x' r = fun i => / s * u i) by (unfold x'; rewrite Nat.ltb_irrefl; reflexivity).
      assert (UB : forall j, (j < q)%nat -> along u (b j) = 0).
      { intros j Hj; rewrite (along_ext u (b j) _ (Sp j Hj)), along_below.
        rewrite (below_ext r _ (fun _ => 0)), below_0; [reflexivity |].
        intros k Hk; rewrite along_comm, (along_comm u), U by exact Hk; ring. }
      assert (UQ : along u (b q) = along u u).
      { rewrite (along_ext u (b q) (fun i => u i + below r (fun k => along (x k) (b q) * x k i)))
          by (intros; unfold u; ring).
        rewrite along_add, along_below, (below_ext r _ (fun _ => 0)), below_0; [ring |].
        intros k Hk; rewrite (along_comm u), U by exact Hk; ring. }
      assert (TB : forall y, along (x' r) y = / s * along u y).
      { intros y; rewrite T, along_comm, along_scale, (along_comm y); reflexivity. }
      exists (S r), x'; split; [lia |]; split; [| split].
      * intros k l Hk Hl.
        destruct (Nat.eq_dec k r) as [-> | Nk]; destruct (Nat.eq_dec l r) as [-> | Nl].
        -- rewrite TB, T, along_scale, Nat.eqb_refl, <- Es; field; lra.
        -- rewrite TB, L, (along_comm u), U by lia.
           replace (Nat.eqb r l) with false by (symmetry; apply Nat.eqb_neq; lia); ring.
        -- rewrite T, along_scale, L, U by lia.
           replace (Nat.eqb k r) with false by (symmetry; apply Nat.eqb_neq; lia); ring.
        -- rewrite !L by lia; apply O; lia.
      * intros j Hj i Hi; cbn [below].
        rewrite (below_ext r _ (fun k => along (x k) (b j) * x k i)) by (intros; rewrite L by assumption; reflexivity).
        rewrite TB, T.
        destruct (Nat.eq_dec j q) as [-> | Ne].
        -- rewrite UQ, <- Es; replace (/ s * (s * s) * (/ s * u i)) with (u i) by (field; lra); unfold u; ring.
        -- rewrite UB by lia; rewrite <- (Sp j ltac:(lia) i Hi); ring.
      * intros i Hi H k Hk.
        destruct (Nat.eq_dec k r) as [-> | Nk].
        -- rewrite T; unfold u; rewrite H by lia.
           rewrite (below_ext r _ (fun _ => 0)), below_0; [ring |].
           intros l Hl; rewrite (Z i Hi) by (try exact Hl; intros; apply H; lia); ring.
        -- rewrite L by lia; apply (Z i Hi); [intros; apply H; lia | lia].
Qed.

(** Pythagoras in a span, and Bessel. *)
Lemma span_square r x b : in_span r x b -> along b b = below r (fun k => along (x k) b ^ 2).
Proof.
  intros S1; rewrite (along_ext b b _ S1), along_below; apply below_ext; intros; rewrite (along_comm b); ring.
Qed.

Lemma bessel r x b : orthonormal_family r x -> below r (fun k => along (x k) b ^ 2) <= along b b.
Proof.
  intros O; set (p := fun i => below r (fun k => along (x k) b * x k i)).
  assert (Pb : along b p = below r (fun k => along (x k) b ^ 2)).
  { unfold p; rewrite along_below; apply below_ext; intros; rewrite (along_comm b); ring. }
  assert (Pp : along p p = below r (fun k => along (x k) b ^ 2)).
  { unfold p at 2; rewrite along_below; apply below_ext; intros l Hl; rewrite (along_comm p); unfold p; rewrite along_below.
    rewrite (below_ext r _ (fun k => (if Nat.eqb k l then 1 else 0) * along (x k) b)).
    - rewrite below_single by exact Hl; ring.
    - intros k Hk; rewrite O by assumption; rewrite (Nat.eqb_sym l k); ring. }
  pose proof (along_pos (fun i => b i + -1 * p i)) as H.
  rewrite along_add, along_scale, (along_comm _ b), (along_comm _ p), !along_add, !along_scale, (along_comm p b) in H.
  lra.
Qed.

(** [m] equations less one have a solution that is not 0. *)
Lemma null_direction (b : nat -> vector) (q : nat) :
  (q < m)%nat -> exists y, 0 < along y y /\ forall j, (j < q)%nat -> along (b j) y = 0.
Proof.
  intros Hq; destruct (orthonormal_span b q) as (r & x & Hr & O & Sp & _).
  set (t := fun i => below r (fun k => x k i ^ 2)).
  assert (Tr : below m t = INR r).
  { unfold t; rewrite below_swap, (below_ext r _ (fun _ => 1)), below_const by (intros k Hk;
      pose proof (O k k Hk Hk) as E; rewrite Nat.eqb_refl in E; rewrite <- E; apply below_ext; intros; ring); ring. }
  assert (X : exists i, (i < m)%nat /\ t i < 1).
  { assert (D : (exists i, (i < m)%nat /\ t i < 1) \/ forall i, (i < m)%nat -> 1 <= t i).
    { generalize m as p; induction p as [| p [(i & I1 & I2) | A]].
      - right; intros; lia.
      - left; exists i; split; [lia | exact I2].
      - destruct (Rle_lt_dec 1 (t p)) as [B | B]; [| left; exists p; split; [lia | exact B]].
        right; intros i Hi; destruct (Nat.eq_dec i p) as [-> | Ne]; [exact B | apply A; lia]. }
    destruct D as [D | D]; [exact D | exfalso].
    pose proof (below_le m (fun _ => 1) t D) as Q; rewrite below_const, Tr in Q.
    assert (INR r < INR m) by (apply lt_INR; lia); lra. }
  destruct X as (i & Hi & Ti).
  set (e := fun a => if Nat.eqb a i then 1 else 0).
  assert (Ee : forall v, along v e = v i).
  { intros v; unfold along, e; rewrite (below_ext m _ (fun a => (if Nat.eqb a i then 1 else 0) * v a)) by (intros; ring).
    apply below_single; exact Hi. }
  set (y := fun a => e a + -1 * below r (fun k => x k i * x k a)).
  assert (Y : forall v, along v y = v i - below r (fun k => x k i * along v (x k))).
  { intros v; unfold y; rewrite along_add, along_scale, along_below, Ee; ring. }
  assert (Yx : forall k, (k < r)%nat -> along (x k) y = 0).
  { intros k Hk; rewrite Y, (below_ext r _ (fun l => (if Nat.eqb l k then 1 else 0) * x l i)).
    - rewrite below_single by exact Hk; ring.
    - intros l Hl; rewrite O by assumption; rewrite (Nat.eqb_sym k l); ring. }
  exists y; split.
  - rewrite Y, (below_ext r _ (fun _ => 0)), below_0.
    + unfold y, e; rewrite Nat.eqb_refl; unfold t in Ti; rewrite (below_ext r _ (fun k => x k i ^ 2)) by (intros; ring); lra.
    + intros k Hk; rewrite along_comm, Yx by exact Hk; ring.
  - intros j Hj; rewrite along_comm, (along_ext y (b j) _ (Sp j Hj)), along_below.
    rewrite (below_ext r _ (fun _ => 0)), below_0; [reflexivity |].
    intros k Hk; rewrite (along_comm y), Yx by exact Hk; ring.
Qed.

End Span.
