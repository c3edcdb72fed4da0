"""Ties: frames of levers, dependence, constraint and linkage, and their magnitudes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.evidence.magnitudes import magnitude
from talleyrand.evidence.records import Tie
from talleyrand.evidence.statements import StatementExtractor
from talleyrand.evidence.ties import TieExtractor
from tests.support import scoring
from tests.support.reading import reading
from tests.support.seed_labels import load_seed
from tests.support.shared import SHARED, needs_shared


def ties(text: str) -> list[tuple[str, str | None, str, tuple[str, ...]]]:
    made = TieExtractor().propose(StatementExtractor().propose(reading(text)))
    return [(t.holder, t.over, t.kind, t.means) for t in made.of(Tie)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China provides much of Nepal's fuel and food.", ("CHN", "NPL", "lever", ("energy", "food"))),
        ("Nepal buys 80 percent of its fuel from India.", ("IND", "NPL", "lever", ("energy",))),
        ("Chad owes $2 billion to China.", ("CHN", "TCD", "lever", ("debt",))),
        ("France forgave half of Senegal's debt.", ("FRA", "SEN", "lever", ("debt",))),
        ("Bhutan depends on India for its electricity.", ("IND", "BTN", "dependence", ("energy",))),
        ("Laos has to cater to China's wishes.", ("CHN", "LAO", "constraint", ("agenda",))),
        ("Laos must take Chinese interests into account.", ("CHN", "LAO", "constraint", ("agenda",))),
        ("Qatar employs more than 300,000 Nepalis.", ("QAT", "NPL", "lever", ("labour",))),
        ("France keeps 1,500 troops in Chad.", ("FRA", "TCD", "lever", ("troops",))),
        ("A war in Sudan could send refugees across Egypt's border.", ("SDN", "EGY", "dependence", ("refugees",))),
        ("Chad would free the pilots only if Libya paid its debt.", ("TCD", "LBY", "linkage", ("debt",))),
    ],
)
def test_frames(text: str, expected: tuple[str, str, str, tuple[str, ...]]) -> None:
    assert expected in ties(text)


def test_apposition_names_a_partner() -> None:
    found = ties("Laos does not want to anger Beijing, its biggest trade partner and a source of loans.")
    assert ("CHN", "LAO", "lever", ("trade", "loans")) in found


@pytest.mark.parametrize(
    "text",
    ["Chad did not ask Libya for drones.", "Kenya will host a third round of talks.", "China once sold rice to Nepal."],
)
def test_what_is_no_tie(text: str) -> None:
    assert ties(text) == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("more than 80 percent of its gas", 80.0, "%"),
        ("90% of the debt", 90.0, "%"),
        ("a third of its nickel", 33.3, "%"),
        ("some $10 billion in loans", 10e9, "USD"),
        ("€2 billion a year", 2e9, "EUR"),
        ("3 billion baht in aid", 3e9, "baht"),
        ("some 100,000 workers", 100000.0, "workers"),
        ("most of the power", None, "share"),
    ],
)
def test_magnitudes(text: str, value: float | None, unit: str) -> None:
    found = magnitude(text)
    assert found is not None
    assert (found.value, found.unit) == (value, unit)
    assert found.text in text


def test_no_magnitude_in_a_third_round() -> None:
    assert magnitude("a third round of talks") is None


@given(st.text(max_size=60))
def test_a_magnitude_quotes_its_text(text: str) -> None:
    found = magnitude(text)
    assert found is None or found.text in text


@needs_shared
@pytest.mark.shared
def test_the_guiding_report() -> None:
    report = load_seed(SHARED / "gold" / "seed" / "latimes-2018-06-08.json")
    made = scoring.reading_of(report.text, report.published, report.outlet)
    have = {(t.holder, t.over, means) for t in made.of(Tie) for means in t.means}
    assert have >= {
        *(("CHN", "PRK", means) for means in ("food", "energy", "trade")),
        *(("CHN", "RUS", means) for means in ("trade", "loans")),
        ("RUS", "PRK", "debt"),
        ("RUS", "PRK", "labour"),
    }
    assert (scoring.ties(report, made) + scoring.expectations(report, made)).found >= 8
