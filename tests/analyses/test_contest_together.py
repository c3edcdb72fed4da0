"""What is said of the contest over all issues together."""

from pathlib import Path

import numpy as np
import pytest

from talleyrand.analyses.contest import ContestAnalysis
from talleyrand.analyses.contest_together import AHEAD, ENDS, Together
from talleyrand.analyses.inputs import inputs
from talleyrand.analyses.robustness import sample
from talleyrand.case.estimate import Estimate
from talleyrand.case.model import Case
from talleyrand.case.yamlfile import load_case

CASES = Path(__file__).resolve().parents[2] / "cases"


def with_a_second_issue(case: Case) -> Case:
    """Return the worked case with an issue on which all stand as on the toll."""

    def twice(table: dict[str, dict[str, Estimate]]) -> dict[str, dict[str, Estimate]]:
        return {party: row | {"dam": row["toll"]} for party, row in table.items()}

    issues = dict(case.issues) | {"dam": case.issues["toll"].model_copy(update={"title": "the dam"})}
    return case.model_copy(
        update={
            "issues": issues,
            "positions": twice(dict(case.positions)),
            "saliences": twice(dict(case.saliences)),
        }
    )


def worked() -> Case:
    return with_a_second_issue(load_case(CASES / "worked" / "contest.yaml"))


def test_says_whose_package_is_ahead_and_where_bargaining_ends() -> None:
    found = {f.id: f for f in ContestAnalysis().run(worked(), {}, 1).findings}
    assert found[AHEAD].text == (
        "Of the packages that those at the table want on both issues, that of Borland is ahead when they are put against "
        "each other, before that of Ambria."
    )
    assert found[ENDS].text.startswith("Bargaining over all issues together comes to rest after ")
    assert "on the toll on the river and" in found[ENDS].text


def test_one_issue_is_not_contested_together() -> None:
    case = load_case(CASES / "worked" / "contest.yaml")
    assert Together.of(case, inputs(case)) is None
    assert AHEAD not in {f.id for f in ContestAnalysis().run(case, {}, 1).findings}


def test_chances_and_tables_say_the_same() -> None:
    case = worked()
    exhibits = {e.id: e for e in ContestAnalysis().run(case, {}, 1).exhibits}
    at = Together.of(case, inputs(case))
    assert at is not None
    rows = exhibits["contest/together"].rows
    assert [row[0] for row in rows] == ["Ambria", "Borland", "Corvia"]
    assert sum(float(row[1] or 0) for row in rows) == pytest.approx(100, abs=0.5)
    assert rows[1][1] == pytest.approx(100 * at.start[0, 1], abs=0.05)
    assert [row[0] for row in exhibits["contest/together/issues"].rows] == ["The toll on the river", "The dam"]


def test_over_the_ranges_the_claims_are_those_of_the_draws() -> None:
    case = load_case(CASES / "korea-2018" / "case.yaml")
    draws = sample(case, 16, 3)
    claims = ContestAnalysis().claims(case, draws, only=[AHEAD, ENDS])
    assert set(claims.holds) == {AHEAD, ENDS}
    at_centre, drawn = Together.of(case, inputs(case)), Together.of(case, inputs(case, draws))
    assert at_centre is not None and drawn is not None
    assert (claims.holds[AHEAD] == (drawn.start.argmax(axis=1) == at_centre.start[0].argmax())).all()
    assert np.allclose(claims.values[AHEAD], 100 * drawn.start[:, at_centre.leads()[0]])
    assert (ContestAnalysis().claims(case, draws, only=[AHEAD]).holds[AHEAD] == claims.holds[AHEAD]).all()
