"""A candidate attribution: the cue, who it hangs on, and what it carries, as code points, before records are made."""

from __future__ import annotations

from dataclasses import dataclass

from talleyrand.evidence.cues import Sense

Place = tuple[int, int]


@dataclass(frozen=True)
class Attribution:
    """Words that somebody is said to have said, thought, wanted or refused.

    Parameters
    ----------
    rule
        Name of the rule that found it.
    head
        Index of the cue's main token.
    lemma
        The cue as the lexicon has it.
    sense
        What the lexicon knows of the cue in this frame.
    cue
        Place of the cue; None where the source stands alone (a caption).
    source
        Place of the words that name the source; None where only the context can tell it.
    source_head
        Index of the token that heads the source.
    content
        Places of the pieces, in order.
    """

    rule: str
    head: int
    lemma: str
    sense: Sense
    cue: Place | None
    source: Place | None
    source_head: int | None
    content: tuple[Place, ...]

    @property
    def start(self) -> int:
        """Offset of the first piece."""
        return self.content[0][0]

    @property
    def end(self) -> int:
        """Offset after the last piece."""
        return self.content[-1][1]

    def holds(self, offset: int) -> bool:
        """Tell whether a piece of the content covers an offset."""
        return any(start <= offset < end for start, end in self.content)
