"""Whole tables: every seat of the talks that a passage is about, and nobody else's."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from talleyrand.evidence.records import SeatKind
from tests.support.seatings import compare, f_of, load_tables

EVERY = [*load_tables(False), *load_tables(True)]


@pytest.mark.parametrize("table", EVERY, ids=lambda table: table.id)
def test_labels_hold(table):
    assert len(table.seats) > 1
    assert all(re.fullmatch(r"[A-Z][A-Z0-9 ]+", party) for party in (*table.seats, *table.may))
    assert all(kinds <= set(get_args(SeatKind)) for kinds in (*table.seats.values(), *table.may.values()))
    assert not table.seats.keys() & table.may.keys()


@pytest.mark.parametrize(("kept", "floor"), [(False, 0.9), (True, 0.7)], ids=["development", "kept apart"])
def test_seats_over_all_tables(kept, floor):
    assert f_of([compare(table) for table in load_tables(kept)]) >= floor
