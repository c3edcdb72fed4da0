"""What a brief is made from, with the look-ups that its parts share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from talleyrand.analyses.result import Result
from talleyrand.brief.aliases import aliases_of
from talleyrand.case.estimate import Grounds
from talleyrand.case.model import Case
from talleyrand.evidence.records import Actor, Record
from talleyrand.reading.document import Document


@dataclass(frozen=True)
class Material:
    """A case, the results on it, and the records and documents that it cites.

    Parameters
    ----------
    case
        With the scenario, if any, laid over it.
    results
        In the order in which the brief tells them.
    records
        The current ledger: proposals with the decisions of reviewers applied, rejected ones left out.
    documents
        The sources, with their text.
    ledger
        Fingerprint of the ledger.
    reviewed
        Whether a person has decided on every record that the case cites.
    scenario
        Its title, or None.
    limits
        What was not read, and what reading lacked, in sentences.
    """

    case: Case
    results: tuple[Result, ...]
    records: tuple[Record, ...]
    documents: tuple[Document, ...]
    ledger: str
    reviewed: bool
    scenario: str | None = None
    limits: tuple[str, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Record]:
        """Records by id."""
        return {record.id: record for record in self.records}

    @cached_property
    def document(self) -> dict[str, Document]:
        """Documents by id."""
        return {document.id: document for document in self.documents}

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """Actors by id."""
        return {record.id: record for record in self.records if isinstance(record, Actor)}

    @cached_property
    def actor_names(self) -> dict[str, str]:
        """Key of an actor to its name, as the first record of it gives it."""
        return {actor.key: actor.name for actor in reversed(self.actors.values())}

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Record id to its short alias (S7): by date of publication, then place in the text."""
        return aliases_of(self.records, self.documents)

    @cached_property
    def citing(self) -> dict[str, tuple[str, ...]]:
        """Record id to the addresses in the case that cite it."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for address, grounds in self.case.grounds():
            for record in (*grounds.because, *grounds.contradicted):
                found[record].append(address)
        return {record: tuple(dict.fromkeys(addresses)) for record, addresses in found.items()}

    def cited_by(self, addresses: Sequence[str]) -> tuple[str, ...]:
        """Return the records that the estimates at `addresses` cite, in order, each once."""
        grounds = self.grounds
        return tuple(dict.fromkeys(r for a in addresses if a in grounds for r in grounds[a].because if r in self.by_id))

    @cached_property
    def grounds(self) -> dict[str, Grounds]:
        """Address to what stands there."""
        return dict(self.case.grounds())
