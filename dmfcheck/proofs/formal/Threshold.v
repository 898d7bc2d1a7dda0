(** stopping.plateau/threshold: the distance of the best part of rank [L] to the truth. *)

Require Import Reals Lra Lia Setoid Morphisms.
Require Import Powers Matrices Denoising Spans.
Open Scope R_scope.

(** ** In the eigenbasis of the target *)

Section Coordinates.

Variables (m L : nat) (lam : nat -> R) (B : matrix) (eps : R).

(** [B B^T], [L] columns *)
Definition gram (a c : nat) : R := below L (fun j => B a j * B c j).
Definition noise (a c : nat) : R := (if Nat.eqb a c then lam a else 0) - gram a c.
Definition ap (A : matrix) (x : vector) : vector := fun a => along m (A a) x.

Hypotheses (HL : (L <= m)%nat) (Hlam : forall i j, (i <= j < m)%nat -> lam j <= lam i) (He : 0 <= eps)
  (HE : forall x, along m (ap noise x) (ap noise x) <= eps ^ 2 * along m x x).

Let W := gram.
Let E := noise.

Let W_sym a c : W a c = W c a.
Proof. unfold W, gram; apply below_ext; intros; ring. Qed.

Let E_sym a c : E a c = E c a.
Proof.
  unfold E, noise; fold W; rewrite W_sym; destruct (Nat.eqb_spec a c) as [-> | Ne]; [rewrite Nat.eqb_refl; reflexivity |].
  replace (Nat.eqb c a) with false by (symmetry; apply Nat.eqb_neq; lia); reflexivity.
Qed.

Let ap_split x a : (a < m)%nat -> ap E x a = lam a * x a - ap W x a.
Proof.
  intros Ha; unfold ap, along, E, noise; fold W.
  rewrite (below_ext m _ (fun i => (if Nat.eqb i a then 1 else 0) * (lam a * x i) + -1 * (W a i * x i))).
  - rewrite below_add, below_scale, below_single by exact Ha; ring.
  - intros i _; rewrite (Nat.eqb_sym a i); destruct (Nat.eqb_spec i a); ring.
Qed.

Let gram_ap x a : ap W x a = below L (fun j => B a j * along m (fun i => B i j) x).
Proof.
  unfold ap, along, W, gram.
  rewrite (below_ext m _ (fun i => below L (fun j => B a j * (B i j * x i)))).
  - rewrite below_swap; apply below_ext; intros; apply below_scale.
  - intros i _; rewrite Rmult_comm, <- below_scale; apply below_ext; intros; ring.
Qed.

(** Weyl: the eigenvalues beyond [L] are at most [eps]. *)
Lemma beyond_rank i : (L <= i < m)%nat -> lam i <= eps.
Proof using HL Hlam He HE.
  intros Hi; apply Rle_trans with (lam L); [apply Hlam; lia |].
  destruct (Rle_lt_dec (lam L) eps) as [A | A]; [exact A | exfalso].
  destruct (null_direction (S L) (fun j i => B i j) L ltac:(lia)) as (y & Py & Zy).
  set (z := fun i => if Nat.ltb i (S L) then y i else 0).
  assert (Cut : forall f, (forall i, (S L <= i)%nat -> f i = 0) -> forall p, below (S L + p) f = below (S L) f).
  { intros f H p; induction p as [| p IH]; [rewrite Nat.add_0_r; reflexivity |].
    rewrite Nat.add_succ_r; cbn [below]; fold (below (S L + p) f); rewrite IH, (H (S L + p)%nat) by lia.
    cbn [below]; ring. }
  assert (Zb : forall v, along m v z = along (S L) v y).
  { intros v; unfold along; replace m with (S L + (m - S L))%nat by lia; rewrite Cut.
    - apply below_ext; intros i' H'; unfold z; replace (Nat.ltb i' (S L)) with true by (symmetry; apply Nat.ltb_lt; lia); reflexivity.
    - intros i' H'; unfold z; replace (Nat.ltb i' (S L)) with false by (symmetry; apply Nat.ltb_ge; lia); ring. }
  assert (Wz : forall a, ap W z a = 0).
  { intros a; rewrite gram_ap, (below_ext L _ (fun _ => 0)), below_0; [reflexivity |].
    intros j Hj; rewrite Zb, Zy by exact Hj; ring. }
  assert (Zz : along m z z = along (S L) y y).
  { rewrite Zb; apply below_ext; intros i' H'; unfold z.
    replace (Nat.ltb i' (S L)) with true by (symmetry; apply Nat.ltb_lt; lia); reflexivity. }
  assert (G : lam L ^ 2 * along m z z <= along m (ap E z) (ap E z)).
  { unfold along; rewrite <- below_scale; apply below_le; intros a Ha.
    rewrite ap_split, Wz, Rminus_0_r by exact Ha.
    unfold z; destruct (Nat.ltb_spec a (S L)) as [C | C]; [| lra].
    pose proof (Hlam a L ltac:(lia)) as Hl.
    assert (Q : lam L ^ 2 <= lam a ^ 2) by (apply pow_incr; lra).
    replace (lam a * y a * (lam a * y a)) with (lam a ^ 2 * (y a * y a)) by ring.
    apply Rmult_le_compat_r; [apply Rle_0_sqr | exact Q]. }
  pose proof (HE z) as H; fold E in H.
  assert (Q : eps ^ 2 < lam L ^ 2) by (simpl; rewrite !Rmult_1_r; apply Rmult_le_0_lt_compat; lra).
  assert (eps ^ 2 * along m z z < lam L ^ 2 * along m z z) by (apply Rmult_lt_compat_r; [rewrite Zz; exact Py | exact Q]); lra.
Qed.

(** The part of a vector beyond [L]. *)
Definition tail (x : vector) : vector := fun a => if Nat.ltb a L then 0 else x a.

Let tail_along x y : (forall a, (a < L)%nat -> x a = 0) -> along m x (tail y) = along m x y.
Proof.
  intros H; apply below_ext; intros a _; unfold tail; destruct (Nat.ltb_spec a L) as [C | C]; [rewrite H by exact C; ring | reflexivity].
Qed.

Let head_tail x : along m x x = below m (fun a => if Nat.ltb a L then x a * x a else 0) + along m (tail x) (tail x).
Proof.
  unfold along; rewrite <- below_add; apply below_ext; intros a _; unfold tail; destruct (Nat.ltb a L); ring.
Qed.

Let span_combination r x p (c : nat -> R) (q : nat -> vector) :
  (forall j, (j < p)%nat -> in_span m r x (q j)) -> in_span m r x (fun i => below p (fun j => c j * q j i)).
Proof.
  intros H i Hi.
  rewrite (below_ext p _ (fun j => below r (fun k => c j * along m (x k) (q j) * x k i))).
  - rewrite below_swap; apply below_ext; intros k _; rewrite along_below.
    rewrite Rmult_comm, <- below_scale; apply below_ext; intros; ring.
  - intros j Hj; rewrite (H j Hj i Hi), <- below_scale; apply below_ext; intros; ring.
Qed.

Let count_lead : forall p, (p <= m)%nat -> below p (fun a => if Nat.ltb a L then 1 else 0) = INR (Nat.min p L).
Proof.
  induction p as [| p IH]; intros Hp; [reflexivity |]; cbn [below]; rewrite IH by lia.
  destruct (Nat.ltb_spec p L) as [C | C].
  - replace (Nat.min (S p) L) with (S (Nat.min p L)) by lia; rewrite S_INR; ring.
  - replace (Nat.min (S p) L) with (Nat.min p L) by lia; ring.
Qed.

Let cut a c : R := (if Nat.eqb a c then (if Nat.ltb a L then lam a else 0) else 0) - W a c.

Lemma threshold_coordinates :
  below m (fun c => below m (fun a => cut a c ^ 2)) <= 5 * INR L * eps ^ 2.
Proof using HL Hlam He HE.
  set (q := fun j => tail (fun i => B i j)).
  destruct (orthonormal_span m q L) as (r & x & Hr & O & Sp & Z).
  assert (X0 : forall k a, (k < r)%nat -> (a < L)%nat -> x k a = 0).
  { intros k a Hk Ha; apply Z; [lia | | exact Hk].
    intros j _; unfold q, tail; replace (Nat.ltb a L) with true by (symmetry; apply Nat.ltb_lt; exact Ha); reflexivity. }
  assert (Tq : forall p (c : nat -> R), tail (fun a => below p (fun j => B a j * c j)) = fun a => below p (fun j => c j * tail (fun i => B i j) a)).
  { intros p c; unfold tail; apply FunctionalExtensionality.functional_extensionality; intros a.
    destruct (Nat.ltb a L); [rewrite (below_ext p _ (fun _ => 0)), below_0 by (intros; ring); reflexivity |].
    apply below_ext; intros; ring. }
  (* the columns of W beyond L, and W x_k beyond L, are in the span *)
  assert (SpC : forall c, in_span m r x (tail (fun a => W a c))).
  { intros c; unfold W, gram; rewrite (Tq L (fun j => B c j)); apply span_combination; exact Sp. }
  assert (SpW : forall v, in_span m r x (tail (ap W v))).
  { intros v; replace (ap W v) with (fun a => below L (fun j => B a j * along m (fun i => B i j) v))
      by (apply FunctionalExtensionality.functional_extensionality; intros; symmetry; apply gram_ap).
    rewrite (Tq L (fun j => along m (fun i => B i j) v)); apply span_combination; exact Sp. }
  set (lead := fun c => below m (fun a => E a c ^ 2)).
  set (w := fun k l => along m (x l) (ap W (x k))).
  set (e := fun k l => along m (x l) (ap E (x k))).
  (* column by column *)
  assert (C1 : below m (fun c => below m (fun a => cut a c ^ 2))
               = below m (fun c => if Nat.ltb c L then lead c else 0) + below r (fun k => along m (ap W (x k)) (ap W (x k)))).
  { assert (Q : below r (fun k => along m (ap W (x k)) (ap W (x k)))
                = below m (fun c => along m (tail (fun a => W a c)) (tail (fun a => W a c)))).
    { unfold along at 1; rewrite below_swap; apply below_ext; intros c _.
      rewrite (span_square m r x _ (SpC c)); apply below_ext; intros k Hk.
      rewrite tail_along by (intros; apply X0; assumption).
      replace (ap W (x k) c) with (along m (x k) (fun a => W a c)); [ring |].
      unfold ap, along; apply below_ext; intros; rewrite (W_sym c); ring. }
    (* the entries (a, c), a < L <= c, are those of (c, a) *)
    assert (F : below m (fun c => below m (fun a => if Nat.ltb a L then (if Nat.ltb c L then 0 else W a c ^ 2) else 0))
                = below m (fun c => if Nat.ltb c L then along m (tail (fun a => W a c)) (tail (fun a => W a c)) else 0)).
    { rewrite below_swap; apply below_ext; intros a _; destruct (Nat.ltb a L).
      - apply below_ext; intros c _; unfold tail; rewrite (W_sym a c); destruct (Nat.ltb c L); ring.
      - apply below_0. }
    rewrite Q.
    rewrite (below_ext m (fun c => along m (tail (fun a => W a c)) (tail (fun a => W a c)))
      (fun c => (if Nat.ltb c L then along m (tail (fun a => W a c)) (tail (fun a => W a c)) else 0)
                + (if Nat.ltb c L then 0 else along m (tail (fun a => W a c)) (tail (fun a => W a c)))))
      by (intros c _; destruct (Nat.ltb c L); ring).
    rewrite below_add, <- F, <- !below_add; apply below_ext; intros c Hc.
    destruct (Nat.ltb_spec c L) as [C | C].
    - rewrite (below_ext m (fun a => if Nat.ltb a L then 0 else 0) (fun _ => 0)), below_0 by (intros a _; destruct (Nat.ltb a L); reflexivity).
      rewrite !Rplus_0_r; unfold lead; apply below_ext; intros a Ha; f_equal; unfold cut, E, noise; fold W.
      destruct (Nat.eqb_spec a c) as [-> | Ne]; [| reflexivity].
      replace (Nat.ltb c L) with true by (symmetry; apply Nat.ltb_lt; exact C); reflexivity.
    - rewrite Rplus_0_l; unfold along; rewrite <- below_add; apply below_ext; intros a Ha; unfold cut, tail.
      destruct (Nat.ltb_spec a L) as [D | D].
      + replace (Nat.eqb a c) with false by (symmetry; apply Nat.eqb_neq; lia); ring.
      + destruct (Nat.eqb a c); ring. }
  (* the leading columns *)
  assert (C2 : below m (fun c => if Nat.ltb c L then lead c else 0) <= INR L * eps ^ 2).
  { apply Rle_trans with (below m (fun c => eps ^ 2 * (if Nat.ltb c L then 1 else 0))).
    - apply below_le; intros c Hc; destruct (Nat.ltb_spec c L) as [C | C]; [| lra].
      pose proof (HE (fun a => if Nat.eqb a c then 1 else 0)) as H; fold E in H.
      assert (One : forall v, along m v (fun a => if Nat.eqb a c then 1 else 0) = v c).
      { intros v; unfold along; rewrite (below_ext m _ (fun a => (if Nat.eqb a c then 1 else 0) * v a)) by (intros; ring).
        apply below_single; exact Hc. }
      rewrite (One (fun a => if Nat.eqb a c then 1 else 0)), Nat.eqb_refl in H.
      unfold lead; rewrite (below_ext m _ (fun a => ap E (fun a => if Nat.eqb a c then 1 else 0) a * ap E (fun a => if Nat.eqb a c then 1 else 0) a)).
      + unfold along in H; lra.
      + intros a _; unfold ap; rewrite One; ring.
    - rewrite below_scale, count_lead by lia; replace (Nat.min m L) with L by lia; lra. }
  (* |W x_k|^2 *)
  assert (Unit : forall k, (k < r)%nat -> along m (x k) (x k) = 1) by (intros k Hk; rewrite O, Nat.eqb_refl by assumption; reflexivity).
  assert (C3 : forall k, (k < r)%nat ->
            along m (ap W (x k)) (ap W (x k)) <= eps ^ 2 - below r (fun l => e k l ^ 2) + below r (fun l => w k l ^ 2)).
  { intros k Hk; rewrite (head_tail (ap W (x k))), (span_square m r x _ (SpW (x k))).
    rewrite (below_ext r (fun l => along m (x l) (tail (ap W (x k))) ^ 2) (fun l => w k l ^ 2))
      by (intros l Hl; rewrite tail_along by (intros; apply X0; assumption); reflexivity).
    pose proof (HE (x k)) as H; fold E in H; rewrite Unit, Rmult_1_r, (head_tail (ap E (x k))) in H by exact Hk.
    pose proof (bessel m r x (tail (ap E (x k))) O) as Bs.
    rewrite (below_ext r (fun l => along m (x l) (tail (ap E (x k))) ^ 2) (fun l => e k l ^ 2)) in Bs
      by (intros l Hl; rewrite tail_along by (intros; apply X0; assumption); reflexivity).
    rewrite (below_ext m (fun a => if Nat.ltb a L then ap E (x k) a * ap E (x k) a else 0)
               (fun a => if Nat.ltb a L then ap W (x k) a * ap W (x k) a else 0)) in H; [lra |].
    intros a Ha; destruct (Nat.ltb_spec a L) as [C | C]; [| reflexivity].
    rewrite ap_split, X0 by assumption; ring. }
  (* W' is at most eps - E' *)
  set (g := fun j k => along m (x k) (q j)).
  assert (SpG : forall j, (j < L)%nat -> forall i, (i < m)%nat -> q j i = below r (fun k => g j k * x k i)) by exact Sp.
  assert (Ew : forall k l, (k < r)%nat -> (l < r)%nat -> w k l = below L (fun j => g j k * g j l)).
  { intros k l Hk Hl; unfold w.
    replace (ap W (x k)) with (fun a => below L (fun j => along m (fun i => B i j) (x k) * B a j))
      by (apply FunctionalExtensionality.functional_extensionality; intros; rewrite gram_ap; apply below_ext; intros; ring).
    rewrite (along_below m L (fun j => along m (fun i => B i j) (x k)) (fun j a => B a j)); apply below_ext; intros j _; unfold g, q.
    rewrite !tail_along by (intros; apply X0; assumption); rewrite (along_comm m (x k)); reflexivity. }
  assert (Sum : forall k l, (k < r)%nat -> (l < r)%nat -> e k l + w k l = along m (x l) (fun a => lam a * x k a)).
  { intros k l Hk _; unfold e, w; rewrite <- along_add; apply along_ext; intros a Ha; rewrite ap_split by exact Ha; ring. }
  set (z := fun k l => eps * (if Nat.eqb k l then 1 else 0) - e k l).
  assert (C4 : 0 <= below r (fun k => below r (fun l => w k l * (z k l - w k l)))).
  { rewrite (below_ext r _ (fun k => below L (fun j => g j k * below r (fun l => g j l * (eps * (if Nat.eqb l k then 1 else 0) - along m (x l) (fun a => lam a * x k a)))))).
    - rewrite below_swap; apply below_nonneg; intros j Hj.
      assert (In : forall k, (k < r)%nat ->
                g j k * below r (fun l => g j l * (eps * (if Nat.eqb l k then 1 else 0) - along m (x l) (fun a => lam a * x k a)))
                = eps * g j k ^ 2 + -1 * (g j k * along m (fun a => lam a * q j a) (x k))).
      { intros k Hk.
        rewrite (below_ext r _ (fun l => (if Nat.eqb l k then 1 else 0) * (eps * g j l) + -1 * (g j l * along m (fun a => lam a * x k a) (x l))))
          by (intros l _; rewrite (along_comm m (x l)); ring).
        rewrite below_add, below_single, below_scale by exact Hk.
        rewrite <- (along_below m r (fun l => g j l) x (fun a => lam a * x k a)).
        rewrite <- (along_ext m (fun a => lam a * x k a) (q j) _ (SpG j Hj)).
        replace (along m (fun a => lam a * x k a) (q j)) with (along m (fun a => lam a * q j a) (x k)) by (apply below_ext; intros; ring).
        ring. }
      rewrite (below_ext r _ _ In), below_add, !below_scale.
      rewrite <- (along_below m r (fun k => g j k) x (fun a => lam a * q j a)).
      rewrite <- (along_ext m (fun a => lam a * q j a) (q j) _ (SpG j Hj)).
      unfold g; rewrite <- (span_square m r x (q j) (Sp j Hj)).
      assert (along m (fun a => lam a * q j a) (q j) <= eps * along m (q j) (q j)); [| lra].
      unfold along; rewrite <- below_scale; apply below_le; intros a Ha; unfold q, tail.
      destruct (Nat.ltb_spec a L) as [C | C]; [lra |].
      pose proof (beyond_rank a ltac:(lia)); rewrite Rmult_assoc; apply Rmult_le_compat_r; [apply Rle_0_sqr | assumption].
    - intros k Hk; rewrite (below_ext r _ (fun l => below L (fun j => g j k * (g j l * (eps * (if Nat.eqb l k then 1 else 0) - along m (x l) (fun a => lam a * x k a)))))).
      + rewrite below_swap; apply below_ext; intros; apply below_scale.
      + intros l Hl; unfold z; rewrite <- (Sum k l Hk) by exact Hl; rewrite (Ew k l Hk Hl) at 1.
        rewrite (Nat.eqb_sym k l).
        replace (eps * (if Nat.eqb l k then 1 else 0) - e k l - w k l) with (eps * (if Nat.eqb l k then 1 else 0) - (e k l + w k l)) by ring.
        rewrite Rmult_comm, <- below_scale; apply below_ext; intros; ring. }
  assert (C5 : below r (fun k => below r (fun l => w k l ^ 2)) <= below r (fun k => below r (fun l => z k l ^ 2))).
  { assert (H : below r (fun k => below r (fun l => w k l * (z k l - w k l)))
                <= below r (fun k => below r (fun l => / 2 * z k l ^ 2 + - / 2 * w k l ^ 2))).
    { apply below_le; intros k _; apply below_le; intros l _; pose proof (Rle_0_sqr (z k l - w k l)); unfold Rsqr in *; lra. }
    assert (H2 : below r (fun k => below r (fun l => / 2 * z k l ^ 2 + - / 2 * w k l ^ 2))
                 = / 2 * below r (fun k => below r (fun l => z k l ^ 2)) + - / 2 * below r (fun k => below r (fun l => w k l ^ 2))).
    { rewrite <- !below_scale, <- below_add; apply below_ext; intros k _; rewrite below_add, !below_scale; reflexivity. }
    rewrite H2 in H; lra. }
  assert (C6 : below r (fun k => below r (fun l => z k l ^ 2))
               <= 3 * INR r * eps ^ 2 + below r (fun k => below r (fun l => e k l ^ 2))).
  { replace (3 * INR r * eps ^ 2) with (below r (fun _ => 3 * eps ^ 2)) by (rewrite below_const; ring).
    rewrite <- below_add; apply below_le; intros k Hk.
    rewrite (below_ext r _ (fun l => (if Nat.eqb l k then 1 else 0) * (eps ^ 2 - 2 * eps * e k l) + e k l ^ 2))
      by (intros l _; unfold z; rewrite (Nat.eqb_sym k l); destruct (Nat.eqb l k); ring).
    rewrite below_add, below_single by exact Hk.
    assert (Ek : e k k ^ 2 <= eps ^ 2).
    { apply Rle_trans with (below r (fun l => e k l ^ 2)).
      - rewrite <- (below_single r k (fun l => e k l ^ 2) Hk); apply below_le; intros l _.
        pose proof (pow2_ge_0 (e k l)); destruct (Nat.eqb l k); lra.
      - pose proof (bessel m r x (ap E (x k)) O) as Bs; pose proof (HE (x k)) as H; fold E in H; rewrite Unit in H by exact Hk.
        unfold e; lra. }
    assert (- eps <= e k k).
    { destruct (Rle_lt_dec (- eps) (e k k)) as [A | A]; [exact A | exfalso].
      assert (0 < (- e k k - eps) * (- e k k + eps)) by (apply Rmult_lt_0_compat; lra); simpl in Ek; lra. }
    assert (eps * - eps <= eps * e k k) by (apply Rmult_le_compat_l; assumption); simpl; simpl in Ek; lra. }
  assert (C7 : below r (fun k => along m (ap W (x k)) (ap W (x k))) <= 4 * INR r * eps ^ 2).
  { apply Rle_trans with (below r (fun k => eps ^ 2 + (-1 * below r (fun l => e k l ^ 2) + below r (fun l => w k l ^ 2)))).
    - apply below_le; intros k Hk; pose proof (C3 k Hk); lra.
    - rewrite !below_add, below_const, below_scale; lra. }
  rewrite C1.
  assert (INR r <= INR L) by (apply le_INR; exact Hr).
  assert (INR r * eps ^ 2 <= INR L * eps ^ 2) by (apply Rmult_le_compat_r; [apply pow2_ge_0 | assumption]); lra.
Qed.

End Coordinates.

(** ** In any basis *)

Lemma dot_along n x y : dot n x y = along (S n) x y.
Proof. unfold dot, sum, along; apply below_sum. Qed.

Lemma app_mul n A B x i : app n (mul n A B) x i = app n A (app n B x) i.
Proof.
  unfold app, mul.
  rewrite (sum_ext n _ (fun j => sum n (fun k => A i k * (B k j * x j)))).
  - rewrite sum_swap; apply sum_ext; intros k _; symmetry; apply sum_mult_l.
  - intros j _; rewrite sum_mult_r; apply sum_ext; intros; ring.
Qed.

Lemma orthogonal_tr n V : orthogonal n V -> orthogonal n (tr V).
Proof. intros [H1 H2]; split; [exact H2 | exact H1]. Qed.

(** [V^T A V] *)
Definition rotated (n : nat) (V A : matrix) : matrix := mul n (tr V) (mul n A V).

Lemma inner_rotated n V A : orthogonal n V -> inner n (rotated n V A) (rotated n V A) = inner n A A.
Proof.
  intros [H1 H2]; unfold rotated.
  rewrite inner_mul_l, tr_tr, mul_assoc, H2, mul_one_l.
  rewrite inner_mul_r, <- mul_assoc, H2, mul_one_r; reflexivity.
Qed.

Lemma rotated_sub n V A C : eqm n (rotated n V (sub A C)) (sub (rotated n V A) (rotated n V C)).
Proof.
  intros a c _ _; unfold rotated, sub, mul; rewrite sum_sub; apply sum_ext; intros i _.
  rewrite <- Rmult_minus_distr_l; f_equal; rewrite sum_sub; apply sum_ext; intros; ring.
Qed.

Lemma rotated_conj n V e : orthogonal n V -> eqm n (rotated n V (conj n V e)) (diag e).
Proof.
  intros [H1 _]; unfold rotated, conj.
  rewrite <- !mul_assoc, H1, mul_one_r, mul_assoc, H1, mul_one_l; reflexivity.
Qed.

Section Threshold.

Variables (n L : nat) (V What W B : matrix) (lambda : vector) (eps : R).
Hypotheses (HL : (L <= n + 1)%nat) (HV : orthogonal n V) (HW : eqm n What (conj n V lambda))
  (Hl : forall i j, (i <= j <= n)%nat -> lambda j <= lambda i)
  (HB : forall i j, (i <= n)%nat -> (j <= n)%nat -> W i j = below L (fun k => B i k * B j k))
  (He : 0 <= eps)
  (HE : forall x, dot n (app n (sub What W) x) (app n (sub What W) x) <= eps ^ 2 * dot n x x).

(** The columns of [B] in the eigenbasis. *)
Let C : matrix := fun a j => sum n (fun i => V i a * B i j).

Let rotated_gram : eqm n (rotated n V W) (gram L C).
Proof.
  intros a c Ha Hc; unfold rotated, mul, tr, gram, C.
  rewrite (sum_ext n _ (fun i => below L (fun j => V i a * B i j * sum n (fun k => V k c * B k j)))).
  - unfold sum at 1; rewrite below_sum, below_swap; apply below_ext; intros j _.
    rewrite <- below_sum; fold (sum n (fun i => V i a * B i j * sum n (fun k => V k c * B k j))).
    rewrite <- sum_mult_r; reflexivity.
  - intros i Hi.
    rewrite (sum_ext n _ (fun k => below L (fun j => B i j * (V k c * B k j)))).
    + unfold sum at 1; rewrite below_sum, below_swap, <- below_scale; apply below_ext; intros j _.
      rewrite below_scale, <- below_sum; unfold sum; ring.
    + intros k Hk; rewrite HB, Rmult_comm, <- below_scale by assumption; apply below_ext; intros; ring.
Qed.

Let noise_small x : along (S n) (ap (S n) (noise L lambda C) x) (ap (S n) (noise L lambda C) x) <= eps ^ 2 * along (S n) x x.
Proof.
  rewrite <- !dot_along.
  assert (Eq : forall a, (a <= n)%nat -> ap (S n) (noise L lambda C) x a = app n (tr V) (app n (sub What W) (app n V x)) a).
  { intros a Ha; rewrite <- app_mul, <- app_mul; unfold ap.
    change (along (S n) (noise L lambda C a) x) with (below (S n) (fun i => noise L lambda C a i * x i)).
    rewrite <- below_sum; unfold app, sum; apply sum_eq; intros c Hc; f_equal.
    transitivity (rotated n V (sub What W) a c).
    - rewrite (rotated_sub n V What W a c Ha Hc); unfold sub; rewrite (rotated_gram a c Ha Hc).
      unfold noise; f_equal; change (if Nat.eqb a c then lambda a else 0) with (diag lambda a c); rewrite <- (rotated_conj n V lambda HV a c Ha Hc).
      unfold rotated, mul; apply sum_ext; intros i Hi; f_equal; apply sum_ext; intros k Hk; rewrite (HW i k Hi Hk); reflexivity.
    - apply (mul_assoc n (tr V) (sub What W) V a c Ha Hc). }
  rewrite (dot_ext n _ _ _ Eq).
  assert (Sym : forall u v, dot n u v = dot n v u) by (intros; apply sum_ext; intros; ring).
  rewrite Sym, (dot_ext n _ _ _ Eq), (dot_coordinates n V _ HV).
  pose proof (HE (app n V x)) as H.
  rewrite (dot_coordinates n (tr V) x (orthogonal_tr n V HV) : dot n (app n V x) (app n V x) = dot n x x) in H; exact H.
Qed.

Lemma threshold_square :
  let WL := conj n V (fun i => if Nat.ltb i L then lambda i else 0) in
  inner n (sub WL W) (sub WL W) <= 5 * INR L * eps ^ 2.
Proof using HL HV HW Hl HB He HE.
  intros WL.
  pose proof (threshold_coordinates (S n) L lambda C eps ltac:(lia) ltac:(intros; apply Hl; lia) He noise_small) as T.
  rewrite <- (inner_rotated n V (sub WL W) HV).
  apply Rle_trans with (2 := T); right; unfold inner, sum.
  rewrite below_sum, (below_swap (S n) (S n)); apply below_ext; intros a Ha.
  rewrite below_sum; apply below_ext; intros c Hc.
  rewrite (rotated_sub n V WL W a c) by lia; unfold sub.
  unfold WL; rewrite (rotated_gram a c), (rotated_conj n V _ HV a c) by lia; unfold diag; ring.
Qed.

End Threshold.

(** [W = B B^T] with [L] columns is semidefinite of rank at most [L], and every such matrix is one. *)
Theorem stopping_threshold_sharp (n L : nat) (V What W B : matrix) (lambda : vector) (eps : R) :
  (L <= n + 1)%nat -> orthogonal n V -> eqm n What (conj n V lambda) ->
  (forall i j, (i <= j <= n)%nat -> lambda j <= lambda i) ->
  (forall i j, (i <= n)%nat -> (j <= n)%nat -> W i j = below L (fun k => B i k * B j k)) ->
  0 <= eps -> (forall x, dot n (app n (sub What W) x) (app n (sub What W) x) <= eps ^ 2 * dot n x x) ->
  let WL := conj n V (fun i => if Nat.ltb i L then lambda i else 0) in
  frobenius n (sub WL W) <= sqrt (5 * INR L) * eps.
Proof.
  intros HL HV HW Hl HB He HE WL; unfold frobenius.
  pose proof (pos_INR L) as PL.
  rewrite <- (sqrt_pow2 eps He) at 1; rewrite <- sqrt_mult by (try apply pow2_ge_0; lra).
  apply sqrt_le_1_alt; apply (threshold_square n L V What W B lambda eps); assumption.
Qed.
(* claim: stopping.plateau/threshold_sharp
   As stated on real symmetric matrices, every n and L; W* = B B^T with L columns is what semidefinite of rank at most L means; eps is any bound of
   the operator norm of E = What - W*. *)

Theorem stopping_threshold (n L : nat) (V What W B : matrix) (lambda : vector) (eps : R) :
  (L <= n + 1)%nat -> orthogonal n V -> eqm n What (conj n V lambda) ->
  (forall i j, (i <= j <= n)%nat -> lambda j <= lambda i) ->
  (forall i j, (i <= n)%nat -> (j <= n)%nat -> W i j = below L (fun k => B i k * B j k)) ->
  0 <= eps -> (forall x, dot n (app n (sub What W) x) (app n (sub What W) x) <= eps ^ 2 * dot n x x) ->
  let WL := conj n V (fun i => if Nat.ltb i L then lambda i else 0) in
  frobenius n (sub WL W) <= 2 * sqrt (2 * INR L) * eps.
Proof.
  intros HL HV HW Hl HB He HE WL; pose proof (pos_INR L) as PL.
  apply Rle_trans with (1 := stopping_threshold_sharp n L V What W B lambda eps HL HV HW Hl HB He HE).
  apply Rmult_le_compat_r; [exact He |].
  rewrite <- (sqrt_pow2 2) at 1 by lra; rewrite <- sqrt_mult by (try apply pow2_ge_0; lra).
  apply sqrt_le_1_alt; simpl; lra.
Qed.
(* claim: stopping.plateau/threshold
   As stopping_threshold_sharp, of which it is a consequence. *)
