"""Counterexamples as theorems of Coq: a claim's margin, written as a formula and computed."""
