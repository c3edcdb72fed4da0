import pytest

from talleyrand.reading.quality import warnings_of

ENGLISH = "The parties met on Monday in the old palace, and they said that it was not the end of the talks. " * 3


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("He said “yes.\n\nShe said “no.”", [1]),
        ("He said yes.”\n\nShe said “no.”", [1]),
        ('He said "yes" and "no.\n\nThen he left.', [1]),
        ("He said “yes.\n\n“And no,” he added.", []),
        ('He said "yes.\n\n"And no," he added.', []),
        ("„Ja“, sagte er. “Yes,” he meant. She said „nein”.", []),
        ("The 6'2\" envoy left.", []),
        ("He said “that\nwe will sign” and left.", []),
    ],
    ids=[
        "unclosed",
        "unopened",
        "odd straight mark",
        "runs on",
        "runs on, straight",
        "low marks",
        "inches",
        "hard-wrapped",
    ],
)
def test_odd_quotation_marks_are_warned_of_in_their_paragraph(text, lines):
    found = warnings_of(text, "a.txt")
    assert [p.line for p in found] == lines
    assert all(p.severity == "warning" and p.file == "a.txt" and p.remedy for p in found)


def test_english_is_not_warned_of():
    assert warnings_of(ENGLISH, "a.txt") == ()


def test_another_language_is():
    german = "Die Parteien trafen sich am Montag im alten Palast und sagten, dass es nicht das Ende sei. " * 4
    (warning,) = warnings_of(german, "a.txt")
    assert "English" in warning.message and warning.severity == "warning"
