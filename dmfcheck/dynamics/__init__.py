"""The descent as recursions: in balls, in floats, as symbols, and random instances of it."""
