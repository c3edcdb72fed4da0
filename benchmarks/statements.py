"""Measure the reader of statements on development data: ``python -m benchmarks.statements``.

Every figure comes with a 95 % bootstrap interval over articles (or texts), the seed and the versions that made it.
The data lie beside the checkout (``../shared``, or ``--shared DIR``); nothing of them is copied.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from benchmarks.statement_errors import errors
from benchmarks.statement_limits import growth, memory, size
from talleyrand.evidence.actors import ActorExtractor
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.language import DEFAULT_PIPELINE, load, parse
from talleyrand.evidence.matching import EXACT, match, overlap
from talleyrand.evidence.quotes import find_quotations
from talleyrand.evidence.records import Statement
from talleyrand.evidence.standoff import Label, read_articles
from talleyrand.evidence.statements import StatementExtractor
from talleyrand.ids import sha256
from talleyrand.reading.document import Document

Place = tuple[int, int]
Counts = dict[str, float]
ROOT = Path(__file__).parents[1]
SEEDS = 1000
PARTS = ["polnear", "errors", "riqua", "reports", "growth", "size", "memory"]


@dataclass(frozen=True)
class Found:
    """A statement as far as the metric looks at it."""

    source: list[Place]
    cue: list[Place]
    content: list[Place]
    confidence: float


def document(text: str) -> Document:
    return Document(sha256=sha256(text.encode()), text=text)


def found_in(reading: Reading, nested: bool) -> list[Found]:
    return [
        Found(
            [(s.speaker.start, s.speaker.end)] if s.speaker else [],
            [s.cue.place] if s.cue else [],
            [piece.place for piece in s.content],
            s.by.confidence or 0.0,
        )
        for s in reading.of(Statement)
        if nested or s.nested_in is None
    ]


def words(text: str, pieces: Iterable[Place]) -> frozenset[int]:
    """Return where the words of some places start: what "exact" means for the published metric."""
    return frozenset(a + m.start() for a, b in pieces for m in re.finditer(r"\w+", text[a:b]))


def with_that(text: str, pieces: Sequence[Place], part: str) -> Sequence[Place]:
    """Put back the "that" before a content: the published metric counts it, our records leave it out."""
    if part != "content" or not pieces:
        return pieces
    (start, end), *rest = sorted(pieces)
    before = re.search(r"\bthat\s+[\"“]?$", text[max(0, start - 10) : start], re.IGNORECASE)
    return [(start - len(before.group()) if before else start, end), *rest]


def counts(text: str, labels: Sequence[Label], found: Sequence[Found]) -> Counts:
    """Count what one article adds to every figure."""
    gold = [label for label in labels if label.content]
    contents, got = [[label.content] for label in gold], [f.content for f in found]
    near, exact = match(text, contents, got, 0.5), match(text, contents, got, EXACT)
    named = [(i, j) for i, j in near if gold[i].source]
    right = [(i, j) for i, j in named if overlap(gold[i].source, found[j].source)]
    matched = {i for i, _ in near}
    quoted = [i for i, g in enumerate(gold) if re.search(r'["“]', text[g.content[0][0] : g.content[-1][1]])]
    rest = set(range(len(gold))) - set(quoted)
    row: Counts = {
        "gold": len(gold), "found": len(found), "near": len(near), "exact": len(exact),
        "named": len(named), "right": len(right),
        "quoted": len(quoted), "quoted near": len(matched & set(quoted)),
        "indirect": len(rest), "indirect near": len(matched & rest),
    }  # fmt: skip
    for part in ("source", "cue", "content"):
        want = {w for label in labels if (w := words(text, getattr(label, part)))}
        have = {w for f in found if (w := words(text, with_that(text, getattr(f, part), part)))}
        row |= {f"{part} gold": len(want), f"{part} found": len(have), f"{part} both": len(want & have)}
    return row


def ratio(top: str, bottom: str) -> Callable[[Counts], float]:
    return lambda c: 100 * c[top] / max(1, c[bottom])


def f1(both: str, gold: str, found: str) -> Callable[[Counts], float]:
    return lambda c: 200 * c[both] / max(1, c[gold] + c[found])


FIGURES: dict[str, tuple[Callable[[Counts], float], str]] = {
    "content IoU >= .5, F": (f1("near", "gold", "found"), "65 / 74"),
    "  precision": (ratio("near", "found"), ""),
    "  recall": (ratio("near", "gold"), ""),
    "content exact F": (f1("exact", "gold", "found"), "52 / 62"),
    "speaker span among matched": (ratio("right", "named"), "91 / 95"),
    "end-to-end recall at .5": (ratio("right", "gold"), "54 / 66"),
    "recall at .5, quoted": (ratio("quoted near", "quoted"), "88 / 95"),
    "recall at .5, indirect": (ratio("indirect near", "indirect"), "50 / 62"),
    "span exact F, source": (f1("source both", "source gold", "source found"), "64 / 74"),
    "span exact F, cue": (f1("cue both", "cue gold", "cue found"), "64 / 70"),
    "span exact F, content": (f1("content both", "content gold", "content found"), "48 / 62"),
}


def total(rows: Sequence[Counts], picks: Iterable[int]) -> Counts:
    out: Counts = {}
    for i in picks:
        for key, value in rows[i].items():
            out[key] = out.get(key, 0) + value
    return out


def show(
    title: str, rows: Sequence[Counts], figures: dict[str, tuple[Callable[[Counts], float], str]], seed: int
) -> None:
    """Print each figure with its interval."""
    print(f"\n{title} ({len(rows)} texts)")
    print(f"{'':32}{'value':>7}  {'95 % interval':>15}  must / aim")
    draws = np.random.default_rng(seed).integers(0, len(rows), (SEEDS, len(rows)))
    samples = [total(rows, draw) for draw in draws]
    for name, (figure, goal) in figures.items():
        low, high = np.percentile([figure(sample) for sample in samples], [2.5, 97.5])
        print(f"{name:32}{figure(total(rows, range(len(rows)))):7.1f}  {low:6.1f} – {high:5.1f}   {goal}")


def reliability(pairs: Sequence[tuple[float, bool]]) -> None:
    """Print how often statements of each confidence are right."""
    print("\nreliability on PolNeAR dev, outermost statements\nconfidence     statements  mean confidence  right")
    for low in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        part = [(c, ok) for c, ok in pairs if low <= c < low + 0.1 or (low == 0.9 and c >= 0.9)]
        if part:
            mean, right = (float(np.mean([p[k] for p in part])) for k in (0, 1))
            print(f"{low:.1f} – {low + 0.1:.1f} {len(part):14} {mean:16.2f} {right:6.2f}")


def polnear(folder: Path, nlp: object, seed: int) -> None:
    articles = list(read_articles(folder))
    start = time.process_time()
    parsed = [(a, document(a.text)) for a in articles]
    docs = [parse(d, nlp) for _, d in parsed]
    bare = time.process_time() - start
    print(f"bare pipeline: {sum(len(doc) for doc in docs) / bare:,.0f} tokens/s")
    for title, model in (("rules alone", None), ("rules and model", "shipped")):
        extractor = StatementExtractor(model)
        start = time.process_time()
        readings = [extractor.propose(Reading(d, doc)) for (_, d), doc in zip(parsed, docs, strict=True)]
        extra = time.process_time() - start
        outer = [found_in(r, nested=False) for r in readings]
        rows = [counts(a.text, a.labels, f) for a, f in zip(articles, outer, strict=True)]
        show(f"PolNeAR dev, {title}, outermost statements", rows, FIGURES, seed)
        everything = [counts(a.text, a.labels, found_in(r, True)) for a, r in zip(articles, readings, strict=True)]
        figure = FIGURES["content IoU >= .5, F"][0](total(everything, range(len(everything))))
        print(f"nested statements counted as well, which the labels leave out: F {figure:.1f}")
        tokens = sum(len(doc) for doc in docs)
        speed = f"{tokens / (bare + extra):,.0f} tokens/s"
        print(f"processor time: {1 + extra / bare:.2f} times the bare pipeline ({speed} in all)")
        if model:
            reliability(_judged(articles, outer))


def _judged(articles: Sequence[object], outer: Sequence[list[Found]]) -> list[tuple[float, bool]]:
    judged = []
    for article, found in zip(articles, outer, strict=True):
        labels = [label for label in article.labels if label.content]
        pairs = match(article.text, [[x.content] for x in labels], [f.content for f in found], 0.5)
        right = {j for _, j in pairs}
        judged += [(f.confidence, j in right) for j, f in enumerate(found)]
    return judged


def riqua(path: Path, nlp: object, seed: int) -> None:
    """Score quotations in novels: pieces in marks, found by the marks alone and as pieces of statements."""
    rows, by_statement = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        text, gold = _rebuilt(json.loads(line))
        report = document(text)
        marks = [piece for q in find_quotations(report)[0] if q.depth == 0 for piece in q.pieces]
        reading = StatementExtractor().propose(Reading(report, parse(report, nlp)))
        pieces = [p.place for s in reading.of(Statement) if s.kind == "direct" for p in s.content]
        for found, out in ((marks, rows), (pieces, by_statement)):
            hits = match(text, [[[g]] for g in gold], [[p] for p in found], EXACT)
            out.append({"exact": float(len(hits)), "gold": float(len(gold)), "found": float(len(found))})
    figure = {"quotation content exact F": (f1("exact", "gold", "found"), "88 / 94")}
    show("RiQuA valid, by the marks", rows, figure, seed)
    show("RiQuA valid, pieces of direct statements", by_statement, figure, seed)


def _rebuilt(row: dict[str, list[str]]) -> tuple[str, list[Place]]:
    """Put a tokenised text together again; quotation contents are those labelled contents that begin with a mark."""
    text, gold, start, end = "", [], None, 0
    glue = True
    for token, label in zip(row["tokens"], row["labels"], strict=True):
        word = {"``": '"', "''": '"'}.get(token, token)
        closing = token == "''" or re.fullmatch(r"[.,;:?!)]+|'(?:s|d|m|ll|re|ve)|n't|'", token) is not None
        if text and not glue and not closing:
            text += " "
        if start is not None and label != "I-content":
            gold.append((start, end))
            start = None
        if label == "B-content":
            start = len(text)
        text += word
        end = len(text)
        glue = token == "``" or token.startswith("(")
    if start is not None:
        gold.append((start, end))
    return text, [place for place in gold if text[place[0]] in "\"'"]


def reports(shared: Path, nlp: object, seed: int, held_out: bool = False, sealed: bool = False) -> None:
    """Score the guiding report and our own labelled reports: core statements, actors, seats of speech.

    Of the sealed reports, which are scored alone, only the figures over all of them are printed.
    """
    from tests.support.labels import load_all, load_seed

    rows = []
    own = load_all(sealed=True) if sealed else load_all(held_out=held_out)
    for report in own if sealed else [load_seed(shared / "gold/seed/latimes-2018-06-08.json"), *own]:
        source = document(report.text).model_copy(update={"published": report.published})
        reading = Reading(source, parse(source, nlp))
        for extractor in (ActorExtractor(), StatementExtractor()):
            reading = extractor.propose(reading)
        row = _report_counts(report, reading)
        if not sealed:
            print(
                f"{report.name}: {row['core near']:.0f} of {row['core']:.0f} core statements, "
                f"{row['core actor']:.0f} with the right actor, {row['core stance']:.0f} with the right stance"
            )
        rows.append(row)
    figures = {
        "core recall at .5": (ratio("core near", "core"), ""),
        "core with right actor": (ratio("core actor", "core"), ""),
        "kind among matched core": (ratio("core kind", "core near"), ""),
        "stance among matched core": (ratio("core stance", "core near"), ""),
        "medium, F": (f1("medium both", "medium gold", "medium found"), "65 / 80"),
        "addressee, F": (f1("addressee both", "addressee gold", "addressee found"), "65 / 80"),
        "date of utterance, F": (f1("made both", "made gold", "made found"), ""),
        "nested statements, F": (f1("nested both", "nested gold", "nested found"), "65 / 80"),
        "  inside a label's words, F": (f1("inside both", "inside gold", "inside found"), "65 / 80"),
        "  right actor among these": (ratio("inside actor", "inside both"), ""),
    }
    half = f"Guiding report and own reports ({'held-out' if held_out else 'development'} half)"
    show("Sealed reports" if sealed else half, rows, figures, seed)


def _report_counts(report: object, reading: Reading) -> Counts:
    found = reading.of(Statement)
    labels = list(report.statements)
    gold = [
        [[(p.start, p.end) for p in pieces] for pieces in (label.contents, *label.alternatives)] for label in labels
    ]
    pairs = match(reading.document.text, gold, [[p.place for p in s.content] for s in found], 0.5)
    row: Counts = dict.fromkeys(
        f"{k}{x}" for k in ("medium", "addressee", "nested", "made") for x in (" gold", " found", " both")
    )
    row = dict.fromkeys(row, 0.0) | {
        "core": float(sum(label.tier == "core" for label in labels)),
        "core near": 0.0, "core actor": 0.0, "core kind": 0.0, "core stance": 0.0,
    }  # fmt: skip
    row |= {"inside gold": 0.0, "inside both": 0.0, "inside actor": 0.0}
    row["inside gold"] = float(sum(label.nested_in is not None for label in labels))
    row["nested gold"] = float(sum(label.tier == "nested" for label in labels))
    row["inside found"] = float(sum(s.nested_in is not None for s in found))
    row["nested found"] = float(sum(s.nested_in is not None or s.aside for s in found))
    for i, j in pairs:
        label, statement = labels[i], found[j]
        row["nested both"] += label.tier == "nested" and (statement.nested_in is not None or statement.aside)
        if label.nested_in is not None and statement.nested_in is not None:
            row["inside both"] += 1
            row["inside actor"] += _same_actor(label.actor, reading, statement)
        if label.tier == "core":
            row["core near"] += 1
            row["core actor"] += _same_actor(label.actor, reading, statement)
            row["core kind"] += label.kind == statement.kind
            row["core stance"] += label.stance is None or statement.stance in (label.stance, *label.stance_alt)
        row["made gold"] += label.made is not None
        row["made found"] += statement.made is not None
        row["made both"] += bool(
            label.made
            and statement.made
            and (label.made.from_, label.made.to) == (statement.made.from_, statement.made.to)
        )
        for part in ("medium", "addressee"):
            want, have = getattr(label, part), getattr(statement, part)
            row[f"{part} gold"] += want is not None
            row[f"{part} found"] += have is not None
            row[f"{part} both"] += bool(want and have and want.start < have.end and have.start < want.end)
    return row


def _same_actor(names: Sequence[str], reading: Reading, statement: Statement) -> bool:
    """Tell whether a statement has the labelled actor; a nameless one goes by the words of the text."""
    if statement.speaker is None:
        return False
    actor = reading.actors.get(statement.speaker.actor)
    if statement.speaker.text.lower() in {name.lower() for name in names}:
        return actor is None or actor.kind != "state"
    if actor is None:
        return False
    known = {actor.key.lower(), actor.name.lower(), *(m.text.lower() for m in actor.mentions)}
    if actor.kind in ("state", "organisation") and actor.party:
        known.add(actor.party.lower())
    return any(name.lower() in known for name in names)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--pipeline", default=DEFAULT_PIPELINE)
    parser.add_argument("--seed", type=int, default=2018)
    parser.add_argument("--only", choices=PARTS, action="append")
    parser.add_argument("--megabytes", type=float, default=1.0, help="the longest text of --only size")
    parser.add_argument("--many", type=int, default=200, help="reports of --only memory")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--held-out", action="store_true", help="score the kept half of our own reports")
    which.add_argument("--sealed", action="store_true", help="score the sealed reports, figures only")
    options = parser.parse_args()
    parts = options.only or PARTS
    nlp = load(options.pipeline)
    print(
        f"talleyrand {version('talleyrand')}, spaCy {version('spacy')}, {options.pipeline} {nlp.meta['version']}, "
        f"Python {platform.python_version()}; seed {options.seed}, {SEEDS} resamples"
    )
    if "polnear" in parts:
        polnear(options.shared / "gold/polnear/dev", nlp, options.seed)
    if "errors" in parts:
        errors(options.shared / "gold/polnear/dev", nlp)
    if "riqua" in parts:
        riqua(options.shared / "gold/riqua/valid.txt", nlp, options.seed)
    if "reports" in parts:
        reports(options.shared, nlp, options.seed, options.held_out, options.sealed)
    if "growth" in parts:
        growth(nlp)
    if "size" in parts:
        size(nlp, options.megabytes, options.seed)
    if "memory" in parts:
        memory(nlp, options.many, options.seed)


if __name__ == "__main__":
    main()
