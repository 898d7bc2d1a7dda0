"""The server of the explorer: on this machine alone, for who has the address that it prints."""

from __future__ import annotations

import logging
import os
import re
import socket
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from dmfcheck.base.validation import BadInput

__all__ = ["ADDRESS", "Explorer", "require_extra"]

ADDRESS = "127.0.0.1"

NEEDS = "bokeh"
EXTRA = "with the extra explore: pip install 'dmfcheck[explore]'"

LARGEST_MESSAGE = 1 << 30
"""Bytes: the largest file that `predict` takes, in base64, so that the same check refuses more."""

LOGS = {"bokeh": logging.ERROR, "bokeh.server.views": logging.CRITICAL, "tornado": logging.ERROR}
"""Refusals are no errors of ours."""


def require_extra() -> None:
    """Refuse, by one line that names the extra, where Bokeh is not installed.

    >>> require_extra()
    """
    if find_spec(NEEDS) is None:
        raise BadInput("explore", f"needs {NEEDS}", EXTRA)


class Explorer:
    """A server that listens from the start; :meth:`run` answers until it is interrupted.

    ``port`` 0 is any that is free. Raises :class:`~dmfcheck.base.validation.BadInput` for one that
    is in use.
    """

    def __init__(self, port: int = 0) -> None:
        from bokeh.util.token import generate_secret_key

        self._secret = generate_secret_key().encode()
        try:
            self._server = _listening(port, self._secret)
        except OSError as error:
            wrong = f"{port} cannot be used ({error.strerror or error})"
            raise BadInput("--port", wrong, "a free port, or none for any that is free") from None
        _warm_up()

    def new_address(self) -> str:
        """An address with a new signed token: each has a page of its own."""
        from bokeh.util.token import generate_session_id

        token = generate_session_id(self._secret, signed=True)
        return f"http://{ADDRESS}:{self._server.port}/?bokeh-session-id={token}"

    def run(self, ready: Callable[[], object] = lambda: None) -> None:
        """Answer until interrupted; ``ready`` is called once it does."""
        self._server.start()
        self._server.io_loop.add_callback(ready)
        try:
            self._server.io_loop.start()
        finally:
            self._server.stop()
            self._server.io_loop.close()

    def stop(self) -> None:
        """End :meth:`run`, from another thread."""
        self._server.io_loop.add_callback(self._server.io_loop.stop)


def _listening(port: int, secret: bytes) -> Any:
    from bokeh.server.server import BaseServer
    from bokeh.server.tornado import BokehTornado
    from tornado.httpserver import HTTPServer
    from tornado.ioloop import IOLoop
    from tornado.routing import HostMatches, Rule, RuleRouter

    from dmfcheck.report.explore.page import build

    for name, level in LOGS.items():
        logging.getLogger(name).setLevel(level)
    bound = _bound(port)
    pages = BokehTornado(
        {"/": build},
        # A page of another origin is told nothing, and nobody is without the signed token.
        extra_websocket_origins=[f"{ADDRESS}:{bound.getsockname()[1]}"],
        secret_key=secret,
        sign_sessions=True,
        generate_session_ids=False,
        websocket_max_message_size_bytes=LARGEST_MESSAGE,
    )
    # A name that someone else has lead here is no name of ours.
    answering = HTTPServer(RuleRouter([Rule(HostMatches(re.escape(ADDRESS) + "$"), pages)]))
    answering.add_socket(bound)
    return BaseServer(IOLoop.current(), pages, answering)


def _bound(port: int) -> socket.socket:
    """A socket that listens on the port, or on any for 0; raises ``OSError`` for one in use."""
    bound = socket.socket()
    try:
        if os.name == "posix":
            # A port that was left a minute ago is free.
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((ADDRESS, port))
        bound.listen()
    except OSError:
        bound.close()
        raise
    bound.setblocking(False)
    return bound


def _warm_up() -> None:
    """Load and compile what the first sliders would wait for."""
    from dmfcheck.report.explore.asked import STARTS, asked
    from dmfcheck.report.explore.target import of_spectrum
    from dmfcheck.report.explore.view import LONG, view

    view(asked(of_spectrum("1"), 2, STARTS[1], STARTS[1]), LONG)
