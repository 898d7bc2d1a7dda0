(** reduction.decoupling for any normal target: real factors that are diagonal in one unitary basis stay so. *)

Require Import Reals Lra Lia Ring.
Require Import Matrices MatrixDescent Normal.
Open Scope R_scope.

(** ** Sums of complex numbers *)

Definition copp (z : complex) : complex := (- fst z, - snd z).

Lemma complex_ring : @ring_theory complex (0, 0) (1, 0) cadd cmul csub copp eq.
Proof.
  constructor; intros; repeat match goal with z : complex |- _ => destruct z end;
    unfold cadd, cmul, csub, copp; cbn [fst snd]; f_equal; ring.
Qed.

Add Ring complex_numbers : complex_ring.

Fixpoint csum (n : nat) (f : nat -> complex) : complex :=
  match n with O => f 0%nat | S m => cadd (csum m f) (f (S m)) end.

Lemma csum_ext n f g : (forall i, (i <= n)%nat -> f i = g i) -> csum n f = csum n g.
Proof. induction n as [| n IH]; intros H; cbn; [apply H; lia |]; rewrite IH, H by (intros; try apply H; lia); reflexivity. Qed.

Lemma csum_add n f g : csum n (fun i => cadd (f i) (g i)) = cadd (csum n f) (csum n g).
Proof. induction n as [| n IH]; cbn; [reflexivity |]; rewrite IH; ring. Qed.

Lemma csum_scale n c f : csum n (fun i => cmul c (f i)) = cmul c (csum n f).
Proof. induction n as [| n IH]; cbn; [reflexivity |]; rewrite IH; ring. Qed.

Lemma csum_swap n m f : csum n (fun i => csum m (fun j => f i j)) = csum m (fun j => csum n (fun i => f i j)).
Proof. induction n as [| n IH]; cbn; [reflexivity |]; rewrite IH, <- csum_add; reflexivity. Qed.

Definition kronecker (i j : nat) : complex := if Nat.eqb i j then (1, 0) else (0, 0).

Lemma csum_zero n f : (forall i, (i <= n)%nat -> f i = (0, 0)) -> csum n f = (0, 0).
Proof.
  induction n as [| n IH]; intros H; cbn; [apply H; lia |].
  rewrite IH, H by (intros; try apply H; lia); unfold cadd; cbn [fst snd]; f_equal; ring.
Qed.

Lemma csum_single n k f : (k <= n)%nat -> csum n (fun i => cmul (kronecker k i) (f i)) = f k.
Proof.
  assert (Z : forall i, k <> i -> cmul (kronecker k i) (f i) = (0, 0)).
  { intros i H; unfold kronecker; replace (Nat.eqb k i) with false by (symmetry; apply Nat.eqb_neq; exact H).
    unfold cmul; cbn [fst snd]; f_equal; ring. }
  assert (O : cmul (kronecker k k) (f k) = f k) by (unfold kronecker; rewrite Nat.eqb_refl; ring).
  induction n as [| n IH]; intros Hk; cbn [csum].
  - replace k with 0%nat in * by lia; exact O.
  - destruct (Nat.eq_dec k (S n)) as [E | Ne].
    + rewrite csum_zero by (intros; apply Z; lia); rewrite <- E, O; ring.
    + rewrite IH, Z by lia; ring.
Qed.

Lemma csum_conj n f : csum n (fun i => cconj (f i)) = cconj (csum n f).
Proof. induction n as [| n IH]; cbn [csum]; [reflexivity |]; rewrite IH; unfold cconj, cadd; cbn [fst snd]; f_equal; ring. Qed.

Lemma csum_real n f : csum n (fun i => (f i, 0)) = (sum n f, 0).
Proof. unfold sum; induction n as [| n IH]; cbn [csum sum_f_R0]; [reflexivity |]; rewrite IH; unfold cadd; cbn [fst snd]; f_equal; ring. Qed.

(** ** Real matrices that are diagonal in a unitary basis *)

Section Basis.

Variable n : nat.

(** The columns of [V] are an orthonormal basis: [V^* V = V V^* = I]. *)
Definition unitary (V : nat -> nat -> complex) : Prop :=
  forall i j, (i <= n)%nat -> (j <= n)%nat ->
    csum n (fun k => cmul (cconj (V k i)) (V k j)) = kronecker i j
    /\ csum n (fun k => cmul (V i k) (cconj (V j k))) = kronecker i j.

(** [A = V diag(e) V^*], [A] a real matrix. *)
Definition diagonal_in (V : nat -> nat -> complex) (e : nat -> complex) (A : matrix) : Prop :=
  forall i j, (i <= n)%nat -> (j <= n)%nat -> (A i j, 0) = csum n (fun k => cmul (V i k) (cmul (e k) (cconj (V j k)))).

Variable V : nat -> nat -> complex.
Hypothesis V_unitary : unitary V.

Let d A := exists e, diagonal_in V e A.

Lemma diagonal_mul A B : d A -> d B -> d (mul n A B).
Proof using V_unitary.
  intros [e HA] [f HB]; exists (fun k => cmul (e k) (f k)); intros i j Hi Hj; unfold mul.
  rewrite <- csum_real.
  rewrite (csum_ext n _ (fun m => csum n (fun k => csum n (fun l =>
     cmul (cmul (V i k) (cmul (e k) (cmul (f l) (cconj (V j l))))) (cmul (cconj (V m k)) (V m l)))))).
  - rewrite csum_swap; apply csum_ext; intros k Hk; rewrite csum_swap.
    rewrite (csum_ext n _ (fun l => cmul (kronecker k l) (cmul (V i k) (cmul (e k) (cmul (f l) (cconj (V j l))))))).
    + rewrite csum_single by exact Hk; ring.
    + intros l Hl; rewrite csum_scale; destruct (V_unitary k l Hk Hl) as [U _]; rewrite U; ring.
  - intros m Hm; replace (A i m * B m j, 0) with (cmul (A i m, 0) (B m j, 0)) by (unfold cmul; cbn [fst snd]; f_equal; ring).
    rewrite (HA i m Hi Hm), (HB m j Hm Hj), <- csum_scale, csum_swap.
    apply csum_ext; intros l _.
    replace (cmul (csum n (fun k => cmul (V i k) (cmul (e k) (cconj (V m k))))) (cmul (V m l) (cmul (f l) (cconj (V j l)))))
      with (cmul (cmul (V m l) (cmul (f l) (cconj (V j l)))) (csum n (fun k => cmul (V i k) (cmul (e k) (cconj (V m k)))))) by ring.
    rewrite <- csum_scale; apply csum_ext; intros; ring.
Qed.

Lemma diagonal_tr A : d A -> d (tr A).
Proof using V_unitary.
  intros [e HA]; exists (fun k => cconj (e k)); intros i j Hi Hj; unfold tr.
  replace (A j i, 0) with (cconj (A j i, 0)) by (unfold cconj; cbn [fst snd]; f_equal; ring).
  rewrite (HA j i Hj Hi), <- csum_conj; apply csum_ext; intros k _; rewrite !cconj_mul.
  replace (cconj (cconj (V i k))) with (V i k) by (destruct (V i k); unfold cconj; cbn [fst snd]; f_equal; ring); ring.
Qed.

Lemma diagonal_sub A B : d A -> d B -> d (sub A B).
Proof using V_unitary.
  intros [e HA] [f HB]; exists (fun k => cadd (e k) (cmul (- 1, 0) (f k))); intros i j Hi Hj; unfold sub.
  replace (A i j - B i j, 0) with (cadd (A i j, 0) (cmul (- 1, 0) (B i j, 0))) by (unfold cadd, cmul; cbn [fst snd]; f_equal; ring).
  rewrite (HA i j Hi Hj), (HB i j Hi Hj), <- csum_scale, <- csum_add; apply csum_ext; intros; ring.
Qed.

Lemma diagonal_scale c A : d A -> d (scale c A).
Proof using V_unitary.
  intros [e HA]; exists (fun k => cmul (c, 0) (e k)); intros i j Hi Hj; unfold scale.
  replace (c * A i j, 0) with (cmul (c, 0) (A i j, 0)) by (unfold cmul; cbn [fst snd]; f_equal; ring).
  rewrite (HA i j Hi Hj), <- csum_scale; apply csum_ext; intros; ring.
Qed.

Lemma diagonal_one : d one.
Proof using V_unitary.
  exists (fun _ => (1, 0)); intros i j Hi Hj; destruct (V_unitary i j Hi Hj) as [_ U].
  rewrite (csum_ext n _ (fun k => cmul (V i k) (cconj (V j k)))) by (intros; ring).
  rewrite U; unfold one, diag, kronecker; destruct (Nat.eqb i j); reflexivity.
Qed.

Lemma diagonal_product W lo len : (forall j, (lo <= j < lo + len)%nat -> d (W j)) -> d (product n W lo len).
Proof using V_unitary.
  induction len as [| p IH]; intros H; cbn [product]; [apply diagonal_one |].
  apply diagonal_mul; [apply H; lia | apply IH; intros; apply H; lia].
Qed.

Lemma diagonal_descent N What eta start k :
  d What -> (forall j, (j < N)%nat -> d (start j)) -> forall j, (j < N)%nat -> d (descent n N What eta start k j).
Proof using V_unitary.
  intros HW HS; induction k as [| k IH]; intros j Hj; [apply HS; exact Hj |].
  cbn [descent]; unfold descend, gradient; apply diagonal_sub; [apply IH; exact Hj |].
  apply diagonal_scale, diagonal_mul; [| apply diagonal_mul].
  - apply diagonal_tr, diagonal_product; intros i Hi; apply IH; lia.
  - apply diagonal_sub; [apply diagonal_product; intros i Hi; apply IH; lia | exact HW].
  - apply diagonal_tr, diagonal_product; intros i Hi; apply IH; lia.
Qed.

End Basis.

(** A real matrix is normal if and only if it is [V diag(lambda) V^*] for some unitary [V]. *)
Theorem normal_decoupling (n N : nat) (V : nat -> nat -> complex) (What : matrix) (lambda : nat -> complex)
  (eta : nat -> R) (start : factors) (e : nat -> nat -> complex) :
  unitary n V -> diagonal_in n V lambda What ->
  (forall j, (j < N)%nat -> diagonal_in n V (e j) (start j)) ->
  forall k j, (j < N)%nat -> exists f, diagonal_in n V f (descent n N What eta start k j).
Proof.
  intros HV HW HS k; apply (diagonal_descent n V HV); [exists lambda; exact HW |].
  intros j Hj; exists (e j); apply HS; exact Hj.
Qed.
(* claim: reduction.decoupling
   As stated for real matrices, normal targets and any starts that are diagonal in the unitary basis; every size and depth, any steps. *)
