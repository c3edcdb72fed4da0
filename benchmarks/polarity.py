"""How well polarity and stance are told: ``python -m benchmarks.polarity [--held-out] [--show]``.

Polarity towards a named target is scored on NewsMTSC devtest_mt (sentences with two targets and more) by macro F, with
the confusion of classes. Stance (our eleven) is scored on our own labelled reports and sentences, over the statements
that were found at all and bear a label; on the guiding report, whose labels tell polarity alone, by its sign.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from functools import cache

from benchmarks.figures import Rows, interval, macro_f, versions
from talleyrand.evidence.language import load, parse
from talleyrand.evidence.polarity import polarity_of, polarity_towards
from talleyrand.evidence.train_polarity import read_targets
from talleyrand.ids import sha256
from talleyrand.reading.document import Document
from tests.support import scoring
from tests.support.labelled import LabelledReport
from tests.support.labels import load_all, load_seed, load_sentences
from tests.support.shared import SHARED

TARGETS = SHARED / "gold" / "newsmtsc" / "devtest_mt.jsonl"
SEED = SHARED / "gold" / "seed" / "latimes-2018-06-08.json"
TIERS = ("core", "extended", "nested")


@cache
def targets() -> tuple[tuple[int, int], ...]:
    """Return the true sign and ours for every target of the development set."""
    pairs = []
    last, doc = None, None
    for target in read_targets(TARGETS):
        if doc is None or target.sentence != last:
            last = target.sentence
            doc = parse(Document(sha256=sha256(last.encode()), text=last), load())
        pairs.append((target.sign, polarity_towards(doc, target.start, target.end).sign))
    return tuple(pairs)


def stances(name: str, reports: Sequence[LabelledReport]) -> Rows:
    """Score the stance of the labelled statements that were found."""
    rows = Rows()
    for report in reports:
        reading = scoring.reading_of(report.text, report.published, report.outlet)
        for label, made in (pair for tier in TIERS for pair in scoring.pairs(report, reading, tier)):
            if label.stance is None:
                continue
            right = made.stance in (label.stance, *label.stance_alt)
            miss = (report.name, label.stance, made.stance, made.cue and made.cue.text, label.contents[0].text[:90])
            rows.add(f"{name}: stance", [right], () if right else [miss])
    return rows


def signs(report: LabelledReport) -> Rows:
    """Score the sign of the stance where a label tells polarity alone."""
    rows = Rows()
    reading = scoring.reading_of(report.text, report.published, report.outlet)
    for label, made in (pair for tier in TIERS for pair in scoring.pairs(report, reading, tier)):
        if label.polarity is not None:
            right = polarity_of(made.stance) == label.polarity
            miss = (label.id, label.polarity, made.stance, made.cue and made.cue.text)
            rows.add("guiding report: sign of the stance", [right], () if right else [miss])
    return rows


def main() -> None:
    held, show = "--held-out" in sys.argv, "--show" in sys.argv
    print(f"{versions(0)}, {'held-out' if held else 'development'} half")
    if TARGETS.exists():
        low, high = interval(targets(), macro_f)
        print(f"NewsMTSC devtest_mt, macro F: {macro_f(targets()):.1%} ({len(targets())}; {low:.1%} to {high:.1%})")
        for (true, given), n in sorted(Counter(targets()).items()):
            print(f"    labelled {true:2}, told {given:2}: {n}")
    if SEED.exists():
        signs(load_seed(SEED)).show(misses=show)
    stances("our reports", load_all(held)).show(misses=show)
    stances("our sentences", load_sentences(held)).show(misses=show)


if __name__ == "__main__":
    main()
