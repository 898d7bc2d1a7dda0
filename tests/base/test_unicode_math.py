"""LaTeX as characters: nothing is lost, and no fraction is read with what stands beside it."""

import re

import pytest

from dmfcheck.base.unicode_math import unicode_math
from dmfcheck.commands.main import main
from dmfcheck.theory.ledger import ledger


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"h_1 \le 1/N \implies x_k \to 1", "h₁ ≤ 1/N ⟹ xₖ → 1"),
        (r"\lambda_{\min+} > 0", "λₘᵢₙ₊ > 0"),
        (r"\hat W^{2N-2},\ \bar d^{N-1}", "Ŵ²ᴺ⁻², d̄ᴺ⁻¹"),
        (r"W_{(N+1)},\ W_{j+1}^T,\ \|E\|_F", "W_(N+1), Wⱼ₊₁ᵀ, ‖E‖_F"),
        (r"\lambda^{1/N}", "λ^(1/N)"),
        (r"\tfrac12", "1/2"),
        (r"\tfrac12\eta\lambda", "(1/2)ηλ"),
        (r"\tfrac8{27}\tfrac{1-\delta}{\delta}\lambda_L", "(8/27)((1-δ)/δ)λ_L"),
        (r"\frac{a}{bc}", "a/(bc)"),
        (r"\frac{ab}{c} + d", "ab/c + d"),
        (r"\frac{a+b}{c}", "(a+b)/c"),
        (r"d - \frac{a}{b}\,c", "d - (a/b) c"),
        (r"c\frac{a}{b}", "c(a/b)"),
        (r"\frac{a}{b}^2", "(a/b)²"),
        (r"\frac{a}{b}/c", "(a/b)/c"),
        (r"\ln\frac{1-x}{1-b}", "ln((1-x)/(1-b))"),
        (r"2\ln x + \ln(1+h)", "2 ln x + ln(1+h)"),
        (r"\sqrt{\delta^2 + 1},\ \sqrt{c} M,\ \sqrt{5L}", "√(δ² + 1), √c M, √(5L)"),
        (r"\begin{pmatrix} a & b \\ 0 & d \end{pmatrix}", "(a b; 0 d)"),
        (r"\text{so } \operatorname{rank} W^* \text{ is } r", "so rank W* is r"),
        (r"\#\{\lambda_i \le 0\}", "#{λᵢ ≤ 0}"),
        (r"\hat W \in \mathbb R^{m \times n}", "Ŵ ∈ ℝ^(m × n)"),
        (r"x^", "x^"),
        ("", ""),
        ("{" * 5000, "{" * 5000),
    ],
)
def test_formulas(latex, text):
    assert unicode_math(latex) == text


def words(latex):
    """The words of \text, in order."""
    return " ".join(" ".join(re.findall(r"\\text\{([^{}\\]*)\}", latex)).split())


@pytest.mark.parametrize("claim_id", sorted(ledger()))
def test_every_statement_of_the_ledger_is_readable(claim_id):
    latex = ledger()[claim_id].statement
    text = unicode_math(latex)
    assert "\\" not in text
    assert "$" not in text
    if latex.count("(") == latex.count(")"):
        assert text.count("(") == text.count(")")
    assert text == " ".join(text.split())
    remaining = text
    for word in words(latex).split():
        assert word in remaining
        remaining = remaining[remaining.index(word) + len(word) :]
    # Every number is there, in its order, at whatever height.
    flat = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
    numbers = re.sub(r"[^\d]", "", text.translate(flat))
    assert numbers == re.sub(r"[^\d]", "", latex)


def test_claims_prints_it_and_latex_on_demand(capsys):
    assert main(["claims", "step.monotone"]) == 0
    said = capsys.readouterr().out
    assert "    0 < x₀ < 1, h ≤ 1/N ⟹ xₖ increases to 1 without overshoot\n" in said
    assert main(["claims", "step.monotone", "--latex"]) == 0
    assert f"    {ledger()['step.monotone'].statement}\n" in capsys.readouterr().out


def test_an_output_without_these_characters_has_the_latex(monkeypatch):
    import io

    from dmfcheck.commands import claims

    class Narrow(io.StringIO):
        encoding = "ascii"

    monkeypatch.setattr(claims.sys, "stdout", Narrow())
    assert claims._readable(r"h \le 1") == r"h \le 1"
    assert claims._readable("h ≤ 1") == r"h \u2264 1"
