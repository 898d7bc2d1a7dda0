"""weights.*: what weight decay does to the factors."""
