"""Long texts, texts of nothing but marks, and many reports: called by ``python -m benchmarks.statements``.

``--only growth``, ``--only size`` (with ``--megabytes N`` for the largest text) and ``--only memory``. The texts are
made here, from sentences of our own, by a seed.
"""

from __future__ import annotations

import gc
import os
import time
from pathlib import Path

import numpy as np

from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.language import parse
from talleyrand.evidence.quotes import find_quotations
from talleyrand.evidence.records import Statement
from talleyrand.evidence.statements import StatementExtractor
from talleyrand.ids import sha256
from talleyrand.reading.document import Document

_WHO = ("The minister", "Ada Lund", "A spokeswoman for the union", "The envoy", "Mayor Berg", "The army", "Ankara")
_WHAT = ("the dam would hold", "talks would resume", "the plan was dead", "nobody had asked", "the truce was in danger")
_FORMS = (
    "{who} said that {what} on day {n}.",
    "“It is over, and {what},” {who} told reporters. “That was day {n}.”",
    "{who} accused the council of delay {n}, adding that {what}.",
    "According to {who}, {what}, and {n} lorries crossed the bridge.",
    "It rained for {n} days, and the river rose.",
)


def _document(text: str) -> Document:
    return Document(sha256=sha256(text.encode()), text=text)


def made_up(length: int, seed: int) -> str:
    """Return a text of about so many characters, a paragraph every four sentences."""
    rng, parts, size = np.random.default_rng(seed), [], 0
    while size < length:
        form, who, what = (str(rng.choice(options)) for options in (_FORMS, _WHO, _WHAT))
        parts.append(form.format(who=who, what=what, n=rng.integers(10_000)) + ("\n\n" if len(parts) % 4 == 3 else " "))
        size += len(parts[-1])
    return "".join(parts)


def _seconds(text: str, nlp: object) -> tuple[float, float, float, int]:
    """Return the processor time of the marks, the parse and the statements, and how many statements there are."""
    report, times = _document(text), [time.process_time()]
    find_quotations(report)
    times.append(time.process_time())
    doc = parse(report, nlp)
    times.append(time.process_time())
    found = StatementExtractor().propose(Reading(report, doc)).of(Statement)
    times.append(time.process_time())
    marks, parsing, reading = np.diff(times)
    return float(marks), float(parsing), float(reading), len(found)


def growth(nlp: object) -> None:
    """Print processor seconds for texts of nothing but marks at 1, 2, 4 and 8 times the length.

    The garbage collector rests meanwhile: it looks at all that lives ever more often, and would hide how we grow.
    """
    base = 5_000
    StatementExtractor().propose(Reading(_document("x"), parse(_document("x"), nlp)))
    print(
        f"\nquotation marks alone: processor seconds at 1, 2, 4, 8 times {base:,} characters; the last over the first"
    )
    gc.disable()
    for mark in ('"', "“", "' ", '“"’ ‘\n', '" a '):
        rows = np.array([_seconds(mark * (base * k // len(mark)), nlp)[:3] for k in (1, 2, 4, 8)])
        for name, row in zip(("marks", "parse", "statements"), rows.T, strict=True):
            print(
                f"{mark!r:10} {name:11}", "  ".join(f"{t:7.3f}" for t in row), f"  x {row[3] / max(row[0], 1e-9):.1f}"
            )


def size(nlp: object, megabytes: float, seed: int) -> None:
    """Print processor seconds for texts of 1/8, 1/4, 1/2 and the whole of a length."""
    print(f"\none long text: processor seconds up to {megabytes:g} MB")
    for part in (8, 4, 2, 1):
        text = made_up(int(megabytes * 1e6 / part), seed)
        marks, parsing, reading, found = _seconds(text, nlp)
        seconds = f"marks {marks:.2f}  parse {parsing:.1f}  statements {reading:.1f}"
        print(f"{len(text) / 1e6:6.2f} MB  {seconds}  {found:,} found  memory {_resident():.0f} MB")


def memory(nlp: object, reports: int, seed: int) -> None:
    """Print resident memory while reports of 10 KB are read one after the other."""
    print(f"\nmemory over {reports} reports of 10 KB, in MB")
    extractor = StatementExtractor()
    for number in range(reports):
        report = _document(made_up(10_000, seed + number))
        extractor.propose(Reading(report, parse(report, nlp)))
        if number + 1 in (1, 20, reports // 2, reports):
            gc.collect()
            print(f"after {number + 1:5}: {_resident():.0f}")


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
