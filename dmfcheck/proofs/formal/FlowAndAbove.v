(** The descent from above, and the flow of two layers. *)

Require Import Reals Lra Lia.
Require Import Powers Descent Rank DeepFactorization Plateau Nonpositive.
Open Scope R_scope.

(** ** step.monotone/from_above *)

(** [1 + x + ... + x^(N-1)] *)
Definition geometric (N : nat) (x : R) : R := sum_f_R0 (fun i => x ^ i) (N - 1).

Lemma geometric_diff N x : (1 <= N)%nat -> x ^ N - 1 = (x - 1) * geometric N x.
Proof.
  intros HN; unfold geometric; replace N with (S (N - 1)) at 1 by lia; generalize (N - 1)%nat as m.
  intros m; induction m as [| m IH]; cbn [sum_f_R0]; [simpl; ring |].
  rewrite Rmult_plus_distr_l, <- IH; cbn [pow]; ring.
Qed.

Lemma geometric_incr N x y : 0 <= x <= y -> geometric N x <= geometric N y.
Proof. intros H; apply sum_Rle; intros i _; apply pow_incr; exact H. Qed.

Lemma geometric_at_least_1 N x : 0 <= x -> 1 <= geometric N x.
Proof.
  intros Hx; unfold geometric; induction (N - 1)%nat as [| m IH]; cbn [sum_f_R0]; [simpl; lra |].
  pose proof (pow_le x (S m) Hx); lra.
Qed.

Lemma step_excess N h x : (1 <= N)%nat -> step N h 1 x - 1 = (x - 1) * (1 - h * (x ^ (N - 1) * geometric N x)).
Proof.
  intros HN; unfold step; replace (1 - x ^ N) with (- ((x - 1) * geometric N x)) by (rewrite <- geometric_diff by exact HN; ring).
  ring.
Qed.

Theorem step_monotone_from_above (N : nat) (h x0 : R) :
  (1 <= N)%nat -> 1 < x0 -> 0 < h -> h <= / (x0 ^ (N - 1) * geometric N x0) ->
  let x := orbit N (fun _ => h) 1 x0 in
  (forall k, 1 <= x (S k) <= x k) /\ (forall k, 1 < x k -> x (S k) < x k) /\ Un_cv x 1.
Proof.
  intros HN H0 Hh Hs x.
  set (phi := fun y => y ^ (N - 1) * geometric N y).
  assert (Mono : forall y z, 1 <= y <= z -> phi y <= phi z).
  { intros y z H; unfold phi; apply Rmult_le_compat; [apply pow_le; lra | | apply pow_incr; lra | apply geometric_incr; lra].
    pose proof (geometric_at_least_1 N y ltac:(lra)); lra. }
  assert (Big : forall y, 1 <= y -> 1 <= phi y).
  { intros y Hy; unfold phi; rewrite <- (Rmult_1_r 1) at 1.
    apply Rmult_le_compat; [lra | lra | apply pow_R1_Rle; exact Hy | apply geometric_at_least_1; lra]. }
  assert (S0 : h * phi x0 <= 1).
  { pose proof (Big x0 ltac:(lra)) as B; apply (Rmult_le_compat_r (phi x0)) in Hs; [| lra].
    fold (phi x0) in Hs; rewrite Rinv_l in Hs; lra. }
  assert (E : forall k, x (S k) - 1 = (x k - 1) * (1 - h * phi (x k))) by (intros k; apply step_excess; exact HN).
  assert (Small : forall y, 1 <= y <= x0 -> h <= h * phi y <= 1).
  { intros y Hy; pose proof (Mono y x0 Hy); pose proof (Big y ltac:(lra)); split.
    - rewrite <- (Rmult_1_r h) at 1; apply Rmult_le_compat_l; lra.
    - apply Rle_trans with (2 := S0); apply Rmult_le_compat_l; lra. }
  assert (B : forall k, 1 <= x k <= x0).
  { intros k; induction k as [| k IH]; [unfold x; cbn; lra |].
    pose proof (Small (x k) IH) as Sk; pose proof (E k) as Ek.
    assert (0 <= (x k - 1) * (1 - h * phi (x k))) by (apply Rmult_le_pos; lra).
    assert (0 <= (x k - 1) * (h * phi (x k))) by (apply Rmult_le_pos; lra); lra. }
  assert (D : forall k, 1 <= x (S k) <= x k).
  { intros k; split; [apply B |]; pose proof (B k); pose proof (Small (x k) (B k)); pose proof (E k).
    assert (0 <= (x k - 1) * (h * phi (x k))) by (apply Rmult_le_pos; lra); lra. }
  split; [exact D |]; split.
  - intros k Hk; pose proof (Small (x k) (B k)); pose proof (E k).
    assert (0 < (x k - 1) * (h * phi (x k))) by (apply Rmult_lt_0_compat; lra); lra.
  - assert (C : Un_cv (fun k => x k - 1) 0).
    { apply shrinks_to_0.
      - intros k; destruct (B k); lra.
      - intros k; destruct (D k); lra.
      - intros e Pe; exists (1 - h); pose proof (Small x0 ltac:(lra)); split; [lra |].
        intros k _; rewrite E, Rmult_comm; apply Rmult_le_compat_r; [destruct (B k); lra |].
        pose proof (Small (x k) (B k)); lra. }
    intros e Pe; destruct (C e Pe) as [K HK]; exists K; intros k Hk; specialize (HK k Hk).
    unfold R_dist in *; rewrite Rminus_0_r in HK; exact HK.
Qed.
(* claim: step.monotone/from_above
   As stated, every N >= 1, in scaled coordinates; the decrease is strict above 1 and the limit 1 is proved. *)

(** [h > 1/N]: every start near 1, as the claim says which, overshoots. *)
Theorem step_monotone_sharp_starts (N : nat) (h x0 : R) :
  (1 <= N)%nat -> 0 < x0 < 1 -> 1 < h * (x0 ^ (N - 1) * geometric N x0) -> 1 < orbit N (fun _ => h) 1 x0 1.
Proof.
  intros HN Hx Hs; cbn [orbit]; pose proof (step_excess N h x0 HN) as E.
  assert (0 < (1 - x0) * (h * (x0 ^ (N - 1) * geometric N x0) - 1)) by (apply Rmult_lt_0_compat; lra); lra.
Qed.
(* claim: step.monotone/sharp
   As stated: every x_0 < 1 with h x_0^(N-1) (1 + ... + x_0^(N-1)) > 1 overshoots (in the first step); h > 1/N is not needed, as that such starts
   exist is step_monotone_sharp of DeepFactorization.v. *)

(** ** flow.logistic *)

Definition logistic (lambda alpha t : R) : R := lambda / (1 + (lambda / alpha ^ 2 - 1) * exp (- (2 * lambda * t))).

(** The flow of two layers: [d' = d (lambda - d^2)], so [w' = 2 w (lambda - w)] for [w = d^2]. *)
Theorem flow_logistic (lambda alpha t : R) :
  alpha <> 0 -> 1 + (lambda / alpha ^ 2 - 1) * exp (- (2 * lambda * t)) <> 0 ->
  (lambda <> 0 -> logistic lambda alpha 0 = alpha ^ 2)
  /\ derivable_pt_lim (logistic lambda alpha) t
       (2 * logistic lambda alpha t * (lambda - logistic lambda alpha t)).
Proof.
  intros Ha Hd; split.
  - intros Hl; unfold logistic; rewrite Rmult_0_r, Ropp_0, exp_0; field; split; [exact Ha |].
    replace (lambda) with lambda by reflexivity; simpl; intros Z; apply Hl; lra.
  - unfold logistic at 1.
    set (c := lambda / alpha ^ 2 - 1) in *.
    set (g := fun u => 1 + c * exp (- (2 * lambda * u))).
    assert (Dg : derivable_pt_lim g t (0 + c * (exp (- (2 * lambda * t)) * (- (2 * lambda * 1))))).
    { apply (derivable_pt_lim_plus (fun _ => 1) (fun u => c * exp (- (2 * lambda * u)))).
      - apply derivable_pt_lim_const.
      - apply (derivable_pt_lim_scal (fun u => exp (- (2 * lambda * u)))).
        apply (derivable_pt_lim_comp (fun u => - (2 * lambda * u)) exp).
        + apply (derivable_pt_lim_opp (fun u => 2 * lambda * u)).
          apply (derivable_pt_lim_scal (fun u => u)); apply derivable_pt_lim_id.
        + apply derivable_pt_lim_exp. }
    pose proof (derivable_pt_lim_div (fun _ => lambda) g t 0 _ (derivable_pt_lim_const lambda t) Dg Hd) as D.
    replace (2 * logistic lambda alpha t * (lambda - logistic lambda alpha t))
      with ((0 * g t - (0 + c * (exp (- (2 * lambda * t)) * (- (2 * lambda * 1)))) * lambda) / Rsqr (g t)); [exact D |].
    unfold logistic, g, Rsqr; fold c; set (x := exp (- (2 * lambda * t))) in *.
    field; exact Hd.
Qed.
(* claim: flow.logistic
   The function has the start alpha^2 and the derivative 2 w (lambda - w) wherever its denominator is not 0: it solves the flow of w.  That the
   flow has no other solution is not stated here. *)
