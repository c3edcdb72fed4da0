"""The ledger: one line of JSON for everything read and decided, only ever added to; it is the truth.

Lines are documents (all but their text), records, marks that a document was read (`ReadingMark`) and decisions.
Reading the same report again adds nothing; reading it with better rules adds the records that changed and a new
mark, and nothing that a person decided on is touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from talleyrand.errors import FolderError
from talleyrand.evidence.casting import Casting, cast, recast, recast_one
from talleyrand.evidence.contradictions import Contradiction, doubts, find, last, set_aside
from talleyrand.evidence.decision import WHO, Decision, by_subject
from talleyrand.evidence.identities import Identities, identities
from talleyrand.evidence.ledger_lines import Entries, ReadingMark, entries
from talleyrand.evidence.records import AnyRecord
from talleyrand.evidence.review import Reviewed, apply
from talleyrand.ids import canonical, digest, fingerprint
from talleyrand.reading.document import Document

_DECIDED = {"accepted", "amended"}


@dataclass(frozen=True)
class Ledger(Entries):
    """A ledger as it was read: its entries, and what follows from them."""

    @classmethod
    def load(cls, path: Path) -> Ledger:
        """Read a ledger file; one that is not there is empty.

        Raises
        ------
        LedgerError
            Where lines do not hold: all of them, each with its number. A torn last line is a warning only.
        """
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return cls()
        except OSError as error:
            raise FolderError(f"{path}: the ledger cannot be read ({error.strerror})") from error
        return cls.parse(data, str(path))

    @classmethod
    def parse(cls, data: bytes, file: str = "ledger.jsonl") -> Ledger:
        """Read a ledger from its bytes; `file` is what messages call it."""
        return cls(**vars(entries(data, file)))

    @cached_property
    def reviewed(self) -> dict[str, Reviewed]:
        """Every proposal that stands, with its status, in reading order; rejected and merged ones too."""
        return recast(self.single, self.casting)

    @cached_property
    def single(self) -> dict[str, Reviewed]:
        """The same before it is looked at who is who over all reports: after the decisions on single records."""
        standing = apply(self.proposals, (d for d in self.decisions if d.about_record))
        return {record: standing[record] for record in self._order(standing)}

    @cached_property
    def histories(self) -> dict[str, tuple[Decision, ...]]:
        """What was decided on each record, actor (over all reports) and contradiction, oldest first."""
        return by_subject(self.decisions)

    @cached_property
    def identities(self) -> Identities:
        """Who is who over all reports, as decided."""
        return identities(self.decisions)

    @cached_property
    def casting(self) -> Casting:
        """What that makes of the records."""
        return cast(self.single, self.identities)

    @cached_property
    def aside(self) -> dict[str, str]:
        """Records that are not used because one that contradicts them is preferred -> that one."""
        return set_aside(self.histories)

    @cached_property
    def contradictions(self) -> dict[str, Contradiction]:
        """The contradictions between records that stand, by their id."""
        return find(self.current(), self.published)

    @cached_property
    def doubts(self) -> dict[str, str]:
        """Records that nothing should rest on as things stand -> what stands against each."""
        return doubts(self.contradictions.values(), self.histories)

    def undecided(self) -> int:
        """Return on how many contradictions nobody decided."""
        return sum(last(self.histories.get(name, ())) is None for name in self.contradictions)

    @cached_property
    def _merged(self) -> dict[str, str]:
        return {name: item.into for name, item in self.single.items() if item.into}

    def with_decision(self, decision: Decision) -> Ledger:
        """Return the ledger with one more decision at its end.

        What was worked out before is kept as far as the decision leaves it as it was: a person waits for this.
        """
        ledger = replace(self, decisions=(*self.decisions, decision))
        kept = vars(ledger)
        before = self.histories.get(decision.record, ())
        kept["histories"] = {**self.histories, decision.record: (*before, decision)}
        if not decision.about_record:
            kept["single"] = self.single
            if not decision.record.startswith(WHO):
                kept |= {"identities": self.identities, "casting": self.casting, "reviewed": self.reviewed}
            return ledger
        kept |= {"identities": self.identities, "aside": self.aside}
        item = self._alone(decision, kept["histories"][decision.record])
        if item is not None:
            kept["single"] = {**self.single, decision.record: item}
            kept |= {"casting": self.casting, "_merged": self._merged}
            kept["reviewed"] = {**self.reviewed, decision.record: recast_one(item, self.casting)}
        return ledger

    def _alone(self, decision: Decision, history: tuple[Decision, ...]) -> Reviewed | None:
        """Return the record decided on, or None where other records change with it."""
        name = decision.record
        was = self.single.get(name)
        if was is None or (was.record.type == "actor" and (self._merged or self.casting)):
            return None
        item = apply({name: was.proposal}, history, self._merged)[name]
        return None if "merged" in (was.status, item.status) else item

    def _order(self, standing: Mapping[str, Reviewed]) -> Iterator[str]:
        """Yield record ids document by document (by date of publication, then id), in the order of the reading.

        Proposals that the last reading no longer makes are left out unless a person decided on them or made them.
        """
        decided = {name for decision in self.decisions for name in decision.records}
        by_document: dict[str, list[str]] = {}
        for record, proposal in self.proposals.items():
            by_document.setdefault(proposal.document, []).append(record)
        for document in sorted(by_document, key=self._when):
            ids = by_document[document]
            mark = self.marks.get(document)
            proposed = [r for r in mark.records if r in standing] if mark else ids
            yield from proposed
            listed = set(proposed)
            yield from (r for r in ids if r not in listed and (r in decided or _personal(standing[r])))

    def _when(self, document: str) -> tuple[str, str]:
        return (str(self.documents.get(document, {}).get("published") or ""), document)

    @cached_property
    def published(self) -> dict[str, date | None]:
        """Document id -> its day of publication."""
        days = {name: line.get("published") for name, line in self.documents.items()}
        return {name: date.fromisoformat(day) if day else None for name, day in days.items()}

    def current(self) -> tuple[AnyRecord, ...]:
        """Return the records that stand: proposed, accepted or amended; amendments and merges applied."""
        return tuple(r.record for r in self.reviewed.values() if r.status in _DECIDED or r.status == "proposed")

    def used(self) -> tuple[AnyRecord, ...]:
        """Return the records that a draft may rest on: those that stand and for which no other is preferred."""
        return tuple(record for record in self.current() if record.id not in self.aside)

    def accepted(self) -> tuple[AnyRecord, ...]:
        """Return the records that a person accepted or amended."""
        return tuple(r.record for r in self.reviewed.values() if r.status in _DECIDED)

    def of(self, document: str) -> tuple[AnyRecord, ...]:
        """Return the records of one document that stand."""
        return tuple(record for record in self.current() if record.document == document)

    def get(self, record: str) -> AnyRecord | None:
        """Return a record as it stands, a rejected or merged one too, or None."""
        found = self.reviewed.get(record)
        return found.record if found else None

    def reviewed_share(self) -> float:
        """Return the share of the records (actors left out: they stand or fall with what they say) decided on.

        In [0, 1]; 0 for an empty ledger.
        """
        states = [r.status for r in self.reviewed.values() if r.record.type != "actor"]
        return sum(s != "proposed" for s in states) / len(states) if states else 0.0

    def news(self, document: Document, records: Iterable[AnyRecord], by: str) -> list[dict[str, Any]]:
        """Return the lines that a reading of `document` adds: none where it is known already.

        Records that a person decided on keep the words that were decided on.
        """
        decided = {name for decision in self.decisions for name in decision.records}
        kept = {r.id: self.proposals[r.id] if r.id in decided and r.id in self.proposals else r for r in records}
        mark = ReadingMark(
            document=document.id,
            by=by,
            metadata=digest(document.as_record()),
            records={name: digest(record.as_json()) for name, record in kept.items()},
        )
        lines = self.news_of(document)
        lines += [record.as_json() for name, record in kept.items() if self.proposals.get(name) != record]
        if canonical(mark.as_json()) != canonical(known.as_json() if (known := self.marks.get(document.id)) else None):
            lines.append(mark.as_json())
        return lines

    def news_of(self, document: Document) -> list[dict[str, Any]]:
        """Return the document's own line, where the ledger does not have it as it is now."""
        line = document.as_record()
        return [] if self.documents.get(document.id) == line else [line]

    def fingerprint(self) -> str:
        """Return the sha256 of what the ledger says: its documents and records as they stand, with their status.

        Equal for equal content, whatever the order in which it was read or decided.
        """
        stand = [[r.status, r.record.as_json()] for r in self.reviewed.values()]
        aside = [sorted(self.aside.items())] if self.aside else []
        return fingerprint([sorted(map(canonical, self.documents.values())), sorted(map(canonical, stand)), *aside])

    def is_read(self, document: Document) -> bool:
        """Tell whether a document was read to its end with the metadata that it has now."""
        mark = self.marks.get(document.id)
        return mark is not None and mark.metadata == digest(document.as_record())


def _personal(reviewed: Reviewed) -> bool:
    by = getattr(reviewed.record, "by", None)
    return by is not None and by.kind == "person"
