"""The sentences of the abstract that the claims formalise, in this project's words."""

SENTENCES = {
    "C1": "The eigenvalues of the iterates converge to the true ones, within provable times.",
    "C2": "An eigenvalue is recovered at a rate that follows its size; depth amplifies the "
    "differences.",
    "C3": "On exactly characterised intervals of steps the effective rank is close to that of the "
    "best approximation of low rank.",
    "C4": "Apart from few initial steps the effective rank rises monotonically.",
    "C5": "So stopping early regularises, for instance it denoises.",
    "C6": "Matrix sensing, and random starts, behave alike.",
}
"""Chou, Gieshoff, Maly, Rauhut, arXiv:2011.13772; a claim's ``source`` is "abstract C4", say."""
