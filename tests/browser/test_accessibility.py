"""Every page against the rules of WCAG 2.2, levels A and AA, as axe-core checks them: light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from talleyrand.project.folder import Project
from tests.support.bench import bench_project, opened
from tests.support.pages import FULL, PAGES, addresses

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A project with something of everything."""
    project, _ = bench_project(tmp_path_factory.mktemp("full"))
    project.case_file.write_text(project.case_file.read_text() + FULL)
    with opened(project.root) as here:
        yield here


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A project with nothing in it."""
    project = Project.create(tmp_path_factory.mktemp("empty") / "project", "Nothing yet")
    with opened(project.root) as here:
        yield here


def violations(page: Page) -> list[str]:
    """Return what axe-core finds: the rule, what it asks for, and where."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {v['help']}: {node['html'][:160]}" for v in found for node in v["nodes"]]


LOOKS = [("light", 1280), ("dark", 390)]
MORE_LOOKS = [pytest.param(scheme, width, marks=pytest.mark.slow) for scheme, width in (("light", 390), ("dark", 1280))]


@pytest.mark.parametrize(("scheme", "width"), [*LOOKS, *MORE_LOOKS])
def test_every_page_is_accessible(page: Page, full: str, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    for path in [*PAGES, *addresses(full)]:
        page.goto(full + path)
        page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_with_nothing_in_them_are_accessible(page: Page, empty: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in ("/", "/sources/confirm", "/evidence", "/evidence/list", "/case", "/analyses", "/brief", "/jobs"):
        page.goto(empty + path)
        assert violations(page) == [], path


def test_what_is_not_accessible_is_found(page: Page, empty: str) -> None:
    page.goto(f"{empty}/sources/add")
    page.evaluate(
        "document.querySelector('[name=title]').closest('label').replaceWith(document.createElement('input'))"
    )
    page.evaluate("document.querySelector('h1').style.color = '#ddd'")
    assert {line.split(":")[0] for line in violations(page)} == {"label", "color-contrast"}


def test_mistakes_are_told_accessibly(page: Page, full: str) -> None:
    page.goto(f"{full}/case/new/infeasible")
    page.get_by_label("This can never be").fill("escort and tol")
    page.get_by_text('no option is called "tol"').wait_for()
    assert violations(page) == []
    page.get_by_role("button", name="Add to case.yaml").click()
    page.wait_for_selector(".problems")
    page.wait_for_load_state("networkidle")  # targets have their size only once the style sheet is there
    assert violations(page) == []


def test_the_focus_goes_through_a_page_in_the_order_in_which_it_is_read(page: Page, full: str) -> None:
    """Criterion 2.4.3, by the Tab key: what is focused next never stands before, but for the columns of a form."""
    for path in ("/sources", "/case", "/case/preferences", "/analyses"):
        page.goto(full + path)
        seen: list[int] = []
        for _ in range(60):
            page.keyboard.press("Tab")
            at = page.evaluate(
                "[...document.querySelectorAll('*')].indexOf(document.activeElement)"
                " * (document.activeElement.checkVisibility() ? 1 : -1)"
            )
            if seen and at <= seen[0]:
                break
            seen.append(at)
        assert len(seen) > 6 and seen == sorted(seen) and min(seen) > 0, path


def test_what_is_focused_can_be_seen(page: Page, full: str) -> None:
    page.goto(f"{full}/case")
    for _ in range(3):
        page.keyboard.press("Tab")
    style = page.evaluate(
        "(s => [s.outlineStyle, parseFloat(s.outlineWidth)])(getComputedStyle(document.activeElement))"
    )
    assert style == ["solid", 3]
