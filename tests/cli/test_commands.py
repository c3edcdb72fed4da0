"""The commands on a real project, with the real extractors where a command reads."""

import json
import os
import signal
import subprocess
import sys

import pytest

from talleyrand.cli.group import main
from talleyrand.evidence.records import parse_record
from talleyrand.project.folder import Project
from tests.support.reports import TEXT, project_with_records, write_report


@pytest.fixture
def said(capsys):
    """Run a command; return its exit code, stdout and stderr."""

    def run(*arguments: object):
        code = main([str(a) for a in arguments])
        return (code, *capsys.readouterr())

    return run


def test_read_prints_the_contract_as_json_lines(tmp_path, said):
    report = write_report(tmp_path)
    code, out, err = said("read", report, "--outlet", "The Oslo Paper", "--json")
    assert (code, err) == (0, "")
    document, *records = map(json.loads, out.splitlines())
    assert document["type"] == "document"
    assert {"id", "path", "sha256", "title", "outlet", "published", "text_length"} <= set(document)
    assert (document["outlet"], document["published"]) == ("The Oslo Paper", "2018-06-08")
    assert records and all(next(iter(r)) == "type" for r in records)
    for record in map(parse_record, records):
        assert record.document == document["id"]
        assert all(TEXT[s.start : s.end] == s.text for s in record.spans())


def test_read_prints_the_same_bytes_again(tmp_path, said):
    report = write_report(tmp_path)
    assert said("read", report, "--json") == said("read", report, "--json")


def test_the_way_from_a_report_to_a_verified_ledger(tmp_path, said, monkeypatch):
    report = write_report(tmp_path)
    assert said("new", tmp_path / "talks", "--as-of", "2018-06-08")[:2] == (
        0,
        f"created {tmp_path / 'talks'}/\nnext: cd {tmp_path / 'talks'} && talleyrand add REPORT...\n",
    )
    monkeypatch.chdir(tmp_path / "talks")
    code, out, _ = said("add", report)
    assert code == 0 and "added  sources/report.txt" in out and "no outlet" in out
    code, out, _ = said("read")
    assert code == 0 and "Norway brokers talks on the strait" in out
    assert "nothing to read" in said("read")[1]
    assert said("verify")[0] == 0
    code, out, _ = said("export", "-o", tmp_path / "out.csv")
    assert code == 0 and (tmp_path / "out.csv").read_text().startswith("id,type,review")


def test_add_answers_in_json(tmp_path, said):
    said("new", tmp_path / "p")
    code, out, _ = said("add", write_report(tmp_path), "-p", tmp_path / "p", "--json")
    answer = json.loads(out)
    assert code == 0 and answer["new"] == [answer["documents"][0]["id"]]


def test_warnings_go_to_stderr(tmp_path, said):
    said("new", tmp_path / "p")
    report = write_report(tmp_path, TEXT + "\nHe said “yes.\n")
    _, out, err = said("add", report, "-p", tmp_path / "p")
    assert "quotation mark" in err and "quotation mark" not in out


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "report.txt:1: there is nothing to read: it is empty"),
        (b"\x00\x01\x02", "report.txt:1: this is no text"),
        (b"x" * (6 * 2**20), "report.txt: the source is 6.0 MB; the reader takes up to 5 MB"),
        (b"%PDF-1.7 ", "talleyrand[pdf]"),
        (None, "there is no such file"),
    ],
    ids=["empty", "binary", "huge", "pdf", "missing"],
)
def test_bad_sources_are_1_with_file_and_remedy(tmp_path, said, data, words, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    path = tmp_path / "report.txt"
    if data is not None:
        path.write_bytes(data)
    code, out, err = said("read", path)
    assert (code, out) == (1, "") and words in err and "Traceback" not in err


def test_metadata_without_sources_are_wrong_usage(tmp_path, said):
    assert said("read", "--outlet", "x")[0] == 2


def test_outside_a_project_the_way_to_one_is_named(tmp_path, said, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for command in (["read"], ["add", "x.txt"], ["verify"], ["export"]):
        code, _, err = said(*command)
        assert code == 1 and "talleyrand new NAME" in err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_cannot_be_written_says_so(tmp_path, said):
    said("new", tmp_path / "p")
    (tmp_path / "p" / "sources").chmod(0o500)
    code, _, err = said("add", write_report(tmp_path), "-p", tmp_path / "p")
    assert code == 1 and "chmod u+w" in err


def test_verify_answers_in_words_and_json(tmp_path, said):
    project, _, _ = project_with_records(tmp_path)
    assert (
        said("verify", project.root)[1] == "everything stands: 1 source, 4 records, 6 spans, 0 decisions, 0 citations\n"
    )
    (project.sources_dir / "report.txt").write_text(TEXT.replace("both", "no"))
    code, out, err = said("verify", project.root)
    assert (
        code == 1
        and "1 thing does not stand" in out
        and "sources/report.txt: the source is not what was received" in err
    )
    code, out, _ = said("verify", project.root, "--json")
    answer = json.loads(out)
    assert code == 1 and answer["stands"] is False and answer["problems"][0]["file"] == "sources/report.txt"


def test_export_prints_what_read_prints(tmp_path, said):
    project, document, records = project_with_records(tmp_path)
    lines = [json.loads(line) for line in said("export", "-p", project.root)[1].splitlines()]
    assert lines[0] == document.as_record()
    assert [line["id"] for line in lines[1:]] == [r.id for r in records]


SLOW = """
import sys, time
from talleyrand.project import steps
from tests.support.reports import records_of
def propose(document, *_, **__):
    print("reading", flush=True)
    time.sleep(0.3)
    return steps.DocumentRead(document, tuple(records_of(document)))
steps.propose = propose
from talleyrand.cli import main
sys.exit(main(["read", "-p", sys.argv[1]]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
def test_ctrl_c_in_the_middle_loses_nothing(tmp_path, said):
    root = tmp_path / "p"
    said("new", root)
    for n in range(30):
        write_report(tmp_path, f"{TEXT}\nReport {n}.\n", f"{n}.txt")
    said("add", "-p", root, *sorted(tmp_path.glob("*.txt")))
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(root)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    for _ in range(3):
        process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130 and "nothing is lost" in err and "Traceback" not in err
    assert len(Project.open(root).ledger().marks) == 2
    assert said("verify", root)[0] == 0
