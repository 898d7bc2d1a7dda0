(** time.corrected: the time of the descent is that of the flow, corrected by (1/2) ln f, to within a step and a remainder. *)

Require Import Reals Lra Lia.
Require Import Powers Descent Rank DeepFactorization Times FlowBounds Spans StepRemainder.
Open Scope R_scope.

(** [N/(N-2)], for [N = 2] [2 (1+h) ln (b (1+h)/x_0)] *)
Definition spread (N : nat) (h x0 b : R) : R :=
  if Nat.eqb N 2 then 2 * (1 + h) * ln (b * (1 + h) / x0) else INR N / INR (N - 2).

(** [C t' (Lambda + ln ((1-x_0^N)/(1-b^N)) - ln (1-t'))], [t' = min (c, t_b e^(t_b))], [t_b = c b^(N-2)], [c = h N] *)
Definition corrected_error (C : R) (N : nat) (h x0 b : R) : R :=
  let c := h * INR N in
  let tb := c * b ^ (N - 2) in
  let t := Rmin c (tb * exp tb) in
  C * t * (spread N h x0 b + ln ((1 - x0 ^ N) / (1 - b ^ N)) - ln (1 - t)).

Lemma telescope f K : below K (fun k => f (S k) - f k) = f K - f 0%nat.
Proof. induction K as [| K IH]; cbn [below]; [ring | rewrite IH; ring]. Qed.

Lemma exp_times m y : exp (INR m * y) = exp y ^ m.
Proof.
  induction m as [| m IH]; [simpl; rewrite Rmult_0_l; apply exp_0 |].
  rewrite S_INR, Rmult_plus_distr_r, exp_plus, IH, Rmult_1_l; cbn [pow]; ring.
Qed.

Lemma ln_le x y : 0 < x -> x <= y -> ln x <= ln y.
Proof. intros Hx [H | ->]; [left; apply ln_increasing; assumption | lra]. Qed.

Section Corrected.

Variables (N : nat) (h C : R) (T : R -> R) (x0 b : R) (K : nat).
Hypotheses (HN : (2 <= N)%nat) (Hh : 0 < h) (Hc : h * INR N <= 1 / 2)
  (flow : forall y, 0 < y < 1 -> derivable_pt_lim T y (/ speed N y))
  (Hx : 0 < x0 < b) (Hb : b < 1) (HK : recovered_first N h 1 x0 (b ^ N) K) (HC : 0 <= C)
  (one_step : forall x, 0 < x < 1 -> Rabs (remainder N h T x (x + h * speed N x)) <= C * (h * INR N * x ^ (N - 2)) ^ 2).

Let c := h * INR N.
Let x := d N h 1 x0.
Let t k := c * x k ^ (N - 2).
Let q k := h * x k ^ (N - 2) * (1 - x k ^ N).
Let clock y := T y / h + / 2 * ln (speed N y).

Let N2 : 2 <= INR N.
Proof. replace 2 with (INR 2) by (simpl; ring); apply le_INR; exact HN. Qed.

Let Pc : 0 < c.
Proof. apply Rmult_lt_0_compat; lra. Qed.

Let h_small : h <= 1 / 4.
Proof. assert (h * 2 <= h * INR N) by (apply Rmult_le_compat_l; lra); lra. Qed.

Let pos y : 0 < y < 1 -> 0 < 1 - y ^ N < 1 /\ 0 < speed N y <= 1.
Proof.
  intros Hy; pose proof (pow_lt_strict N y 1 ltac:(lia) ltac:(lra)) as P; rewrite pow1 in P.
  pose proof (pow_lt y N ltac:(lra)); pose proof (pow_lt y (N - 1) ltac:(lra)).
  pose proof (pow_incr y 1 (N - 1) ltac:(lra)) as P1; rewrite pow1 in P1.
  split; [lra |]; unfold speed; split; [apply Rmult_lt_0_compat; lra |].
  apply Rle_trans with (1 * 1); [apply Rmult_le_compat; lra | lra].
Qed.

Let next k : x (S k) = x k + h * speed N (x k).
Proof. change (x (S k)) with (step N h 1 (x k)); unfold step, speed; ring. Qed.

Let next_q k : x (S k) = x k * (1 + q k).
Proof. rewrite next; unfold q, speed; replace (N - 1)%nat with (S (N - 2)) by lia; cbn [pow]; ring. Qed.

Let range k : 0 < x k < 1.
Proof.
  induction k as [| k IH]; [unfold x, d; cbn; lra |].
  destruct (FlowBounds.along N h T HN Hh ltac:(fold c; fold c in Hc; lra) flow (x k) 1 IH ltac:(lra)) as [A _]; rewrite Rmult_1_l, <- next in A; lra.
Qed.

Let Pq k : 0 < q k <= h * x k ^ (N - 2) /\ q k <= h.
Proof.
  destruct (pos (x k) (range k)) as [P _]; pose proof (pow_lt (x k) (N - 2) ltac:(apply range)) as Q.
  pose proof (pow_incr (x k) 1 (N - 2) ltac:(pose proof (range k); lra)) as Q1; rewrite pow1 in Q1.
  assert (0 < h * x k ^ (N - 2) <= h) by (split; [apply Rmult_lt_0_compat; lra | rewrite <- (Rmult_1_r h) at 2; apply Rmult_le_compat_l; lra]).
  unfold q; split; [split; [apply Rmult_lt_0_compat; lra |] |].
  - rewrite <- (Rmult_1_r (h * x k ^ (N - 2))) at 2; apply Rmult_le_compat_l; lra.
  - apply Rle_trans with (h * x k ^ (N - 2) * 1); [apply Rmult_le_compat_l; lra | lra].
Qed.

Let Eq k : INR N * q k = t k * (1 - x k ^ N).
Proof. unfold q, t, c; ring. Qed.

Let Pt k : 0 < t k <= c.
Proof.
  pose proof (pow_lt (x k) (N - 2) ltac:(apply range)) as Q.
  pose proof (pow_incr (x k) 1 (N - 2) ltac:(pose proof (range k); lra)) as Q1; rewrite pow1 in Q1.
  unfold t; split; [apply Rmult_lt_0_compat; lra | rewrite <- (Rmult_1_r c) at 2; apply Rmult_le_compat_l; lra].
Qed.

Let before k : (k < K)%nat -> x k < b.
Proof.
  intros Hk; destruct HK as [_ H]; specialize (H k Hk); rewrite Rmult_1_r in H; unfold w in H; fold (x k) in H.
  destruct (Rlt_le_dec (x k) b) as [A | A]; [exact A |]; pose proof (pow_incr b (x k) N ltac:(lra)); lra.
Qed.

Let reached : b <= x K.
Proof.
  destruct HK as [H _]; rewrite Rmult_1_r in H; pose proof (range K).
  apply (pow_le_inv N); [lia | lra | lra | exact H].
Qed.

Let K_pos : exists j, K = S j.
Proof.
  destruct (Nat.eq_dec K 0) as [E | E]; [exfalso | exists (K - 1)%nat; lia].
  pose proof reached as R0; rewrite E in R0; unfold x, d in R0; cbn in R0; lra.
Qed.

(** ** The clock *)

Let clock_runs y z : 0 < y <= z -> z < 1 -> clock y + (z - y) <= clock z.
Proof.
  intros Hy Hz.
  assert (M : clock y - y <= clock z - z); [| lra].
  apply (mean_value (fun y => clock y - y)
    (fun y => / h * / speed N y + / 2 * (/ speed N y * (INR (N - 1) * y ^ (N - 2) * (1 - y ^ N) + y ^ (N - 1) * (0 - INR N * y ^ (N - 1)))) - 1)); [lra | |].
  - intros u Hu; destruct (pos u ltac:(lra)) as [_ Ps].
    apply (derivable_pt_lim_minus clock (fun y => y)); [| apply derivable_pt_lim_id].
    apply (derivable_pt_lim_plus (fun y => T y / h) (fun y => / 2 * ln (speed N y))).
    + apply (derivable_pt_lim_ext (fun y => / h * T y)); [intros; unfold Rdiv; ring |]; apply (derivable_pt_lim_scal T), flow; lra.
    + apply (derivable_pt_lim_scal (fun y => ln (speed N y))), (derivable_pt_lim_comp (speed N) ln); [| apply derivable_pt_lim_ln; lra].
      apply (speed_derivative N h T HN Hh ltac:(fold c; fold c in Hc; lra) flow).
  - intros u Hu; destruct (pos u ltac:(lra)) as [P Ps].
    pose proof (pow_le u (N - 2) ltac:(lra)) as Q2; pose proof (pow_le u (N - 1) ltac:(lra)) as Q1.
    pose proof (pow_incr u 1 (N - 1) ltac:(lra)) as Q3; rewrite pow1 in Q3.
    assert (F : - INR N <= INR (N - 1) * u ^ (N - 2) * (1 - u ^ N) + u ^ (N - 1) * (0 - INR N * u ^ (N - 1))).
    { assert (0 <= INR (N - 1) * u ^ (N - 2) * (1 - u ^ N)) by (apply Rmult_le_pos; [apply Rmult_le_pos; [apply pos_INR | lra] | lra]).
      assert (u ^ (N - 1) * u ^ (N - 1) <= 1 * 1) by (apply Rmult_le_compat; lra).
      assert (INR N * (u ^ (N - 1) * u ^ (N - 1)) <= INR N * 1) by (apply Rmult_le_compat_l; lra); lra. }
    set (f' := INR (N - 1) * u ^ (N - 2) * (1 - u ^ N) + u ^ (N - 1) * (0 - INR N * u ^ (N - 1))) in *.
    assert (H2 : 2 * INR N <= / h).
    { apply Rmult_le_reg_r with h; [lra |]; rewrite Rinv_l by lra; lra. }
    assert (Is : 1 <= / speed N u) by (rewrite <- Rinv_1; apply Rinv_le_contravar; lra).
    assert (1 * 1 <= / speed N u * (/ h + / 2 * f')) by (apply Rmult_le_compat; lra); lra.
Qed.

Let r k := remainder N h T (x k) (x (S k)).

Let clock_step k : clock (x (S k)) - clock (x k) = 1 + r k.
Proof.
  destruct (pos _ (range k)) as [_ P]; destruct (pos _ (range (S k))) as [_ P'].
  unfold r, remainder, clock, Rdiv; rewrite ln_mult, ln_Rinv by (try apply Rinv_0_lt_compat; lra); ring.
Qed.

Let clock_at J : clock (x J) = clock x0 + INR J + below J r.
Proof.
  assert (E : below J (fun k => clock (x (S k)) - clock (x k)) = INR J + below J r).
  { rewrite (below_ext J _ (fun k => 1 + r k)) by (intros; apply clock_step); rewrite below_add, below_const; ring. }
  rewrite (telescope (fun k => clock (x k))) in E; change (x 0) with x0 in E; lra.
Qed.

Let squares J := below J (fun k => t k ^ 2).

Let r_small k : - (C * t k ^ 2) <= r k <= C * t k ^ 2.
Proof.
  pose proof (one_step (x k) (range k)) as H; rewrite <- next in H; fold (r k) in H; fold c in H; fold (t k) in H.
  pose proof (Rle_abs (r k)); pose proof (Rle_abs (- r k)); rewrite Rabs_Ropp in *; lra.
Qed.

Let r_sum J : - (C * squares J) <= below J r <= C * squares J.
Proof.
  unfold squares; rewrite <- below_scale; split; [| apply below_le; intros; apply r_small].
  replace (- below J (fun i => C * t i ^ 2)) with (below J (fun i => -1 * (C * t i ^ 2))) by (rewrite below_scale; ring).
  apply below_le; intros k _; pose proof (r_small k); lra.
Qed.

Let S := (T b - T x0) / h + / 2 * ln (speed N b / speed N x0).

Let E_S : S = clock b - clock x0.
Proof.
  destruct (pos b ltac:(lra)) as [_ P]; destruct (pos x0 ltac:(lra)) as [_ P'].
  unfold S, clock, Rdiv; rewrite ln_mult, ln_Rinv by (try apply Rinv_0_lt_compat; lra); ring.
Qed.

Let within : - (C * squares K) <= INR K - S < 1 + C * squares K.
Proof.
  rewrite E_S; split.
  - pose proof (clock_runs b (x K) ltac:(pose proof reached; lra) ltac:(apply range)) as A; pose proof reached.
    rewrite clock_at in A; pose proof (r_sum K); lra.
  - destruct K_pos as [j Ej]; rewrite Ej at 1; rewrite S_INR.
    pose proof (before j ltac:(lia)) as B; pose proof (range j).
    pose proof (clock_runs (x j) b ltac:(lra) Hb) as A; rewrite clock_at in A; pose proof (r_sum j) as R0.
    assert (squares j <= squares K) by (rewrite Ej; unfold squares; cbn [below]; pose proof (pow2_ge_0 (t j)); lra).
    assert (C * squares j <= C * squares K) by (apply Rmult_le_compat_l; lra); lra.
Qed.

(** ** The sum of the remainders *)

Let tb := c * b ^ (N - 2).
Let tp := Rmin c (tb * exp tb).

Let Ptb : 0 < tb <= c.
Proof.
  pose proof (pow_lt b (N - 2) ltac:(lra)) as Q; pose proof (pow_incr b 1 (N - 2) ltac:(lra)) as Q1; rewrite pow1 in Q1.
  unfold tb; split; [apply Rmult_lt_0_compat; lra | rewrite <- (Rmult_1_r c) at 2; apply Rmult_le_compat_l; lra].
Qed.

Let Ptp : tb <= tp <= c.
Proof.
  unfold tp; split; [| apply Rmin_l]; apply Rmin_glb; [lra |].
  pose proof (exp_ineq1_le tb); rewrite <- (Rmult_1_r tb) at 1; apply Rmult_le_compat_l; lra.
Qed.

Let t_before k : (k < K)%nat -> t k <= tp.
Proof.
  intros Hk; apply Rle_trans with tb; [| lra]; unfold t, tb; apply Rmult_le_compat_l; [lra |].
  pose proof (before k Hk); pose proof (range k); apply pow_incr; lra.
Qed.

Let far k : t k * x k ^ N <= ln (1 - x k ^ N) - ln (1 - x (Datatypes.S k) ^ N).
Proof.
  destruct (pos _ (range k)) as [P _]; destruct (pos _ (range (Datatypes.S k))) as [P' _]; destruct (Pq k) as [Q _].
  set (X := x k ^ N) in *; set (Y := x (Datatypes.S k) ^ N) in *.
  assert (L := ln_above ((1 - X) / (1 - Y)) ltac:(apply Rdiv_lt_0_compat; lra)).
  unfold Rdiv in L at 2; rewrite ln_mult, ln_Rinv in L by (try apply Rinv_0_lt_compat; lra).
  replace (/ ((1 - X) / (1 - Y))) with ((1 - Y) / (1 - X)) in L by (field; lra).
  assert (Up : X * (1 + INR N * q k) <= Y).
  { unfold Y; rewrite next_q, Rpow_mult_distr; fold X; apply Rmult_le_compat_l; [lra |].
    pose proof (pow_tangent N 1 (1 + q k) ltac:(lra) ltac:(lra)) as G; rewrite !pow1 in G; lra. }
  rewrite Eq in Up; fold X in Up.
  assert ((1 - Y) / (1 - X) <= 1 - t k * X); [| lra].
  apply Rmult_le_reg_r with (1 - X); [lra |]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l by lra; lra.
Qed.

Let top : x K <= b * (1 + h * b ^ (N - 2)).
Proof.
  destruct K_pos as [j Ej]; rewrite Ej, next_q; pose proof (before j ltac:(lia)); pose proof (range j); destruct (Pq j) as [Q _].
  pose proof (pow_incr (x j) b (N - 2) ltac:(lra)).
  assert (h * x j ^ (N - 2) <= h * b ^ (N - 2)) by (apply Rmult_le_compat_l; lra).
  apply Rmult_le_compat; lra.
Qed.

Let gap_at_end : (1 - tp) * (1 - b ^ N) <= 1 - x K ^ N.
Proof.
  destruct K_pos as [j Ej]; rewrite Ej, next; pose proof (before j ltac:(lia)); pose proof (range j).
  pose proof (gap_kept N h T (x j) HN Hh Hc (range j) flow) as G; fold c in G; fold (t j) in G.
  apply Rle_trans with (2 := G); pose proof (t_before j ltac:(lia)); pose proof (pow_incr (x j) b N ltac:(lra)).
  destruct (pos b ltac:(lra)) as [P _]; fold c in Hc; apply Rmult_le_compat; lra.
Qed.

Let saturation : below K (fun k => t k * (t k * x k ^ N)) <= tp * (ln ((1 - x0 ^ N) / (1 - b ^ N)) - ln (1 - tp)).
Proof.
  apply Rle_trans with (below K (fun k => tp * (-1 * (ln (1 - x (Datatypes.S k) ^ N) - ln (1 - x k ^ N))))).
  - apply below_le; intros k Hk; pose proof (far k); pose proof (t_before k Hk); pose proof (Pt k); pose proof (pow_lt (x k) N ltac:(apply range)).
    apply Rmult_le_compat; [lra | apply Rmult_le_pos; lra | lra | lra].
  - rewrite below_scale, below_scale, (telescope (fun k => ln (1 - x k ^ N))); change (x 0%nat) with x0.
    destruct (pos b ltac:(lra)) as [P _]; destruct (pos x0 ltac:(lra)) as [P0 _]; fold c in Hc.
    assert (Pg : 0 < (1 - tp) * (1 - b ^ N)) by (apply Rmult_lt_0_compat; lra).
    pose proof (ln_le _ _ Pg gap_at_end) as L; rewrite ln_mult in L by lra.
    unfold Rdiv; rewrite ln_mult, ln_Rinv by (try apply Rinv_0_lt_compat; lra).
    apply Rmult_le_compat_l; lra.
Qed.

Let growth : below K (fun k => t k * (t k * (1 - x k ^ N))) <= tp * spread N h x0 b.
Proof.
  unfold spread; destruct (Nat.eqb_spec N 2) as [E | Ne].
  - assert (Et : forall k, t k = c) by (intros; unfold t; rewrite E; simpl; ring).
    assert (Etp : tp = c).
    { unfold tp, tb; rewrite E; simpl; rewrite Rmult_1_r; apply Rmin_left.
      pose proof (exp_ineq1_le c); rewrite <- (Rmult_1_r c) at 1; apply Rmult_le_compat_l; lra. }
    apply Rle_trans with (below K (fun k => c * (2 * (1 + h)) * (ln (x (Datatypes.S k)) - ln (x k)))).
    + apply below_le; intros k _; rewrite <- Eq, Et; destruct (Pq k) as [Q Q1]; pose proof (range k).
      replace (INR N) with 2 by (rewrite E; simpl; ring).
      rewrite next_q, ln_mult by lra.
      pose proof (ln_above (1 + q k) ltac:(lra)) as L.
      assert (q k <= (1 + q k) * ln (1 + q k)).
      { apply (Rmult_le_compat_l (1 + q k)) in L; [| lra]; rewrite Rmult_minus_distr_l, Rinv_r in L by lra; lra. }
      assert (0 <= ln (1 + q k)) by (rewrite <- ln_1; apply ln_le; lra).
      assert ((1 + q k) * ln (1 + q k) <= (1 + h) * ln (1 + q k)) by (apply Rmult_le_compat_r; lra).
      assert (c * (2 * q k) <= c * (2 * ((1 + h) * ln (1 + q k)))) by (apply Rmult_le_compat_l; lra); lra.
    + rewrite below_scale, (telescope (fun k => ln (x k))), Etp; change (x 0%nat) with x0.
      pose proof top as Tp; rewrite E in Tp; simpl (b ^ (2 - 2)) in Tp; rewrite Rmult_1_r in Tp.
      pose proof (ln_le _ _ ltac:(apply range) Tp) as L; unfold Rdiv; rewrite ln_mult, ln_Rinv by (try apply Rmult_lt_0_compat; try apply Rinv_0_lt_compat; lra).
      rewrite Rmult_assoc; apply Rmult_le_compat_l; [lra |]; apply Rmult_le_compat_l; lra.
  - set (m := (N - 2)%nat) in *.
    assert (Pm : 0 < INR m) by (apply lt_0_INR; unfold m; lia).
    assert (Nm : 0 < INR N / INR m) by (apply Rdiv_lt_0_compat; lra).
    apply Rle_trans with (below K (fun k => INR N / INR m * (c * x (Datatypes.S k) ^ m - c * x k ^ m))).
    + apply below_le; intros k _; rewrite <- Eq; pose proof (range k); destruct (Pq k) as [Q _].
      pose proof (pow_tangent m (x k) (x (Datatypes.S k)) ltac:(lra) ltac:(pose proof (range (Datatypes.S k)); lra)) as G.
      rewrite next_q in G at 1; replace (x k * (1 + q k) - x k) with (x k * q k) in G by ring.
      assert (Ex : x k ^ m = x k * x k ^ pred m) by (replace m with (Datatypes.S (pred m)) at 1 by (unfold m; lia); reflexivity).
      replace (t k * (INR N * q k)) with (INR N / INR m * (c * (INR m * x k ^ pred m * (x k * q k))))
        by (unfold t; fold m; rewrite Ex; field; lra).
      apply Rmult_le_compat_l; [lra |]; rewrite <- Rmult_minus_distr_l; apply Rmult_le_compat_l; lra.
    + rewrite below_scale, (telescope (fun k => c * x k ^ m)); change (x 0%nat) with x0; rewrite (Rmult_comm tp).
      apply Rmult_le_compat_l; [lra |].
      assert (0 < c * x0 ^ m) by (apply Rmult_lt_0_compat; [lra | apply pow_lt; lra]).
      assert (c * x K ^ m <= tp); [| lra].
      unfold tp; apply Rmin_glb; [apply Pt |].
      apply Rle_trans with (c * (b * (1 + h * b ^ m)) ^ m); [apply Rmult_le_compat_l; [lra |]; apply pow_incr; pose proof (range K); split; [lra | apply top] |].
      rewrite Rpow_mult_distr, <- Rmult_assoc; fold m in tb; fold tb.
      apply Rmult_le_compat_l; [lra |].
      pose proof (pow_lt b m ltac:(lra)) as Pbm; assert (Phb : 0 < h * b ^ m) by (apply Rmult_lt_0_compat; lra).
      apply Rle_trans with (exp (h * b ^ m) ^ m); [apply pow_incr; pose proof (exp_ineq1_le (h * b ^ m)); lra |].
      rewrite <- exp_times.
      assert (Le : INR m * (h * b ^ m) <= tb).
      { unfold tb, c; fold m; assert (INR m <= INR N) by (apply le_INR; unfold m; lia).
        assert (INR m * (h * b ^ m) <= INR N * (h * b ^ m)) by (apply Rmult_le_compat_r; lra); lra. }
      destruct Le as [Le | Le]; [left; apply exp_increasing; exact Le | rewrite Le; lra].
Qed.

Lemma corrected : - corrected_error C N h x0 b <= INR K - S < 1 + corrected_error C N h x0 b.
Proof using HN Hh Hc flow Hx Hb HK HC one_step.
  assert (Q : C * squares K <= corrected_error C N h x0 b).
  { unfold corrected_error; fold c; fold tb; fold tp; rewrite Rmult_assoc; apply Rmult_le_compat_l; [exact HC |].
    unfold squares; rewrite (below_ext K _ (fun k => t k * (t k * (1 - x k ^ N)) + t k * (t k * x k ^ N))) by (intros; ring).
    rewrite below_add; pose proof growth; pose proof saturation; lra. }
  pose proof within; lra.
Qed.

End Corrected.

Theorem time_corrected (N : nat) (h : R) (T : R -> R) (x0 b : R) (K : nat) :
  (2 <= N)%nat -> 0 < h -> h * INR N <= 1 / 2 ->
  (forall y, 0 < y < 1 -> derivable_pt_lim T y (/ speed N y)) ->
  0 < x0 < b -> b < 1 -> recovered_first N h 1 x0 (b ^ N) K ->
  let steps := (T b - T x0) / h + / 2 * ln (speed N b / speed N x0) in
  let E := corrected_error (387 / 1000) N h x0 b in
  - E <= INR K - steps < 1 + E.
Proof.
  intros HN Hh Hc flow Hx Hb HK; apply corrected; auto; [lra |].
  intros x Px.
  pose proof (remainder_at_least N h T x HN Hh Hc Px flow) as A; pose proof (remainder_at_most N h T x HN Hh Hc Px flow) as B.
  cbv zeta in A, B; pose proof (pow2_ge_0 (h * INR N * x ^ (N - 2))).
  apply Rabs_le; lra.
Qed.
(* claim: time.corrected
   Every N >= 2, scaled coordinates (lambda = 1), any T with T' = 1/f on (0, 1). *)

(** The same with any constant that bounds the remainder of one step. *)
Theorem time_corrected_from (N : nat) (h C : R) (T : R -> R) (x0 b : R) (K : nat) :
  (2 <= N)%nat -> 0 < h -> h * INR N <= 1 / 2 ->
  (forall y, 0 < y < 1 -> derivable_pt_lim T y (/ speed N y)) ->
  0 < x0 < b -> b < 1 -> recovered_first N h 1 x0 (b ^ N) K -> 0 <= C ->
  (forall x, 0 < x < 1 -> Rabs (remainder N h T x (x + h * speed N x)) <= C * (h * INR N * x ^ (N - 2)) ^ 2) ->
  let steps := (T b - T x0) / h + / 2 * ln (speed N b / speed N x0) in
  let E := corrected_error C N h x0 b in
  - E <= INR K - steps < 1 + E.
Proof. intros; apply corrected; assumption. Qed.
