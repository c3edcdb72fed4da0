"""How likely an attribution is one: a logistic model over its rule, cue, source and first words.

The model decides which candidates become statements, and its probability is their confidence. It opens the lexicon:
verbs, nouns and adjectives that are not in it are candidates, too, and need its word. Without weights the lexicon
alone decides, and a rule's precision stands in for the confidence.
"""

from __future__ import annotations

import bisect
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from talleyrand.errors import InputError, Problem
from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.tagging import BEGIN, CUE, INSIDE, Tagger, load_tagger
from talleyrand.evidence.tree import children
from talleyrand.ids import sha256

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


WEIGHTS = "statement_weights.json"
TAGGER = "statement_tagger.npz"
_REMEDY = '"talleyrand train statements" makes them'
_STEPS = (3, 6, 12, 25)
_SHARES = (0.05, 0.35, 0.65, 0.9)


@dataclass(frozen=True)
class Model:
    """Weights by feature, the tagger whose votes are among the features, and the weights of edges."""

    weights: Mapping[str, float]
    tagger: Tagger | None = None
    edges: Mapping[str, float] = field(default_factory=dict)

    def probability(self, names: Sequence[str]) -> float:
        """Return the probability, in (0, 1), that a candidate with these features is an attribution."""
        total = sum(self.weights.get(name, 0.0) for name in names)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def load_weights(weights: Traversable, tagger: Traversable | None = None) -> Model:
    """Read what ``talleyrand train statements`` writes: a file of weights, and the tagger's that belongs to it.

    Raises
    ------
    InputError
        A file holds something else.
    """
    try:
        kept = json.loads(weights.read_text(encoding="utf-8"))
        numbers, edges = (
            {str(name): float(weight) for name, weight in found.items()}
            for found in (kept["weights"], kept.get("edges", {}))
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(Problem("this holds no weights of statements", file=str(weights), remedy=_REMEDY)) from error
    if tagger is None:
        return Model(numbers, edges=edges)
    try:
        with tagger.open("rb") as file:
            return Model(numbers, load_tagger(file), edges)
    except (ValueError, KeyError, BadZipFile, EOFError) as error:
        raise InputError(Problem("this holds no tagger of statements", file=str(tagger), remedy=_REMEDY)) from error


def own_model(path: Path) -> Model:
    """Read weights of the user's own: a file that ``talleyrand train statements`` wrote, or the folder that holds it.

    Raises
    ------
    InputError
        There are none, the tagger beside them is missing, or a file holds something else.
    """
    files = own_files(path)
    if missing := [file for file in files if not file.is_file()]:
        raise InputError(
            Problem("there are no weights of statements here", file=str(file), remedy=_REMEDY) for file in missing
        )
    return _own(*((file, file.stat().st_mtime_ns) for file in files))


def own_files(path: Path) -> tuple[Path, Path]:
    """Return the file of weights and the tagger's, given the first or the folder of both."""
    file = path / WEIGHTS if path.is_dir() else path
    return file, file.with_suffix(".npz")


@lru_cache(maxsize=2)
def _own(weights: tuple[Path, int], tagger: tuple[Path, int]) -> Model:
    """Read both files, once for every time that they changed."""
    return load_weights(weights[0], tagger[0])


def own_digest(path: Path) -> str:
    """Return the first digits of the hash of weights of the user's own: what tells one training from another."""
    return sha256(b"".join(file.read_bytes() for file in own_files(path)))[:12]


@lru_cache(maxsize=1)
def shipped() -> Model | None:
    """Return the model that ships, None where one of its files is missing."""
    folder = resources.files("talleyrand.evidence") / "lexicons"
    weights, tagger = folder / WEIGHTS, folder / TAGGER
    return load_weights(weights, tagger) if weights.is_file() and tagger.is_file() else None


def lacking(own: Path | None = None) -> str | None:
    """Return what the reader lacks where the weights are missing, as a sentence; None where they are there.

    `own` is where the user's own weights lie, which take the place of those that ship.
    """
    if own is not None or shipped() is not None:
        return None
    return (
        f"the weights of the statement model ({WEIGHTS}, {TAGGER}) are missing: statements are read by the rules "
        "alone, find less indirect speech, and bear a rule's precision as confidence; "
        "talleyrand train statements makes them"
    )


def offsets(doc: Doc) -> list[int]:
    """Return where each token starts."""
    return [token.idx for token in doc]


class Vote:
    """What the tagger says of each token, ready to be asked about candidates."""

    def __init__(self, path: Sequence[int]) -> None:
        self.path = path
        self.before = [0, *accumulate(int(label in (BEGIN, INSIDE)) for label in path)]

    def on(self, attribution: Attribution, starts: list[int]) -> Iterator[str]:
        """Yield features: the label of the cue, the share of the content, and whether a content begins there."""
        tokens = inside = 0
        for start, end in attribution.content:
            first, last = bisect.bisect_left(starts, start), bisect.bisect_left(starts, end)
            tokens, inside = tokens + last - first, inside + self.before[last] - self.before[first]
        share = bisect.bisect_right(_SHARES, inside / max(1, tokens))
        first = max(0, bisect.bisect_right(starts, attribution.start) - 1)
        begins = BEGIN in self.path[first : first + 2]
        cue, rule = self.path[attribution.head] == CUE, attribution.rule
        yield f"vote={cue} {share} {begins}"
        yield f"rule,vote={rule} {cue} {share}"


def features(doc: Doc, attribution: Attribution, starts: list[int], vote: Vote | None = None) -> list[str]:
    """Return the names of a candidate's features; a word tagged as a proper name is none."""
    head = doc[attribution.head]
    source = None if attribution.source_head is None else doc[attribution.source_head]
    first = max(0, bisect.bisect_right(starts, attribution.start) - 1)
    last = max(0, bisect.bisect_right(starts, attribution.end - 1) - 1)
    rule, who = attribution.rule, _who(source)
    names = [
        "bias",
        f"rule={rule}",
        f"cue={attribution.lemma}",
        f"rule,cue={rule} {attribution.lemma}",
        f"rule,carries={rule} {attribution.sense.carries}",
        f"carries,tag={attribution.sense.carries} {head.tag_}",
        f"source={who}",
        f"rule,source={rule} {who}",
        f"source word={word(source)}",
        f"rule,tag={rule} {head.tag_}",
        f"rule,dep={rule} {head.dep_}",
        f"helpers={' '.join(sorted(c.lower_ for c in head.lefts if c.dep_ in ('aux', 'auxpass', 'neg')))}",
        f"above={word(head.head)} {head.dep_}",
        f"opens={word(doc[first], lemma=False)}",
        f"rule,opens={rule} {doc[first].pos_}",
        f"rule,length={rule} {_bucket(last - first)}",
        f"source length={_length(attribution)}",
        f"pieces={len(attribution.content) > 1}",
    ]
    return [*names, *_complement(head, rule), *(vote.on(attribution, starts) if vote else ())]


def _length(attribution: Attribution) -> int:
    return 0 if attribution.source is None else _bucket((attribution.source[1] - attribution.source[0]) // 6)


def _complement(head: Token, rule: str) -> Iterator[str]:
    """Yield features of the first complement after a cue: its word, its class, and the noun after a preposition."""
    first = next((c for c in head.rights if c.dep_ in ("dobj", "xcomp", "ccomp", "prep")), None)
    if first is None:
        return
    yield f"rule,complement={rule} {word(first)}"
    yield f"rule,complement class={rule} {first.pos_} {first.ent_type_}"
    if first.dep_ == "prep" and (noun := next((c for c in children(first) if c.dep_ == "pobj"), None)) is not None:
        yield f"rule,noun={rule} {word(noun)}"


def _who(source: Token | None) -> str:
    if source is None:
        return "none"
    return str(source.lower_ if source.pos_ == "PRON" else source.ent_type_ or source.pos_)


def word(token: Token | None, lemma: bool = True) -> str:
    """Return a feature's word: a lemma, a form, or the class of a name; None where there is no token."""
    if token is None:
        return "none"
    if token.pos_ == "PROPN" or token.ent_type_ or not token.lower_.isalpha():
        return f"<{token.ent_type_ or token.pos_}>"
    return str(token.lemma_.lower() if lemma else token.lower_)


def _bucket(number: int) -> int:
    return bisect.bisect_right(_STEPS, number)
