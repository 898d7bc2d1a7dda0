"""Verify certificate files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

from dmfcheck.base.validation import BadInput
from dmfcheck.claims.claim import Claim
from dmfcheck.replay import claims, hitting_times, lemmas
from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.reading import SCHEMA, digest, read
from dmfcheck.replay.rejected import Rejected


@dataclass(frozen=True)
class Replay:
    """What became of one certificate.

    ``verdict`` is the verdict that was decided again ("holds" or "refuted"), "rejected" if the file
    is not what it claims to be, or "undecided" if the replay lacks what it would need; ``reason``
    says why. ``second_reading`` says whether the verdict is also that of the statement read a
    second time (:mod:`dmfcheck.replay.readings`); where a claim has a second reading that decides
    nothing, ``reason`` says so.
    """

    path: str
    verdict: str
    reason: str = ""
    second_reading: bool = False

    @property
    def exit_code(self) -> int:
        """0 for a certificate that was decided again, 1 for a rejected one, 3 for neither."""
        return {"rejected": 1, "undecided": 3}.get(self.verdict, 0)


NO_CLAIMS: Mapping[str, Claim] = {}

Kind = tuple[frozenset[str], Callable[[Mapping[str, Any]], claims.Replayed]]


def kinds(user: Mapping[str, Claim]) -> dict[str, Kind]:
    """The kinds of certificate: the fields each has, and what replays it (with a user's claims)."""
    return {
        "claim": (claims.FIELDS, lambda content: claims.replay_claim(content, user)),
        "hitting_time": (
            hitting_times.FIELDS,
            lambda content: claims.Replayed(hitting_times.replay_hitting_time(content)),
        ),
        "lemmas": (lemmas.FIELDS, lambda content: lemmas.replay_lemmas(content, user)),
    }


def verify(path: Path, user: Mapping[str, Claim] = NO_CLAIMS) -> Replay:
    """Replay the certificate in a file; ``user`` holds claims that are not built in, by id.

    Raises :class:`~dmfcheck.base.validation.BadInput` if the file cannot be read as JSON.
    """
    return verify_content(read(path), str(path), user)


def verify_content(
    content: Mapping[str, Any], path: str = "", user: Mapping[str, Claim] = NO_CLAIMS
) -> Replay:
    """Replay a certificate that was already read.

    >>> from dmfcheck import claim
    >>> example = claim("reduction.nonnormal")
    >>> verify_content(example.examine(**example.counterexamples[0]).certificate).verdict
    'refuted'
    """
    try:
        if content.get("schema") != SCHEMA:
            raise Rejected(f"the schema is not {SCHEMA}")
        known = kinds(user).get(str(content.get("kind")))
        if known is None:
            raise Rejected("the kind of certificate is unknown")
        fields, replay = known
        if set(content) != fields | {"digest"}:
            raise Rejected("the fields are not those of its kind")
        if content["digest"] != digest(content):
            raise Rejected("the digest is not that of the content")
        found = replay(content)
        return Replay(path, found.verdict, found.note, found.second_reading)
    except RecursionError:
        return Replay(path, "rejected", "it is nested too deeply")
    except Rejected as rejection:
        return Replay(path, "rejected", rejection.reason)
    except CannotReplay as lack:
        return Replay(path, "undecided", f"the replay has no {lack}")


def by_id(
    claims: Iterable[Claim], argument: str = "claims", path: str = "one"
) -> Mapping[str, Claim]:
    """A user's claims by id; ``argument`` and ``path`` say where they come from.

    Raises :class:`~dmfcheck.base.validation.BadInput` where one has the id of a built-in claim.
    """
    from dmfcheck.theory.ledger import ledger
    from dmfcheck.theory.mutants import mutants

    found = {claim.id: claim for claim in claims}
    for name, claim in found.items():
        built_in = ledger().get(name) or (mutants()[name].claim if name in mutants() else None)
        if built_in is not None and built_in is not claim:
            wrong = f"{path} defines {name}, which is built in"
            raise BadInput(argument, wrong, "claims with ids of their own")
    return found


def verify_certificate(
    certificate: Mapping[str, Any] | str | PathLike[str], *, claims: Iterable[Claim] = ()
) -> Replay:
    """Replay a certificate, or the one in a file; ``claims`` are those that are not built in.

    The verdict is "holds" or "refuted" where it was decided again, independently of how it was
    found; "rejected" where the certificate is not what it claims to be; or "undecided". Raises
    :class:`~dmfcheck.base.validation.BadInput` for a file that cannot be read, and for a claim that
    has the id of a built-in one.

    >>> from dmfcheck import claim
    >>> example = claim("reduction.nonnormal")
    >>> verify_certificate(example.examine(**example.counterexamples[0]).certificate).verdict
    'refuted'
    """
    user = by_id(claims)
    if isinstance(certificate, Mapping):
        return verify_content(certificate, user=user)
    return verify(Path(certificate), user)
