"""Replay of certificates: decides them again from the file alone.

It shares no arithmetic and no dynamics with what made the certificate: intervals are mpmath's,
orbits are iterated as the recursion is written, and hitting times by counting.
"""
