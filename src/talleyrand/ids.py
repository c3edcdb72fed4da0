"""Identifiers and fingerprints: functions of content alone, so that order and number of reports change nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

DIGITS = 12


def canonical(value: object) -> str:
    """Return `value` as JSON with sorted keys and no spare space: equal values give equal text.

    Examples
    --------
    >>> canonical({"b": 1, "a": [1.5, None]})
    '{"a":[1.5,null],"b":1}'
    """
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def fingerprint(value: object) -> str:
    """Return the sha256 (64 hexadecimal digits) of `value` in its canonical form.

    Examples
    --------
    >>> fingerprint([1, 2])[:8]
    '49a64717'
    """
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def digest(value: object) -> str:
    """Return the first digits of the fingerprint: enough to notice a change.

    Examples
    --------
    >>> digest([1, 2])
    '49a64717d5d4'
    """
    return fingerprint(value)[:DIGITS]


def sha256(data: bytes) -> str:
    """Return the sha256 of bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def record_id(kind: str, document: str, spans: Iterable[tuple[int, int]], *extra: str) -> str:
    """Make a record's identifier from its document, its type and its spans.

    Parameters
    ----------
    kind
        The record's type, e.g. ``statement``.
    document
        Identifier of its document.
    spans
        Code point offsets (start, end) that the record rests on, in the order that matters for it.
    extra
        What tells apart two records on the same words (a seat's party, say).

    Examples
    --------
    >>> record_id("seat", "document-34b9fc2dbe13", [(0, 36)], "RUS")
    'seat-73a79d1b40db'
    """
    return f"{kind}-{fingerprint([kind, document, [list(span) for span in spans], list(extra)])[:DIGITS]}"


def document_id(digest: str) -> str:
    """Make a document's identifier from the sha256 of its bytes."""
    return f"document-{digest[:DIGITS]}"
