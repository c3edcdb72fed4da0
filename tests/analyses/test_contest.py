"""What the analysis of the contest says."""

from pathlib import Path

import numpy as np

from talleyrand.analyses.contest import READINGS, ContestAnalysis, play
from talleyrand.analyses.inputs import inputs
from talleyrand.analyses.result import Finding
from talleyrand.case.estimate import Estimate
from talleyrand.case.model import Case, NegotiationEntry, SeatEntry
from talleyrand.case.yamlfile import load_case

CASES = Path(__file__).resolve().parents[2] / "cases"


def findings(case: Case) -> dict[str, Finding]:
    return {f.id: f for f in ContestAnalysis().run(case, {}, 1).findings}


def worked() -> Case:
    return load_case(CASES / "worked" / "contest.yaml")


def test_both_ends_come_to_the_middle() -> None:
    found = findings(worked())["contest/toll"]
    assert found.value == 50
    assert found.text == (
        "On the toll on the river, a contest ends at 50 of 100 after 1 round: Ambria and Corvia give way most, by 50."
    )


def test_only_those_at_the_table_take_part() -> None:
    seats = {p: SeatEntry(seat="out" if p == "B" else "in", assumption="x") for p in "ABC"}
    talks = NegotiationEntry(title="the talks", main=True, seats=seats)
    case = worked().model_copy(update={"negotiations": {"talks": talks}})
    positions = play(case, inputs(case), next(iter(READINGS.values()))).positions
    assert np.isnan(positions[0, :, 1, 0]).all()
    assert "parties/B/capability" not in findings(case)["contest/toll"].because


def test_nobody_gives_way_where_all_stand_together() -> None:
    case = worked()
    together = {p: {"toll": Estimate(value=40, assumption="x")} for p in "ABC"}
    text = findings(case.model_copy(update={"positions": together}))["contest/toll"].text
    assert text == "On the toll on the river, a contest ends where it starts, at 40: nobody has to give way."


def test_where_readings_part_the_widest_is_told() -> None:
    case = load_case(CASES / "korea-2018" / "case.yaml")
    found = findings(case)
    table = next(e for e in ContestAnalysis().run(case, {}, 1).exhibits if e.id == "contest/readings")
    widths = {str(row[0]): max(row[1:]) - min(row[1:]) for row in table.rows}
    widest = max(widths, key=lambda name: widths[name])
    assert widths[widest] >= 10
    assert f"on {widest.lower()} it ends at" in found["contest/agreement"].text
