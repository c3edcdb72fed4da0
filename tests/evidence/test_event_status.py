"""Status: what denies, supposes or plans an act."""

from __future__ import annotations

from datetime import date

import pytest

from talleyrand.evidence.events import EventExtractor
from talleyrand.evidence.records import Event
from tests.support.reading import reading


def status_of(text: str) -> set[str]:
    return {e.status for e in EventExtractor().propose(reading(text, date(2018, 6, 8))).of(Event)}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Mali bombed a camp in Niger.", "happened"),
        ("Mali has not bombed any camp in Niger.", "denied"),
        ("Mali will not withdraw its troops from Niger.", "denied"),
        ("No Malian soldier attacked Niger.", "denied"),
        ("Mali denies that it bombed a camp in Niger.", "denied"),
        ("If Mali bombs a camp in Niger, trade ends.", "hypothetical"),
        ("Mali may withdraw its troops from Niger.", "hypothetical"),
        ("Has Mali bombed Niger?", "hypothetical"),
        ("Mali will withdraw its troops from Niger in August.", "planned"),
        ("Mali is expected to sign a treaty with Niger.", "planned"),
        ("Mali invaded Niger in 1985.", "historical"),
        ("The Soviet Union supplied weapons to Mali.", "historical"),
        ("Malian President Sory Keita met with Nigerien leaders last month.", "happened"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert status_of(text) == {status}
