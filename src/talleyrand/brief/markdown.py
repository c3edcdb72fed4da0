"""The brief as Markdown, for Quarto, Pandoc or a wiki: the same lines, tables and notes, quotations as footnotes.

Whatever comes from a report or a case is text here, too: nothing in it becomes markup, a link or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from talleyrand.analyses.result import Exhibit
from talleyrand.analyses.words import figure, heading
from talleyrand.brief.changes import GROUPS
from talleyrand.brief.days import day
from talleyrand.brief.html import SEAT_GROUPS, matrix, numeric, paragraphs, titles
from talleyrand.brief.outline import Brief, Change, Line, Mark
from talleyrand.brief.phrases import SEAT_WORDS

_MARKUP = re.compile(r"[\\`*_{}\[\]<>|~^$&#@]|(?<=:)//|(?<=\bwww)\.", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")
_EMPTY = "–"
MOST_CITED, MOST_REASONS = 5, 3
"""As many records and estimates as the page names beside a line."""


def to_markdown(brief: Brief) -> str:
    """Return the brief as Markdown (CommonMark with tables and footnotes); the same brief gives the same bytes."""
    writer = _Writer(brief)
    return "\n\n".join(block for block in writer.blocks() if block) + "\n"


def escaped(words: object) -> str:
    r"""Return words on one line of which nothing is markup.

    Examples
    --------
    >>> print(escaped("<b>*5* | [a](javascript:b)\n1. c"))
    \<b\>\*5\* \| \[a\](javascript:b) 1. c
    >>> print(escaped("1. first"), escaped("- second"), escaped("https://a.b"))
    1\. first \- second https:\//a.b
    """
    flat = " ".join(_CONTROL.sub("", str(words)).split())
    flat = _MARKUP.sub(lambda found: "\\" + found[0], flat)
    return _START.sub(
        lambda found: f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}", flat
    )


class _Writer:
    """Writes the parts of one brief."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.alias = {row.record: row.alias for row in brief.evidence}
        self.labels = {row.address: row.label for row in brief.inputs}
        self.parts: dict[str, Callable[[], Iterable[str]]] = {
            "answer": lambda: map(self.line, brief.answer),
            "changes": self.changes,
            "wants": self.wants,
            "findings": self.findings,
            "disagree": lambda: map(self.line, brief.disagreements),
            "flips": self.flips,
            "inputs": self.inputs,
            "evidence": self.evidence,
            "sources": self.sources,
        }

    def blocks(self) -> Iterator[str]:
        yield from self.head()
        names = titles(self.brief.model_copy(update={"locale": None}))
        for number, part in enumerate(self.brief.parts, 1):
            yield f"## {number} {escaped(names[part])}"
            yield self.note(self.brief.choices.note(part))
            found = list(self.parts[part]())
            yield from found or ["Nothing to tell."]
        yield f"Written by Talleyrand {escaped(self.brief.version)}, seed {self.brief.seed}."

    def head(self) -> Iterator[str]:
        brief = self.brief
        yield f"# {escaped(brief.title)}"
        told = [
            f"As of {day(brief.as_of)}" if brief.as_of else "",
            f"Scenario: {brief.scenario}" if brief.scenario else "",
        ]
        told += [f"case `{brief.case[:12]}`", "implications of the inputs below, not a forecast"]
        yield " · ".join(words if words.startswith("case") else escaped(words) for words in told if words)
        if brief.banner:
            yield f"> **{escaped(brief.banner)}** What is reported comes first; the analyses hold if the inputs hold."
        if brief.left_out:
            yield f"> Left out by the analyst: {'; '.join(map(escaped, brief.left_out))}."

    def note(self, words: str | None) -> str:
        """Return a note of the analyst, marked as one."""
        if not words:
            return ""
        first, *rest = paragraphs(words)
        return "\n>\n".join([f"> **Analyst’s note.** {escaped(first)}", *(f"> {escaped(part)}" for part in rest)])

    def cited(self, records: Sequence[str]) -> str:
        known = [record for record in records if record in self.alias]
        rest = len(known) - MOST_CITED
        told = "".join(f"[^{self.alias[record]}]" for record in known[:MOST_CITED])
        return told + (f" (and {rest} more)" if rest > 0 else "")

    def line(self, line: Line) -> str:
        text = escaped(line.text)
        said = [f"**{line.number}** {f'*{text}*' if line.assumed else text}{self.cited(line.records)}"]
        said += ["○ Carried mostly by assumptions."] if line.assumed else []
        said += [f"{heading(line.survival)}."] if line.survival else []
        said += [f"**Mind:** {escaped(words)}" for words in line.warnings]
        because = [escaped(self.labels[address]) for address in line.estimates if address in self.labels]
        rest = len(because) - MOST_REASONS
        because = [*because[:MOST_REASONS], *([f"and {rest} more"] if rest > 0 else [])]
        said += [f"Because: {'; '.join(because)}."] if because else []
        return "\n\n".join(part for part in (" ".join(said), self.note(line.analyst)) if part)

    def changes(self) -> Iterator[str]:
        since = self.brief.since
        if since:
            yield f"Held against the brief “{escaped(since.title)}”, case `{since.case[:12]}`."
        group = None
        for change in self.brief.changes:
            if change.group != group:
                group = change.group
                yield f"### {GROUPS[group]}"
            yield self.change(change)

    def change(self, change: Change) -> str:
        before, after = (escaped(words) if words else "" for words in (change.before, change.after))
        told = {"added": f"new {after}", "removed": f"no longer {before}", "changed": f"{before} → {after}"}[
            change.what
        ]
        return f"**{change.number}** **{escaped(change.name)}**: {told.strip()}{self.cited(change.records)}"

    def wants(self) -> Iterator[str]:
        brief = self.brief
        talks = list(dict.fromkeys(row.negotiation for row in brief.seats))
        if talks:
            yield "### Who sits where"
            yield _table(["Negotiation", *(name for name, _ in SEAT_GROUPS)], [self.seats(title) for title in talks])
        if brief.issues:
            yield "### Parties and issues"
            yield "Position from 0 to 100; in brackets its weight for the party, 0 to 1; ○ assumed, ≠ contradicted."
            rows = [[escaped(name), *map(_mark, marks)] for name, marks in matrix(brief)]
            yield _table(["Party", *(escaped(block.title) for block in brief.issues)], rows)
        for block in brief.issues:
            ends = f"0: {escaped(block.zero)}; 100: {escaped(block.hundred)}; without a deal: {figure(block.reversion)}"
            landing = f"; compromise: {figure(block.compromise)}" if block.compromise is not None else ""
            mind = "".join(f" **Mind:** {escaped(words)}" for words in block.warnings)
            yield f"**{escaped(block.title)}.** {ends}{landing}.{mind}"

    def seats(self, title: str) -> list[str]:
        rows = [row for row in self.brief.seats if row.negotiation == title]
        cells = []
        for _, kinds in SEAT_GROUPS:
            told = [
                f"{escaped(row.name)}{'' if row.seat in ('in', 'out') else f' ({SEAT_WORDS[row.seat]})'}"
                f"{self.cited(row.records) or ' ○'}"
                for row in rows
                if row.seat in kinds
            ]
            cells.append("; ".join(told))
        return [escaped(heading(title)), *cells]

    def findings(self) -> Iterator[str]:
        if self.brief.banner:
            yield "*If these drafted inputs held:*"
        for method in self.brief.methods:
            yield f"### {escaped(method.title)}"
            yield f"*{escaped(method.question)}*"
            yield self.note(method.analyst)
            yield from (f"Not run: {escaped(words)}." for words in method.missing)
            yield from map(self.line, method.lines)
            for exhibit in method.exhibits:
                yield f"{escaped(exhibit.title)}{f'. {escaped(exhibit.note)}' if exhibit.note else ''}."
                yield _exhibit(exhibit)
            yield from map(escaped, method.notes)
            if not method.missing:
                yield f"Method: {escaped(method.reference)}"

    def flips(self) -> Iterator[str]:
        yield from map(self.line, self.brief.flips)
        if self.brief.unknowns:
            yield "### Still unknown"
            yield from map(self.line, self.brief.unknowns)

    def inputs(self) -> Iterator[str]:
        rows = []
        for row in self.brief.inputs:
            rests = self.cited(row.records)
            rests += f" against: {self.cited(row.contradicted)}" if row.contradicted else ""
            rests += f" ○ *{escaped(row.assumption)}*" if row.assumption else ""
            rests += " (drafted)" if row.drafted else ""
            rows.append([escaped(row.label), escaped(row.value), escaped(row.range or ""), rests.strip()])
        yield _table(["What", "Value", "Range", "Rests on"], rows)

    def evidence(self) -> Iterator[str]:
        """Return the quotations: each is a footnote wherever it is cited, and is defined here once."""
        yield "The words that the lines above rest on."
        for row in self.brief.evidence:
            told = " · ".join(escaped(words) for words in (row.kind, row.who, row.when, row.status) if words)
            quote = escaped(row.quote.strip('“”" '))
            yield f"[^{row.alias}]: **{row.alias}** {told}: “{quote}” (source {row.source}, ¶{row.paragraph})"

    def sources(self) -> Iterator[str]:
        rows = [
            [
                str(row.number),
                ", ".join(escaped(words) for words in (row.title, row.outlet, row.author) if words),
                day(row.published) if row.published else "unknown",
                str(row.records),
                f"`{row.sha256}`",
            ]
            for row in self.brief.sources
        ]
        yield _table(["No.", "Source", "Published", "Records", "sha256 of the bytes received"], rows)
        if self.brief.limits:
            yield "### What was not read, and what reading lacked"
            yield "\n".join(f"- {escaped(words)}" for words in self.brief.limits)


def _mark(mark: Mark | None) -> str:
    if mark is None:
        return _EMPTY
    sign = {"cited": "", "assumed": "○ ", "contradicted": "≠ "}[mark.grounds]
    return f"{sign}{figure(mark.value)}{f' ({figure(mark.salience)})' if mark.salience is not None else ''}"


def _exhibit(exhibit: Exhibit) -> str:
    right = [numeric(exhibit, column) for column in range(len(exhibit.columns))]
    return _table(
        [escaped(name) for name in exhibit.columns], [[_cell(cell) for cell in row] for row in exhibit.rows], right
    )


def _cell(value: Any) -> str:
    if value is None:
        return _EMPTY
    if isinstance(value, bool):
        return "yes" if value else "no"
    return figure(value) if isinstance(value, float) else escaped(value)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[bool] = ()) -> str:
    rules = ["--:" if column < len(right) and right[column] else "---" for column in range(len(head))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rules, *rows))
