import difflib

import pytest

from talleyrand.case.estimate import Estimate
from talleyrand.case.update import update_case, update_text
from talleyrand.case.yamlfile import case_from_text
from talleyrand.errors import CaseError
from tests.support.cases import SMALL, small_case


def diff(text):
    lines = list(difflib.unified_diff(SMALL.splitlines(), text.splitlines(), n=0, lineterm=""))
    return [line for line in lines[2:] if not line.startswith("@@")]


def test_nothing_changed_is_nothing_written():
    assert update_text(SMALL, {}) == SMALL
    assert update_case(SMALL, small_case()) == SMALL


def test_one_cell_changes_one_line_and_keeps_its_comment():
    case = small_case()
    new = Estimate(value=80, range=(70, 100), because=("statement-2",))
    positions = {**case.positions, "SWE": {**case.positions["SWE"], "tolls": new}}
    text = update_case(SMALL, case.model_copy(update={"positions": positions}))
    assert diff(text) == [
        "-    tolls: {value: 90, range: [80, 100], because: [statement-2]}  # the toll is theirs",
        "+    tolls: {value: 80, range: [70, 100], because: [statement-2]}  # the toll is theirs",
    ]


def test_entries_are_added_and_deleted():
    text = update_text(
        SMALL,
        {
            "options/buy_ferries": None,
            "infeasible/0": None,
            "preferences/SWE/1": None,
            "preferences/NOR/1/any_order": ["invite_denmark"],
            "positions/DNK/tolls": {"value": 3, "assumption": "A guess."},
            "ties/1": {"holder": "NOR", "over": "SWE", "kind": "lever", "because": ["tie-1"]},
        },
    )
    case = case_from_text(text)
    assert list(case.options) == ["lower_tolls", "invite_denmark"]
    assert case.infeasible == () and len(case.preferences["SWE"]) == 1
    assert case.positions["DNK"]["tolls"].value == 3
    assert [tie.holder for tie in case.ties] == ["SWE", "NOR"]
    assert text.startswith("# Two neighbours")


def test_update_case_reaches_the_case_asked_for():
    case = small_case()
    wanted = case.model_copy(
        update={
            "preferences": {"NOR": (), "SWE": case.preferences["SWE"][:1]},
            "options": {key: case.options[key] for key in ("lower_tolls", "invite_denmark")},
            "infeasible": (),
            "title": "The bridge, again",
        }
    )
    assert case_from_text(update_case(SMALL, wanted)) == wanted


@pytest.mark.parametrize(
    ("address", "value"),
    [("ties/7", {}), ("ties/x", {}), ("title/x", 1), ("options/buy_ferry", None), ("ties/9/kind", 1)],
)
def test_an_address_that_leads_nowhere(address, value):
    with pytest.raises(CaseError, match="no such entry"):
        update_text(SMALL, {address: value})


def test_a_change_that_makes_no_case_is_refused():
    with pytest.raises(CaseError, match="many"):
        update_text(SMALL, {"positions/NOR/tolls/value": "many"})


def test_a_file_that_does_not_parse_is_refused_in_our_own_words():
    with pytest.raises(CaseError, match=r"case\.yaml:1:5: YAML"):
        update_text("a: b: c", {"a": 1}, "case.yaml")
