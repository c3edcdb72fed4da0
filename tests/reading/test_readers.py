import os
import sys
from datetime import date

import pytest

from talleyrand.errors import MissingPartError, SourceError
from talleyrand.reading.readers import READERS, read, read_source, read_sources
from talleyrand.reading.received import MAX_BYTES, Metadata, Received
from tests.support.reports import TEXT, write_report
from tests.support.shared import SHARED, needs_shared


def test_a_file_is_read_with_what_its_first_lines_say(tmp_path):
    path = write_report(tmp_path)
    document = read_source(path, outlet="The Oslo Paper")
    assert (document.text, document.path) == (TEXT, str(path))
    assert (document.title, document.author, document.outlet) == (
        "Norway brokers talks on the strait",
        "Anna Lind",
        "The Oslo Paper",
    )


def test_a_missing_file_names_its_neighbour(tmp_path):
    write_report(tmp_path)
    with pytest.raises(SourceError, match=r'no such file; did you mean "report.txt"'):
        read_source(tmp_path / "repotr.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_file_says_how_to_allow_it(tmp_path):
    path = write_report(tmp_path)
    path.chmod(0)
    with pytest.raises(SourceError, match="chmod"):
        read_source(path)


def test_a_file_over_the_limit_is_refused_with_its_size(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(3 * MAX_BYTES)
    with pytest.raises(SourceError, match=r"huge.txt: the source is 15.0 MB; the reader takes up to 5 MB; split it"):
        read_source(path)


def test_a_file_at_the_limit_is_read(tmp_path):
    path = tmp_path / "long.txt"
    line = b"The parties met on Monday, and did not agree on the strait.\n"
    path.write_bytes((line * (MAX_BYTES // len(line) + 1))[:MAX_BYTES])
    assert len(read_source(path).text) == MAX_BYTES


@pytest.mark.skipif(sys.platform == "win32", reason="no /dev/zero")
def test_an_endless_file_is_read_to_the_limit_only():
    with pytest.raises(SourceError, match="more than 5 MB"):
        read_source("/dev/zero")


def test_a_folder_is_read_in_the_order_of_names_without_hidden_files(tmp_path):
    for name in ("b.txt", "a.txt", ".hidden"):
        write_report(tmp_path, f"The report {name} says that they met.", name)
    assert [d.path for d in read_sources(tmp_path)] == [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(SourceError, match="holds no files"):
        read_sources(tmp_path)


def test_an_address_goes_to_the_fetcher():
    def fetch(url: str) -> Received:
        return Received(TEXT.encode(), "report.txt", url=url)

    assert read_source("https://oslo.example/1", fetch=fetch).url == "https://oslo.example/1"


def test_a_pdf_without_the_part_that_reads_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(MissingPartError, match=r"report.pdf: .*talleyrand\[pdf\]"):
        read(Received(b"%PDF-1.4\n%\xe2\xe3", "report.pdf"))


def test_the_last_reader_takes_what_no_other_does():
    odd = Received(b"words", "x.unknown")
    assert [r.name for r in READERS if r.accepts(odd)] == ["text"]
    assert READERS[-1].name == "text"


def test_metadata_fill_gaps_only():
    assert Metadata(title="A").over(Metadata(title="B", outlet="C")) == Metadata(title="A", outlet="C")


@needs_shared
@pytest.mark.shared
def test_the_guiding_report_is_not_rewritten():
    path = SHARED / "reports" / "latimes-2018-06-08.txt"
    document = read_source(path)
    assert document.text.encode() == path.read_bytes()
    assert document.title is not None and document.title.startswith("Russia’s out of the Trump-Kim summit")
    assert document.published == date(2018, 6, 8)  # by the file's name; the caption's date is another
    assert [warning.severity for warning in document.warnings] == ["warning"]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("clip-2018-06-08.txt", date(2018, 6, 8)),
        ("2021-02-30-impossible-2021-03-01.txt", date(2021, 3, 1)),
        ("scan-120180608-1.txt", None),
        ("report.txt", None),
    ],
)
def test_a_date_in_the_name_of_a_file_is_taken_where_nothing_else_tells(tmp_path, name, day):
    (tmp_path / name).write_text("Talks went on. Nobody gave way.", encoding="utf-8")
    document = read_source(tmp_path / name)
    assert document.published == day
    assert ["file's name" in str(w) for w in document.warnings] == ([True] if day else [])
    assert read_source(tmp_path / name, published=date(2020, 1, 1)).published == date(2020, 1, 1)
