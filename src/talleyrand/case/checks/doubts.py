"""Entries of the case that rest on words which other words contradict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from talleyrand.case.model import Case
from talleyrand.errors import Problem


def rests_on_doubts(case: Case, doubts: Mapping[str, str]) -> Iterator[Problem]:
    """Yield entries that cite in support a record in doubt.

    Parameters
    ----------
    case
        The case.
    doubts
        Record id -> what stands against it, in words that follow its id (`talleyrand.evidence.contradictions.doubts`).
    """
    for address, grounds in case.grounds():
        for cited in grounds.because:
            if cited in doubts:
                yield Problem(
                    f"{cited} {doubts[cited]}",
                    where=address,
                    remedy="decide under Evidence, Contradictions, or move it to contradicted",
                    severity="warning",
                )
