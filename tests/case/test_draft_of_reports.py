"""Drafts of whole reports as the reader reads them: sound, marked, and holding what must be there."""

from datetime import date
from functools import cache

import pytest

from talleyrand.case.check import check
from talleyrand.case.draft import draft, words_of
from talleyrand.case.write import dump_case
from talleyrand.case.yamlfile import case_from_text
from talleyrand.project import steps
from talleyrand.reading.received import Metadata
from talleyrand.solvers.graph_model.parser import parse
from tests.support.labels import REPORTS
from tests.support.shared import SHARED, needs_shared

GUIDING = SHARED / "reports" / "latimes-2018-06-08.txt"


@cache
def read(path):
    ((_, document),) = steps.load([path], Metadata(published=date(2018, 6, 8)))
    return steps.propose(document)


@pytest.mark.parametrize("name", ["ceasefire", "debt", "trade"])
def test_a_draft_of_any_report_is_sound_marked_and_grounded(name):
    found = read(REPORTS / f"{name}.txt")
    case = draft(found.records, {found.document.id: found.document.published})
    problems = check(case, {r.id for r in found.records}, records=found.records, parse_expression=parse)
    assert [str(p) for p in problems if p.severity != "gap"] == []
    assert all(grounds.drafted and grounds.grounded for _, grounds in case.grounds())
    assert all(estimate.range is not None for _, estimate in case.estimates())
    assert case_from_text(dump_case(case, words_of(found.records))) == case
    assert len(case.parties) >= 3 and len(case.table_issues()) >= 2 and len(case.options) >= 2


@needs_shared
def test_the_guiding_report_drafts_its_seats_and_issues():
    found = read(GUIDING)
    case = draft(found.records, {found.document.id: found.document.published})
    seats = case.main_negotiation()[1].seats
    assert {party: seats[party].seat for party in ("USA", "PRK", "RUS", "KOR")} == {
        "USA": "in",
        "PRK": "in",
        "RUS": "out",
        "KOR": "mediator",
    }
    assert {"sanctions_relief", "security_guarantees", "denuclearization", "format_of_talks"} <= set(
        case.table_issues()
    )
    assert case.issues["denuclearization"].contested.because
    assert case.positions["RUS"]["sanctions_relief"].low >= 50
    assert "security_council" in case.decision_rules
    assert not case.reviewed and all(grounds.drafted for _, grounds in case.grounds())
