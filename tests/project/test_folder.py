from datetime import date

import pytest

from talleyrand.errors import FolderError, InputError
from talleyrand.project import files
from talleyrand.project.folder import Project
from talleyrand.project.steps import add
from tests.support.reports import write_report


def test_a_new_project_opens_from_any_folder_in_it(tmp_path):
    Project.create(tmp_path / "p", "Strait talks", date(2018, 6, 8), 7)
    for place in (tmp_path / "p", tmp_path / "p" / "sources"):
        project = Project.open(place)
        assert project.root == tmp_path / "p"
        assert (project.config.title, project.config.as_of, project.config.seed) == (
            "Strait talks",
            date(2018, 6, 8),
            7,
        )


def test_the_current_folder_is_where_looking_begins(tmp_path, monkeypatch):
    Project.create(tmp_path, "Strait talks")
    monkeypatch.chdir(tmp_path / "sources")
    assert Project.open().root == tmp_path


def test_where_there_is_none_the_command_that_makes_one_is_named(tmp_path):
    with pytest.raises(FolderError, match="talleyrand new NAME"):
        Project.open(tmp_path)


def test_nothing_is_written_over(tmp_path):
    Project.create(tmp_path / "p", "Strait talks")
    with pytest.raises(FolderError, match="a project here already"):
        Project.create(tmp_path / "p", "Other talks")
    (tmp_path / "q").mkdir()
    write_report(tmp_path / "q")
    with pytest.raises(FolderError, match="holds other things"):
        Project.create(tmp_path / "q", "Other talks")
    with pytest.raises(FolderError, match="this is a file"):
        Project.create(write_report(tmp_path), "Other talks")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("title = ", "not TOML"),
        ('title = "x"\nseeds = 4', '"seeds" is no key'),
        ('as_of = "June"', "write as_of = 2018-06-08"),
        ("seed = 1.5", "write seed = 1814"),
    ],
)
def test_a_broken_configuration_is_told_with_file_and_remedy(tmp_path, content, message):
    project = Project.create(tmp_path / "p", "Strait talks")
    (project.root / "talleyrand.toml").write_text(content)
    with pytest.raises(InputError, match=message) as caught:
        assert Project.open(project.root).config
    assert caught.value.problems[0].file == str(project.root / "talleyrand.toml")


def test_a_full_disk_leaves_a_project_as_it_was(tmp_path, monkeypatch):
    project = Project.create(tmp_path / "p", "Strait talks")
    report = write_report(tmp_path)

    def full(handle):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files.os, "fsync", full)
        with pytest.raises(FolderError, match="make room and run the command again"):
            add(project, [report])
    assert project.documents() == [] and not project.ledger_file.exists()
    assert len(add(project, [report]).new) == 1
