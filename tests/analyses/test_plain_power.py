"""Decision rules in plain JSON: the indices that are known, and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from talleyrand.analyses.plain_power import power_of, read_rule
from talleyrand.errors import InputError, SolverError
from tests.support.shared import SHARED, needs_shared


def read(folder: Path, data: Any) -> Any:
    path = folder / "rule.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
    return read_rule(path)


def test_the_security_council_in_fractions(tmp_path: Path) -> None:
    rule = read(tmp_path, {"members": 15, "vetoes": [0, 1, 2, 3, 4], "minimum_size": 9})
    found = power_of(rule, fractions=True)
    assert found["shapley_shubik"] == ["421/2145"] * 5 + ["4/2145"] * 10
    assert (found["swings"][0], found["exact"]) == (848, True)


def test_members_and_vetoes_by_name(tmp_path: Path) -> None:
    data = {"members": ["A", "B", "C"], "rules": [{"quota": 2, "weights": [1, 1, 1]}], "vetoes": ["B"]}
    found = power_of(read(tmp_path, data), fractions=True)
    assert found["members"] == ["A", "B", "C"]
    assert found["shapley_shubik"] == ["1/6", "2/3", "1/6"]
    assert found["holler"] == ["1/4", "1/2", "1/4"]


@needs_shared
def test_the_reference_indices(tmp_path: Path) -> None:
    known = json.loads((SHARED / "verification" / "power" / "reference.json").read_text())
    six, eu = known["eec1958"], known["eu28_population_majority"]
    found = power_of(read(tmp_path, {"rules": [{"quota": 12, "weights": six["weights"]}]}), fractions=True)
    assert (found["shapley_shubik"], found["banzhaf"]) == (six["shapley_shubik"], six["banzhaf_normalised"])
    rule = {"rules": [{"quota": eu["quota"], "weights": eu["weights"]}], "minimum_size": 16}
    found = power_of(read(tmp_path, rule))
    assert found["shapley_shubik"] == pytest.approx(eu["shapley_shubik"], abs=1e-9)
    assert "holler" not in found  # 28 members


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('{"members": 3,', "rule.json:1:"),
        ({"rule": []}, 'rule: no such key; did you mean "rules"?'),
        ({"rules": [{"quota": "many", "weights": [1]}]}, "rules/0/quota"),
        ('{"rules": [{"quota": NaN, "weights": [1]}]}', "rules/0/quota"),
        ({"minimum_size": -1, "members": 3}, "minimum_size"),
        ('[{"minimum_size": 2}]', "valid dictionary"),
        ("", "rule.json:1:1: not JSON"),
    ],
)
def test_what_is_no_rule_is_refused_with_its_place(tmp_path: Path, data: Any, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, data)
    assert words in " ".join(map(str, caught.value.problems))


TWO = """{"members": MEMBERS,
 "rules": [
  {"quota": 2, "weights": [1, 1, 1]},
  {"quota": QUOTA,
   "weights": WEIGHTS}]}"""


@pytest.mark.parametrize(
    ("members", "quota", "weights", "words"),
    [
        ("3", "4", "[1, 1, 1]", ":4: rules/1/quota: the quota of 4 is above 3, all weights together"),
        ("3", "1", "[0, 0, 0]", ":4: rules/1/quota: the quota of 1 is above 0"),
        ("3", "0", "[1, 1, 1]", ":4: rules/1/quota: the quota is 0; write a number above 0"),
        ("3", "2", "[1, 1]", ":5: rules/1/weights: 2 weights for 3 members; give one weight a member"),
        ("3", "2", "[1, -1, 4]", ":5: rules/1/weights: a weight is negative"),
        ('["A", "B", "A"]', "2", "[1, 1, 1]", ':1: members: two members are called "A"'),
        ("3", '"x"', "[1, 1, 1]", ':4: rules/1/quota: "x" is no number; write a number'),
        ("3", "2", '[1, "one", 1]', ':5: rules/1/weights/1: "one" is no number; write a number'),
    ],
)
def test_what_does_not_fit_is_told_by_its_line(
    tmp_path: Path, members: str, quota: str, weights: str, words: str
) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, TWO.replace("MEMBERS", members).replace("QUOTA", quota).replace("WEIGHTS", weights))
    assert words in str(caught.value.problems[0])


def test_a_quota_that_only_the_clause_can_replace_is_a_rule(tmp_path: Path) -> None:
    rule = read(tmp_path, {"rules": [{"quota": 4, "weights": [1, 1, 1]}], "blocking_minority": 2})
    assert power_of(rule)["shapley_shubik"] == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "how many members there are is not said"),
        ({"members": ["Ambria", "B"], "vetoes": ["Ambira"]}, 'did you mean "Ambria"'),
        ({"members": 3}, "the empty coalition passes"),
    ],
)
def test_parts_that_do_not_fit_are_refused(tmp_path: Path, data: Any, words: str) -> None:
    with pytest.raises(SolverError, match=words):
        power_of(read(tmp_path, data))
