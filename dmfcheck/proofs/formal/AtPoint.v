(** What a point of a claim computes of the claim's formal statement: that its hypotheses hold there and its conclusion
    does not.  Points have rational parameters; orbits are enclosed as in Counterexamples.v. *)

Require Import Reals Lra Lia ZArith NArith QArith Qreals Bool List.
Require Import Powers Descent Rank DeepFactorization Times Perturbed RefutedClaims RefutedTimes Counterexamples.
Open Scope R_scope.

(** The numbers of a list, as a spectrum. *)
Definition listed (l : list Q) (i : nat) : R := Q2R (nth i l 0%Q).

(** ** Hypotheses *)

Lemma at_most a b : Qle_bool a b = true -> Q2R a <= Q2R b.
Proof. intros H; apply Qle_Rle, Qle_bool_iff; exact H. Qed.

Lemma below a b : negb (Qle_bool b a) = true -> Q2R a < Q2R b.
Proof. intros H; pose proof (qle_spec b a) as S; destruct (Qle_bool b a); [discriminate | exact S]. Qed.

(** [eta lambda^(2 - 2/N) <= 1/N], its [N]-th power. *)
Definition step_ok (N : nat) (eta lambda : Q) : bool :=
  (1 <=? N)%nat && negb (Qle_bool eta 0) && negb (Qle_bool lambda 0)
  && Qle_bool (qpow (eta * (Z.of_nat N # 1)) N * qpow lambda (2 * N - 2)) 1.

Lemma pow_le_one x n : (1 <= n)%nat -> 0 <= x -> x ^ n <= 1 -> x <= 1.
Proof.
  intros Hn Hx H; destruct (Rle_lt_dec x 1) as [L | L]; [exact L | exfalso].
  assert (1 < x ^ n); [| lra].
  clear H; induction Hn as [| m _ IH]; [rewrite pow_1; exact L |].
  cbn [pow]; rewrite <- (Rmult_1_l 1); apply Rmult_le_0_lt_compat; lra.
Qed.

Lemma step_is_small N eta lambda : step_ok N eta lambda = true -> small_step N (Q2R eta) (Q2R lambda).
Proof.
  unfold step_ok; rewrite !andb_true_iff; intros [[[HN He] Hl] H].
  apply Nat.leb_le in HN.
  apply below in He, Hl; rewrite RMicromega.Q2R_0 in He, Hl.
  apply Qle_bool_iff, Qle_Rle in H; rewrite Q2R_mult, !qpow_spec, Q2R_mult, RMicromega.Q2R_1 in H.
  assert (PN : 0 < INR N) by (apply lt_0_INR; lia).
  replace (Q2R (Z.of_nat N # 1)) with (INR N) in H
    by (unfold Q2R; cbn [Qnum Qden]; rewrite INR_IZR_INZ; lra).
  split; [exact He |].
  apply Rmult_le_reg_r with (INR N); [exact PN |]; rewrite Rinv_l by lra.
  assert (Ps : 0 < scaled N (Q2R eta) (Q2R lambda)) by (unfold scaled; apply Rmult_lt_0_compat; [lra | apply exp_pos]).
  apply pow_le_one with N; [exact HN | apply Rmult_le_pos; lra |].
  apply Rle_trans with (2 := H); right.
  unfold scaled; rewrite !Rpow_mult_distr.
  replace (Rpower (Q2R lambda) (2 - 2 / INR N) ^ N) with (Q2R lambda ^ (2 * N - 2)); [ring |].
  rewrite <- (Rpower_pow N) by apply exp_pos; rewrite Rpower_mult, <- Rpower_pow by exact Hl.
  f_equal; rewrite minus_INR, mult_INR by lia; cbn [INR]; field; lra.
Qed.

(** ** Falls, then rises *)

Section Rounding.

Variable bits : positive.

Definition less (i j : interval) : bool := negb (Qle_bool (fst j) (snd i)).

Lemma less_sound i j x y : has i x -> has j y -> less i j = true -> x < y.
Proof. intros [_ Hx] [Hy _] H; apply below in H; lra. Qed.

(** The quotients [a/b] of intervals at the steps [i], [j], [k]: that at [j] exceeds both others. *)
Definition quotient_less (a b a' b' : interval) : bool :=
  less (0, 0)%Q b && less (0, 0)%Q b' && less (imul bits a b') (imul bits a' b).

Lemma quotient_less_sound a b a' b' x y x' y' :
  has a x -> has b y -> has a' x' -> has b' y' -> quotient_less a b a' b' = true -> x / y < x' / y'.
Proof.
  intros Ha Hb Ha' Hb'; unfold quotient_less; rewrite !andb_true_iff; intros [[P P'] L].
  assert (Z : has (0, 0)%Q 0) by (unfold has; cbn [fst snd]; rewrite RMicromega.Q2R_0; lra).
  pose proof (less_sound _ _ _ _ Z Hb P) as Py; pose proof (less_sound _ _ _ _ Z Hb' P') as Py'.
  pose proof (less_sound _ _ _ _ (has_mul bits _ _ _ _ Ha Hb') (has_mul bits _ _ _ _ Ha' Hb) L) as H.
  apply Rmult_lt_reg_r with (y * y'); [apply Rmult_lt_0_compat; assumption |].
  replace (x / y * (y * y')) with (x * y') by (field; lra).
  replace (x' / y' * (y * y')) with (x' * y) by (field; lra); exact H.
Qed.

Definition peak (A B : nat -> interval) (i j k : nat) : bool :=
  (i <=? j)%nat && (j <=? k)%nat && quotient_less (A i) (B i) (A j) (B j) && quotient_less (A k) (B k) (A j) (B j).

Lemma peak_sound A B a b i j k :
  (forall m, has (A m) (a m)) -> (forall m, has (B m) (b m)) -> peak A B i j k = true ->
  ~ falls_then_rises (fun m => a m / b m).
Proof.
  intros HA HB; unfold peak; rewrite !andb_true_iff; intros [[[Hij Hjk] L] M] F.
  apply Nat.leb_le in Hij, Hjk.
  pose proof (quotient_less_sound _ _ _ _ _ _ _ _ (HA i) (HB i) (HA j) (HB j) L).
  pose proof (quotient_less_sound _ _ _ _ _ _ _ _ (HA k) (HB k) (HA j) (HB j) M).
  destruct (F i j k); [lia | |]; lra.
Qed.

Fixpoint isum (f : nat -> interval) (n : nat) : interval :=
  match n with O => f 0%nat | S m => iadd bits (isum f m) (f (S m)) end.

Lemma has_sum f g n : (forall i, has (f i) (g i)) -> has (isum f n) (sum_f_R0 g n).
Proof. intros H; induction n as [| n IH]; [apply H | apply has_add; [exact IH | apply H]]. Qed.

Definition iabs (i : interval) : interval := imax (imax i (iopp i)) (0, 0)%Q.

Fixpoint ilargest (f : nat -> interval) (n : nat) : interval :=
  match n with O => iabs (f 0%nat) | S m => imax (ilargest f m) (iabs (f (S m))) end.

Lemma has_largest f g n : (forall i, has (f i) (g i)) -> has (ilargest f n) (spectral_norm g n).
Proof.
  intros H; induction n as [| n IH]; cbn [ilargest spectral_norm]; [apply has_abs, H |].
  apply has_max; [exact IH | apply has_abs, H].
Qed.

(** [W i m] encloses the [i]-th eigenvalue after [m] steps. *)
Variables (W : nat -> nat -> interval) (e : nat -> nat -> R) (n : nat).
Hypothesis enclosed : forall i m, has (W i m) (e i m).

Lemma effective_rank_peak i j k :
  peak (fun m => isum (fun i => iabs (W i m)) n) (fun m => ilargest (fun i => W i m) n) i j k = true ->
  ~ falls_then_rises (fun m => effective_rank (fun i => e i m) n).
Proof.
  apply (peak_sound _ _ (fun m => nuclear_norm (fun i => e i m) n) (fun m => spectral_norm (fun i => e i m) n)); intros m.
  - apply has_sum; intros l; apply has_abs, enclosed.
  - apply has_largest; intros l; apply enclosed.
Qed.

Lemma participation_peak i j k :
  peak (fun m => ipow bits (isum (fun i => W i m) n) 2) (fun m => isum (fun i => ipow bits (W i m) 2) n) i j k = true ->
  ~ falls_then_rises (fun m => participation (fun i => e i m) n).
Proof.
  apply (peak_sound _ _ (fun m => sum_f_R0 (fun i => e i m) n ^ 2) (fun m => sum_f_R0 (fun i => e i m ^ 2) n)); intros m.
  - apply has_pow, has_sum; intros l; apply enclosed.
  - apply has_sum; intros l; apply has_pow, enclosed.
Qed.

Lemma relative_sum_peak i j k :
  peak (fun m => isum (fun i => W i m) n) (fun m => W 0%nat m) i j k = true ->
  ~ falls_then_rises (fun m => relative_sum (fun i => e i m) n).
Proof.
  apply (peak_sound _ _ (fun m => sum_f_R0 (fun i => e i m) n) (fun m => e 0%nat m)); intros m.
  - apply has_sum; intros l; apply enclosed.
  - apply enclosed.
Qed.

End Rounding.

(** ** Orbits from rational parameters *)

Section Orbits.

Variable bits : positive.

Definition exactly (q : Q) : interval := (q, q).
Lemma has_exactly q : has (exactly q) (Q2R q).
Proof. unfold has, exactly; cbn [fst snd]; lra. Qed.

Definition iw (N : nat) (eta lambda alpha : Q) (k : nat) : interval :=
  ipow bits (iorbit bits false N (exactly eta) (exactly lambda) (exactly alpha) k) N.

Lemma has_w N eta lambda alpha k : has (iw N eta lambda alpha k) (w N (Q2R eta) (Q2R lambda) (Q2R alpha) k).
Proof. apply has_pow, has_orbit; apply has_exactly. Qed.

Definition ipw (N : nat) (eta lambda alpha beta : Q) (k : nat) : interval :=
  let '(p, q) := iporbit bits false N (exactly eta) (exactly lambda) (exactly alpha) (exactly beta) k in
  imul bits p (ipow bits q (N - 1)).

Lemma has_pw N eta lambda alpha beta k :
  has (ipw N eta lambda alpha beta k) (pw N (Q2R eta) (Q2R lambda) (Q2R alpha) (Q2R beta) k).
Proof.
  destruct (has_porbit bits false N _ _ _ _ _ _ _ _ k
    (has_exactly eta) (has_exactly lambda) (has_exactly alpha) (has_exactly beta)) as [P Q].
  unfold ipw, pw; destruct (iporbit _ _ _ _ _ _ _ k) as [p q]; cbn [fst snd] in P, Q.
  apply has_mul; [exact P | apply has_pow; exact Q].
Qed.

Fixpoint iheavy (N : nat) (eta m lambda alpha : interval) (k : nat) : interval * interval :=
  match k with
  | O => (alpha, alpha)
  | S j => let '(x, before) := iheavy N eta m lambda alpha j in
           (iadd bits (iadd bits x (imul bits (imul bits eta (ipow bits x (N - 1))) (iadd bits lambda (iopp (ipow bits x N)))))
                 (imul bits m (iadd bits x (iopp before))), x)
  end.

Lemma has_heavy N e m l a eta mu lambda alpha k :
  has e eta -> has m mu -> has l lambda -> has a alpha ->
  has (fst (iheavy N e m l a k)) (fst (heavy N eta mu lambda alpha k))
  /\ has (snd (iheavy N e m l a k)) (snd (heavy N eta mu lambda alpha k)).
Proof.
  intros He Hm Hl Ha; induction k as [| k IH]; cbn [iheavy heavy]; [split; assumption |].
  destruct (iheavy N e m l a k) as [i j], (heavy N eta mu lambda alpha k) as [x y].
  cbn [fst snd] in *; destruct IH as [I1 I2]; split; [| exact I1]; unfold Rminus.
  repeat first [apply has_add | apply has_mul | apply has_opp | apply has_pow | assumption].
Qed.

Definition iheavy_w (N : nat) (eta m lambda alpha : Q) (k : nat) : interval :=
  ipow bits (fst (iheavy N (exactly eta) (exactly m) (exactly lambda) (exactly alpha) k)) N.

Lemma has_heavy_w N eta m lambda alpha k :
  has (iheavy_w N eta m lambda alpha k) (fst (heavy N (Q2R eta) (Q2R m) (Q2R lambda) (Q2R alpha) k) ^ N).
Proof. apply has_pow, has_heavy; apply has_exactly. Qed.

Fixpoint idecayed (N : nat) (eta c lambda alpha : interval) (k : nat) : interval :=
  match k with
  | O => alpha
  | S j => let x := idecayed N eta c lambda alpha j in
           iadd bits x (imul bits eta (iadd bits (imul bits (ipow bits x (N - 1)) (iadd bits lambda (iopp (ipow bits x N))))
                                            (iopp (imul bits c x))))
  end.

Lemma has_decayed N e c l a eta r lambda alpha k :
  has e eta -> has c r -> has l lambda -> has a alpha -> has (idecayed N e c l a k) (decayed N eta r lambda alpha k).
Proof.
  intros He Hc Hl Ha; induction k as [| k IH]; cbn [idecayed decayed]; [assumption |]; cbv zeta; unfold Rminus.
  repeat first [apply has_add | apply has_mul | apply has_opp | apply has_pow | assumption].
Qed.

Definition idecayed_w (N : nat) (eta c lambda alpha : Q) (k : nat) : interval :=
  ipow bits (idecayed N (exactly eta) (exactly c) (exactly lambda) (exactly alpha) k) N.

Lemma has_decayed_w N eta c lambda alpha k :
  has (idecayed_w N eta c lambda alpha k) (decayed N (Q2R eta) (Q2R c) (Q2R lambda) (Q2R alpha) k ^ N).
Proof. apply has_pow, has_decayed; apply has_exactly. Qed.

Definition recovered_at (N : nat) (eta lambda alpha theta : Q) (K : BinNums.N) : bool :=
  first_at bits N (exactly eta) (exactly lambda) (exactly alpha) (exactly (theta * lambda)) (N.to_nat K).

Lemma recovered_sound N eta lambda alpha theta K :
  recovered_at N eta lambda alpha theta K = true ->
  recovered_first N (Q2R eta) (Q2R lambda) (Q2R alpha) (Q2R theta) (N.to_nat K).
Proof.
  intros H; unfold recovered_first, w; rewrite <- Q2R_mult.
  eapply first_at_sound; [.. | exact H]; apply has_exactly.
Qed.

End Orbits.

(** ** What the exported files are proved with *)

(** [W] stays below [W* + E < W*]: no step is as near to [W*]. *)
Lemma never_better N target noise alpha eta :
  (2 <= N)%nat -> noise < 0 -> 0 < target + noise -> 0 < alpha -> alpha ^ N < target + noise ->
  0 < eta -> scaled N eta (target + noise) <= / INR N ->
  ~ exists k, Rabs (w N eta (target + noise) alpha k - target) <= Rabs (target + noise - target).
Proof.
  intros HN Hn Hl Ha Hal He Hs [k Hk].
  destruct (step_monotone_no_overshoot N (target + noise) alpha eta HN Hl Ha Hal He Hs k) as [_ U].
  rewrite !Rabs_left in Hk; lra.
Qed.

Lemma not_more i j x y : has i x -> has j y -> Qle_bool (snd i) (fst j) = true -> x <= y.
Proof. intros [_ Hx] [Hy _] H; apply at_most in H; lra. Qed.

Lemma Q2R_complement q : Q2R (1 - q) = 1 - Q2R q.
Proof. unfold Qminus; rewrite Q2R_plus, Q2R_opp, RMicromega.Q2R_1; reflexivity. Qed.

Lemma number_sound bits e : ichecked bits nil e = true -> checked nil e.
Proof. apply ichecked_sound; constructor. Qed.

Lemma nonnegative_difference a b : 0 <= b - a -> a <= b.
Proof. lra. Qed.
Lemma positive_difference a b : 0 < b - a -> a < b.
Proof. lra. Qed.

Lemma inverse n : / INR n = 1 / IZR (Z.of_nat n).
Proof. rewrite INR_IZR_INZ; lra. Qed.

Lemma recovered_one N eta alpha theta K : recovered_first N eta (Q2R 1) alpha theta K -> recovered_first N eta 1 alpha theta K.
Proof. rewrite RMicromega.Q2R_1; intros H; exact H. Qed.
Lemma recovered_complement N eta lambda alpha q K :
  recovered_first N eta lambda alpha (Q2R (1 - q)) K -> recovered_first N eta lambda alpha (1 - Q2R q) K.
Proof. rewrite Q2R_complement; intros H; exact H. Qed.
Lemma small_sum N eta a b : step_ok N eta (a + b) = true -> scaled N (Q2R eta) (Q2R a + Q2R b) <= / INR N.
Proof. rewrite <- Q2R_plus; intros H; apply step_is_small; exact H. Qed.

(** Numbers with denominators up to [2^4096] are exact. *)
Ltac expression t :=
  lazymatch t with
  | Q2R (?a # ?b) => constr:(Div (Int a) (Int (Zpos b)))
  | IZR ?z => constr:(Int z)
  | ?a + ?b => let a := expression a in let b := expression b in constr:(Add a b)
  | ?a - ?b => let a := expression a in let b := expression b in constr:(Sub a b)
  | ?a * ?b => let a := expression a in let b := expression b in constr:(Mul a b)
  | ?a / ?b => let a := expression a in let b := expression b in constr:(Div a b)
  | - ?a => let a := expression a in constr:(Opp a)
  | Rabs ?a => let a := expression a in constr:(Abs a)
  | ?a ^ ?n => let a := expression a in constr:(Pow a n)
  end.

Ltac computed c := change (checked nil c); apply (number_sound 4096); vm_compute; reflexivity.

(** [a <= b] or [a < b] of rational numbers *)
Ltac number :=
  cbv [listed nth Nat.sub]; rewrite ?inverse, ?INR_IZR_INZ, ?N_nat_Z;
  lazymatch goal with
  | |- ?a <= ?b => apply nonnegative_difference; let c := expression (b - a) in computed (Nonnegative c)
  | |- ?a < ?b => apply positive_difference; let c := expression (b - a) in computed (Positive c)
  | |- @eq R _ _ => apply Rle_antisym; number
  end.

(** The goal for each value that [H] allows the index [i] *)
Ltac each_index i H solved :=
  first [exfalso; lia | destruct i as [| i]; [first [exfalso; lia | solved ()] | each_index i H solved]].

(** A hypothesis of a formal statement, of rational numbers *)
Ltac hypothesis :=
  lazymatch goal with
  | |- leading_last_setting _ _ _ _ _ _ _ => unfold leading_last_setting; hypothesis
  | |- _ /\ _ => split; hypothesis
  | |- forall i j, (i <= j <= _)%nat -> _ =>
      let i := fresh "i" in let j := fresh "j" in let H := fresh "H" in
      intros i j H; each_index j H ltac:(fun _ => each_index i H ltac:(fun _ => hypothesis))
  | |- forall i, (i <= _)%nat -> _ =>
      let i := fresh "i" in let H := fresh "H" in intros i H; each_index i H ltac:(fun _ => hypothesis)
  | |- (_ <= _)%nat => lia
  | |- (_ < _)%nat => lia
  | |- small_step _ _ _ => cbv [listed nth]; apply step_is_small; vm_compute; reflexivity
  | |- scaled _ _ (_ + _) <= _ => apply small_sum; vm_compute; reflexivity
  | |- recovered_first _ _ _ _ _ _ =>
      cbv [listed nth Nat.sub]; try apply recovered_one; try apply recovered_complement;
      first [apply (recovered_sound 64); vm_compute; reflexivity
            | apply (recovered_sound 256); vm_compute; reflexivity
            | apply (recovered_sound 1024); vm_compute; reflexivity]
  | |- ?a <> _ => first [apply Rlt_not_eq; number | apply Rgt_not_eq; number]
  | |- _ => number
  end.

(** Takes the hypotheses of [C] away, each shown by [hypothesis]. *)
Ltac hypotheses_of C :=
  repeat lazymatch type of C with
  | ?P -> _ => let H := fresh in assert (H : P) by hypothesis; specialize (C H); clear H
  end.
