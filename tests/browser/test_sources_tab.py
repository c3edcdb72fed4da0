"""Adding reports in a real browser, by drop, paste and dialog, and making records of words without a mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talleyrand.project.folder import Project
from tests.support.bench import bench_project, opened

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
DROP = """(files) => {
  const data = new DataTransfer();
  for (const [name, text] of files) data.items.add(new File([text], name, { type: "text/plain" }));
  const at = document.querySelector("main");
  for (const kind of ["dragover", "drop"])
    at.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""
PASTE = """(words) => {
  const data = new DataTransfer();
  data.setData("text/plain", words);
  document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[tuple[Project, str]]:
    project, _ = bench_project(tmp_path)
    with opened(project.root) as here:
        yield project, here


def files(project: Project) -> set[str]:
    return {source.path.name for source in Project(project.root).stored()}


def test_files_are_dropped_and_chosen_several_at_once(page: Page, bench: tuple[Project, str], tmp_path: Path) -> None:
    project, here = bench
    page.goto(f"{here}/sources/add")
    page.evaluate(DROP, [["one.txt", "Oslo said no.\n"], ["two.txt", "Doha said yes.\n"]])
    page.evaluate(DROP, [["two.txt", "Doha said yes.\n"], ["three.txt", "Muscat said nothing.\n"]])
    assert page.locator("#chosen li").all_inner_texts() == ["one.txt, 1 kB", "two.txt, 1 kB", "three.txt, 1 kB"]
    page.get_by_label("Outlet").fill("The Oslo Paper")
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url("**/sources/confirm?*")
    assert page.get_by_label("Outlet").count() == 3
    assert {field.input_value() for field in page.get_by_label("Outlet").all()} == {"The Oslo Paper"}
    assert files(project) == {"report.txt", "one.txt", "two.txt", "three.txt"}


def test_files_dropped_on_the_list_are_added_at_once(page: Page, bench: tuple[Project, str]) -> None:
    project, here = bench
    page.goto(f"{here}/sources")
    page.evaluate(DROP, [["one.txt", "Oslo said no.\n"]])
    page.wait_for_url("**/sources/confirm?*")
    assert files(project) == {"report.txt", "one.txt"}


def test_too_many_or_too_large_are_told_before_they_are_sent(page: Page, bench: tuple[Project, str]) -> None:
    project, here = bench
    page.goto(f"{here}/sources/add")
    page.evaluate(DROP, [[f"{n}.txt", "x"] for n in range(41)])
    page.get_by_text("41 files: at most 40 can be added at once").wait_for()
    page.get_by_role("button", name="Add", exact=True).click()
    assert page.url.endswith("/sources/add") and files(project) == {"report.txt"}
    page.goto(f"{here}/sources/add")
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(30e6)], "large.txt"));
            document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }"""
    )
    page.get_by_text("30.0 MB: at most 25.2 MB can be added at once").wait_for()


def test_what_is_pasted_outside_a_field_goes_where_it_belongs(page: Page, bench: tuple[Project, str]) -> None:
    _, here = bench
    page.goto(f"{here}/sources/add")
    page.evaluate(PASTE, "Oslo said no.")
    assert page.get_by_label("Or paste a text").input_value() == "Oslo said no."
    page.evaluate("document.activeElement.blur()")
    page.evaluate(PASTE, "https://paper.example/a")
    assert page.get_by_label("Or addresses").input_value() == "https://paper.example/a"


def test_a_report_that_cannot_be_read_is_told_and_what_was_written_stays(
    page: Page, bench: tuple[Project, str]
) -> None:
    project, here = bench
    page.goto(f"{here}/sources/add")
    page.get_by_label("Or paste a text").fill("Oslo said no.")
    page.get_by_label("Or addresses").fill("http://localhost:1/x")
    page.get_by_label("Author").fill("Anna Lind")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("Nothing was added.").wait_for()
    assert page.locator(".problems li").inner_text()
    assert page.get_by_label("Or paste a text").input_value() == "Oslo said no."
    assert page.get_by_label("Author").input_value() == "Anna Lind"
    assert files(project) == {"report.txt"}


def test_words_become_a_record_by_keyboard_alone(page: Page, bench: tuple[Project, str]) -> None:
    project, here = bench
    (document,) = project.documents()
    page.goto(f"{here}/sources/{document.id}")
    page.get_by_role("link", name="Add a record to paragraph 5").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/new?kind=statement&*")
    page.get_by_role("link", name="contest").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**kind=contest&*")
    page.get_by_label("The words it rests on").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("Qatar was not invited")
    page.keyboard.press("Tab")
    page.keyboard.type("who is asked")
    page.keyboard.press("Enter")
    page.wait_for_url("**/evidence/contest-*")
    (record,) = [r for r in project.ledger().accepted() if r.type == "contest"]
    assert record.evidence[0].text == "Qatar was not invited" and record.issue == "who is asked"
