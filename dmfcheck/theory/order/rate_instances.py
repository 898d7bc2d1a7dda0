"""order.rate_literal: why its formal statement is at no point."""

WITHOUT_INSTANCE = {
    "order.rate_literal": "it is about a limit of small starts: no single point refutes it",
}
