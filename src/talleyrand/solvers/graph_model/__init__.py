"""The graph model for conflict resolution: which states hold, for whom, and why.

Arrays in, frozen records out; no files are read here.

A conflict is a :class:`Game`. Build its states with :func:`feasible_states`, its ranks with one of the
``rank_by_...`` functions, and :func:`solve` it.

Examples
--------
>>> options = ("strike", "blockade", "withdraw", "escalate")
>>> states = feasible_states(options, infeasible=["withdraw and escalate"])
>>> ranks = [rank_by_priority(states, options, wants) for wants in (
...     ["not escalate", "withdraw", "not strike", "blockade iff not withdraw"],
...     ["not escalate", "not strike", "not blockade", "not withdraw if not blockade"])]
>>> import numpy
>>> game = Game(options, (0, 0, 1, 1), 2, ("on", "both", "both", "both"), states, numpy.stack(ranks))
>>> result = solve(game)
>>> [game.taken(state) for state in result.states("nash")]
[('blockade',), ('strike', 'blockade')]
"""

from talleyrand.solvers.graph_model.coalitions import (
    COALITION_CONCEPTS,
    CoalitionResult,
    all_coalitions,
    coalition_reach,
    solve_coalitions,
)
from talleyrand.solvers.graph_model.conditional import Condition, conditional_moves, solve_conditional
from talleyrand.solvers.graph_model.draws import ManyResult, complete_priorities, solve_many
from talleyrand.solvers.graph_model.explain import Explanation, Response, explain
from talleyrand.solvers.graph_model.explain_coalition import (
    CoalitionExplanation,
    CoalitionResponse,
    JointStep,
    explain_coalition,
)
from talleyrand.solvers.graph_model.explain_foresight import ForesightExplanation, explain_foresight
from talleyrand.solvers.graph_model.expression import Expression
from talleyrand.solvers.graph_model.foresight import ForesightResult, limited_move, non_myopic
from talleyrand.solvers.graph_model.game import Game, decode, encode
from talleyrand.solvers.graph_model.hypergame import HypergameResult, Perception, solve_hypergame
from talleyrand.solvers.graph_model.inverse import NashChange, distance, least_change_nash
from talleyrand.solvers.graph_model.least_change import OrderChange, least_change
from talleyrand.solvers.graph_model.moves import improvements, reachable
from talleyrand.solvers.graph_model.parser import as_expression, parse
from talleyrand.solvers.graph_model.partial import (
    ATTITUDES,
    PARTIAL_CONCEPTS,
    PartialResult,
    relations_by_tiers,
    solve_partial,
)
from talleyrand.solvers.graph_model.paths import Path, Step
from talleyrand.solvers.graph_model.preferences import (
    rank_by_order,
    rank_by_priority,
    rank_by_values,
    rank_by_weights,
)
from talleyrand.solvers.graph_model.sentences import in_words
from talleyrand.solvers.graph_model.stability import CONCEPTS, StabilityResult, solve
from talleyrand.solvers.graph_model.states import feasible_states, states_from_strings, truth_of
from talleyrand.solvers.graph_model.status_quo import StatusQuo, from_status_quo, improving_steps
from talleyrand.solvers.graph_model.strength import STRENGTH_CONCEPTS, StrengthResult, solve_strength, strong_by_gap
from talleyrand.solvers.graph_model.tables import from_table, table
from talleyrand.solvers.graph_model.third_party import Change, Smaller, what_changes, with_party, without_party
from talleyrand.solvers.graph_model.ways_in import WaysIn, ways_in

__all__ = [
    "ATTITUDES",
    "COALITION_CONCEPTS",
    "CONCEPTS",
    "PARTIAL_CONCEPTS",
    "STRENGTH_CONCEPTS",
    "Change",
    "CoalitionExplanation",
    "CoalitionResponse",
    "CoalitionResult",
    "Condition",
    "Explanation",
    "Expression",
    "ForesightExplanation",
    "ForesightResult",
    "Game",
    "HypergameResult",
    "JointStep",
    "ManyResult",
    "NashChange",
    "OrderChange",
    "PartialResult",
    "Path",
    "Perception",
    "Response",
    "Smaller",
    "StabilityResult",
    "StatusQuo",
    "Step",
    "StrengthResult",
    "WaysIn",
    "all_coalitions",
    "as_expression",
    "coalition_reach",
    "complete_priorities",
    "conditional_moves",
    "decode",
    "distance",
    "encode",
    "explain",
    "explain_coalition",
    "explain_foresight",
    "feasible_states",
    "from_status_quo",
    "from_table",
    "improvements",
    "improving_steps",
    "in_words",
    "least_change",
    "least_change_nash",
    "limited_move",
    "non_myopic",
    "parse",
    "rank_by_order",
    "rank_by_priority",
    "rank_by_values",
    "rank_by_weights",
    "reachable",
    "relations_by_tiers",
    "solve",
    "solve_coalitions",
    "solve_conditional",
    "solve_hypergame",
    "solve_many",
    "solve_partial",
    "solve_strength",
    "states_from_strings",
    "strong_by_gap",
    "table",
    "truth_of",
    "ways_in",
    "what_changes",
    "with_party",
    "without_party",
]
