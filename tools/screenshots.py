"""Make the pictures of the README and the docs: ``make pictures``. Needs a Chromium on the path."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from talleyrand.cli import main

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


def brief_pictures(page_file: Path) -> None:
    """Take the head of the brief for the README, and a figure from within it."""
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next((path for name in names if (path := shutil.which(name))), None)
    if chromium is None:
        sys.exit("no Chromium found; get one with: apt-get install chromium")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1180, "height": 1000})
        page.goto(page_file.as_uri())
        page.screenshot(path=IMAGES / "brief.png")
        page.locator(".issues").scroll_into_view_if_needed()
        page.locator(".issues").screenshot(path=IMAGES / "issues.png")
        browser.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "korea-2018"
        if main(["demo", "korea-2018", "--to", str(project)]) != 0:
            sys.exit(1)
        brief_pictures(project / "brief.html")
