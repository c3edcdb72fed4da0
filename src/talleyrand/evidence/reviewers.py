"""What each reviewer said of each record without sight of what others had said: the data of agreement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from talleyrand.evidence.decision import Decision, standing
from talleyrand.evidence.review import Reviewed

Said = Literal["accept", "edit", "reject", "merge"]
SAID: dict[str, Said] = {"accept": "accept", "amend": "edit", "reject": "reject", "merge": "merge"}


def independent(history: Iterable[Decision]) -> dict[str, Decision]:
    """Return the last word of each reviewer on one record that was given without sight of another's.

    A second reading is one; so is a verdict where nobody else's stood. What somebody says after that, having seen
    another's verdict, settles a disagreement and is no reading of its own.

    Examples
    --------
    >>> from talleyrand.evidence.decision import made
    >>> one = made([], record="seat-1", verdict="accept", by="AB")
    >>> other = made([one], record="seat-1", verdict="reject", by="CD", second=True)
    >>> settled = made([one, other], record="seat-1", verdict="reject", by="AB")
    >>> {name: decision.verdict for name, decision in independent([one, other, settled]).items()}
    {'AB': 'accept', 'CD': 'reject'}
    """
    words: dict[str, list[Decision]] = {}
    stands: list[Decision] = []
    for decision in history:
        mine = words.setdefault(decision.by, [])
        if decision.verdict == "withdraw":
            gone = mine[-1:] if decision.second else stands[-1:]
            stands = stands if decision.second else stands[:-1]
            if gone and gone[0] in mine:
                mine.remove(gone[0])
            continue
        others = any(log for name, log in words.items() if name != decision.by)
        if decision.second or not (others or any(d.by != decision.by for d in stands)):
            mine.append(decision)
        if not decision.second:
            stands.append(decision)
    return {name: log[-1] for name, log in words.items() if log}


@dataclass(frozen=True)
class Reading:
    """A record on which two reviewers or more gave their word independently.

    Parameters
    ----------
    record, kind
        Its id and type.
    verdicts
        Reviewer -> the decision.
    settled
        The decision that somebody made after they differed, having seen both; None where nobody did.
    """

    record: str
    kind: str
    verdicts: Mapping[str, Decision]
    settled: Decision | None = None

    @property
    def differs(self) -> bool:
        """Whether they did not say the same; two amendments are the same if they change the same."""
        return len({(SAID[d.verdict], str(d.changes), d.into) for d in self.verdicts.values()}) > 1


def readings(reviewed: Iterable[Reviewed]) -> list[Reading]:
    """Return the records that two reviewers or more read independently, in the order of the records."""
    found = []
    for item in reviewed:
        if len({d.by for d in item.decisions}) > 1:
            verdicts = independent(item.decisions)
            if len(verdicts) > 1:
                found.append(Reading(item.record.id, item.record.type, verdicts, _settling(item.decisions, verdicts)))
    return found


def _settling(history: tuple[Decision, ...], verdicts: Mapping[str, Decision]) -> Decision | None:
    """Return the decision that stands and was made after all independent ones."""
    last = max(history.index(decision) for decision in verdicts.values())
    after = [decision for decision in standing(history) if history.index(decision) > last]
    return after[-1] if after else None


def table(reviewed: Iterable[Reviewed]) -> tuple[list[str], list[tuple[str, dict[str, Said]]]]:
    """Return the reviewers by name, and for each record that anybody decided on its type and what each said of it."""
    rows: list[tuple[str, dict[str, Said]]] = [
        (item.record.type, {name: SAID[d.verdict] for name, d in independent(item.decisions).items()})
        for item in reviewed
        if item.decisions
    ]
    return sorted({name for _, row in rows for name in row}), rows
