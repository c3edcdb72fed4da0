"""Cases drawn up by hand from reports: what a careful analyst would put down, to measure the draft against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from tests.support.labelled import LabelledReport
from tests.support.labels import REPORTS, SEALED, load, load_seed
from tests.support.shared import SHARED

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
SEALED_CASES = SEALED.parent / "cases"
GUIDING = SHARED / "gold" / "seed" / "latimes-2018-06-08.json"


@dataclass(frozen=True)
class HandCase:
    """One case: seats by party (empty where the report gives none), issues, and values on the catalogue's scales.

    An issue is a tuple of keys of which one must be found. What `may` be there is neither missed nor a false alarm.
    """

    name: str
    seats: Mapping[str, tuple[str, ...]]
    may_parties: frozenset[str]
    issues: tuple[tuple[str, ...], ...]
    may_issues: frozenset[str]
    positions: Mapping[tuple[str, str], float]
    sealed: bool = False

    def report(self) -> LabelledReport | None:
        """Return the report; None where it is the guiding one and is not beside the checkout."""
        if self.name != "guiding":
            return load((SEALED if self.sealed else REPORTS) / f"{self.name}.yaml")
        return load_seed(GUIDING) if GUIDING.exists() else None


def load_cases(held_out: bool = False, sealed: bool = False) -> list[HandCase]:
    """Read the cases of the development half, the guiding one among them, or of the half that is held out, by name.

    With `sealed` the cases are those of the sealed folder, and `held_out` says nothing.
    """
    if sealed:
        return [_case(path, sealed=True) for path in sorted(SEALED_CASES.glob("*.yaml"))]
    cases = [_case(path) for path in sorted(CASES.glob("*.yaml"))]
    return [case for case in cases if (case.name != "guiding" and load(REPORTS / case.name).held_out) == held_out]


def _case(path: Path, sealed: bool = False) -> HandCase:
    data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return HandCase(
        name=path.stem,
        seats={party: _many(kinds) for party, kinds in data["parties"].items()},
        may_parties=frozenset(data["may_be_parties"]),
        issues=tuple(_many(row) for row in data["issues"]),
        may_issues=frozenset(data["may_be_issues"]),
        positions={(p, q): float(x) for q, row in data["positions"].items() for p, x in row.items()},
        sealed=sealed,
    )


def _many(value: str | list[str] | None) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)
