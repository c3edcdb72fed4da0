from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from talleyrand.case.compare import plain
from talleyrand.case.estimate import Estimate
from talleyrand.case.model import Case, EventEntry, PartyEntry, TieEntry
from talleyrand.case.write import dump_case, flow, scalar
from talleyrand.case.yamlfile import case_from_text
from tests.support.cases import small_case

TEXTS = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=200
) | st.sampled_from(
    [
        "NO",
        "on",
        "null",
        "~",
        "1e3",
        "2018-06-08",
        "a: b",
        "- x",
        "#",
        "'",
        '"',
        " lead",
        "trail ",
        "a" * 300,
        "a  b",
        "x " * 90 + "y",
    ]
)


def test_what_is_written_is_read_back_equal():
    case = small_case()
    assert case_from_text(dump_case(case)) == case


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, st.floats(0, 100), st.dates())
def test_any_words_and_numbers_survive(title, words, number, day):
    estimate = Estimate(value=number, range=(0, 100), assumption=words, note=title)
    case = Case(
        title=title,
        as_of=day,
        parties={"NO": PartyEntry(name=words, capability=estimate)},
        ties=(TieEntry(holder="NO", over=None, kind="lever", since=day, means=(words, title), assumption=words),),
        events=(EventEntry(source=("NO",), target=(), plover="AID", status="happened", date=day.isoformat()),),
    )
    assert case_from_text(dump_case(case, {"x": words})) == case


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_scalars_mean_the_same_to_readers_of_yaml_1_1(text):
    yaml = YAML(typ="safe", pure=True)
    yaml.version = (1, 1)
    assert yaml.load(f"a: {scalar(text)}\n")["a"] == text
    assert yaml.load(f"a: {flow({'k': [text, text]})}\n")["a"] == {"k": [text, text]}


def test_the_file_explains_itself_and_quotes_the_words_cited():
    case = small_case()
    text = dump_case(case, {"statement-1": "no tolls for anybody"})
    assert "# tolls: 0 = no tolls · 100 = full tolls\n" in text
    assert (
        "    # statement-1: “no tolls for anybody”\n    tolls: {value: 0, range: [0, 20], because: [statement-1]}\n"
        in text
    )
    assert "as_of: 2020-02-03\n" in text and "drafted: true" not in text
    assert max(map(len, text.splitlines())) <= 120
    assert [key for key in plain(case) if f"\n{key}:" not in text] == []


def test_a_draft_says_what_to_do_with_it():
    capability = Estimate(value=1, assumption="x", drafted=True)
    text = dump_case(Case(title="T", parties={"A": PartyEntry(name="A", capability=capability)}))
    assert "correct it, then delete the mark" in text and "reviewed: true" in text
