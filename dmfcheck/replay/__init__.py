"""Replay of certificates: decides them again from the file alone.

It shares no arithmetic, no dynamics and no float record with what made the certificate: intervals
are mpmath's, orbits are descents on the loss as it is stated, hitting times are counted, and files
are read by rules of its own. Only what is claimed comes from elsewhere: claims with their margins,
points, and the ledger of both.
"""
