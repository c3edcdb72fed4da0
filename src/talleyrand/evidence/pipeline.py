"""Reading a document: the chain of extractors in the order in which each finds what it needs."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from talleyrand.evidence.extractors import Extractor, Reading
from talleyrand.evidence.language import parse
from talleyrand.reading.document import Document

if TYPE_CHECKING:
    from spacy.language import Language

ORDER = (
    "talleyrand.evidence.actors:ActorExtractor",
    "talleyrand.evidence.statements:StatementExtractor",
    "talleyrand.evidence.issues:IssueExtractor",
    "talleyrand.evidence.events:EventExtractor",
    "talleyrand.evidence.stands:StandExtractor",
    "talleyrand.evidence.seats:SeatExtractor",
    "talleyrand.evidence.ties:TieExtractor",
    "talleyrand.evidence.expectations:ExpectationExtractor",
)
"""Our own extractors: actors first (everything names them), statements next (the rest is claimed in them)."""


def default_extractors(actors: Path | None = None, weights: Path | None = None) -> tuple[Extractor, ...]:
    """Make one of each of our extractors, in reading order; their modules are imported here and not before.

    Parameters
    ----------
    actors
        The user's own file of actors (`talleyrand.evidence.actor_file`), or None.
    weights
        The user's own weights of statements (`talleyrand.evidence.scoring.own_model`); those that ship where None.
    """
    from talleyrand.evidence.actors import ActorExtractor
    from talleyrand.evidence.scoring import own_model
    from talleyrand.evidence.statements import StatementExtractor

    statements = StatementExtractor("shipped" if weights is None else own_model(weights))
    return (ActorExtractor(actors), statements, *(_make(address) for address in ORDER[2:]))


def _make(address: str) -> Extractor:
    module, _, name = address.partition(":")
    return cast("Extractor", getattr(import_module(module), name)())


def read(document: Document, nlp: Language, extractors: Iterable[Extractor] | None = None) -> Reading:
    """Parse a document and let each extractor add its records.

    Parameters
    ----------
    document
        What to read.
    nlp
        A pipeline from `talleyrand.evidence.language.load`.
    extractors
        In order; `default_extractors` where none are given.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> report = Document(sha256="0" * 64, text="Turkey welcomed the pause.")
    >>> [actor.party for actor in read(report, load()).actors.actors]
    ['TUR']
    """
    reading = Reading(document=document, doc=parse(document, nlp))
    for extractor in default_extractors() if extractors is None else extractors:
        reading = extractor.propose(reading)
    return reading
