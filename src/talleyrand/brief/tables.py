"""What a case states and what is found, as flat tables for a spreadsheet or a statistics package."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from talleyrand.analyses.addresses import label
from talleyrand.brief.material import Material
from talleyrand.brief.rows import input_rows

ESTIMATES = (
    *("address", "label", "value", "low", "high", "states", "grounds"),
    *("records", "contradicted", "assumption", "drafted"),
)
FINDINGS = (
    *("id", "method", "text", "value", "unit", "low", "high", "held", "tried", "share", "assumed"),
    *("because", "records", "warnings"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def estimates_csv(material: Material) -> str:
    """Return a row for each thing that the case states; `value`, `low` and `high` are there where it is a number."""
    rows = (
        {
            "address": row.address,
            "label": row.label,
            "value": row.number,
            "low": row.low,
            "high": row.high,
            "states": None if row.number is not None else row.value,
            "grounds": row.grounds,
            "records": _list(row.records),
            "contradicted": _list(row.contradicted),
            "assumption": row.assumption,
            "drafted": row.drafted or None,
        }
        for row in input_rows(material)
    )
    return table(ESTIMATES, rows)


def findings_csv(material: Material) -> str:
    """Return a row for each finding, with its figure, its spread, and in how many combinations it holds."""
    return table(FINDINGS, _findings(material))


def _findings(material: Material) -> Iterator[Mapping[str, object]]:
    for result in material.results:
        for finding in result.findings:
            low, high = finding.spread or (None, None)
            held = finding.survival
            yield {
                "id": finding.id,
                "method": result.analysis,
                "text": finding.text,
                "value": finding.value,
                "unit": finding.unit,
                "low": low,
                "high": high,
                "held": held.held if held else None,
                "tried": held.tried if held else None,
                "share": held.share if held else None,
                "assumed": finding.assumed,
                "because": _list(label(material.case, address) for address in finding.because),
                "records": _list(material.cited_by(finding.because)),
                "warnings": _list(finding.warnings),
            }


def table(columns: tuple[str, ...], rows: Iterable[Mapping[str, object]]) -> str:
    r"""Return rows as CSV; None is an empty cell, and no cell is one that a spreadsheet runs as a formula.

    Examples
    --------
    >>> table(("a", "b"), [{"a": "=1+1", "b": -2.5}, {"a": None, "b": True}])
    "a,b\n'=1+1,-2.5\n,yes\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    words = str(value)
    guard = "'" if isinstance(value, str) and words.startswith(_FORMULA) else ""
    # A lone carriage return would end a row for some readers.
    return guard + words.replace("\r\n", "\n").replace("\r", "\n")


def _list(values: Iterable[str]) -> str | None:
    return "; ".join(values) or None
