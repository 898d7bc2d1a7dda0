"""A claim's counterexample as a file of Coq, and what Coq says of it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from fractions import Fraction

from dmfcheck.base.bounds import interruptible, within
from dmfcheck.base.validation import BadInput
from dmfcheck.base.verdict import CannotSay
from dmfcheck.claims.claim import Claim, ClaimFault, Hypothesis
from dmfcheck.claims.point import Point, depth_of
from dmfcheck.proofs.assumptions import assumptions, unwanted
from dmfcheck.proofs.coq import Refused, Workshop, workshop
from dmfcheck.proofs.counterexample.bounds import Sign, parts
from dmfcheck.proofs.counterexample.negation import negation_file, negations
from dmfcheck.proofs.counterexample.program import Program, Shown
from dmfcheck.proofs.counterexample.term import NEAR, CannotWrite, Page, Term, Value
from dmfcheck.proofs.counterexample.written import Written
from dmfcheck.proofs.kernel import Checked, KernelProof, printed_after_marks
from dmfcheck.theory.formal import Theorem

FILE = "Counterexamples.v"
EXPORTED = "Exported.v"
NEGATION = "Negation.v"
NAME = "counterexample"

PRECISIONS = (64, 128, 256, 512, 1024, 2048, 4096)
"""Bits after the point, tried one after the other up to those that are surely enough."""

BITS_A_STEP = 2
"""Bits that an interval loses in a step with h <= 1/N, at most: its width is less than tripled."""

SPARE_BITS = 64
"""Bits besides, for what is computed of the orbits."""

KEPT_BITS = 256
"""Bits of parameters that the first precision keeps; it keeps longer ones only if others fail."""

EXACT_BITS = 16384
"""Bits of the denominators that are kept where orbits are exact."""

ORBIT_BITS = EXACT_BITS // 8
"""Bits of the denominator of an orbit's last step at most, for it to be computed exactly."""

MOST_WORK = 50_000_000
"""Steps times the square of bits at most, where a tie of parameters is kept: some minutes."""

NOT_SHOWN = "what is computed does not show it"
NOT_SAID = "what is said is not what is computed"


@dataclass(frozen=True)
class Exported:
    """A statement and the text of the file that proves it."""

    theorem: Theorem
    text: str


def check_counterexample(claim: Claim, point: Point, seconds: float) -> KernelProof:
    """Have Coq compute that the claim's hypotheses hold at the point, and its margin is negative.

    Then that the point refutes the formal statement of the claim, where there is one at a point.
    Undecided with a reason where that is not written or Coq refuses it. Raises
    :class:`~dmfcheck.base.validation.BadInput` where Coq lacks.
    """
    begun = time.monotonic()
    found = Checked(Theorem(NAME, EXPORTED, ": True"), None)
    reason = f"it was not written down within {seconds:g} s"
    with within(seconds), interruptible():
        try:
            exported = export(claim, point)
            reason = ""
        except CannotWrite as lack:
            reason = f"no counterexample is exported with {lack}"
    lemmas: list[Checked] = []
    files: dict[str, str] = {}
    verdict = "undecided"
    if not reason:
        with workshop(seconds - (time.monotonic() - begun)) as shop:
            found = _checked(shop, exported)
            lemmas, reason = [found], found.reason
            if not reason:
                verdict = "refuted"
                negated, reason = _negated(shop, claim, point)
                lemmas += negated
        files = shop.files
    return KernelProof(verdict, reason, lemmas, time.monotonic() - begun, files)


def _checked(shop: Workshop, exported: Exported) -> Checked:
    try:
        shop.compile_all([FILE])
        names = assumptions(shop.state(EXPORTED, exported.text))
    except Refused as refusal:
        return Checked(exported.theorem, None, str(refusal))
    bad = unwanted(names)
    return Checked(exported.theorem, names, f"it assumes {', '.join(bad)}" if bad else "")


def _negated(shop: Workshop, claim: Claim, point: Point) -> tuple[list[Checked], str]:
    """The same of its formal statement, and why not where it has one that is not refuted here."""
    found: list[Checked] = []
    files: list[tuple[list[Theorem], str]] | None = None
    try:
        with within(shop.left), interruptible():
            files = [negation_file(instance) for instance in negations(claim, point)]
        if files is None:
            raise CannotWrite("it was not written down in time")
        for theorems, text in files:
            shop.compile_all([theorem.file for theorem in theorems])
            printed = printed_after_marks(shop.state(NEGATION, text), len(theorems))
            for theorem, axioms in zip(theorems, map(assumptions, printed), strict=True):
                if bad := unwanted(axioms):
                    return found, f"{theorem.name} assumes {', '.join(bad)}"
                found.append(Checked(theorem, axioms))
    except (CannotWrite, Refused) as lack:
        return found, f"the margin is negative; of its formal statement nothing is said: {lack}"
    return found, ""


def export(claim: Claim, point: Point) -> Exported:
    """The counterexample as a theorem; raises :class:`CannotWrite` for what is not written.

    >>> from dmfcheck.theory.ledger import claim
    >>> literal = claim("monotone.literal")
    >>> exported = export(literal, literal.point(**literal.counterexamples[1]))
    >>> "Rabs (d1_58 ^ 2)" in exported.theorem.statement
    True
    """
    try:
        program = Program(shown(claim, point))
    except CannotSay as cannot:
        raise CannotWrite(f"a margin that says: {cannot}") from None
    except (CannotWrite, BadInput, ClaimFault):
        raise
    except RecursionError:
        raise CannotWrite("terms that are nested too deeply") from None
    except ZeroDivisionError:
        raise CannotWrite("a quotient whose divisor may be 0") from None
    except Exception as error:  # noqa: BLE001 - a margin may be anybody's
        raise CannotWrite(f"a margin that raises {type(error).__name__} here") from None
    theorem = Theorem(NAME, EXPORTED, f":\n{program.statement}")
    return Exported(theorem, _file(theorem, program))


def shown(claim: Claim, point: Point) -> list[Shown]:
    """What a counterexample has: every hypothesis with its sign, and a negative margin.

    The signs by which cases were told are shown besides.
    """
    page = Page()
    arithmetic = Written(page)
    read = arithmetic.read(point)
    constants = {
        name: page.named(name, value)
        for name, value in claim.constant_values(arithmetic, depth_of(point)).items()
    }
    signs: list[Shown] = []
    for hypothesis in claim.hypotheses:
        value = _given(page.term(claim.value(hypothesis.margin, arithmetic, read, constants)))
        sign = "positive" if hypothesis.strict else "nonnegative"
        _require_sign(sign, value.value, hypothesis)
        signs += [(sign, part) for part in parts(sign, value)]
    margin = _given(page.term(claim.value(claim.margin, arithmetic, read, constants)))
    if not margin.value < 0:
        raise CannotWrite("a margin that is not negative")
    last = parts("negative", margin)
    done = 0
    while done < len(page.sides):  # to show a sign may need that of a factor
        sign, term = page.sides[done]
        signs += [(sign, part) for part in parts(sign, term)]
        done += 1
    return [*signs, *(("negative", part) for part in last)]


def _require_sign(sign: Sign, value: Value, hypothesis: Hypothesis) -> None:
    """Raise :class:`CannotWrite` where the hypothesis fails, so that Coq need not be asked.

    It is left to Coq where the value is rounded, and too near 0 to tell.
    """
    least = 0 if isinstance(value, Fraction) else -NEAR
    if value < least or (sign == "positive" and isinstance(value, Fraction) and value == 0):
        raise CannotWrite(f"a hypothesis that fails: {hypothesis.text}")


def _given(term: object) -> Term:
    if not isinstance(term, Term):
        raise CannotWrite("a margin that is no number")
    return term


def _file(theorem: Theorem, program: Program) -> str:
    first, *rest = program.checks
    items = ";\n  ".join(program.items)
    tried = " | ".join(
        f"exists {bits}%positive, {exact}; vm_compute; reflexivity"
        for bits, exact in _precisions(program)
    )
    return "\n".join(
        [
            "Require Import Reals ZArith NArith QArith List.",
            "Require Import Descent DeepFactorization Perturbed Times Counterexamples.",
            "Import ListNotations.",
            "Open Scope R_scope.",
            "Opaque d porbit.",
            "Lemma computed : exists bits exact, passes bits exact",
            f"  [{items}]",
            f"  ({first}) [{'; '.join(rest)}] nil = true.",
            f'Proof. first [{tried} | fail 1 "{NOT_SHOWN}"]. Qed.',
            theorem.quoted,
            "Proof.",
            "destruct computed as [bits [exact shown]]; apply counterexample_sound in shown.",
            "cbv [says all_checked checked eval nth] in shown.",
            # Not by conversion, which would unfold real numbers for minutes where they differ.
            "let said := type of shown in",
            f'match goal with |- ?G => first [constr_eq said G | fail 2 "{NOT_SAID}"] end.',
            "exact shown.",
            "Qed.",
            f"Print Assumptions {NAME}.",
            "",
        ]
    )


def _precisions(program: Program) -> list[tuple[int, str]]:
    """Some of :data:`PRECISIONS`, up to one that is enough: more would show nothing but a tie.

    So there follows one that keeps orbits exactly, where they have so few steps that it can, or all
    that a tie of parameters is made of.

    The first keeps the parameters, up to :data:`KEPT_BITS`: with fewer bits an orbit of theirs may
    end in intervals that are wide and get longer by the step, which takes Coq for ever.
    """
    # What is iterated as written is among the items.
    steps = program.steps + len(program.items)
    enough = program.bits + BITS_A_STEP * steps + SPARE_BITS
    short = sum(bits < min(program.bits, KEPT_BITS) for bits in PRECISIONS)
    below = sum(bits < enough for bits in PRECISIONS)
    tries = [(bits, "false") for bits in PRECISIONS[short : below + 1]]
    if not program.may_tie:
        return tries
    work = max(1, program.steps) * program.tie_bits**2
    if program.orbit_bits <= ORBIT_BITS:
        tries.append((EXACT_BITS, "true"))
    elif tries[-1][0] < program.tie_bits and work <= MOST_WORK:
        tries.append((program.tie_bits, "false"))
    return tries
