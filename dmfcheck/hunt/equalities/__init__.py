"""Points where something is equal: found by exact numbers that know how they depend on a parameter.

A margin that is wrong on a set of measure 0 only, at a tie of two eigenvalues or where a hypothesis
is met with equality, is met by no random point. Here it is evaluated with one parameter unknown:
whatever it compares is a quotient of polynomials in that parameter, whose rational roots are the
points where it changes its mind.
"""
