"""Rules and statements as strings: what they mean, and where a mistake stands."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.errors import InputError
from talleyrand.solvers.graph_model import parse
from talleyrand.solvers.graph_model.expression import Constant, Count, Joined, Name, Not

TABLE = np.array(list(itertools.product([False, True], repeat=3)))
COLUMN = {"a": TABLE[:, 0], "b": TABLE[:, 1], "c": TABLE[:, 2]}


def truth(text):
    return np.broadcast_to(parse(text).evaluate(COLUMN.__getitem__), (8,)).tolist()


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("a", lambda a, b, c: a),
        ("not a and b", lambda a, b, c: (not a) and b),
        ("a or b and c", lambda a, b, c: a or (b and c)),
        ("a if b", lambda a, b, c: a or not b),
        ("if b then a", lambda a, b, c: a or not b),
        ("b implies a", lambda a, b, c: a or not b),
        ("b -> a", lambda a, b, c: a or not b),
        ("a iff b or c", lambda a, b, c: a == (b or c)),
        ("a <-> b", lambda a, b, c: a == b),
        ("a xor b", lambda a, b, c: a != b),
        ("a xor b or c", lambda a, b, c: (a != b) or c),
        ("not (a if b)", lambda a, b, c: b and not a),
        ("~a & !b | c", lambda a, b, c: (not a and not b) or c),
        ("AT MOST 1 of (a, b, c)", lambda a, b, c: a + b + c <= 1),
        ("at least two of (a, b, c)", lambda a, b, c: a + b + c >= 2),
        ("exactly 1 of (a, b or c)", lambda a, b, c: a + (b or c) == 1),
        ("not exactly 2 of (a, b, not c)", lambda a, b, c: a + b + (not c) != 2),
        ("true", lambda a, b, c: True),
        ("a and false", lambda a, b, c: False),
        ("(a)", lambda a, b, c: a),
        ('"a" or `b`', lambda a, b, c: a or b),
    ],
)
def test_a_statement_means_what_it_says(text, meaning):
    assert truth(text) == [bool(meaning(*row)) for row in TABLE.tolist()]


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("", 1, "breaks off"),
        ("a and", 6, "breaks off"),
        ("a and and b", 7, "stands where an option should"),
        ("(a or b", 8, '")" is missing'),
        ("a b", 3, 'write "a b" in quotation marks'),
        ("a if b if c", 8, "does not chain"),
        ("a xor b xor c", 9, "does not chain"),
        ("a § b", 3, "has no meaning"),
        ('a and "b', 7, "not closed"),
        ("at 1 of (a)", 4, "at most"),
        ("at most of (a)", 9, "number is missing"),
        ("at most 1 (a)", 11, '"of" is missing'),
        ("exactly 1 of a", 14, '"(" is missing'),
        ("if a b", 6, '"then" is missing'),
        ("a )", 3, "unexpected"),
    ],
)
def test_a_mistake_is_placed_and_explained(text, column, words):
    with pytest.raises(InputError) as caught:
        parse(text)
    (problem,) = caught.value.problems
    assert problem.column == column
    assert words in str(problem)


def test_every_unknown_name_is_listed_with_the_nearest_known():
    with pytest.raises(InputError) as caught:
        parse("lift and (withdrw or strke) and at most one of (lift, nowhere)", names=["lift", "withdraw", "strike"])
    problems = caught.value.problems
    assert [problem.column for problem in problems] == [11, 22, 55]
    assert problems[0].remedy == 'did you mean "withdraw"?'
    assert problems[2].remedy is not None
    assert '"strike"' in problems[2].remedy


NAMES = st.sampled_from(["a", "b", "c", "two words", "and", "x-1.y"]).map(Name)
EXPRESSIONS = st.recursive(
    NAMES | st.booleans().map(Constant),
    lambda inner: st.one_of(
        inner.map(Not),
        st.builds(Joined, st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Joined, st.sampled_from(["xor", "iff", "if"]), st.tuples(inner, inner)),
        st.builds(
            Count,
            st.sampled_from(["at most", "at least", "exactly"]),
            st.integers(0, 3),
            st.lists(inner, min_size=1, max_size=3).map(tuple),
        ),
    ),
    max_leaves=12,
)


@given(EXPRESSIONS)
def test_what_is_printed_is_read_back(expression):
    assert parse(str(expression)) == expression
