"""Screenshots in at most 256 colours: a third of the size, and nobody sees the difference on a page of text."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
_HEAD = b"\x89PNG\r\n\x1a\n"
COLOURS = 256


def smaller(data: bytes) -> bytes:
    """Return an opaque PNG of eight bits a channel (what Chromium takes) with a palette instead of full colours."""
    pixels = decoded(data)
    palette, codes = quantised(pixels)
    height, width = codes.shape
    rows = np.hstack([np.zeros((height, 1), dtype=np.uint8), codes]).tobytes()
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return _HEAD + b"".join(_chunk(name, body) for name, body in parts)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_HEAD)
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        at += size + 12


def decoded(data: bytes) -> Pixels:
    """Return (height, width, 3) the pixels of a PNG, its transparency left out."""
    chunks = list(_chunks(data))
    width, height, depth, kind, *_, interlaced = struct.unpack(">IIBBBBB", dict(chunks)[b"IHDR"])
    if depth != 8 or kind not in (2, 6) or interlaced:
        raise ValueError("this PNG is not of the kind that Chromium writes: eight bits a channel, not interlaced")
    channels = 3 if kind == 2 else 4
    raw = zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))
    lines = np.frombuffer(raw, dtype=np.uint8).reshape(height, 1 + width * channels)
    out = np.zeros((height, width * channels), dtype=np.uint8)
    above = np.zeros(width * channels, dtype=np.uint8)
    for n, line in enumerate(lines):
        above = out[n] = _unfiltered(int(line[0]), line[1:], above, channels)
    return out.reshape(height, width, channels)[:, :, :3]


def _unfiltered(kind: int, line: Pixels, above: Pixels, step: int) -> Pixels:
    """Undo what a line of a PNG was filtered by: nothing, left, above, their mean, or Paeth's choice (RFC 2083)."""
    if kind == 0:
        return line
    if kind == 2:
        return line + above
    row = line.tolist()
    up = above.tolist()
    for n in range(len(row)):
        left, corner = (row[n - step], up[n - step]) if n >= step else (0, 0)
        guess = left if kind == 1 else (left + up[n]) // 2 if kind == 3 else _paeth(left, up[n], corner)
        row[n] = (row[n] + guess) & 255
    return np.array(row, dtype=np.uint8)


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda value: abs(guess - value))


def quantised(pixels: Pixels) -> tuple[Pixels, Pixels]:
    """Return (n, 3) the commonest colours, at most 256, and (height, width) for each pixel the nearest of them."""
    flat = pixels.reshape(-1, 3).astype(np.int64)
    packed = flat @ np.array([65536, 256, 1])
    colours, inverse, counts = np.unique(packed, return_inverse=True, return_counts=True)
    every = np.stack([colours >> 16, (colours >> 8) & 255, colours & 255], axis=1)
    kept = every[np.argsort(-counts, kind="stable")[:COLOURS]]
    nearest = np.array([np.abs(kept - colour).sum(axis=1).argmin() for colour in every], dtype=np.uint8)
    return kept.astype(np.uint8), nearest[inverse].reshape(pixels.shape[:2])
