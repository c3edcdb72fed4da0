"""The parties of a case, what they want and what ties them, as a graph for Gephi, Cytoscape or igraph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from talleyrand.brief.wants import grounds_kind
from talleyrand.case.model import Case

if TYPE_CHECKING:
    import networkx as nx

_BOOLEAN = re.compile(r">(True|False)</data>")


def network_graphml(case: Case) -> str:
    """Return parties and issues as nodes; positions, ties and dated events as edges.

    Nodes carry `type` (``party`` or ``issue``) and `name`; parties `capability` and their `seat` in the main talks.
    Edges carry `kind`: ``position`` from a party to an issue (`value`, `low`, `high`, `weight` as salience), ``tie``
    from whoever holds it (`means`), ``event`` from whoever acts (`plover`, `status`, `date`); and what each rests on,
    `grounds` and `records`. Ties over nobody in particular and events of outsiders are left out.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(**_said({"title": case.title}))
    main = case.main_negotiation()
    seats = main[1].seats if main else {}
    for code, party in case.parties.items():
        seat = seats[code].seat if code in seats else None
        _node(graph, code, type="party", name=party.name, capability=party.capability.value, seat=seat)
    for key, issue in case.issues.items():
        _node(graph, f"issue:{key}", type="issue", name=issue.title, zero=issue.zero, hundred=issue.hundred)
    _positions(graph, case)
    _ties(graph, case)
    _events(graph, case)
    text = "\n".join(nx.generate_graphml(graph, named_key_ids=True)) + "\n"
    # The library writes Python's words; the format's are lower case.
    return _BOOLEAN.sub(lambda found: f">{found[1].lower()}</data>", text)


def _positions(graph: nx.MultiDiGraph[str], case: Case) -> None:
    for party, places in case.positions.items():
        for issue, estimate in places.items():
            weight = case.saliences.get(party, {}).get(issue)
            figures = {"value": estimate.value, "low": estimate.low, "high": estimate.high}
            more = {"weight": weight.value if weight else None, "grounds": grounds_kind(estimate)}
            _edge(graph, party, f"issue:{issue}", estimate.because, kind="position", **figures, **more)


def _ties(graph: nx.MultiDiGraph[str], case: Case) -> None:
    for tie in case.ties:
        if tie.over is not None:
            more = {"tie": tie.kind, "means": "; ".join(tie.means), "issue": tie.issue, "grounds": grounds_kind(tie)}
            _edge(graph, tie.holder, tie.over, tie.because, kind="tie", **more)


def _events(graph: nx.MultiDiGraph[str], case: Case) -> None:
    for event in case.events:
        more = {"plover": event.plover, "status": event.status, "date": event.date}
        for source in event.source:
            for target in event.target:
                _edge(graph, source, target, event.because, kind="event", **more)


def _node(graph: nx.MultiDiGraph[str], node: str, **more: Any) -> None:
    graph.add_node(node, **_said(more))


def _edge(graph: nx.MultiDiGraph[str], start: str, end: str, records: tuple[str, ...], **more: Any) -> None:
    if start in graph and end in graph:
        graph.add_edge(start, end, **_said(more | {"records": "; ".join(records)}))


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items() if value not in (None, "")}


def _plain(value: Any) -> Any:
    """Return a value that XML can hold: no control characters."""
    return (
        re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", value)
        if isinstance(value, str)
        else value
    )
