"""What records are found by, as columns of numbers: a filter over ten thousand records waits for nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from talleyrand.evidence.review import STATUSES, Status

if TYPE_CHECKING:
    from talleyrand.workbench.loaded import Facts

FACETS = ("status", "decided", "kind", "party", "source", "contradicted")
Codes = NDArray[np.intp]
Rows = NDArray[np.bool_]


@dataclass(frozen=True)
class Column:
    """One value a row, or none.

    Parameters
    ----------
    values
        The values that there are.
    codes : (n_rows,) int
        Of each row the place of its value in `values`; ``len(values)`` where it has none.
    """

    values: Sequence[str]
    codes: Codes

    @classmethod
    def of(cls, given: Iterable[str | None]) -> Column:
        """Make a column of the values of its rows, in their order."""
        places: dict[str, int] = {}
        codes = [-1 if value is None else places.setdefault(value, len(places)) for value in given]
        column = np.array(codes, dtype=np.intp)
        column[column < 0] = len(places)
        return cls(tuple(places), column)

    def fits(self, wanted: str | None) -> Rows:
        """Return the rows with a value; all of them where none is wanted."""
        if not wanted:
            return np.ones(len(self.codes), dtype=bool)
        return np.asarray(self.codes == (self.values.index(wanted) if wanted in self.values else -1))

    def counts(self, rows: Rows) -> Counter[str]:
        """Count the values of some rows."""
        found = np.bincount(self.codes[rows], minlength=len(self.values) + 1)
        return Counter({value: int(found[n]) for n, value in enumerate(self.values) if found[n]})


@dataclass(frozen=True)
class ManyColumn:
    """Any number of values a row: `rows` and `codes` (n_pairs,) say which row has which of `values`."""

    values: Sequence[str]
    rows: Codes
    codes: Codes
    size: int

    @classmethod
    def of(cls, given: Iterable[Iterable[str]]) -> ManyColumn:
        """Make a column of the values of its rows, in their order."""
        places: dict[str, int] = {}
        groups = [sorted(values) for values in given]
        pairs = [(n, places.setdefault(value, len(places))) for n, values in enumerate(groups) for value in values]
        both = np.array(pairs, dtype=np.intp).reshape(-1, 2)
        return cls(tuple(places), both[:, 0], both[:, 1], len(groups))

    def fits(self, wanted: str | None) -> Rows:
        """Return the rows that have a value; all of them where none is wanted."""
        found = np.full(self.size, not wanted)
        if wanted and wanted in self.values:
            found[self.rows[self.codes == self.values.index(wanted)]] = True
        return found

    def counts(self, rows: Rows) -> Counter[str]:
        """Count the values of some rows."""
        found = np.bincount(self.codes[rows[self.rows]], minlength=len(self.values))
        return Counter({value: int(found[n]) for n, value in enumerate(self.values) if found[n]})


@dataclass(frozen=True)
class Columns:
    """The records of a project as columns.

    Parameters
    ----------
    names
        Ids of the records, in reading order: the rows.
    status
        Status of each.
    kind, source, party
        What each is found by.
    """

    names: tuple[str, ...]
    status: Column
    kind: Column
    source: Column
    party: ManyColumn

    @classmethod
    def of(cls, facts: Mapping[str, Facts], statuses: Iterable[Status]) -> Columns:
        """Make the columns of the records that `facts` has, with the status of each."""
        rows = facts.values()
        return cls(
            tuple(facts),
            Column(STATUSES, np.array([STATUSES.index(status) for status in statuses], dtype=np.intp)),
            Column.of(fact.kind for fact in rows),
            Column.of(fact.document for fact in rows),
            ManyColumn.of(fact.parties for fact in rows),
        )

    def with_status(self, row: int, status: Status) -> Columns:
        """Return the columns with another status of one record."""
        codes = self.status.codes.copy()
        codes[row] = STATUSES.index(status)
        return replace(self, status=Column(STATUSES, codes))

    def select(
        self, wanted: Mapping[str, str], disputes: Mapping[int, str], among: Sequence[int] | None = None
    ) -> tuple[list[str], dict[str, Counter[str]]]:
        """Return the ids of the records that pass all filters, and for each facet how many each of its values has.

        A facet is counted over the records that pass all filters but its own. Actors stand or fall with what they say:
        they are shown where they are asked for.

        Parameters
        ----------
        wanted
            Facet -> the value that a record must have.
        disputes
            Row -> ``open`` or ``settled``, of the records that are in a contradiction.
        among
            The rows that are looked at, None for all.
        """
        columns = self._columns(disputes)
        fits = {name: column.fits(wanted.get(name)) for name, column in columns.items()}
        if not wanted.get("kind"):
            fits["kind"] = ~self.kind.fits("actor")
        looked_at = np.ones(len(self.names), dtype=bool)
        if among is not None:
            looked_at[:] = False
            looked_at[list(among)] = True
        failed = np.sum([~rows for rows in fits.values()], axis=0)
        good, nearly = looked_at & (failed == 0), looked_at & (failed == 1)
        counts = {name: column.counts(good | (nearly & ~fits[name])) for name, column in columns.items()}
        return [self.names[row] for row in np.flatnonzero(good)], counts

    def _columns(self, disputes: Mapping[int, str]) -> dict[str, Column | ManyColumn]:
        """Return the columns by the names of their facets."""
        proposed = self.status.codes == STATUSES.index("proposed")
        contradicted = np.full(len(self.names), 2, dtype=np.intp)
        for row, state in disputes.items():
            contradicted[row] = _STATES.index(state)
        found: dict[str, Column | ManyColumn] = {
            "status": self.status,
            "decided": Column(("no", "yes"), np.where(proposed, 0, 1)),
            "kind": self.kind,
            "party": self.party,
            "source": self.source,
            "contradicted": Column(_STATES, contradicted),
        }
        return {name: found[name] for name in FACETS}


_STATES = ("open", "settled")
