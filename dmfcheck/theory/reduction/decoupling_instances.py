"""reduction.nonnormal: why its formal statement is not at the point of a certificate."""

WITHOUT_INSTANCE = {
    "reduction.nonnormal": "it is about the eigenvectors, which a certificate does not have",
}
