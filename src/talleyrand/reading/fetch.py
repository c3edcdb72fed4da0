"""Fetching an address: the only code that opens a socket, and it opens none to a private network.

What an address may do: lead to a public host by http or https, redirect a few times, answer within `DEADLINE`
seconds with at most `MAX_BYTES` bytes after decompression. The host name is looked up once, every address found is
checked, and the connection goes to the address that was checked, so that a name which changes its mind between check
and use gains nothing. Proxies are not used: behind one, nothing could be checked.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
import zlib
from collections.abc import Callable
from email.message import Message
from typing import IO, Any, Protocol

from talleyrand.errors import Problem, SourceError
from talleyrand.reading.received import MAX_BYTES, Received, too_large

TIMEOUT = 15.0
DEADLINE = 60.0
REDIRECTS = 5
_CHUNK = 65_536
_AGENT = "talleyrand/0.1"

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Allowed = Callable[[IPAddress], bool]


class Response(Protocol):
    """What an opener gives back: `urllib.response.addinfourl` and `http.client.HTTPResponse` do."""

    headers: Message

    def geturl(self) -> str:
        """Return the address after redirects."""
        ...

    def read(self, amount: int, /) -> bytes:
        """Return up to `amount` bytes, none at the end."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


Opener = Callable[[str, float], Response]


def is_public(address: IPAddress) -> bool:
    """Tell whether an address belongs to the public internet: neither private, loopback, link-local nor reserved.

    Examples
    --------
    >>> [is_public(ipaddress.ip_address(a)) for a in ("10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1")]
    [False, False, False, False]
    >>> is_public(ipaddress.ip_address("8.8.8.8"))
    True
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is not None:
            return is_public(inner)
        if address in _NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def fetch(url: str, opener: Opener | None = None) -> Received:
    """Fetch one address.

    Parameters
    ----------
    url
        Begins with ``http://`` or ``https://``.
    opener
        What opens it, given the address and a timeout in seconds; for tests.

    Raises
    ------
    SourceError
        Where the address is not allowed, does not answer, answers too slowly or too much.
    """
    _check(url)
    started = time.monotonic()
    try:
        response = (opener or guarded_opener())(url, TIMEOUT)
        try:
            _check(response.geturl())
            data = _body(response, url, started)
        finally:
            response.close()
    except urllib.error.HTTPError as error:
        raise _refused(url, f"the server answered {error.code} {error.reason}") from error
    except TimeoutError as error:
        raise _refused(url, "the server did not answer in time") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        if isinstance(error, SourceError):
            raise
        reason = getattr(error, "reason", error)
        if isinstance(reason, SourceError):
            raise reason from error
        raise _refused(url, f"it could not be fetched ({reason})") from error
    return _received(data, url, response)


def _received(data: bytes, url: str, response: Response) -> Received:
    final = response.geturl()
    name = urllib.parse.unquote(urllib.parse.urlsplit(final).path).rstrip("/").rpartition("/")[2]
    return Received(
        data=data,
        name=name or urllib.parse.urlsplit(final).hostname or "page",
        url=url,
        media=response.headers.get_content_type() if "content-type" in response.headers else None,
        charset=response.headers.get_content_charset(),
    )


def _refused(url: str, why: str) -> SourceError:
    return SourceError(
        Problem(why, file=url, remedy="save the page with your browser and give the file to the command instead")
    )


def _check(url: str) -> None:
    """Refuse an address that is not http or https, has no host, carries a password, or names a private address."""
    try:
        parts = urllib.parse.urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise _refused(url, f"this is no address ({error})") from error
    if parts.scheme not in {"http", "https"}:
        raise SourceError(
            Problem(f'"{parts.scheme}" addresses are not read', file=url, remedy="give an http:// or https:// address")
        )
    if not host or parts.username or parts.password:
        raise _refused(url, "the address has no host" if not host else "addresses with a user name are not read")
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return
    if not is_public(address):
        raise _private(url, host)


def _private(url: str, host: str) -> SourceError:
    return SourceError(
        Problem(
            f"{host} is on a private network; only public addresses are fetched",
            file=url,
            remedy="save the page and give the file",
        )
    )


def _body(response: Response, url: str, started: float) -> bytes:
    """Return the decompressed body, stopping at `MAX_BYTES` on either side of the decompression and at the deadline."""
    encoding = (response.headers.get("content-encoding") or "identity").strip().lower()
    if encoding not in {"identity", "gzip", "x-gzip", "deflate"}:
        raise _refused(url, f'the answer is packed as "{encoding}"')
    inflate = None if encoding == "identity" else zlib.decompressobj(zlib.MAX_WBITS | 32)
    data, taken = bytearray(), 0
    while chunk := response.read(_CHUNK):
        taken += len(chunk)
        data += chunk if inflate is None else inflate.decompress(chunk, MAX_BYTES + 1 - len(data))
        if len(data) > MAX_BYTES or taken > MAX_BYTES or (inflate and inflate.unconsumed_tail):
            raise too_large(url, None)
        if time.monotonic() - started > DEADLINE:
            raise _refused(url, f"it was not complete after {DEADLINE:.0f} seconds")
    if inflate is not None and not inflate.eof:
        raise _refused(url, "the packed answer breaks off")
    return bytes(data)


def guarded_opener(allowed: Allowed = is_public) -> Opener:
    """Return an opener that connects to `allowed` addresses only, on redirects too."""
    handlers = (
        urllib.request.ProxyHandler({}),
        _guarded_http(allowed),
        _guarded_https(allowed),
        _Redirects(),
    )
    director = urllib.request.OpenerDirector()
    for handler in (*handlers, urllib.request.HTTPDefaultErrorHandler(), urllib.request.HTTPErrorProcessor()):
        director.add_handler(handler)

    def opening(url: str, timeout: float) -> Response:
        request = urllib.request.Request(  # noqa: S310  (the scheme is checked)
            url, headers={"User-Agent": _AGENT, "Accept": "text/html, */*;q=0.5", "Accept-Encoding": "gzip"}
        )
        response: Response = director.open(request, timeout=timeout)
        return response

    return opening


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = REDIRECTS
    max_repeats = 2

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        _check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def connect(host: str, port: int, timeout: float | None, allowed: Allowed) -> socket.socket:
    """Look a host up, refuse it if any of its addresses is not `allowed`, and connect to one of those checked."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    places = [(family, place) for family, _, _, _, place in found]
    for _, place in places:
        if not allowed(ipaddress.ip_address(str(place[0]).partition("%")[0])):
            raise _private(host, f"{host} ({place[0]})")
    failure: OSError = OSError(f"{host} has no address")
    for family, place in places:
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.settimeout(timeout)
            connection.connect(place)
        except OSError as error:
            connection.close()
            failure = error
        else:
            return connection
    raise failure


def _guarded_http(allowed: Allowed) -> urllib.request.HTTPHandler:
    class Connection(http.client.HTTPConnection):
        def connect(self) -> None:
            self.sock = connect(self.host, self.port, self.timeout, allowed)

    class Handler(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Connection, req)

    return Handler()


def _guarded_https(allowed: Allowed) -> urllib.request.HTTPSHandler:
    context = ssl.create_default_context()

    class Connection(http.client.HTTPSConnection):
        def connect(self) -> None:
            plain = connect(self.host, self.port, self.timeout, allowed)
            self.sock = context.wrap_socket(plain, server_hostname=self.host)

    class Handler(urllib.request.HTTPSHandler):
        def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Connection, req)

    return Handler()
