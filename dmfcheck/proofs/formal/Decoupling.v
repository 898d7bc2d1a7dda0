(** Factors that start diagonal in the eigenbasis of the target stay so, whatever their eigenvalues. *)

Require Import Reals Lra Lia Setoid Morphisms.
Require Import Powers Descent Rank Matrices MatrixDescent Perturbed.
Open Scope R_scope.

(** [e (lo+len-1) ... e lo], one eigenvalue of each factor. *)
Fixpoint chain (e : nat -> R) (lo len : nat) : R :=
  match len with O => 1 | S p => e (lo + p)%nat * chain e lo p end.

(** One step for one eigenvalue [lambda] of the target, [e j] that of the factor [j]. *)
Definition scalar_step (N : nat) (eta lambda : R) (e : nat -> R) (j : nat) : R :=
  e j - eta * (chain e (S j) (N - 1 - j) * ((chain e 0 N - lambda) * chain e 0 j)).

Fixpoint scalar_orbit (N : nat) (eta : nat -> R) (lambda : R) (e : nat -> R) (k : nat) : nat -> R :=
  match k with O => e | S p => scalar_step N (eta p) lambda (scalar_orbit N eta lambda e p) end.

Lemma chain_ext e f lo len :
  (forall j, (lo <= j < lo + len)%nat -> e j = f j) -> chain e lo len = chain f lo len.
Proof.
  induction len as [| p IH]; intros E; cbn [chain]; [reflexivity |].
  rewrite (E (lo + p)%nat) by lia; rewrite IH by (intros; apply E; lia); reflexivity.
Qed.

Section Decoupling.

Variables (n N : nat) (V : matrix) (lambda : vector) (What : matrix).
Hypothesis V_orthogonal : orthogonal n V.
Hypothesis target : eqm n What (conj n V lambda).

Lemma product_chain W (e : nat -> vector) lo len :
  (forall j, (lo <= j < lo + len)%nat -> eqm n (W j) (conj n V (e j))) ->
  eqm n (product n W lo len) (conj n V (fun i => chain (fun j => e j i) lo len)).
Proof using V_orthogonal.
  induction len as [| p IH]; intros P; cbn [product chain].
  - rewrite <- (conj_one n V V_orthogonal); apply conj_ext; reflexivity.
  - rewrite (P (lo + p)%nat), IH, conj_mul by (auto; intros; try apply P; lia).
    apply conj_ext; reflexivity.
Qed.

Lemma descend_chain eta W (e : nat -> vector) :
  (forall j, (j < N)%nat -> eqm n (W j) (conj n V (e j))) ->
  forall j, (j < N)%nat ->
  eqm n (descend n N What eta W j) (conj n V (fun i => scalar_step N eta (lambda i) (fun m => e m i) j)).
Proof using V_orthogonal target.
  intros P j Hj; unfold descend, gradient.
  rewrite (product_chain W e (S j)) by (intros; apply P; lia).
  rewrite (product_chain W e 0 N) by (intros; apply P; lia).
  rewrite (product_chain W e 0 j) by (intros; apply P; lia).
  rewrite (P j Hj), target, !conj_tr, conj_sub, !conj_mul, conj_scale, conj_sub by exact V_orthogonal.
  apply conj_ext; intros i _; reflexivity.
Qed.

Theorem decoupling_any_start (eta : nat -> R) (start : factors) (e : nat -> vector) :
  (forall j, (j < N)%nat -> eqm n (start j) (conj n V (e j))) ->
  forall k j, (j < N)%nat ->
  eqm n (descent n N What eta start k j)
        (conj n V (fun i => scalar_orbit N eta (lambda i) (fun m => e m i) k j)).
Proof using V_orthogonal target.
  intros P k; induction k as [| k IH]; intros j Hj; cbn [descent].
  - exact (P j Hj).
  - apply (descend_chain (eta k) _ (fun j i => scalar_orbit N eta (lambda i) (fun m => e m i) k j)); assumption.
Qed.

End Decoupling.

(** What the factors descend along is the gradient of the loss. *)
Theorem loss_gradient (n N : nat) (What : matrix) (W : factors) (j : nat) (E : matrix) :
  (j < N)%nat ->
  derivable_pt_lim (fun t => loss n N What (update W j (add (W j) (scale t E)))) 0
                   (inner n (gradient n N What W j) E).
Proof. apply gradient_correct. Qed.
(* claim: reduction.decoupling
   Stronger: every n, every depth N (also 1), any steps, any diagonal starts, and the scalar recursion is given.  Weaker: real symmetric targets
   (real orthogonal V), not complex normal ones. *)

(** The perturbed start is the case of one eigenvalue [p] and [N - 1] times [q]. *)
Lemma chain_const q lo len : chain (fun _ => q) lo len = q ^ len.
Proof. induction len as [| p IH]; [reflexivity |]; cbn [chain pow]; rewrite IH; reflexivity. Qed.

Lemma chain_perturbed p q len :
  chain (fun j => match j with O => p | _ => q end) 0 (S len) = p * q ^ len.
Proof.
  induction len as [| m IH]; [simpl; ring |].
  change (q * chain (fun j => match j with O => p | _ => q end) 0 (S m) = p * q ^ S m); rewrite IH; cbn [pow]; ring.
Qed.

Lemma scalar_perturbed N eta lambda alpha beta k :
  (2 <= N)%nat ->
  forall j, (j < N)%nat ->
  scalar_orbit N (fun _ => eta) lambda (fun j => match j with O => alpha - beta | _ => alpha end) k j
  = match j with O => fst (porbit N eta lambda alpha beta k) | _ => snd (porbit N eta lambda alpha beta k) end.
Proof.
  intros HN; induction k as [| k IH]; intros j Hj; [destruct j; reflexivity |].
  cbn [scalar_orbit porbit]; unfold scalar_step.
  destruct (porbit N eta lambda alpha beta k) as [p q]; cbn [fst snd pstep] in *.
  set (e := scalar_orbit N (fun _ => eta) lambda (fun j => match j with O => alpha - beta | _ => alpha end) k) in *.
  set (f := fun j : nat => match j with O => p | _ => q end).
  assert (A : chain e 0 N = p * q ^ (N - 1)).
  { rewrite (chain_ext e f) by (intros; apply IH; lia).
    replace N with (S (N - 1)) at 1 by lia; apply chain_perturbed. }
  assert (B : chain e (S j) (N - 1 - j) = q ^ (N - 1 - j)).
  { rewrite (chain_ext e (fun _ => q)); [apply chain_const |].
    intros i Hi; rewrite IH by lia; destruct i; [lia | reflexivity]. }
  rewrite A, B, IH by exact Hj; destruct j as [| j].
  - cbn [chain]; replace (N - 1 - 0)%nat with (N - 1)%nat by lia; ring.
  - rewrite (chain_ext e f) by (intros; apply IH; lia); unfold f; rewrite chain_perturbed.
    replace (q ^ (N - 2)) with (q ^ (N - 1 - S j) * q ^ j) by (rewrite <- pow_add; f_equal; lia); ring.
Qed.

(** The factors of the perturbed start, on matrices. *)
Theorem perturbed_decoupling (n N : nat) (V What : matrix) (lambda : vector) (alpha beta eta : R) :
  (2 <= N)%nat -> orthogonal n V -> eqm n What (conj n V lambda) ->
  let start j := match j with O => scale (alpha - beta) one | _ => scale alpha one end in
  forall k j, (j < N)%nat ->
  eqm n (descent n N What (fun _ => eta) start k j)
        (conj n V (fun i => match j with O => fst (porbit N eta (lambda i) alpha beta k)
                                       | _ => snd (porbit N eta (lambda i) alpha beta k) end)).
Proof.
  intros HN HV HW start k j Hj.
  rewrite (decoupling_any_start n N V lambda What HV HW (fun _ => eta) start
             (fun j _ => match j with O => alpha - beta | _ => alpha end)); [| | exact Hj].
  - apply conj_ext; intros i _; apply (scalar_perturbed N eta (lambda i) alpha beta k HN j Hj).
  - intros i _; destruct i as [| i]; unfold start; rewrite <- (conj_one n V HV), conj_scale; apply conj_ext; intros; ring.
Qed.
