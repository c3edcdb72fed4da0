"""A brief held against an earlier one: every kind of change, each with the words that are new for it."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talleyrand.brief.changes import Earlier, read_earlier
from talleyrand.brief.choices import Choices
from talleyrand.brief.compose import Settings, compose
from talleyrand.brief.html import to_html
from talleyrand.brief.outline import Brief, Change
from talleyrand.errors import InputError
from tests.support.material import material


def data() -> dict[str, Any]:
    return json.loads(compose(material()).model_dump_json())


def against(old: dict[str, Any], choices: Choices | None = None) -> Brief:
    earlier = read_earlier(json.dumps(old).encode(), "old.json")
    return compose(material(), Settings(choices=choices or Choices(), earlier=earlier))


def changes(old: dict[str, Any]) -> list[Change]:
    return list(against(old).changes)


def row(old: dict[str, Any], address: str) -> dict[str, Any]:
    return next(r for r in old["inputs"] if r["address"] == address)


def test_against_itself_nothing_has_changed() -> None:
    brief = against(data())
    assert brief.changes == ()
    page = to_html(brief)
    assert page.index('id="answer"') < page.index('<section id="changes"') < page.index('<section id="wants"')
    assert "Nothing that this brief tells has changed since." in page


def test_a_position_goes_from_what_to_what_with_the_new_words() -> None:
    old = data()
    row(old, "positions/B/q").update(value="40", range="30–50", records=[])
    (change,) = changes(old)
    now = next(r for r in compose(material()).inputs if r.address == "positions/B/q")
    assert (change.group, change.what) == ("positions", "changed")
    assert change.before == "40 (30–50)" and change.after is not None and change.after.startswith(now.value)
    assert change.records == ("statement-1",) and change.note_record == "statement-1"
    assert change.note is not None and "We ask for" in change.note


def test_other_words_alone_are_a_change() -> None:
    old = data()
    row(old, "positions/B/q")["records"] = ["statement-0"]
    (change,) = changes(old)
    assert change.before == change.after and change.records == ("statement-1",)
    assert "on other words" in to_html(against(old))


def test_an_assumption_that_became_a_citation_is_a_change() -> None:
    old = data()
    row(old, "positions/B/q").update(grounds="assumed", assumption="A guess", records=[])
    (change,) = changes(old)
    assert change.before is not None and change.before.endswith(", assumed")


def test_each_kind_is_told_in_its_group() -> None:
    old = data()
    old["sources"] = []
    party = old["seats"][0]["party"]
    old["seats"] = [s for s in old["seats"] if s["party"] != party] + [
        {**old["seats"][0], "party": "Z", "name": "Zembla", "seat": "in"}
    ]
    for block in old["issues"]:
        block["marks"] = [m for m in block["marks"] if m["party"] != party]
        block["compromise"] = 99.0
    found = changes(old)
    told = {(c.group, c.what, c.about) for c in found}
    assert ("parties", "added", party) in told and ("parties", "removed", "Z") in told
    assert any(c.group == "reports" and c.what == "added" for c in found)
    assert any(c.group == "settlements" and c.before == "99" for c in found)
    assert {"added", "removed"} <= {c.what for c in found if c.group == "seats"}
    page = to_html(against(old))
    assert "Zembla" in page and "Where bargaining lands" in page


def test_findings_appear_vanish_change_and_hold_less() -> None:
    old = data()
    lines = [line for method in old["methods"] for line in method["lines"] if line["findings"]]
    held = next(line for line in lines if line["survival"])
    held["survival"] = "holds in 1 of 128 input combinations tried"
    other = next(line for line in lines if line is not held)
    other["text"] = "All was well."
    gone = {**lines[-1], "findings": ["settlement/no/longer"], "text": "It was so."}
    old["methods"][0]["lines"].append(gone)
    dropped = next(line for line in lines if line not in (held, other))
    for method in old["methods"]:
        method["lines"] = [line for line in method["lines"] if line is not dropped]
    found = {c.about: c for c in changes(old) if c.group == "findings"}
    assert found[held["findings"][0]].before == held["survival"]
    assert found[other["findings"][0]].before == "All was well."
    assert found["settlement/no/longer"].what == "removed"
    assert found[dropped["findings"][0]].what == "added"
    assert 'href="#L' in to_html(against(old)).split('<section id="changes"')[1].split("</section>")[0]


def test_what_the_analyst_leaves_out_has_not_vanished() -> None:
    old = data()
    finding = old["methods"][0]["lines"][0]["findings"][0]
    for left_out in (finding, old["methods"][0]["name"], "findings"):
        brief = against(old, Choices(leave_out=(left_out,)))
        assert [c for c in brief.changes if c.group == "findings"] == []


def test_change_lines_are_numbered_and_found_from_the_evidence() -> None:
    old = data()
    row(old, "positions/B/q").update(value="40", records=[])
    brief = against(old)
    (change,) = brief.changes
    evidence = next(e for e in brief.evidence if e.record == "statement-1")
    assert change.number == len(brief.answer) + 1 and change.number in evidence.lines


@given(st.data())
@settings(max_examples=10, deadline=None)
def test_any_change_of_an_input_is_told_once(draw: st.DataObject) -> None:
    old = data()
    rows = [r for r in old["inputs"] if "/seats/" not in r["address"]]
    picked = draw.draw(st.lists(st.sampled_from(rows), min_size=1, max_size=3, unique_by=lambda r: r["address"]))
    for one in picked:
        one["value"] = f"{one['value']}9"
    assert {c.about for c in changes(old)} == {one["address"] for one in picked}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"<!doctype html><title>x</title>", "old.json:1:1: not JSON"),
        (b"[1, 2]", "this JSON is no brief"),
        (b'{"format": "talleyrand.results/1"}', 'its format is "talleyrand.results/1"'),
        (b'{"format": "talleyrand.brief/1"}', "not a brief as it was written"),
        (b"\xff\xfe", "not UTF-8 text"),
    ],
)
def test_what_is_no_brief_is_told_with_what_would_have_worked(text: bytes, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_earlier(text, "old.json")
    assert told in str(caught.value) and "give the JSON of an earlier brief" in str(caught.value)


def test_a_brief_from_before_there_were_change_lists_is_read() -> None:
    old = data()
    for key in ("parts", "choices", "left_out", "limits", "foreign", "since", "changes", "question", "locale"):
        del old[key]
    for r in old["inputs"]:
        for key in ("number", "low", "high"):
            del r[key]
    assert isinstance(read_earlier(json.dumps(old).encode(), "old.json"), Earlier)
    assert changes(old) == []
