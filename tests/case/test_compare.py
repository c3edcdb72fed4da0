from talleyrand.case.compare import compare
from talleyrand.case.model import Case
from tests.support.cases import edited, small_case


def test_equal_cases_do_not_differ():
    assert compare(small_case(), small_case()) == ()


def test_each_entry_that_differs_is_told_once_with_its_address():
    changed = edited("{value: 0, range: [0, 20], because", "{value: 10, range: [5, 20], because").case
    (change,) = compare(small_case(), changed)
    assert str(change) == "positions/NOR/tolls: 0 (0–20) → 10 (5–20)"
    assert change.before["because"] == ["statement-1"]


def test_what_is_new_and_what_is_gone():
    base = small_case()
    gone = Case.model_validate(base.model_dump() | {"ties": (), "note": "New", "options": {}})
    assert [str(change) for change in compare(base, gone)][:3] == [
        "options: … → –",
        "ties: dependence → –",
        "note: – → New",
    ]
    assert [c.address for c in compare(gone, base)] == ["note", "options", "ties"]


def test_a_step_added_to_a_list_leaves_the_others_alone():
    steps = dict(small_case().preferences)
    steps["SWE"] = (*steps["SWE"], steps["SWE"][0])
    (change,) = compare(small_case(), small_case().model_copy(update={"preferences": steps}))
    assert (change.address, change.before) == ("preferences/SWE/2", None)
