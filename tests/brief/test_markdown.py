"""The brief as Markdown: whole, with the words as footnotes, and nothing of a report is markup."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from talleyrand.brief.compose import compose
from talleyrand.brief.markdown import escaped, to_markdown
from tests.support.material import material

PARSER = MarkdownIt("commonmark").enable("table")


def text() -> str:
    return to_markdown(compose(material()))


@given(st.text(st.sampled_from("ab *_`#[]()<>!|~&\\-+=1.:/\n\t$^{}@") | st.characters(codec="utf-8"), max_size=40))
def test_escaped_words_are_one_paragraph_of_text(words: str) -> None:
    shown = " ".join("".join(c for c in words if unicodedata.category(c) != "Cc" or c.isspace()).split())
    tokens = PARSER.parse(escaped(words))
    kinds = [token.type for token in tokens]
    assert kinds == (["paragraph_open", "inline", "paragraph_close"] if shown else [])
    if shown:
        inner = tokens[1].children or []
        assert {child.type for child in inner} <= {"text", "text_special"}
        assert "".join(child.content for child in inner) == shown


def test_every_line_is_there_once_with_its_number() -> None:
    brief = compose(material())
    lines = [*brief.answer, *(line for m in brief.methods for line in m.lines), *brief.disagreements, *brief.flips]
    for line in (*lines, *brief.unknowns):
        assert len(re.findall(rf"^\*\*{line.number}\*\* ", text(), re.MULTILINE)) == 1


def test_every_footnote_is_defined_once_and_every_reference_leads_to_one() -> None:
    defined = re.findall(r"^\[\^(\w+)\]: ", text(), re.MULTILINE)
    assert len(defined) == len(set(defined)) == len(compose(material()).evidence)
    assert set(re.findall(r"\[\^(\w+)\](?!: \*\*)", text())) <= set(defined)


def test_hostile_words_are_words() -> None:
    html = PARSER.render(text())
    assert "<script" not in html and "<i>tolls" not in html
    assert "Talks &lt;on&gt; tolls &amp; more" in html and "{{ 7 * 7 }}" in html
    assert not re.findall(r'href="(?!#)', html)


def test_tables_have_as_many_cells_as_heads() -> None:
    for table in re.findall(r"(?:^\|.*\n)+", text(), re.MULTILINE):
        counts = {len(re.findall(r"(?<!\\)\|", row)) for row in table.strip().split("\n")}
        assert len(counts) == 1


@pytest.mark.parametrize("heading", ["In five lines", "Who wants what", "Evidence", "Sources", "Inputs"])
def test_the_parts_are_headings(heading: str) -> None:
    assert re.search(rf"^## \d {heading}$", text(), re.MULTILINE)


def test_it_is_the_same_again() -> None:
    assert text() == text()
