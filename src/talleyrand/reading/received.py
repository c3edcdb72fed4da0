"""Bytes as they came in, before anybody has read them, and the metadata that somebody gave with them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from talleyrand.errors import Problem, SourceError

MAX_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True)
class Metadata:
    """What is known of a report; None where unknown.

    Examples
    --------
    >>> Metadata(outlet="Reuters").over(Metadata(outlet="The Globe", title="Talks")).title
    'Talks'
    """

    outlet: str | None = None
    author: str | None = None
    title: str | None = None
    published: date | None = None
    language: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """Return these metadata with the gaps filled from `other`."""
        return Metadata(
            **{
                f.name: mine if (mine := getattr(self, f.name)) is not None else getattr(other, f.name)
                for f in fields(self)
            }
        )


@dataclass(frozen=True)
class Received:
    """The bytes of one source.

    Parameters
    ----------
    data
        The bytes, at most `MAX_BYTES` of them.
    name
        What a file that holds them would be called; also what messages call them.
    path, url
        Where they came from; either may be None.
    media, charset
        Media type (``text/html``) and encoding as a server told them, None where nobody did.
    note
        What a note beside the file says of it.
    """

    data: bytes
    name: str
    path: str | None = None
    url: str | None = None
    media: str | None = None
    charset: str | None = None
    note: Metadata = Metadata()

    @property
    def place(self) -> str:
        """What a message calls this source: its path, its URL, or its name."""
        return self.path or self.url or self.name

    @property
    def suffix(self) -> str:
        """The ending of its name in small letters, with the dot; empty where there is none."""
        head, dot, tail = self.name.rpartition(".")
        return f".{tail.lower()}" if dot and head else ""


def too_large(place: str, size: int | None) -> SourceError:
    """Return the error for a source over `MAX_BYTES`; `size` in bytes, None where reading stopped at the limit."""
    limit = MAX_BYTES // 2**20
    measured = f"{size / 2**20:.1f} MB" if size is not None else f"more than {limit} MB"
    return SourceError(
        Problem(
            f"the source is {measured}; the reader takes up to {limit} MB",
            file=place,
            remedy="split it into one file an article, or save the article's text alone",
        )
    )
