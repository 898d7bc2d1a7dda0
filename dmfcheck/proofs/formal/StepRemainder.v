(** One step of the descent against the corrected flow: T/h + (1/2) ln f grows by 1, up to 0.387 t^2. *)

Require Import Reals Lra Lia.
Require Import Powers Descent FlowBounds.
Open Scope R_scope.

(** ** Exponentials and logarithms *)

Lemma ln_le_minus_1 x : 0 < x -> ln x <= x - 1.
Proof.
  intros Hx; pose proof (exp_ineq1_le (x - 1)) as P; replace (1 + (x - 1)) with x in P by ring.
  rewrite <- (ln_exp (x - 1)); destruct P as [P | P]; [left; apply ln_increasing; lra | rewrite P at 1; lra].
Qed.

Lemma ln_above x : 0 < x -> 1 - / x <= ln x.
Proof.
  intros Hx; pose proof (ln_le_minus_1 (/ x) (Rinv_0_lt_compat x Hx)) as P; rewrite ln_Rinv in P by exact Hx; lra.
Qed.

Lemma exp_difference a b : 0 <= a <= b -> exp a - a <= exp b - b.
Proof.
  intros H; pose proof (exp_ineq1_le (b - a)) as P; pose proof (exp_ineq1_le a) as Q.
  replace (exp b) with (exp a * exp (b - a)) by (rewrite <- exp_plus; f_equal; ring).
  assert (1 * (b - a) <= exp a * (exp (b - a) - 1)) by (apply Rmult_le_compat; lra); lra.
Qed.

Lemma exp_second y : 0 <= y -> exp (- y) <= 1 - y + y ^ 2 / 2.
Proof.
  intros Hy.
  assert (M : 1 - 0 + 0 ^ 2 / 2 - exp (- 0) <= 1 - y + y ^ 2 / 2 - exp (- y)).
  { apply (mean_value (fun x => 1 - x + x ^ 2 / 2 - exp (- x)) (fun x => 0 - 1 + INR 2 * x ^ pred 2 * / 2 - exp (- x) * (- 1))); [exact Hy | |].
    - intros x _; apply (derivable_pt_lim_minus (fun x => 1 - x + x ^ 2 / 2) (fun x => exp (- x))).
      + apply (derivable_pt_lim_plus (fun x => 1 - x) (fun x => x ^ 2 / 2)).
        * apply (derivable_pt_lim_minus (fun _ => 1) (fun x => x)); [apply derivable_pt_lim_const | apply derivable_pt_lim_id].
        * apply (derivable_pt_lim_ext (fun x => / 2 * x ^ 2)); [intros; unfold Rdiv; ring |]; rewrite Rmult_comm.
          apply (derivable_pt_lim_scal (fun x => x ^ 2)), derivable_pt_lim_pow.
      + apply (derivable_pt_lim_comp (fun x => - x) exp x (- 1) (exp (- x))).
        * apply (derivable_pt_lim_opp (fun x => x)), derivable_pt_lim_id.
        * apply derivable_pt_lim_exp.
    - intros x Hx; pose proof (exp_ineq1_le (- x)); simpl; lra. }
  rewrite Ropp_0, exp_0 in M; lra.
Qed.

Lemma one_plus x : derivable_pt_lim (fun x => 1 + x) x 1.
Proof.
  pose proof (derivable_pt_lim_plus (fun _ => 1) (fun x => x) x 0 1 (derivable_pt_lim_const 1 x) (derivable_pt_lim_id x)) as P.
  rewrite Rplus_0_l in P; exact P.
Qed.

Lemma one_minus x : derivable_pt_lim (fun x => 1 - x) x (- 1).
Proof.
  pose proof (derivable_pt_lim_minus (fun _ => 1) (fun x => x) x 0 1 (derivable_pt_lim_const 1 x) (derivable_pt_lim_id x)) as P.
  rewrite Rminus_0_l in P; exact P.
Qed.

(** [ln ((1+z)/(1-z))] by the first terms of its series. *)
Lemma log_below z : 0 <= z < 1 -> 2 * (z + z ^ 3 / 3 + z ^ 5 / 5) <= ln (1 + z) - ln (1 - z).
Proof.
  intros Hz.
  assert (M : ln (1 + 0) - ln (1 - 0) - 2 * (0 + 0 ^ 3 / 3 + 0 ^ 5 / 5) <= ln (1 + z) - ln (1 - z) - 2 * (z + z ^ 3 / 3 + z ^ 5 / 5)).
  { apply (mean_value (fun x => ln (1 + x) - ln (1 - x) - 2 * (x + x ^ 3 / 3 + x ^ 5 / 5))
             (fun x => / (1 + x) * 1 - / (1 - x) * - 1 - 2 * (1 + INR 3 * x ^ pred 3 * / 3 + INR 5 * x ^ pred 5 * / 5))); [lra | |].
    - intros x Hx; apply (derivable_pt_lim_minus (fun x => ln (1 + x) - ln (1 - x)) (fun x => 2 * (x + x ^ 3 / 3 + x ^ 5 / 5))).
      + apply (derivable_pt_lim_minus (fun x => ln (1 + x)) (fun x => ln (1 - x))).
        * apply (derivable_pt_lim_comp (fun x => 1 + x) ln x 1 (/ (1 + x))); [| apply derivable_pt_lim_ln; lra].
          apply one_plus.
        * apply (derivable_pt_lim_comp (fun x => 1 - x) ln x (- 1) (/ (1 - x))); [| apply derivable_pt_lim_ln; lra].
          apply one_minus.
      + apply (derivable_pt_lim_scal (fun x => x + x ^ 3 / 3 + x ^ 5 / 5)).
        apply (derivable_pt_lim_plus (fun x => x + x ^ 3 / 3) (fun x => x ^ 5 / 5)); [apply (derivable_pt_lim_plus (fun x => x) (fun x => x ^ 3 / 3)) |].
        * apply derivable_pt_lim_id.
        * apply (derivable_pt_lim_ext (fun x => / 3 * x ^ 3)); [intros; unfold Rdiv; ring |]; rewrite Rmult_comm.
          apply (derivable_pt_lim_scal (fun x => x ^ 3)), derivable_pt_lim_pow.
        * apply (derivable_pt_lim_ext (fun x => / 5 * x ^ 5)); [intros; unfold Rdiv; ring |]; rewrite Rmult_comm.
          apply (derivable_pt_lim_scal (fun x => x ^ 5)), derivable_pt_lim_pow.
    - intros x Hx; cbn [pred pow].
      replace (/ (1 + x) * 1 - / (1 - x) * - 1 - 2 * (1 + INR 3 * (x * (x * 1)) * / 3 + INR 5 * (x * (x * (x * (x * 1)))) * / 5))
        with (2 * x ^ 6 / ((1 + x) * (1 - x))) by (simpl (INR 3); simpl (INR 5); field; lra).
      assert (0 <= x ^ 6) by (apply pow_le; lra).
      apply Rmult_le_pos; [lra | left; apply Rinv_0_lt_compat, Rmult_lt_0_compat; lra]. }
  rewrite Rplus_0_r, Rminus_0_r, ln_1 in M; simpl in *; lra.
Qed.

(** At the end of the range: 4 (1/ln 2 - 1 - (ln 2)/2) = 0.3845 for t = 1/2. *)
Lemma residual_top t : 0 < t <= 1 / 2 -> t / ((1 - t) * - ln (1 - t)) - - ln (1 - t) / 2 - 1 <= 387 / 1000 * t ^ 2.
Proof.
  intros Ht; set (m := - ln (1 - t)); set (z := t / (2 - t)).
  assert (Hz : 0 < z <= 1 / 3).
  { unfold z; split; [apply Rdiv_lt_0_compat; lra |].
    apply Rmult_le_reg_r with (2 - t); [lra |]; unfold Rdiv at 1; rewrite Rmult_assoc, Rinv_l by lra; lra. }
  assert (Et : t = 2 * z / (1 + z)) by (unfold z; field; lra).
  assert (E1 : 1 - t = (1 - z) / (1 + z)) by (rewrite Et; field; lra).
  set (p := 1 + z ^ 2 / 3 + z ^ 4 / 5).
  assert (Pp : 1 <= p) by (unfold p; pose proof (pow_le z 2 ltac:(lra)); pose proof (pow_le z 4 ltac:(lra)); lra).
  assert (M : 2 * (z * p) <= m).
  { pose proof (log_below z ltac:(lra)) as L; unfold m; rewrite E1; unfold Rdiv.
    rewrite ln_mult, ln_Rinv by (try apply Rinv_0_lt_compat; lra); unfold p; simpl in *; lra. }
  assert (Pm : 0 < 2 * (z * p)) by (apply Rmult_lt_0_compat; [lra | apply Rmult_lt_0_compat; lra]).
  assert (A : t / ((1 - t) * m) <= / ((1 - z) * p)).
  { replace (/ ((1 - z) * p)) with (t / ((1 - t) * (2 * (z * p)))) by (rewrite E1, Et; field; repeat split; lra).
    apply Rmult_le_compat_l; [lra |]; apply Rinv_le_contravar; [apply Rmult_lt_0_compat; lra | apply Rmult_le_compat_l; lra]. }
  apply Rle_trans with (/ ((1 - z) * p) - z * p - 1); [lra |].
  apply Rmult_le_reg_r with ((1 - z) * p * (1 + z) ^ 2); [apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat; lra | apply pow_lt; lra] |].
  replace ((/ ((1 - z) * p) - z * p - 1) * ((1 - z) * p * (1 + z) ^ 2)) with ((1 - (1 + z * p) * ((1 - z) * p)) * (1 + z) ^ 2) by (field; lra).
  replace (387 / 1000 * t ^ 2 * ((1 - z) * p * (1 + z) ^ 2)) with (387 / 250 * z ^ 2 * ((1 - z) * p)) by (rewrite Et; field; lra).
  assert (P3 : forall k, z ^ k <= (1 / 3) ^ k) by (intros; apply pow_incr; lra).
  assert (Q : 0 <= (1 / 3 - z) * (637 / 250 - 37 / 750 * (z + 1 / 3))) by (apply Rmult_le_pos; lra).
  assert (R : 0 <= - (1 / 25) * z ^ 10 - 1 / 25 * z ^ 9 - 7 / 75 * z ^ 8 - 7 / 75 * z ^ 7 - 17 / 45 * z ^ 6 - 9983 / 11250 * z ^ 5
                   - 517 / 11250 * z ^ 4 - 1811 / 2250 * z ^ 3 + 37 / 750 * z ^ 2 - 637 / 250 * z + 661 / 750).
  { pose proof (P3 10%nat); pose proof (P3 9%nat); pose proof (P3 8%nat); pose proof (P3 7%nat); pose proof (P3 6%nat);
      pose proof (P3 5%nat); pose proof (P3 4%nat); pose proof (P3 3%nat); simpl pow in *; lra. }
  assert (Pz : 0 <= z ^ 2) by (apply pow_le; lra).
  apply (Rmult_le_compat_l (z ^ 2)) in R; [| exact Pz]; rewrite Rmult_0_r in R.
  unfold p; lra.
Qed.

(** ** A chord of a concave function *)

Lemma chord (g g' : R -> R) :
  g 0 = 0 -> (forall u, 0 <= u <= 1 -> derivable_pt_lim g u (g' u)) ->
  (forall u v, 0 <= u <= v -> v <= 1 -> g' v <= g' u) -> forall u, 0 <= u <= 1 -> u * g 1 <= g u.
Proof.
  intros G0 G' Dec u Hu.
  assert (A : g 0 - g' u * 0 <= g u - g' u * u).
  { apply (mean_value (fun x => g x - g' u * x) (fun x => g' x - g' u * 1)); [lra | |].
    - intros x Hx; apply (derivable_pt_lim_minus g (fun x => g' u * x)); [apply G'; lra | apply (derivable_pt_lim_scal (fun x => x)), derivable_pt_lim_id].
    - intros x Hx; pose proof (Dec x u ltac:(lra) ltac:(lra)); lra. }
  assert (B : g' u * u - g u <= g' u * 1 - g 1).
  { apply (mean_value (fun x => g' u * x - g x) (fun x => g' u * 1 - g' x)); [lra | |].
    - intros x Hx; apply (derivable_pt_lim_minus (fun x => g' u * x) g); [apply (derivable_pt_lim_scal (fun x => x)), derivable_pt_lim_id | apply G'; lra].
    - intros x Hx; pose proof (Dec u x ltac:(lra) ltac:(lra)); lra. }
  rewrite G0, Rmult_0_r in A.
  assert (A' : u * (g' u * u) <= u * g u) by (apply Rmult_le_compat_l; lra).
  assert (B' : u * (g 1 - g u) <= u * (g' u * (1 - u))) by (apply Rmult_le_compat_l; lra).
  assert (A2 : (1 - u) * (g' u * u) <= (1 - u) * g u) by (apply Rmult_le_compat_l; lra).
  lra.
Qed.

Section Remainder.

Variables (N : nat) (h : R) (T : R -> R) (x : R).
Hypotheses (HN : (2 <= N)%nat) (Hh : 0 < h) (Hc : h * INR N <= 1 / 2) (Hx : 0 < x < 1)
  (flow : forall y, 0 < y < 1 -> derivable_pt_lim T y (/ speed N y)).

Let n := INR N.
Let X := x ^ N.
Let v := 1 - X.
Let t := h * n * x ^ (N - 2).
Let k := h * x ^ (N - 2) * v.

Let n2 : 2 <= n.
Proof. unfold n; replace 2 with (INR 2) by (simpl; ring); apply le_INR; exact HN. Qed.

Let PX : 0 < X < 1.
Proof.
  unfold X; split; [apply pow_lt; lra |]; pose proof (pow_lt_strict N x 1 ltac:(lia) ltac:(lra)) as P; rewrite pow1 in P; exact P.
Qed.

Let Pt : 0 < t <= 1 / 2.
Proof.
  pose proof (pow_lt x (N - 2) ltac:(lra)) as P; pose proof (pow_incr x 1 (N - 2) ltac:(lra)) as Q; rewrite pow1 in Q.
  assert (0 < h * n) by (apply Rmult_lt_0_compat; lra).
  unfold t; split; [apply Rmult_lt_0_compat; assumption |].
  apply Rle_trans with (h * n * 1); [apply Rmult_le_compat_l; lra | fold n in Hc; lra].
Qed.

Let Ek : n * k = t * v.
Proof. unfold k, t; ring. Qed.

Let Pk : 0 < k.
Proof. unfold k, v; apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat; [lra | apply pow_lt; lra] | lra]. Qed.

Let a u := 1 + k * u.
Let b u := 1 - X * a u ^ N.

Let Pa u : 0 <= u <= 1 -> 1 <= a u.
Proof. intros Hu; unfold a; assert (0 <= k * u) by (apply Rmult_le_pos; lra); lra. Qed.

Let small u : 0 <= u <= 1 -> n * (k * u) <= t * u * v /\ k * u <= 1 / 4.
Proof.
  intros Hu; split; [rewrite <- Rmult_assoc, Ek; lra |].
  assert (K : n * k <= 1 / 2) by (rewrite Ek; assert (t * v <= 1 / 2 * 1) by (apply Rmult_le_compat; unfold v; lra); lra).
  assert (2 * k <= n * k) by (apply Rmult_le_compat_r; lra).
  assert (k * u <= k * 1) by (apply Rmult_le_compat_l; lra); lra.
Qed.

(** [B >= 1 - t u] *)
Let Pb u : 0 <= u <= 1 -> v * (1 - t * u) <= b u <= v.
Proof.
  intros Hu; destruct (small u Hu) as [S1 S2]; pose proof (Pa u Hu) as A1.
  assert (Z : 0 <= k * u) by (apply Rmult_le_pos; lra).
  assert (Tu : 0 <= t * u <= 1 / 2).
  { split; [apply Rmult_le_pos; lra |]; assert (t * u <= 1 / 2 * 1) by (apply Rmult_le_compat; lra); lra. }
  assert (Vv : 0 < v < 1) by (unfold v; lra).
  assert (Tv : 0 <= t * u * v <= 1 / 2).
  { split; [apply Rmult_le_pos; lra |]; assert (t * u * v <= 1 / 2 * 1) by (apply Rmult_le_compat; lra); lra. }
  (* (1 + z)^N <= 1/(1 - N z) *)
  assert (Up : a u ^ N * (1 - t * u * v) <= 1).
  { apply Rle_trans with (a u ^ N * (1 - k * u) ^ N).
    - apply Rmult_le_compat_l; [apply pow_le; lra |].
      pose proof (pow_tangent N 1 (1 - k * u) ltac:(lra) ltac:(lra)) as Q; rewrite !pow1 in Q; fold n in Q; lra.
    - rewrite <- Rpow_mult_distr; apply Rle_trans with (1 ^ N); [apply pow_incr; unfold a | rewrite pow1; lra].
      pose proof (Rle_0_sqr (k * u)) as Q; unfold Rsqr in Q; split; [apply Rmult_le_pos; lra | lra]. }
  unfold b; split.
  - assert (Q : X * a u ^ N <= 1 - (1 - t * u) * v); [| lra].
    apply Rmult_le_reg_r with (1 - t * u * v); [lra |].
    apply Rle_trans with (X * 1).
    + rewrite Rmult_assoc; apply Rmult_le_compat_l; lra.
    + replace ((1 - (1 - t * u) * v) * (1 - t * u * v)) with (1 - v + (t * u) * (1 - t * u) * (v * v)) by ring.
      assert (0 <= (t * u) * (1 - t * u) * (v * v)) by (apply Rmult_le_pos; [apply Rmult_le_pos; lra | apply Rle_0_sqr]).
      replace X with (1 - v) by (unfold v; ring); lra.
  - assert (1 <= a u ^ N) by (apply pow_R1_Rle; lra).
    assert (X * 1 <= X * a u ^ N) by (apply Rmult_le_compat_l; lra); unfold v; lra.
Qed.

Let Pb0 u : 0 <= u <= 1 -> v / 2 <= b u /\ 0 < b u.
Proof.
  intros Hu; destruct (Pb u Hu) as [A _].
  assert (t * u <= 1 / 2 * 1) by (apply Rmult_le_compat; lra).
  assert (0 < v) by (unfold v; lra).
  assert (v * (1 / 2) <= v * (1 - t * u)) by (apply Rmult_le_compat_l; lra); lra.
Qed.

(** The logarithm of [f (x + u h f) / f], with its derivatives. *)
Let l u := INR (N - 1) * ln (a u) + ln (b u) - ln v.
Let l1 u := INR (N - 1) * (k / a u) - X * (n * a u ^ (N - 1) * k) / b u.
Let l2 u := - (INR (N - 1) * (k * k / (a u * a u)))
            - (X * (n * (INR (N - 1) * a u ^ (N - 2) * k) * k) / b u + (X * (n * a u ^ (N - 1) * k)) ^ 2 / (b u * b u)).

Let I1 : INR (N - 1) = n - 1.
Proof. unfold n; rewrite minus_INR by lia; reflexivity. Qed.

Let a' u : derivable_pt_lim a u k.
Proof.
  unfold a.
  pose proof (derivable_pt_lim_plus (fun _ => 1) (fun u => k * u) u 0 (k * 1) (derivable_pt_lim_const 1 u)
                (derivable_pt_lim_scal (fun u => u) k u 1 (derivable_pt_lim_id u))) as P.
  rewrite Rplus_0_l, Rmult_1_r in P; exact P.
Qed.

Let apow' m u : derivable_pt_lim (fun u => a u ^ m) u (INR m * a u ^ pred m * k).
Proof. apply (derivable_pt_lim_comp a (fun y => y ^ m)); [apply a' | apply derivable_pt_lim_pow]. Qed.

Let b' u : derivable_pt_lim b u (- (X * (n * a u ^ (N - 1) * k))).
Proof.
  unfold b; replace (- (X * (n * a u ^ (N - 1) * k))) with (0 - X * (INR N * a u ^ pred N * k))
    by (replace (pred N) with (N - 1)%nat by lia; unfold n; ring).
  apply (derivable_pt_lim_minus (fun _ => 1) (fun u => X * a u ^ N)); [apply derivable_pt_lim_const |].
  apply (derivable_pt_lim_scal (fun u => a u ^ N)), apow'.
Qed.

Let l' u : 0 <= u <= 1 -> derivable_pt_lim l u (l1 u).
Proof.
  intros Hu; pose proof (Pa u Hu); destruct (Pb0 u Hu) as [_ B].
  unfold l, l1; replace (INR (N - 1) * (k / a u) - X * (n * a u ^ (N - 1) * k) / b u)
    with (INR (N - 1) * (/ a u * k) + / b u * - (X * (n * a u ^ (N - 1) * k)) - 0) by (field; lra).
  apply (derivable_pt_lim_minus (fun u => INR (N - 1) * ln (a u) + ln (b u)) (fun _ => ln v)); [| apply derivable_pt_lim_const].
  apply (derivable_pt_lim_plus (fun u => INR (N - 1) * ln (a u)) (fun u => ln (b u))).
  - apply (derivable_pt_lim_scal (fun u => ln (a u))), (derivable_pt_lim_comp a ln); [apply a' | apply derivable_pt_lim_ln; lra].
  - apply (derivable_pt_lim_comp b ln); [apply b' | apply derivable_pt_lim_ln; lra].
Qed.

Let l1' u : 0 <= u <= 1 -> derivable_pt_lim l1 u (l2 u).
Proof.
  intros Hu; pose proof (Pa u Hu); destruct (Pb0 u Hu) as [_ B].
  set (c := X * (n * a u ^ (N - 1) * k)).
  set (c' := X * (n * (INR (N - 1) * a u ^ (N - 2) * k) * k)).
  assert (C' : derivable_pt_lim (fun u => X * (n * a u ^ (N - 1) * k)) u c').
  { apply (derivable_pt_lim_ext (fun u => X * n * k * a u ^ (N - 1))); [intros; ring |].
    replace c' with (X * n * k * (INR (N - 1) * a u ^ pred (N - 1) * k)) by (unfold c'; replace (pred (N - 1)) with (N - 2)%nat by lia; ring).
    apply (derivable_pt_lim_scal (fun u => a u ^ (N - 1))), apow'. }
  unfold l1, l2; fold c; fold c'.
  replace (- (INR (N - 1) * (k * k / (a u * a u))) - (c' / b u + c ^ 2 / (b u * b u)))
    with (INR (N - 1) * ((0 * a u - k * k) / Rsqr (a u)) - (c' * b u - - c * c) / Rsqr (b u)) by (unfold Rsqr; field; lra).
  apply (derivable_pt_lim_minus (fun u => INR (N - 1) * (k / a u)) (fun u => X * (n * a u ^ (N - 1) * k) / b u)).
  - apply (derivable_pt_lim_scal (fun u => k / a u)), (derivable_pt_lim_div (fun _ => k) a); [apply derivable_pt_lim_const | apply a' | lra].
  - apply (derivable_pt_lim_div (fun u => X * (n * a u ^ (N - 1) * k)) b); [exact C' | apply b' | lra].
Qed.

(** [-4 t^2 <= l'' <= 0] *)
Let curved u : 0 <= u <= 1 -> - (4 * t ^ 2) <= l2 u <= 0.
Proof.
  intros Hu; pose proof (Pa u Hu) as A; destruct (Pb0 u Hu) as [B0 B]; pose proof (Pb u Hu) as [_ Bv].
  assert (Vv : 0 < v < 1) by (unfold v; lra).
  set (p := X * a u ^ N).
  assert (Ep : p = 1 - b u) by (unfold p, b; ring).
  assert (Pp : 0 < p <= 1 - v / 2) by (split; [unfold p; apply Rmult_lt_0_compat; [lra | apply pow_lt; lra] | lra]).
  assert (Kn : n * k * (n * k) = t ^ 2 * (v * v)) by (rewrite Ek; ring).
  assert (T1 : 0 <= INR (N - 1) * (k * k / (a u * a u)) <= t ^ 2 * (v * v / 4)).
  { rewrite I1; assert (Q : 0 <= k * k / (a u * a u) <= k * k).
    { assert (1 <= a u * a u) by (replace 1 with (1 * 1) by ring; apply Rmult_le_compat; lra).
      assert (0 <= k * k) by apply Rle_0_sqr.
      split; [apply Rmult_le_pos; [assumption | left; apply Rinv_0_lt_compat; lra] |].
      rewrite <- (Rmult_1_r (k * k)) at 2; unfold Rdiv; apply Rmult_le_compat_l; [assumption |].
      rewrite <- Rinv_1; apply Rinv_le_contravar; lra. }
    split; [apply Rmult_le_pos; lra |].
    apply Rle_trans with ((n - 1) * (k * k)); [apply Rmult_le_compat_l; lra |].
    assert (0 <= (n - 2) * (n - 2) * (k * k)) by (apply Rmult_le_pos; apply Rle_0_sqr); lra. }
  assert (T2 : 0 <= X * (n * (INR (N - 1) * a u ^ (N - 2) * k) * k) / b u <= t ^ 2 * (2 * p * v)).
  { rewrite I1.
    assert (Pw : 0 < a u ^ (N - 2) <= a u ^ N) by (split; [apply pow_lt; lra | apply Rle_pow; [lra | lia]]).
    assert (Kk : 0 < k * k) by (apply Rmult_lt_0_compat; lra).
    assert (Nk : 0 <= n * (n - 1) * (k * k)) by (apply Rmult_le_pos; [apply Rmult_le_pos; lra | lra]).
    replace (X * (n * ((n - 1) * a u ^ (N - 2) * k) * k) / b u) with (n * (n - 1) * (k * k) * (X * a u ^ (N - 2)) * / b u) by (unfold Rdiv; ring).
    assert (Xa : 0 < X * a u ^ (N - 2) <= p) by (unfold p; split; [apply Rmult_lt_0_compat; lra | apply Rmult_le_compat_l; lra]).
    assert (Ib : 0 < / b u <= 2 / v).
    { split; [apply Rinv_0_lt_compat; lra |]; replace (2 / v) with (/ (v / 2)) by (field; lra); apply Rinv_le_contravar; lra. }
    split; [apply Rmult_le_pos; [apply Rmult_le_pos; lra | lra] |].
    apply Rle_trans with (t ^ 2 * (v * v) * p * (2 / v)).
    - apply Rmult_le_compat; [apply Rmult_le_pos; lra | lra | | lra].
      apply Rmult_le_compat; [assumption | lra | | lra].
      assert (0 <= n * (k * k)) by (apply Rmult_le_pos; lra); lra.
    - right; field; lra. }
  assert (T3 : 0 <= (X * (n * a u ^ (N - 1) * k)) ^ 2 / (b u * b u) <= t ^ 2 * (4 * p ^ 2)).
  { assert (Pw : 0 < a u ^ (N - 1) <= a u ^ N) by (split; [apply pow_lt; lra | apply Rle_pow; [lra | lia]]).
    assert (Q : 0 <= X * (n * a u ^ (N - 1) * k) <= p * (t * v)).
    { replace (X * (n * a u ^ (N - 1) * k)) with (X * a u ^ (N - 1) * (n * k)) by ring; rewrite Ek.
      assert (0 <= t * v) by (apply Rmult_le_pos; lra).
      split; [apply Rmult_le_pos; [apply Rmult_le_pos; lra | assumption] |].
      apply Rmult_le_compat_r; [assumption |]; unfold p; apply Rmult_le_compat_l; lra. }
    assert (Bb : v / 2 * (v / 2) <= b u * b u) by (apply Rmult_le_compat; lra).
    assert (P4 : 0 < v / 2 * (v / 2)) by (apply Rmult_lt_0_compat; lra).
    split; [apply Rmult_le_pos; [apply pow2_ge_0 | left; apply Rinv_0_lt_compat; lra] |].
    apply Rle_trans with ((p * (t * v)) ^ 2 * / (v / 2 * (v / 2))).
    - apply Rmult_le_compat; [apply pow2_ge_0 | left; apply Rinv_0_lt_compat; lra | apply pow_incr; exact Q | apply Rinv_le_contravar; assumption].
    - right; field; lra. }
  assert (T2' : 0 <= t ^ 2) by apply pow2_ge_0.
  assert (Fin : v * v / 4 + 2 * p * v + 4 * p ^ 2 <= 4).
  { assert (Q : 0 <= v / 2 + 2 * p <= 2) by lra.
    assert ((v / 2 + 2 * p) ^ 2 <= 2 ^ 2) by (apply pow_incr; exact Q); lra. }
  apply (Rmult_le_compat_l (t ^ 2)) in Fin; [| exact T2'].
  unfold l2; lra.
Qed.

Let l_0 : l 0 = 0.
Proof.
  unfold l, b, a; rewrite Rmult_0_r, Rplus_0_r, pow1, Rmult_1_r, ln_1; fold v; ring.
Qed.

Let decreases c u w : (forall y, 0 <= y <= 1 -> l2 y + c <= 0) -> 0 <= u <= w -> w <= 1 -> l1 w + c * w <= l1 u + c * u.
Proof.
  intros H Hu Hw.
  assert (M : - (l1 u + c * u) <= - (l1 w + c * w)).
  { apply (mean_value (fun y => - (l1 y + c * y)) (fun y => - (l2 y + c * 1))); [lra | |].
    - intros y Hy; apply (derivable_pt_lim_opp (fun y => l1 y + c * y)), (derivable_pt_lim_plus l1 (fun y => c * y)); [apply l1'; lra |].
      apply (derivable_pt_lim_scal (fun y => y)), derivable_pt_lim_id.
    - intros y Hy; pose proof (H y ltac:(lra)); lra. }
  lra.
Qed.

Let s := l 1.

(** [u l(1) <= l(u) <= u l(1) + 2 t^2 u (1-u)] *)
Let above u : 0 <= u <= 1 -> u * s <= l u.
Proof.
  apply (chord l l1 l_0 l'); intros u' w Hu Hw.
  pose proof (decreases 0 u' w ltac:(intros y Hy; pose proof (curved y Hy); lra) Hu Hw); lra.
Qed.

Let under u : 0 <= u <= 1 -> l u <= u * s + 2 * t ^ 2 * (u * (1 - u)).
Proof.
  intros Hu.
  pose proof (chord (fun y => - (l y + 2 * t ^ 2 * (y * y))) (fun y => - (l1 y + 2 * t ^ 2 * (1 * y + y * 1)))) as C.
  assert (K : u * - (l 1 + 2 * t ^ 2 * (1 * 1)) <= - (l u + 2 * t ^ 2 * (u * u))).
  { apply C; [rewrite l_0; ring | | | exact Hu].
    - intros y Hy; apply (derivable_pt_lim_opp (fun y => l y + 2 * t ^ 2 * (y * y))), (derivable_pt_lim_plus l (fun y => 2 * t ^ 2 * (y * y))); [apply l'; exact Hy |].
      apply (derivable_pt_lim_scal (fun y => y * y)), (derivable_pt_lim_mult (fun y => y) (fun y => y)); apply derivable_pt_lim_id.
    - intros y w Hy Hw.
      assert (M : l1 y + 4 * t ^ 2 * y <= l1 w + 4 * t ^ 2 * w).
      { apply (mean_value (fun y => l1 y + 4 * t ^ 2 * y) (fun y => l2 y + 4 * t ^ 2 * 1)); [lra | |].
        - intros z Hz; apply (derivable_pt_lim_plus l1 (fun y => 4 * t ^ 2 * y)); [apply l1'; lra |].
          apply (derivable_pt_lim_scal (fun y => y)), derivable_pt_lim_id.
        - intros z Hz; pose proof (curved z ltac:(lra)); lra. }
      lra. }
  fold s in K; lra.
Qed.

(** The time of the flow along the step. *)
Let J u := T (x * a u).

Let inside u : 0 <= u <= 1 -> 0 < x * a u < 1.
Proof.
  intros Hu; pose proof (Pa u Hu) as A; destruct (Pb0 u Hu) as [_ B].
  split; [apply Rmult_lt_0_compat; lra |].
  destruct (Rlt_le_dec (x * a u) 1) as [L | L]; [exact L | exfalso].
  pose proof (pow_incr 1 (x * a u) N ltac:(lra)) as Q; rewrite pow1, Rpow_mult_distr in Q; fold X in Q; unfold b in B; lra.
Qed.

Let E_speed u : 0 <= u <= 1 -> speed N (x * a u) = speed N x * exp (l u).
Proof.
  intros Hu; pose proof (Pa u Hu) as A; destruct (Pb0 u Hu) as [_ B].
  unfold l, Rminus; rewrite !exp_plus, exp_Ropp, !exp_ln by (unfold v; lra).
  replace (INR (N - 1) * ln (a u)) with (ln (a u ^ (N - 1))) by (apply ln_pow; lra).
  rewrite exp_ln by (apply pow_lt; lra).
  unfold speed; rewrite !Rpow_mult_distr; fold X; unfold b; fold v; field; unfold v; lra.
Qed.

Let J' u : 0 <= u <= 1 -> derivable_pt_lim J u (h * exp (- l u)).
Proof.
  intros Hu; destruct PX.
  assert (Ps : 0 < speed N x) by (unfold speed; apply Rmult_lt_0_compat; [apply pow_lt; lra | fold X; lra]).
  assert (Xk : x * k = h * speed N x).
  { unfold k, speed; fold X; fold v; replace (N - 1)%nat with (S (N - 2)) by lia; cbn [pow]; ring. }
  replace (h * exp (- l u)) with (/ speed N (x * a u) * (0 * a u + x * k)).
  - apply (derivable_pt_lim_comp (fun u => x * a u) T); [| apply flow, inside, Hu].
    apply (derivable_pt_lim_mult (fun _ => x) a); [apply derivable_pt_lim_const | apply a'].
  - rewrite E_speed, exp_Ropp, Xk by exact Hu; pose proof (exp_pos (l u)); field; lra.
Qed.

Let s_range : ln (1 - t) <= s <= t.
Proof.
  pose proof (Pa 1 ltac:(lra)) as A; destruct (Pb 1 ltac:(lra)) as [B1 B2]; destruct (Pb0 1 ltac:(lra)) as [_ B3].
  assert (Vv : 0 < v < 1) by (unfold v; lra).
  unfold s, l; split.
  - assert (0 <= INR (N - 1) * ln (a 1)).
    { apply Rmult_le_pos; [apply pos_INR |]; rewrite <- ln_1; destruct A as [A | A]; [left; apply ln_increasing; lra | rewrite <- A; lra]. }
    rewrite Rmult_1_r in B1.
    assert (ln (v * (1 - t)) <= ln (b 1)) by (destruct B1 as [B1 | B1]; [left; apply ln_increasing; [apply Rmult_lt_0_compat; lra | exact B1] | rewrite B1; lra]).
    rewrite ln_mult in * by lra; lra.
  - assert (ln (b 1) <= ln v) by (destruct B2 as [B2 | B2]; [left; apply ln_increasing; lra | rewrite B2; lra]).
    pose proof (ln_le_minus_1 (a 1) ltac:(lra)) as L; unfold a in L at 2.
    assert (INR (N - 1) * ln (a 1) <= (n - 1) * k) by (rewrite I1; apply Rmult_le_compat_l; lra).
    assert (t * v <= t * 1) by (apply Rmult_le_compat_l; lra); lra.
Qed.

(** What is covered, compared with polynomials and exponentials. *)
Let bounded_by (P P' : R -> R) sign :
  (forall u, 0 <= u <= 1 -> derivable_pt_lim P u (P' u)) -> (forall u, 0 <= u <= 1 -> 0 <= sign * (P' u - h * exp (- l u))) ->
  0 <= sign * ((P 1 - P 0) - (J 1 - J 0)).
Proof.
  intros D H.
  assert (M : sign * (P 0 - J 0) <= sign * (P 1 - J 1)).
  { apply (mean_value (fun u => sign * (P u - J u)) (fun u => sign * (P' u - h * exp (- l u)))); [lra | | exact H].
    intros u Hu; apply (derivable_pt_lim_scal (fun u => P u - J u)), (derivable_pt_lim_minus P J); [apply D; exact Hu | apply J'; exact Hu]. }
  lra.
Qed.

Let cubic c1 c2 c3 u : derivable_pt_lim (fun u => h * (c1 * u + c2 * (u * u) + c3 * (u * u * u))) u (h * (c1 * 1 + c2 * (1 * u + u * 1) + c3 * ((1 * u + u * 1) * u + u * u * 1))).
Proof.
  apply (derivable_pt_lim_scal (fun u => c1 * u + c2 * (u * u) + c3 * (u * u * u))).
  assert (I : forall u, derivable_pt_lim (fun u => u) u 1) by (intros; apply derivable_pt_lim_id).
  assert (S2 : forall u, derivable_pt_lim (fun u => u * u) u (1 * u + u * 1)) by (intros; apply (derivable_pt_lim_mult (fun u => u) (fun u => u)); apply I).
  apply (derivable_pt_lim_plus (fun u => c1 * u + c2 * (u * u)) (fun u => c3 * (u * u * u))).
  - apply (derivable_pt_lim_plus (fun u => c1 * u) (fun u => c2 * (u * u))).
    + apply (derivable_pt_lim_scal (fun u => u)), I.
    + apply (derivable_pt_lim_scal (fun u => u * u)), S2.
  - apply (derivable_pt_lim_scal (fun u => u * u * u)), (derivable_pt_lim_mult (fun u => u * u) (fun u => u)); [apply S2 | apply I].
Qed.

(** The remainder of the step, in steps. *)
Definition remainder (y : R) : R := (T y - T x) / h + / 2 * ln (speed N y / speed N x) - 1.

Let E_remainder : remainder (x + h * speed N x) = (J 1 - J 0) / h + s / 2 - 1.
Proof.
  assert (Xk : x * k = h * speed N x).
  { unfold k, speed; fold X; fold v; replace (N - 1)%nat with (S (N - 2)) by lia; cbn [pow]; ring. }
  assert (Ps : 0 < speed N x) by (unfold speed; apply Rmult_lt_0_compat; [apply pow_lt; lra | fold X; lra]).
  assert (E1 : x + h * speed N x = x * a 1) by (rewrite <- Xk; unfold a; ring).
  unfold remainder; rewrite E1, E_speed by lra; fold s.
  replace (speed N x * exp s / speed N x) with (exp s) by (field; lra); rewrite ln_exp.
  unfold J; replace (x * a 0) with x by (unfold a; ring); field; lra.
Qed.

(** What a step leaves of [1 - x^N]. *)
Lemma gap_kept : (1 - h * INR N * x ^ (N - 2)) * (1 - x ^ N) <= 1 - (x + h * speed N x) ^ N.
Proof using HN Hh Hc Hx flow.
  destruct (Pb 1 ltac:(lra)) as [B _]; rewrite Rmult_1_r in B.
  assert (E1 : x + h * speed N x = x * a 1).
  { unfold a, k, speed; fold X; fold v; replace (N - 1)%nat with (S (N - 2)) by lia; cbn [pow]; ring. }
  rewrite E1, Rpow_mult_distr; fold X; unfold b in B; unfold t, v, n in B; lra.
Qed.

Theorem remainder_at_least : - (t ^ 2 / 3) <= remainder (x + h * speed N x).
Proof using HN Hh Hc Hx flow.
  rewrite E_remainder.
  pose proof (bounded_by (fun u => h * (1 * u + (- (s / 2) - t ^ 2) * (u * u) + 2 * t ^ 2 / 3 * (u * u * u)))
                _ (- 1) (fun u _ => cubic 1 (- (s / 2) - t ^ 2) (2 * t ^ 2 / 3) u)) as B.
  assert (C : 0 <= -1 * (h * (1 * 1 + (- (s / 2) - t ^ 2) * (1 * 1) + 2 * t ^ 2 / 3 * (1 * 1 * 1)) - h * (1 * 0 + (- (s / 2) - t ^ 2) * (0 * 0) + 2 * t ^ 2 / 3 * (0 * 0 * 0)) - (J 1 - J 0))).
  { apply B; intros u Hu; pose proof (under u Hu) as Q; pose proof (exp_ineq1_le (- l u)) as P.
    assert (h * (1 - (u * s + 2 * t ^ 2 * (u * (1 - u)))) <= h * exp (- l u)) by (apply Rmult_le_compat_l; lra); lra. }
  assert (D : 1 - s / 2 - t ^ 2 / 3 <= (J 1 - J 0) / h); [| lra].
  apply Rmult_le_reg_r with h; [lra |]; unfold Rdiv at 3; rewrite Rmult_assoc, Rinv_l by lra; lra.
Qed.

Theorem remainder_at_most : remainder (x + h * speed N x) <= 387 / 1000 * t ^ 2.
Proof using HN Hh Hc Hx flow.
  rewrite E_remainder; pose proof s_range as [S1 S2].
  destruct (Rle_lt_dec 0 s) as [P | P].
  - pose proof (bounded_by (fun u => h * (1 * u + - (s / 2) * (u * u) + s ^ 2 / 6 * (u * u * u)))
                  _ 1 (fun u _ => cubic 1 (- (s / 2)) (s ^ 2 / 6) u)) as B.
    assert (C : 0 <= 1 * (h * (1 * 1 + - (s / 2) * (1 * 1) + s ^ 2 / 6 * (1 * 1 * 1)) - h * (1 * 0 + - (s / 2) * (0 * 0) + s ^ 2 / 6 * (0 * 0 * 0)) - (J 1 - J 0))).
    { apply B; intros u Hu; pose proof (above u Hu) as Q.
      assert (U : 0 <= u * s) by (apply Rmult_le_pos; lra).
      pose proof (exp_second (u * s) U) as E2.
      assert (E1 : exp (- l u) <= exp (- (u * s))) by (destruct (Req_dec (l u) (u * s)) as [-> | Ne]; [lra | left; apply exp_increasing; lra]).
      assert (h * exp (- l u) <= h * (1 - u * s + (u * s) ^ 2 / 2)) by (apply Rmult_le_compat_l; lra); lra. }
    assert (D : (J 1 - J 0) / h <= 1 - s / 2 + s ^ 2 / 6).
    { apply Rmult_le_reg_r with h; [lra |]; unfold Rdiv at 1; rewrite Rmult_assoc, Rinv_l by lra; lra. }
    assert (s ^ 2 <= t ^ 2) by (apply pow_incr; lra); pose proof (pow2_ge_0 t); lra.
  - set (m := - ln (1 - t)).
    assert (Pm : 0 < m) by (unfold m; lra).
    (* e^(-l) <= e^(um) - u (m + s) *)
    pose proof (bounded_by (fun u => h * (/ m * exp (m * u) - (m + s) / 2 * (u * u)))
                  (fun u => h * (/ m * (exp (m * u) * m) - (m + s) / 2 * (1 * u + u * 1))) 1) as B.
    assert (C : 0 <= 1 * (h * (/ m * exp (m * 1) - (m + s) / 2 * (1 * 1)) - h * (/ m * exp (m * 0) - (m + s) / 2 * (0 * 0)) - (J 1 - J 0))).
    { apply B.
      - intros u _; apply (derivable_pt_lim_scal (fun u => / m * exp (m * u) - (m + s) / 2 * (u * u))).
        apply (derivable_pt_lim_minus (fun u => / m * exp (m * u)) (fun u => (m + s) / 2 * (u * u))).
        + apply (derivable_pt_lim_scal (fun u => exp (m * u))), (derivable_pt_lim_comp (fun u => m * u) exp); [| apply derivable_pt_lim_exp].
          pose proof (derivable_pt_lim_scal (fun u => u) m u 1 (derivable_pt_lim_id u)) as Q; rewrite Rmult_1_r in Q; exact Q.
        + apply (derivable_pt_lim_scal (fun u => u * u)), (derivable_pt_lim_mult (fun u => u) (fun u => u)); apply derivable_pt_lim_id.
      - intros u Hu; pose proof (above u Hu) as Q.
        assert (U : 0 <= - (u * s) <= m * u).
        { split; [rewrite <- Ropp_mult_distr_r_reverse; apply Rmult_le_pos; lra |].
          replace (- (u * s)) with (- s * u) by ring; apply Rmult_le_compat_r; unfold m; lra. }
        pose proof (exp_difference (- (u * s)) (m * u) U) as E2.
        assert (E1 : exp (- l u) <= exp (- (u * s))) by (destruct (Req_dec (l u) (u * s)) as [-> | Ne]; [lra | left; apply exp_increasing; lra]).
        replace (/ m * (exp (m * u) * m)) with (exp (m * u)) by (field; lra).
        assert (h * exp (- l u) <= h * (exp (m * u) - (m + s) * u)) by (apply Rmult_le_compat_l; lra); lra. }
    rewrite Rmult_1_r, Rmult_0_r, exp_0 in C.
    assert (Em : exp m = / (1 - t)) by (unfold m; rewrite exp_Ropp, exp_ln by lra; reflexivity).
    assert (D : (J 1 - J 0) / h <= t / ((1 - t) * m) - (m + s) / 2).
    { apply Rmult_le_reg_r with h; [lra |]; unfold Rdiv at 1; rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
      replace (t / ((1 - t) * m)) with (/ m * exp m - / m * 1) by (rewrite Em; field; lra); lra. }
    pose proof (residual_top t Pt) as Top; fold m in Top; lra.
Qed.

End Remainder.
