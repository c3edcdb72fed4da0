"""A speaker's name, a colon and the words: transcripts, interviews and headlines."""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.cues import Sense
from talleyrand.evidence.lexicon_files import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc

Place = tuple[int, int]

_CAPTION = re.compile(r"([“\"‘']?)((?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*){0,3}): +(\S.{15,})", re.DOTALL)
SPEECH = Sense("speech", "inform")


def find_captions(doc: Doc, text: str, paragraphs: list[Place]) -> list[Attribution]:
    r"""Find paragraphs of a transcript, *LUND: The dam will hold*, and attribute each to its name.

    A single one counts only as the headline; in the body there must be two at least, as in a dialogue.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> text = "LUND: The dam will hold all winter.\nBERG: Nobody who lives below it believes that."
    >>> [text[a.start:a.end] for a in find_captions(load()(text), text, [(0, 35), (36, 82)])]
    ['The dam will hold all winter.', 'Nobody who lives below it believes that.']
    """
    hits = []
    no_names = set(lexicon("carriers")["no_names"].split())
    for number, (start, end) in enumerate(paragraphs):
        match = _CAPTION.match(text, start, end)
        if match and not set(match[2].lower().split()) & no_names:
            hits.append((number, match))
    if len(hits) < 2:
        hits = [(number, match) for number, match in hits if number == 0 and _is_name(doc, match)]
    return [_attribution(doc, match) for _, match in hits]


def _token_at(doc: Doc, offset: int) -> int:
    def start(index: int) -> int:
        return int(doc[index].idx)

    return max(0, bisect.bisect_right(range(len(doc)), offset, key=start) - 1)


def _is_name(doc: Doc, match: re.Match[str]) -> bool:
    token = doc[_token_at(doc, match.end(2) - 1)]
    return token.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or token.pos_ == "PROPN"


def _attribution(doc: Doc, match: re.Match[str]) -> Attribution:
    head = _token_at(doc, match.end(2) - 1)
    end = match.start(3) + len(match[3].rstrip())
    cue = (match.end(2), match.end(2) + 1)
    return Attribution("caption", head, ":", SPEECH, cue, match.span(2), head, ((match.start(3), end),))
