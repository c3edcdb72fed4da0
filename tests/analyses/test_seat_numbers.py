"""Decision rules over the parties of a case, where most members are none."""

from talleyrand.analyses.examples import two_party_case
from talleyrand.analyses.seat import SeatAnalysis
from talleyrand.analyses.seat_numbers import simple_game
from talleyrand.case.model import DecisionRule

ASSEMBLY = DecisionRule(title="the assembly", members=("A", "B", "C"), others=190, quota=97, assumption="x")


def test_a_rule_that_the_others_alone_meet_is_no_game_among_the_parties() -> None:
    case = two_party_case()
    assert simple_game(case, ASSEMBLY) is None
    case = case.model_copy(update={"decision_rules": {"assembly": ASSEMBLY}})
    found = SeatAnalysis().run(case, {}, 1)
    assert found.findings and all("block/assembly" not in f.id for f in found.findings)


def test_others_count_as_in_favour() -> None:
    game = simple_game(two_party_case(), ASSEMBLY.model_copy(update={"quota": 192}))
    assert game is not None
    assert not game.wins([True, False, False]) and game.wins([True, True, False])
