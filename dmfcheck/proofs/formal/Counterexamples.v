(** Counterexamples checked by computation: a program of real numbers, run on intervals with rational end points.

    A number whose denominator is at most [2^bits] is kept exactly, so that ties of parameters are decided; a longer
    one is rounded outwards, and so is all of an orbit where it is not [exact].  What is run ([passes]) implies what is
    said ([says]), and that is about the same [orbit], [porbit] and [recovered_first] as the theorems. *)

Require Import Reals Lra Lia ZArith NArith QArith Qreals Bool List.
Require Import Descent DeepFactorization Perturbed Times.
Open Scope R_scope.

Definition interval : Type := Q * Q.
Definition has (i : interval) (x : R) : Prop := Q2R (fst i) <= x <= Q2R (snd i).

Section Rounding.

(** Long numbers are multiples of [1/scale]. *)
Variable bits : positive.
Definition scale : positive := (2 ^ bits)%positive.

(** [floor (a scale / b)]; a shift where [b] is the square of [scale], as it is of most products *)
Definition floor (a : Z) (b : positive) : Z :=
  if (b =? scale * scale)%positive then Z.shiftr a (Zpos bits) else (a * Zpos scale / Zpos b)%Z.

(** [q], or a multiple of [1/scale] below it *)
Definition lower (q : Q) : Q := if (Qden q <=? scale)%positive then q else floor (Qnum q) (Qden q) # scale.
Definition upper (q : Q) : Q := Qopp (lower (Qopp q)).

Lemma floor_le a b : (floor a b # scale <= a # b)%Q.
Proof.
  unfold floor, Qle; cbn [Qnum Qden].
  destruct (Pos.eqb_spec b (scale * scale)) as [-> |].
  - rewrite Z.shiftr_div_pow2, Pos2Z.inj_mul by lia.
    replace (2 ^ Zpos bits)%Z with (Zpos scale) by (unfold scale; rewrite Pos2Z.inj_pow; reflexivity).
    pose proof (Z.mul_div_le a (Zpos scale) ltac:(lia)); nia.
  - rewrite Z.mul_comm; apply Z.mul_div_le; lia.
Qed.

Lemma lower_le q : Q2R (lower q) <= Q2R q.
Proof.
  unfold lower; destruct (Pos.leb_spec (Qden q) scale); [lra |].
  apply Qle_Rle; destruct q; apply floor_le.
Qed.

Lemma upper_ge q : Q2R q <= Q2R (upper q).
Proof. unfold upper; rewrite Q2R_opp; pose proof (lower_le (- q)) as H; rewrite Q2R_opp in H; lra. Qed.

Definition outwards (i : interval) : interval := (lower (fst i), upper (snd i)).

Lemma has_outwards i x : has i x -> has (outwards i) x.
Proof.
  unfold has, outwards; cbn [fst snd]; pose proof (lower_le (fst i)); pose proof (upper_ge (snd i)); lra.
Qed.

Definition qmin (a b : Q) : Q := if Qle_bool a b then a else b.
Definition qmax (a b : Q) : Q := if Qle_bool a b then b else a.

Lemma qle_spec a b : if Qle_bool a b then Q2R a <= Q2R b else Q2R b < Q2R a.
Proof.
  destruct (Qle_bool a b) eqn:E; [apply Qle_Rle, Qle_bool_iff; exact E |].
  apply Qlt_Rlt, Qnot_le_lt; intros H; apply Qle_bool_iff in H; congruence.
Qed.

Lemma qmin_spec a b : Q2R (qmin a b) = Rmin (Q2R a) (Q2R b).
Proof.
  unfold qmin; pose proof (qle_spec a b); destruct (Qle_bool a b);
    [rewrite Rmin_left | rewrite Rmin_right]; lra.
Qed.

Lemma qmax_spec a b : Q2R (qmax a b) = Rmax (Q2R a) (Q2R b).
Proof.
  unfold qmax; pose proof (qle_spec a b); destruct (Qle_bool a b);
    [rewrite Rmax_right | rewrite Rmax_left]; lra.
Qed.

Definition qadd (a b : Q) : Q :=
  if (Qden a =? Qden b)%positive then (Qnum a + Qnum b)%Z # Qden a else (a + b)%Q.

Lemma qadd_spec a b : Q2R (qadd a b) = Q2R a + Q2R b.
Proof.
  rewrite <- Q2R_plus; apply Qeq_eqR; unfold qadd.
  destruct (Pos.eqb_spec (Qden a) (Qden b)) as [E |]; [| reflexivity].
  unfold Qeq, Qplus; cbn [Qnum Qden]; rewrite <- E, Pos2Z.inj_mul; ring.
Qed.

Definition iadd (i j : interval) : interval := outwards (qadd (fst i) (fst j), qadd (snd i) (snd j)).
Definition iopp (i : interval) : interval := (- snd i, - fst i)%Q.
Definition imul (i j : interval) : interval :=
  let '(a, b) := i in
  let '(c, e) := j in
  outwards
    (if Qle_bool 0 a && Qle_bool 0 c then (a * c, b * e)
     else (qmin (qmin (a * c) (a * e)) (qmin (b * c) (b * e)),
           qmax (qmax (a * c) (a * e)) (qmax (b * c) (b * e))))%Q.
Definition iinv (i : interval) : option interval :=
  let '(a, b) := i in
  if negb (Qle_bool a 0) || negb (Qle_bool 0 b) then Some (outwards (/ b, / a)%Q) else None.
Definition imin (i j : interval) : interval := (qmin (fst i) (fst j), qmin (snd i) (snd j)).
Definition imax (i j : interval) : interval := (qmax (fst i) (fst j), qmax (snd i) (snd j)).
Fixpoint ipow_positive (i : interval) (n : positive) : interval :=
  match n with
  | xH => i
  | xO m => let j := ipow_positive i m in imul j j
  | xI m => let j := ipow_positive i m in imul i (imul j j)
  end.
Definition ipow (i : interval) (n : nat) : interval :=
  match n with O => (1, 1)%Q | S m => ipow_positive i (Pos.of_succ_nat m) end.

Lemma has_add i j x y : has i x -> has j y -> has (iadd i j) (x + y).
Proof. intros; apply has_outwards; unfold has in *; cbn [fst snd]; rewrite !qadd_spec; lra. Qed.

Lemma has_opp i x : has i x -> has (iopp i) (- x).
Proof. unfold has, iopp; cbn [fst snd]; rewrite !Q2R_opp; lra. Qed.

Lemma product_bounds a b c e x y : a <= x <= b -> c <= y <= e ->
  Rmin (Rmin (a * c) (a * e)) (Rmin (b * c) (b * e)) <= x * y
  /\ x * y <= Rmax (Rmax (a * c) (a * e)) (Rmax (b * c) (b * e)).
Proof.
  intros Hx Hy.
  assert (M : (a * y <= x * y <= b * y) \/ (b * y <= x * y <= a * y)).
  { destruct (Rle_lt_dec 0 y).
    - left; split; apply Rmult_le_compat_r; lra.
    - right; split; apply Ropp_le_cancel; rewrite !Ropp_mult_distr_r; apply Rmult_le_compat_r; lra. }
  assert (A : forall t, (t * c <= t * y <= t * e) \/ (t * e <= t * y <= t * c)).
  { intros t; destruct (Rle_lt_dec 0 t).
    - left; split; apply Rmult_le_compat_l; lra.
    - right; split; apply Ropp_le_cancel; rewrite !Ropp_mult_distr_l; apply Rmult_le_compat_l; lra. }
  destruct (A a), (A b); unfold Rmin, Rmax; repeat destruct Rle_dec; lra.
Qed.

Lemma has_mul i j x y : has i x -> has j y -> has (imul i j) (x * y).
Proof.
  destruct i as [a b], j as [c e]; unfold has at 1 2; cbn [fst snd]; intros Hx Hy.
  unfold imul; apply has_outwards; unfold has.
  destruct (Qle_bool 0 a && Qle_bool 0 c) eqn:E; cbn [fst snd].
  - apply andb_true_iff in E as [Ea Ec]; apply Qle_bool_iff, Qle_Rle in Ea, Ec.
    rewrite RMicromega.Q2R_0 in Ea, Ec; rewrite !Q2R_mult; split; apply Rmult_le_compat; lra.
  - rewrite !qmin_spec, !qmax_spec, !Q2R_mult; apply product_bounds; assumption.
Qed.

Lemma has_pow i x n : has i x -> has (ipow i n) (x ^ n).
Proof.
  intros H; destruct n as [| n]; unfold ipow.
  - unfold has; cbn [fst snd pow]; rewrite RMicromega.Q2R_1; lra.
  - replace (S n) with (Pos.to_nat (Pos.of_succ_nat n)) by apply SuccNat2Pos.id_succ.
    generalize (Pos.of_succ_nat n); clear n; intros n; induction n as [n IH | n IH |]; cbn [ipow_positive]; cbv zeta.
    + rewrite Pos2Nat.inj_xI; cbn [pow]; rewrite Nat.mul_comm, pow_mult.
      replace ((x ^ Pos.to_nat n) ^ 2) with (x ^ Pos.to_nat n * x ^ Pos.to_nat n) by ring.
      apply has_mul; [| apply has_mul]; assumption.
    + rewrite Pos2Nat.inj_xO, Nat.mul_comm, pow_mult.
      replace ((x ^ Pos.to_nat n) ^ 2) with (x ^ Pos.to_nat n * x ^ Pos.to_nat n) by ring.
      apply has_mul; assumption.
    + change (Pos.to_nat 1) with 1%nat; rewrite pow_1; exact H.
Qed.

Lemma has_inv i j x : has i x -> iinv i = Some j -> has j (/ x).
Proof.
  destruct i as [a b]; unfold has at 1, iinv; cbn [fst snd]; intros Hx.
  destruct (negb (Qle_bool a 0) || negb (Qle_bool 0 b)) eqn:E; [| discriminate].
  intros [= <-]; apply has_outwards; unfold has; cbn [fst snd].
  pose proof (qle_spec a 0) as Ha; pose proof (qle_spec 0 b) as Hb; rewrite RMicromega.Q2R_0 in Ha, Hb.
  assert (D : 0 < Q2R a \/ Q2R b < 0).
  { destruct (Qle_bool a 0), (Qle_bool 0 b); try discriminate; auto. }
  assert (NZ : forall q, Q2R q <> 0 -> ~ (q == 0)%Q).
  { intros q H F; apply H; rewrite (Qeq_eqR _ _ F); apply RMicromega.Q2R_0. }
  rewrite !Q2R_inv by (apply NZ; lra).
  destruct D.
  - split; apply Rinv_le_contravar; lra.
  - assert (N : forall u v, u <= v -> v < 0 -> / v <= / u).
    { intros u v L1 L2; apply Ropp_le_cancel; rewrite <- !Rinv_opp; apply Rinv_le_contravar; lra. }
    split; apply N; lra.
Qed.

Lemma has_min i j x y : has i x -> has j y -> has (imin i j) (Rmin x y).
Proof.
  unfold has, imin; cbn [fst snd]; rewrite !qmin_spec; intros.
  unfold Rmin; repeat destruct Rle_dec; lra.
Qed.

Lemma has_max i j x y : has i x -> has j y -> has (imax i j) (Rmax x y).
Proof.
  unfold has, imax; cbn [fst snd]; rewrite !qmax_spec; intros.
  unfold Rmax; repeat destruct Rle_dec; lra.
Qed.

Lemma has_abs i x : has i x -> has (imax (imax i (iopp i)) (0, 0)%Q) (Rabs x).
Proof.
  intros H; replace (Rabs x) with (Rmax (Rmax x (- x)) 0).
  - apply has_max; [apply has_max; [| apply has_opp]; assumption |].
    unfold has; cbn [fst snd]; rewrite RMicromega.Q2R_0; lra.
  - unfold Rabs, Rmax; destruct (Rcase_abs x); repeat destruct Rle_dec; lra.
Qed.

(** ** Expressions *)

Inductive expr :=
| Var (i : nat)
| Int (a : Z)
| Add (a b : expr) | Sub (a b : expr) | Mul (a b : expr) | Div (a b : expr)
| Opp (a : expr) | Abs (a : expr) | Min (a b : expr) | Max (a b : expr)
| Pow (a : expr) (n : nat)
| Root (n : nat) (a : expr) (lo hi : Q).  (** [lo <= a^(1/n) <= hi], which is checked *)

Fixpoint eval (env : list R) (e : expr) : R :=
  match e with
  | Var i => nth i env 0
  | Int a => IZR a
  | Add a b => eval env a + eval env b
  | Sub a b => eval env a - eval env b
  | Mul a b => eval env a * eval env b
  | Div a b => eval env a / eval env b
  | Opp a => - eval env a
  | Abs a => Rabs (eval env a)
  | Min a b => Rmin (eval env a) (eval env b)
  | Max a b => Rmax (eval env a) (eval env b)
  | Pow a n => eval env a ^ n
  | Root n a _ _ => root n (eval env a)
  end.

Definition map2 (f : interval -> interval -> interval) (i j : option interval) : option interval :=
  match i, j with Some i, Some j => Some (f i j) | _, _ => None end.
Definition map1 (f : interval -> interval) (i : option interval) : option interval :=
  match i with Some i => Some (f i) | None => None end.

Fixpoint qpow (q : Q) (n : nat) : Q := match n with O => 1%Q | S m => (q * qpow q m)%Q end.

Lemma qpow_spec q n : Q2R (qpow q n) = Q2R q ^ n.
Proof.
  induction n as [| n IH]; cbn [qpow pow]; [exact RMicromega.Q2R_1 | rewrite Q2R_mult, IH; reflexivity].
Qed.

Definition iroot (n : nat) (i : interval) (lo hi : Q) : option interval :=
  if (1 <=? n)%nat && negb (Qle_bool (fst i) 0) && Qle_bool 0 lo
     && Qle_bool (qpow lo n) (fst i) && Qle_bool 0 hi
     && Qle_bool (snd i) (qpow hi n)
  then Some (lo, hi) else None.

Fixpoint ieval (env : list interval) (e : expr) : option interval :=
  match e with
  | Var i => nth_error env i
  | Int a => Some (a # 1, a # 1)%Q
  | Add a b => map2 iadd (ieval env a) (ieval env b)
  | Sub a b => map2 iadd (ieval env a) (map1 iopp (ieval env b))
  | Mul a b => map2 imul (ieval env a) (ieval env b)
  | Div a b =>
      match ieval env b with
      | Some j => map2 imul (ieval env a) (iinv j)
      | None => None
      end
  | Opp a => map1 iopp (ieval env a)
  | Abs a => map1 (fun i => imax (imax i (iopp i)) (0, 0)%Q) (ieval env a)
  | Min a b => map2 imin (ieval env a) (ieval env b)
  | Max a b => map2 imax (ieval env a) (ieval env b)
  | Pow a n => map1 (fun i => ipow i n) (ieval env a)
  | Root n a lo hi =>
      match ieval env a with Some i => iroot n i lo hi | None => None end
  end.

Lemma pow_root n x : (1 <= n)%nat -> 0 < x -> 0 < root n x /\ root n x ^ n = x.
Proof.
  intros Hn Hx; assert (P : 0 < root n x) by (apply exp_pos); split; [exact P |].
  rewrite <- Rpower_pow by exact P; unfold root; rewrite Rpower_mult, Rinv_l, Rpower_1; [reflexivity | exact Hx |].
  apply not_0_INR; lia.
Qed.

Lemma has_root n i lo hi j x : has i x -> iroot n i lo hi = Some j -> has j (root n x).
Proof.
  unfold iroot; intros [H1 H2].
  destruct (_ && _) eqn:E; [intros [= <-] | discriminate].
  rewrite !andb_true_iff in E; destruct E as [[[[[En Ei] El] Elo] Eh] Ehi].
  apply Nat.leb_le in En; pose proof (qle_spec (fst i) 0) as P; rewrite RMicromega.Q2R_0 in P.
  destruct (Qle_bool (fst i) 0); [discriminate |].
  apply Qle_bool_iff, Qle_Rle in El, Elo, Eh, Ehi; rewrite RMicromega.Q2R_0 in El, Eh.
  rewrite qpow_spec in Elo, Ehi.
  destruct (pow_root n x En ltac:(lra)) as [R1 R2].
  assert (C : forall u v, 0 <= u -> 0 <= v -> u ^ n <= v ^ n -> u <= v).
  { intros u v Hu Hv Huv; destruct (Rle_lt_dec u v) as [L | L]; [exact L | exfalso].
    assert (v ^ n < u ^ n); [| lra].
    clear - En Hv L; induction En as [| m En IH]; [rewrite !pow_1; exact L |].
    cbn [pow]; apply Rle_lt_trans with (u * v ^ m).
    - apply Rmult_le_compat_r; [apply pow_le |]; lra.
    - apply Rmult_lt_compat_l; lra. }
  unfold has; cbn [fst snd]; split; apply C; try lra; rewrite R2; lra.
Qed.

Lemma ieval_sound env ienv e i : Forall2 has ienv env -> ieval ienv e = Some i -> has i (eval env e).
Proof.
  intros H; revert i; induction e; intros i'; cbn [ieval eval];
    repeat match goal with
    | IH : forall i, ieval ienv ?a = Some i -> _ |- _ =>
        destruct (ieval ienv a); [specialize (IH _ eq_refl) | clear IH]
    end; cbn [map1 map2]; try discriminate; try (intros [= <-]); auto using has_add, has_opp, has_mul, has_min,
      has_max, has_abs, has_pow.
  - revert i; induction H as [| x y l l' Hxy _ IH]; intros [| i]; cbn [nth_error nth]; try discriminate.
    + intros [= <-]; exact Hxy.
    + apply IH.
  - unfold has; cbn [fst snd]; unfold Q2R; cbn [Qnum Qden]; lra.
  - unfold Rminus; apply has_add, has_opp; assumption.
  - match goal with |- context [iinv ?k] => destruct (iinv k) as [j |] eqn:E end; cbn; [| discriminate].
    intros F; injection F as <-; unfold Rdiv; apply has_mul; [assumption | eapply has_inv; eassumption].
  - apply has_root; assumption.
Qed.

(** ** Orbits *)

Definition istep (N : nat) (eta lambda d : interval) : interval :=
  let y := ipow d (N - 1) in
  iadd d (imul (imul eta y) (iadd lambda (iopp (ipow d N)))).

(** Whether what an orbit is made of is kept as it is: denominators grow by the step then, and ties are decided. *)
Variable exact : bool.

(** Multiples of [1/scale], so that an orbit need not divide. *)
Definition qforce (q : Q) : Q := if (Qden q =? scale)%positive then q else floor (Qnum q) (Qden q) # scale.
Definition force (i : interval) : interval :=
  if exact then i else (qforce (fst i), Qopp (qforce (Qopp (snd i)))).

Lemma has_force i x : has i x -> has (force i) x.
Proof.
  assert (F : forall q, Q2R (qforce q) <= Q2R q).
  { intros q; unfold qforce; destruct (Qden q =? scale)%positive; [lra |].
    apply Qle_Rle; destruct q; apply floor_le. }
  unfold force; destruct exact; [exact (fun H => H) |].
  unfold has; cbn [fst snd]; rewrite Q2R_opp.
  pose proof (F (fst i)); pose proof (F (- snd i)%Q) as G; rewrite Q2R_opp in G; lra.
Qed.

Definition iorbit (N : nat) (eta lambda d : interval) (k : nat) : interval :=
  let eta := force eta in
  let lambda := force lambda in
  Nat.iter k (istep N eta lambda) (force d).

Lemma has_step N e l i eta lambda x :
  has e eta -> has l lambda -> has i x -> has (istep N e l i) (step N eta lambda x).
Proof.
  intros; unfold istep, step; cbv zeta.
  apply has_add; [assumption |]; apply has_mul; [apply has_mul; [| apply has_pow]; assumption |].
  unfold Rminus; apply has_add; [assumption |]; apply has_opp, has_pow; assumption.
Qed.

Lemma has_orbit N e l i eta lambda x k :
  has e eta -> has l lambda -> has i x -> has (iorbit N e l i k) (d N eta lambda x k).
Proof.
  intros He Hl Hi; apply has_force in He, Hl, Hi; unfold iorbit, d; cbv zeta.
  induction k as [| k IH]; [exact Hi |].
  cbn [orbit]; apply (has_step N (force e) (force l) (Nat.iter k (istep N (force e) (force l)) (force i))); assumption.
Qed.

Definition ipstep (N : nat) (eta lambda : interval) (pq : interval * interval) : interval * interval :=
  let '(p, q) := pq in
  let r := iadd lambda (iopp (imul p (ipow q (N - 1)))) in
  (iadd p (imul (imul eta (ipow q (N - 1))) r), iadd q (imul (imul (imul eta p) (ipow q (N - 2))) r)).

Definition iporbit (N : nat) (eta lambda alpha beta : interval) (k : nat) : interval * interval :=
  let eta := force eta in
  let lambda := force lambda in
  Nat.iter k (ipstep N eta lambda) (force (iadd alpha (iopp beta)), force alpha).

Lemma has_porbit N e l a b eta lambda alpha beta k :
  has e eta -> has l lambda -> has a alpha -> has b beta ->
  has (fst (iporbit N e l a b k)) (fst (porbit N eta lambda alpha beta k))
  /\ has (snd (iporbit N e l a b k)) (snd (porbit N eta lambda alpha beta k)).
Proof.
  intros He Hl Ha Hb; apply has_force in He, Hl; unfold iporbit; cbv zeta.
  set (e' := force e) in *; set (l' := force l) in *.
  induction k as [| k [IH1 IH2]].
  - split; apply has_force; [unfold Rminus; apply has_add; [| apply has_opp] |]; assumption.
  - cbn [porbit]; change (Nat.iter (S k) ?f ?x) with (f (Nat.iter k f x)).
    destruct (porbit N eta lambda alpha beta k) as [p q].
    destruct (Nat.iter k (ipstep N e' l') (force (iadd a (iopp b)), force a)) as [ip iq].
    cbn [fst snd] in *; unfold ipstep, pstep; cbn [fst snd]; unfold Rminus.
    split; repeat first [apply has_add | apply has_mul | apply has_opp | apply has_pow | assumption].
Qed.

(** ** Programs *)

(** What is known of a number [x] that is named, the numbers before it being [env]. *)
Inductive item :=
| Let (e : expr)                                                  (** x = e *)
| Orbit (N : nat) (eta lambda alpha : expr) (k : BinNums.N)               (** x = d(k) *)
| First (N : nat) (eta lambda alpha beta : expr) (k : BinNums.N)          (** x = p(k) *)
| Other (N : nat) (eta lambda alpha beta : expr) (k : BinNums.N)          (** x = q(k) *)
| Time (N : nat) (eta lambda alpha theta : expr) (K : BinNums.N).         (** x = K, the step of recovery *)

Inductive check := Nonnegative (e : expr) | Positive (e : expr) | Negative (e : expr).

Definition checked (env : list R) (c : check) : Prop :=
  match c with
  | Nonnegative e => 0 <= eval env e
  | Positive e => 0 < eval env e
  | Negative e => eval env e < 0
  end.

Fixpoint all_checked (env : list R) (c : check) (cs : list check) : Prop :=
  match cs with nil => checked env c | c' :: cs => checked env c /\ all_checked env c' cs end.

Fixpoint says (items : list item) (c : check) (cs : list check) (env : list R) : Prop :=
  match items with
  | nil => all_checked env c cs
  | Let e :: items => forall x, x = eval env e -> says items c cs (x :: env)
  | Orbit N eta lambda alpha k :: items =>
      forall x, x = d N (eval env eta) (eval env lambda) (eval env alpha) (N.to_nat k) ->
      says items c cs (x :: env)
  | First N eta lambda alpha beta k :: items =>
      forall x, x = fst (porbit N (eval env eta) (eval env lambda) (eval env alpha) (eval env beta) (N.to_nat k)) ->
      says items c cs (x :: env)
  | Other N eta lambda alpha beta k :: items =>
      forall x, x = snd (porbit N (eval env eta) (eval env lambda) (eval env alpha) (eval env beta) (N.to_nat k)) ->
      says items c cs (x :: env)
  | Time N eta lambda alpha theta K :: items =>
      recovered_first N (eval env eta) (eval env lambda) (eval env alpha) (eval env theta) (N.to_nat K)
      /\ forall x, x = INR (N.to_nat K) -> says items c cs (x :: env)
  end.

(** The first [k] steps are below [level], and that after them is not. *)
Fixpoint first_at (N : nat) (eta lambda x level : interval) (k : nat) : bool :=
  let w := ipow x N in
  match k with
  | O => Qle_bool (snd level) (fst w)
  | S k => negb (Qle_bool (fst level) (snd w)) && first_at N eta lambda (istep N eta lambda x) level k
  end.

Definition ichecked (env : list interval) (c : check) : bool :=
  match c with
  | Nonnegative e => match ieval env e with Some i => Qle_bool 0 (fst i) | None => false end
  | Positive e => match ieval env e with Some i => negb (Qle_bool (fst i) 0) | None => false end
  | Negative e => match ieval env e with Some i => negb (Qle_bool 0 (snd i)) | None => false end
  end.

Fixpoint passes (items : list item) (c : check) (cs : list check) (env : list interval) : bool :=
  match items with
  | nil => forallb (ichecked env) (c :: cs)
  | Let e :: items => match ieval env e with Some i => passes items c cs (i :: env) | None => false end
  | Orbit N eta lambda alpha k :: items =>
      match ieval env eta, ieval env lambda, ieval env alpha with
      | Some e, Some l, Some a => passes items c cs (iorbit N e l a (N.to_nat k) :: env)
      | _, _, _ => false
      end
  | First N eta lambda alpha beta k :: items =>
      match ieval env eta, ieval env lambda, ieval env alpha, ieval env beta with
      | Some e, Some l, Some a, Some b => passes items c cs (fst (iporbit N e l a b (N.to_nat k)) :: env)
      | _, _, _, _ => false
      end
  | Other N eta lambda alpha beta k :: items =>
      match ieval env eta, ieval env lambda, ieval env alpha, ieval env beta with
      | Some e, Some l, Some a, Some b => passes items c cs (snd (iporbit N e l a b (N.to_nat k)) :: env)
      | _, _, _, _ => false
      end
  | Time N eta lambda alpha theta K :: items =>
      match ieval env eta, ieval env lambda, ieval env alpha, ieval env theta with
      | Some e, Some l, Some a, Some t =>
          first_at N (force e) (force l) (force a) (imul t l) (N.to_nat K)
          && passes items c cs ((Z.of_N K # 1, Z.of_N K # 1)%Q :: env)
      | _, _, _, _ => false
      end
  end.

Lemma first_at_sound N e l i v eta lambda x level k :
  has e eta -> has l lambda -> has i x -> has v level -> first_at N e l i v k = true ->
  level <= d N eta lambda x k ^ N /\ forall j, (j < k)%nat -> d N eta lambda x j ^ N < level.
Proof.
  intros He Hl Hi Hv.
  assert (Sh : forall y m, d N eta lambda y (S m) = d N eta lambda (step N eta lambda y) m).
  { intros y m; unfold d; induction m as [| m IH]; [reflexivity |].
    cbn [orbit] in *; rewrite IH; reflexivity. }
  revert i x Hi; induction k as [| k IH]; intros i x Hi; cbn [first_at]; cbv zeta;
    pose proof (has_pow i x N Hi) as [W1 W2]; destruct Hv as [V1 V2].
  - intros E; apply Qle_bool_iff, Qle_Rle in E; split; [unfold d; cbn [orbit]; lra | lia].
  - rewrite andb_true_iff; intros [E F].
    pose proof (qle_spec (fst v) (snd (ipow i N))) as G; destruct (Qle_bool _ _) in G, E; [discriminate |].
    specialize (IH _ _ (has_step N e l i eta lambda x He Hl Hi) F) as [IH1 IH2].
    rewrite Sh; split; [exact IH1 |]; intros [| j] Hj; [unfold d; cbn [orbit]; lra |].
    rewrite Sh; apply IH2; lia.
Qed.

Lemma ichecked_sound env ienv c : Forall2 has ienv env -> ichecked ienv c = true -> checked env c.
Proof.
  intros H; destruct c as [e | e | e]; cbn [ichecked checked];
    destruct (ieval ienv e) as [i |] eqn:E; try discriminate;
    pose proof (ieval_sound env ienv e i H E) as [L U]; intros P.
  - apply Qle_bool_iff, Qle_Rle in P; rewrite RMicromega.Q2R_0 in P; lra.
  - pose proof (qle_spec (fst i) 0) as G; destruct (Qle_bool (fst i) 0); [discriminate |].
    rewrite RMicromega.Q2R_0 in G; lra.
  - pose proof (qle_spec 0 (snd i)) as G; destruct (Qle_bool 0 (snd i)); [discriminate |].
    rewrite RMicromega.Q2R_0 in G; lra.
Qed.

Lemma sound_from items c cs : forall env ienv,
  Forall2 has ienv env -> passes items c cs ienv = true -> says items c cs env.
Proof.
  induction items as [| it items IH]; intros env ienv H.
  - cbn [passes says]; rewrite forallb_forall; intros P.
    revert c P; induction cs as [| c' cs IHc]; intros c P; cbn [all_checked].
    + apply (ichecked_sound env ienv); [exact H | apply P; left; reflexivity].
    + split; [apply (ichecked_sound env ienv); [exact H | apply P; left; reflexivity] |].
      apply IHc; intros y Hy; apply P; right; exact Hy.
  - assert (E : forall e i, ieval ienv e = Some i -> has i (eval env e))
      by (intros; apply ieval_sound with ienv; assumption).
    destruct it; cbn [passes says];
      repeat match goal with |- context [match ieval ienv ?a with _ => _ end] =>
        let X := fresh "X" in destruct (ieval ienv a) eqn:X; [apply E in X | discriminate] end;
      intros P.
    + intros x ->; refine (IH _ _ _ P); constructor; assumption.
    + intros x ->; refine (IH _ _ _ P); constructor; [apply has_orbit |]; assumption.
    + intros x ->; refine (IH _ _ _ P); constructor; [apply has_porbit |]; assumption.
    + intros x ->; refine (IH _ _ _ P); constructor; [apply has_porbit |]; assumption.
    + apply andb_true_iff in P as [P1 P2]; split.
      * eapply first_at_sound; [.. | exact P1]; try apply has_force; try assumption; apply has_mul; assumption.
      * intros x ->; refine (IH _ _ _ P2); constructor; [| assumption].
        unfold has; cbn [fst snd]; unfold Q2R; cbn [Qnum Qden].
        rewrite INR_IZR_INZ, N_nat_Z; lra.
Qed.

(** What the exported files are proved by. *)
Theorem counterexample_sound items c cs : passes items c cs nil = true -> says items c cs nil.
Proof. apply sound_from; constructor. Qed.

End Rounding.
