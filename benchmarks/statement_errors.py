"""The commonest errors left: ``python -m benchmarks.statements --only errors`` counts them on PolNeAR dev."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from spacy.tokens import Doc

from talleyrand.evidence.choosing import candidates
from talleyrand.evidence.cues import PARTS, lemma, lexicon
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.language import parse
from talleyrand.evidence.matching import match, overlap
from talleyrand.evidence.quotes import find_quotations
from talleyrand.evidence.records import Statement
from talleyrand.evidence.standoff import Label, read_articles
from talleyrand.evidence.statements import StatementExtractor
from talleyrand.ids import sha256
from talleyrand.reading.document import Document

EDGES = "the cue is found, the content has other edges"
NESTED = "found, but as a part of another's words"
DROPPED = "a candidate has the content, and the model drops it"
FRAME = "the cue is in the lexicon, no rule takes it here"
UNKNOWN = "the cue is not in the lexicon"
NO_CUE = "the label has no cue"


def errors(folder: Path, nlp: object) -> None:
    """Print why labels are missed, and which rules' statements no label holds."""
    missed: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    gold = 0
    for article in read_articles(folder):
        report = Document(sha256=sha256(article.text.encode()), text=article.text)
        doc = parse(report, nlp)
        found = StatementExtractor().propose(Reading(report, doc)).of(Statement)
        outer = [s for s in found if s.nested_in is None]
        labels = [label for label in article.labels if label.content]
        pairs = match(article.text, [[x.content] for x in labels], [_content(s) for s in outer], 0.5)
        gold += len(labels)
        tried = [a.content for a in candidates(report, doc, find_quotations(report)[0])]
        taken = {i for i, _ in pairs}
        for i, label in enumerate(labels):
            if i not in taken:
                missed[_reason(article.text, doc, label, found, tried)] += 1
        rules.update(s.by.name for s in outer)
        right = {j for _, j in pairs}
        wrong.update(s.by.name for j, s in enumerate(outer) if j not in right)
    total = missed.total()
    print(f"\nPolNeAR dev: {total} of {gold} labels are missed (content IoU < .5)")
    for reason, count in missed.most_common():
        print(f"{100 * count / total:5.1f} %  {count:4}  {reason}")
    print(f"{wrong.total()} of {rules.total()} outermost statements match no label; by rule, of all that it found")
    for rule, count in wrong.most_common(12):
        print(f"{count:4} of {rules[rule]:4}  {rule}")


def _content(statement: Statement) -> list[tuple[int, int]]:
    return [piece.place for piece in statement.content]


def _reason(
    text: str, doc: Doc, label: Label, found: Sequence[Statement], tried: Sequence[tuple[tuple[int, int], ...]]
) -> str:
    if match(text, [[label.content]], [_content(s) for s in found if s.nested_in is not None], 0.5):
        return NESTED
    if not label.cue:
        return NO_CUE
    if any(s.cue and overlap([s.cue.place], label.cue) and overlap(_content(s), label.content) for s in found):
        return EDGES
    if match(text, [[label.content]], tried, 0.5):
        return DROPPED
    tokens = [t for t in doc if overlap([(t.idx, t.idx + len(t))], label.cue) and t.pos_ in PARTS]
    return FRAME if any((PARTS[t.pos_], lemma(t)) in lexicon() for t in tokens) else UNKNOWN
