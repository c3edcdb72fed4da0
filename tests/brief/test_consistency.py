"""A page on its own: what can be told of it, and each kind of change that must be."""

from functools import cache

import pytest

from talleyrand.brief.compose import compose
from talleyrand.brief.consistency import consistency
from talleyrand.brief.html import sealed, to_html
from talleyrand.errors import Problem
from tests.support.material import material


@cache
def page() -> str:
    return to_html(compose(material()))


def problems(text: str) -> list[Problem]:
    return list(consistency(text, "brief.html"))


def test_a_page_as_written_agrees_with_itself() -> None:
    assert problems(page()) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("left out", "admitted", "seal is broken"),
        ('href="#in-positions-B-q"', 'href="#in-positions-B-r"', "leads nowhere: #in-positions-B-r"),
        ("</main>", '<a href="https://example.org/">more</a></main>', "leaves the page: https://example.org/"),
        ("</main>", "<script>1</script></main>", "<script> has no place"),
        ("</main>", '<p onclick="1">x</p></main>', "onclick has no place"),
        ('id="flips"', 'id="inputs"', '"inputs" stands 2 times'),
        ('<section id="evidence"', "<section", 'the part "Evidence" is missing'),
    ],
)
def test_a_change_is_told(old: str, new: str, told: str) -> None:
    assert old in page()
    assert any(told in problem.message for problem in problems(page().replace(old, new)))


def test_a_seal_says_only_that_nothing_changed_by_accident() -> None:
    changed = page().replace("left out", "admitted")
    seal = changed.split('name="talleyrand-seal" content="')[1][:64]
    assert problems(sealed(changed.replace(seal, "0" * 64, 1))) == []
