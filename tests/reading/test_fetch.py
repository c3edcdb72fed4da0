import gzip
import http.server
import ipaddress
import socket
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message

import pytest

from talleyrand.errors import SourceError
from talleyrand.reading import fetch as fetching
from talleyrand.reading.fetch import connect, fetch, guarded_opener, is_public
from talleyrand.reading.received import MAX_BYTES

URL = "https://oslo.example/news/talks.html"


class Answer:
    def __init__(self, data: bytes = b"words", url: str = URL, **headers: str) -> None:
        self.headers = Message()
        for name, value in headers.items():
            self.headers[name.replace("_", "-")] = value
        self._data, self._url, self.closed = data, url, False

    def geturl(self) -> str:
        return self._url

    def read(self, amount: int, /) -> bytes:
        piece, self._data = self._data[:amount], self._data[amount:]
        return piece

    def close(self) -> None:
        self.closed = True


def test_an_answer_becomes_a_source():
    answer = Answer(b"<html>", content_type="text/html; charset=koi8-r")
    received = fetch(URL, lambda url, timeout: answer)
    assert (received.data, received.name, received.url) == (b"<html>", "talks.html", URL)
    assert (received.media, received.charset) == ("text/html", "koi8-r")
    assert answer.closed


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_packed_answer_is_unpacked(encoding):
    data = gzip.compress(b"words") if encoding == "gzip" else zlib.compress(b"words")
    assert fetch(URL, lambda url, timeout: Answer(data, content_encoding=encoding)).data == b"words"


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"x" * (MAX_BYTES + 1)),
        Answer(gzip.compress(b"\0" * (50 * MAX_BYTES)), content_encoding="gzip"),
    ],
    ids=["plain", "bomb"],
)
def test_too_much_is_refused_before_it_is_held(answer):
    with pytest.raises(SourceError, match="takes up to 5 MB"):
        fetch(URL, lambda url, timeout: answer)
    assert answer.closed


def test_a_packed_answer_that_breaks_off_is_refused():
    data = gzip.compress(b"words" * 1000)[:-12]
    with pytest.raises(SourceError, match="breaks off"):
        fetch(URL, lambda url, timeout: Answer(data, content_encoding="gzip"))


def test_a_packing_that_is_not_known_is_refused():
    with pytest.raises(SourceError, match='packed as "br"'):
        fetch(URL, lambda url, timeout: Answer(content_encoding="br"))


def test_a_slow_answer_is_given_up(monkeypatch):
    clock = iter(range(0, 10_000, 50))
    monkeypatch.setattr(fetching.time, "monotonic", lambda: float(next(clock)))
    with pytest.raises(SourceError, match="not complete after 60 seconds"):
        fetch(URL, lambda url, timeout: Answer(b"x" * 300_000))


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("file:///etc/passwd", '"file" addresses'),
        ("ftp://oslo.example/x", '"ftp" addresses'),
        ("http:///x", "no host"),
        ("http://user:secret@oslo.example/", "user name"),
        ("http://127.0.0.1/", "private network"),
        ("http://[::1]:8080/", "private network"),
        ("http://[::ffff:10.0.0.1]/", "private network"),
        ("http://169.254.169.254/latest/meta-data", "private network"),
        ("http://192.168.1.1/", "private network"),
        ("http://0.0.0.0/", "private network"),
        ("http://oslo.example:notaport/", "no address"),
        ("http://[::1/", "no address"),
    ],
)
def test_an_address_that_is_not_allowed_opens_nothing(url, message):
    def opener(url: str, timeout: float) -> Answer:
        raise AssertionError("opened")

    with pytest.raises(SourceError, match=message) as caught:
        fetch(url, opener)
    assert caught.value.problems[0].remedy


def test_an_answer_from_a_private_address_is_refused():
    with pytest.raises(SourceError, match="private network"):
        fetch(URL, lambda url, timeout: Answer(url="http://10.0.0.1/"))


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "::1", "fd00::1", "fe80::1"])
def test_a_name_that_leads_to_a_private_address_is_refused(monkeypatch, address):
    def lookup(host, port, **_):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", port)),
            (family, socket.SOCK_STREAM, 6, "", (address, port)),
        ]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    with pytest.raises(SourceError, match=r"rebound\.example"):
        connect("rebound.example", 80, 1.0, is_public)
    for scheme in ("http", "https"):
        with pytest.raises(SourceError, match="private network"):
            fetch(f"{scheme}://rebound.example/")


def test_numbers_that_browsers_take_for_loopback_are_refused():
    for host in ("2130706433", "0x7f.1", "127.1"):
        with pytest.raises(SourceError):
            fetch(f"http://{host}/")


def test_networks_inside_other_networks_are_seen_through():
    for address in ("64:ff9b::7f00:1", "2002:7f00:1::", "::ffff:192.168.0.1", "224.0.0.1"):
        assert not is_public(ipaddress.ip_address(address))


class Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        moves = {"/away": "http://10.0.0.1/secret", "/loop": "/loop", "/file": "file:///etc/passwd", "/moved": "/page"}
        if self.path in moves:
            self.send_response(302)
            self.send_header("Location", moves[self.path])
            self.end_headers()
        elif self.path == "/page":
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.end_headers()
            self.wfile.write("“Words”".encode())
        else:
            self.send_error(404)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def site(monkeypatch) -> Iterator[str]:
    """A real server on this machine, which the guard is told to take for a public one."""

    def here(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
        return address.is_loopback or is_public(address)

    with serving() as base:
        monkeypatch.setattr(fetching, "is_public", lambda a, real=is_public: a.is_loopback or real(a))
        monkeypatch.setattr(fetching, "guarded_opener", lambda: guarded_opener(here))
        yield base


def test_a_page_is_fetched_over_a_real_connection_and_through_a_redirect(site):
    received = fetch(f"{site}/moved")
    assert (received.data.decode(), received.charset, received.name) == ("“Words”", "utf-8", "page")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/away", "private network"),
        ("/file", "addresses are not read|not allowed"),
        ("/loop", "redirect|302"),
        ("/none", "the server answered 404"),
    ],
)
def test_redirects_are_checked_like_addresses(site, path, message):
    with pytest.raises(SourceError, match=message):
        fetch(site + path)


def test_a_server_that_is_not_there_is_told():
    with serving() as base:
        pass
    with pytest.raises(SourceError, match="could not be fetched") as caught:
        fetch("http://gone.example/", lambda url, timeout: guarded_opener(lambda a: True)(base, 2.0))
    assert "browser" in caught.value.problems[0].remedy
