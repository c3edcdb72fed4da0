"""What a brief says, before it is set."""

from talleyrand.brief.compose import compose
from talleyrand.brief.lines import ANSWER_LINES
from talleyrand.brief.outline import Line
from tests.support.material import material


def every_line(reviewed: bool = False) -> list[Line]:
    brief = compose(material(reviewed))
    parts = [brief.answer, *(m.lines for m in brief.methods), brief.disagreements, brief.flips, brief.unknowns]
    return [line for part in parts for line in part]


def test_lines_are_numbered_from_one_in_order() -> None:
    numbers = [line.number for line in every_line()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_an_unreviewed_brief_answers_with_what_is_reported() -> None:
    answer = compose(material()).answer
    assert 0 < len(answer) <= ANSWER_LINES
    assert {line.kind for line in answer} == {"reported"}
    assert all(line.records for line in answer)
    assert answer[0].text == "At the table: Party A; left out: Party C (The talks)."


def test_a_finding_carried_mostly_by_assumptions_never_enters_the_answer() -> None:
    answer = compose(material(reviewed=True)).answer
    assert not [line for line in answer if line.assumed]


def test_every_finding_reaches_the_brief() -> None:
    made = {f.id for result in material().results for f in result.findings}
    told = {finding for line in every_line() for finding in line.findings}
    assert made <= told


def test_evidence_and_lines_point_at_each_other() -> None:
    brief = compose(material())
    rows = {row.record: row for row in brief.evidence}
    for line in every_line():
        for record in line.records:
            assert line.number in rows[record].lines
    assert rows["statement-1"].used_by == ("positions/B/q",)


def test_every_estimate_is_listed_with_what_it_rests_on() -> None:
    brief = compose(material())
    listed = {row.address for row in brief.inputs}
    assert {address for address, _ in material().case.estimates()} <= listed
    assert all(row.records or row.assumption for row in brief.inputs)


def test_doubts_and_open_terms_stay_open() -> None:
    texts = [line.text for line in compose(material()).unknowns]
    assert "A deal: held unlikely." in texts
    assert "What q means is open between the parties." in texts
    assert any("rest on stated assumptions alone" in text for text in texts)


def test_survival_is_a_count_and_never_a_probability() -> None:
    held = [line.survival for line in every_line() if line.survival]
    assert held
    assert all(words.startswith("holds in ") and " input combinations tried" in words for words in held)
    assert not [line for line in every_line() if "likely" in line.text and line.kind == "finding"]


def test_aliases_follow_the_text() -> None:
    aliases = material().aliases
    assert aliases["statement-1"] == "S1"
    assert {aliases["event-1"], aliases["event-2"]} == {"E1", "E2"}
    assert aliases["actor-1"] == "A1"
