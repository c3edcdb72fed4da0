import logging
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from talleyrand.errors import SourceError
from talleyrand.reading.readers import read
from talleyrand.reading.received import Metadata, Received

PARAGRAPHS = [
    "Norway’s foreign minister said on Friday that both sides had asked for the talks on the strait.",
    "“We only set the table,” she said in Oslo, where the delegations arrived late in the evening.",
    "Qatar was not invited, officials confirmed, though its envoys have been seen at the hotel all week.",
    "Neither delegation would say how long it meant to stay, and neither had booked a flight home.",
]
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>Norway brokers talks | The Oslo Paper</title>
<meta property="og:title" content="Norway brokers talks on the strait">
<meta property="og:site_name" content="The Oslo Paper">
<meta name="author" content="Anna Lind">
<meta property="article:published_time" content="2018-06-08T10:00:00Z">
<style>p {{ color: red }}</style>
<script>document.write("<p>Injected words</p>"); fetch("http://127.0.0.1:9/steal")</script>
</head><body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav>
<article><h1>Norway brokers talks on the strait</h1>{body}</article>
<script>alert("Injected words")</script><iframe src="http://127.0.0.1:9/x"></iframe>
<footer>Subscribe to our newsletter</footer></body></html>"""


def page(*paragraphs: str) -> bytes:
    return PAGE.format(body="".join(f"<p>{p}</p>" for p in paragraphs)).encode()


def received(data: bytes, **more: str) -> Received:
    return Received(data, "page.html", path="page.html", **more)


def test_the_article_and_its_metadata_are_found():
    document = read(received(page(*PARAGRAPHS)))
    assert document.text == "\n\n".join(["Norway brokers talks on the strait", *PARAGRAPHS]) + "\n"
    assert (document.title, document.outlet, document.author) == (
        "Norway brokers talks on the strait",
        "The Oslo Paper",
        "Anna Lind",
    )
    assert document.published == date(2018, 6, 8)
    assert document.warnings == ()


def test_scripts_leave_no_trace():
    assert "Injected" not in read(received(page(*PARAGRAPHS))).text


def test_given_metadata_win():
    document = read(received(page(*PARAGRAPHS)), Metadata(outlet="Another", published=date(2018, 6, 9)))
    assert (document.outlet, document.published, document.author) == ("Another", date(2018, 6, 9), "Anna Lind")


def test_a_page_is_known_by_its_content_under_any_name():
    document = read(Received(page(*PARAGRAPHS), "clip.txt"))
    assert document.outlet == "The Oslo Paper"


def test_a_page_too_short_for_an_article_gives_its_paragraphs():
    document = read(
        received(b"<html><head><title>Note</title></head><body><p>They met.<script>x()</script></body></html>")
    )
    assert "They met." in document.text and "x()" not in document.text


@pytest.mark.parametrize(
    "data",
    [
        b"<html></html>",
        b"<html><body><script>var x = 1;</script></body></html>",
        b"<!DOCTYPE html>",
        b"<html><head><title></title></head><body>   </body></html>",
    ],
)
def test_a_page_without_words_is_refused(data):
    with pytest.raises(SourceError, match="there is nothing to read"):
        read(received(data))


def test_broken_markup_is_read():
    data = b"<html><body>" + b"<div>" * 100 + b"<p>The parties met on Monday & said <b>nothing" + b"</div>" * 10
    assert read(received(data)).text == "The parties met on Monday & said nothing\n"


def test_markup_nested_without_end_is_refused_not_followed():
    with pytest.raises(SourceError, match="hold no words"):
        read(received(b"<html><body>" + b"<div>" * 50_000 + b"<p>Words"))


def test_the_encoding_that_the_page_declares_is_believed():
    body = "<p>" + "</p><p>".join(["Переговоры продолжатся в Осло, сказал министр." * 3] * 3) + "</p>"
    data = f'<html><head><meta charset="windows-1251"></head><body><article>{body}</article></body></html>'
    document = read(received(data.encode("cp1251")))
    assert "Переговоры продолжатся" in document.text


def test_an_entity_bomb_does_not_swell():
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><html><body><p>Words &c; here</p></body></html>'
    )
    assert len(read(received(bomb)).text) < 1_000


def test_the_log_of_the_extractor_stays_silent(caplog):
    with caplog.at_level(logging.DEBUG):
        read(received(b"<html><body><p>They met.</p></body></html>"))
    assert [r for r in caplog.records if r.name.startswith("trafilatura")] == []


PIECES = [
    *("<html>", "<body>", "<p>", "</p>", "<article>", "<!--", "-->", "<![CDATA[", "]]>", "&#0;", "&#xD800;", "&amp"),
    *("<table><tr><td>", "<svg>", "<template>", "<nav>", "<meta charset=utf-16>", "<title>", "<h1>T</h1>", "\x85"),
    *("<?xml version='1.0' encoding='x'?>", "<img src=x onerror=y>", "<time datetime='2018-99-99'>", "\u2028"),
    *("<base href='::::'>", "<link rel=canonical href='http://[::1'>", '<meta name="author" content="&#0;">'),
    '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":[1],"author":{"name":[]}}</script>',
    "<p>" + "The parties met. " * 20 + "</p>",
]


@given(st.lists(st.sampled_from(PIECES), max_size=20))
@example(["<h1>T</h1>", "<html>", '<meta name="author" content="&#0;">', PIECES[-2]])
def test_any_markup_is_read_or_refused(pieces):
    try:
        assert read(received("".join(pieces).encode())).text.strip()
    except SourceError as error:
        assert error.problems[0].file == "page.html"


def test_the_same_page_gives_the_same_document():
    assert read(received(page(*PARAGRAPHS))) == read(received(page(*PARAGRAPHS)))
