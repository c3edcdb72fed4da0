"""Attributions labelled in brat standoff files: source, cue and content of each, by code points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from talleyrand.errors import InputError, Problem

Place = tuple[int, int]

FORM = "E1 Attribution:T2 Source:T1 Cue:T2 Content:T3"
"""An attribution's line in a file of labels."""

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


def article_names(folder: Path) -> dict[str, Path]:
    """Return the labels' file of each article, sorted by name; of several annotators the first by name.

    Raises
    ------
    InputError
        There are no labels in the folder, or some have no text.
    """
    first: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        first.setdefault(path.stem.rpartition("_")[0], path)
    if not first:
        remedy = "give a folder with attributions/NAME_ANNOTATOR.ann and text/NAME.txt"
        raise InputError(Problem("there are no labelled articles here", file=str(folder), remedy=remedy))
    missing = [name for name in first if not (folder / "text" / f"{name}.txt").is_file()]
    if missing:
        raise InputError(
            Problem("these labels have no text", file=str(first[name]), remedy=f"put it into text/{name}.txt")
            for name in missing
        )
    return first


def read_articles(folder: Path) -> Iterator[Article]:
    """Read ``attributions/NAME_ANNOTATOR.ann`` with ``text/NAME.txt``; raise `InputError` where there are none."""
    for name, path in article_names(folder).items():
        text = _text(folder / "text" / f"{name}.txt")
        labels = parse_standoff(_text(path))
        beyond = [label for label in labels if max(_ends(label), default=0) > len(text)]
        if beyond:
            place = max(_ends(beyond[0]))
            raise InputError(
                Problem(
                    f"a label ends at {place} and the text at {len(text)}",
                    file=str(path),
                    remedy="offsets count code points, line ends as they stand in the file",
                )
            )
        yield Article(name, text, labels)


def _ends(label: Label) -> list[int]:
    return [end for part in (label.source, label.cue, label.content) for _, end in part]


def _text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            return handle.read()
    except UnicodeDecodeError as error:
        raise InputError(
            Problem(f"this is no UTF-8 (byte {error.start})", file=str(path), remedy="save it as UTF-8")
        ) from error
