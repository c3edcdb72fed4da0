from datetime import date

import pytest

from talleyrand.errors import SourceError
from talleyrand.reading.feed import is_feed, split
from talleyrand.reading.readers import read, read_source, read_sources
from talleyrand.reading.received import Received

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>The Oslo Paper</title><link>https://oslo.example/</link>
<item><title>Talks open</title><link>https://oslo.example/1</link><author>Anna Lind</author>
<pubDate>Fri, 08 Jun 2018 10:00:00 GMT</pubDate>
<description>&lt;p&gt;The parties met.&lt;/p&gt;&lt;p&gt;They did not agree.&lt;/p&gt;</description></item>
<item><title>Talks end</title><link>https://oslo.example/2</link><description>They left on Sunday.</description></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>
<entry><title>Talks open</title><id>x</id><updated>2018-06-08T10:00:00Z</updated>
<content type="text">The parties met.</content></entry></feed>"""


def received(text: str) -> Received:
    return Received(text.encode(), "feed.xml", path="feed.xml")


def test_every_item_is_a_document_with_the_feeds_metadata():
    first, second = (read(item) for item in split(received(RSS)))
    assert (first.title, first.outlet, first.author, first.published, first.url) == (
        "Talks open",
        "The Oslo Paper",
        "Anna Lind",
        date(2018, 6, 8),
        "https://oslo.example/1",
    )
    assert first.text == "Talks open\n\nThe parties met.\n\nThey did not agree.\n"
    assert second.text == "Talks end\n\nThey left on Sunday.\n"
    assert second.published is None


def test_atom():
    (document,) = (read(item) for item in split(received(ATOM)))
    assert (document.text, document.published) == ("Talks open\n\nThe parties met.\n", date(2018, 6, 8))


def test_an_item_keeps_its_id_whatever_else_the_feed_holds():
    alone = RSS.replace(RSS[RSS.index("<item><title>Talks end") : RSS.index("</channel>")], "")
    assert read(split(received(alone))[0]).id == read(split(received(RSS))[0]).id


def test_a_feed_file_is_read_item_by_item(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(RSS)
    assert [d.title for d in read_sources(path)] == ["Talks open", "Talks end"]
    with pytest.raises(SourceError, match="2 items"):
        read_source(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<rss version='2.0'><channel><title>Empty</title></channel></rss>", "no items"),
        ("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><rss><channel/></rss>", "document type"),
        ("<rss version='2.0'><chan", "no items"),
    ],
)
def test_a_feed_that_cannot_be_read_says_why(text, message):
    with pytest.raises(SourceError, match=message) as caught:
        split(received(text))
    assert caught.value.problems[0].file == "feed.xml" and caught.value.problems[0].remedy


def test_xml_of_another_kind_is_no_feed():
    assert not is_feed(received("<?xml version='1.0'?><svg/>"))


def test_a_broken_item_is_refused():
    with pytest.raises(SourceError, match="no item of a feed"):
        read(Received(b"{}", "x.item.json"))
