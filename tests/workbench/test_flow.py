"""The whole way in a real browser, by keyboard where a person would use it: from nothing to a brief."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talleyrand.case.yamlfile import load_case
from talleyrand.project.folder import Project
from talleyrand.project.verify import verify
from tests.support.bench import bench_project, opened

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
REPORTS = [
    (
        "North Korea wants relief first",
        "2018-06-01",
        [
            "North Korea’s foreign minister said that sanctions must be lifted before any deal. “We will not give up our weapons first,” he said.",
            "The United States warned that sanctions will stay until the weapons are gone. The White House said on Monday that it would meet North Korea in Singapore.",
        ],
    ),
    (
        "Russia is left out and asks for a seat",
        "2018-06-02",
        [
            "Russia was not invited to the summit of the United States and North Korea. Russia’s foreign ministry said that sanctions should be eased step by step.",
            "Russian Foreign Minister Sergei Lavrov met Kim Jong Un in Pyongyang on Thursday and invited him to Moscow. “We welcome the talks,” Lavrov said.",
        ],
    ),
    (
        "Washington holds to its line",
        "2018-06-03",
        [
            "The United States insisted that North Korea must hand over its weapons before sanctions are eased. “Nothing is given before that,” the State Department said.",
            "North Korea accused the United States of breaking its word and threatened to cancel the summit.",
        ],
    ),
    (
        "Moscow warns of a veto",
        "2018-06-04",
        [
            "Russia threatened to veto new sanctions in the Security Council. Russia’s foreign ministry said that pressure alone would fail.",
            "The United States offered security guarantees to North Korea, and North Korea’s foreign ministry said that it demanded guarantees for its security.",
        ],
    ),
]
"""Title, day and paragraphs of four short reports, made up."""
SCENARIO = "title: Cheap\nsaliences: {RUS: {sanctions_relief: {value: 0.1, range: [0, 0.2], assumption: A guess}}}\n"
LONG = 90_000


class Heard:
    """What a page asked for and complained of."""

    def __init__(self, page: Page, here: str) -> None:
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda r: None if r.url.startswith((here, "data:")) else self.foreign.append(r.url))
        page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: self.complaints.append(str(e)))


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A workbench that is only looked at."""
    project, _ = bench_project(tmp_path_factory.mktemp("still"))
    with opened(project.root) as here:
        yield here


@pytest.fixture
def small(tmp_path: Path) -> Iterator[tuple[Project, dict[str, str], str]]:
    project, ids = bench_project(tmp_path)
    with opened(project.root) as here:
        yield project, ids, here


def status(page: Page) -> str:
    return page.locator("#status").inner_text()


def key(page: Page, name: str) -> None:
    """Press a key once the page's scripts listen."""
    page.wait_for_load_state("load")
    page.keyboard.press(name)


def press(page: Page, name: str) -> None:
    """Press a key and wait until the page that it asked for is in place of the old one."""
    # An element and no attribute: attributes of what has the same id outlive a swap for a moment.
    page.evaluate("document.getElementById('page').append(Object.assign(document.createElement('i'), {id: 'old'}))")
    page.keyboard.press(name)
    page.wait_for_selector("#old", state="detached")
    page.wait_for_load_state("load")


def test_from_nothing_to_a_brief_that_verifies(page: Page, tmp_path: Path) -> None:
    """A new project, four reports, twenty proposals, a draft, a mistake mended, a citation, scenarios, the brief."""
    project = Project.create(tmp_path / "talks", "Korea")
    with opened(project.root) as here:
        heard = Heard(page, here)
        page.goto(here)
        _add_four_reports(page, here)
        verdicts = _review_twenty(page)
        ledger = project.ledger()
        assert [d.verdict for d in ledger.decisions] == verdicts
        assert {d.by for d in ledger.decisions} == {"Ada"}
        _draft_mend_and_cite(page, project)
        project.write(project.scenarios_dir / "cheap.yaml", SCENARIO.encode())
        _solve_and_compare(page, here)
        _write_the_brief(page)
        assert heard.foreign == [] and heard.complaints == []
    assert [str(p) for p in verify(project).problems if p.severity == "error"] == []


def _add_four_reports(page: Page, here: str) -> None:
    """Paste two, choose two as files at once."""
    for title, day, paragraphs in REPORTS[:2]:
        page.goto(f"{here}/sources")
        page.get_by_role("link", name="Add reports").click()
        page.get_by_label("Or paste a text").fill("\n\n".join([title, *paragraphs]))
        page.get_by_label("Title").fill(title)
        page.get_by_label("Published").fill(day)
        page.get_by_role("button", name="Add", exact=True).click()
        page.wait_for_url("**/sources/confirm?*")
        assert page.get_by_label("Published").input_value() == day
    page.goto(f"{here}/sources/add")
    texts = [("\n\n".join([title, *paragraphs]) + "\n").encode() for title, _, paragraphs in REPORTS[2:]]
    files = [{"name": f"{n}.txt", "mimeType": "text/plain", "buffer": text} for n, text in enumerate(texts)]
    page.get_by_label("Files").set_input_files(files)
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url("**/sources/confirm?*")
    assert page.get_by_label("Title").count() == 2
    for n, (title, day, _) in enumerate(REPORTS[2:]):
        page.get_by_label("Title").nth(n).fill(title)
        page.get_by_label("Published").nth(n).fill(day)
        page.get_by_label("Outlet").nth(n).fill("The Oslo Paper")
    page.get_by_role("button", name="Save and read").click()
    page.wait_for_url("**/sources", timeout=LONG)
    assert "Reading reports: 4 read" in page.locator(".said").inner_text()
    assert page.locator("tbody tr").count() == 4


def _review_twenty(page: Page) -> list[str]:
    """Decide on twenty proposals by keys alone, most of them one after the other."""
    key(page, "2")
    page.wait_for_url("**/evidence")
    verdicts = _review_five(page)
    decided = len({"accept", "reject", "amend", "merge"} & set(verdicts)) + 1
    page.goto(page.url.split("?")[0])
    while decided < 20:
        verdict = "x" if decided % 4 == 0 else "a"
        press(page, verdict)
        assert status(page).startswith("Rejected: " if verdict == "x" else "Accepted: ")
        verdicts.append("reject" if verdict == "x" else "accept")
        decided += 1
    assert "20/" in page.locator(".headline").inner_text()
    return verdicts


def _draft_mend_and_cite(page: Page, project: Project) -> None:
    key(page, "3")
    page.get_by_role("button", name="Draft one from the records").click()
    page.wait_for_url("**/case", timeout=LONG)
    page.get_by_role("link", name="Russia on Sanctions relief").click()
    page.get_by_label("Value").fill("161")
    page.get_by_label("Lowest").fill("50")
    page.get_by_label("Highest").fill("175")
    page.get_by_label("Assumption").fill("Halfway, as the minister named no order")
    page.get_by_role("button", name="Save in case.yaml").click()
    page.wait_for_selector(".said")
    # The mistake is told where it was made, with a link to it from the sheet.
    assert "is outside 0–100" in page.locator(".problems").inner_text()
    key(page, "3")
    page.locator(".problems-box summary").click()
    page.get_by_role("link", name="positions/RUS/sanctions_relief").first.click()
    page.get_by_label("Value").fill("61")
    page.get_by_label("Highest").fill("75")
    page.get_by_label("Cite another").fill("S1")
    page.get_by_role("button", name="Save in case.yaml").click()
    page.locator(".record b", has_text="S1").first.wait_for()
    assert page.locator(".problems .error").count() == 0
    entry = load_case(project.case_file).positions["RUS"]["sanctions_relief"]
    assert (entry.value, entry.range, entry.drafted) == (61, (50, 75), False)
    assert entry.because and entry.assumption


def _solve_and_compare(page: Page, here: str) -> None:
    key(page, "4")
    page.get_by_role("button", name="Run the analyses").click()
    page.wait_for_url("**/analyses", timeout=LONG)
    page.get_by_role("link", name="cheap").click()
    page.get_by_role("button", name="Run the analyses").click()
    page.wait_for_url("**/analyses?scenario=cheap", timeout=LONG)
    page.get_by_role("link", name="compare").click()
    page.get_by_label("only what differs").check()
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**only=differing*")
    assert page.locator(".compared td.differs").count() > 0
    page.locator(".compared").get_by_role("link", name="why").first.click()
    page.wait_for_selector(".chain li:nth-child(2)")
    assert "¶" in page.locator(".chain").inner_text()


def _write_the_brief(page: Page) -> None:
    key(page, "5")
    page.get_by_role("button", name="Write the brief").click()
    page.wait_for_url("**/brief", timeout=LONG)
    assert "nobody has reviewed it" in page.locator(".strip").first.inner_text()
    page.get_by_role("link", name="Read it as it will be sent").click()
    assert page.locator("h1").inner_text()
    assert page.content().count("<script") == 0


def _review_five(page: Page) -> list[str]:
    """Decide on five proposals by keys alone."""
    card = page.locator(".card h2")
    first = card.inner_text()
    press(page, " ")
    skipped_to = card.inner_text()
    assert skipped_to != first
    press(page, "b")
    assert card.inner_text() == first
    press(page, "a")
    assert status(page).startswith("Accepted: ")
    assert page.evaluate("document.activeElement.hasAttribute('data-focus')")
    press(page, "x")
    assert status(page).startswith("Rejected: ")
    press(page, "u")
    assert status(page).startswith("Decision taken back: ")
    press(page, "x")
    page.goto(page.url.split("?")[0] + "?kind=statement")
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.name") == "f-speaker"
    page.keyboard.press("Escape")
    assert not page.get_by_label("stance").is_visible()
    page.keyboard.press("e")
    page.get_by_label("stance").select_option("threaten")
    page.get_by_label("Why").fill("a veto is a threat")
    press(page, "Enter")
    assert status(page).startswith("Amended: ")
    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    press(page, "Enter")
    assert status(page).startswith("Merged: ")
    press(page, "a")
    return ["accept", "reject", "withdraw", "reject", "amend", "merge", "accept"]


def test_review_works_without_scripts(page: Page, small: tuple[Project, dict[str, str], str]) -> None:
    project, _, here = small
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{here}/evidence")
    plain.get_by_role("button", name="Accept").click()
    assert "Accepted: " in plain.locator(".said").inner_text()
    context.close()
    assert [d.verdict for d in project.ledger().decisions] == ["accept"]


PAGES = [
    "/sources",
    "/sources/add",
    "/sources/confirm",
    "/evidence",
    "/evidence/list",
    "/evidence/history",
    "/evidence/S1",
    "/case",
    "/case/positions/NOR/passage",
    "/analyses",
    "/analyses/compare",
    "/brief",
    "/search?q=talks",
    "/why/positions/NOR/passage",
    "/nowhere",
]


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_sticks_out_and_nothing_is_asked_of_the_network(page: Page, still: str, width: int) -> None:
    here = still
    heard = Heard(page, here)
    page.set_viewport_size({"width": width, "height": 800})
    for path in PAGES:
        page.goto(here + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.locator("h1").count() == 1, path
    assert heard.foreign == []
    assert [c for c in heard.complaints if "404" not in c] == []


CONTRAST = """() => {
  const rgb = (words) => words.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor;
      if (c !== "rgba(0, 0, 0, 0)") return rgb(c);
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || e.disabled || e.closest("[disabled]") || !e.checkVisibility()) continue;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) poor.push(e.tagName + "." + e.className + ": " + e.textContent.trim().slice(0, 30));
  }
  return poor;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(page: Page, still: str, scheme: str) -> None:
    """Contrast of at least 4.5 to 1 (WCAG 2.2, criterion 1.4.3) wherever there is text."""
    here = still
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in PAGES:
        page.goto(here + path)
        assert page.evaluate(CONTRAST) == [], path


def test_every_field_and_button_has_a_name_and_keys_leave_writing_alone(page: Page, still: str) -> None:
    here = still
    for path in PAGES:
        page.goto(here + path)
        nameless = "e => !(e.labels?.length || e.ariaLabel || e.textContent.trim() || e.type === 'hidden')"
        found = page.evaluate(
            f"[...document.querySelectorAll('input, select, textarea, button, a')].filter({nameless})"
        )
        assert found == [], path
    page.goto(f"{here}/evidence")
    page.keyboard.press("/")
    page.keyboard.type("axe")
    assert page.locator("input[name=q]").first.input_value() == "axe"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=axe")
    assert page.goto(f"{here}/evidence.json").json()["done"] == 0
    page.go_back()
    page.keyboard.press("?")
    assert page.get_by_text("undo the last change").is_visible()


def test_a_page_that_is_out_of_date_says_so_and_changes_nothing(
    page: Page, small: tuple[Project, dict[str, str], str]
) -> None:
    project, ids, here = small
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(f"{here}/evidence?kind=seat")
    press(other, "x")
    press(page, "a")
    assert "was decided on by Ada since this page was made" in page.locator("main").inner_text()
    assert project.ledger().reviewed[ids["seat"]].status == "rejected"
