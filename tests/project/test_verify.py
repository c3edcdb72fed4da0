"""Twenty-odd kinds of change, each of which `verify` must find; and projects in which it must find nothing."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from talleyrand.errors import Problem
from talleyrand.evidence.review import decide
from talleyrand.project.verify import CHECKS, verify
from tests.support.reports import TEXT, project_with_records

CASE = """\
title: Strait talks
parties:
  NOR: {{name: Norway, capability: {{value: 10, range: [5, 20], because: [{cited}]}}}}
  QAT: {{name: Qatar, capability: {{value: 100, assumption: the strongest of the two}}}}
"""


@pytest.fixture
def made(tmp_path):
    """A project with a report, four records, three decisions and a case that cites one of them."""
    project, _, records = project_with_records(tmp_path)
    _, statement, _, seat = records
    for record, verdict, more in (
        (statement.id, "accept", {}),
        (seat.id, "amend", {"changes": {"seat": "refused"}}),
        (seat.id, "accept", {}),
    ):
        project.append([decide(project.ledger().reviewed, record, verdict, by="AB", **more).as_json()])
    project.case_file.write_text(CASE.format(cited=statement.id))
    return project


def messages(project) -> list[str]:
    return [str(p) for p in verify(project).problems if p.severity == "error"]


def test_an_untouched_project_stands(made):
    report = verify(made)
    assert report.problems == () and report.stands
    assert report.counts == {"sources": 1, "records": 4, "spans": 6, "decisions": 3, "citations": 1}


def test_an_empty_project_stands(tmp_path):
    from talleyrand.project.folder import Project

    assert verify(Project.create(tmp_path / "p", "Talks")).problems == ()


def edit_lines(path: Path, change: Callable[[list[dict]], None]) -> None:
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    change(lines)
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


def of(lines: list[dict], kind: str, n: int = 0) -> dict:
    return [line for line in lines if line["type"] == kind][n]


def source(text: str) -> Callable[[Path], None]:
    return lambda root: (root / "sources" / "report.txt").write_text(text) and None


def ledger(change: Callable[[list[dict]], object]) -> Callable[[Path], None]:
    return lambda root: edit_lines(root / "ledger.jsonl", lambda lines: change(lines) and None)


def replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / name).read_text()
        assert old in text
        (root / name).write_text(text.replace(old, new, 1))

    return change


def moved_span(lines: list[dict]) -> None:
    content = of(lines, "statement")["content"][0]
    content["start"] += 1
    content["end"] += 1


CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a word of a source": (source(TEXT.replace("both sides", "no side")), "not what was received"),
    "the last line end of a source": (source(TEXT.rstrip("\n")), "not what was received"),
    "a source deleted": (lambda root: (root / "sources/report.txt").unlink(), "the file is missing"),
    "a source deleted with its note": (
        lambda root: [p.unlink() for p in (root / "sources").iterdir()],
        "its source is gone",
    ),
    "a note deleted": (lambda root: (root / "sources/report.txt.toml").unlink(), "a file without a note"),
    "a note that is no TOML": (replace("sources/report.txt.toml", "=", ":"), "not TOML"),
    "the digest in a note": (replace("sources/report.txt.toml", 'sha256 = "', 'sha256 = "0'), "not what was received"),
    "a text slipped in beside a source": (
        lambda root: (root / "sources/report.txt.text").write_text(TEXT.replace("both sides", "no side")),
        "the text is not what was read",
    ),
    "the outlet in a note": (replace("sources/report.txt.toml", "The Oslo Paper", "The Sun"), "another outlet"),
    "the date in the ledger": (
        ledger(lambda lines: of(lines, "document").update(published="2018-06-01")),
        "another published",
    ),
    "a source and its note together": (
        lambda root: forge(root, TEXT.replace("both sides", "no side")),
        "the ledger does not know this source",
    ),
    "the words of a span": (
        ledger(lambda lines: of(lines, "seat")["evidence"].update(text="Qatar was well invited"[:21])),
        "the record quotes",
    ),
    "the offsets of a span": (ledger(moved_span), "the record quotes"),
    "a span of another document": (
        ledger(lambda lines: of(lines, "seat")["evidence"].update(document="document-0")),
        "no document document-0",
    ),
    "a speaker's words": (
        ledger(lambda lines: of(lines, "statement")["speaker"].update(text="N" * 25)),
        "the record quotes",
    ),
    "a speaker's length": (ledger(lambda lines: of(lines, "statement")["speaker"].update(end=154)), "its words are"),
    "who said it": (ledger(lambda lines: of(lines, "statement").update(party="QAT")), "not what was read"),
    "whether it was said": (ledger(lambda lines: of(lines, "statement").update(status="denied")), "not what was read"),
    "who has a seat": (ledger(lambda lines: of(lines, "seat").update(party="OMN")), "not what was read"),
    "a record's id": (ledger(lambda lines: of(lines, "seat").update(id="seat-000000000000")), "the record is gone"),
    "a record deleted": (ledger(lambda lines: lines.remove(of(lines, "negotiation"))), "the record is gone"),
    "a record invented": (
        ledger(lambda lines: lines.append(of(lines, "negotiation") | {"id": "negotiation-000000000000"})),
        "nothing vouches for this record",
    ),
    "a reference that leads nowhere": (
        ledger(lambda lines: of(lines, "statement")["speaker"].update(actor="actor-0")),
        "actor names actor-0, which is not there",
    ),
    "a document's id": (
        ledger(lambda lines: of(lines, "document").update(id="document-000000000000")),
        "does not follow",
    ),
    "who decided": (ledger(lambda lines: of(lines, "decision").update(by="CD")), "not what was decided"),
    "what was decided": (ledger(lambda lines: of(lines, "decision").update(verdict="reject")), "not what was decided"),
    "an amendment": (
        ledger(lambda lines: of(lines, "decision", 1)["changes"].update(seat="in")),
        "not what was decided",
    ),
    "a decision deleted": (ledger(lambda lines: lines.remove(of(lines, "decision", 1))), "came before it is gone"),
    "decisions in another order": (
        ledger(lambda lines: lines.append(lines.pop(-2))),
        "came before it is gone",
    ),
    "a line that is no JSON": (replace("ledger.jsonl", '{"type": "seat"', '{"type" "seat"'), "not a line of JSON"),
    "a citation": (replace("case.yaml", "because: [statement-", "because: [statement-0"), "the ledger holds no record"),
    "a case that is no YAML": (replace("case.yaml", "{name: Norway,", "{name: [Norway,"), "case.yaml:"),
    "a number outside its range": (replace("case.yaml", "value: 10,", "value: 30,"), "outside its own range"),
}


def forge(root: Path, text: str) -> None:
    """Change a source and make its note agree, as somebody would who knows how."""
    from talleyrand.ids import sha256

    note = root / "sources" / "report.txt.toml"
    old = sha256(TEXT.encode())
    note.write_text(note.read_text().replace(old, sha256(text.encode())))
    (root / "sources" / "report.txt").write_text(text)


@pytest.mark.parametrize("kind", list(CHANGES))
def test_a_change_is_found(made, kind):
    change, message = CHANGES[kind]
    change(made.root)
    found = messages(made)
    assert any(message in line for line in found), found


def test_there_are_more_than_twenty_kinds_of_change():
    assert len(CHANGES) > 20


def test_a_mistake_names_file_and_line(made):
    CHANGES["the words of a span"][0](made.root)
    lines = made.ledger_file.read_text().splitlines()
    number = next(n for n, line in enumerate(lines, 1) if line.startswith('{"type": "seat"'))
    problems = verify(made).problems
    assert ("ledger.jsonl", number) in {(p.file, p.line) for p in problems}
    assert all(p.remedy for p in problems)


def test_an_amendment_that_quotes_other_words_is_found(made):
    ledger = made.ledger()
    statement = next(r for r in ledger.current() if r.type == "statement")
    span = statement.content[0].model_dump() | {"text": "X" * len(statement.content[0].text)}
    made.append([decide(ledger.reviewed, statement.id, "amend", by="AB", changes={"content": [span]}).as_json()])
    assert any("the record quotes “XXX" in line for line in messages(made))


def test_a_record_that_was_rejected_can_no_longer_be_cited(made):
    ledger = made.ledger()
    statement = next(r for r in ledger.current() if r.type == "statement")
    made.append([decide(ledger.reviewed, statement.id, "reject", by="AB").as_json()])
    assert any("the ledger holds no record" in line for line in messages(made))


def test_a_ledger_that_cannot_be_read_is_told_once_and_not_for_everything_that_needs_it(made):
    CHANGES["a line that is no JSON"][0](made.root)
    assert [(p.severity, p.line) for p in verify(made).problems] == [("error", 5), ("warning", None)]


def test_a_torn_last_line_is_a_warning(made):
    with made.ledger_file.open("a") as stream:
        stream.write('{"type": "deci')
    report = verify(made)
    assert report.stands and [p.severity for p in report.problems] == ["warning"]


def test_checks_of_later_stages_are_added_to_the_list(made):
    assert verify(made, [*CHECKS, lambda subject: [Problem(subject.project.config.title)]]).problems == (
        Problem("Strait talks"),
    )
