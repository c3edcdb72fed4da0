import multiprocessing
from datetime import date

import pytest

from talleyrand.errors import FolderError, SourceError
from talleyrand.evidence.review import decide
from talleyrand.project import sources, steps
from talleyrand.project.folder import Project
from talleyrand.project.steps import DocumentRead, add, read
from talleyrand.project.verify import verify
from talleyrand.reading.readers import read as read_received
from talleyrand.reading.received import Metadata, Received
from tests.support.reports import TEXT, project_with_records, records_of, write_report


@pytest.fixture
def project(tmp_path):
    return Project.create(tmp_path / "p", "Strait talks")


@pytest.fixture
def propose(monkeypatch):
    """Stand in for the extractors: four records for each document, without the seconds that a parse takes."""
    calls = []

    def proposing(document, *_):
        calls.append(document.id)
        return DocumentRead(document, tuple(records_of(document)))

    monkeypatch.setattr(steps, "propose", proposing)
    return calls


def test_a_report_is_stored_as_received_and_entered(tmp_path, project):
    added = add(project, [write_report(tmp_path)], Metadata(outlet="The Oslo Paper"))
    (document,) = added.documents
    assert added.new == (document.id,)
    assert (project.sources_dir / "report.txt").read_text() == TEXT
    assert not (project.sources_dir / "report.txt.text").exists()
    assert (document.path, document.outlet, document.published) == (
        "sources/report.txt",
        "The Oslo Paper",
        date(2018, 6, 8),
    )
    assert project.documents() == [document]
    assert project.ledger().documents == {document.id: document.as_record()}


def test_adding_again_changes_nothing_and_adds_metadata_where_given(tmp_path, project):
    report = write_report(tmp_path)
    first = add(project, [report])
    before = project.ledger_file.read_bytes()
    assert add(project, [report, report]).new == ()
    assert project.ledger_file.read_bytes() == before
    again = add(project, [report], Metadata(outlet="The Oslo Paper"))
    assert again.documents[0].outlet == "The Oslo Paper" and again.documents[0].title == first.documents[0].title
    assert len(list(project.sources_dir.iterdir())) == 2


def test_the_text_of_a_page_is_kept_beside_it(tmp_path, project):
    page = tmp_path / "page.html"
    page.write_text("<html><head><title>Talks</title></head><body><p>The parties met on Monday.</p></body></html>")
    (document,) = add(project, [page]).documents
    assert (project.sources_dir / "page.html.text").read_text() == document.text
    assert project.documents() == [document.model_copy(update={"warnings": project.documents()[0].warnings})]


def test_an_old_encoding_is_kept_as_text_beside_the_bytes(tmp_path, project):
    report = tmp_path / "old.txt"
    report.write_bytes(TEXT.encode("cp1252"))
    (document,) = add(project, [report]).documents
    assert document.text == project.documents()[0].text == TEXT
    assert (project.sources_dir / "old.txt").read_bytes() == TEXT.encode("cp1252")


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("con cern: «x».txt", "con-cern-x-.txt"),
        ("notes.toml", "notes.toml.txt"),
        ("a.text", "a.text.txt"),
        (".hidden", "hidden"),
        ("---", "source"),
        ("x" * 300 + ".txt", "x" * 96 + ".txt"),
    ],
)
def test_names_are_made_safe(project, name, stored):
    received = Received(TEXT.encode(), name)
    assert project.store(received, read_received(received)).path == f"sources/{stored}"


def test_two_reports_of_one_name_both_stay(tmp_path, project):
    for n in range(3):
        (tmp_path / str(n)).mkdir()
        add(project, [write_report(tmp_path / str(n), f"{TEXT}\nReport {n}.\n")])
    assert len(project.documents()) == 3


def test_a_source_whose_note_could_not_be_written_is_added_anew_in_its_place(tmp_path, project, monkeypatch):
    report = write_report(tmp_path)

    def full(source):
        raise FolderError("the disk is full")

    with monkeypatch.context() as patch, pytest.raises(FolderError):
        patch.setattr(sources, "write_note", full)
        add(project, [report])
    assert (project.sources_dir / "report.txt").exists() and project.documents() == []
    assert add(project, [report]).documents[0].path == "sources/report.txt"
    assert verify(project).problems == ()


def test_one_source_that_cannot_be_read_stops_all_and_all_such_are_told(tmp_path, project):
    good, empty = write_report(tmp_path), write_report(tmp_path, "", "empty.txt")
    with pytest.raises(SourceError) as caught:
        add(project, [good, empty, tmp_path / "none.txt"])
    assert [p.file for p in caught.value.problems] == [str(empty), str(tmp_path / "none.txt")]
    assert project.documents() == [] and not project.ledger_file.exists()


def test_reading_writes_records_once(tmp_path, project, propose):
    add(project, [write_report(tmp_path), write_report(tmp_path, TEXT + "\nMore.\n", "more.txt")])
    told = []
    done = read(project, progress=lambda n, total, words: told.append((n, total)))
    assert len(done) == 2 and told == [(0, 2), (1, 2), (2, 2)]
    before = project.ledger_file.read_bytes()
    assert read(project) == [] and read(project, again=True) != []
    assert project.ledger_file.read_bytes() == before
    assert len(propose) == 4


def test_a_changed_date_of_publication_makes_a_report_unread(tmp_path, project, propose):
    report = write_report(tmp_path)
    add(project, [report])
    read(project)
    add(project, [report], Metadata(published=date(2018, 6, 9)))
    assert len(read(project)) == 1


def test_an_interrupt_in_the_middle_keeps_what_was_read_and_goes_on_later(tmp_path, project, propose, monkeypatch):
    add(project, [write_report(tmp_path), write_report(tmp_path, TEXT + "\nMore.\n", "more.txt")])
    proposing = steps.propose

    def interrupted(document, *_):
        if len(propose) == 1:
            raise KeyboardInterrupt
        return proposing(document)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(steps, "propose", interrupted)
        read(project)
    assert len(project.ledger().marks) == 1
    assert len(read(project)) == 1
    assert len(project.ledger().marks) == 2


def test_a_decision_made_while_reading_is_kept(tmp_path, monkeypatch):
    project, _, records = project_with_records(tmp_path)
    seat = records[3]

    def deciding(document, *_):
        decision = decide(project.ledger().reviewed, seat.id, "accept", by="AB")
        with project.writing():
            project.append([decision.as_json()])
        other = [r.model_copy(update={"party": "OMN"}) if r is seat else r for r in records]
        return DocumentRead(document, tuple(other))

    monkeypatch.setattr(steps, "propose", deciding)
    read(project, again=True)
    found = project.ledger().reviewed[seat.id]
    assert (found.status, found.record) == ("accepted", seat)
    assert verify(project).stands


def _add_one(root, folder, n):
    report = folder / f"{n}.txt"
    report.write_text(f"{TEXT}\nReport number {n}.\n")
    add(Project.open(root), [report])


def test_processes_that_add_at_once_lose_nothing(tmp_path, project):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_add_one, args=(project.root, tmp_path, n)) for n in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert len(project.documents()) == len(project.ledger().documents) == 3
