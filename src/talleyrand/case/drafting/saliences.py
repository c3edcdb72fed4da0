"""Saliences: how much of what a party says is about an issue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from talleyrand.case.drafting.evidence import Evidence, cited
from talleyrand.case.drafting.issues import issues_of
from talleyrand.case.estimate import Estimate

MASS = 0.9


def salience_entries(
    evidence: Evidence, positions: Mapping[str, Mapping[str, Estimate]], issues: Sequence[str]
) -> dict[str, dict[str, Estimate]]:
    """Estimate a salience wherever there is a position: the share of the party's statements that touch the issue.

    The shares have a flat Dirichlet prior over the issues, one pseudo-statement each; the value is the posterior
    mean, the range the central 90 % of its Beta marginal. A statement on two issues counts on both. What somebody
    imagines the party to say never counts.
    """
    said: dict[tuple[str, str], list[str]] = {}
    for statement in evidence.statements:
        for issue in sorted(issues_of(statement) & set(issues)):
            if statement.party:
                said.setdefault((statement.party, issue), []).append(statement.id)
    result = {}
    for party, row in positions.items():
        total = sum(len(said.get((party, issue), ())) for issue in issues)
        result[party] = {q: _share(said.get((party, q), []), total, len(issues)) for q in row}
    return result


def _share(on_it: Sequence[str], total: int, issues: int) -> Estimate:
    value, low, high = posterior(len(on_it), total, issues)
    share = f"{len(on_it)} of its {total} statements on issues" if total else "No statement of its own on any issue"
    return Estimate(
        value=value,
        range=(low, high),
        because=cited(on_it),
        assumption=None if on_it else f"{share}; every issue may matter.",
        note=f"{share}." if on_it else None,
        drafted=True,
    )


def posterior(count: int, total: int, issues: int) -> tuple[float, float, float]:
    """Return mean and central 90 % of a share's posterior under a flat Dirichlet prior.

    Parameters
    ----------
    count, total
        Statements on the issue, and on all issues; ``0 <= count <= total``.
    issues
        Number of issues, at least 1; with one issue the share is 1.

    Examples
    --------
    >>> posterior(3, 4, 5)
    (0.44, 0.19, 0.71)
    >>> posterior(0, 0, 4)
    (0.25, 0.02, 0.63)
    """
    if issues == 1:
        return 1.0, 1.0, 1.0
    from scipy.special import betaincinv

    a, b = 1.0 + count, issues - 1.0 + total - count
    low, high = (float(betaincinv(a, b, mass)) for mass in ((1 - MASS) / 2, (1 + MASS) / 2))
    mean = a / (a + b)
    return round(mean, 2), min(round(low, 2), round(mean, 2)), max(round(high, 2), round(mean, 2))
