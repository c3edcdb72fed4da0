import codecs

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from talleyrand.errors import SourceError
from talleyrand.reading.readers import read
from talleyrand.reading.received import Received
from talleyrand.reading.text import decode

PROSE = (
    "“We will not sign,” the minister told the café owners’ assembly in Zürich — and he did not. "
    "The parties met on Monday for the third time, and neither side said what had been agreed.\r\n"
)


def received(data: bytes, **more: str) -> Received:
    return Received(data, "report.txt", path="clips/report.txt", **more)


@pytest.mark.parametrize(
    ("encoding", "mark", "name"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8-sig"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "utf-32"),
    ],
)
def test_unicode_is_decoded_without_a_warning_and_without_its_mark(encoding, mark, name):
    decoded = decode(received(mark + PROSE.encode(encoding)))
    assert (decoded.text, decoded.encoding, decoded.warnings) == (PROSE, name, ())


def test_a_western_encoding_is_recognised_and_told_with_line_and_remedy():
    decoded = decode(received(("A plain first line.\r\n" + PROSE).encode("cp1252")))
    assert decoded.text == "A plain first line.\r\n" + PROSE
    (warning,) = decoded.warnings
    assert (warning.severity, warning.file, warning.line) == ("warning", "clips/report.txt", 2)
    assert "cp1252" in warning.message and "UTF-8" in warning.remedy


def test_the_encoding_that_a_server_names_is_believed():
    russian = "Министр сказал, что переговоры продолжатся завтра."
    decoded = decode(received(russian.encode("koi8-r"), charset="koi8-r"))
    assert (decoded.text, decoded.encoding) == (russian, "koi8-r")


def test_a_charset_that_does_not_exist_is_no_obstacle():
    assert decode(received(PROSE.encode("cp1252"), charset="no-such-charset")).text == PROSE


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_text_is_never_rewritten(text):
    if not text.startswith("\ufeff"):
        assert decode(received(text.encode())).text == text


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_place(data):
    assume(not data.lstrip().startswith(b"%PDF-"))
    try:
        document = read(received(data))
    except SourceError as error:
        assert error.problems[0].file == "clips/report.txt"
        assert error.problems[0].remedy
    else:
        assert document.text.strip()


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE + "\n".encode("utf-16-le")])
def test_a_source_without_words_is_refused(data):
    with pytest.raises(SourceError, match=r"clips/report.txt:1: there is nothing to read") as caught:
        read(received(data))
    assert caught.value.problems[0].remedy


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 2),
        (b"PK\x03\x04\x14\x00", 1),
        (b"words\nand then\x00more", 2),
        (bytes(range(256)), 1),
    ],
)
def test_binary_is_refused(data, line):
    with pytest.raises(SourceError, match="this is no text") as caught:
        read(received(data))
    assert caught.value.problems[0].line == line


def test_broken_utf16_is_refused_with_the_byte():
    with pytest.raises(SourceError, match=r"UTF-16 and breaks off it at byte"):
        read(received(codecs.BOM_UTF16_LE + "Talks".encode("utf-16-le") + b"\x00\xd8\x20\x00"))


def test_line_ends_stay_as_they_are_and_offsets_count_code_points():
    text = "Talks open\r\n\r\n“🕊” was the minister’s word.\r\n"
    document = read(received(text.encode()))
    assert document.text == text
    assert document.span(14, 17).text == "“🕊”"


def test_the_same_bytes_give_the_same_document():
    assert read(received(PROSE.encode())) == read(received(PROSE.encode()))
