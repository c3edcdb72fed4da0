"""Sequence taggers beside the rules on PolNeAR dev: ``python -m benchmarks.taggers [--cache DIR]``.

Two taggers label each token as source, cue, begin or inside of a content, or none of them: the averaged perceptron
that ships, and a convolutional network over the pipeline's own token vectors that does not. Each is scored alone and
where it adds to the rules what they do not touch, as `benchmarks.statements` scores. Parses are kept in ``--cache``.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_TYPE, HEAD, TAG
from spacy.tokens import Doc

from benchmarks.statements import FIGURES, ROOT, Found, counts, document, found_in, ratio, show, total
from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.language import load, parse
from talleyrand.evidence.quotes import Quotation, find_quotations
from talleyrand.evidence.standoff import Article, read_articles
from talleyrand.evidence.statements import StatementExtractor
from talleyrand.evidence.tagging import LABELS, best_path, flags, tagged
from talleyrand.evidence.train_tagger import sequences, token_labels, train_tagger

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Paths = Callable[["Text"], Ints]


@dataclass(frozen=True)
class Text:
    """An article with its parse and quotations."""

    article: Article
    doc: Doc
    quotations: tuple[Quotation, ...]


def texts(folder: Path, nlp: object, cache: Path | None, limit: int | None) -> list[Text]:
    """Parse the articles of a folder, or take their parses from the cache."""
    out = []
    for article in list(read_articles(folder))[:limit]:
        kept = cache / f"{folder.name}-{article.name}.doc" if cache else None
        if kept and kept.exists():
            doc = Doc(nlp.vocab).from_bytes(kept.read_bytes())
        else:
            doc = parse(document(article.text), nlp)
            if kept:
                kept.write_bytes(doc.to_bytes())
        out.append(Text(article, doc, find_quotations(document(article.text))[0]))
    return out


def perceptron(data: Sequence[Text], epochs: int, seed: int) -> Paths:
    """Train the tagger that ships."""
    tagger = train_tagger([sequences(t.doc, t.quotations, t.article.labels) for t in data], epochs, seed)
    print(f"perceptron: {int((tagger.weights != 0).sum()):,} weights")
    return lambda text: tagger.tag(text.doc, text.quotations)


def dense(text: Text) -> Floats:
    """Return what the network sees of each token: vectors of it and its head, parts of the parse as bits."""
    doc = text.doc
    heads = np.arange(len(doc)) + doc.to_array([HEAD]).astype(np.int64)
    bits = (flags(doc, text.quotations)[:, None] >> np.arange(4, dtype=np.uint64)) & np.uint64(1)
    blocks = [doc.tensor, doc.tensor[heads], bits, bits[heads]]
    for attribute, width in ((TAG, 64), (DEP, 64), (ENT_TYPE, 24)):
        blocks.append(np.eye(width)[(doc.to_array([attribute]).astype(np.uint64) % np.uint64(width)).astype(int)])
    return np.concatenate(blocks, axis=1).astype(np.float32)


def network(data: Sequence[Text], epochs: int, seed: int) -> Paths:
    """Train a convolutional network with residual layers; steps between labels are weighed by their counts."""
    from thinc.api import (
        Adam,
        Maxout,
        Softmax_v2,
        chain,
        clone,
        expand_window,
        fix_random_seed,
        residual,
        with_array,
    )  # fmt: skip

    fix_random_seed(seed)
    width = 96
    pieces = [(dense(t), token_labels(t.doc, t.article.labels)) for t in data]
    layer = residual(chain(expand_window(1), Maxout(width, width * 3, nP=2, normalize=True, dropout=0.1)))
    model = with_array(
        chain(
            Maxout(width, pieces[0][0].shape[1], nP=2, normalize=True, dropout=0.1),
            clone(layer, 3),
            Softmax_v2(LABELS, width, normalize_outputs=True),
        ),
        pad=3,
    )
    model.initialize(X=[pieces[0][0]])
    optimiser, order = Adam(0.001), np.random.default_rng(seed)
    for _ in range(epochs):
        queue = list(order.permutation(len(pieces)))
        while queue:
            batch, queue = [pieces[i] for i in queue[:4]], queue[4:]
            guesses, back = model.begin_update([rows for rows, _ in batch])
            scale = 1000 / sum(len(g) for g in guesses)
            truths = [np.eye(LABELS, dtype=np.float32)[gold] for _, gold in batch]
            back([(g - truth) * scale for g, truth in zip(guesses, truths, strict=True)])
            model.finish_update(optimiser)
    weights = sum(node.get_param(name).size for node in model.walk() for name in node.param_names)
    print(f"network: {weights:,} weights, {weights * 4 / 1e6:.1f} MB")
    pairs = np.ones((LABELS, LABELS))
    for _, gold in pieces:
        np.add.at(pairs, (gold[:-1], gold[1:]), 1)
    steps = 0.3 * (np.log(pairs / pairs.sum(axis=1, keepdims=True)) - np.log(pairs.sum(axis=0) / pairs.sum()))

    def path(text: Text) -> Ints:
        [guess] = model.predict([dense(text)])
        scores = np.log(guess + 1e-9)
        return np.concatenate([best_path(scores[s.start : s.end], steps) for s in text.doc.sents])

    return path


def as_found(attribution: Attribution) -> Found:
    source, cue = ([p] if p else [] for p in (attribution.source, attribution.cue))
    return Found(source, cue, list(attribution.content), 0.5)


def added(rules: Sequence[Found], more: Sequence[Found]) -> list[Found]:
    """Add what the tagger finds where the rules find nothing: neither its content nor its cue may touch theirs."""
    taken = [place for f in rules for place in (*f.content, *f.cue)]
    return [
        *rules,
        *(f for f in more if not any(a < d and c < b for a, b in taken for c, d in (*f.content, *f.cue))),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--cache", type=Path, help="folder that keeps the parses")
    parser.add_argument("--articles", type=int, help="train on so many articles only")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=2018)
    parser.add_argument("--only", choices=["perceptron", "network"], action="append")
    options = parser.parse_args()
    if options.cache:
        options.cache.mkdir(parents=True, exist_ok=True)
    nlp = load()
    dev = texts(options.shared / "gold/polnear/dev", nlp, options.cache, None)
    data = texts(options.shared / "gold/polnear/train", nlp, options.cache, options.articles)
    print(f"{len(data)} articles to train on, {sum(len(t.doc) for t in data):,} tokens; {options.epochs} epochs")
    rules = [
        found_in(StatementExtractor(None).propose(Reading(document(t.article.text), t.doc)), nested=False) for t in dev
    ]
    _score("rules alone", dev, rules, options.seed)
    for name, trainer in (("perceptron", perceptron), ("network", network)):
        if options.only and name not in options.only:
            continue
        start = time.process_time()
        path = trainer(data, options.epochs, options.seed)
        trained, start = time.process_time() - start, time.process_time()
        found = [[as_found(a) for a in tagged(t.doc, path(t).tolist())] for t in dev]
        speed = sum(len(t.doc) for t in dev) / (time.process_time() - start)
        print(f"{name}: trained in {trained:.0f} s of processor time; tags {speed:,.0f} tokens/s")
        _score(f"{name} alone", dev, found, options.seed)
        together = [added(r, f) for r, f in zip(rules, found, strict=True)]
        rows = _score(f"rules and {name}", dev, together, options.seed)
        before = total(
            [counts(t.article.text, t.article.labels, f) for t, f in zip(dev, rules, strict=True)], range(len(dev))
        )
        more = {key: total(rows, range(len(rows)))[key] - before[key] for key in ("near", "found")}
        print(f"added {more['found']:.0f}, of which right {more['near']:.0f} ({ratio('near', 'found')(more):.0f} %)")


def _score(title: str, dev: Sequence[Text], found: Sequence[Sequence[Found]], seed: int) -> list[dict[str, float]]:
    rows = [counts(t.article.text, t.article.labels, f) for t, f in zip(dev, found, strict=True)]
    show(f"PolNeAR dev, {title}", rows, FIGURES, seed)
    return rows


if __name__ == "__main__":
    main()
