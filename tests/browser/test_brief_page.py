"""The brief in a real browser: asks nothing of the network, reads at every width, links both ways, prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talleyrand.brief.compose import compose
from talleyrand.brief.html import to_html
from tests.support.material import material

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("brief") / "brief.html"
    path.write_text(to_html(compose(material())), "utf-8")
    return path.as_uri()


def test_nothing_but_the_file_itself_is_requested_and_nothing_is_refused(page: Page, brief: str) -> None:
    asked: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(brief)
    page.wait_for_load_state("networkidle")
    assert asked == [brief]
    assert told == []


@pytest.mark.parametrize("width", [1280, 768, 390])
def test_nothing_sticks_out_of_the_page(page: Page, brief: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(brief)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_chip_leads_to_its_evidence_and_back_to_its_line(page: Page, brief: str) -> None:
    page.goto(brief)
    page.locator("#answer .chip").first.click()
    alias = page.evaluate("location.hash")
    row = page.locator(alias)
    assert row.locator("blockquote").inner_text()
    row.get_by_role("link", name="line", exact=False).first.click()
    assert page.evaluate("location.hash").startswith("#L")


def test_a_dot_leads_to_its_estimate(page: Page, brief: str) -> None:
    page.goto(brief)
    page.locator("figure svg a").first.evaluate("dot => dot.dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    assert page.evaluate("location.hash").startswith("#in-positions-")


def test_the_quotation_stands_beside_its_line_on_a_wide_screen_and_below_it_on_a_narrow_one(
    page: Page, brief: str
) -> None:
    page.goto(brief)
    line = page.locator("#answer .line").first
    text, side = line.locator("p").first.bounding_box(), line.locator(".side").bounding_box()
    assert text and side
    assert side["x"] >= text["x"] + text["width"] - 1
    page.set_viewport_size({"width": 390, "height": 900})
    text, side = line.locator("p").first.bounding_box(), line.locator(".side").bounding_box()
    assert text and side
    assert side["y"] >= text["y"] + text["height"] - 1


def test_it_prints(page: Page, brief: str) -> None:
    page.goto(brief)
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    assert len(pdf) > 20_000
