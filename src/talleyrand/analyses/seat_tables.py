"""What every seat brings everybody, over all tables that could sit: the Shapley value."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from talleyrand.analyses.base import Claims
from talleyrand.analyses.inputs import Floats
from talleyrand.analyses.result import Exhibit, Finding, tidy
from talleyrand.analyses.seat_numbers import Table
from talleyrand.analyses.words import UNIT, figure, party_name, possessive
from talleyrand.case.model import Case

NOISE = 1e-9  # of adding up
NOTHING = 0.05  # weighted points from which on what another's seat brings is told


def tables_finding(at: Table, phi: Floats, party: str) -> Finding:
    """Say what a seat brings `party` on average, and whose seat helps and hurts it most.

    `phi` : (n_parties, n_parties), row i what brings i.
    """
    case, i = at.case, at.parties.index(party)
    name, (best, worst) = party_name(case, party), _others(phi[None], i)[0]
    told = [
        f"{possessive(party_name(case, at.parties[j]))} seat {words} it most ({figure(abs(float(phi[i, j])))})"
        for j, sign, words in ((best, 1, "helps"), (worst, -1, "hurts"))
        if sign * phi[i, j] >= NOTHING
    ]
    verb = "brings it" if phi[i, i] >= 0 else "costs it"
    others = f"; of the others, {' and '.join(told)}" if told else ""
    return Finding(
        id=f"seat/{party}/tables",
        text=f"Averaged over every order in which the table could fill, {possessive(name)} own seat {verb} "
        f"{figure(abs(float(phi[i, i])))} {UNIT}{others}.",
        because=_carriers(case, at.issues),
        value=tidy(float(phi[i, i])),
        unit=UNIT,
        rank=9,
    )


def _others(phi: Floats, i: int) -> list[tuple[int, int]]:
    """Return per draw whose seat, i's own left aside, helps party i most and whose hurts it most."""
    row = np.round(phi[:, i, :], 9)
    own = np.arange(phi.shape[-1]) == i
    best, worst = np.where(own, -np.inf, row).argmax(axis=1), np.where(own, np.inf, row).argmin(axis=1)
    return list(zip(best.tolist(), worst.tolist(), strict=True))


def _carriers(case: Case, issues: Sequence[str]) -> tuple[str, ...]:
    addresses = [
        *(f"{t}/{p}/{q}" for t in ("positions", "saliences") for p in case.parties for q in issues),
        *(f"parties/{p}/capability" for p in case.parties),
        *(f"issues/{q}/reversion" for q in issues),
    ]
    known = {address for address, _ in case.estimates()}
    return tuple(a for a in addresses if a in known)


def tables_claims(centre: Table, drawn: Table, party: str, only: Collection[str] | None) -> Claims:
    """Tell in which draws the same seats help and hurt `party` most, and its own has the same sign."""
    name = f"seat/{party}/tables"
    if only is not None and name not in only:
        return Claims()
    i = centre.parties.index(party)
    then, now = centre.phi, drawn.phi
    best, worst = _others(then, i)[0]
    same = (now[:, i, i] >= 0) == (then[0, i, i] >= 0)
    picks = np.array(_others(now, i))
    for j, sign, column in ((best, 1, 0), (worst, -1, 1)):
        noticed = sign * _picked(now, i, picks[:, column]) >= NOTHING
        same &= noticed & (picks[:, column] == j) if sign * then[0, i, j] >= NOTHING else ~noticed
    return Claims({name: same}, {name: np.asarray(now[:, i, i], dtype=float)})


def _picked(phi: Floats, i: int, which: np.ndarray[tuple[int], np.dtype[np.intp]]) -> Floats:
    return np.asarray(phi[np.arange(len(phi)), i, which], dtype=float)


def tables_exhibit(at: Table, phi: Floats) -> Exhibit:
    """Return what each party's seat brings each party: a row is what the seats bring one."""
    held = np.flatnonzero(np.isfinite(at.positions[0]).any(axis=1)).tolist()
    names = [at.case.parties[at.parties[i]].name for i in held]
    figures = np.where(np.abs(phi) < NOISE, 0.0, phi)[np.ix_(held, held)]
    return Exhibit(
        id="seat/tables",
        title=f"What each seat (column) brings each party (row), averaged over all tables that could sit, in {UNIT}",
        kind="signed",
        columns=("to", *names),
        rows=tuple((name, *(tidy(v, 4) for v in row)) for name, row in zip(names, figures.tolist(), strict=True)),
        note="Shapley value: a row adds up to what the full table brings that party against no deal",
    )
