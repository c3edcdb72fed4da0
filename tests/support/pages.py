"""The pages of the workbench on the small project, for tests that go through all of them."""

from __future__ import annotations

import json
from urllib.request import urlopen

FULL = """\
options:
  escort: {title: Norway escorts ships, otherwise: ships sail alone, owner: NOR, direction: on, assumption: x}
  toll: {title: Qatar asks a toll, owner: QAT, admits: OMN, status_quo: true, drafted: true, assumption: It may}
infeasible:
  - {when: escort and toll, assumption: Nobody would pay}
preferences:
  NOR:
    - {statement: not toll, assumption: x}
    - {any_order: [escort, toll if escort], maybe: true, assumption: x}
decision_rules:
  council: {title: The Council, members: [NOR, QAT], others: 3, quota: 4, vetoes: [NOR], assumption: Its charter}
"""
"""More of everything, to be added to the small case."""
PAGES = [
    "/sources",
    "/sources/add",
    "/sources/confirm",
    "/evidence",
    "/evidence/list",
    "/evidence/history",
    "/evidence/actors",
    "/evidence/contradictions",
    "/evidence/agreement",
    "/evidence?reading=second",
    "/evidence/S1",
    "/case",
    "/case/positions/NOR/passage",
    "/case/saliences/OMN/passage",
    "/case/options",
    "/case/options/escort",
    "/case/infeasible/0",
    "/case/preferences",
    "/case/preferences/NOR/1",
    "/case/decision_rules",
    "/case/decision_rules/council",
    "/case/new/options",
    "/case/new/preferences/QAT",
    "/case/new/decision_rules",
    "/case/count?section=infeasible&e-when=escort",
    "/analyses",
    "/analyses/settlement",
    "/analyses/compare",
    "/brief",
    "/jobs",
    "/search",
    "/search?q=talks",
    "/why/positions/NOR/passage",
    "/nowhere",
]


def addresses(here: str) -> list[str]:
    """Return the pages of a report, whose address depends on its bytes."""
    with urlopen(f"{here}/sources.json") as answer:
        name = json.load(answer)["sources"][0]["id"]
    return [f"/sources/{name}", f"/sources/{name}?actors=1", f"/sources/{name}/new?kind=tie&start=40&end=60"]
