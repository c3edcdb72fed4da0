"""A report and a case that hold markup, scripts and templates are text in a real browser, on every page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talleyrand.project.folder import Project
from talleyrand.project.steps import add, read
from tests.support.bench import opened
from tests.support.reports import write_report

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
SCRIPT = "<script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'><svg onload='window.harmed = 1'>"
TEMPLATE = "{{ 7 * 7 }}{% for x in y %}${7 * 7}"
LINK = "<a href='javascript:window.harmed = 1'>press</a>"
TEXT = f"""Norway {SCRIPT} brokers talks {TEMPLATE}

Norway’s foreign minister said that {SCRIPT} both sides had {TEMPLATE} asked for the talks {LINK}.

"><script>window.harmed = 1</script> Qatar was not invited, officials in Oslo confirmed.
"""
CASE = """\
title: "TITLE"
parties:
  NOR: {name: "NAME", capability: {value: 30, assumption: "NAME"}}
issues:
  passage: {title: "NAME", zero: "NAME", hundred: "NAME", reversion: {value: 10, assumption: "NAME"}}
positions: {NOR: {passage: {value: 80, assumption: "NAME", note: "NAME"}}}
saliences: {NOR: {passage: {value: 0.5, assumption: "NAME"}}}
options:
  a: {title: "NAME", otherwise: "NAME", owner: NOR, assumption: "NAME"}
infeasible: [{when: a and not a, assumption: "NAME"}]
preferences: {NOR: [{statement: a, assumption: "NAME"}]}
decision_rules: {b: {title: "NAME", members: ["<b>"], quota: 1, assumption: "NAME"}}
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    folder: Path = tmp_path_factory.mktemp("hostile")
    project = Project.create(folder / "project", SCRIPT)
    added = add(project, [write_report(folder, TEXT)])
    read(project)
    words = (SCRIPT + TEMPLATE + LINK).replace("\\", "\\\\").replace('"', '\\"')
    project.write(project.case_file, CASE.replace("TITLE", words).replace("NAME", words).encode())
    with opened(project.root) as here:
        yield here, added.documents[0].id


def test_nothing_of_a_report_or_a_case_is_run(page: Page, hostile: tuple[str, str]) -> None:
    here, document = hostile
    asked: list[str] = []
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.on("request", lambda request: asked.append(request.url))
    paths = ["/sources", "/sources/confirm", f"/sources/{document}", f"/sources/{document}?actors=1", "/evidence"]
    paths += ["/evidence?status=", "/evidence/list", "/evidence/list?kind=actor", "/evidence/actors", "/search?q=talks"]
    paths += ["/case", "/case/options", "/case/preferences", "/case/decision_rules", "/case/options/a", "/analyses"]
    paths += ["/case/positions/NOR/passage", "/case/new/preferences/NOR", "/why/positions/NOR/passage", "/brief"]
    paths += ["/case/count?section=infeasible&e-when=" + SCRIPT.replace("<", "%3C")]
    for path in paths:
        page.goto(here + path)
        assert page.evaluate("window.harmed") is None, path
        assert page.locator("main script, main img[src=x], main svg[onload], main a[href^=javascript]").count() == 0, (
            path
        )
    page.goto(f"{here}/sources/{document}")
    assert TEMPLATE in page.locator("article").inner_text() and "<script>" in page.locator("article").inner_text()
    assert [url for url in asked if not url.startswith(here) and not url.startswith("data:")] == []
    assert not [url for url in asked if url.endswith("/x")]
