(** The gradient flow: its solutions in closed form, and what it conserves. *)

Require Import Reals Lra Lia Setoid Morphisms.
Require Import Powers Descent Matrices MatrixDescent FlowAndAbove FlowBounds RefutedAsymptotics.
Open Scope R_scope.

(** A function of [t >= 0] that starts at 0, with [g' = - a g], [a >= 0], is 0. *)
Lemma stays_0 (g a : R -> R) :
  g 0 = 0 -> (forall t, 0 <= t -> derivable_pt_lim g t (- a t * g t)) -> (forall t, 0 <= t -> 0 <= a t) ->
  forall t, 0 <= t -> g t = 0.
Proof.
  intros G0 G' A t Ht.
  assert (H : - (g 0 * g 0) <= - (g t * g t)).
  { apply (mean_value (fun s => - (g s * g s)) (fun s => - (- a s * g s * g s + g s * (- a s * g s)))); [exact Ht | |].
    - intros s Hs; apply (derivable_pt_lim_opp (fun s => g s * g s)), (derivable_pt_lim_mult g g); apply G'; lra.
    - intros s Hs; pose proof (A s ltac:(lra)); pose proof (Rle_0_sqr (g s)) as Q; unfold Rsqr in Q.
      assert (0 <= a s * (g s * g s)) by (apply Rmult_le_pos; assumption); lra. }
  rewrite G0, Rmult_0_l in H.
  pose proof (Rle_0_sqr (g t)) as Q; unfold Rsqr in Q.
  assert (E : g t * g t = 0) by lra; apply Rmult_integral in E; destruct E; assumption.
Qed.

(** ** flow.logistic *)

Theorem flow_logistic_only (lambda alpha : R) (d : R -> R) :
  0 < alpha -> alpha ^ 2 <= lambda -> d 0 = alpha ->
  (forall t, 0 <= t -> derivable_pt_lim d t (d t * (lambda - d t ^ 2))) ->
  forall t, 0 <= t -> d t ^ 2 = logistic lambda alpha t.
Proof.
  intros Ha Hl D0 D t Ht.
  assert (P2 : 0 < alpha ^ 2) by (apply pow_lt; exact Ha).
  set (k := lambda / alpha ^ 2 - 1).
  assert (Pk : 0 <= k).
  { unfold k; assert (1 <= lambda / alpha ^ 2); [| lra].
    apply Rmult_le_reg_r with (alpha ^ 2); [exact P2 |]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l by lra; lra. }
  set (E := fun s => exp (- (2 * lambda * s))).
  assert (E' : forall s, derivable_pt_lim E s (E s * - (2 * lambda))).
  { intros s; unfold E; apply (derivable_pt_lim_comp (fun s => - (2 * lambda * s)) exp s (- (2 * lambda)) (exp (- (2 * lambda * s)))).
    - replace (- (2 * lambda)) with (- (0 * s + 2 * lambda * 1)) by ring.
      apply (derivable_pt_lim_opp (fun s => 2 * lambda * s)), (derivable_pt_lim_mult (fun _ => 2 * lambda) (fun s => s));
        [apply derivable_pt_lim_const | apply derivable_pt_lim_id].
    - apply derivable_pt_lim_exp. }
  assert (W' : forall s, 0 <= s -> derivable_pt_lim (fun s => d s * d s) s (2 * (d s * d s) * (lambda - d s * d s))).
  { intros s Hs; replace (2 * (d s * d s) * (lambda - d s * d s))
      with (d s * (lambda - d s ^ 2) * d s + d s * (d s * (lambda - d s ^ 2))) by ring.
    apply (derivable_pt_lim_mult d d); apply D; exact Hs. }
  assert (Z : d t * d t * (1 + k * E t) - lambda = 0).
  { apply (stays_0 (fun s => d s * d s * (1 + k * E s) - lambda) (fun s => 2 * (d s * d s))); [| | | exact Ht].
    - rewrite D0; unfold E, k; rewrite Rmult_0_r, Ropp_0, exp_0; field; lra.
    - intros s Hs.
      replace (- (2 * (d s * d s)) * (d s * d s * (1 + k * E s) - lambda))
        with (2 * (d s * d s) * (lambda - d s * d s) * (1 + k * E s) + d s * d s * (0 + k * (E s * - (2 * lambda))) - 0) by ring.
      apply (derivable_pt_lim_minus (fun s => d s * d s * (1 + k * E s)) (fun _ => lambda)); [| apply derivable_pt_lim_const].
      apply (derivable_pt_lim_mult (fun s => d s * d s) (fun s => 1 + k * E s)); [apply W'; exact Hs |].
      apply (derivable_pt_lim_plus (fun _ => 1) (fun s => k * E s)); [apply derivable_pt_lim_const |].
      apply (derivable_pt_lim_scal E); apply E'.
    - intros s _; pose proof (Rle_0_sqr (d s)) as Q; unfold Rsqr in Q; lra. }
  assert (P : 0 < 1 + k * E t) by (assert (0 <= k * E t) by (apply Rmult_le_pos; [exact Pk | left; apply exp_pos]); lra).
  unfold logistic; fold k; fold (E t); apply Rmult_eq_reg_r with (1 + k * E t); [| lra].
  unfold Rdiv; rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra; lra.
Qed.
(* claim: flow.logistic
   With flow_logistic: the function solves the flow of w, and every flow of d has it as its square. *)

(** ** flow.perturbed *)

Section PerturbedFlow.

Variables (lambda alpha beta : R) (p q : R -> R).
Hypotheses (Hb : 0 < beta < alpha) (P0 : p 0 = alpha - beta) (Q0 : q 0 = alpha)
  (P' : forall t, 0 <= t -> derivable_pt_lim p t (q t * (lambda - p t * q t)))
  (Q' : forall t, 0 <= t -> derivable_pt_lim q t (p t * (lambda - p t * q t))).

Let C := alpha ^ 2 - (alpha - beta) ^ 2.
Let D := sqrt (4 * lambda ^ 2 + C ^ 2).
Let w t := p t * q t.
Let s t := q t * q t + p t * p t.
Let u t := (2 * w t + s t) / C.

Let PC : 0 < C.
Proof. unfold C; replace (alpha ^ 2 - (alpha - beta) ^ 2) with (beta * (2 * alpha - beta)) by ring; apply Rmult_lt_0_compat; lra. Qed.

Let conserved t : 0 <= t -> q t * q t - p t * p t = C.
Proof.
  intros Ht.
  assert (E : q t * q t - p t * p t - C = 0); [| lra].
  apply (stays_0 (fun x => q x * q x - p x * p x - C) (fun _ => 0)); [unfold C; rewrite P0, Q0; ring | | intros; lra | exact Ht].
  intros x Hx; set (e := lambda - p x * q x).
  replace (- 0 * (q x * q x - p x * p x - C)) with (p x * e * q x + q x * (p x * e) - (q x * e * p x + p x * (q x * e)) - 0) by ring.
  apply (derivable_pt_lim_minus (fun x => q x * q x - p x * p x) (fun _ => C)); [| apply derivable_pt_lim_const].
  apply (derivable_pt_lim_minus (fun x => q x * q x) (fun x => p x * p x)).
  - apply (derivable_pt_lim_mult q q); apply Q'; exact Hx.
  - apply (derivable_pt_lim_mult p p); apply P'; exact Hx.
Qed.

Let root_s t : 0 <= t -> sqrt (C ^ 2 + 4 * w t ^ 2) = s t.
Proof.
  intros Ht; replace (C ^ 2 + 4 * w t ^ 2) with (s t * s t) by (rewrite <- (conserved t Ht); unfold s, w; ring).
  apply sqrt_square; unfold s; pose proof (Rle_0_sqr (q t)); pose proof (Rle_0_sqr (p t)); unfold Rsqr in *; lra.
Qed.

Let w_flow t : 0 <= t -> derivable_pt_lim w t (s t * (lambda - w t)).
Proof.
  intros Ht; replace (s t * (lambda - w t)) with (q t * (lambda - p t * q t) * q t + p t * (p t * (lambda - p t * q t)))
    by (unfold s, w; ring).
  apply (derivable_pt_lim_mult p q); [apply P' | apply Q']; exact Ht.
Qed.

Let up := (2 * lambda + D) / C.
Let um := (2 * lambda - D) / C.

Let ED : D * D = 4 * lambda ^ 2 + C ^ 2.
Proof. apply sqrt_sqrt; pose proof (pow2_ge_0 lambda); pose proof (pow2_ge_0 C); lra. Qed.

Let u_flow t : 0 <= t -> derivable_pt_lim u t (C / 2 * ((u t - um) * (up - u t))).
Proof.
  intros Ht; set (e := lambda - p t * q t).
  assert (S' : derivable_pt_lim s t (p t * e * q t + q t * (p t * e) + (q t * e * p t + p t * (q t * e)))).
  { apply (derivable_pt_lim_plus (fun x => q x * q x) (fun x => p x * p x)).
    - apply (derivable_pt_lim_mult q q); apply Q'; exact Ht.
    - apply (derivable_pt_lim_mult p p); apply P'; exact Ht. }
  replace (C / 2 * ((u t - um) * (up - u t)))
    with ((2 * (s t * (lambda - w t)) + (p t * e * q t + q t * (p t * e) + (q t * e * p t + p t * (q t * e)))) * / C + (2 * w t + s t) * 0).
  - apply (derivable_pt_lim_mult (fun x => 2 * w x + s x) (fun _ => / C)); [| apply derivable_pt_lim_const].
    apply (derivable_pt_lim_plus (fun x => 2 * w x) s); [| exact S'].
    apply (derivable_pt_lim_scal w); apply w_flow; exact Ht.
  - pose proof (conserved t Ht) as Co.
    assert (E1 : (u t - um) * (up - u t) = (4 * lambda * u t + C - C * u t * u t) / C).
    { replace ((u t - um) * (up - u t)) with ((4 * lambda * u t * C - 4 * lambda ^ 2 + D * D - C ^ 2 * u t * u t) / (C * C))
        by (unfold up, um; field; lra).
      rewrite ED; field; lra. }
    rewrite E1; unfold u, e, w, s.
    apply Rmult_eq_reg_r with (2 * C); [| lra].
    transitivity (2 * (2 * (q t * q t + p t * p t) + 4 * (p t * q t)) * (lambda - p t * q t)); [field; lra |].
    transitivity (4 * lambda * (2 * (p t * q t) + (q t * q t + p t * p t)) + C * C - (2 * (p t * q t) + (q t * q t + p t * p t)) ^ 2); [| field; lra].
    rewrite <- Co; ring.
Qed.

Lemma perturbed_flow t : 0 <= t ->
  q t ^ 2 - p t ^ 2 = C
  /\ derivable_pt_lim w t (sqrt (C ^ 2 + 4 * w t ^ 2) * (lambda - w t))
  /\ let U x := (2 * w x + sqrt (C ^ 2 + 4 * w x ^ 2)) / C in
     (U t - um) * (up - U 0) = (U 0 - um) * exp (D * t) * (up - U t).
Proof using Hb P0 Q0 P' Q'.
  intros Ht; split; [rewrite <- (conserved t Ht); ring | split; [rewrite root_s by exact Ht; apply w_flow; exact Ht |]].
  cbv beta zeta; rewrite (root_s t Ht), (root_s 0 (Rle_refl 0)).
  change ((2 * w t + s t) / C) with (u t); change ((2 * w 0 + s 0) / C) with (u 0).
  assert (DC : 0 <= D - Rabs (2 * lambda)).
  { assert (Rabs (2 * lambda) <= D); [| lra]; rewrite <- sqrt_Rsqr_abs; apply sqrt_le_1_alt; unfold Rsqr; pose proof (pow2_ge_0 C); lra. }
  assert (Pu : forall x, 0 <= x -> 0 <= u x - um).
  { intros x Hx; unfold u, um.
    replace ((2 * w x + s x) / C - (2 * lambda - D) / C) with ((2 * w x + s x + (D - 2 * lambda)) / C) by (field; lra).
    apply Rmult_le_pos; [| left; apply Rinv_0_lt_compat; exact PC].
    pose proof (Rle_abs (2 * lambda)).
    assert (0 <= 2 * w x + s x) by (unfold w, s; pose proof (Rle_0_sqr (p x + q x)); unfold Rsqr in *; lra); lra. }
  set (E := fun x => exp (- (D * x))).
  assert (E' : forall x, derivable_pt_lim E x (E x * - D)).
  { intros x; unfold E; apply (derivable_pt_lim_comp (fun x => - (D * x)) exp x (- D) (exp (- (D * x)))).
    - replace (- D) with (- (0 * x + D * 1)) by ring.
      apply (derivable_pt_lim_opp (fun x => D * x)), (derivable_pt_lim_mult (fun _ => D) (fun x => x));
        [apply derivable_pt_lim_const | apply derivable_pt_lim_id].
    - apply derivable_pt_lim_exp. }
  assert (K : (u t - um) * E t * (up - u 0) - (u 0 - um) * (up - u t) = 0).
  { apply (stays_0 (fun x => (u x - um) * E x * (up - u 0) - (u 0 - um) * (up - u x)) (fun x => C / 2 * (u x - um))); [| | | exact Ht].
    - unfold E; rewrite Rmult_0_r, Ropp_0, exp_0; ring.
    - intros x Hx.
      set (V := C / 2 * ((u x - um) * (up - u x))).
      replace (- (C / 2 * (u x - um)) * ((u x - um) * E x * (up - u 0) - (u 0 - um) * (up - u x)))
        with ((((V - 0) * E x + (u x - um) * (E x * - D)) * (up - u 0) + (u x - um) * E x * 0) - (0 * (up - u x) + (u 0 - um) * (0 - V))).
      + apply (derivable_pt_lim_minus (fun x => (u x - um) * E x * (up - u 0)) (fun x => (u 0 - um) * (up - u x))).
        * apply (derivable_pt_lim_mult (fun x => (u x - um) * E x) (fun _ => up - u 0)); [| apply derivable_pt_lim_const].
          apply (derivable_pt_lim_mult (fun x => u x - um) E); [| apply E'].
          apply (derivable_pt_lim_minus u (fun _ => um)); [apply u_flow; exact Hx | apply derivable_pt_lim_const].
        * apply (derivable_pt_lim_mult (fun _ => u 0 - um) (fun x => up - u x)); [apply derivable_pt_lim_const |].
          apply (derivable_pt_lim_minus (fun _ => up) u); [apply derivable_pt_lim_const | apply u_flow; exact Hx].
      + assert (DD : D = C / 2 * (up - um)) by (unfold up, um; field; lra).
        unfold V; rewrite DD; ring.
    - intros x Hx; apply Rmult_le_pos; [lra | apply Pu; exact Hx]. }
  assert (EE : E t * exp (D * t) = 1) by (unfold E; rewrite <- exp_plus; replace (- (D * t) + D * t) with 0 by ring; apply exp_0).
  replace ((u t - um) * (up - u 0)) with ((u t - um) * (E t * exp (D * t)) * (up - u 0)) by (rewrite EE; ring).
  replace ((u t - um) * (E t * exp (D * t)) * (up - u 0)) with (exp (D * t) * ((u t - um) * E t * (up - u 0))) by ring.
  replace ((u t - um) * E t * (up - u 0)) with ((u 0 - um) * (up - u t)) by lra; ring.
Qed.

End PerturbedFlow.

Theorem flow_perturbed (lambda alpha beta : R) (p q : R -> R) :
  0 < beta < alpha -> p 0 = alpha - beta -> q 0 = alpha ->
  (forall t, 0 <= t -> derivable_pt_lim p t (q t * (lambda - p t * q t))) ->
  (forall t, 0 <= t -> derivable_pt_lim q t (p t * (lambda - p t * q t))) ->
  let C := alpha ^ 2 - (alpha - beta) ^ 2 in
  let D := sqrt (4 * lambda ^ 2 + C ^ 2) in
  let w t := p t * q t in
  let u t := (2 * w t + sqrt (C ^ 2 + 4 * w t ^ 2)) / C in
  let u_plus := (2 * lambda + D) / C in
  let u_minus := (2 * lambda - D) / C in
  forall t, 0 <= t ->
  derivable_pt_lim w t (sqrt (C ^ 2 + 4 * w t ^ 2) * (lambda - w t))
  /\ (u t - u_minus) * (u_plus - u 0) = (u 0 - u_minus) * exp (D * t) * (u_plus - u t).
Proof.
  intros Hb P0 Q0 P' Q' C D w u up um t Ht.
  destruct (perturbed_flow lambda alpha beta p q Hb P0 Q0 P' Q' t Ht) as (_ & A & B); split; [exact A | exact B].
Qed.
(* claim: flow.perturbed
   For any flow of the two factors p, q from (alpha - beta, alpha) and any real lambda; the quotients are multiplied out, as u = u_plus where w = lambda. *)

(** ** flow.balanced *)

Lemma sum_derivative n (f : R -> nat -> R) (f' : nat -> R) t :
  (forall i, (i <= n)%nat -> derivable_pt_lim (fun x => f x i) t (f' i)) ->
  derivable_pt_lim (fun x => sum n (f x)) t (sum n f').
Proof.
  unfold sum; intros H.
  assert (G : forall m, (m <= n)%nat -> derivable_pt_lim (fun x => sum_f_R0 (f x) m) t (sum_f_R0 f' m)).
  { induction m as [| m IH]; intros Hm; cbn [sum_f_R0]; [apply H; lia |].
    apply (derivable_pt_lim_plus (fun x => sum_f_R0 (f x) m) (fun x => f x (S m))); [apply IH; lia | apply H; exact Hm]. }
  apply G; lia.
Qed.

(** [W_(j+1)^T G_(j+1) = G_j W_j^T] for the gradients [G]. *)
Lemma neighbours n N What W j : (S j < N)%nat ->
  eqm n (mul n (tr (W (S j))) (gradient n N What W (S j))) (mul n (gradient n N What W j) (tr (W j))).
Proof.
  intros Hj; unfold gradient.
  set (E := sub (product n W 0 N) What).
  replace (N - 1 - j)%nat with (1 + (N - 1 - S j))%nat by lia.
  rewrite (product_split n W (S j) 1 (N - 1 - S j)); replace (S j + 1)%nat with (S (S j)) by lia.
  set (A := product n W (S (S j)) (N - 1 - S j)).
  assert (P1 : eqm n (product n W (S j) 1) (W (S j))).
  { cbn [product]; rewrite Nat.add_0_r; apply mul_one_r. }
  rewrite P1; cbn [product]; rewrite Nat.add_0_l.
  rewrite !tr_mul, !mul_assoc; reflexivity.
Qed.

Theorem flow_balanced (n N : nat) (What : matrix) (W : R -> factors) (t : R) :
  (forall j a b, (j < N)%nat -> (a <= n)%nat -> (b <= n)%nat ->
     derivable_pt_lim (fun x => W x j a b) t (- gradient n N What (W t) j a b)) ->
  forall j a b, (S j < N)%nat -> (a <= n)%nat -> (b <= n)%nat ->
  derivable_pt_lim (fun x => sub (mul n (tr (W x (S j))) (W x (S j))) (mul n (W x j) (tr (W x j))) a b) t 0.
Proof.
  intros H j a b Hj Ha Hb; unfold sub, mul, tr.
  set (G := gradient n N What (W t)) in *.
  assert (D1 : derivable_pt_lim (fun x => sum n (fun k => W x (S j) k a * W x (S j) k b)) t
                 (sum n (fun k => - G (S j) k a * W t (S j) k b + W t (S j) k a * - G (S j) k b))).
  { apply sum_derivative; intros k Hk.
    apply (derivable_pt_lim_mult (fun x => W x (S j) k a) (fun x => W x (S j) k b)); apply H; assumption. }
  assert (D2 : derivable_pt_lim (fun x => sum n (fun k => W x j a k * W x j b k)) t
                 (sum n (fun k => - G j a k * W t j b k + W t j a k * - G j b k))).
  { apply sum_derivative; intros k Hk.
    apply (derivable_pt_lim_mult (fun x => W x j a k) (fun x => W x j b k)); apply H; try assumption; lia. }
  pose proof (derivable_pt_lim_minus _ _ _ _ _ D1 D2) as D3.
  match type of D3 with derivable_pt_lim _ _ ?v => replace 0 with v; [exact D3 |] end.
  pose proof (neighbours n N What (W t) j Hj a b Ha Hb) as E1; pose proof (neighbours n N What (W t) j Hj b a Hb Ha) as E2.
  fold G in E1, E2; unfold mul, tr in E1, E2.
  rewrite sum_sub.
  rewrite (sum_ext n _ (fun k => (G j a k * W t j b k - W t (S j) k a * G (S j) k b) + (G j b k * W t j a k - W t (S j) k b * G (S j) k a)))
    by (intros; ring).
  rewrite <- sum_add, <- !sum_sub, E1, E2; ring.
Qed.
(* claim: flow.balanced
   As stated, for square factors of any size n + 1 and any depth N, at any time t at which each factor moves along minus its gradient. *)

(** ** flow.time *)

(** The coefficients of [2F1(a, b; c; y)]. *)
Fixpoint hyper (a b c : R) (i : nat) : R :=
  match i with O => 1 | S j => hyper a b c j * ((a + INR j) * (b + INR j)) / ((c + INR j) * (1 + INR j)) end.

Lemma hyper_time N i : (1 <= N)%nat -> hyper 1 (2 / INR N) (1 + 2 / INR N) i = 2 / (2 + INR N * INR i).
Proof.
  intros HN; assert (PN : 0 < INR N) by (apply lt_0_INR; lia).
  induction i as [| i IH]; [simpl; field |]; cbn [hyper]; rewrite IH, S_INR.
  pose proof (pos_INR i) as Pi; assert (0 <= INR N * INR i) by (apply Rmult_le_pos; lra).
  field; repeat split; try lra.
Qed.

Lemma geometric_rest N n x :
  x ^ N <> 1 -> 1 + x ^ N * sum_f_R0 (fun i => (x ^ N) ^ i) n = (1 - (x ^ N) ^ (n + 2)) / (1 - x ^ N).
Proof.
  intros H; set (y := x ^ N) in *; induction n as [| n IH].
  - simpl; field; lra.
  - cbn [sum_f_R0]; rewrite Rmult_plus_distr_l, <- Rplus_assoc, IH.
    replace (S n + 2)%nat with (S (n + 2)) by lia; replace (y * y ^ S n) with (y ^ (n + 2)) by (replace (n + 2)%nat with (S (S n)) by lia; reflexivity).
    cbn [pow]; field; lra.
Qed.

Section FlowTime.

Variables (N : nat) (F H : R -> R) (a b : R).
Hypotheses (HN : (3 <= N)%nat) (F' : forall x, 0 < x < 1 -> derivable_pt_lim F x (/ speed N x))
  (Hx : forall x, 0 < x < 1 -> Un_cv (fun n => sum_f_R0 (fun i => hyper 1 (2 / INR N) (1 + 2 / INR N) i * (x ^ N) ^ i) n) (H x))
  (Hab : 0 < a <= b) (Hb : b < 1).

Let part n x := - / (INR (N - 2) * x ^ (N - 2)) + x ^ 2 / 2 * sum_f_R0 (fun i => hyper 1 (2 / INR N) (1 + 2 / INR N) i * (x ^ N) ^ i) n.

Let terms n x : part n x = - (/ INR (N - 2) * (/ x) ^ (N - 2)) + sum_f_R0 (fun i => / INR (N * i + 2) * x ^ (N * i + 2)) n.
Proof.
  assert (PN : 0 < INR (N - 2)) by (apply lt_0_INR; lia).
  unfold part; rewrite Rinv_mult, pow_inv; f_equal.
  rewrite scal_sum; apply sum_eq; intros i _; rewrite hyper_time by lia.
  rewrite plus_INR, mult_INR, pow_add, pow_mult; simpl (INR 2).
  assert (0 <= INR N * INR i) by (apply Rmult_le_pos; apply pos_INR); field; lra.
Qed.

Let part_derivative n x : 0 < x < 1 ->
  derivable_pt_lim (part n) x (/ speed N x * (1 - (x ^ N) ^ (n + 2))).
Proof.
  intros H1.
  assert (PN : 0 < INR (N - 2)) by (apply lt_0_INR; lia).
  assert (Y : x ^ N < 1) by (pose proof (pow_lt_strict N x 1 ltac:(lia) ltac:(lra)) as P; rewrite pow1 in P; exact P).
  assert (Px : 0 < x ^ (N - 1)) by (apply pow_lt; lra).
  apply (derivable_pt_lim_ext (fun x => - (/ INR (N - 2) * (/ x) ^ (N - 2)) + sum_f_R0 (fun i => / INR (N * i + 2) * x ^ (N * i + 2)) n)).
  { intros z; symmetry; apply terms. }
  replace (/ speed N x * (1 - (x ^ N) ^ (n + 2)))
    with (- (/ INR (N - 2) * (INR (N - 2) * (/ x) ^ pred (N - 2) * (- 1 / (x * x)))) + sum_f_R0 (fun i => / INR (N * i + 2) * (INR (N * i + 2) * x ^ pred (N * i + 2))) n).
  - apply (derivable_pt_lim_plus (fun x => - (/ INR (N - 2) * (/ x) ^ (N - 2))) (fun x => sum_f_R0 (fun i => / INR (N * i + 2) * x ^ (N * i + 2)) n)).
    + apply (derivable_pt_lim_opp (fun x => / INR (N - 2) * (/ x) ^ (N - 2))), (derivable_pt_lim_scal (fun x => (/ x) ^ (N - 2))).
      apply (derivable_pt_lim_comp (fun x => / x) (fun y => y ^ (N - 2))); [| apply derivable_pt_lim_pow].
      apply (derivable_pt_lim_ext (fun x => 1 / x)); [intros; unfold Rdiv; ring |].
      replace (- 1 / (x * x)) with ((0 * x - 1 * 1) / Rsqr x) by (unfold Rsqr; field; lra).
      apply (derivable_pt_lim_div (fun _ => 1) (fun x => x)); [apply derivable_pt_lim_const | apply derivable_pt_lim_id | lra].
    + pose proof (sum_derivative n (fun x i => / INR (N * i + 2) * x ^ (N * i + 2)) (fun i => / INR (N * i + 2) * (INR (N * i + 2) * x ^ pred (N * i + 2))) x) as S1.
      apply S1; intros i _; apply (derivable_pt_lim_scal (fun x => x ^ (N * i + 2))), derivable_pt_lim_pow.
  - assert (G := geometric_rest N n x ltac:(lra)).
    unfold speed; replace (/ (x ^ (N - 1) * (1 - x ^ N)) * (1 - (x ^ N) ^ (n + 2))) with (/ x ^ (N - 1) * ((1 - (x ^ N) ^ (n + 2)) / (1 - x ^ N))) by (field; lra).
    rewrite <- G, Rmult_plus_distr_l; f_equal.
    + replace (N - 1)%nat with (S (S (pred (N - 2)))) by lia; rewrite pow_inv; cbn [pow].
      assert (0 < x ^ pred (N - 2)) by (apply pow_lt; lra); field; repeat split; lra.
    + rewrite <- Rmult_assoc; replace (/ x ^ (N - 1) * x ^ N) with x.
      * rewrite scal_sum; apply sum_eq; intros i _.
        replace (pred (N * i + 2)) with (S (N * i)) by lia; cbn [pow]; rewrite pow_mult.
        assert (INR (N * i + 2) <> 0) by (apply not_0_INR; lia); field; assumption.
      * replace N with (S (N - 1)) at 2 by lia; cbn [pow]; field; lra.
Qed.

Lemma time_by_series : Un_cv (fun n => part n b - part n a) (F b - F a).
Proof using HN F' Hab Hb.
  set (y := b ^ N).
  assert (Y : 0 < y < 1).
  { unfold y; split; [apply pow_lt; lra |]; pose proof (pow_lt_strict N b 1 ltac:(lia) ltac:(lra)) as P; rewrite pow1 in P; exact P. }
  assert (Pa : 0 < a ^ (N - 1)) by (apply pow_lt; lra).
  set (K := / (a ^ (N - 1) * (1 - y))).
  assert (PK : 0 < K) by (apply Rinv_0_lt_compat, Rmult_lt_0_compat; lra).
  assert (In : forall c, a <= c <= b -> 0 < c < 1) by (intros; lra).
  assert (R0 : forall c n, a <= c <= b -> 0 <= / speed N c * (c ^ N) ^ (n + 2) <= K * y ^ (n + 2)).
  { intros c n Hc; pose proof (pow_incr a c (N - 1) ltac:(lra)) as P1; pose proof (pow_incr c b N ltac:(lra)) as P2; fold y in P2.
    pose proof (pow_lt c N ltac:(lra)) as P3; pose proof (pow_incr (c ^ N) y (n + 2) ltac:(lra)) as P4.
    assert (P5 : 0 < (c ^ N) ^ (n + 2)) by (apply pow_lt; exact P3).
    assert (P6 : a ^ (N - 1) * (1 - y) <= speed N c) by (unfold speed; apply Rmult_le_compat; lra).
    assert (P7 : 0 < a ^ (N - 1) * (1 - y)) by (apply Rmult_lt_0_compat; lra).
    assert (P8 : / speed N c <= K) by (apply Rinv_le_contravar; assumption).
    assert (P9 : 0 < / speed N c) by (apply Rinv_0_lt_compat; lra).
    split; [apply Rmult_le_pos; lra | apply Rmult_le_compat; lra]. }
  (* what the first terms leave *)
  assert (Rest : forall n, 0 <= (F b - F a) - (part n b - part n a) <= K * (b - a) * y ^ (n + 2)).
  { intros n; split.
    - assert (M : F a - part n a <= F b - part n b).
      { apply (mean_value (fun x => F x - part n x) (fun x => / speed N x - / speed N x * (1 - (x ^ N) ^ (n + 2)))); [lra | |].
        - intros c Hc; apply (derivable_pt_lim_minus F (part n)); [apply F', In, Hc | apply part_derivative, In, Hc].
        - intros c Hc; destruct (R0 c n Hc); lra. }
      lra.
    - set (k := K * y ^ (n + 2)).
      assert (M : k * a - (F a - part n a) <= k * b - (F b - part n b)).
      { apply (mean_value (fun x => k * x - (F x - part n x)) (fun x => k * 1 - (/ speed N x - / speed N x * (1 - (x ^ N) ^ (n + 2))))); [lra | |].
        - intros c Hc; apply (derivable_pt_lim_minus (fun x => k * x) (fun x => F x - part n x)).
          + apply (derivable_pt_lim_scal (fun x => x)), derivable_pt_lim_id.
          + apply (derivable_pt_lim_minus F (part n)); [apply F', In, Hc | apply part_derivative, In, Hc].
        - intros c Hc; destruct (R0 c n Hc) as [_ Q]; fold k in Q; lra. }
      unfold k in *; lra. }
  intros e Pe.
  destruct (pow_lt_1_zero y ltac:(rewrite Rabs_right; lra) (e / (K * (b - a) + 1))) as [M HM].
  { assert (0 <= K * (b - a)) by (apply Rmult_le_pos; lra); apply Rdiv_lt_0_compat; lra. }
  exists M; intros n Hn; unfold R_dist.
  assert (Q0 : 0 <= K * (b - a)) by (apply Rmult_le_pos; lra).
  pose proof (HM (n + 2)%nat ltac:(lia)) as Q; rewrite Rabs_right in Q by (apply Rle_ge, pow_le; lra).
  destruct (Rest n) as [A B].
  assert (Z : K * (b - a) * y ^ (n + 2) <= (K * (b - a) + 1) * y ^ (n + 2)).
  { apply Rmult_le_compat_r; [apply pow_le; lra | lra]. }
  apply (Rmult_lt_compat_l (K * (b - a) + 1)) in Q; [| lra].
  replace ((K * (b - a) + 1) * (e / (K * (b - a) + 1))) with e in Q by (field; lra).
  rewrite Rabs_left1 by lra; lra.
Qed.

Lemma time_by_hypergeometric :
  let T x := - / (INR (N - 2) * x ^ (N - 2)) + x ^ 2 / 2 * H x in F b - F a = T b - T a.
Proof using HN F' Hx Hab Hb.
  intros T; apply (UL_sequence (fun n => part n b - part n a)); [apply time_by_series |].
  assert (C : forall x, 0 < x < 1 -> Un_cv (fun n => part n x) (T x)).
  { intros x Px; apply (CV_plus (fun _ => - / (INR (N - 2) * x ^ (N - 2)))
      (fun n => x ^ 2 / 2 * sum_f_R0 (fun i => hyper 1 (2 / INR N) (1 + 2 / INR N) i * (x ^ N) ^ i) n)).
    - intros e Pe; exists 0%nat; intros; unfold R_dist; rewrite Rminus_diag_eq, Rabs_R0 by reflexivity; exact Pe.
    - apply (CV_mult (fun _ => x ^ 2 / 2)); [| apply Hx; exact Px].
      intros e Pe; exists 0%nat; intros; unfold R_dist; rewrite Rminus_diag_eq, Rabs_R0 by reflexivity; exact Pe. }
  apply CV_minus; apply C; lra.
Qed.

End FlowTime.

Theorem flow_time (N : nat) (F H : R -> R) (a b : R) :
  (3 <= N)%nat -> (forall x, 0 < x < 1 -> derivable_pt_lim F x (/ speed N x)) ->
  (forall x, 0 < x < 1 ->
     Un_cv (fun n => sum_f_R0 (fun i => hyper 1 (2 / INR N) (1 + 2 / INR N) i * (x ^ N) ^ i) n) (H x)) ->
  0 < a <= b -> b < 1 ->
  let T x := - / (INR (N - 2) * x ^ (N - 2)) + x ^ 2 / 2 * H x in
  F b - F a = T b - T a.
Proof. intros; apply time_by_hypergeometric; assumption. Qed.

Theorem flow_time_two_layers (F : R -> R) (a b : R) :
  (forall x, 0 < x < 1 -> derivable_pt_lim F x (/ speed 2 x)) -> 0 < a <= b -> b < 1 ->
  F b - F a = flow_time_2 b - flow_time_2 a.
Proof.
  intros F' Ha Hb.
  assert (G' : forall x, 0 < x < 1 -> derivable_pt_lim flow_time_2 x (/ speed 2 x)).
  { intros x Hx; replace (/ speed 2 x) with (/ (x * (1 - x ^ 2))) by (unfold speed; f_equal; simpl; ring).
    apply flow_time_2_derivative; exact Hx. }
  assert (A : F a - flow_time_2 a <= F b - flow_time_2 b).
  { apply (mean_value (fun x => F x - flow_time_2 x) (fun x => / speed 2 x - / speed 2 x)); [lra | | intros; lra].
    intros c Hc; apply (derivable_pt_lim_minus F flow_time_2); [apply F' | apply G']; lra. }
  assert (B : flow_time_2 a - F a <= flow_time_2 b - F b).
  { apply (mean_value (fun x => flow_time_2 x - F x) (fun x => / speed 2 x - / speed 2 x)); [lra | | intros; lra].
    intros c Hc; apply (derivable_pt_lim_minus flow_time_2 F); [apply G' | apply F']; lra. }
  lra.
Qed.
(* claim: flow.time
   The integral of 1/(x^(N-1) (1 - x^N)) from a to b is F b - F a for any F with this derivative on (0, 1).  N >= 3: T with 2F1 as the limit H of its
   series (hyper has the coefficients by their recursion); N = 2: flow_time_2, ln x - (1/2) ln(1 - x^2), which is what the claim says there. *)
