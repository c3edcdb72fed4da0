import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.errors import FolderError
from talleyrand.project import files
from talleyrand.project.files import toml, write


def test_a_file_is_written_and_replaced(tmp_path):
    path = tmp_path / "a" / "b.txt"
    write(path, b"one")
    write(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in path.parent.iterdir()] == ["b.txt"]


@pytest.mark.parametrize(
    ("number", "remedy"), [(28, "make room"), (30, "read-only"), (13, "chmod"), (36, "shorter"), (5, "Input/output")]
)
def test_what_the_system_refuses_leaves_the_old_file_and_names_the_remedy(tmp_path, monkeypatch, number, remedy):
    path = tmp_path / "a.txt"
    write(path, b"old")

    def refuse(handle):
        raise OSError(number, "Input/output error")

    monkeypatch.setattr(files.os, "fsync", refuse)
    with pytest.raises(FolderError, match=remedy):
        write(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_an_interrupt_in_the_middle_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    write(path, b"old")

    def interrupt(handle):
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(path, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.txt", b"old")]


def test_a_file_in_the_way_of_a_folder_is_told(tmp_path):
    (tmp_path / "a").write_text("a file")
    with pytest.raises(FolderError, match="cannot be written"):
        write(tmp_path / "a" / "b.txt", b"x")


VALUES = st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.integers(-(2**63), 2**63 - 1), st.dates())


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), VALUES))
def test_tables_come_back_as_they_were(table):
    assert tomllib.loads(toml(table)) == table


def test_unknown_values_are_left_out():
    assert toml({"a": None, "b": date(2018, 6, 8)}) == "b = 2018-06-08\n"
