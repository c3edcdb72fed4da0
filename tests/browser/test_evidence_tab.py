"""The pages of who is who, contradictions, second reading, agreement and history, by the rules of WCAG 2.2 (axe-core)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.support.bench import change, client_of, keys_not_listed, opened
from tests.support.cast import cast_project
from tests.support.opposed import opposed_project

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
PATHS = {
    "people": ["/evidence/actors", "/evidence/actors/anna%20berg", "/evidence/actors/berg", "/evidence/history"],
    "opposed": [
        "/evidence",
        "/evidence/list?contradicted=open",
        "/evidence/contradictions",
        "/evidence/contradictions?state=",
        "/evidence?reading=second",
        "/evidence/agreement",
        "/evidence/history",
        "/search?q=strait",
    ],
}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The addresses of a project with people in it and of one with contradictions, read by two."""
    people, _ = cast_project(tmp_path_factory.mktemp("people"))
    change(
        client_of(people), "/evidence/actors", {"actor": "anna berg", "verdict": "amend", "name": "A", "party": "SWE"}
    )
    opposed, ids = opposed_project(tmp_path_factory.mktemp("opposed"))
    for name, by, verdict, reading in (
        ("in", "Ada", "accept", ""),
        ("in", "Ben", "reject", "second"),
        ("out", "Ada", "accept", ""),
        ("negotiation", "Ben", "accept", ""),
    ):
        change(client_of(opposed, by), f"/evidence/{ids[name]}/decide", {"verdict": verdict, "reading": reading})
    pair = client_of(opposed).get("/evidence/contradictions.json").json()["pair"]
    change(client_of(opposed), f"/evidence/contradictions/{pair['id']}/decide", {"verdict": "both", "note": "news"})
    with opened(people.root) as one, opened(opposed.root) as other:
        yield {"people": one, "opposed": other}


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
@pytest.mark.parametrize("which", PATHS)
def test_every_page_is_accessible_and_lists_its_keys(
    page: Page, here: dict[str, str], which: str, scheme: str, width: int
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    for path in PATHS[which]:
        page.goto(here[which] + path)
        assert page.locator("h1").count() == 1, path
        page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
        found = Axe().run(page, options=RULES).response["violations"]
        assert [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]] == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert keys_not_listed(page) == set(), path
