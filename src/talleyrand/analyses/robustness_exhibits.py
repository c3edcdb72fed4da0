"""What the trials over the ranges show: survival, what turns findings over, which inputs move a figure, convergence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from talleyrand.analyses.addresses import label
from talleyrand.analyses.inputs import Draws, Floats, is_choice
from talleyrand.analyses.result import Cell, Exhibit, Finding, Flip, Result, tidy
from talleyrand.analyses.words import figure, listed
from talleyrand.case.model import Case
from talleyrand.solvers.survival import Convergence

MOST_FLIPS, MOST_SWINGS, MOST_COURSES = 20, 8, 12
SAME = 1e-6
SMALLEST = 32  # draws from which on the course of a share is shown


@dataclass(frozen=True)
class Trial:
    """The findings of an analysis, tried over many input combinations.

    Attributes
    ----------
    result
        With survival, spread and flips on every finding.
    courses
        Finding id to how its share settles as draws are added.
    swings
        Finding id to (2 * n_inputs,) its figure with one input at an end of its range: all lows, then all highs.
    """

    result: Result
    courses: Mapping[str, Convergence] = field(default_factory=dict)
    swings: Mapping[str, Floats] = field(default_factory=dict)


def trial_exhibits(case: Case, draws: Draws, trials: Sequence[Trial]) -> list[Exhibit]:
    """Return what there is to show, the most telling first."""
    findings = [finding for trial in trials for finding in trial.result.findings]
    unsure = sorted(
        (f for f in findings if f.survival is not None and f.survival.share < 1),
        key=lambda f: f.survival.share if f.survival else 1.0,
    )
    found = [_survival(case, unsure), _flips(case, unsure), _swings(case, draws, trials), _convergence(unsure, trials)]
    return [exhibit for exhibit in found if exhibit is not None]


def _survival(case: Case, unsure: Sequence[Finding]) -> Exhibit | None:
    rows: list[tuple[Cell, ...]] = []
    for finding in unsure:
        if held := finding.survival:
            low, high = tidy(100 * held.low, 3), tidy(100 * held.high, 3)
            rows.append((finding.text, held.held, held.tried, low, high, _flip_words(case, finding)))
    if not rows:
        return None
    return Exhibit(
        id="robustness/survival",
        title="Findings by how many of the input combinations tried they hold in, the least sure first",
        kind="survival",
        columns=("finding", "held in", "of", "from", "to", "turned over by"),
        rows=tuple(rows),
        links=tuple(finding.id for finding in unsure),
        note="From and to: the 95 % interval of the share, in parts of 100, for the sampling error alone. A share of "
        "combinations tried, not a probability",
    )


def _flip_words(case: Case, finding: Finding) -> str:
    flips = finding.survival.flips if finding.survival else ()
    return "; ".join(label(case, flip.address) for flip in flips) or "no single input stands out"


def _flips(case: Case, unsure: Sequence[Finding]) -> Exhibit | None:
    """Return the inputs that turn findings over, each with the finding that it separates most, by how far it does."""
    pairs = [(flip, finding) for finding in unsure if finding.survival for flip in finding.survival.flips]
    if not pairs:
        return None
    by_input: dict[str, list[tuple[Flip, Finding]]] = {}
    for flip, finding in sorted(pairs, key=lambda pair: (-pair[0].weight, pair[1].id, pair[0].address)):
        by_input.setdefault(flip.address, []).append((flip, finding))
    shown = list(by_input.values())[:MOST_FLIPS]
    return Exhibit(
        id="robustness/flips",
        title="What turns findings over, the weightiest first",
        kind="flips",
        columns=("input", "at", "turns over", "and so many more", "separates"),
        rows=tuple(
            (label(case, flip.address), _point(flip), finding.text, len(rest), tidy(100 * flip.weight, 3))
            for (flip, finding), *rest in shown
        ),
        links=tuple(flip.address for (flip, _), *_ in shown),
        note="Separates: how far apart the input lies, on average, where the finding holds and where it fails, in "
        "parts of 100 of its range",
    )


def _point(flip: Flip) -> str:
    """Say from where on an input turns a finding over by itself."""
    if flip.point is None:
        return "in another order" if is_choice(flip.address) else "only with others"
    return f"{'above' if flip.above else 'below'} {figure(flip.point)}"


def _swings(case: Case, draws: Draws, trials: Sequence[Trial]) -> Exhibit | None:
    """Return how far each input alone moves the leading figure: the first finding that has one and moves."""
    for finding, swung in sorted(_moving(trials), key=lambda item: (item[0].rank, item[0].id)):
        n = len(draws.addresses)
        low, high = swung[:n], swung[n:]
        size = np.nan_to_num(np.abs(high - low))
        order = [int(i) for i in np.argsort(-size, kind="stable") if size[i] > SAME][:MOST_SWINGS]
        if not order or finding.value is None:
            continue
        return Exhibit(
            id="robustness/swings",
            title="What moves the leading figure: each input alone, from one end of its range to the other",
            kind="swings",
            columns=("input", "at its low end", "at its high end", "as the case has it"),
            rows=tuple(
                (label(case, draws.addresses[i]), tidy(low[i], 4), tidy(high[i], 4), tidy(finding.value, 4))
                for i in order
            ),
            links=tuple(draws.addresses[i] for i in order),
            note=f"The figure, in {finding.unit or 'its own unit'}, is that of: {finding.text.rstrip('.')}",
        )
    return None


def _moving(trials: Sequence[Trial]) -> Iterator[tuple[Finding, Floats]]:
    for trial in trials:
        for finding in trial.result.findings:
            spread, swung = finding.spread, trial.swings.get(finding.id)
            if swung is not None and finding.value is not None and spread and spread[0] < spread[1]:
                yield finding, swung


def _convergence(unsure: Sequence[Finding], trials: Sequence[Trial]) -> Exhibit | None:
    courses = {finding: course for trial in trials for finding, course in trial.courses.items()}
    shown = [f for f in unsure if f.id in courses and courses[f.id].sizes[-1] >= 2 * SMALLEST]
    shown.sort(key=lambda f: -_wandering(courses[f.id]))
    shown = shown[:MOST_COURSES]
    if not shown:
        return None
    sizes = sorted({int(n) for f in shown for n in courses[f.id].sizes if n >= SMALLEST})
    rows: list[tuple[Cell, ...]] = []
    for finding in shown:
        course = courses[finding.id]
        at = dict(zip(course.sizes.tolist(), course.share.tolist(), strict=True))
        rows.append((finding.text, *(tidy(100 * at[n], 3) if n in at else None for n in sizes)))
    return Exhibit(
        id="robustness/convergence",
        title="Were enough combinations tried? The share in which findings hold, by how many were tried",
        kind="convergence",
        columns=("finding", *(str(n) for n in sizes)),
        rows=tuple(rows),
        links=tuple(finding.id for finding in shown),
        note="In parts of 100; the findings whose share wandered most. A line that keeps to 0 had enough",
    )


def _wandering(course: Convergence) -> float:
    """Return how far the share still moved from half the draws on."""
    late = course.share[course.sizes >= course.sizes[-1] / 2]
    return float(np.abs(late - late[-1]).max())


def trial_notes(draws: Draws, trials: Sequence[Trial]) -> tuple[str, ...]:
    """Say what was varied, how many findings always hold, and whether enough combinations were tried."""
    findings = [finding for trial in trials for finding in trial.result.findings]
    moving = int((draws.low < draws.high).sum())
    sure = sum(1 for f in findings if f.survival and f.survival.share == 1)
    vary = (
        f"{moving} of {len(draws.addresses)} inputs were varied over {len(draws):,} combinations; the rest stand still."
    )
    certain = f"{sure} of {len(findings)} findings hold in every combination tried."
    courses = [course for trial in trials for course in trial.courses.values()]
    return (vary, certain, *([_enough(courses)] if courses else []))


def _enough(courses: Sequence[Convergence]) -> str:
    """Say for how many findings half the draws would have done."""
    within = round(100 * courses[0].tolerance)
    settled = sum(1 for course in courses if course.enough is not None and course.enough <= course.sizes[-1] / 2)
    still = sorted({f"{int(course.sizes[-1]):,}" for course in courses}, key=lambda words: (len(words), words))
    return (
        f"For {settled} of {len(courses)} findings half as many combinations give the same share to within {within} of "
        f"100; tried were {listed(still, last='or')}, fewer where a method costs more."
    )
