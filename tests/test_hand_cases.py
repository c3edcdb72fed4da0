"""The hand-made cases hold together: their issues stand in the catalogue, their values on its scales."""

from __future__ import annotations

from typing import get_args

import pytest

from talleyrand.evidence.issue_catalogue import catalogue
from talleyrand.evidence.records import SeatKind
from tests.support.hand_cases import HandCase, load_cases
from tests.support.labels import load_all

CASES = [*load_cases(), *load_cases(held_out=True), *load_cases(sealed=True)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_key_of_a_hand_case_is_known(case: HandCase) -> None:
    issues = {key for row in case.issues for key in row} | case.may_issues
    assert issues <= set(catalogue())
    assert {kind for kinds in case.seats.values() for kind in kinds} <= set(get_args(SeatKind))
    for (party, issue), value in case.positions.items():
        assert party in {*case.seats, *case.may_parties}, (party, issue)
        assert issue in issues, (party, issue)
        assert 0 <= value <= 100, (party, issue)


@pytest.mark.parametrize("held_out", [True, False])
def test_every_report_has_its_case(held_out: bool) -> None:
    names = {case.name for case in load_cases(held_out)}
    assert names - {"guiding"} == {report.name for report in load_all(held_out)}
    assert ("guiding" in names) != held_out


def test_every_sealed_report_has_its_case() -> None:
    cases = load_cases(sealed=True)
    assert [case.name for case in cases] == [report.name for report in load_all(sealed=True)]
    assert [case.report() for case in cases] == load_all(sealed=True)
