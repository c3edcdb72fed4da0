"""The page: nothing foreign in it, everything linked, hostile text shown as text, the same bytes each time."""

import re
from functools import cache
from html.parser import HTMLParser

import pytest

from talleyrand.brief.choices import PARTS
from talleyrand.brief.compose import compose
from talleyrand.brief.html import to_html
from tests.support.material import material


@cache
def page(reviewed: bool = False) -> str:
    return to_html(compose(material(reviewed)))


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@cache
def elements() -> list[tuple[str, dict[str, str | None]]]:
    parser = Elements()
    parser.feed(page())
    return parser.found


def test_no_script_and_no_handler() -> None:
    assert not [tag for tag, _ in elements() if tag in ("script", "iframe", "object", "embed", "form", "link")]
    assert not [name for _, attributes in elements() for name in attributes if name.startswith("on")]


def test_nothing_is_asked_of_the_network() -> None:
    without_names = re.sub(r'xmlns(:\w+)?="[^"]*"', "", page())
    assert not re.findall(r"https?://", without_names)
    assert "@import" not in page()
    assert re.findall(r"url\((.)", page()) == ["#"] * page().count("url(")


def test_every_link_leads_somewhere_within_the_page() -> None:
    ids = {attributes["id"] for _, attributes in elements() if attributes.get("id")}
    targets = [a.get("href") or a.get("xlink:href") for _, a in elements()]
    links = [target for target in targets if target]
    assert links
    assert all(link.startswith("#") for link in links)
    assert {link[1:] for link in links} <= ids


def test_ids_are_unique() -> None:
    ids = [attributes["id"] for _, attributes in elements() if attributes.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("words", ['<script>alert("1")</script>', "<i>tolls</i>", "<on> tolls", "<b>a</b>"])
def test_markup_in_sources_is_shown_as_text(words: str) -> None:
    assert words not in page()


def test_template_syntax_in_sources_is_not_run() -> None:
    assert "{{ 7 * 7 }}" in page()


def test_the_eight_parts_come_in_order() -> None:
    places = [page().index(f'<section id="{name}"') for name in PARTS if name != "changes"]
    assert places == sorted(places)
    assert len(places) == 8


def test_the_same_material_gives_the_same_bytes() -> None:
    assert to_html(compose(material())) == page()


def test_every_plot_has_a_text_alternative() -> None:
    plots = [attributes for tag, attributes in elements() if tag == "svg"]
    assert len(plots) >= 3
    assert all(a.get("role") in ("img", "group") and a.get("aria-label") for a in plots)


def test_an_unreviewed_brief_says_so_and_a_reviewed_one_does_not() -> None:
    assert "Machine draft, nobody has reviewed it." in page()
    assert "If these drafted inputs held:" in page()
    assert "Machine draft" not in page(reviewed=True)


def test_assumptions_stand_apart() -> None:
    assert 'class="assumed-text"' in page()
    assert "carried mostly by assumptions" in page()
