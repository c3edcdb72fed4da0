"""Short names for records (S7, E3): made for reading, never stored; the ids stay the truth."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from talleyrand.evidence.records import Record
from talleyrand.reading.document import Document

LETTERS = {
    "statement": "S",
    "event": "E",
    "tie": "T",
    "seat": "P",
    "negotiation": "N",
    "expectation": "X",
    "contest": "C",
    "actor": "A",
}
KINDS = {
    "statement": "statement",
    "event": "event",
    "tie": "tie",
    "seat": "place at the table",
    "negotiation": "negotiation",
    "expectation": "expectation",
    "contest": "contested term",
    "actor": "actor",
}


def kind_of(record: Record) -> str:
    """Return the ``type`` of a record."""
    return str(getattr(record, "type"))  # noqa: B009 - every record class has it, the base does not


def first_place(record: Record) -> tuple[int, int]:
    """Return the first stretch of words that the record rests on, (0, 0) where it has none."""
    return min((span.place for span in record.spans()), default=(0, 0))


def aliases_of(records: Iterable[Record], documents: Iterable[Document]) -> dict[str, str]:
    """Give the records of each kind numbers by date of publication, document and place in the text.

    Returns
    -------
    Record id to alias.
    """
    order = {d.id: (d.published or date.max, d.id) for d in documents}
    far = (date.max, "")
    ranked = sorted(
        (record for record in records if kind_of(record) in LETTERS),
        key=lambda r: (order.get(r.document, far), first_place(r), r.id),
    )
    counts: dict[str, int] = {}
    found = {}
    for record in ranked:
        letter = LETTERS[kind_of(record)]
        counts[letter] = counts.get(letter, 0) + 1
        found[record.id] = f"{letter}{counts[letter]}"
    return found
