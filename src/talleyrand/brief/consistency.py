"""What a brief's page can say of itself without its project: that it agrees with itself, and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

from talleyrand.brief.html import PARTS, seal_holds
from talleyrand.errors import Problem

FOREIGN = ("script", "iframe", "object", "embed", "form", "link", "img", "base")


class _Page(HTMLParser):
    """Collects the ids, the links and what has no place in a brief, each with its line."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: list[tuple[str, int]] = []
        self.foreign: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        if tag in FOREIGN:
            self.foreign.append((f"<{tag}>", line))
        for name, value in attrs:
            if name == "id" and value:
                self.ids[value] += 1
            elif name in ("href", "xlink:href", "src") and value is not None:
                self.links.append((value, line))
            elif name.startswith("on"):
                self.foreign.append((name, line))


def consistency(page: str, file: str) -> Iterator[Problem]:
    """Yield where a page contradicts itself or holds what no brief holds.

    Parameters
    ----------
    page
        The HTML.
    file
        What messages call it.
    """
    if not seal_holds(page):
        yield Problem(
            "the page is not as it was written (its seal is broken or missing)", file=file, remedy="ask for it anew"
        )
    parsed = _Page()
    parsed.feed(page)
    for name, count in parsed.ids.items():
        if count > 1:
            yield Problem(f'"{name}" stands {count} times', file=file)
    for link, line in parsed.links:
        if not link.startswith("#"):
            yield Problem(f"a link leaves the page: {link[:80]}", file=file, line=line)
        elif link[1:] not in parsed.ids:
            yield Problem(f"a link leads nowhere: {link}", file=file, line=line)
    for what, line in parsed.foreign:
        yield Problem(f"{what} has no place in a brief", file=file, line=line)
    for name, title in PARTS:
        if name not in parsed.ids:
            yield Problem(f'the part "{title}" is missing', file=file)
