"""What every request passes: who may ask, how much, and what the browser is told never to do.

A workbench serves one person on one machine. Whatever else runs in that person's browser must not be able to read it
or to change anything through it, and a report that holds markup must stay text.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from talleyrand.errors import Problem
from talleyrand.workbench.refusal import Refusal

NAMES = ("127.0.0.1", "localhost", "[::1]")
"""The names of this machine; a request under any other (a rebound domain name, say) is refused."""
MOST_BYTES = 24 * 2**20
"""Largest request, in bytes: a few reports of the largest size that the reader takes."""
MOST_FILES = 40
"""Most files in one request."""
FIELD, HEADER = "csrf", "X-CSRF-Token"
_CHANGING = {"POST", "PUT", "PATCH", "DELETE"}

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
BRIEF_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox allow-popups allow-top-navigation-by-user-activation"
)
# The policy is same-origin, not no-referrer: under no-referrer browsers send "Origin: null" with forms, which could
# then not be told from a foreign page's. Nothing is told to any other origin either way.
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Token:
    """The secret of one run of the server: in a cookie and in every form; a change needs both, and both right."""

    value: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    @property
    def cookie(self) -> str:
        """Name of the cookie: cookies know no ports, so that two servers need two names."""
        return f"talleyrand-{hmac.new(b'cookie', self.value.encode(), 'sha256').hexdigest()[:8]}"

    def check(self, cookie: str | None, given: str | None) -> None:
        """Raise `Refusal` unless both are the secret."""
        mine = self.value.encode()
        if not all(hmac.compare_digest((word or "").encode(), mine) for word in (cookie, given)):
            raise Refusal(403, Problem("this page is from an earlier run of the workbench", remedy="load it again"))


class Guard:
    """Checks Host, Origin and size before anything else runs, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    answer.setdefault(name, value)
            await send(message)

        twin = scope["path"].endswith(".json") and not scope["path"].startswith("/static/")
        if twin:
            path = scope["path"].removesuffix(".json")
            scope = {**scope, "path": path, "raw_path": path.encode(), "twin": True}
        problem = _refused(scope["method"], headers)
        if problem:
            await problem.answer(scope)(scope, receive, sending)
            return
        await self._app(scope, _bounded(receive), sending)


def _refused(method: str, headers: Headers) -> Refusal | None:
    host = headers.get("host", "")
    if host.rpartition(":")[0] not in NAMES and host not in NAMES:
        return Refusal(403, Problem(f'"{host}" is not this workbench', remedy="use the address that it printed"))
    if method in _CHANGING:
        if headers.get("origin") != f"http://{host}":
            return Refusal(
                403, Problem("this change was asked for by another page", remedy="change it in the workbench")
            )
        size = headers.get("content-length", "0")
        if not size.isdigit() or int(size) > MOST_BYTES:
            return _too_much()
    return None


def _too_much() -> Refusal:
    limit = MOST_BYTES // 2**20
    return Refusal(413, Problem(f"more than {limit} MB at once", remedy="add fewer reports at a time"))


def _bounded(receive: Receive) -> Receive:
    """Stop a body that goes on after the limit, whatever its length was said to be."""
    seen = 0

    async def receiving() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MOST_BYTES:
            raise _too_much()
        return message

    return receiving
