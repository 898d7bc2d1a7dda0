"""monotone.schedule/small_powers: why its formal statement is not at the point of a certificate."""

WITHOUT_INSTANCE = {
    "monotone.schedule/small_powers": (
        "its schedules have no end and its powers are any real numbers; a certificate has a few "
        "steps and roots"
    ),
}
