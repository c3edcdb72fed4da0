import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talleyrand.case.compare import plain
from talleyrand.case.estimate import Estimate
from talleyrand.case.update import move_item, rename_key, update_case, update_text
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


LAYOUT = """\
# Laid out by hand.
title: Talks

parties:   # two of them
  NOR: {name: Norway,
        capability: {value: 3, range: [1, 5],   # a guess, no more
                     assumption: GDP}}
  SWE:
    name: "Sweden"
    capability: {value: 4, assumption: GDP}
# What each can do.
options:
  # it pays
  lower:
    {title: Tolls are lowered, owner: SWE, assumption: x}
  invite: {title: Denmark is asked, owner: NOR, assumption: x}

infeasible: [{when: lower and invite, assumption: x}]

# The most important first.
preferences:
  NOR:
    # told twice
    - {statement: lower, assumption: x}
    - statement: not invite   # since May
      assumption: x

    - {statement: invite, maybe: true, assumption: x}
  # Sweden is silent.
  SWE: []
expectations:
- {holder: A, about: B, likelihood: open, assumption: x}
# The end.
"""


def changed(changes):
    """Return the lines that go and come."""
    lines = list(difflib.unified_diff(LAYOUT.splitlines(), update_text(LAYOUT, changes).splitlines(), n=0, lineterm=""))
    return [line for line in lines[2:] if not line.startswith("@@")]


GUESS = {"statement": "lower", "assumption": "z"}
SPLICES = [
    (
        {"parties/NOR/capability/value": 4},
        [
            "-        capability: {value: 3, range: [1, 5],   # a guess, no more",
            "+        capability: {value: 4, range: [1, 5],   # a guess, no more",
        ],
    ),
    (
        {"options/lower/owner": "NOR"},
        [
            "-    {title: Tolls are lowered, owner: SWE, assumption: x}",
            "+    {title: Tolls are lowered, owner: NOR, assumption: x}",
        ],
    ),
    (
        {"infeasible/1": {"when": "lower", "assumption": "z"}},
        [
            "-infeasible: [{when: lower and invite, assumption: x}]",
            "+infeasible: [{when: lower and invite, assumption: x}, {when: lower, assumption: z}]",
        ],
    ),
    ({"infeasible/0": None}, ["-infeasible: [{when: lower and invite, assumption: x}]", "+infeasible: []"]),
    ({"preferences/NOR/2": None}, ["-    - {statement: invite, maybe: true, assumption: x}"]),
    ({"preferences/NOR/3": GUESS}, ["+    - {statement: lower, assumption: z}"]),
    ({"preferences/SWE/0": GUESS}, ["-  SWE: []", "+  SWE:", "+    - {statement: lower, assumption: z}"]),
    ({"preferences/NOR/1/assumption": None}, ["-      assumption: x"]),
    (
        {"preferences/NOR/1/statement": None, "preferences/NOR/1/any_order": ["a", "b"]},
        [
            "-    - statement: not invite   # since May",
            "-      assumption: x",
            "+    - assumption: x",
            "+      any_order: [a, b]",
        ],
    ),
    ({"options/build": {"title": "T", "owner": "NOR"}}, ["+  build: {title: T, owner: NOR}"]),
    (
        {"options/lower": None, "options/invite": None},
        [
            "-options:",
            "+options: {}",
            "-  lower:",
            "-    {title: Tolls are lowered, owner: SWE, assumption: x}",
            "-  invite: {title: Denmark is asked, owner: NOR, assumption: x}",
        ],
    ),
    (
        {"expectations/1": {"holder": "C", "about": "D", "likelihood": "open", "assumption": "x"}},
        ["+- {holder: C, about: D, likelihood: open, assumption: x}"],
    ),
    (
        {"positions/NOR/tolls": {"value": 5, "assumption": "x"}},
        ["+", "+positions:", "+  NOR:", "+    tolls: {value: 5, assumption: x}"],
    ),
    ({"reviewed": True}, ["+reviewed: true"]),
    ({"title": "On: tolls"}, ["-title: Talks", '+title: "On: tolls"']),
]


@pytest.mark.parametrize(("changes", "lines"), SPLICES)
def test_a_change_touches_its_own_lines_only(changes, lines):
    assert changed(changes) == lines


def comments(text):
    return sorted(line.partition("#")[2] for line in text.splitlines() if "#" in line)


ADDRESSES = [
    "parties/NOR/capability",
    "options/lower",
    "options/invite",
    "infeasible/0",
    "preferences/NOR/0",
    "preferences/NOR/1",
    "preferences/NOR/2",
    "expectations/0",
]


@settings(max_examples=25)
@given(st.sets(st.sampled_from(ADDRESSES[1:])), st.booleans())
def test_whatever_is_taken_away_nothing_else_goes(gone, windows):
    text = LAYOUT.replace("\n", "\r\n") if windows else LAYOUT
    after = update_text(text, dict.fromkeys(gone))
    case = case_from_text(after)
    assert len(case.options) == 2 - sum(a.startswith("options/") for a in gone)
    assert len(case.preferences["NOR"]) == 3 - sum(a.startswith("preferences/") for a in gone)
    # The comment behind a statement goes with it; those on lines of their own stay.
    assert set(comments(LAYOUT)) - set(comments(after)) <= {" since May"}
    assert after.count("\r\n") == (after.count("\n") if windows else 0)


@settings(max_examples=25)
@given(st.sampled_from(ADDRESSES), st.sampled_from(["note", "assumption"]), st.text(max_size=30))
def test_whatever_is_written_is_read_back(address, key, words):
    after = update_text(LAYOUT, {f"{address}/{key}": words})
    entry = plain(case_from_text(after))
    for part in address.split("/"):
        entry = entry[int(part)] if part.isdigit() else entry[part]
    assert entry[key] == words
    assert comments(after) == comments(LAYOUT) or "#" in words


@settings(max_examples=15)
@given(st.permutations(range(3)))
def test_items_move_with_the_comments_above_them(order):
    text, left = LAYOUT, list(range(3))
    for place, item in enumerate(order):
        at = left.index(item)
        text = move_item(text, f"preferences/NOR/{at + place}", -at) if at else text
        left.remove(item)
    steps = case_from_text(LAYOUT).preferences["NOR"]
    assert case_from_text(text).preferences["NOR"] == tuple(steps[n] for n in order)
    lines = [line.strip() for line in text.splitlines()]
    assert lines.index("# told twice") == lines.index("- {statement: lower, assumption: x}") - 1
    assert sorted(lines) == sorted(line.strip() for line in LAYOUT.splitlines())


def test_items_in_brackets_move_and_those_at_the_ends_do_not():
    text = LAYOUT.replace("assumption: x}]", "assumption: x}, {when: invite, assumption: x}]")
    assert case_from_text(move_item(text, "infeasible/0", 1)).infeasible[0].when == "invite"
    with pytest.raises(CaseError, match="at the end"):
        move_item(text, "infeasible/1", 1)
    for address in ("infeasible/7", "ties/0", "title/0"):
        with pytest.raises(CaseError, match="no such entry"):
            move_item(text, address, 1)


def test_a_key_is_renamed_where_it_stands():
    after = rename_key(LAYOUT, "options/lower", "lower_tolls")
    assert after == LAYOUT.replace("  lower:\n", "  lower_tolls:\n")
    assert list(case_from_text(rename_key(LAYOUT, "options/lower", "on")).options) == ["on", "invite"]
    with pytest.raises(CaseError, match="already"):
        rename_key(LAYOUT, "options/lower", "invite")
    with pytest.raises(CaseError, match="no such entry"):
        rename_key(LAYOUT, "options/raise", "x")


def test_what_repeats_another_entry_is_not_changed_under_it():
    text = LAYOUT.replace("capability: {value: 4, assumption: GDP}", "capability: *c").replace(
        "capability: {", "capability: &c {"
    )
    with pytest.raises(CaseError, match="repeats another"):
        update_text(text, {"parties/SWE/capability/value": 5})
    after = update_text(text, {"parties/SWE/capability": {"value": 5, "assumption": "GNP"}})
    assert [p.capability.value for p in case_from_text(after).parties.values()] == [3, 5]
    assert update_text(text, {"parties/NOR/note": "hm"}).count("\n") == text.count("\n")
    dashes = LAYOUT.replace("- {holder: A", "-\n  # who\n  {holder: A")
    with pytest.raises(CaseError, match="by hand only"):
        update_text(dashes, {"expectations/0": None})
