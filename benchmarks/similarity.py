"""How well words that are no cues find their issue by similarity: ``python -m benchmarks.similarity [--seed N]``.

Two questions. Left out one at a time, does a cue of one word find the issue that it was taken from? And where a
statement without cues is placed on an issue of its report, is that one which the case drawn up by hand has?
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from benchmarks.figures import Rows
from talleyrand.evidence.issue_catalogue import catalogue
from talleyrand.evidence.issue_matching import our_matcher
from talleyrand.evidence.issue_similarity import CLEAR, SimilarIssues
from talleyrand.evidence.language import load
from talleyrand.evidence.records import Statement
from talleyrand.evidence.word_vectors import word_vectors
from tests.support import scoring
from tests.support.hand_cases import HandCase, load_cases


def left_out() -> Iterator[tuple[bool, bool]]:
    """Yield for each cue of one known word whether the others find its issue, and whether clearly."""
    issues = dict(catalogue())
    for key, issue in issues.items():
        words = sorted({cue[0][0].lstrip("=") for cue in issue.cues if len(cue) == 1 and len(cue[0]) == 1})
        for word in (w for w in words if w in word_vectors().places):
            rest = tuple(c for c in issue.cues if not any(word in {p.lstrip("=") for p in phrase} for phrase in c))
            similar = SimilarIssues.of({**issues, key: replace(issue, cues=rest)})
            like = similar.likeness(word)
            if like is not None:
                yield like.issue == key, like.ahead >= CLEAR


def placed(case: HandCase) -> Iterator[bool]:
    """Yield for each statement that only similarity places whether the case by hand has the issue, or may have it."""
    report = case.report()
    if report is None:
        return
    has = case.may_issues.union(*case.issues)
    for statement in scoring.reading_of(report.text, report.published, report.outlet).of(Statement):
        words = [t for span in statement.content for t in load()(span.text)]
        if statement.positions and statement.by.name != "wills" and not our_matcher().find(words):
            yield statement.positions[0].issue in has


def main() -> None:
    """Print both shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    seed = parser.parse_args().seed
    found, rows = list(left_out()), Rows()
    rows.add("cues left out that find their issue", [hit for hit, _ in found])
    rows.add("  of those that find one clearly", [hit for hit, clear in found if clear])
    rows.add("statements placed by similarity: issue in the case by hand", [x for c in load_cases() for x in placed(c)])
    rows.show(seed)
    print(f"vectors: {len(word_vectors().places):,} nouns, {np.shape(word_vectors().rows)[1]} directions")


if __name__ == "__main__":
    main()
