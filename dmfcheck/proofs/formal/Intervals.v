(** Intervals with end points [a/s] for one integer [s]: what a computation with integers says about real
    numbers.  Every operation rounds outwards, so that [vm_compute] proves inequalities between orbits. *)

Require Import Reals Lra Lia ZArith Bool.
Require Import Powers Descent Rank DeepFactorization.
Open Scope R_scope.

Definition interval : Type := Z * Z.

Section Scale.

Variable s : Z.
Hypothesis s_pos : (0 < s)%Z.

Let S := IZR s.
Let PS : 0 < S.
Proof. apply IZR_lt; exact s_pos. Qed.

Definition has (i : interval) (x : R) : Prop := IZR (fst i) <= x * S <= IZR (snd i).

(** [floor] and [ceiling] of [a/b] *)
Definition up (a b : Z) : Z := (- (- a / b))%Z.

Lemma floor_le a b : (0 < b)%Z -> IZR (a / b) * IZR b <= IZR a.
Proof using. intros Hb; rewrite <- mult_IZR; apply IZR_le; pose proof (Z.mul_div_le a b Hb); lia. Qed.

Lemma le_up a b : (0 < b)%Z -> IZR a <= IZR (up a b) * IZR b.
Proof using.
  intros Hb; rewrite <- mult_IZR; apply IZR_le; unfold up.
  pose proof (Z.mul_div_le (- a) b Hb); lia.
Qed.

Definition const (a b : Z) : interval := ((a * s / b)%Z, up (a * s) b).

Lemma has_const a b : (0 < b)%Z -> has (const a b) (IZR a / IZR b).
Proof using PS.
  intros Hb; apply IZR_lt in Hb as Pb.
  pose proof (floor_le (a * s) b Hb) as L; pose proof (le_up (a * s) b Hb) as U.
  rewrite mult_IZR in L, U; fold S in L, U; unfold has, const; cbn [fst snd].
  split; apply Rmult_le_reg_r with (1 := Pb);
    replace (IZR a / IZR b * S * IZR b) with (IZR a * S) by (field; lra); assumption.
Qed.

Definition iadd (i j : interval) : interval := ((fst i + fst j)%Z, (snd i + snd j)%Z).
Definition isub (i j : interval) : interval := ((fst i - snd j)%Z, (snd i - fst j)%Z).
Definition products (i j : interval) : interval :=
  let '(a, b) := i in
  let '(c, e) := j in
  (Z.min (Z.min (a * c) (a * e)) (Z.min (b * c) (b * e)),
   Z.max (Z.max (a * c) (a * e)) (Z.max (b * c) (b * e)))%Z.
Definition imul (i j : interval) : interval :=
  let '(l, u) := products i j in ((l / s)%Z, up u s).

Lemma has_add i j x y : has i x -> has j y -> has (iadd i j) (x + y).
Proof using. unfold has, iadd; cbn [fst snd]; rewrite !plus_IZR; lra. Qed.

Lemma has_sub i j x y : has i x -> has j y -> has (isub i j) (x - y).
Proof using. unfold has, isub; cbn [fst snd]; rewrite !minus_IZR; lra. Qed.

Lemma products_bound a b c e x y :
  IZR a <= x <= IZR b -> IZR c <= y <= IZR e ->
  IZR (fst (products (a, b) (c, e))) <= x * y <= IZR (snd (products (a, b) (c, e))).
Proof using.
  intros Hx Hy; unfold products; cbn [fst snd].
  assert (L : forall z, (forall t, t = (a * c)%Z \/ t = (a * e)%Z \/ t = (b * c)%Z \/ t = (b * e)%Z -> (z <= t)%Z) ->
              IZR z <= x * y).
  { intros z Hz.
    assert (H1 := IZR_le _ _ (Hz _ (or_introl eq_refl))).
    assert (H2 := IZR_le _ _ (Hz _ (or_intror (or_introl eq_refl)))).
    assert (H3 := IZR_le _ _ (Hz _ (or_intror (or_intror (or_introl eq_refl))))).
    assert (H4 := IZR_le _ _ (Hz _ (or_intror (or_intror (or_intror eq_refl))))).
    rewrite mult_IZR in H1, H2, H3, H4.
    destruct (Rle_lt_dec 0 y) as [Y | Y].
    - destruct (Rle_lt_dec 0 (IZR a)) as [A | A].
      + assert (IZR a * IZR c <= IZR a * y) by (apply Rmult_le_compat_l; lra).
        assert (IZR a * y <= x * y) by (apply Rmult_le_compat_r; lra); lra.
      + assert (IZR a * IZR e <= IZR a * y) by (apply Rmult_le_compat_neg_l; lra).
        assert (IZR a * y <= x * y) by (apply Rmult_le_compat_r; lra); lra.
    - assert (IZR b * y <= x * y).
      { rewrite (Rmult_comm (IZR b)), (Rmult_comm x); apply Rmult_le_compat_neg_l; lra. }
      destruct (Rle_lt_dec 0 (IZR b)) as [B | B].
      + assert (IZR b * IZR c <= IZR b * y) by (apply Rmult_le_compat_l; lra); lra.
      + assert (IZR b * IZR e <= IZR b * y) by (apply Rmult_le_compat_neg_l; lra); lra. }
  assert (U : forall z, (forall t, t = (a * c)%Z \/ t = (a * e)%Z \/ t = (b * c)%Z \/ t = (b * e)%Z -> (t <= z)%Z) ->
              x * y <= IZR z).
  { intros z Hz.
    assert (H1 := IZR_le _ _ (Hz _ (or_introl eq_refl))).
    assert (H2 := IZR_le _ _ (Hz _ (or_intror (or_introl eq_refl)))).
    assert (H3 := IZR_le _ _ (Hz _ (or_intror (or_intror (or_introl eq_refl))))).
    assert (H4 := IZR_le _ _ (Hz _ (or_intror (or_intror (or_intror eq_refl))))).
    rewrite mult_IZR in H1, H2, H3, H4.
    destruct (Rle_lt_dec 0 y) as [Y | Y].
    - destruct (Rle_lt_dec 0 (IZR b)) as [A | A].
      + assert (IZR b * y <= IZR b * IZR e) by (apply Rmult_le_compat_l; lra).
        assert (x * y <= IZR b * y) by (apply Rmult_le_compat_r; lra); lra.
      + assert (IZR b * y <= IZR b * IZR c) by (apply Rmult_le_compat_neg_l; lra).
        assert (x * y <= IZR b * y) by (apply Rmult_le_compat_r; lra); lra.
    - assert (x * y <= IZR a * y).
      { rewrite (Rmult_comm (IZR a)), (Rmult_comm x); apply Rmult_le_compat_neg_l; lra. }
      destruct (Rle_lt_dec 0 (IZR a)) as [B | B].
      + assert (IZR a * y <= IZR a * IZR e) by (apply Rmult_le_compat_l; lra); lra.
      + assert (IZR a * y <= IZR a * IZR c) by (apply Rmult_le_compat_neg_l; lra); lra. }
  split; [apply L | apply U]; intros t Ht; lia.
Qed.

Lemma has_mul i j x y : has i x -> has j y -> has (imul i j) (x * y).
Proof using PS s_pos.
  intros Hi Hj; destruct i as [a b], j as [c e]; unfold has in *; cbn [fst snd] in Hi, Hj.
  pose proof (products_bound a b c e (x * S) (y * S) Hi Hj) as P.
  unfold imul; destruct (products (a, b) (c, e)) as [l u]; cbn [fst snd] in *.
  pose proof (floor_le l s s_pos) as L; pose proof (le_up u s s_pos) as U; fold S in L, U.
  split; apply Rmult_le_reg_r with (1 := PS); lra.
Qed.

Fixpoint ipow (i : interval) (n : nat) : interval :=
  match n with O => (s, s) | Datatypes.S m => imul i (ipow i m) end.

Lemma has_pow i x n : has i x -> has (ipow i n) (x ^ n).
Proof using PS s_pos.
  intros H; induction n as [| n IH]; cbn [ipow pow]; [unfold has; cbn; fold S; lra |].
  apply has_mul; assumption.
Qed.

Definition iabs (i : interval) : interval := (Z.max 0 (Z.max (fst i) (- snd i)), Z.max (snd i) (- fst i))%Z.
Definition imax (i j : interval) : interval := (Z.max (fst i) (fst j), Z.max (snd i) (snd j)).

Lemma has_abs i x : has i x -> has (iabs i) (Rabs x).
Proof using PS.
  intros [H1 H2]; unfold has, iabs; cbn [fst snd].
  assert (L : forall z, (z = 0 \/ z = fst i \/ z = - snd i)%Z -> IZR z <= Rabs x * S).
  { pose proof (Rmult_le_pos _ _ (Rabs_pos x) (Rlt_le _ _ PS)).
    assert (x * S <= Rabs x * S) by (apply Rmult_le_compat_r; [lra | apply Rle_abs]).
    assert (- x * S <= Rabs x * S)
      by (apply Rmult_le_compat_r; [lra | rewrite <- Rabs_Ropp; apply Rle_abs]).
    intros z [-> | [-> | ->]]; rewrite ?opp_IZR; lra. }
  split; [apply L; lia |].
  destruct (Rle_lt_dec 0 x) as [X | X].
  - rewrite Rabs_pos_eq by exact X; apply Rle_trans with (1 := H2), IZR_le; lia.
  - rewrite Rabs_left by exact X; apply Rle_trans with (IZR (- fst i)); [rewrite opp_IZR; lra | apply IZR_le; lia].
Qed.

Lemma has_max i j x y : has i x -> has j y -> has (imax i j) (Rmax x y).
Proof using PS.
  intros [H1 H2] [H3 H4]; unfold has, imax; cbn [fst snd].
  assert (M1 : x * S <= Rmax x y * S) by (apply Rmult_le_compat_r; [lra | apply Rmax_l]).
  assert (M2 : y * S <= Rmax x y * S) by (apply Rmult_le_compat_r; [lra | apply Rmax_r]).
  split.
  - destruct (Z.max_spec (fst i) (fst j)) as [[_ ->] | [_ ->]]; lra.
  - pose proof (IZR_le _ _ (Z.le_max_l (snd i) (snd j))); pose proof (IZR_le _ _ (Z.le_max_r (snd i) (snd j))).
    unfold Rmax; destruct (Rle_dec x y); lra.
Qed.

Fixpoint isum (e : nat -> interval) (n : nat) : interval :=
  match n with O => e O | Datatypes.S m => iadd (isum e m) (e n) end.
Fixpoint ilargest (e : nat -> interval) (n : nat) : interval :=
  match n with O => iabs (e O) | Datatypes.S m => imax (ilargest e m) (iabs (e n)) end.

Lemma has_sum e f n : (forall i, (i <= n)%nat -> has (e i) (f i)) -> has (isum e n) (sum_f_R0 f n).
Proof using.
  intros H; induction n as [| n IH]; cbn [isum sum_f_R0]; [apply H; lia |].
  apply has_add; [apply IH; intros; apply H | apply H]; lia.
Qed.

Lemma has_largest e f n : (forall i, (i <= n)%nat -> has (e i) (f i)) -> has (ilargest e n) (spectral_norm f n).
Proof using PS.
  intros H; induction n as [| n IH]; cbn [ilargest spectral_norm]; [apply has_abs, H; lia |].
  apply has_max; [apply IH; intros; apply H | apply has_abs, H]; lia.
Qed.

Lemma has_nuclear e f n :
  (forall i, (i <= n)%nat -> has (e i) (f i)) -> has (isum (fun i => iabs (e i)) n) (nuclear_norm f n).
Proof using PS. intros H; apply has_sum; intros i Hi; apply has_abs, H, Hi. Qed.

Definition positive (i : interval) : bool := (0 <? fst i)%Z.
Definition less (i j : interval) : bool := (snd i <? fst j)%Z.
Definition at_most (i j : interval) : bool := (snd i <=? fst j)%Z.

Lemma positive_sound i x : has i x -> positive i = true -> 0 < x.
Proof using PS.
  intros [H _] P; apply Z.ltb_lt, IZR_lt in P; apply Rmult_lt_reg_r with (1 := PS); lra.
Qed.

Lemma less_sound i j x y : has i x -> has j y -> less i j = true -> x < y.
Proof using PS.
  intros [_ H] [H' _] P; apply Z.ltb_lt, IZR_lt in P; apply Rmult_lt_reg_r with (1 := PS); lra.
Qed.

Lemma at_most_sound i j x y : has i x -> has j y -> at_most i j = true -> x <= y.
Proof using PS.
  intros [_ H] [H' _] P; apply Z.leb_le, IZR_le in P; apply Rmult_le_reg_r with (1 := PS); lra.
Qed.

(** A ratio with positive denominators that is larger at [j] than at [i] and at [k]. *)
Definition peak (num den : nat -> interval) (i j k : nat) : bool :=
  positive (den i) && positive (den j) && positive (den k)
  && less (imul (num i) (den j)) (imul (num j) (den i))
  && less (imul (num k) (den j)) (imul (num j) (den k)).

Theorem peak_sound num den (f g : nat -> R) i j k :
  (forall m, has (num m) (f m)) -> (forall m, has (den m) (g m)) ->
  (i <= j <= k)%nat -> peak num den i j k = true -> ~ falls_then_rises (fun m => f m / g m).
Proof using PS s_pos.
  intros Hf Hg O; unfold peak; rewrite !andb_true_iff; intros [[[[Pi Pj] Pk] L1] L2] U.
  pose proof (positive_sound _ _ (Hg i) Pi) as Gi; pose proof (positive_sound _ _ (Hg j) Pj) as Gj.
  pose proof (positive_sound _ _ (Hg k) Pk) as Gk.
  pose proof (less_sound _ _ _ _ (has_mul _ _ _ _ (Hf i) (Hg j)) (has_mul _ _ _ _ (Hf j) (Hg i)) L1) as M1.
  pose proof (less_sound _ _ _ _ (has_mul _ _ _ _ (Hf k) (Hg j)) (has_mul _ _ _ _ (Hf j) (Hg k)) L2) as M2.
  assert (Less : forall p q p' q', 0 < q -> 0 < q' -> p * q' < p' * q -> p / q < p' / q').
  { intros p q p' q' Hq Hq' L; apply Rmult_lt_reg_r with (q * q'); [apply Rmult_lt_0_compat; lra |].
    replace (p / q * (q * q')) with (p * q') by (field; lra).
    replace (p' / q' * (q * q')) with (p' * q) by (field; lra); exact L. }
  pose proof (Less _ _ _ _ Gi Gj M1); pose proof (Less _ _ _ _ Gk Gj M2).
  destruct (U i j k O); lra.
Qed.

(** One step of the descent. *)
Definition istep (N : nat) (eta lambda d : interval) : interval :=
  iadd d (imul (imul eta (ipow d (N - 1))) (isub lambda (ipow d N))).

Fixpoint iorbit (N : nat) (eta lambda start : interval) (k : nat) : interval :=
  match k with O => start | Datatypes.S j => istep N eta lambda (iorbit N eta lambda start j) end.

Lemma has_step N e l d eta lambda x :
  has e eta -> has l lambda -> has d x -> has (istep N e l d) (step N eta lambda x).
Proof using PS s_pos.
  intros; unfold istep, step.
  apply has_add; [assumption |]; apply has_mul; [apply has_mul; [| apply has_pow] | apply has_sub; [| apply has_pow]];
    assumption.
Qed.

Lemma has_orbit N e l d eta lambda x k :
  has e eta -> has l lambda -> has d x ->
  has (iorbit N e l d k) (orbit N (fun _ => eta) lambda x k).
Proof using PS s_pos.
  intros He Hl Hd; induction k as [| k IH]; cbn [iorbit orbit]; [exact Hd | apply has_step; assumption].
Qed.

End Scale.
