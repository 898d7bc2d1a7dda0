(** Hitting times that no computer iterates: from time.corrected, with logarithms enclosed by integers. *)

Require Import Reals Lra Lia ZArith Bool.
Require Import Powers Descent DeepFactorization Times FlowBounds RefutedAsymptotics Intervals StepRemainder CorrectedTime.
Open Scope R_scope.

(** ** The step is the only one that the corrected time allows *)

Theorem far_time (N : nat) (h : R) (T : R -> R) (x0 b : R) (K : nat) :
  (2 <= N)%nat -> 0 < h -> h * INR N <= 1 / 2 ->
  (forall y, 0 < y < 1 -> derivable_pt_lim T y (/ speed N y)) ->
  0 < x0 < b -> b < 1 ->
  let steps := (T b - T x0) / h + / 2 * ln (speed N b / speed N x0) in
  let E := corrected_error (387 / 1000) N h x0 b in
  INR K - 1 < steps - E -> steps + E <= INR K -> recovered_first N h 1 x0 (b ^ N) K.
Proof.
  intros HN Hh Hc flow Hx Hb steps E H1 H2.
  assert (N2 : 2 <= INR N) by (replace 2 with (INR 2) by (simpl; ring); apply le_INR; exact HN).
  destruct (recovery N 1 x0 h (b ^ N) HN Rlt_0_1) as [K' HK]; try lra.
  - pose proof (pow_lt_strict N x0 1 ltac:(lia) ltac:(lra)) as P; rewrite pow1 in P; exact P.
  - unfold scaled, Rpower; rewrite ln_1, Rmult_0_r, exp_0, Rmult_1_r.
    apply Rmult_le_reg_r with (INR N); [lra |]; rewrite Rinv_l by lra; lra.
  - pose proof (pow_lt_strict N b 1 ltac:(lia) ltac:(lra)) as P; rewrite pow1 in P; exact P.
  - pose proof (time_corrected N h T x0 b K' HN Hh Hc flow Hx Hb HK) as B; cbv zeta in B; fold steps in B; fold E in B.
    assert (A1 : INR K < INR (S K')) by (rewrite S_INR; lra); apply INR_lt in A1.
    assert (A2 : INR K' < INR (S K)) by (rewrite S_INR; lra); apply INR_lt in A2.
    replace K with K' by lia; exact HK.
Qed.

(** ** Logarithms *)

Lemma log_series z n : 0 <= z <= 1 / 3 ->
  let s := sum_f_R0 (fun i => z ^ (2 * i + 1) * (2 / INR (2 * i + 1))) n in
  s <= ln (1 + z) - ln (1 - z) <= s + 3 * z ^ (2 * n + 3).
Proof.
  intros Hz s.
  set (g := fun x => ln (1 + x) - ln (1 - x) - sum_f_R0 (fun i => x ^ (2 * i + 1) * (2 / INR (2 * i + 1))) n).
  assert (Geo : forall x, (1 - x * x) * sum_f_R0 (fun i => x ^ (2 * i)) n = 1 - x ^ (2 * n + 2)).
  { intros x; induction n as [| m IH]; [simpl; ring |].
    cbn [sum_f_R0]; rewrite Rmult_plus_distr_l, IH.
    replace (2 * S m)%nat with (2 * m + 2)%nat by lia; rewrite (pow_add x (2 * m + 2) 2); ring. }
  assert (G' : forall x, 0 <= x <= z -> derivable_pt_lim g x (2 * x ^ (2 * n + 2) / (1 - x * x))).
  { intros x Hx.
    assert (P : 0 < 1 - x * x) by (assert (x * x <= 1 / 3 * (1 / 3)) by (apply Rmult_le_compat; lra); lra).
    replace (2 * x ^ (2 * n + 2) / (1 - x * x)) with (/ (1 + x) * 1 - / (1 - x) * - 1 - 2 * sum_f_R0 (fun i => x ^ (2 * i)) n).
    2: { pose proof (Geo x) as G; apply Rmult_eq_reg_r with (1 - x * x); [| lra].
         transitivity (2 - 2 * ((1 - x * x) * sum_f_R0 (fun i => x ^ (2 * i)) n)); [field; lra |].
         rewrite G; field; lra. }
    apply (derivable_pt_lim_minus (fun x => ln (1 + x) - ln (1 - x)) (fun x => sum_f_R0 (fun i => x ^ (2 * i + 1) * (2 / INR (2 * i + 1))) n)).
    - apply (derivable_pt_lim_minus (fun x => ln (1 + x)) (fun x => ln (1 - x))).
      + apply (derivable_pt_lim_comp (fun x => 1 + x) ln x 1 (/ (1 + x))); [apply one_plus | apply derivable_pt_lim_ln; lra].
      + apply (derivable_pt_lim_comp (fun x => 1 - x) ln x (- 1) (/ (1 - x))); [apply one_minus | apply derivable_pt_lim_ln; lra].
    - clear Geo g s; induction n as [| m IH].
      + cbn [sum_f_R0]; apply (derivable_pt_lim_ext (fun x => 2 * x)); [intros; simpl; field |].
        replace (2 * x ^ (2 * 0)) with (2 * 1) by (simpl; ring); apply (derivable_pt_lim_scal (fun x => x)), derivable_pt_lim_id.
      + cbn [sum_f_R0]; rewrite Rmult_plus_distr_l.
        apply (derivable_pt_lim_plus (fun x => sum_f_R0 (fun i => x ^ (2 * i + 1) * (2 / INR (2 * i + 1))) m)); [exact IH |].
        assert (Pm : INR (2 * S m + 1) <> 0) by (apply not_0_INR; lia).
        apply (derivable_pt_lim_ext (fun x => 2 / INR (2 * S m + 1) * x ^ (2 * S m + 1))); [intros; ring |].
        replace (2 * x ^ (2 * S m)) with (2 / INR (2 * S m + 1) * (INR (2 * S m + 1) * x ^ pred (2 * S m + 1)))
          by (replace (pred (2 * S m + 1)) with (2 * S m)%nat by lia; field; exact Pm).
        apply (derivable_pt_lim_scal (fun x => x ^ (2 * S m + 1))), derivable_pt_lim_pow. }
  assert (G0 : g 0 = 0).
  { unfold g; rewrite Rplus_0_r, Rminus_0_r, ln_1.
    replace (sum_f_R0 (fun i => 0 ^ (2 * i + 1) * (2 / INR (2 * i + 1))) n) with 0; [ring |].
    clear; induction n as [| m IH]; cbn [sum_f_R0]; [simpl; ring |]; rewrite <- IH, pow_i by lia; ring. }
  assert (In : forall x, 0 <= x <= z -> 0 <= 2 * x ^ (2 * n + 2) / (1 - x * x) <= 3 * x ^ (2 * n + 2)).
  { intros x Hx; pose proof (pow_le x (2 * n + 2) ltac:(lra)) as Q.
    assert (P : 8 / 9 <= 1 - x * x) by (assert (x * x <= 1 / 3 * (1 / 3)) by (apply Rmult_le_compat; lra); lra).
    split; [apply Rmult_le_pos; [lra | left; apply Rinv_0_lt_compat; lra] |].
    apply Rmult_le_reg_r with (1 - x * x); [lra |]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l by lra.
    assert (x ^ (2 * n + 2) * (8 / 9) <= x ^ (2 * n + 2) * (1 - x * x)) by (apply Rmult_le_compat_l; lra); lra. }
  split.
  - assert (M : g 0 <= g z) by (apply (mean_value g (fun x => 2 * x ^ (2 * n + 2) / (1 - x * x))); [lra | exact G' | intros; apply In; assumption]).
    unfold g in M at 2; fold s in M; lra.
  - assert (M : 3 * 0 ^ (2 * n + 3) - g 0 <= 3 * z ^ (2 * n + 3) - g z).
    { apply (mean_value (fun x => 3 * x ^ (2 * n + 3) - g x) (fun x => 3 * (INR (2 * n + 3) * x ^ pred (2 * n + 3)) - 2 * x ^ (2 * n + 2) / (1 - x * x))); [lra | |].
      - intros x Hx; apply (derivable_pt_lim_minus (fun x => 3 * x ^ (2 * n + 3)) g); [| apply G'; exact Hx].
        apply (derivable_pt_lim_scal (fun x => x ^ (2 * n + 3))), derivable_pt_lim_pow.
      - intros x Hx; pose proof (In x Hx); replace (pred (2 * n + 3)) with (2 * n + 2)%nat by lia.
        pose proof (pow_le x (2 * n + 2) ltac:(lra)).
        assert (1 <= INR (2 * n + 3)) by (change 1 with (INR 1); apply le_INR; lia).
        assert (1 * x ^ (2 * n + 2) <= INR (2 * n + 3) * x ^ (2 * n + 2)) by (apply Rmult_le_compat_r; lra); lra. }
    rewrite G0, pow_i in M by lia; unfold g in M; fold s in M; lra.
Qed.

Section Logarithm.

Variables (s : Z) (n : nat).
Hypothesis s_pos : (0 < s)%Z.

(** [2/(2j+1) + z2 (2/(2j+3) + z2 (...))], [m + 1] terms *)
Fixpoint horner (z2 : interval) (m j : nat) : interval :=
  let c := const s 2 (Z.of_nat (2 * j + 1)) in
  match m with O => c | S p => iadd c (imul s z2 (horner z2 p (S j))) end.

Lemma has_horner z2 y m j :
  has s z2 y -> has s (horner z2 m j) (sum_f_R0 (fun i => y ^ i * (2 / INR (2 * (j + i) + 1))) m).
Proof using s_pos.
  intros Z; revert j; induction m as [| p IH]; intros j; cbn [horner].
  - cbn [sum_f_R0]; rewrite Nat.add_0_r; replace (y ^ 0 * (2 / INR (2 * j + 1))) with (2 / INR (2 * j + 1)) by (simpl; ring).
    rewrite INR_IZR_INZ; apply (has_const s s_pos); lia.
  - rewrite decomp_sum by lia; cbn [pred]; apply (has_add s).
    + rewrite Nat.add_0_r; replace (y ^ 0 * (2 / INR (2 * j + 1))) with (2 / INR (2 * j + 1)) by (simpl; ring).
      rewrite INR_IZR_INZ; apply (has_const s s_pos); lia.
    + replace (sum_f_R0 (fun i => y ^ S i * (2 / INR (2 * (j + S i) + 1))) p)
        with (y * sum_f_R0 (fun i => y ^ i * (2 / INR (2 * (S j + i) + 1))) p).
      * apply (has_mul s s_pos); [exact Z | apply IH].
      * rewrite scal_sum; apply sum_eq; intros i _; replace (j + S i)%nat with (S j + i)%nat by lia; cbn [pow]; ring.
Qed.

(** [ln ((1+z)/(1-z))] for [z = a/b], [0 <= z <= 1/3] *)
Definition ilog_series (a b : Z) : interval :=
  let z := const s a b in
  let t := imul s z (horner (imul s z z) n 0) in
  let r := imul s (const s 3 1) (ipow s z (2 * n + 3)) in
  (fst t, snd t + snd r)%Z.

Lemma has_log_series a b :
  (0 <= a)%Z -> (0 < b)%Z -> (3 * a <= b)%Z ->
  has s (ilog_series a b) (ln (1 + IZR a / IZR b) - ln (1 - IZR a / IZR b)).
Proof using s_pos.
  intros Ha Hb Hab; set (z := IZR a / IZR b).
  apply IZR_le in Ha; apply IZR_lt in Hb as Pb; apply IZR_le in Hab; rewrite mult_IZR in Hab.
  assert (Hz : 0 <= z <= 1 / 3).
  { unfold z; split; [apply Rmult_le_pos; [exact Ha | left; apply Rinv_0_lt_compat; exact Pb] |].
    apply Rmult_le_reg_r with (IZR b); [exact Pb |]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l by lra; lra. }
  destruct (log_series z n Hz) as [L U].
  pose proof (has_const s s_pos a b Hb) as Z; fold z in Z.
  assert (T : has s (imul s (const s a b) (horner (imul s (const s a b) (const s a b)) n 0))
                (sum_f_R0 (fun i => z ^ (2 * i + 1) * (2 / INR (2 * i + 1))) n)).
  { replace (sum_f_R0 (fun i => z ^ (2 * i + 1) * (2 / INR (2 * i + 1))) n)
      with (z * sum_f_R0 (fun i => (z * z) ^ i * (2 / INR (2 * (0 + i) + 1))) n).
    - apply (has_mul s s_pos); [exact Z | apply has_horner, (has_mul s s_pos); exact Z].
    - rewrite scal_sum; apply sum_eq; intros i _; rewrite pow_add, pow_mult, Nat.add_0_l; simpl (z ^ 1).
      replace (z ^ 2) with (z * z) by ring; ring. }
  assert (Q : has s (imul s (const s 3 1) (ipow s (const s a b) (2 * n + 3))) (3 * z ^ (2 * n + 3))).
  { apply (has_mul s s_pos); [replace 3 with (IZR 3 / IZR 1) by field; apply (has_const s s_pos); lia | apply (has_pow s s_pos); exact Z]. }
  apply IZR_lt in s_pos as Ps; unfold has, ilog_series in *; cbn [fst snd]; rewrite plus_IZR.
  destruct T as [T1 T2], Q as [_ Q2]; split.
  - apply Rle_trans with (1 := T1); apply Rmult_le_compat_r; lra.
  - apply Rle_trans with ((sum_f_R0 (fun i => z ^ (2 * i + 1) * (2 / INR (2 * i + 1))) n + 3 * z ^ (2 * n + 3)) * IZR s); [apply Rmult_le_compat_r; lra | lra].
Qed.

(** [ln (u/v)], [2^k v <= u <= 2^(k+1) v] *)
Definition log_fits (k : nat) (u v : Z) : bool := ((0 <? v) && (2 ^ Z.of_nat k * v <=? u) && (u <=? 2 * (2 ^ Z.of_nat k * v)))%Z.

Definition ilog (k : nat) (u v : Z) : interval :=
  let w := (2 ^ Z.of_nat k * v)%Z in
  iadd (imul s (const s (Z.of_nat k) 1) (ilog_series 1 3)) (ilog_series (u - w) (u + w)).

Lemma log_of_quotient a b : 0 < b -> 0 <= a < b -> ln (1 + a / b) - ln (1 - a / b) = ln ((b + a) / (b - a)).
Proof.
  intros Hb Ha.
  assert (0 < 1 + a / b) by (replace (1 + a / b) with ((b + a) / b) by (field; lra); apply Rdiv_lt_0_compat; lra).
  assert (0 < 1 - a / b) by (replace (1 - a / b) with ((b - a) / b) by (field; lra); apply Rdiv_lt_0_compat; lra).
  replace ((b + a) / (b - a)) with ((1 + a / b) * / (1 - a / b)) by (field; split; lra).
  rewrite ln_mult, ln_Rinv by (try apply Rinv_0_lt_compat; lra); ring.
Qed.

Lemma has_log k u v : log_fits k u v = true -> has s (ilog k u v) (ln (IZR u / IZR v)).
Proof using s_pos.
  unfold log_fits; intros F; apply andb_prop in F as [F F3]; apply andb_prop in F as [F1 F2].
  apply Z.ltb_lt in F1; apply Z.leb_le in F2; apply Z.leb_le in F3.
  set (p := (2 ^ Z.of_nat k)%Z) in *; set (w := (p * v)%Z) in *.
  assert (Pp : (0 < p)%Z) by (apply Z.pow_pos_nonneg; lia).
  assert (Pw : (0 < w)%Z) by (apply Z.mul_pos_pos; assumption).
  assert (E2 : ln (IZR p) = INR k * ln 2).
  { unfold p; rewrite <- (ln_pow 2) by lra; f_equal; rewrite pow_IZR; reflexivity. }
  assert (Rv : 0 < IZR v) by (apply IZR_lt; exact F1); assert (Rw : 0 < IZR w) by (apply IZR_lt; exact Pw).
  assert (Rp : 0 < IZR p) by (apply IZR_lt; exact Pp).
  assert (Ru : 0 < IZR u) by (apply IZR_lt; lia).
  assert (Ew : IZR w = IZR p * IZR v) by apply mult_IZR.
  assert (E : ln (IZR u / IZR v) = IZR (Z.of_nat k) / IZR 1 * (ln (1 + IZR 1 / IZR 3) - ln (1 - IZR 1 / IZR 3))
                + (ln (1 + IZR (u - w) / IZR (u + w)) - ln (1 - IZR (u - w) / IZR (u + w)))).
  { rewrite minus_IZR, plus_IZR, <- INR_IZR_INZ.
    rewrite (log_of_quotient 1 3) by lra; rewrite (log_of_quotient (IZR u - IZR w) (IZR u + IZR w)) by (apply IZR_le in F2; lra).
    replace ((3 + 1) / (3 - 1)) with 2 by field.
    replace ((IZR u + IZR w + (IZR u - IZR w)) / (IZR u + IZR w - (IZR u - IZR w))) with (IZR u / IZR w) by (field; lra).
    replace (IZR u / IZR v) with (IZR p * (IZR u / IZR w)) by (rewrite Ew; field; lra).
    rewrite ln_mult, E2 by (try apply Rdiv_lt_0_compat; lra); field. }
  rewrite E; apply (has_add s); [apply (has_mul s s_pos); [apply (has_const s s_pos) |]; [lia |] |]; apply has_log_series; lia.
Qed.

End Logarithm.

(** ** Two layers *)

Definition powers : Type := nat * nat * nat * nat.

(** [h = a/c], [x_0 = u/v], [b = p/q]; [K] steps.  The powers of 2 for the four logarithms are proposed, and checked. *)
Definition far_check (s : Z) (n : nat) (e : powers) (a c u v p q K : Z) : bool :=
  let '(k1, k2, k3, k4) := e in
  let X := ((v * v - u * u) * (q * q))%Z in
  let Y := ((q * q - p * p) * (v * v))%Z in
  let l1 := ilog s n k1 (p * v) (q * u) in
  let l2 := ilog s n k2 X Y in
  let l3 := ilog s n k3 c (c - 2 * a) in
  let l4 := ilog s n k4 (p * (c + a) * v) (q * c * u) in
  let steps := iadd (imul s (iadd l1 (imul s (const s 1 2) l2)) (const s c a)) (imul s (const s 1 2) (isub l1 l2)) in
  let E := imul s (imul s (const s 387 1000) (const s (2 * a) c))
             (iadd (iadd (imul s (const s (2 * (c + a)) c) l4) l2) l3) in
  ((0 <? s) && (0 <? a) && (4 * a <=? c) && (0 <? u) && (0 <? v) && (0 <? q) && (u * q <? p * v) && (p <? q) && (0 <=? K))%Z
  && (log_fits k1 (p * v) (q * u) && log_fits k2 X Y && log_fits k3 c (c - 2 * a) && log_fits k4 (p * (c + a) * v) (q * c * u))
  && (less (const s (K - 1) 1) (isub steps E) && at_most (iadd steps E) (const s K 1)).

Theorem far_check_sound (s : Z) (n : nat) (e : powers) (a c u v p q K : Z) :
  far_check s n e a c u v p q K = true ->
  recovered_first 2 (IZR a / IZR c) 1 (IZR u / IZR v) ((IZR p / IZR q) ^ 2) (Z.to_nat K).
Proof.
  unfold far_check; destruct e as [[[k1 k2] k3] k4]; intros F.
  apply andb_prop in F as [F F3]; apply andb_prop in F as [F1 F2].
  repeat match type of F1 with (_ && _)%bool = true => let G := fresh "C" in apply andb_prop in F1 as [F1 G] end.
  apply Z.ltb_lt in F1; apply Z.leb_le in C; apply Z.ltb_lt in C0; apply Z.ltb_lt in C1; apply Z.ltb_lt in C2;
    apply Z.ltb_lt in C3; apply Z.ltb_lt in C4; apply Z.leb_le in C5; apply Z.ltb_lt in C6.
  apply andb_prop in F2 as [F2 L4]; apply andb_prop in F2 as [F2 L3]; apply andb_prop in F2 as [L1 L2].
  apply andb_prop in F3 as [A1 A2].
  assert (Pc : (0 < c)%Z) by lia.
  set (h := IZR a / IZR c); set (x0 := IZR u / IZR v); set (b := IZR p / IZR q).
  assert (Ra : 0 < IZR a) by (apply IZR_lt; assumption); assert (Rc : 0 < IZR c) by (apply IZR_lt; assumption).
  assert (Ru : 0 < IZR u) by (apply IZR_lt; assumption); assert (Rv : 0 < IZR v) by (apply IZR_lt; assumption).
  assert (Rq : 0 < IZR q) by (apply IZR_lt; assumption).
  assert (Rpv : IZR u * IZR q < IZR p * IZR v) by (rewrite <- !mult_IZR; apply IZR_lt; assumption).
  assert (Rpq : IZR p < IZR q) by (apply IZR_lt; assumption).
  assert (R4 : 4 * IZR a <= IZR c) by (rewrite <- mult_IZR; apply IZR_le; assumption).
  assert (Rp : 0 < IZR p).
  { apply Rmult_lt_reg_r with (IZR v); [exact Rv |]; rewrite Rmult_0_l; apply Rle_lt_trans with (2 := Rpv); apply Rmult_le_pos; lra. }
  assert (Ph : 0 < h) by (apply Rdiv_lt_0_compat; assumption).
  assert (H4 : h <= 1 / 4) by (unfold h; apply Rmult_le_reg_r with (IZR c); [exact Rc |]; unfold Rdiv at 1; rewrite Rmult_assoc, Rinv_l by lra; lra).
  assert (Px : 0 < x0) by (apply Rdiv_lt_0_compat; assumption).
  assert (Hxb : x0 < b).
  { unfold x0, b; apply Rmult_lt_reg_r with (IZR v * IZR q); [apply Rmult_lt_0_compat; assumption |].
    replace (IZR u / IZR v * (IZR v * IZR q)) with (IZR u * IZR q) by (field; lra).
    replace (IZR p / IZR q * (IZR v * IZR q)) with (IZR p * IZR v) by (field; lra); exact Rpv. }
  assert (Hb : b < 1) by (unfold b; apply Rmult_lt_reg_r with (IZR q); [exact Rq |]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l by lra; lra).
  assert (B2 : 0 < 1 - b ^ 2) by (assert (b * b < 1 * 1) by (apply Rmult_le_0_lt_compat; lra); simpl; lra).
  assert (X2 : 0 < 1 - x0 ^ 2) by (assert (x0 * x0 < 1 * 1) by (apply Rmult_le_0_lt_compat; lra); simpl; lra).
  (* the four logarithms *)
  apply (has_log s n F1) in L1; apply (has_log s n F1) in L2; apply (has_log s n F1) in L3; apply (has_log s n F1) in L4.
  rewrite !mult_IZR in L1; rewrite !mult_IZR, !minus_IZR, !mult_IZR in L2; rewrite minus_IZR, mult_IZR in L3;
    rewrite !mult_IZR, plus_IZR in L4.
  replace (IZR p * IZR v / (IZR q * IZR u)) with (b / x0) in L1 by (unfold b, x0; field; lra).
  assert (Q1 : IZR q * IZR q - IZR p * IZR p <> 0).
  { assert (IZR p * IZR p < IZR q * IZR q) by (apply Rmult_le_0_lt_compat; lra); lra. }
  replace ((IZR v * IZR v - IZR u * IZR u) * (IZR q * IZR q) / ((IZR q * IZR q - IZR p * IZR p) * (IZR v * IZR v)))
    with ((1 - x0 ^ 2) / (1 - b ^ 2)) in L2.
  2: { unfold b, x0; field; repeat split; try lra. }
  replace (IZR c / (IZR c - 2 * IZR a)) with (/ (1 - h * 2)) in L3 by (unfold h; field; split; lra).
  rewrite ln_Rinv in L3 by lra.
  replace (IZR p * (IZR c + IZR a) * IZR v / (IZR q * IZR c * IZR u)) with (b * (1 + h) / x0) in L4 by (unfold b, h, x0; field; lra).
  (* the time and its error *)
  set (l1 := ln (b / x0)) in *; set (l2 := ln ((1 - x0 ^ 2) / (1 - b ^ 2))) in *; set (l4 := ln (b * (1 + h) / x0)) in *.
  assert (Ht : forall i j x y, has s i x -> has s j y -> has s (imul s i j) (x * y)) by (intros; apply (has_mul s F1); assumption).
  assert (Hk : forall i j, (0 < j)%Z -> has s (const s i j) (IZR i / IZR j)) by (intros; apply (has_const s F1); assumption).
  set (st := iadd (imul s (iadd (ilog s n k1 (p * v) (q * u)) (imul s (const s 1 2) (ilog s n k2 ((v * v - u * u) * (q * q)) ((q * q - p * p) * (v * v))))) (const s c a))
               (imul s (const s 1 2) (isub (ilog s n k1 (p * v) (q * u)) (ilog s n k2 ((v * v - u * u) * (q * q)) ((q * q - p * p) * (v * v)))))) in *.
  assert (S1 : has s st ((l1 + IZR 1 / IZR 2 * l2) * (IZR c / IZR a) + IZR 1 / IZR 2 * (l1 - l2))).
  { apply has_add; apply Ht; try (apply Hk; lia); [apply has_add; [exact L1 | apply Ht; [apply Hk; lia | exact L2]] | apply has_sub; assumption]. }
  assert (S2 : has s (imul s (imul s (const s 387 1000) (const s (2 * a) c))
                 (iadd (iadd (imul s (const s (2 * (c + a)) c) (ilog s n k4 (p * (c + a) * v) (q * c * u))) (ilog s n k2 ((v * v - u * u) * (q * q)) ((q * q - p * p) * (v * v)))) (ilog s n k3 c (c - 2 * a))))
                 (IZR 387 / IZR 1000 * (IZR (2 * a) / IZR c) * (IZR (2 * (c + a)) / IZR c * l4 + l2 + - ln (1 - h * 2)))).
  { apply Ht; [apply Ht; apply Hk; lia |]; apply has_add; [apply has_add; [apply Ht; [apply Hk; lia | exact L4] | exact L2] | exact L3]. }
  set (E := IZR 387 / IZR 1000 * (IZR (2 * a) / IZR c) * (IZR (2 * (c + a)) / IZR c * l4 + l2 + - ln (1 - h * 2))) in *.
  apply (less_sound s F1 _ _ _ _ (Hk (K - 1)%Z 1%Z ltac:(lia)) (has_sub s _ _ _ _ S1 S2)) in A1.
  apply (at_most_sound s F1 _ _ _ _ (has_add s _ _ _ _ S1 S2) (Hk K 1%Z ltac:(lia))) in A2.
  rewrite minus_IZR in A1.
  assert (EK : INR (Z.to_nat K) = IZR K) by (rewrite INR_IZR_INZ, Z2Nat.id by exact C; reflexivity).
  (* they are those of the theorem *)
  assert (EE : corrected_error (387 / 1000) 2 h x0 b = E).
  { unfold corrected_error, spread; cbn [Nat.eqb Nat.sub pow]; rewrite Rmult_1_r; fold l4.
    change (INR 2) with (1 + 1); replace (h * (1 + 1)) with (h * 2) by ring.
    rewrite Rmin_left.
    - change (1 - x0 * (x0 * 1)) with (1 - x0 ^ 2); change (1 - b * (b * 1)) with (1 - b ^ 2); fold l2.
      unfold E; rewrite !mult_IZR, plus_IZR.
      replace (2 * IZR a / IZR c) with (h * 2) by (unfold h; field; lra); replace (2 * (IZR c + IZR a) / IZR c) with (2 * (1 + h)) by (unfold h; field; lra); field.
    - pose proof (exp_ineq1_le (h * 2)); rewrite <- (Rmult_1_r (h * 2)) at 1; apply Rmult_le_compat_l; lra. }
  assert (Es : (flow_time_2 b - flow_time_2 x0) / h + / 2 * ln (speed 2 b / speed 2 x0)
               = (l1 + IZR 1 / IZR 2 * l2) * (IZR c / IZR a) + IZR 1 / IZR 2 * (l1 - l2)).
  { assert (E1 : l1 = ln b - ln x0) by (unfold l1, Rdiv; rewrite ln_mult, ln_Rinv by (try apply Rinv_0_lt_compat; lra); ring).
    assert (E2 : l2 = ln (1 - x0 ^ 2) - ln (1 - b ^ 2)) by (unfold l2, Rdiv; rewrite ln_mult, ln_Rinv by (try apply Rinv_0_lt_compat; lra); ring).
    assert (E3 : ln (speed 2 b / speed 2 x0) = l1 - l2).
    { replace (speed 2 b / speed 2 x0) with (b / x0 * / ((1 - x0 ^ 2) / (1 - b ^ 2))) by (unfold speed; simpl; simpl in B2, X2; field; lra).
      rewrite ln_mult, ln_Rinv by (try apply Rinv_0_lt_compat; apply Rdiv_lt_0_compat; lra); reflexivity. }
    rewrite E3; unfold flow_time_2; replace (IZR c / IZR a) with (/ h) by (unfold h; field; lra).
    replace (ln b - / 2 * ln (1 - b ^ 2) - (ln x0 - / 2 * ln (1 - x0 ^ 2))) with (l1 + / 2 * l2) by (rewrite E1, E2; ring).
    field; lra. }
  apply (far_time 2 h flow_time_2 x0 b); [lia | exact Ph | simpl; lra | | lra | exact Hb | |].
  - intros y Hy; replace (/ speed 2 y) with (/ (y * (1 - y ^ 2))) by (unfold speed; f_equal; simpl; ring).
    apply flow_time_2_derivative; exact Hy.
  - rewrite EE, Es, EK; lra.
  - rewrite EE, Es, EK; lra.
Qed.

(** As certified_time_sound says it. *)
Theorem far_time_sound (s : Z) (n : nat) (e : powers) (a c u v p q : Z) (K : N) :
  far_check s n e a c u v p q (Z.of_N K) = true ->
  let x := orbit 2 (fun _ => IZR a / IZR c) 1 (IZR u / IZR v) in
  IZR p / IZR q <= x (N.to_nat K) /\ forall k, (k < N.to_nat K)%nat -> x k < IZR p / IZR q.
Proof.
  intros F x; pose proof (far_check_sound s n e a c u v p q (Z.of_N K) F) as [A B].
  assert (EK : Z.to_nat (Z.of_N K) = N.to_nat K) by (rewrite <- N_nat_Z, Nat2Z.id; reflexivity).
  rewrite EK in A, B; rewrite Rmult_1_r in A; unfold w in A, B.
  unfold far_check in F; destruct e as [[[k1 k2] k3] k4]; apply andb_prop in F as [F _]; apply andb_prop in F as [F _].
  repeat match type of F with (_ && _)%bool = true => let G := fresh "C" in apply andb_prop in F as [F G] end.
  apply Z.ltb_lt in F; apply Z.ltb_lt in C0; apply Z.ltb_lt in C1; apply Z.ltb_lt in C2; apply Z.ltb_lt in C3; apply Z.ltb_lt in C4;
    apply Z.leb_le in C5; apply Z.ltb_lt in C6.
  assert (Ra : 0 < IZR a) by (apply IZR_lt; assumption); assert (Rc : 0 < IZR c) by (apply IZR_lt; lia).
  assert (Ru : 0 < IZR u) by (apply IZR_lt; assumption); assert (Rv : 0 < IZR v) by (apply IZR_lt; assumption).
  assert (Rq : 0 < IZR q) by (apply IZR_lt; assumption).
  assert (Rpv : IZR u * IZR q < IZR p * IZR v) by (rewrite <- !mult_IZR; apply IZR_lt; assumption).
  assert (Rpq : IZR p < IZR q) by (apply IZR_lt; assumption).
  assert (R4 : 4 * IZR a <= IZR c) by (rewrite <- mult_IZR; apply IZR_le; assumption).
  assert (Px : 0 < IZR u / IZR v) by (apply Rdiv_lt_0_compat; assumption).
  assert (Hx : IZR u / IZR v < IZR p / IZR q).
  { apply Rmult_lt_reg_r with (IZR v * IZR q); [apply Rmult_lt_0_compat; assumption |].
    replace (IZR u / IZR v * (IZR v * IZR q)) with (IZR u * IZR q) by (field; lra).
    replace (IZR p / IZR q * (IZR v * IZR q)) with (IZR p * IZR v) by (field; lra); exact Rpv. }
  assert (Hb : IZR p / IZR q < 1) by (apply Rmult_lt_reg_r with (IZR q); [exact Rq |]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l by lra; lra).
  assert (Ph : 0 < IZR a / IZR c) by (apply Rdiv_lt_0_compat; assumption).
  assert (H4 : IZR a / IZR c <= 1 / 4) by (apply Rmult_le_reg_r with (IZR c); [exact Rc |]; unfold Rdiv at 1; rewrite Rmult_assoc, Rinv_l by lra; lra).
  assert (Pos : forall k, 0 < x k).
  { intros k; induction k as [| k IH]; [exact Px |].
    destruct (step_monotone_no_overshoot 2 1 (IZR u / IZR v) (IZR a / IZR c) (le_n 2) Rlt_0_1 Px) with (k := k) as [M _].
    - assert (IZR u / IZR v * (IZR u / IZR v) < 1 * 1) by (apply Rmult_le_0_lt_compat; lra); simpl; lra.
    - exact Ph.
    - unfold scaled, Rpower; rewrite ln_1, Rmult_0_r, exp_0, Rmult_1_r; simpl; lra.
    - unfold d in M; fold x in M; lra. }
  unfold d in A, B; fold x in A, B; split.
  - apply (pow_le_inv 2); [lia | lra | left; apply Pos | exact A].
  - intros k Hk; specialize (B k Hk); rewrite Rmult_1_r in B.
    destruct (Rlt_le_dec (x k) (IZR p / IZR q)) as [L | L]; [exact L |].
    pose proof (pow_incr (IZR p / IZR q) (x k) 2 ltac:(lra)); lra.
Qed.

(** [h = 1/10^12], from 1/10 to 9/10. *)
Example two_layers_far :
  let x := orbit 2 (fun _ => 1 / 1000000000000) 1 (1 / 10) in
  9 / 10 <= x (N.to_nat 3022565012821) /\ forall k, (k < N.to_nat 3022565012821)%nat -> x k < 9 / 10.
Proof. apply (far_time_sound (2 ^ 100) 30 (3, 2, 0, 3)%nat 1 1000000000000 1 10 9 10 3022565012821). vm_compute; reflexivity. Qed.
