"""Who sits at the main table, who is left out, and who keeps the gate."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from talleyrand.case.model import Case

AT_THE_TABLE = ("in", "host")
BROKERS = ("mediator",)
LEFT_OUT = ("out", "refused", "left", "invited")


def holds_positions(case: Case, party: str) -> bool:
    """Tell whether a party has a position on an issue of the main table."""
    return any(issue in case.positions.get(party, {}) for issue in case.table_issues())


def at_the_table(case: Case) -> tuple[str, ...]:
    """Return the parties whose positions count at the main table, in the order of the case.

    Those with seat `in`, and hosts and mediators that hold positions. Without a negotiation or without any
    seat in it, all parties.
    """
    main = case.main_negotiation()
    if main is None or not any(seat.seat in AT_THE_TABLE for seat in main[1].seats.values()):
        return tuple(case.parties)
    seats = {party: entry.seat for party, entry in main[1].seats.items()}
    return tuple(
        party
        for party in case.parties
        if seats.get(party) == "in" or (seats.get(party) in ("host", *BROKERS) and holds_positions(case, party))
    )


def left_out(case: Case) -> tuple[str, ...]:
    """Return the parties that hold positions and have no seat, those named as left out first."""
    main = case.main_negotiation()
    if main is None:
        return ()
    inside = set(at_the_table(case))
    seats = {party: entry.seat for party, entry in main[1].seats.items()}
    outside = [p for p in case.parties if p not in inside and holds_positions(case, p)]
    return tuple(sorted(outside, key=lambda p: (seats.get(p) not in LEFT_OUT, outside.index(p))))


def gatekeepers(case: Case) -> tuple[str, ...]:
    """Return who must agree before somebody is admitted: as the case says, else all at the table."""
    main = case.main_negotiation()
    if main and main[1].gatekeepers is not None:
        return tuple(p for p in case.parties if p in main[1].gatekeepers)
    return at_the_table(case)


def mask(case: Case, parties: Sequence[str]) -> NDArray[np.bool_]:
    """Return a boolean per party of the case, true for those among `parties`."""
    return np.array([party in parties for party in case.parties], dtype=bool)
