"""The catalogue of negotiation issues: ours, and a user's own that replaces or extends it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from talleyrand.errors import InputError, Problem, did_you_mean
from talleyrand.evidence.lexicon_files import lexicon, parse_yaml

_GRANTING = frozenset(
    [
        "allow",
        "permit",
        "let",
        "grant",
        "guarantee",
        "restore",
        "resume",
        "secure",
        "widen",
    ]
)
_DENYING = frozenset(
    [
        "block",
        "bar",
        "deny",
        "withhold",
        "suspend",
        "cancel",
        "end",
        "freeze",
        "scrap",
        "abolish",
        "restrict",
        "prevent",
        "halt",
    ]
)
_LIFTING = frozenset(
    ["lift", "scrap", "end", "drop", "waive", "suspend", "remove", "ease", "relax", "abolish", "halt", "stop", "repeal"]
)
_IMPOSING = frozenset(
    [
        "impose",
        "keep",
        "maintain",
        "extend",
        "tighten",
        "retain",
        "continue",
        "expand",
        "resume",
        "prolong",
        "renew",
        "reimpose",
    ]
)
"""Words of direction that every issue has whose cue points up (things granted) or down (things lifted)."""
FIELDS = ("title", "zero", "hundred", "granted_by", "cues", "up", "down", "plain", "contested", "share", "procedure")
Cue = tuple[tuple[str, ...], ...]
"""Phrases that must all stand in a statement; mostly one phrase. A phrase is a row of lemmas or words."""


@dataclass(frozen=True)
class Issue:
    """An issue with its anchored scale (0 to 100, the ends in words) and the words by which it is recognised.

    `share` is true where the scale is a share in percent, so that a percentage in the text is a place on it;
    `procedure` where the issue is the talks themselves.
    """

    key: str
    title: str
    zero: str
    hundred: str
    granted_by: str = "principals"
    cues: tuple[Cue, ...] = ()
    up: frozenset[str] = frozenset()
    down: frozenset[str] = frozenset()
    plain: int = 0
    contested: bool = False
    share: bool = False
    procedure: bool = False


@cache
def catalogue() -> Mapping[str, Issue]:
    """Return our own catalogue, by key.

    Examples
    --------
    >>> catalogue()["sanctions_relief"].hundred
    'all sanctions are lifted at once'
    >>> len(catalogue()) >= 40
    True
    """
    return {key: _issue(key, entry) for key, entry in lexicon("issues").items()}


def load_catalogue(path: Path | str, *, extend: bool = True) -> Mapping[str, Issue]:
    """Read a user's catalogue: YAML of issues by key, in the form of ours.

    Parameters
    ----------
    path
        The file.
    extend
        Whether it is laid over ours (an issue of the same key replaces ours) or stands alone.

    Raises
    ------
    InputError
        The file is no YAML, an issue lacks a field, or a field is unknown; every mistake at once.
    """
    path = Path(path)
    try:
        data = parse_yaml(path.read_text(encoding="utf-8"))
    except Exception as error:
        place = getattr(error, "problem_mark", None)
        line, column = (place.line + 1, place.column + 1) if place else (None, None)
        raise InputError(Problem("not a readable YAML file", file=str(path), line=line, column=column)) from error
    problems = _problems(data, str(path))
    if problems:
        raise InputError(problems)
    own = {str(key): _issue(str(key), entry) for key, entry in data.items()}
    return {**catalogue(), **own} if extend else own


def _problems(data: Any, file: str) -> list[Problem]:
    if not isinstance(data, dict):
        return [Problem("a catalogue maps keys to issues", file=file, remedy="write `key:` and its fields below it")]
    found = []
    for key, entry in data.items():
        if not isinstance(entry, dict):
            found.append(
                Problem("an issue has fields", file=file, where=str(key), remedy=f"fields: {', '.join(FIELDS)}")
            )
            continue
        lacking = [name for name in ("title", "zero", "hundred", "cues") if not entry.get(name)]
        found += [Problem(f"`{name}` is missing", file=file, where=str(key)) for name in lacking]
        for unknown in [str(name) for name in entry if name not in FIELDS]:
            remedy = did_you_mean(unknown, FIELDS) or f"fields: {', '.join(FIELDS)}"
            found.append(Problem(f"unknown field `{unknown}`", file=file, where=str(key), remedy=remedy))
    return found


def _issue(key: str, entry: Mapping[str, Any]) -> Issue:
    plain = int(entry.get("plain", 0))
    up, down = (frozenset(str(word) for word in entry.get(name, ())) for name in ("up", "down"))
    more_up, more_down = {1: (_GRANTING, _DENYING), -1: (_LIFTING, _IMPOSING)}.get(plain, (frozenset(), frozenset()))
    return Issue(
        key=key,
        title=str(entry["title"]),
        zero=str(entry["zero"]),
        hundred=str(entry["hundred"]),
        granted_by=str(entry.get("granted_by", "principals")),
        cues=tuple(dict.fromkeys(cue for text in entry["cues"] for cue in _cues(str(text)))),
        up=up | (more_up - down),
        down=down | (more_down - up),
        plain=plain,
        contested=bool(entry.get("contested", False)),
        share=bool(entry.get("share", False)),
        procedure=bool(entry.get("procedure", False)),
    )


def _cues(text: str) -> Iterator[Cue]:
    """Yield the cues of one entry: a phrase, or phrases with "&" between, of which "|" parts alternatives."""
    parts = [[tuple(one.lower().split()) for one in _phrases(part)] for part in text.split(" & ")]
    yield from product(*parts)


def _phrases(part: str) -> Iterator[str]:
    """Yield the phrases of a part: each word with "|" in it stands for several."""
    yield from (" ".join(words) for words in product(*(word.split("|") for word in part.split())))
