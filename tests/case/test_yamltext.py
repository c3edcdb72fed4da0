import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.case.yamltext import MOST_VALUES, Place, read_yaml
from talleyrand.errors import CaseError


def problems(text):
    with pytest.raises(CaseError) as caught:
        read_yaml(text, "case.yaml")
    return caught.value.problems


def test_words_of_yaml_1_1_stay_words():
    read = read_yaml("NO: on\nyes: off\nn: 010\nt: 12:30\n")
    assert read.data == {"NO": "on", "yes": "off", "n": 10, "t": "12:30"}


@pytest.mark.parametrize(
    ("text", "place", "remedy"),
    [
        ("a: 1\n\tb: 2", (2, 1), "spaces"),
        ("a: [1, 2\nb: 3", (2, 2), '"]"'),
        ("a: {b: 1\nc: 3}\n", (2, 2), '"}"'),
        ("a: b: c", (1, 5), "quotation marks"),
        ("x: 1\na: 'open\nb: 1\n", (2, 4), "close the quotation mark"),
        ("a:\n  b: 1\n c: 2\n", (3, 2), "alike"),
        ("a: *x", (1, 4), "anchor"),
        ("a: 1\nb\nc: 2", (3, 1), "colon"),
        ("a: @x", (1, 4), "quotation marks"),
        ("a: 1\n---\nb: 1\n", (2, 1), "one case in one file"),
        ("a: !!python/object:os.system x", (1, 4), "tag"),
        ("a: \x00", (1, 4), "delete"),
        ("a: 2018-13-45", (1, 4), "quotation marks"),
        ("? [a]\n: 1", (1, 3), "word"),
        ("x: {<<: 3}", (1, 4), "merge"),
        ("12: x", (1, 1), '"12"'),
        ("a/b: x", (1, 1), '"_"'),
        ("a: &a [*a]", (1, 4), "circle"),
    ],
)
def test_a_mistake_of_form_is_told_with_its_place_and_remedy(text, place, remedy):
    (problem,) = problems(text)
    assert (problem.file, problem.line, problem.column) == ("case.yaml", *place)
    assert remedy in problem.remedy


def test_every_duplicate_key_is_told():
    found = problems("a: 1\na: 2\nb: {c: 1, c: 2}\nd: 2020-99-01\n")
    assert [(p.line, p.column, p.where) for p in found] == [(2, 1, "a"), (3, 11, "b/c"), (4, 4, "d")]
    assert "first on line 1" in found[0].message


def test_deep_nesting_and_endless_aliases_end_in_a_message():
    for opening in ("[", "{b: ", "[x, {c: "):
        (problem,) = problems("a: 1\nb: " + opening * 100_000)
        assert "deep" in problem.message and problem.line == 2 and "close" in problem.remedy
    blocks = "\n".join(" " * n + "a:" for n in range(900))
    assert "deep" in problems(blocks)[0].message
    laughs = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    laughs += "".join(f"a{n}: &a{n} [{','.join(['*a' + str(n - 1)] * 10)}]\n" for n in range(1, 8))
    assert f"{MOST_VALUES:,}" in problems(laughs)[0].message


def test_places_are_of_values_in_a_line_and_of_keys_over_blocks():
    read = read_yaml("a:\n  b: 1\n  c: {d: [5, 6]}\nm: &m {p: 1}\nn: {<<: *m, q: 2}\n", "f")
    assert read.where("a") == Place("f", 1, 1)
    assert read.where("a/b") == Place("f", 2, 6)
    assert read.where("a/b", key=True) == Place("f", 2, 3)
    assert read.where("a/c/d/1") == Place("f", 3, 14)
    assert read.where("a/c/zz/1") == read.where("a/c") == Place("f", 3, 6)
    assert read.data["n"] == {"p": 1, "q": 2}
    assert read.where("n/p") == Place("f", 4, 11)
    assert read.where("nowhere") == Place("f", 1, 1)


WORDS = st.text(alphabet="abcdefg", min_size=1, max_size=3)
VALUES = st.recursive(
    st.integers(-9, 9) | WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3)
)


@given(st.dictionaries(WORDS, VALUES, min_size=1, max_size=3))
def test_every_value_has_a_place_that_holds_it(data):
    import json

    text = json.dumps(data, indent=1)
    read = read_yaml(text)
    lines = text.splitlines()

    def look(value, address):
        if isinstance(value, dict | list):
            for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
                look(inner, f"{address}/{name}" if address else str(name))
        else:
            place = read.where(address)
            assert lines[place.line - 1][place.column - 1 :].rstrip(",") == json.dumps(value)

    assert read.data == data
    look(data, "")
