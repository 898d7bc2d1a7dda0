"""The server of the explorer: who is answered, on which address, and how it ends."""

import importlib.util
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest

from dmfcheck.commands.main import main

EXPLORE = [
    sys.executable,
    "-c",
    "import sys; from dmfcheck.commands.main import main; "
    "import signal as s; s.signal(s.SIGINT, s.default_int_handler); sys.exit(main())",
    "explore",
]


CLOSED = b"\x88"
"""How a frame begins that closes a socket; one may also be closed without."""


@contextmanager
def serving(*options):
    """The process, and the address that it prints."""
    with subprocess.Popen(
        [*EXPLORE, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process, process.stdout.readline().split()[1]
        finally:
            process.kill()


@pytest.fixture(scope="module")
def served():
    with serving() as (process, address):
        yield process, address


def status(address, **headers):
    try:
        with urlopen(Request(address, headers=headers), timeout=60) as answer:  # noqa: S310 - our server
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def test_a_request_without_the_token_is_refused(served):
    _, address = served
    plain, _, token = address.partition("?bokeh-session-id=")
    assert len(token) > 60
    other = token[:-1] + ("A" if token[-1] != "A" else "B")
    made = token.partition(".")[0]
    for wrong in ("", f"?bokeh-session-id={other}", f"?bokeh-session-id={made}", "?token=1"):
        code, text = status(plain + wrong)
        assert code == 403, wrong
        assert "Eigenvalues" not in text
        assert "embed" not in text
    code, text = status(address)
    assert code == 200
    assert "Gradient descent on deep matrix factorization" in text


def handshake(address, **headers):
    """The status of a request for a socket, and the first byte that comes through it."""
    place = urlsplit(address)
    asked = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    connection = HTTPConnection(place.hostname, place.port, timeout=60)
    try:
        connection.request("GET", "/ws", headers={**asked, **headers})
        answer = connection.getresponse()
        return answer.status, connection.sock.recv(1) if answer.status == 101 else b""
    finally:
        connection.close()


def test_a_socket_of_another_page_or_without_a_token_is_refused(served):
    _, address = served
    own = f"http://{urlsplit(address).netloc}"
    for other in ("http://elsewhere.example", own.replace("127.0.0.1", "localhost"), own[:-1]):
        assert handshake(address, Origin=other) == (403, b"")
    status, first = handshake(address, Origin=own)
    assert status == 101
    assert first in (CLOSED, b"")


def test_a_name_that_leads_here_is_not_answered(served):
    """Another page whose name its owner has come to lead to this machine, and who knows a token."""
    _, address = served
    port = urlsplit(address).port
    for name in ("elsewhere.example", "localhost", "127.0.0.1.elsewhere.example", "127.0.0.2"):
        code, text = status(address, Host=f"{name}:{port}")
        assert (code, "embed" in text) == (404, False), name
        own = {"Host": f"{name}:{port}", "Origin": f"http://{name}:{port}"}
        assert handshake(address, **own) == (404, b"")
    assert status(address, Host=f"127.0.0.1:{port}")[0] == 200


def test_it_listens_on_this_machine_alone(served):
    process, address = served
    assert urlsplit(address).hostname == "127.0.0.1"
    port = f"{urlsplit(address).port:04X}"
    sockets = Path(f"/proc/{process.pid}/net/tcp").read_text()
    listening = re.findall(rf"^ *\d+: (\w+):{port} \w+:\w+ 0A", sockets, flags=re.MULTILINE)
    assert listening == ["0100007F"]
    sockets = Path(f"/proc/{process.pid}/net/tcp6").read_text()
    assert not re.search(rf":{port} \w+:\w+ 0A", sockets)


def test_a_port_in_use_is_one_line(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["explore", "--port", str(port)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        f"dmfcheck: --port {port} cannot be used (Address already in use); "
        "accepted: a free port, or none for any that is free\n"
    )


@pytest.mark.parametrize("port", ["65536", "http", "1.5", ""])
def test_what_is_no_port_is_one_line(capsys, port):
    assert main(["explore", "--port", port]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith("dmfcheck: --port is ")


def test_the_extra_is_named(monkeypatch, capsys):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        "dmfcheck.report.explore.serving.find_spec",
        lambda name: None if name == "bokeh" else find(name),
    )
    assert main(["explore"]) == 2
    assert capsys.readouterr().err == (
        "dmfcheck: explore needs bokeh; accepted: with the extra explore: "
        "pip install 'dmfcheck[explore]'\n"
    )


def test_an_interrupt_ends_it_without_a_word(served):
    process, _ = served
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 130
    assert process.stdout.read() == "Ctrl-C ends\n"
    assert "KeyboardInterrupt" not in process.stderr.read()
