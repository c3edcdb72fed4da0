"""Equilibria of one conflict for other programs: a table in CSV or JSON, the graph of moves in GraphML."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence

from talleyrand.errors import TooLargeError
from talleyrand.solvers.graph_model import StabilityResult, reachable, table

MOST_NODES = 4096
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(found: StabilityResult, parties: Sequence[str]) -> str:
    r"""Return a line for each state: its number from 1, options, each party's rank and stabilities, equilibria.

    Options and concepts in a cell are separated by "; ". A cell that a spreadsheet would run as a formula begins
    with an apostrophe. `talleyrand.solvers.graph_model.from_table` reads the lines back.
    """
    rows = table(found, parties)
    text = io.StringIO()
    writer = csv.DictWriter(text, [_safe(name) for name in rows[0]], lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({_safe(name): _cell(value) for name, value in row.items()})
    return text.getvalue()


def to_json(found: StabilityResult, parties: Sequence[str]) -> str:
    """Return everything that was found as one JSON object.

    ``options``: name, owner and direction of each; ``states``: for each its number from 1, the options taken, by party
    its rank and the concepts under which it is stable for the party, and the concepts under which it is an equilibrium.
    """
    game = found.game
    states = [
        {
            "state": row["state"],
            "taken": row["taken"],
            "parties": {name: {"rank": row[name], "stable": row[f"{name} stable"]} for name in parties},
            "equilibrium": row["equilibrium"],
        }
        for row in table(found, parties)
    ]
    options = [
        {"name": name, "owner": parties[owner], "direction": direction}
        for name, owner, direction in zip(game.options, game.owners, game.directions, strict=True)
    ]
    return json.dumps({"concepts": found.concepts, "options": options, "states": states}, ensure_ascii=False) + "\n"


def to_graphml(found: StabilityResult, parties: Sequence[str]) -> str:
    """Return the graph of moves: states as nodes with ranks and equilibria, moves as edges with who makes them.

    Edge data: `mover`, and `improves`, whether the mover likes the new state better. Nodes are numbered from 1.

    Raises
    ------
    TooLargeError
        More than 4,096 states.
    """
    import networkx as nx

    game = found.game
    if game.n_states > MOST_NODES:
        raise TooLargeError(f"a graph of {game.n_states:,} states; up to {MOST_NODES:,} fit a file: write CSV instead")
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    equilibria = found.equilibria
    for state in range(game.n_states):
        ranks = {f"rank {name}": int(game.ranks[party, state]) for party, name in enumerate(parties)}
        holds = {concept: bool(equilibria[concept][state]) for concept in found.concepts}
        graph.add_node(state + 1, taken="; ".join(game.taken(state)), **ranks, **holds)
    for state in range(game.n_states):
        for party, name in enumerate(parties):
            for target in reachable(game, party, state).tolist():
                better = bool(game.ranks[party, target] > game.ranks[party, state])
                graph.add_edge(state + 1, target + 1, mover=name, improves=better)
    text = "\n".join(nx.generate_graphml(graph, named_key_ids=True)) + "\n"
    # The library writes Python's words; the format's are lower case.
    return re.sub(r">(True|False)</data>", lambda found: f">{found[1].lower()}</data>", text)


def _cell(value: object) -> str:
    return _safe("; ".join(map(str, value)) if isinstance(value, tuple) else str(value))


def _safe(text: str) -> str:
    negative = text[:1] == "-" and text[1:].isdigit()
    return f"'{text}" if text.startswith(_FORMULA) and not negative else text
