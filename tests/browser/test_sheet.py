"""The sheet fits one page of A4 on paper, and the whole brief has its quotations as footnotes there."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from talleyrand.brief.compose import compose
from talleyrand.brief.html import to_html
from talleyrand.brief.outline import Brief
from talleyrand.brief.short import to_short_html
from talleyrand.project.demo import cases_folder
from talleyrand.project.folder import Project
from tests.brief.test_short import big
from tests.support.material import material

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
WORKED = sorted((cases_folder() / "worked").glob("*.yaml"))


def printed(page: Page, html: str) -> list[str]:
    """Return the text of each page that comes out of the printer."""
    page.set_content(html)
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [sheet.extract_text() for sheet in reader.pages]


@pytest.mark.parametrize("reviewed", [False, True])
def test_a_small_brief_fits(page: Page, reviewed: bool) -> None:
    (text,) = printed(page, to_short_html(compose(material(reviewed))))
    assert "What would change it" in text and "The words" in text


@pytest.mark.parametrize(
    ("parties", "issues", "words"), [(30, 12, 0), (4, 1, 120), (12, 6, 40), (25, 8, 90), (2, 12, 60)]
)
def test_however_much_there_is_to_tell_it_fits(page: Page, parties: int, issues: int, words: int) -> None:
    assert len(printed(page, to_short_html(big(compose(material()), parties, issues, words)))) == 1


@pytest.mark.parametrize("path", WORKED, ids=[path.stem for path in WORKED])
def test_every_worked_case_fits(page: Page, path: Path, tmp_path: Path) -> None:
    assert len(printed(page, to_short_html(brief_of(path, tmp_path)))) == 1


def brief_of(path: Path, folder: Path) -> Brief:
    """Return the brief on a case that has no reports."""
    from talleyrand.project.briefing import write_brief
    from talleyrand.project.solving import solve

    project = Project.create(folder / "p", path.stem)
    project.write(project.case_file, path.read_bytes())
    solve(project, draws=16)
    return write_brief(project)[0]


def test_on_paper_quotations_are_footnotes_and_on_a_wide_screen_they_stand_beside(page: Page) -> None:
    page.set_content(to_html(compose(material())))
    side, notes = page.locator(".side").first, page.locator(".footnotes").first
    assert side.is_visible() and not notes.is_visible()
    line, beside = page.locator("#L1 > div").nth(1).bounding_box(), side.bounding_box()
    assert line and beside and beside["x"] >= line["x"] + line["width"] and abs(beside["y"] - line["y"]) < 8
    page.emulate_media(media="print")
    assert notes.is_visible() and not side.is_visible()
    marks = page.locator(".mark:visible").all_inner_texts()
    noted = page.locator(".footnotes sup:visible").all_inner_texts()
    assert marks == noted and marks[0] == "1"
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_pages_on_paper_are_numbered(page: Page) -> None:
    text = printed(page, to_html(compose(material())))
    assert all(re.search(rf"{n}\s*/\s*{len(text)}", sheet) for n, sheet in enumerate(text, 1))
