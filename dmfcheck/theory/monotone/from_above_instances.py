"""monotone.from_above/one_positive: why its formal statement is at no point."""

WITHOUT_INSTANCE = {
    "monotone.from_above/one_positive": (
        "it is about all steps from some step on and a limit: no finite number of steps refutes it"
    ),
}
