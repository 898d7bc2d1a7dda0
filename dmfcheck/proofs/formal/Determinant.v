(** nonnormal.limit/determinant: two layers of size 2 never have a product of negative determinant. *)

Require Import Reals Lra Lia Setoid Morphisms.
Require Import Powers Descent Matrices MatrixDescent RefutedMatrix.
Open Scope R_scope.

Local Notation "A == B" := (eqm 1 A B) (at level 70).
Local Notation "A ** B" := (mul 1 A B) (at level 40, left associativity).

Definition det2 (A : matrix) : R := A 0%nat 0%nat * A 1%nat 1%nat - A 0%nat 1%nat * A 1%nat 0%nat.

Lemma det2_ext A B : A == B -> det2 A = det2 B.
Proof. intros E; unfold det2; rewrite !E by lia; reflexivity. Qed.

Lemma det2_mul A B : det2 (A ** B) = det2 A * det2 B.
Proof. unfold det2, mul, sum; cbn [sum_f_R0]; ring. Qed.

Section Reflection.

(** A reflection. *)
Variables p q : R.
Hypothesis unit_vector : p * p + q * q = 1.
Let Q := of_rows p q q (- p).

Definition mirror (A : matrix) : matrix := Q ** (tr A ** Q).

Let QQ : Q ** Q == one.
Proof.
  apply eqm_2; unfold two_by_two, Q; cbv [mul sum sum_f_R0 one diag of_rows Nat.eqb]; repeat split; lra.
Qed.

Let QT : tr Q == Q.
Proof. apply eqm_2; unfold two_by_two, Q; cbv [tr of_rows]; repeat split; reflexivity. Qed.

Lemma mirror_ext A B : A == B -> mirror A == mirror B.
Proof using. intros E; unfold mirror; rewrite E; reflexivity. Qed.

Lemma mirror_mul A B : mirror (A ** B) == mirror B ** mirror A.
Proof using unit_vector.
  unfold mirror; rewrite tr_mul.
  rewrite <- (mul_assoc 1 Q (tr B ** Q)), <- (mul_assoc 1 (tr B) Q), (mul_assoc 1 Q Q), QQ, mul_one_l, (mul_assoc 1 (tr B)).
  reflexivity.
Qed.

Lemma mirror_tr A : mirror (tr A) == tr (mirror A).
Proof using unit_vector.
  unfold mirror; rewrite !tr_mul, QT, !tr_tr, <- (mul_assoc 1 Q A Q); reflexivity.
Qed.

Lemma mirror_mirror A : mirror (mirror A) == A.
Proof using unit_vector.
  unfold mirror; rewrite !tr_mul, ?tr_tr, QT, ?tr_tr.
  rewrite <- !(mul_assoc 1), QQ, mul_one_r, (mul_assoc 1 Q Q), QQ, mul_one_l; reflexivity.
Qed.

Lemma mirror_step A eta B : mirror (sub A (scale eta B)) == sub (mirror A) (scale eta (mirror B)).
Proof using.
  apply eqm_2; unfold two_by_two, mirror, Q; cbv [mul sum sum_f_R0 tr sub scale of_rows]; repeat split; ring.
Qed.

Lemma det2_mirror A : det2 (mirror A) = det2 A.
Proof using unit_vector.
  unfold mirror; rewrite !det2_mul.
  assert (E : det2 Q * det2 Q = 1).
  { unfold det2, Q; cbv [of_rows].
    replace ((p * - p - q * q) * (p * - p - q * q)) with ((p * p + q * q) * (p * p + q * q)) by ring.
    rewrite unit_vector; ring. }
  assert (T : det2 (tr A) = det2 A) by (unfold det2, tr; ring).
  rewrite T; replace (det2 Q * (det2 A * det2 Q)) with (det2 Q * det2 Q * det2 A) by ring; rewrite E; ring.
Qed.

Variables (What : matrix) (alpha : R) (eta : nat -> R).
Hypothesis target : mirror What == What.

Let W := descent 1 2 What eta (fun _ => scale alpha one).

Lemma mirrored k : W k 1%nat == mirror (W k 0%nat).
Proof using unit_vector target.
  induction k as [| k IH].
  - change (scale alpha one == mirror (scale alpha one)).
    apply eqm_2; unfold two_by_two, mirror, Q; cbv [mul sum sum_f_R0 tr one diag scale of_rows Nat.eqb].
    repeat split; try ring.
    + replace (p * (alpha * 1 * p + alpha * 0 * q) + q * (alpha * 0 * p + alpha * 1 * q)) with (alpha * (p * p + q * q)) by ring.
      rewrite unit_vector; ring.
    + replace (q * (alpha * 1 * q + alpha * 0 * - p) + - p * (alpha * 0 * q + alpha * 1 * - p)) with (alpha * (p * p + q * q)) by ring.
      rewrite unit_vector; ring.
  - set (A := W k 0%nat) in *.
    destruct (descend_2 What (eta k) (W k) A (mirror A) (reflexivity A) IH) as [D0 D1].
    change (W (S k)) with (descend 1 2 What (eta k) (W k)); rewrite D1, (mirror_ext _ _ D0).
    set (E := sub (mirror A ** A) What).
    assert (ME : mirror E == E).
    { unfold E.
      assert (S1 : sub (mirror A ** A) What == sub (mirror A ** A) (scale 1 What)) by (intros i j _ _; unfold sub, scale; ring).
      rewrite (mirror_ext _ _ S1), mirror_step, mirror_mul, mirror_mirror, target.
      intros i j _ _; unfold sub, scale; ring. }
    rewrite mirror_step, mirror_mul, mirror_tr, mirror_mirror, ME; reflexivity.
Qed.

Theorem determinant_nonnegative k : 0 <= det2 (product 1 (W k) 0 2).
Proof using unit_vector target.
  assert (P : product 1 (W k) 0 2 == W k 1%nat ** W k 0%nat).
  { cbn [product Nat.add]; rewrite mul_one_r; reflexivity. }
  rewrite (det2_ext _ _ P), det2_mul, (det2_ext _ _ (mirrored k)), det2_mirror; apply Rle_0_sqr.
Qed.

End Reflection.

Theorem nonnormal_determinant (a b d alpha : R) (eta : nat -> R) (k : nat) :
  0 <= det2 (product 1 (descent 1 2 (of_rows a b 0 d) eta (fun _ => scale alpha one) k) 0 2).
Proof.
  destruct (Req_dec b 0) as [-> | Hb].
  { apply (determinant_nonnegative 1 0 ltac:(lra)).
    apply eqm_2; unfold two_by_two, mirror; cbv [mul sum sum_f_R0 tr of_rows]; repeat split; ring. }
  set (n := sqrt ((a - d) * (a - d) + b * b)).
  assert (P : 0 < (a - d) * (a - d) + b * b).
  { pose proof (Rle_0_sqr (a - d)) as S1; unfold Rsqr in S1.
    pose proof (Rsqr_pos_lt b Hb) as S2; unfold Rsqr in S2; lra. }
  assert (Pn : 0 < n) by (apply sqrt_lt_R0; exact P).
  assert (En : n * n = (a - d) * (a - d) + b * b) by (apply sqrt_sqrt; lra).
  set (p := (a - d) / n); set (q := b / n).
  assert (Epq : p * p + q * q = 1).
  { unfold p, q; replace ((a - d) / n * ((a - d) / n) + b / n * (b / n)) with (((a - d) * (a - d) + b * b) / (n * n)) by (field; lra).
    rewrite <- En; field; lra. }
  assert (Ep : (a - d) * q = b * p) by (unfold p, q; field; lra).
  apply (determinant_nonnegative p q Epq).
  apply eqm_2; unfold two_by_two, mirror; cbv [mul sum sum_f_R0 tr of_rows].
  assert (F1 : a * p * p + b * p * q + d * q * q = a).
  { replace (b * p * q) with ((a - d) * q * q) by (rewrite Ep; ring).
    replace (a * p * p + (a - d) * q * q + d * q * q) with (a * (p * p + q * q)) by ring; rewrite Epq; ring. }
  assert (F2 : a * q * q - b * p * q + d * p * p = d).
  { replace (b * p * q) with ((a - d) * q * q) by (rewrite Ep; ring).
    replace (a * q * q - (a - d) * q * q + d * p * p) with (d * (p * p + q * q)) by ring; rewrite Epq; ring. }
  assert (F3 : a * p * q + b * q * q - d * p * q = b).
  { replace (a * p * q + b * q * q - d * p * q) with ((a - d) * q * p + b * q * q) by ring; rewrite Ep.
    replace (b * p * p + b * q * q) with (b * (p * p + q * q)) by ring; rewrite Epq; ring. }
  assert (F4 : a * p * q - b * p * p - d * p * q = 0).
  { replace (a * p * q - b * p * p - d * p * q) with ((a - d) * q * p - b * p * p) by ring; rewrite Ep; ring. }
  repeat split; lra.
Qed.

(** ** The distance to a target of negative determinant *)

Lemma null_vector (A : matrix) :
  det2 A = 0 -> exists x : vector, 0 < dot 1 x x /\ app 1 A x 0%nat = 0 /\ app 1 A x 1%nat = 0.
Proof.
  unfold det2; intros D.
  set (v := fun (p q : R) (i : nat) => match i with O => p | _ => q end).
  assert (V : forall p q, p <> 0 \/ q <> 0 -> 0 < dot 1 (v p q) (v p q)).
  { intros p q H; cbv [dot sum sum_f_R0 v].
    pose proof (Rle_0_sqr p) as P; pose proof (Rle_0_sqr q) as Q; unfold Rsqr in *.
    destruct H as [H | H]; apply Rsqr_pos_lt in H; unfold Rsqr in H; lra. }
  destruct (Req_dec (A 0%nat 0%nat) 0) as [A0 | A0]; [destruct (Req_dec (A 0%nat 1%nat) 0) as [A1 | A1] |].
  - destruct (Req_dec (A 1%nat 0%nat) 0) as [A2 | A2]; [destruct (Req_dec (A 1%nat 1%nat) 0) as [A3 | A3] |].
    + exists (v 1 0); split; [apply V; left; lra |]; cbv [app sum sum_f_R0 v]; rewrite A0, A1, A2, A3; split; ring.
    + exists (v (A 1%nat 1%nat) (- A 1%nat 0%nat)); split; [apply V; left; lra |]; cbv [app sum sum_f_R0 v]; rewrite A0, A1; split; ring.
    + exists (v (A 1%nat 1%nat) (- A 1%nat 0%nat)); split; [apply V; right; lra |]; cbv [app sum sum_f_R0 v]; rewrite A0, A1; split; ring.
  - exists (v (A 0%nat 1%nat) (- A 0%nat 0%nat)); split; [apply V; left; lra |]; cbv [app sum sum_f_R0 v]; split; lra.
  - exists (v (A 0%nat 1%nat) (- A 0%nat 0%nat)); split; [apply V; right; lra |]; cbv [app sum sum_f_R0 v]; split; lra.
Qed.

(** [|Dx| <= ||D||_F |x|] *)
Lemma frobenius_bound (D : matrix) (x : vector) :
  dot 1 (app 1 D x) (app 1 D x) <= inner 1 D D * dot 1 x x.
Proof.
  cbv [dot inner app sum sum_f_R0].
  pose proof (Rle_0_sqr (D 0%nat 0%nat * x 1%nat - D 0%nat 1%nat * x 0%nat)) as P.
  pose proof (Rle_0_sqr (D 1%nat 0%nat * x 1%nat - D 1%nat 1%nat * x 0%nat)) as Q.
  unfold Rsqr in *; lra.
Qed.

(** [s] is at most the least singular value of [What]: [s |x| <= |What x|]. *)
Lemma determinant_distance (What W : matrix) (s : R) :
  0 <= s -> (forall x, s * s * dot 1 x x <= dot 1 (app 1 What x) (app 1 What x)) ->
  det2 What < 0 -> 0 <= det2 W -> s * s <= inner 1 (sub W What) (sub W What).
Proof.
  intros Hs HW D0 D1; set (D := sub W What).
  set (path := fun t => add What (scale t D)).
  set (f := fun t => det2 (path t)).
  assert (C : continuity f).
  { unfold f, path, det2, add, scale; intros t; reg. }
  assert (F0 : f 0 = det2 What) by (unfold f, path, det2, add, scale; ring).
  assert (F1 : f 1 = det2 W) by (unfold f, path, det2, add, scale, D, sub; ring).
  destruct (IVT_cor f 0 1 C ltac:(lra)) as (t & Ht & Et).
  { rewrite F0, F1; replace (det2 What * det2 W) with (- ((- det2 What) * det2 W)) by ring.
    assert (0 <= (- det2 What) * det2 W) by (apply Rmult_le_pos; lra); lra. }
  destruct (null_vector (path t) Et) as (x & Px & X0 & X1).
  assert (E : dot 1 (app 1 What x) (app 1 What x) = t * t * dot 1 (app 1 D x) (app 1 D x)).
  { assert (E0 : app 1 What x 0%nat = - t * app 1 D x 0%nat).
    { revert X0; unfold path; cbv [app sum sum_f_R0 add scale]; intros; lra. }
    assert (E1 : app 1 What x 1%nat = - t * app 1 D x 1%nat).
    { revert X1; unfold path; cbv [app sum sum_f_R0 add scale]; intros; lra. }
    unfold dot, sum; cbn [sum_f_R0]; rewrite E0, E1; ring. }
  pose proof (HW x) as B; rewrite E in B.
  pose proof (frobenius_bound D x) as G.
  assert (T : t * t <= 1) by (rewrite <- (Rmult_1_r 1); apply Rmult_le_compat; lra).
  assert (P0 : 0 <= dot 1 (app 1 D x) (app 1 D x)).
  { unfold dot, sum; cbn [sum_f_R0]; pose proof (Rle_0_sqr (app 1 D x 0%nat)); pose proof (Rle_0_sqr (app 1 D x 1%nat)); unfold Rsqr in *; lra. }
  assert (t * t * dot 1 (app 1 D x) (app 1 D x) <= 1 * dot 1 (app 1 D x) (app 1 D x)) by (apply Rmult_le_compat_r; lra).
  apply Rmult_le_reg_r with (dot 1 x x); [exact Px | lra].
Qed.

Theorem nonnormal_distance (a b d alpha s : R) (eta : nat -> R) (k : nat) :
  a * d < 0 -> 0 <= s ->
  (forall x, s * s * dot 1 x x <= dot 1 (app 1 (of_rows a b 0 d) x) (app 1 (of_rows a b 0 d) x)) ->
  let W := product 1 (descent 1 2 (of_rows a b 0 d) eta (fun _ => scale alpha one) k) 0 2 in
  0 <= det2 W /\ s * s <= inner 1 (sub W (of_rows a b 0 d)) (sub W (of_rows a b 0 d)).
Proof.
  intros Had Hs HW W; assert (P : 0 <= det2 W) by apply nonnormal_determinant.
  split; [exact P |].
  apply determinant_distance; auto.
  unfold det2, of_rows; lra.
Qed.
(* claim: nonnormal.limit/determinant
   As stated (nonnormal_distance, s any bound s |x| <= |What x|, of which sigma_min is the largest; squares of norms).  Stronger: the
   determinant for every a, d (also of one sign), any alpha and any steps (nonnormal_determinant). *)
