"""Statements written a second time, from their LaTeX, as predicates on orbits.

A margin is one formula, and a replay that evaluates it again inherits what is wrong with it. A
reading says what the statement and its hypotheses say, without a margin: true, false or unknown.
It uses the numbers of the replay, and nothing of the margins or of what certifies them.
"""
