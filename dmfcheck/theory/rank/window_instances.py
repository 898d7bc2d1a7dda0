"""rank.window_literal: why its formal statement is not at the point of a certificate."""

WITHOUT_INSTANCE = {
    "rank.window_literal": "its exponents have logarithms, which are not exported",
}
