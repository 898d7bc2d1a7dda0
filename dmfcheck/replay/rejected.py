"""What a replay raises when a certificate is not what it claims to be."""

from __future__ import annotations


class Rejected(Exception):
    """The certificate does not show what it says; the message says why.

    >>> raise Rejected("the digest is not that of the content")
    Traceback (most recent call last):
    dmfcheck.replay.rejected.Rejected: the digest is not that of the content
    """

    @property
    def reason(self) -> str:
        """Why, in one line."""
        return str(self)
