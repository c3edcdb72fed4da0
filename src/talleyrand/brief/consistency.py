"""What a brief's page can say of itself without its project: that it agrees with itself, and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from talleyrand.brief.choices import KEPT, PARTS
from talleyrand.brief.html import seal_holds
from talleyrand.errors import Problem

FOREIGN = ("script", "iframe", "object", "embed", "form", "link", "img", "base")


class _Page(HTMLParser):
    """Collects the ids, the links and what has no place in a brief, each with its line."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: list[tuple[str, int]] = []
        self.foreign: list[tuple[str, int]] = []
        self.said: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        if tag == "meta":
            given = dict(attrs)
            self.said[given.get("name") or ""] = given.get("content") or ""
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
    for name in parts_of(parsed.said):
        if name not in parsed.ids:
            yield Problem(f'the part "{PARTS.get(name, name)}" is missing', file=file)


def parts_of(said: Mapping[str, str]) -> tuple[str, ...]:
    """Return the parts that a page must have: those that it says it has, and those without which it is none."""
    named = said.get("talleyrand-parts", "").split()
    needed = () if said.get("talleyrand-form") == "short" else KEPT
    return tuple(dict.fromkeys((*named, *needed)))
