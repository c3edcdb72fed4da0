import pytest

from talleyrand.case.yamlfile import case_from_text, load_case, read_case
from talleyrand.errors import CaseError, FolderError
from tests.support.cases import SMALL

BAD = """\
title: Talks
seat: x
parties:
  RUS: {name: Russia, capabilty: 3}
  USA: {name: America, capability: 30, kind: staet}
negotiations:
  summit:
    title: Summit
    seats: {RUS: out, USA: {seat: inn}}
positions:
  RUS:
    a: 140
    b: {value: true}
    c: {value: .inf}
    d: {value: 1, range: [2, 3]}
    e: {value: 1, range: 2-3}
    f: {value: 2, range: [1]}
preferences:
  RUS: [{maybe: true}, lift]
options: [a]
decision_rules:
  SC: {title: Council, quota: nine, members: USA}
as_of: last June
"""


def problems(text):
    with pytest.raises(CaseError) as caught:
        case_from_text(text, "case.yaml")
    return caught.value.problems


def test_the_small_case_loads_and_keeps_its_places(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(SMALL, encoding="utf-8")
    read = read_case(path)
    assert read.case == load_case(path)
    assert read.case.positions["NOR"]["tolls"].because == ("statement-1",)
    place = read.where("positions/NOR/tolls/value")
    assert SMALL.splitlines()[place.line - 1][place.column - 1 :].startswith("0, range: [0, 20]")


EXPECTED = {
    (2, 1): ('unknown key "seat"', "known here: title, "),
    (4, 3): ('"capability" is missing', "add capability: {value: …, range: [low, high], because"),
    (4, 23): ('unknown key "capabilty"', 'did you mean "capability"?'),
    (5, 36): ("entry is expected", "write {value: 30, range"),
    (5, 46): ('"staet" is none of state, organisation', 'did you mean "state"?'),
    (9, 18): ("entry is expected", "{seat: out, because"),
    (9, 35): ('"inn" is none of', 'did you mean "in"?'),
    (12, 8): ("entry is expected", "{value: 140, range"),
    (13, 16): ("true and false are no numbers", "write a number"),
    (14, 16): ("finite number", "write a finite number"),
    (15, 8): ("outside its own range [2, 3]", "widen"),
    (16, 26): ("a list is expected", "[low, high]"),
    (17, 19): ("two ends", "[low, high]"),
    (19, 9): ("either one statement", None),
    (19, 24): ("entry is expected", "because: [record ids] or assumption"),
    (20, 10): ("a mapping of names", "a mapping of names"),
    (22, 31): ("a number is expected", "a number"),
    (23, 8): ("a date (2018-06-08)", "2018-06-08"),
}


def test_all_mistakes_of_shape_are_told_at_once_each_in_its_place():
    told = problems(BAD)
    assert [(p.line, p.column) for p in told] == list(EXPECTED)
    for problem, (message, remedy) in zip(told, EXPECTED.values(), strict=True):
        assert problem.file == "case.yaml"
        assert message in problem.message
        assert (remedy is None) == (problem.remedy is None)
        assert remedy is None or remedy in problem.remedy
    assert told[0].where == "seat" and told[6].where == "negotiations/summit/seats/USA/seat"


def test_one_word_may_stand_for_a_list_of_one():
    text = SMALL.replace("granted_by: [SWE]", "granted_by: SWE")
    assert case_from_text(text).issues["tolls"].granted_by == ("SWE",)


@pytest.mark.parametrize(("text", "word"), [("", "empty"), ("# only words\n", "empty"), ("- a\n", "mapping")])
def test_a_file_that_is_no_case(text, word):
    (problem,) = problems(text)
    assert word in problem.message and "title:" in problem.remedy


def test_a_missing_file_and_a_wrong_encoding(tmp_path):
    with pytest.raises(FolderError, match="does not exist"):
        load_case(tmp_path / "none.yaml")
    with pytest.raises(FolderError, match="cannot be read"):
        load_case(tmp_path)
    path = tmp_path / "case.yaml"
    path.write_bytes("title: x\nnote: é".encode("latin-1"))
    with pytest.raises(CaseError) as caught:
        load_case(path)
    (problem,) = caught.value.problems
    assert (problem.line, problem.column, problem.remedy) == (2, 7, "save the file as UTF-8")
    path.write_bytes(b"# " + b"x" * (5 * 2**20))
    with pytest.raises(CaseError, match=r"5\.0 MB"):
        load_case(path)
