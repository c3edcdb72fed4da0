"""Law one: an estimate rests on words, or says that it does not; evidence against it is shown beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from talleyrand.case.drafting.evidence import Evidence
from talleyrand.case.estimate import Grounds
from talleyrand.case.model import Case
from talleyrand.errors import Problem, did_you_mean
from talleyrand.evidence.records import Position, Record


def without_grounds(case: Case) -> Iterator[Problem]:
    """Yield everything that has neither a citation nor a stated assumption, and readings that nothing shows."""
    for address, grounds in case.grounds():
        if not grounds.grounded:
            yield Problem(
                "no citation and no assumption",
                where=address,
                remedy="add because: […] or assumption: …",
                severity="gap",
            )
    for key, issue in case.issues.items():
        if issue.readings and issue.contested is None:
            yield Problem(
                "readings differ and nothing says what shows it",
                where=f"issues/{key}/readings",
                remedy="add contested: {because: […]} or contested: {assumption: …}",
                severity="gap",
            )


def reviewed_with_drafts(case: Case) -> Iterator[Problem]:
    """Yield a case that says it was reviewed while entries still bear the mark of the draft."""
    left = [address for address, grounds in case.grounds() if grounds.drafted]
    if case.reviewed and left:
        yield Problem(
            f"the case is called reviewed, and {len(left)} entries are still marked as drafted, {left[0]} first",
            where="reviewed",
            remedy="look at them and delete drafted: true, or write reviewed: false",
            severity="gap",
        )


def unknown_citations(case: Case, record_ids: Collection[str]) -> Iterator[Problem]:
    """Yield every citation of a record that the ledger does not hold, and records cited both for and against."""
    for address, grounds in case.grounds():
        for part, ids in (("because", grounds.because), ("contradicted", grounds.contradicted)):
            for n, cited in enumerate(ids):
                if cited not in record_ids:
                    yield Problem(
                        f'the ledger holds no record "{cited}"',
                        where=f"{address}/{part}/{n}",
                        remedy=_nearest(cited, record_ids),
                    )
        yield from _both_ways(address, grounds)


def contradictions_not_shown(case: Case, records: Iterable[Record]) -> Iterator[Problem]:
    """Yield positions against which stands a party's own words that nobody cites.

    A statement counts where it was made (and not within one that somebody imagines), places the party by its own
    words on the issue, and its range does not touch the range of the estimate.
    """
    told = [
        (statement.id, position)
        for statement in Evidence.of(records).statements
        for position in statement.positions
        if position.own and position.holder is not None
    ]
    for record, position in told:
        estimate = case.positions.get(position.holder or "", {}).get(position.issue)
        if estimate is None or record in (*estimate.because, *estimate.contradicted):
            continue
        if _apart(position, estimate.low, estimate.high):
            yield Problem(
                f"{record} places {position.holder} at {position.low:g}–{position.high:g} by its own words",
                where=f"positions/{position.holder}/{position.issue}",
                remedy=f"add contradicted: [{record}], or widen the range",
                severity="warning",
            )


def _apart(position: Position, low: float, high: float) -> bool:
    return position.low is not None and position.high is not None and (position.high < low or position.low > high)


def _both_ways(address: str, grounds: Grounds) -> Iterator[Problem]:
    for cited in sorted(set(grounds.because) & set(grounds.contradicted)):
        yield Problem(
            f'"{cited}" is cited for and against',
            where=address,
            remedy="keep it in because or in contradicted",
            severity="warning",
        )


def _nearest(cited: str, record_ids: Collection[str]) -> str:
    kind = cited.partition("-")[0]
    alike = [known for known in record_ids if known.startswith(kind + "-")]
    return did_you_mean(cited, alike) or "cite a record of this ledger (talleyrand why lists them), or assume"
