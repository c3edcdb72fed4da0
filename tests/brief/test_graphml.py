"""The network of a case as other programs read it."""

import networkx as nx

from talleyrand.brief.graphml import network_graphml
from talleyrand.case.model import TieEntry
from tests.support.material import case


def graph() -> "nx.MultiDiGraph[str]":
    found = nx.parse_graphml(network_graphml(case()), force_multigraph=True)
    assert isinstance(found, nx.MultiDiGraph)
    return found


def test_parties_and_issues_are_nodes() -> None:
    nodes = dict(graph().nodes(data=True))
    assert {n for n, d in nodes.items() if d["type"] == "party"} == set(case().parties)
    assert {n for n, d in nodes.items() if d["type"] == "issue"} == {f"issue:{key}" for key in case().issues}
    assert nodes["C"]["seat"] == "out" and nodes["A"]["capability"] == case().parties["A"].capability.value


def test_positions_ties_and_events_are_edges_with_what_they_rest_on() -> None:
    edges = list(graph().edges(data=True))
    places = {(a, b): d for a, b, d in edges if d["kind"] == "position"}
    assert len(places) == sum(len(row) for row in case().positions.values())
    assert places["B", "issue:q"]["records"] == "statement-1" and places["B", "issue:q"]["grounds"] == "cited"
    assert places["B", "issue:q"]["value"] == case().positions["B"]["q"].value
    (tie,) = [(a, b, d) for a, b, d in edges if d["kind"] == "tie"]
    assert tie[:2] == ("B", "A") and tie[2]["means"] == "food" and tie[2]["tie"] == "dependence"
    (event,) = [(a, b, d) for a, b, d in edges if d["kind"] == "event"]
    assert event[:2] == ("A", "B") and event[2]["plover"] == "CONSULT"


def test_what_xml_cannot_hold_is_left_out_and_nobody_is_invented() -> None:
    ties = (
        TieEntry(holder="A", over="X", kind="lever", assumption="x"),
        TieEntry(holder="A", over=None, kind="lever", assumption="x"),
    )
    changed = case().model_copy(update={"title": "a\x00b <c>", "ties": ties})
    found = nx.parse_graphml(network_graphml(changed), force_multigraph=True)
    assert "X" not in found and not [d for *_, d in found.edges(data=True) if d["kind"] == "tie"]
