"""Small cases for docstrings and tests."""

from __future__ import annotations

from talleyrand.case.estimate import Estimate
from talleyrand.case.model import (
    Case,
    IssueEntry,
    NegotiationEntry,
    OptionEntry,
    PartyEntry,
    PreferenceEntry,
    SeatEntry,
)

SAID = "made up for an example"


def estimate(value: float, spread: float = 0.0) -> Estimate:
    """Return an estimate with a symmetric range, resting on the assumption that this is an example."""
    return Estimate(value=value, range=(value - spread, value + spread), assumption=SAID)


def two_party_case() -> Case:
    """Return two parties at a table over one issue, a third left out, and an option for each.

    Examples
    --------
    >>> sorted(two_party_case().parties)
    ['A', 'B', 'C']
    """
    parties = {code: PartyEntry(name=f"Party {code}", capability=estimate(50, 10)) for code in "ABC"}
    return Case(
        title="An example",
        parties=parties,
        negotiations={
            "talks": NegotiationEntry(
                title="The talks",
                main=True,
                seats={
                    "A": SeatEntry(seat="in", assumption=SAID),
                    "B": SeatEntry(seat="in", assumption=SAID),
                    "C": SeatEntry(seat="out", assumption=SAID),
                },
                seat_worth={"C": estimate(5, 2)},
            )
        },
        issues={"q": IssueEntry(title="The issue", zero="none", hundred="all", reversion=estimate(100))},
        positions={"A": {"q": estimate(0)}, "B": {"q": estimate(60, 10)}, "C": {"q": estimate(90, 5)}},
        saliences={code: {"q": estimate(0.5, 0.1)} for code in "ABC"},
        options={
            "yield": OptionEntry(title="A yields", owner="A", assumption=SAID),
            "admit": OptionEntry(title="B admits C", owner="B", admits="C", assumption=SAID),
        },
        preferences={
            "A": (PreferenceEntry(statement="not yield", assumption=SAID),),
            "B": (PreferenceEntry(any_order=("yield", "admit"), assumption=SAID),),
            "C": (PreferenceEntry(statement="admit", assumption=SAID),),
        },
    )
