"""Conjectures: inequalities that hold on all of a sample, ranked, filtered, and then hunted."""
