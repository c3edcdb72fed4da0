"""An exact stretch of a stored text: what every record rests on."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, model_validator


class Frozen(BaseModel):
    """Base of all boundary documents: immutable, and unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Frozen):
    """Words of a document with their place.

    Parameters
    ----------
    document
        Identifier of the document.
    start, end
        Code point offsets into its stored text, end exclusive, ``0 <= start < end``.
    text
        The exact words: equal to ``document.text[start:end]``.

    Examples
    --------
    >>> Span(document="document-1", start=0, end=6, text="Russia").text
    'Russia'
    """

    document: str
    start: int
    end: int
    text: str

    @model_validator(mode="after")
    def _consistent(self) -> Span:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end; this one runs from {self.start} to {self.end}")
        if self.end - self.start != len(self.text):
            raise ValueError(
                f"the span {self.start}–{self.end} covers {self.end - self.start} characters, "
                f"its words are {len(self.text)} long"
            )
        return self

    @property
    def place(self) -> tuple[int, int]:
        """Start and end as a pair."""
        return (self.start, self.end)

    def overlaps(self, other: Span) -> bool:
        """Tell whether both lie in one document and share a character."""
        return self.document == other.document and self.start < other.end and other.start < self.end
