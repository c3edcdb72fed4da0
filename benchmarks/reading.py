"""The whole table of how well reports are read: ``python -m benchmarks.reading [--held-out | --sealed] [--seed N]``.

One line a figure, with its 95 % bootstrap interval over the items and what must and should be reached: events, status,
seats, ties, stance, dates, mentions, names, polarity, drafts, and the cost beside the bare parse. The parts come from
the other files here, which list misses. Gold sets that do not lie beside the checkout are left out. ``--sealed`` scores
the sealed reports alone, which nobody who writes rules may look into: figures only.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from benchmarks import actors, draft, events, polarity
from benchmarks.figures import Row, Rows, Statistic, f_score, interval, macro_f, share, versions
from talleyrand.evidence.language import load, parse
from talleyrand.evidence.pipeline import read
from talleyrand.ids import sha256
from talleyrand.reading.document import Document
from tests.support.hand_cases import HandCase, load_cases
from tests.support.labelled import LabelledReport
from tests.support.labels import load_all, load_passages, load_seed, load_sentences
from tests.support.shared import SHARED

SAME_TIMES = 5


@dataclass(frozen=True)
class Part:
    """Which of our own labels are scored: the development half, the half held out, or the sealed reports."""

    name: str

    @property
    def guiding(self) -> bool:
        """Whether the guiding report is scored with it."""
        return self.name == "development"

    def reports(self) -> list[LabelledReport]:
        """Return its reports."""
        return load_all(sealed=True) if self.name == "sealed" else load_all(self.name == "held-out")

    def sentences(self) -> list[LabelledReport]:
        """Return its single sentences; the sealed part has none."""
        return [] if self.name == "sealed" else load_sentences(self.name == "held-out")

    def passages(self) -> list[LabelledReport]:
        """Return its passages labelled for events; the old held-out half has none."""
        return [] if self.name == "held-out" else load_passages(sealed=self.name == "sealed")

    def cases(self) -> list[HandCase]:
        """Return its cases drawn up by hand."""
        return load_cases(self.name == "held-out", sealed=self.name == "sealed")


@dataclass
class Table:
    """Prints a line at once for every figure that is added."""

    seed: int
    rows: Rows = field(default_factory=Rows)

    def take(self, *parts: Rows) -> None:
        """Keep rows to draw figures from."""
        for part in parts:
            self.rows.update(part)

    def line(
        self, name: str, items: Sequence[object], goal: str = "", statistic: Statistic = share, note: str = ""
    ) -> None:
        """Print one figure over items, in percent."""
        if not items:
            return
        low, high = (100 * end for end in interval(items, statistic, self.seed))
        value = 100 * statistic(items)
        print(f"{name:58}{value:6.1f}  {low:5.1f} – {high:5.1f}  {len(items):5}   {goal:10} {note}")

    def shares(self, name: str, keys: Sequence[str], goal: str = "") -> None:
        """Print the share over all items of some rows."""
        hits = self.hits(keys)
        self.line(name, hits, goal, note=f"{sum(hits)} of {len(hits)}")

    def f(self, name: str, recall: Sequence[str], precision: Sequence[str], goal: str = "") -> None:
        """Print F: labelled items found or not, and found ones that are no labelled ones."""
        labelled = [(True, hit) for hit in self.hits(recall)]
        extra = [(False, True)] * self.hits(precision).count(False)
        self.line(name, [*labelled, *extra], goal, f_score)

    def hits(self, keys: Sequence[str]) -> list[bool]:
        """Return the items of some rows, one after the other."""
        return [hit for key in keys for hit in self.rows.get(key, Row()).hits]


def event_lines(table: Table, part: Part) -> None:
    table.take(events.plover_sentences(), events.labelled("our reports", part.reports()))
    table.take(events.labelled("our sentences", part.sentences()), events.issues(part.reports()))
    table.take(events.labelled("our passages", part.passages()))
    if events.SEED.exists() and part.guiding:
        table.take(events.labelled("guiding report", [load_seed(events.SEED)]))
    for what, goal in (("class", "65 / 85"), ("source and target", "70 / 88"), ("both, recall", "50 / 75")):
        table.shares(f"PLOVER GSR dev: {what}", [f"PLOVER sentences: {what}"], goal)
    table.shares("PLOVER GSR dev: both, precision", ["PLOVER sentences: both, precision"], "60 / 80")
    recall, precision = "core events: class and dyad, recall", "events: precision"
    table.f("guiding report: core events, class and dyad, F", *_one("guiding report", recall, precision), "65 / 85")
    both = ["our reports", "our sentences"]
    table.f("own: core events, class and dyad, F", *_many(both, recall, precision))
    table.f("own passages: core events, class and dyad, F", *_one("our passages", recall, precision))
    every = ["guiding report", *both]
    matched = [f"{n}: status of those matched" for n in (*every, "our passages")]
    table.shares("status of those matched, guiding report and own", matched, "88 / 95")
    seats = "seats: recall", "seats of the main talks: precision"
    table.f("seats, guiding report and own, F", *_many(every, *seats), "70 / 85")
    told = ("ties found", "expectations found")
    table.shares("ties and expectations, guiding report", [f"guiding report: {x}" for x in told], "8 / 11")
    table.shares("ties and expectations, own", [f"{n}: {x}" for n in both for x in told])
    for what in ("ties", "expectations"):
        table.shares(f"{what}, own: of those proposed, labelled", [f"{n}: {what}: precision" for n in both])
    table.shares("issues found in statements, own reports", ["our reports: issues found in statements"])


def _one(name: str, recall: str, precision: str) -> tuple[list[str], list[str]]:
    return [f"{name}: {recall}"], [f"{name}: {precision}"]


def _many(names: Sequence[str], recall: str, precision: str) -> tuple[list[str], list[str]]:
    return [f"{name}: {recall}" for name in names], [f"{name}: {precision}" for name in names]


def stance_lines(table: Table, part: Part) -> None:
    table.take(polarity.stances("own reports", part.reports()))
    table.take(polarity.stances("own sentences", part.sentences()))
    table.shares(
        "stance of eleven, own reports and sentences", ["own reports: stance", "own sentences: stance"], "65 / 80"
    )
    if polarity.SEED.exists() and part.guiding:
        table.take(polarity.signs(load_seed(polarity.SEED)))
        table.shares("sign of the stance, guiding report", ["guiding report: sign of the stance"])
    if polarity.TARGETS.exists():
        table.line("NewsMTSC devtest_mt: polarity, macro F", polarity.targets(), "60 / 76", macro_f)


def actor_lines(table: Table, part: Part) -> None:
    if actors.SEED.exists() and part.guiding:
        table.take(actors.guiding_report())
        table.shares("guiding report: dates, value with granularity", [_dates(actors.SEED.stem)], "10 / 11")
        found = "guiding report: labelled mentions found"
        ours, kinds = "guiding report: of our mentions, labelled", "guiding report: kind of those that are ours"
        wrong = table.hits([kinds]).count(False)
        hits = table.hits([found])
        right, missed = [(True, True)] * (sum(hits) - wrong), [(True, False)] * hits.count(False)
        swapped = [(True, False), (False, True)] * wrong  # of the wrong kind: missed, and a false alarm
        pairs = [*right, *missed, *swapped, *[(False, True)] * table.hits([ours]).count(False)]
        table.line("guiding report: mentions with their kind, F", pairs, "94 / 98", f_score)
        table.shares(
            "guiding report: resolved to the right actor", ["guiding report: resolved to the right actor"], "92 / 98"
        )
    table.take(actors.reports(part.reports()), actors.sentences(part.sentences()), actors.gazetteer())
    names = [_dates(report.name) for report in part.reports()]
    table.shares("own: dates, value with granularity", [*names, "own sentences: dates, value and granularity"])
    for what in ("actors found", "party", "role", "labelled mentions resolved to their actor"):
        table.shares(f"own reports: {what}", [f"own reports: {what}"])
    table.shares("gazetteer: names of states", ["gazetteer: names of states"], "97 / 99")


def _dates(name: str) -> str:
    return f"{name}: dates, value and granularity"


def draft_lines(table: Table, part: Part) -> None:
    pairs = [(hand, made) for hand in part.cases() if (made := draft.drafted(hand)) is not None]
    out = draft.tally(pairs)
    for kind, found in out.found.items():
        table.line(f"draft: {kind}, F", found, statistic=f_score)
    table.line("draft: value by hand inside the range", out.held, "90", note=f"{sum(out.held)} of {len(out.held)}")
    table.line("draft: width of these ranges", [width / 100 for width in out.widths], statistic=_mean)
    print(f"draft: positions by hand that are drafted at all: {len(out.held)} of {len(out.held) + out.silent}")


def _mean(items: Sequence[object]) -> float:
    return sum(items) / len(items)


def cost() -> None:
    """Print how long reading takes beside the bare parse: the median of five, over all our reports."""
    documents = [Document(sha256=sha256(r.text.encode()), text=r.text, published=r.published) for r in load_all()]
    ratios, nlp = [], load()
    for _ in range(SAME_TIMES + 1):
        start = time.perf_counter()
        for document in documents:
            parse(document, nlp)
        bare = time.perf_counter() - start
        start = time.perf_counter()
        for document in documents:
            read(document, nlp)
        ratios.append((time.perf_counter() - start) / bare)
    print(f"{'reading beside the bare parse, times':58}{median(ratios[1:]):6.2f}{'':25}1.60")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--held-out", action="store_true", help="score the half that no rule was made on")
    which.add_argument("--sealed", action="store_true", help="score the sealed reports, figures only")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    part = Part("sealed" if options.sealed else "held-out" if options.held_out else "development")
    print(f"{versions(options.seed)}, {part.name} {'reports' if options.sealed else 'half'}")
    if not SHARED.exists():
        print("the gold sets are not beside the checkout: only our own labels are scored")
    print(f"{'':58}{'%':>6}  {'95 % interval':>13}  {'items':>5}   must / aim")
    table = Table(options.seed)
    for lines in (event_lines, stance_lines, actor_lines, draft_lines):
        lines(table, part)
    cost()


if __name__ == "__main__":
    main()
