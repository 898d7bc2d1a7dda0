"""time.flow_difference: why its formal statements are at no point."""

WITHOUT_INSTANCE = {
    "time.flow_difference": "it says that there is a bound: no single point refutes it",
    "time.flow_difference/early": "it says that there is a bound: no single point refutes it",
}
