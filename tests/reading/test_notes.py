"""Notes beside reports."""

from datetime import date

import pytest

from talleyrand.errors import SourceError
from talleyrand.reading.readers import read, receive
from talleyrand.reading.received import Metadata

TEXT = "Talks resume\n\nOSLO - Norway said on Friday that the talks would resume.\n"


def write(folder, note):
    (folder / "a.txt").write_text(TEXT)
    (folder / "a.txt.toml").write_text(note)


def test_a_folder_is_read_with_its_notes(tmp_path):
    write(tmp_path, 'title = "Talks"\noutlet = "The Globe"\npublished = 2018-06-08\nsha256 = "x"\n')
    (tmp_path / "a.txt.text").write_text("stored text")
    (tmp_path / "alone.toml").write_text("Norway said that it would come.\n" * 4)
    received = receive(tmp_path)
    assert [r.name for r in received] == ["a.txt", "alone.toml"]
    document = read(received[0])
    assert (document.title, document.outlet, document.published) == ("Talks", "The Globe", date(2018, 6, 8))


def test_what_is_given_wins(tmp_path):
    write(tmp_path, 'outlet = "The Globe"\n')
    assert read(receive(tmp_path / "a.txt")[0], Metadata(outlet="The Courier")).outlet == "The Courier"


@pytest.mark.parametrize(("note", "told"), [("title = [", "does not parse"), ('published = "June"', "is not a day")])
def test_a_bad_note_is_told(tmp_path, note, told):
    write(tmp_path, note)
    with pytest.raises(SourceError, match=told) as error:
        receive(tmp_path / "a.txt")
    assert "a.txt.toml" in str(error.value)
