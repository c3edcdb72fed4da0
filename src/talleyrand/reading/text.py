"""Plain text: bytes become code points, once and for good; nothing is rewritten."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from talleyrand.errors import Problem, SourceError
from talleyrand.ids import sha256
from talleyrand.reading.document import Document
from talleyrand.reading.metadata import find_metadata
from talleyrand.reading.quality import warnings_of
from talleyrand.reading.received import Metadata, Received

# The encodings that newspapers in Latin, Cyrillic, Greek, Arabic, Hebrew, Chinese, Japanese and Korean letters used
# before UTF-8; the first one is right for most of what is not UTF-8 in English.
_ENCODINGS = [
    "cp1252",
    "latin_1",
    "cp1250",
    "cp1251",
    "koi8_r",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "euc_kr",
]
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WESTERN = ("cp1252", "latin_1")


@dataclass(frozen=True)
class Decoded:
    """Code points, the encoding they were decoded from, and what was noticed on the way."""

    text: str
    encoding: str
    warnings: tuple[Problem, ...] = ()


class TextReader:
    """Reads plain text in any of the usual encodings."""

    name = "text"

    def accepts(self, received: Received) -> bool:
        """Accept anything: this reader is the last one asked."""
        return True

    def read(self, received: Received, given: Metadata) -> Document:
        """Return the text as it stands; title, byline and date come from its first lines where `given` lacks them."""
        decoded = decode(received)
        if not decoded.text.strip():
            raise empty(received)
        known = given.over(find_metadata(decoded.text))
        return document(received, decoded.text, known, decoded.warnings)


def document(received: Received, text: str, known: Metadata, warnings: tuple[Problem, ...] = ()) -> Document:
    """Put a document together: the digest of the bytes, the text read from them, and what is known of it."""
    return Document(
        sha256=sha256(received.data),
        text=text,
        path=received.path,
        url=received.url,
        outlet=known.outlet,
        author=known.author,
        title=known.title,
        published=known.published,
        language=known.language,
        warnings=(*warnings, *warnings_of(text, received.place)),
    )


def empty(received: Received) -> SourceError:
    """Return the error for a source without words."""
    size = "it is empty" if not received.data else f"its {len(received.data):,} bytes hold no words"
    return SourceError(
        Problem(f"there is nothing to read: {size}", file=received.place, line=1, remedy="check the file")
    )


def decode(received: Received) -> Decoded:
    r"""Decode bytes: a byte order mark decides, then UTF-8, then the server's word, then the likeliest old encoding.

    Line ends and every other character stay as they are; only a byte order mark is dropped, being no part of the text.

    Raises
    ------
    SourceError
        Where the bytes are no text.

    Examples
    --------
    >>> decode(Received("“Nyet”\r\n".encode(), "a.txt")).text
    '“Nyet”\r\n'
    >>> decode(Received("“Nyet,” he said".encode("cp1252"), "a.txt")).encoding
    'cp1252'
    """
    data = received.data
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(received, encoding)
    if control := _CONTROLS.search(data):
        raise _binary(received, control.start())
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _guess(received, error.start)


def _strict(received: Received, encoding: str) -> Decoded:
    try:
        text = received.data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            Problem(
                f"the file begins like {encoding.upper()} and breaks off it at byte {error.start + 1:,}",
                file=received.place,
                line=received.data.count(b"\n", 0, error.start) + 1,
                remedy="save it anew as UTF-8",
            )
        ) from None
    if "\x00" in text:
        raise _binary(received, text.index("\x00"))
    return Decoded(text, encoding)


def _guess(received: Received, bad: int) -> Decoded:
    encoding = _declared(received) or _likeliest(received.data)
    line = received.data.count(b"\n", 0, bad) + 1
    if encoding is None:
        raise _binary(received, bad)
    warning = Problem(
        f"not UTF-8 (byte {bad + 1:,}); read as {encoding}",
        file=received.place,
        line=line,
        remedy="save it anew as UTF-8 if the letters look wrong",
        severity="warning",
    )
    return Decoded(received.data.decode(encoding), encoding, (warning,))


def _declared(received: Received) -> str | None:
    try:
        received.data.decode(received.charset or "")
    except (LookupError, UnicodeDecodeError):
        return None
    return received.charset


def _likeliest(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    # Two passes: a stray accent in an English text makes a dozen encodings equally likely, and the western ones are
    # right far more often than the rest.
    for choice in (_WESTERN, _ENCODINGS):
        best = from_bytes(data, cp_isolation=list(choice), threshold=0.2, enable_fallback=False).best()
        if best is not None and _decodes(data, best.encoding):
            return best.encoding
    return None


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return not any("\x80" <= c < "\xa0" for c in text)


def _binary(received: Received, at: int) -> SourceError:
    return SourceError(
        Problem(
            f"this is no text (byte {at + 1:,} belongs to no known encoding)",
            file=received.place,
            line=received.data.count(b"\n", 0, at) + 1,
            remedy="the reader takes text, HTML, RSS and Atom; save the report as one of these",
        )
    )
