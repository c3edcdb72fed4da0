"""How far the reviewers of a project agree, and where they do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talleyrand.evidence.ledger import Ledger
from talleyrand.evidence.reviewers import Reading, Said, readings, table

if TYPE_CHECKING:
    from talleyrand.solvers.reliability import Reliability

RESAMPLES = 2000
LEVEL = 0.95
_CODES: dict[Said, int] = {"accept": 0, "edit": 1, "reject": 2, "merge": 3}


@dataclass(frozen=True)
class Agreement:
    """Krippendorff's alpha over what reviewers said of records: accept, edit, reject or merge, a nominal scale.

    Parameters
    ----------
    reviewers
        Name -> how many records they gave their own word on, by name.
    overall
        Over all records.
    by_kind
        Type of record -> over the records of that type, where two reviewers or more read one of them.
    disagreements
        Records on which they differ, those that nobody settled first.
    """

    reviewers: dict[str, int]
    overall: Reliability
    by_kind: dict[str, Reliability]
    disagreements: tuple[Reading, ...]

    @property
    def open(self) -> int:
        """How many disagreements nobody has settled."""
        return sum(reading.settled is None for reading in self.disagreements)

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "reviewers": self.reviewers,
            "level": LEVEL,
            "overall": _as_json(self.overall),
            "by_kind": {kind: _as_json(value) for kind, value in self.by_kind.items()},
            "open": self.open,
            "disagreements": [
                {
                    "record": reading.record,
                    "kind": reading.kind,
                    "verdicts": {name: decision.as_json() for name, decision in reading.verdicts.items()},
                    "settled": reading.settled.as_json() if reading.settled else None,
                }
                for reading in self.disagreements
            ],
        }


def _as_json(value: Reliability) -> dict[str, Any]:
    return {
        "alpha": value.alpha,
        "interval": list(value.interval) if value.interval else None,
        "observed": value.observed,
        "expected": value.expected,
        "records": value.units,
        "verdicts": value.values,
    }


def agreement(ledger: Ledger, seed: int, resamples: int = RESAMPLES) -> Agreement:
    """Compute the agreement of everybody who decided on records of a ledger.

    Parameters
    ----------
    ledger
        The ledger.
    seed
        Of the resampling behind the intervals.
    resamples
        How many, of the records with replacement.
    """
    names, rows = table(ledger.reviewed.values())
    kinds = dict.fromkeys(kind for kind, row in rows if len(row) > 1)
    differing = [reading for reading in readings(ledger.reviewed.values()) if reading.differs]
    return Agreement(
        reviewers={name: sum(name in row for _, row in rows) for name in names},
        overall=_alpha(names, [row for _, row in rows], seed, resamples),
        by_kind={kind: _alpha(names, [row for k, row in rows if k == kind], seed, resamples) for kind in kinds},
        disagreements=tuple(sorted(differing, key=lambda reading: reading.settled is not None)),
    )


def _alpha(names: Sequence[str], rows: Sequence[dict[str, Said]], seed: int, resamples: int) -> Reliability:
    import numpy as np

    from talleyrand.solvers.reliability import MISSING, nominal_alpha

    ratings = [[_CODES[row[name]] if name in row else MISSING for row in rows] for name in names]
    return nominal_alpha(
        np.array(ratings, dtype=int).reshape(len(names), len(rows)), resamples=resamples, level=LEVEL, seed=seed
    )
