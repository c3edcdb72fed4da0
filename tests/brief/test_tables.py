"""Estimates and findings as flat tables."""

import csv
import io

import pytest

from talleyrand.brief.tables import ESTIMATES, FINDINGS, estimates_csv, findings_csv, table
from tests.support.material import material


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_every_estimate_has_a_row_with_figures_that_parse() -> None:
    found = {row["address"]: row for row in rows(estimates_csv(material()))}
    for address, entry in material().case.estimates():
        row = found[address]
        assert (float(row["value"]), float(row["low"]), float(row["high"])) == (entry.value, entry.low, entry.high)
    assert found["positions/B/q"]["records"] == "statement-1"
    assert tuple(found["positions/B/q"]) == ESTIMATES


def test_every_finding_has_a_row() -> None:
    found = {row["id"]: row for row in rows(findings_csv(material()))}
    findings = {f.id: f for result in material().results for f in result.findings}
    assert found.keys() == findings.keys()
    for name, finding in findings.items():
        row = found[name]
        assert row["text"] == finding.text and tuple(row) == FINDINGS
        assert row["value"] == ("" if finding.value is None else str(finding.value))
        assert row["held"] == (str(finding.survival.held) if finding.survival else "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_words_are_a_formula_and_figures_stay_figures(start: str) -> None:
    (row,) = rows(table(("a", "b"), [{"a": f"{start}1+1", "b": -2.5}]))
    assert row == {"a": f"'{start}1+1".replace("\r", "\n"), "b": "-2.5"}
