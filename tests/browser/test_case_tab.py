"""The case in a real browser: counted while somebody writes, by keyboard, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talleyrand.case.yamlfile import load_case
from talleyrand.project.folder import Project
from tests.support.bench import bench_project, opened

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
OPTIONS = """\
# What each can do.
options:
  escort: {title: Norway escorts ships, owner: NOR, assumption: x}
  toll: {title: Qatar asks a toll, owner: QAT, assumption: x}
preferences:
  NOR:
    - {statement: not toll, assumption: x}
    - {statement: escort, assumption: x}
"""


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[tuple[Project, str]]:
    project, _ = bench_project(tmp_path)
    project.case_file.write_text(project.case_file.read_text() + OPTIONS)
    with opened(project.root) as here:
        yield project, here


def test_combinations_are_counted_while_a_rule_is_written_and_the_page_stays(
    page: Page, bench: tuple[Project, str]
) -> None:
    project, here = bench
    page.goto(f"{here}/case/options")
    page.get_by_role("link", name="Rule one out").click()
    field = page.get_by_label("This can never be")
    field.wait_for()
    page.wait_for_load_state()  # before that nobody listens to the keys
    page.evaluate("window.mine = true")
    field.press_sequentially("escort and toll")
    page.get_by_text("3 of 4 combinations can be, 1 fewer than without this").wait_for()
    assert page.get_by_text("In words: Norway escorts ships and Qatar asks a toll").is_visible()
    field.fill("escort and tol")
    page.get_by_text('no option is called "tol"').wait_for()
    assert page.locator("#told mark").inner_text() == "tol"
    assert page.get_by_text('did you mean "toll"?').is_visible()
    assert page.evaluate("window.mine"), "the page was not loaded again"
    assert page.evaluate("document.activeElement.name") == "e-when"
    field.fill("escort and ")
    page.get_by_text("Names to use").click()
    page.get_by_role("button", name="toll").click()
    page.get_by_text("3 of 4 combinations can be, 1 fewer").wait_for()
    assert field.input_value().endswith("escort and toll")
    page.get_by_label("Assumption").fill("Nobody would pay")
    page.get_by_role("button", name="Add to case.yaml").click()
    page.wait_for_url("**/case/options#infeasible")
    assert load_case(project.case_file).infeasible[0].when == "escort and toll"
    assert "# What each can do." in project.case_file.read_text()
    assert "3 of 4 combinations can be" in page.locator(".count").inner_text()


def test_preferences_are_put_in_order_by_keyboard_alone(page: Page, bench: tuple[Project, str]) -> None:
    project, here = bench
    page.goto(f"{here}/case/preferences")
    page.get_by_role("button", name="Move down: Norway, 1").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/case/preferences#NOR-2")
    assert [step.statement for step in load_case(project.case_file).preferences["NOR"]] == ["escort", "not toll"]
    page.keyboard.press("u")
    page.locator(".said", has_text="Taken back: Moved").wait_for()
    assert [step.statement for step in load_case(project.case_file).preferences["NOR"]] == ["not toll", "escort"]


def test_without_scripts_everything_is_done_by_buttons(page: Page, bench: tuple[Project, str]) -> None:
    project, here = bench
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{here}/case/new/infeasible")
    plain.get_by_label("This can never be").fill("escort")
    plain.get_by_role("button", name="Count").click()
    assert "2 of 4 combinations can be, 2 fewer" in plain.locator("#told").inner_text()
    plain.get_by_label("Assumption").fill("There are no ships")
    plain.get_by_role("button", name="Add to case.yaml").click()
    assert load_case(project.case_file).infeasible[0].when == "escort"
    context.close()


def test_an_edit_from_outside_shows_both_versions_and_keeps_theirs(page: Page, bench: tuple[Project, str]) -> None:
    project, here = bench
    page.goto(f"{here}/case/options/toll")
    theirs = project.case_file.read_text().replace("Qatar asks a toll", "Qatar asks ten cents")
    project.case_file.write_text(theirs)
    page.get_by_label("What is done").fill("Qatar asks a dollar")
    page.get_by_role("button", name="Save in case.yaml").click()
    page.get_by_text("nothing was overwritten").wait_for()
    row = page.get_by_role("row", name="title")
    assert [cell.inner_text() for cell in row.get_by_role("cell").all()] == [
        "Qatar asks ten cents",
        "Qatar asks a dollar",
    ]
    assert project.case_file.read_text() == theirs
    page.get_by_role("button", name="Save in case.yaml").click()
    page.get_by_text("Saved in case.yaml: Qatar asks a dollar").wait_for()
    assert load_case(project.case_file).options["toll"].title == "Qatar asks a dollar"
