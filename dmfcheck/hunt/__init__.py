"""Counterexample hunting: search, confirm in exact arithmetic or balls, simplify, certificate.

A hunt is a fixed stream of numbered shards. What a shard does follows from the claim, the seed, its
number and what the shards before its phase found, so the answer depends neither on how many
workers share the shards nor on whether the hunt was interrupted in between.
"""
