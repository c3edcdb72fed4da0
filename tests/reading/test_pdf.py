import pytest

from talleyrand.errors import SourceError
from talleyrand.reading.readers import read
from talleyrand.reading.received import Received

pytest.importorskip("pypdf", reason="needs the optional part pdf: pip install 'talleyrand[pdf]'")


def pdf(words: str) -> bytes:
    """Write a page that shows `words`, by hand."""
    shown = f"BT /F1 12 Tf 20 200 Td ({words}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + table + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)


def test_the_text_of_a_page_is_read():
    assert read(Received(pdf("The parties met on Monday."), "a.pdf")).text == "The parties met on Monday.\n"


@pytest.mark.parametrize("data", [b"%PDF-1.7\nrubbish", pdf("Words")[:200]])
def test_a_broken_file_is_refused(data):
    with pytest.raises(SourceError, match=r"a\.pdf: this PDF cannot be read"):
        read(Received(data, "a.pdf"))


def test_a_page_without_text_is_refused():
    with pytest.raises(SourceError, match="holds no text"):
        read(Received(pdf(""), "a.pdf"))
