"""What a reader should be told about a text before trusting what is read from it."""

from __future__ import annotations

import re

from talleyrand.errors import Problem

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Closed-class words make up 40 to 50 per cent of running English and hardly any of another language.
_ENGLISH = re.compile(
    r"(?:the|of|and|to|in|a|is|that|for|it|on|with|as|was|by|be|at|from|are|this|have|has|had|not|but|they|he|she|his"
    r"|her|its|their|who|which|will|would|said|an|or|were|been|more|than)"
)
_INCHES = re.compile(r"(?<=\d['’′]\d)\"|(?<=\d['’′]\d\d)\"")
_FEW_WORDS = 40
_WRAP = 100
_ENGLISH_SHARE = 0.15


def warnings_of(text: str, place: str) -> tuple[Problem, ...]:
    r"""Return warnings on unbalanced quotation marks, line by line, and on a text that is hardly English.

    Examples
    --------
    >>> [p.line for p in warnings_of('He said “yes.\\nShe said “no.”', "a.txt")]
    [1]
    """
    return (*_quotation_marks(text, place), *_foreign(text, place))


def _quotation_marks(text: str, place: str) -> list[Problem]:
    blocks = _blocks(text)
    found = []
    for n, (number, block) in enumerate(blocks):
        following = blocks[n + 1][1] if n + 1 < len(blocks) else ""
        if mark := _odd_mark(block, following):
            found.append(
                Problem(
                    f"a quotation mark ({mark}) without its partner in this paragraph",
                    file=place,
                    line=number,
                    remedy="check where the quotation ends",
                    severity="warning",
                )
            )
    return found


def _blocks(text: str) -> list[tuple[int, str]]:
    """Return paragraphs with their first line's number; neighbouring short lines are one hard-wrapped paragraph."""
    blocks: list[tuple[int, list[str]]] = []
    wrapped = False
    for number, line in enumerate(text.split("\n"), start=1):
        words = line.strip()
        short = len(words) <= _WRAP
        if words and wrapped and short:
            blocks[-1][1].append(words)
        elif words:
            blocks.append((number, [words]))
        wrapped = bool(words) and short
    return [(number, " ".join(lines)) for number, lines in blocks]


def _odd_mark(line: str, following: str) -> str | None:
    """Return the mark that lacks its partner. A quotation may run on: the next paragraph then opens with a mark."""
    runs_on = following[:1] in {"“", '"', "„", "«"}
    if _INCHES.sub("", line).count('"') % 2 and not runs_on:
        return '"'
    depth = 0
    for mark in line:
        if mark == "“":
            depth += 1
        elif mark == "”":
            depth -= 1
            if depth < 0 and not line.count("„"):
                return "”"
            depth = max(depth, 0)
    return "“" if depth and not runs_on else None


def _foreign(text: str, place: str) -> list[Problem]:
    words = [w.casefold() for w in _WORD.findall(text[:20_000])]
    if len(words) < _FEW_WORDS:
        return []
    share = sum(bool(_ENGLISH.fullmatch(w)) for w in words) / len(words)
    if share >= _ENGLISH_SHARE:
        return []
    return [
        Problem(
            f"this hardly reads like English ({share:.0%} of its words are common English ones)",
            file=place,
            remedy="the extractors know English only; give an English text",
            severity="warning",
        )
    ]
