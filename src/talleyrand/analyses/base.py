"""What an analysis is, and the register of ours: the third extension point."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from talleyrand.analyses.inputs import Draws
from talleyrand.analyses.result import Exhibit, Finding, Result
from talleyrand.analyses.words import heading
from talleyrand.case.model import Case
from talleyrand.ids import fingerprint


@dataclass(frozen=True)
class Claims:
    """What an analysis says of many input combinations.

    Parameters
    ----------
    holds : finding id -> (n_draws,) bool
        Whether the finding, as said at the case's values, holds in each combination.
    values : finding id -> (n_draws,) float
        Its figure in each combination.
    """

    holds: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    values: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)


class Analysis(Protocol):
    """A method: from a case to findings.

    `claims` may answer for fewer draws than it is given (the first so many) where a method costs much a draw.
    """

    @property
    def name(self) -> str:
        """Name in commands, results and file names."""
        ...

    @property
    def title(self) -> str:
        """Heading in the brief."""
        ...

    @property
    def question(self) -> str:
        """What it answers, as a question."""
        ...

    @property
    def reference(self) -> str:
        """Where its definitions are published."""
        ...

    @property
    def most_draws(self) -> int:
        """How many combinations it is asked about at most."""
        ...

    def needs(self, case: Case) -> tuple[str, ...]:
        """Say in words what the case lacks for this analysis; empty where it can run."""
        ...

    def run(self, case: Case, params: Mapping[str, Any], seed: int) -> Result:
        """Compute the findings at the case's values."""
        ...

    def claims(self, case: Case, draws: Draws, only: Collection[str] | None = None) -> Claims:
        """Tell in which of `draws` each finding (or each of `only`) holds, and its figure there."""
        ...


def case_fingerprint(case: Case) -> str:
    """Return the digest that results carry, over everything that the case says."""
    return fingerprint(case.model_dump(mode="json"))


def make_result(
    analysis: Analysis,
    case: Case,
    seed: int,
    findings: Iterable[Finding] = (),
    exhibits: Iterable[Exhibit] = (),
    *,
    params: Mapping[str, Any] | None = None,
    notes: Iterable[str] = (),
) -> Result:
    """Put together the result of `analysis` with all that made it."""
    return Result(
        analysis=analysis.name,
        title=analysis.title,
        question=analysis.question,
        reference=analysis.reference,
        version=version("talleyrand"),
        seed=seed,
        params=dict(params or {}),
        case=case_fingerprint(case),
        findings=tuple(f.model_copy(update={"text": heading(f.text)}) for f in findings),
        exhibits=tuple(exhibits),
        notes=tuple(notes),
    )


def lacking(analysis: Analysis, case: Case, seed: int, missing: tuple[str, ...]) -> Result:
    """Return the result of an analysis that cannot run: what is missing, in words."""
    return make_result(analysis, case, seed).model_copy(update={"missing": missing})


def registry() -> dict[str, Analysis]:
    """Return our analyses by name, in the order in which a brief tells them."""
    from talleyrand.analyses.agreement import AgreementAnalysis
    from talleyrand.analyses.contest import ContestAnalysis
    from talleyrand.analyses.deals import DealsAnalysis
    from talleyrand.analyses.exchange import ExchangeAnalysis
    from talleyrand.analyses.network import NetworkAnalysis
    from talleyrand.analyses.power import PowerAnalysis
    from talleyrand.analyses.seat import SeatAnalysis
    from talleyrand.analyses.settlement import SettlementAnalysis
    from talleyrand.analyses.stability import StabilityAnalysis

    found: tuple[Analysis, ...] = (
        SettlementAnalysis(),
        StabilityAnalysis(),
        SeatAnalysis(),
        ExchangeAnalysis(),
        ContestAnalysis(),
        DealsAnalysis(),
        PowerAnalysis(),
        NetworkAnalysis(),
        AgreementAnalysis(),
    )
    return {analysis.name: analysis for analysis in found}
