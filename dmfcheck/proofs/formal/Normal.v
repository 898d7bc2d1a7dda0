(** normal.principal: complex eigenvalues of a normal target turn towards the principal root. *)

Require Import Reals Lra Lia.
Require Import Powers Descent DeepFactorization Plateau.
Open Scope R_scope.

Definition complex : Type := R * R.
Definition cadd (z v : complex) : complex := (fst z + fst v, snd z + snd v).
Definition csub (z v : complex) : complex := (fst z - fst v, snd z - snd v).
Definition cmul (z v : complex) : complex := (fst z * fst v - snd z * snd v, fst z * snd v + snd z * fst v).
Definition creal (h : R) (z : complex) : complex := (h * fst z, h * snd z).
Definition cconj (z : complex) : complex := (fst z, - snd z).
Fixpoint cpow (z : complex) (n : nat) : complex := match n with O => (1, 0) | S m => cmul z (cpow z m) end.

(** [z + h conj(z)^(N-1) (1 - z^N)] *)
Definition zstep (N : nat) (h : R) (z : complex) : complex :=
  cadd z (creal h (cmul (cpow (cconj z) (N - 1)) (csub (1, 0) (cpow z N)))).

Fixpoint zorbit (N : nat) (h : R) (z : complex) (k : nat) : complex :=
  match k with O => z | S j => zstep N h (zorbit N h z j) end.

Definition polar (r a : R) : complex := (r * cos a, r * sin a).

Lemma polar_mul r a s b : cmul (polar r a) (polar s b) = polar (r * s) (a + b).
Proof. unfold cmul, polar; cbn [fst snd]; rewrite cos_plus, sin_plus; f_equal; ring. Qed.

Lemma polar_pow r a n : cpow (polar r a) n = polar (r ^ n) (INR n * a).
Proof.
  induction n as [| n IH]; [unfold polar; simpl; rewrite Rmult_0_l, cos_0, sin_0; f_equal; ring |].
  cbn [cpow]; rewrite IH, polar_mul, S_INR; cbn [pow]; f_equal; ring.
Qed.

Lemma polar_conj r a : cconj (polar r a) = polar r (- a).
Proof. unfold cconj, polar; cbn [fst snd]; rewrite cos_neg, sin_neg; f_equal; ring. Qed.

Lemma zstep_polar N h r a :
  (1 <= N)%nat ->
  zstep N h (polar r a)
  = (r * (1 - h * r ^ (2 * N - 2)) * cos a + h * r ^ (N - 1) * cos (INR (N - 1) * a),
     r * (1 - h * r ^ (2 * N - 2)) * sin a - h * r ^ (N - 1) * sin (INR (N - 1) * a)).
Proof.
  intros HN; unfold zstep; rewrite polar_conj, !polar_pow.
  set (b := r ^ (N - 1)); set (c := INR (N - 1) * - a).
  assert (D : cmul (polar b c) (csub (1, 0) (polar (r ^ N) (INR N * a)))
              = csub (polar b c) (polar (b * r ^ N) (c + INR N * a))).
  { rewrite <- polar_mul; unfold cmul, csub, polar; cbn [fst snd]; f_equal; ring. }
  rewrite D.
  assert (C : c + INR N * a = a) by (unfold c; rewrite minus_INR by exact HN; simpl (INR 1); ring).
  rewrite C.
  assert (P : b * r ^ N = r * r ^ (2 * N - 2)).
  { unfold b; rewrite <- pow_add, tech_pow_Rmult; f_equal; lia. }
  rewrite P; unfold c; rewrite Ropp_mult_distr_r_reverse.
  unfold cadd, creal, csub, polar; cbn [fst snd]; rewrite cos_neg, sin_neg; f_equal; ring.
Qed.

Lemma sin_multiple n a : 0 <= sin a -> Rabs (sin (INR n * a)) <= INR n * sin a.
Proof.
  intros Ha; induction n as [| n IH]; [simpl; rewrite Rmult_0_l, sin_0, Rabs_R0; lra |].
  rewrite S_INR, Rmult_plus_distr_r, Rmult_1_l, sin_plus.
  apply Rle_trans with (1 := Rabs_triang _ _); rewrite !Rabs_mult, (Rabs_pos_eq (sin a)) by exact Ha.
  assert (C : forall x, Rabs (cos x) <= 1) by (intros x; apply Rabs_le; pose proof (COS_bound x); lra).
  pose proof (C a); pose proof (C (INR n * a)); pose proof (Rabs_pos (sin (INR n * a))); pose proof (Rabs_pos (cos a)).
  assert (Rabs (sin (INR n * a)) * Rabs (cos a) <= Rabs (sin (INR n * a)) * 1) by (apply Rmult_le_compat_l; lra).
  assert (Rabs (cos (INR n * a)) * sin a <= 1 * sin a) by (apply Rmult_le_compat_r; lra).
  lra.
Qed.

(** A point of the right half plane, seen under an angle. *)
Lemma polar_back X Y a :
  0 <= a < PI / 2 -> 0 < X -> Rabs Y * cos a <= X * sin a ->
  exists r b, (X, Y) = polar r b /\ 0 < r /\ Rabs b <= a.
Proof.
  intros Ha HX H.
  pose proof PI_RGT_0 as HP.
  assert (Ca : 0 < cos a) by (apply cos_gt_0; lra).
  set (t := Y / X).
  assert (Sq : 0 < sqrt (1 + Rsqr t)) by (apply sqrt_lt_R0; pose proof (Rle_0_sqr t); lra).
  exists (X * sqrt (1 + Rsqr t)), (atan t); split; [| split].
  - unfold polar; rewrite cos_atan, sin_atan; f_equal; [field; lra |].
    transitivity (t * X); [unfold t; field; lra | field; lra].
  - apply Rmult_lt_0_compat; assumption.
  - assert (T : Rabs t <= tan a).
    { unfold t, tan, Rdiv; rewrite Rabs_mult, (Rabs_pos_eq (/ X)) by (left; apply Rinv_0_lt_compat; exact HX).
      apply Rmult_le_reg_r with (X * cos a); [apply Rmult_lt_0_compat; assumption |].
      replace (Rabs Y * / X * (X * cos a)) with (Rabs Y * cos a) by (field; lra).
      replace (sin a * / cos a * (X * cos a)) with (X * sin a) by (field; lra); exact H. }
    assert (Mono : forall x y, x <= y -> atan x <= atan y).
    { intros x y [L | ->]; [left; apply atan_increasing; exact L | lra]. }
    pose proof (atan_tan a ltac:(lra)) as E.
    pose proof (Rle_abs t) as T1; pose proof (Rle_abs (- t)) as T2; rewrite Rabs_Ropp in T2.
    pose proof (Mono t (tan a) ltac:(lra)) as M1.
    pose proof (Mono (- tan a) t ltac:(lra)) as M2; rewrite atan_opp in M2.
    apply Rabs_le; lra.
Qed.

Section Turn.

Variables (N : nat) (h r : R).
Hypotheses (HN : (2 <= N)%nat) (Hh : 0 < h) (Hr : 0 < r)
           (H1 : h <= / INR N) (H2 : h * r ^ (2 * N - 2) <= / INR N).

Let N2 : 2 <= INR N.
Proof. replace 2 with (INR 2) by (simpl; ring); apply le_INR; exact HN. Qed.

Let small : h * r ^ (N - 2) <= / INR N.
Proof.
  destruct (Rle_lt_dec r 1) as [A | A].
  - pose proof (pow_incr r 1 (N - 2) ltac:(lra)) as P; rewrite pow1 in P.
    apply Rle_trans with (2 := H1); rewrite <- (Rmult_1_r h) at 2; apply Rmult_le_compat_l; lra.
  - apply Rle_trans with (2 := H2); apply Rmult_le_compat_l; [lra |]; apply Rle_pow; [lra | lia].
Qed.

Let X a := r * (1 - h * r ^ (2 * N - 2)) * cos a + h * r ^ (N - 1) * cos (INR (N - 1) * a).
Let Y a := r * (1 - h * r ^ (2 * N - 2)) * sin a - h * r ^ (N - 1) * sin (INR (N - 1) * a).

Lemma turn a : 0 <= a < PI / INR N -> 0 < X a /\ Rabs (Y a) * cos a <= X a * sin a.
Proof using HN Hh Hr H1 H2.
  intros Ha.
  pose proof PI_RGT_0 as HP.
  assert (I : INR (N - 1) = INR N - 1) by (rewrite minus_INR by lia; reflexivity).
  assert (Pb : h * r ^ (N - 1) = r * (h * r ^ (N - 2))).
  { replace (N - 1)%nat with (S (N - 2)) by lia; cbn [pow]; ring. }
  assert (B0 : 0 < h * r ^ (N - 2)) by (apply Rmult_lt_0_compat; [exact Hh | apply pow_lt; exact Hr]).
  assert (Na : 0 <= INR N * a < PI).
  { split; [apply Rmult_le_pos; lra |]; destruct Ha as [_ Ha]; apply (Rmult_lt_compat_l (INR N)) in Ha; [| lra].
    replace (INR N * (PI / INR N)) with PI in Ha by (field; lra); exact Ha. }
  assert (A2 : a < PI / 2).
  { assert (2 * a <= INR N * a) by (apply Rmult_le_compat_r; lra); lra. }
  assert (Ca : 0 < cos a) by (apply cos_gt_0; lra).
  assert (Sa : 0 <= sin a) by (apply sin_ge_0; lra).
  assert (Hinv : / INR N <= / 2) by (apply Rinv_le_contravar; lra).
  assert (HNi : INR N * / INR N = 1) by (apply Rinv_r; lra).
  assert (He0 : 0 < / INR N) by (apply Rinv_0_lt_compat; lra).
  set (e := / INR N) in *.
  set (A := h * r ^ (2 * N - 2)) in *; set (b := h * r ^ (N - 2)) in *.
  assert (PA : 0 < A) by (unfold A; apply Rmult_lt_0_compat; [exact Hh | apply pow_lt; exact Hr]).
  (* cos a > 1/2 for N >= 3 *)
  assert (C3 : (3 <= N)%nat -> / 2 < cos a).
  { intros H3; assert (3 <= INR N) by (replace 3 with (INR 3) by (simpl; ring); apply le_INR; exact H3).
    assert (3 * a <= INR N * a) by (apply Rmult_le_compat_r; lra).
    assert (E : cos (PI / 3) = 1 / 2) by apply cos_PI3.
    assert (cos (PI / 3) < cos a) by (apply cos_decreasing_1; lra); lra. }
  split.
  - unfold X; rewrite Pb; fold A.
    replace (r * (1 - A) * cos a + r * b * cos (INR (N - 1) * a)) with (r * ((1 - A) * cos a + b * cos (INR (N - 1) * a))) by ring.
    apply Rmult_lt_0_compat; [exact Hr |].
    destruct (Nat.eq_dec N 2) as [E2 | E2].
    + replace (INR (N - 1) * a) with a by (rewrite E2; simpl; ring).
      assert (0 < (1 - A) * cos a) by (apply Rmult_lt_0_compat; lra).
      assert (0 < b * cos a) by (apply Rmult_lt_0_compat; lra); lra.
    + specialize (C3 ltac:(lia)); pose proof (COS_bound (INR (N - 1) * a)) as [CB _].
      assert (3 <= INR N) by (replace 3 with (INR 3) by (simpl; ring); apply le_INR; lia).
      assert (He : e <= / 3) by (unfold e; apply Rinv_le_contravar; lra).
      assert ((1 - A) * / 2 < (1 - A) * cos a) by (apply Rmult_lt_compat_l; lra).
      assert (b * -1 <= b * cos (INR (N - 1) * a)) by (apply Rmult_le_compat_l; lra).
      lra.
  - assert (M1 : Y a * cos a - X a * sin a = - (r * b * sin (INR N * a))).
    { replace (INR N * a) with (INR (N - 1) * a + a) by (rewrite I; ring).
      rewrite sin_plus; unfold X, Y; rewrite Pb; ring. }
    assert (S1 : 0 <= sin (INR N * a)) by (apply sin_ge_0; lra).
    assert (M2 : Y a * cos a + X a * sin a = r * (2 * (1 - A) * (sin a * cos a) - b * sin (INR (N - 2) * a))).
    { replace (INR (N - 2) * a) with (INR (N - 1) * a - a).
      - rewrite sin_minus; unfold X, Y; rewrite Pb; fold A; ring.
      - rewrite I, minus_INR by lia; simpl (INR 2); ring. }
    assert (S2 : b * sin (INR (N - 2) * a) <= 2 * (1 - A) * (sin a * cos a)).
    { assert (SC : 0 <= sin a * cos a) by (apply Rmult_le_pos; lra).
      destruct (Nat.eq_dec N 2) as [E2 | E2].
      - rewrite E2; simpl (INR (2 - 2)); rewrite Rmult_0_l, sin_0, Rmult_0_r; apply Rmult_le_pos; lra.
      - specialize (C3 ltac:(lia)).
        pose proof (sin_multiple (N - 2) a Sa) as SM; pose proof (Rle_abs (sin (INR (N - 2) * a))) as SL.
        assert (E3 : INR (N - 2) = INR N - 2) by (rewrite minus_INR by lia; simpl; ring).
        rewrite E3 in SM.
        assert (b * sin (INR (N - 2) * a) <= b * ((INR N - 2) * sin a)) by (apply Rmult_le_compat_l; rewrite ?E3 in *; lra).
        assert (b * ((INR N - 2) * sin a) <= e * ((INR N - 2) * sin a)).
        { apply Rmult_le_compat_r; [apply Rmult_le_pos; lra | exact small]. }
        assert (Es : e * ((INR N - 2) * sin a) = (1 - 2 * e) * sin a).
        { replace (e * ((INR N - 2) * sin a)) with ((INR N * e - 2 * e) * sin a) by ring; rewrite HNi; ring. }
        assert ((1 - 2 * e) * sin a <= (1 - A) * sin a) by (apply Rmult_le_compat_r; [exact Sa | lra]).
        assert ((1 - A) * (sin a * 1) <= (1 - A) * (sin a * (2 * cos a))).
        { apply Rmult_le_compat_l; [lra |]; apply Rmult_le_compat_l; lra. }
        lra. }
    assert (Q1 : 0 <= r * b * sin (INR N * a)) by (apply Rmult_le_pos; [apply Rmult_le_pos |]; lra).
    assert (Q2 : 0 <= r * (2 * (1 - A) * (sin a * cos a) - b * sin (INR (N - 2) * a))) by (apply Rmult_le_pos; lra).
    destruct (Rle_lt_dec 0 (Y a)) as [S | S]; [rewrite Rabs_pos_eq by exact S | rewrite Rabs_left by exact S]; lra.
Qed.

Lemma turn_any a : Rabs a < PI / INR N ->
  exists r' a', zstep N h (polar r a) = polar r' a' /\ 0 < r' /\ Rabs a' <= Rabs a.
Proof using HN Hh Hr H1 H2.
  intros Ha; rewrite zstep_polar by lia; fold (X a) (Y a).
  destruct (turn (Rabs a) ltac:(pose proof (Rabs_pos a); lra)) as [T1 T2].
  assert (A2 : 0 <= Rabs a < PI / 2).
  { split; [apply Rabs_pos |]; pose proof PI_RGT_0; apply Rlt_le_trans with (1 := Ha).
    apply Rmult_le_compat_l; [lra |]; apply Rinv_le_contravar; lra. }
  assert (E : X (Rabs a) = X a /\ Rabs (Y (Rabs a)) = Rabs (Y a)).
  { destruct (Rle_lt_dec 0 a) as [S | S]; [rewrite (Rabs_pos_eq a) by exact S; split; reflexivity |].
    rewrite (Rabs_left a) by exact S; unfold X, Y.
    rewrite !Ropp_mult_distr_r_reverse, !cos_neg, !sin_neg; split; [reflexivity |].
    rewrite <- Rabs_Ropp; f_equal; ring. }
  destruct E as [E1 E2]; rewrite E1 in T1, T2; rewrite E2 in T2.
  destruct (polar_back (X a) (Y a) (Rabs a) A2 T1 T2) as (r' & a' & B1 & B2 & B3).
  exists r', a'; split; [exact B1 | split; assumption].
Qed.

(** The modulus stays below that of the real descent. *)
Lemma modulus a r' a' : zstep N h (polar r a) = polar r' a' -> 0 <= r' -> r' <= Rmax 1 r.
Proof using HN Hh Hr H1 H2.
  intros E Hr'; rewrite zstep_polar in E by lia; unfold polar in E.
  pose proof (f_equal fst E) as EX; pose proof (f_equal snd E) as EY; cbn [fst snd] in EX, EY; clear E.
  set (A := h * r ^ (2 * N - 2)) in *; set (b := h * r ^ (N - 1)) in *.
  assert (Hinv : / INR N <= / 2) by (apply Rinv_le_contravar; lra).
  assert (Pb : 0 < b) by (apply Rmult_lt_0_compat; [exact Hh | apply pow_lt; exact Hr]).
  assert (PA : 0 <= r * (1 - A)) by (apply Rmult_le_pos; lra).
  assert (U : r' <= r * (1 - A) + b).
  { pose proof (sin2_cos2 a') as S'; unfold Rsqr in S'.
    assert (Sq : r' * r' = (r * (1 - A)) * (r * (1 - A)) + b * b + 2 * (r * (1 - A)) * b * cos (a + INR (N - 1) * a)).
    { replace (r' * r') with (r' * cos a' * (r' * cos a') + r' * sin a' * (r' * sin a')).
      2: { transitivity (r' * r' * (sin a' * sin a' + cos a' * cos a')); [ring | rewrite S'; ring]. }
      rewrite <- EX, <- EY, cos_plus.
      pose proof (sin2_cos2 a) as S1; pose proof (sin2_cos2 (INR (N - 1) * a)) as S2; unfold Rsqr in S1, S2.
      set (s := sin a) in *; set (c := cos a) in *; set (s2 := sin (INR (N - 1) * a)) in *; set (c2 := cos (INR (N - 1) * a)) in *.
      transitivity (r * (1 - A) * (r * (1 - A)) * (s * s + c * c) + b * b * (s2 * s2 + c2 * c2)
                    + 2 * (r * (1 - A)) * b * (c * c2 - s * s2)); [ring | rewrite S1, S2; ring]. }
    pose proof (COS_bound (a + INR (N - 1) * a)) as [_ CB].
    assert (Q : 2 * (r * (1 - A)) * b * cos (a + INR (N - 1) * a) <= 2 * (r * (1 - A)) * b * 1).
    { apply Rmult_le_compat_l; [apply Rmult_le_pos; lra | exact CB]. }
    apply (pow_le_inv 2); [lia | exact Hr' | lra |]; simpl; lra. }
  assert (V : r * (1 - A) + b = step N h (1 ^ N) r).
  { unfold step, A, b; rewrite pow1.
    replace (r ^ (2 * N - 2)) with (r ^ (N - 1) * r ^ (N - 1)) by (symmetry; apply pow_2N_2; exact HN).
    replace (r ^ N) with (r * r ^ (N - 1)) by (rewrite tech_pow_Rmult; f_equal; lia); ring. }
  rewrite V in U; apply Rle_trans with (1 := U).
  destruct (Rle_lt_dec r 1) as [L | L].
  - apply Rle_trans with (2 := Rmax_l _ _).
    apply (step_stays N HN h 1 r Hh); [rewrite pow1, Rmult_1_r; exact H1 | lra].
  - apply Rle_trans with (2 := Rmax_r _ _).
    apply (step_from_above N h 1 r HN); [lra | lra | exact H2].
Qed.

End Turn.

Lemma principal_scaled (N : nat) (h r0 a0 : R) :
  (2 <= N)%nat -> 0 < h -> h <= / INR N -> 0 < r0 -> h * r0 ^ (2 * N - 2) <= / INR N -> Rabs a0 < PI / INR N ->
  exists r a : nat -> R,
    r 0%nat = r0 /\ a 0%nat = a0 /\
    forall k, zorbit N h (polar r0 a0) k = polar (r k) (a k) /\ 0 < r k <= Rmax 1 r0
              /\ Rabs (a (S k)) <= Rabs (a k) < PI / INR N.
Proof.
  intros HN Hh H1 Hr H2 Ha.
  assert (Big : forall x, 0 < x <= Rmax 1 r0 -> h * x ^ (2 * N - 2) <= / INR N).
  { intros x Hx; apply Rle_trans with (h * Rmax 1 r0 ^ (2 * N - 2)).
    - apply Rmult_le_compat_l; [lra |]; apply pow_incr; lra.
    - unfold Rmax; destruct (Rle_dec 1 r0); [exact H2 | rewrite pow1; lra]. }
  (* one step as a function of the point *)
  assert (F : forall k, exists x y, zorbit N h (polar r0 a0) k = polar x y /\ 0 < x <= Rmax 1 r0 /\ Rabs y < PI / INR N).
  { intros k; induction k as [| k (x & y & E & Hx & Hy)].
    - exists r0, a0; split; [reflexivity | split; [split; [exact Hr | apply Rmax_r] | exact Ha]].
    - cbn [zorbit]; rewrite E.
      destruct (turn_any N h x HN Hh ltac:(lra) H1 (Big x Hx) y Hy) as (x' & y' & E' & P' & A').
      pose proof (modulus N h x HN Hh ltac:(lra) H1 (Big x Hx) y x' y' E' ltac:(lra)) as M.
      exists x', y'; split; [exact E' |]; split; [| lra]; split; [exact P' |].
      apply Rle_trans with (1 := M); apply Rmax_lub; [apply Rmax_l | lra]. }
  (* the angle in (-pi/2, pi/2) as atan, the same for every representation *)
  set (ang := fun z : complex => atan (snd z / fst z)).
  assert (Ang : forall x y, 0 < x -> Rabs y < PI / INR N -> ang (polar x y) = y).
  { intros x y Hx Hy.
    assert (N2 : 2 <= INR N) by (replace 2 with (INR 2) by (simpl; ring); apply le_INR; exact HN).
    pose proof PI_RGT_0 as HP.
    assert (Y2 : - (PI / 2) < y < PI / 2).
    { assert (PI / INR N <= PI / 2) by (apply Rmult_le_compat_l; [lra |]; apply Rinv_le_contravar; lra).
      apply Rabs_def2 in Hy; lra. }
    assert (0 < cos y) by (apply cos_gt_0; lra).
    unfold ang, polar; cbn [fst snd]; rewrite <- (atan_tan y Y2) at 3; f_equal; unfold tan; field; lra. }
  exists (fun k => sqrt (fst (zorbit N h (polar r0 a0) k) ^ 2 + snd (zorbit N h (polar r0 a0) k) ^ 2)),
         (fun k => ang (zorbit N h (polar r0 a0) k)).
  assert (Mod : forall x y, 0 < x -> sqrt (fst (polar x y) ^ 2 + snd (polar x y) ^ 2) = x).
  { intros x y Hx; unfold polar; cbn [fst snd].
    replace ((x * cos y) ^ 2 + (x * sin y) ^ 2) with (x * x * (Rsqr (sin y) + Rsqr (cos y))) by (unfold Rsqr; ring).
    rewrite sin2_cos2, Rmult_1_r; apply sqrt_square; lra. }
  split; [apply Mod; exact Hr | split; [apply Ang; assumption |]].
  intros k; destruct (F k) as (x & y & E & Hx & Hy); cbn [zorbit]; rewrite E.
  rewrite Mod, (Ang x y) by lra.
  destruct (turn_any N h x HN Hh ltac:(lra) H1 (Big x Hx) y Hy) as (x' & y' & E' & P' & A').
  rewrite E', (Ang x' y' P' ltac:(lra)).
  split; [reflexivity | split; [exact Hx | split; [exact A' | exact Hy]]].
Qed.

(** ** Back to the eigenvalue *)

Lemma cmul_assoc x y z : cmul x (cmul y z) = cmul (cmul x y) z.
Proof. destruct x, y, z; unfold cmul; cbn [fst snd]; f_equal; ring. Qed.

Lemma cmul_comm x y : cmul x y = cmul y x.
Proof. destruct x, y; unfold cmul; cbn [fst snd]; f_equal; ring. Qed.

Lemma cpow_mul x y n : cpow (cmul x y) n = cmul (cpow x n) (cpow y n).
Proof.
  induction n as [| n IH]; cbn [cpow]; [unfold cmul; cbn [fst snd]; f_equal; ring |].
  rewrite IH, !cmul_assoc; f_equal; rewrite <- !cmul_assoc; f_equal; apply cmul_comm.
Qed.

Lemma cconj_mul x y : cconj (cmul x y) = cmul (cconj x) (cconj y).
Proof. destruct x, y; unfold cmul, cconj; cbn [fst snd]; f_equal; ring. Qed.

(** [d + eta conj(d)^(N-1) (lambda - d^N)] *)
Definition dstep (N : nat) (eta : R) (lambda d : complex) : complex :=
  cadd d (creal eta (cmul (cpow (cconj d) (N - 1)) (csub lambda (cpow d N)))).

Fixpoint dorbit (N : nat) (eta : R) (lambda d : complex) (k : nat) : complex :=
  match k with O => d | S j => dstep N eta lambda (dorbit N eta lambda d j) end.

(** [d = rho z], [lambda = rho^N], [h = eta |rho|^(2N-2)] *)
Lemma dstep_scaled N eta q t z :
  (2 <= N)%nat ->
  dstep N eta (cpow (polar q t) N) (cmul (polar q t) z) = cmul (polar q t) (zstep N (eta * q ^ (2 * N - 2)) z).
Proof.
  intros HN; unfold dstep, zstep; rewrite cconj_mul, !cpow_mul, polar_conj, !polar_pow.
  replace (2 * N - 2)%nat with (N - 1 + (N - 1))%nat by lia; rewrite pow_add.
  destruct (cpow (cconj z) (N - 1)) as [u v], (cpow z N) as [x y], z as [z1 z2].
  replace (INR N * t) with (INR (N - 1) * t + t) by (rewrite minus_INR by lia; simpl (INR 1); ring).
  replace (q ^ N) with (q * q ^ (N - 1)) by (replace N with (S (N - 1)) at 2 by lia; reflexivity).
  unfold polar, cadd, csub, cmul, creal; cbn [fst snd].
  replace (INR (N - 1) * - t) with (- (INR (N - 1) * t)) by ring.
  rewrite cos_neg, sin_neg, cos_plus, sin_plus.
  pose proof (sin2_cos2 (INR (N - 1) * t)) as P; unfold Rsqr in P.
  set (S := sin (INR (N - 1) * t)) in *; set (C := cos (INR (N - 1) * t)) in *.
  set (Q := q ^ (N - 1)); set (a := cos t); set (b := sin t).
  assert (E : S * S = 1 - C * C) by lra.
  f_equal; ring [E].
Qed.

Lemma dorbit_scaled N eta q t z k :
  (2 <= N)%nat ->
  dorbit N eta (cpow (polar q t) N) (cmul (polar q t) z) k = cmul (polar q t) (zorbit N (eta * q ^ (2 * N - 2)) z k).
Proof.
  intros HN; induction k as [| k IH]; [reflexivity |].
  cbn [dorbit zorbit]; rewrite IH; apply dstep_scaled, HN.
Qed.

(** [rho = q e^(it)] is the principal root of [lambda = q^N e^(iNt)], and [d(k) = |d(k)| e^(i(t + a k))]. *)
Theorem normal_principal (N : nat) (eta alpha q t M : R) :
  (2 <= N)%nat -> 0 < q <= M -> Rabs t < PI / INR N -> 0 < alpha <= M ->
  0 < eta -> eta * M ^ (2 * N - 2) <= / INR N ->
  exists r a : nat -> R,
    a 0%nat = - t /\
    forall k, dorbit N eta (polar (q ^ N) (INR N * t)) (polar alpha 0) k = polar (r k) (t + a k)
              /\ 0 < r k <= M /\ Rabs (a (S k)) <= Rabs (a k) < PI / INR N.
Proof.
  intros HN Hq Ht Ha He Hs.
  assert (P : 0 < q ^ (2 * N - 2)) by (apply pow_lt; lra).
  destruct (principal_scaled N (eta * q ^ (2 * N - 2)) (alpha / q) (- t)) as (r & a & _ & A0 & F).
  - exact HN.
  - apply Rmult_lt_0_compat; lra.
  - apply Rle_trans with (2 := Hs); apply Rmult_le_compat_l; [lra |]; apply pow_incr; lra.
  - apply Rdiv_lt_0_compat; lra.
  - rewrite Rmult_assoc, <- Rpow_mult_distr; replace (q * (alpha / q)) with alpha by (field; lra).
    apply Rle_trans with (2 := Hs); apply Rmult_le_compat_l; [lra |]; apply pow_incr; lra.
  - rewrite Rabs_Ropp; exact Ht.
  - exists (fun k => q * r k), a; split; [exact A0 |]; intros k; destruct (F k) as (E & [R1 R2] & A).
    split; [| split; [| exact A]].
    + rewrite <- polar_pow; replace (polar alpha 0) with (cmul (polar q t) (polar (alpha / q) (- t))).
      * rewrite dorbit_scaled, E, polar_mul by exact HN; reflexivity.
      * rewrite polar_mul; f_equal; [field; lra | ring].
    + split; [apply Rmult_lt_0_compat; lra |].
      apply Rle_trans with (q * Rmax 1 (alpha / q)); [apply Rmult_le_compat_l; lra |].
      unfold Rmax; destruct (Rle_dec 1 (alpha / q)); [| lra].
      replace (q * (alpha / q)) with alpha by (field; lra); lra.
Qed.
(* claim: normal.principal
   As stated, for every N >= 2 and any M with |rho| <= M, alpha <= M; lambda = q^N e^(iNt) with q > 0, |t| < pi/N is any lambda off (-inf, 0].
   Stronger: the angle between d and rho stays below pi/N <= pi/2.  That d converges to rho is neither claimed nor proved. *)
