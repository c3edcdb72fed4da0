"""How near drafts come to cases drawn up by hand: ``python -m benchmarks.draft``.

``--held-out``, ``--sealed``, ``--show`` and ``--seed N`` are its options. For the reports of the development half
with the guiding report, for the held-out half (``tests/fixtures/cases``), or for the sealed reports, whose misses
``--show`` does not list: parties, seats and issues found (F), the share of the hand-made values that lie in the
drafted ranges, and how wide these are. A position counts as drafted where it rests on words; where it is an
assumption or missing, the draft says nothing, which is told apart. Intervals are 95 % bootstrap intervals over the
items.
"""

from __future__ import annotations

import argparse
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version

import numpy as np

from talleyrand.case.draft import draft
from talleyrand.case.estimate import Estimate
from talleyrand.case.model import Case
from talleyrand.evidence.language import DEFAULT_PIPELINE
from tests.support import scoring
from tests.support.hand_cases import HandCase, load_cases

SAMPLES = 1000
Pair = tuple[bool, bool]
"""Whether an item stands in the hand-made case, and in the draft."""


@dataclass
class Tally:
    """What is counted over all reports."""

    found: dict[str, list[Pair]] = field(default_factory=lambda: {"parties": [], "seats": [], "issues": []})
    held: list[bool] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    silent: int = 0
    notes: list[str] = field(default_factory=list)


def drafted(case: HandCase) -> Case | None:
    """Draft a case from the report of a hand-made one; None where the report is not here."""
    report = case.report()
    if report is None:
        return None
    reading = scoring.reading_of(report.text, report.published, report.outlet)
    return draft(reading.records, {reading.document.id: report.published})


def tally(pairs: Sequence[tuple[HandCase, Case]]) -> Tally:
    """Compare drafts with hand-made cases."""
    out = Tally()
    for hand, made in pairs:
        _parties(out, hand, made)
        _issues(out, hand, made)
        for (party, issue), value in hand.positions.items():
            _position(out, hand, party, issue, value, made.positions.get(party, {}).get(issue))
    return out


def _note(out: Tally, hand: HandCase, kind: str, item: object, pair: Pair) -> None:
    out.found[kind].append(pair)
    if pair != (True, True):
        out.notes.append(f"{hand.name}: {kind}: {'missed' if pair[0] else 'too many'}: {item}")


def _parties(out: Tally, hand: HandCase, made: Case) -> None:
    for party in [*hand.seats, *(p for p in made.parties if p not in hand.seats and p not in hand.may_parties)]:
        _note(out, hand, "parties", party, (party in hand.seats, party in made.parties))
    main = made.main_negotiation()
    told = {p: s.seat for p, s in main[1].seats.items() if s.because} if main else {}
    for party in [*hand.seats, *(p for p in told if p not in hand.seats)]:
        kinds, kind = hand.seats.get(party, ()), told.get(party)
        if kind is None and not kinds:
            continue
        right = kind is not None and kind in kinds
        if kinds:
            _note(out, hand, "seats", (party, kinds, kind), (True, right))
        if kind is not None and not right:
            _note(out, hand, "seats", (party, kinds, kind), (False, True))


def _issues(out: Tally, hand: HandCase, made: Case) -> None:
    for row in hand.issues:
        _note(out, hand, "issues", row, (True, any(q in made.issues for q in row)))
    known = {q for row in hand.issues for q in row} | hand.may_issues
    for issue in made.issues:
        if issue not in known:
            _note(out, hand, "issues", issue, (False, True))


def _position(out: Tally, hand: HandCase, party: str, issue: str, value: float, e: Estimate | None) -> None:
    if e is None or not e.because:
        out.silent += 1
        out.notes.append(f"{hand.name}: position: nothing drafted: {party} {issue} {value:g}")
        return
    out.held.append(e.low <= value <= e.high)
    out.widths.append(e.high - e.low)
    sign = "holds" if out.held[-1] else "misses"
    out.notes.append(f"{hand.name}: position: {sign}: {party} {issue} {value:g} in {e.low:g} to {e.high:g}")


def f_score(pairs: Sequence[Pair]) -> float:
    """Return F of what is found, in percent."""
    both = sum(a and b for a, b in pairs)
    return 200 * both / max(1, sum(a for a, _ in pairs) + sum(b for _, b in pairs))


def mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if len(values) else float("nan")


def print_tally(out: Tally, seed: int) -> None:
    """Print the figures, each with its interval."""
    random = np.random.default_rng(seed)

    def line(name: str, values: Sequence[object], figure: object, digits: int = 1) -> None:
        draws = random.integers(0, len(values), (SAMPLES, len(values)))
        low, high = np.percentile([figure([values[i] for i in draw]) for draw in draws], [2.5, 97.5])
        whole = figure(values)
        print(f"{name:52} {whole:6.{digits}f}  ({len(values)} items; {low:.{digits}f} to {high:.{digits}f})")

    for kind, pairs in out.found.items():
        line(f"draft: {kind}, F", pairs, f_score)
    if out.held:
        line("draft: hand-made value inside the range, %", [100.0 * h for h in out.held], mean)
        line("draft: width of these ranges, points", out.widths, mean)
    print(f"{'draft: hand-made positions drafted at all':52} {len(out.held)} of {len(out.held) + out.silent}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="list what was missed, and every range")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--held-out", action="store_true", help="score the half that no rule was made on")
    which.add_argument("--sealed", action="store_true", help="score the sealed reports, figures only")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, spaCy {version('spacy')}, {DEFAULT_PIPELINE}, seed {options.seed}")
    cases = load_cases(options.held_out, options.sealed)
    out = tally([(hand, made) for hand in cases if (made := drafted(hand)) is not None])
    print_tally(out, options.seed)
    for note in out.notes if options.show and not options.sealed else ():
        print("   ", note)


if __name__ == "__main__":
    main()
