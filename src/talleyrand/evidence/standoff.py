"""Attributions labelled in brat standoff files: source, cue and content of each, by code points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Place = tuple[int, int]

_TEXT_BOUND = re.compile(r"(T\d+)\t(\S+) ([\d;  ]+)(?:\t|$)")
_EVENT = re.compile(r"E\d+\t(.+)")
_ROLE = re.compile(r"(Source|Cue|Content)\d*:(T\d+)")


@dataclass(frozen=True)
class Label:
    """One labelled attribution; any part may be empty."""

    source: tuple[Place, ...]
    cue: tuple[Place, ...]
    content: tuple[Place, ...]


@dataclass(frozen=True)
class Article:
    """A labelled text."""

    name: str
    text: str
    labels: tuple[Label, ...]


def parse_standoff(annotation: str) -> tuple[Label, ...]:
    r"""Read the labels of one file; parts that it refers to and lacks are left out.

    Examples
    --------
    >>> parse_standoff("T1\tSource 0 3\tShe\nT2\tCue 4 8\tsaid\nT3\tContent 9 11;12 14\tno no\n"
    ...                "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n")
    (Label(source=((0, 3),), cue=((4, 8),), content=((9, 11), (12, 14))),)
    """
    bounds: dict[str, list[Place]] = {}
    labels = []
    for line in annotation.split("\n"):
        if match := _TEXT_BOUND.match(line):
            pieces = (piece.split() for piece in match[3].split(";"))
            bounds[match[1]] = [(int(start), int(end)) for start, end in pieces]
        elif match := _EVENT.match(line):
            parts: dict[str, list[Place]] = {"Source": [], "Cue": [], "Content": []}
            for role, name in _ROLE.findall(match[1]):
                parts[role] += bounds.get(name, [])
            labels.append(Label(*(tuple(sorted(parts[role])) for role in ("Source", "Cue", "Content"))))
    return tuple(labels)


def read_articles(folder: Path) -> Iterator[Article]:
    """Read ``attributions/NAME_ANNOTATOR.ann`` with ``text/NAME.txt``; of several annotators the first by name."""
    seen: set[str] = set()
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem.rpartition("_")[0]
        if name in seen:
            continue
        seen.add(name)
        with (folder / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as handle:
            text = handle.read()
        with path.open(encoding="utf-8", newline="") as handle:
            yield Article(name, text, parse_standoff(handle.read()))
