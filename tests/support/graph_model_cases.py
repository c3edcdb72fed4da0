"""Read the conflicts in cases/graph_model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from ruamel.yaml import YAML

from talleyrand.solvers.graph_model import Game, feasible_states, rank_by_order

FOLDER = Path(__file__).resolve().parents[2] / "cases" / "graph_model"
PATHS = sorted(FOLDER.glob("*.yaml"))


@dataclass(frozen=True)
class PublishedCase:
    """A conflict with the equilibria it is known for."""

    name: str
    citation: str
    parties: tuple[str, ...]
    game: Game
    expected: dict[str, tuple[int, ...]]
    published: tuple[str, ...]


def read_case(path: Path) -> PublishedCase:
    """The conflict in one file."""
    data = YAML(typ="safe").load(path)
    parties = data["parties"]
    options = [option["name"] for option in data["options"]]
    states = feasible_states(options, data.get("infeasible", ()), data.get("required", ()))
    place = {frozenset(np.array(options)[row].tolist()): number for number, row in enumerate(states)}

    def number(text: str) -> int:
        return place[frozenset(re.findall(r"\w+", text))]

    ranks = [
        rank_by_order(
            [[number(state) for state in tier.split("=")] for tier in data["preferences"][party]], len(states)
        )
        for party in parties
    ]
    game = Game(
        tuple(options),
        tuple(parties.index(option["owner"]) for option in data["options"]),
        len(parties),
        tuple(option["moves"] for option in data["options"]),
        states,
        np.stack(ranks),
    )
    expected = dict(data["expected"])
    published = tuple(expected.pop("published"))
    equilibria = {concept: tuple(sorted(number(state) for state in found)) for concept, found in expected.items()}
    return PublishedCase(data["name"], data["citation"], tuple(parties), game, equilibria, published)
