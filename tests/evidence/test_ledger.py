import json
import os
import signal
import subprocess
import sys
import time
from datetime import date

import pytest

from talleyrand.errors import FolderError, LedgerError
from talleyrand.evidence import journal
from talleyrand.evidence.journal import append
from talleyrand.evidence.ledger import Ledger
from talleyrand.evidence.review import decide
from talleyrand.reading.document import Document
from tests.support.reports import TEXT, records_of

REPORT = Document(sha256="a" * 64, text=TEXT, path="sources/report.txt", title="Talks")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.jsonl"


def filled(path, document=REPORT, records=None):
    records = records_of(document) if records is None else records
    append(path, Ledger.load(path).news(document, records, "test"))
    return Ledger.load(path)


def test_a_ledger_that_is_not_there_is_empty(path):
    ledger = Ledger.load(path)
    assert (ledger.current(), ledger.documents, ledger.reviewed_share()) == ((), {}, 0.0)


def test_records_come_back_as_they_were(path):
    records = records_of(REPORT)
    ledger = filled(path)
    assert ledger.current() == tuple(records)
    assert ledger.documents == {REPORT.id: REPORT.as_record()}
    assert ledger.accepted() == ()
    assert ledger.is_read(REPORT)


def test_reading_the_same_report_again_adds_nothing(path):
    filled(path)
    before = path.read_bytes()
    filled(path)
    assert path.read_bytes() == before


def test_order_of_reports_changes_neither_records_nor_fingerprint(tmp_path):
    other = Document(sha256="b" * 64, text=TEXT, published=date(2018, 6, 7))
    one, two = tmp_path / "1", tmp_path / "2"
    filled(one), filled(one, other)
    filled(two, other), filled(two)
    assert Ledger.load(one).current() == Ledger.load(two).current()
    assert Ledger.load(one).fingerprint() == Ledger.load(two).fingerprint()
    # The one without a date comes first, as the empty date does.
    assert Ledger.load(one).current()[0].document == REPORT.id


def test_new_metadata_make_a_document_unread(path):
    ledger = filled(path)
    dated = REPORT.model_copy(update={"published": date(2018, 6, 8)})
    assert not ledger.is_read(dated)
    ledger = filled(path, dated)
    assert ledger.is_read(dated) and not ledger.is_read(REPORT)
    assert ledger.documents[REPORT.id]["published"] == "2018-06-08"


def test_what_a_later_reading_no_longer_finds_leaves_the_view_but_not_the_file(path):
    records = records_of(REPORT)
    filled(path)
    ledger = filled(path, records=records[:2])
    assert ledger.current() == tuple(records[:2])
    assert records[3].id in path.read_text()
    assert filled(path, records=records).current() == tuple(records)


def test_a_later_reading_replaces_what_nobody_decided_on(path):
    records = records_of(REPORT)
    filled(path)
    better = [r.model_copy(update={"stance": "assess"}) if r.type == "statement" else r for r in records]
    assert filled(path, records=better).current() == tuple(better)


def test_a_later_reading_leaves_alone_what_a_person_decided_on(path):
    records = records_of(REPORT)
    ledger = filled(path)
    append(path, [decide(ledger.reviewed, records[1].id, "accept", by="AB").as_json()])
    other = [r.model_copy(update={"stance": "assess"}) if r.type == "statement" else r for r in records]
    ledger = filled(path, records=other)
    assert ledger.get(records[1].id) == records[1]
    ledger = filled(path, records=[records[0]])
    assert records[1] in ledger.current()
    assert records[3] not in ledger.current()


def test_the_reviewed_share_leaves_actors_out(path):
    records = records_of(REPORT)
    ledger = filled(path)
    append(path, [decide(ledger.reviewed, records[1].id, "reject", by="AB").as_json()])
    assert Ledger.load(path).reviewed_share() == pytest.approx(1 / 3)


def test_the_fingerprint_follows_what_stands(path):
    ledger = filled(path)
    before = ledger.fingerprint()
    append(path, [decide(ledger.reviewed, records_of(REPORT)[1].id, "accept", by="AB").as_json()])
    assert Ledger.load(path).fingerprint() != before


def test_every_mistake_is_told_with_its_line(path):
    filled(path)
    lines = path.read_text().splitlines()
    broken = json.loads(lines[2]) | {"kind": "shouted"}
    backwards = json.loads(lines[4])
    backwards["evidence"]["end"] = 0
    lines[2], lines[4] = json.dumps(broken), json.dumps(backwards)
    lines[3:3] = ["{not json", '["a list"]', '{"type": "rumour", "id": "x"}', '{"type": "document"}']
    path.write_text("\n".join(lines) + "\n")
    with pytest.raises(LedgerError) as caught:
        Ledger.load(path)
    assert [p.line for p in caught.value.problems] == [3, 4, 5, 6, 7, 9]
    assert caught.value.problems[1].column == 2
    assert "statement/kind" in (caught.value.problems[0].where or "")
    assert all(p.file == str(path) and p.remedy for p in caught.value.problems)


@pytest.mark.parametrize("cut", [1, 2, 30, 5_000])
def test_a_torn_last_line_is_told_and_set_aside_by_the_next_write(path, cut):
    filled(path)
    whole = path.read_bytes()
    torn = (json.dumps({"type": "decision", "note": "“" * 2_000}, ensure_ascii=False).encode() + b"\n")[:cut]
    path.write_bytes(whole + torn)
    ledger = Ledger.load(path)
    assert len(ledger.current()) == 4
    (warning,) = ledger.problems
    assert (warning.severity, warning.line) == ("warning", whole.count(b"\n") + 1)
    append(path, [decide(ledger.reviewed, ledger.current()[1].id, "accept", by="AB").as_json()])
    assert path.read_bytes().startswith(whole)
    assert Ledger.load(path).problems == ()
    assert len(Ledger.load(path).accepted()) == 1
    assert path.with_name("ledger.jsonl.torn").read_bytes() == torn + b"\n"


def test_a_last_line_that_only_lacks_its_end_is_kept(path):
    filled(path)
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    ledger = Ledger.load(path)
    assert ledger.problems == () and len(ledger.current()) == 4
    append(path, [decide(ledger.reviewed, ledger.current()[1].id, "accept", by="AB").as_json()])
    assert len(Ledger.load(path).accepted()) == 1


def test_a_full_disk_leaves_the_ledger_as_it_was(path, monkeypatch):
    ledger = filled(path)
    before = path.read_bytes()
    real = os.write

    calls = iter([True, False])

    def filling(handle, data):
        if next(calls):
            return real(handle, bytes(data)[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(journal.os, "write", filling)
    with pytest.raises(FolderError, match="nothing was added"):
        append(path, [decide(ledger.reviewed, ledger.current()[1].id, "accept", by="AB").as_json()])
    assert path.read_bytes() == before


def test_a_ledger_in_a_folder_that_is_not_there_says_so(tmp_path):
    with pytest.raises(FolderError, match="cannot be written"):
        append(tmp_path / "none" / "ledger.jsonl", [{"type": "document", "id": "x"}])


def test_appending_nothing_makes_no_file(path):
    append(path, [])
    assert not path.exists()


WRITER = """
import sys
from pathlib import Path
from talleyrand.evidence.journal import append
for n in range(100_000):
    append(Path(sys.argv[1]), [{"type": "document", "id": f"document-{n}-{k}", "title": "“x”" * 3000} for k in range(5)])
    print(n, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_writer_killed_at_any_moment_loses_nothing_that_it_said_was_written(path):
    for turn in range(6):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(0.003 * turn)
        writer.send_signal(signal.SIGKILL)
        told = [first, *writer.stdout.readlines()]
        writer.wait()
        writer.stdout.close()
        ledger = Ledger.load(path)
        done = [int(line) for line in told if line.endswith("\n")]
        assert {f"document-{n}-{k}" for n in done for k in range(5)} <= set(ledger.documents)
        assert all(p.severity == "warning" for p in ledger.problems)
