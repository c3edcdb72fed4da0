"""The third tab: the case as a sheet of parties and issues, and everything else that it states."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from talleyrand.analyses.addresses import label
from talleyrand.analyses.words import heading
from talleyrand.brief.rows import statement_of
from talleyrand.brief.wants import grounds_kind
from talleyrand.case.check import summary
from talleyrand.case.estimate import Estimate, Grounds
from talleyrand.case.model import Case
from talleyrand.case.update import update_text
from talleyrand.errors import InputError, Problem
from talleyrand.ids import sha256
from talleyrand.workbench.bench import MOST_UNDO, Ask, CaseEdit, Moved, Page
from talleyrand.workbench.counts import states
from talleyrand.workbench.doors import Door
from talleyrand.workbench.loaded import Loaded
from talleyrand.workbench.refusal import Refusal

_MENDED_AT = re.compile(r"\b(?:positions|saliences)/[\w-]+/[\w-]+")
SECTIONS = (
    ("parties", "What each party can bring to bear"),
    ("negotiations", "Who sits where"),
    ("issues", "Where things stand without a deal"),
    ("options", "What each can do or leave"),
    ("infeasible", "Combinations that cannot be"),
    ("preferences", "What each wants, the most important first"),
    ("ties", "Levers and dependence"),
    ("decision_rules", "How bodies decide"),
    ("expectations", "What is held likely"),
    ("events", "Dated events"),
)


def sheet(ask: Ask) -> Page:
    """Show the case."""
    now = ask.now
    found = now.kept.case(now)
    problems = [problem_data(now, problem) for problem in now.case_problems]
    data: dict[str, Any] = {
        "exists": found is not None,
        "records": len(now.reviewed),
        "draft": now.draft_file.name if now.draft_file.is_file() else None,
        "problems": problems,
        "summary": summary(now.case_problems),
        "case": None,
    }
    if found is not None and not isinstance(found, InputError):
        data["case"] = with_doubts(case_data(found.case), found.case, now.doubts)
        data["version"] = version_of(now)
    return Page("case.html", "Case", data)


def case_data(case: Case) -> dict[str, Any]:
    """Return the case as the sheet shows it."""
    everything = [entry(case, address, grounds) for address, grounds in case.grounds()]
    return {
        "title": case.title,
        "reviewed": case.reviewed,
        "issues": [
            {
                "key": key,
                "title": heading(issue.title),
                "zero": issue.zero,
                "hundred": issue.hundred,
                "outside": issue.outside,
                "contested": bool(issue.readings or issue.contested),
            }
            for key, issue in case.issues.items()
        ],
        "rows": [
            {"party": code, "name": party.name, "cells": [cell(case, code, issue) for issue in case.issues]}
            for code, party in case.parties.items()
        ],
        "sections": [
            {"key": key, "title": title, "entries": [e for e in everything if e["address"].split("/")[0] == key]}
            for key, title in SECTIONS
        ],
        "states": states(case),
        "drafted": sum(e["drafted"] for e in everything),
        "estimates": sum(1 for _ in case.estimates()),
        "assumed": sum(e.assumed for _, e in case.estimates()),
    }


def with_doubts(data: dict[str, Any], case: Case, doubts: Mapping[str, str]) -> dict[str, Any]:
    """Mark the entries that rest on a record that another one contradicts as contradicted, as the sheet shows them."""
    marked = {address for address, grounds in case.grounds() if not doubts.keys().isdisjoint(grounds.because)}
    for place in (cell for row in data["rows"] for cell in row["cells"]):
        if place["address"] in marked:
            place["grounds"] = "contradicted"
        if place["weight_href"].removeprefix("/case/") in marked:
            place["weight_grounds"] = "contradicted"
    for one in (entry for section in data["sections"] for entry in section["entries"]):
        if one["address"] in marked:
            one["grounds"] = "contradicted"
    return data


def cell(case: Case, party: str, issue: str) -> dict[str, Any]:
    """Return a party's place on an issue, and what the issue weighs for it."""
    address = f"positions/{party}/{issue}"
    found = case.positions.get(party, {}).get(issue)
    weight = case.saliences.get(party, {}).get(issue)
    place: dict[str, Any] = {"address": address, "href": f"/case/{address}", "label": label(case, address)}
    place |= number(found) if found else {"value": None}
    return place | {
        "weight": weight.value if weight else None,
        "weight_href": f"/case/saliences/{party}/{issue}",
        "weight_grounds": grounds_kind(weight) if weight else None,
    }


def number(estimate: Estimate) -> dict[str, Any]:
    """Return an estimate's figures and what they rest on."""
    return {
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "grounds": grounds_kind(estimate),
        "drafted": estimate.drafted,
    }


def entry(case: Case, address: str, grounds: Grounds) -> dict[str, Any]:
    """Return one entry of the case in a line."""
    low_high = [grounds.low, grounds.high] if isinstance(grounds, Estimate) and grounds.low < grounds.high else None
    return {
        "address": address,
        "href": f"/case/{address}",
        "label": label(case, address),
        "words": statement_of(grounds),
        "range": low_high,
        "grounds": grounds_kind(grounds),
        "drafted": grounds.drafted,
        "assumption": grounds.assumption,
        "cited": len(grounds.because),
    }


def problem_data(now: Loaded, problem: Problem) -> dict[str, Any]:
    """Return a problem with the address where it can be mended, where there is one."""
    found = now.case_file_read
    known = set() if found is None else {address for address, _ in found.case.grounds()}
    meant = _MENDED_AT.search(problem.remedy or "")
    href = next(_hrefs(meant[0] if meant else problem.where or "", known), None)
    return {**problem.as_json(), "href": href, "words": str(problem)}


def _hrefs(where: str, known: set[str]) -> Iterator[str]:
    parts = where.split("/")
    for end in range(len(parts), 1, -1):
        address = "/".join(parts[:end])
        if address in known or (end == 3 and parts[0] in ("positions", "saliences")):
            yield f"/case/{address}"


def version_of(now: Loaded) -> str:
    """Return the digest of the case file as it stands on the disk."""
    return sha256(now.case_file.read_bytes())


def save(ask: Ask, changes: dict[str, Any], words: str) -> None:
    """Write changes (address to plain value, None to delete) into the case, as `save_text` does."""
    save_text(ask, lambda text: update_text(text, changes, str(ask.now.case_file)), words)


def save_text(ask: Ask, change: Callable[[str], str], words: str) -> None:
    """Write the case as changed, unless the file has changed since the page was made.

    Raises
    ------
    Refusal
        409 where the file on the disk is not the one that the page was made from; it is left alone.
    CaseError
        Where the changed file would be no case.
    """
    now = ask.now
    with now.writing():
        before = now.case_file.read_bytes() if now.case_file.is_file() else b""
        if sha256(before) != ask.text("version"):
            raise Refusal(
                409,
                Problem(
                    "case.yaml was changed on the disk since this page was made; nothing was overwritten",
                    remedy="look at what stands there now, then save again",
                ),
            )
        text = before.decode("utf-8-sig")
        after = change(text)
        if after == text:
            return
        now.write(now.case_file, after.encode())
    edits = ask.bench.edits
    edits.append(CaseEdit(words, text, after, len(now.read.decisions)))
    del edits[:-MOST_UNDO]


def mark_reviewed(ask: Ask) -> Moved:
    """Mark the case as reviewed by a person, or take the mark away."""
    wanted = ask.text("reviewed") == "yes"
    words = "The case is marked as reviewed" if wanted else "The case is no longer marked as reviewed"
    save(ask, {"reviewed": wanted}, words)
    ask.bench.said = words
    return Moved("/case")


DOORS = (Door("/case", sheet), Door("/case/reviewed", mark_reviewed, "POST"))
