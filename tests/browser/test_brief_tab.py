"""The tab of the brief in a real browser: arranged by keyboard alone, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talleyrand.project.briefing import write_brief
from talleyrand.project.choices import choices_path, read_choices
from talleyrand.project.folder import Project
from talleyrand.project.solving import solve
from tests.support.bench import bench_project, opened

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[tuple[Project, str]]:
    project, _ = bench_project(tmp_path)
    solve(project, draws=16)
    write_brief(project)
    with opened(project.root) as here:
        yield project, here


def test_parts_are_arranged_by_keyboard_alone(page: Page, bench: tuple[Project, str]) -> None:
    project, here = bench
    choices_path(project).write_text("# Mine.\n")
    page.goto(f"{here}/brief")
    page.get_by_role("button", name="Move up: What would change the answer").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/brief#choose-flips")
    page.get_by_role("checkbox", name="Where methods disagree").focus()
    page.keyboard.press("Space")
    page.locator("#choose-flips summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Note on What would change the answer").focus()
    page.keyboard.type("Mine: watch this.")
    page.get_by_role("button", name="Save").first.focus()
    page.keyboard.press("Enter")
    page.locator(".said", has_text="Saved in brief.yaml").wait_for()
    choices = read_choices(project).choices
    assert choices.parts(["answer", "disagree", "flips"]) == ("answer", "flips")
    assert choices.note("flips") == "Mine: watch this."
    assert choices_path(project).read_text().startswith("# Mine.\n")


def test_enter_in_a_field_saves_and_moves_nothing(page: Page, bench: tuple[Project, str]) -> None:
    project, here = bench
    page.goto(f"{here}/brief")
    page.get_by_label("Dates and numbers as in").fill("de_DE")
    page.keyboard.press("Enter")
    page.locator(".said", has_text="Saved in brief.yaml").wait_for()
    assert (read_choices(project).choices.locale, read_choices(project).choices.order) == ("de_DE", ())


@pytest.mark.parametrize("width", [1280, 390])
def test_without_scripts_and_at_any_width(page: Page, bench: tuple[Project, str], width: int) -> None:
    project, here = bench
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    plain = context.new_page()
    plain.goto(f"{here}/brief")
    plain.get_by_role("checkbox", name="Where methods disagree").uncheck()
    plain.get_by_role("button", name="Save").last.click()
    assert "Saved in brief.yaml" in plain.locator(".said").inner_text()
    assert read_choices(project).choices.leave_out == ("disagree",)
    with plain.expect_download() as handed:
        plain.locator("a[href='/brief/export/brief/md']").click()
    assert handed.value.suggested_filename.endswith("-brief.md")
    context.close()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{here}/brief")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
